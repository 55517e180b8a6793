"""Arithmetic of any text: its numbers, and whether its percentages, sums and changes follow."""
