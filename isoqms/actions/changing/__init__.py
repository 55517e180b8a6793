"""A change carried out as one, and taken back."""
