"""The papers of a year: which there are, how they are worded, numbered and recorded."""
