"""Rules on files that cannot be read as they should (0xx)."""
