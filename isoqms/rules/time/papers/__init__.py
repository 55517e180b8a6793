"""Rules (5xx) on a year's papers: which there are, their wording, number and recording."""
