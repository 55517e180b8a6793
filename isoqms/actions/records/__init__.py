"""The registers of a year, row by row."""
