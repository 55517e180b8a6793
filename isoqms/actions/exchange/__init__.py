"""Registers out to Excel and Word, and back."""
