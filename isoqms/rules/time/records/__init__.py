"""Rules (5xx) on the registers of a year, row by row."""
