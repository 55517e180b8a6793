"""Rules on what documents and records refer to (3xx)."""
