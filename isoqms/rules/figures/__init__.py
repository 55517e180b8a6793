"""Rules on figures that must add up (7xx)."""
