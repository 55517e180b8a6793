"""Rules on days, deadlines and records of the year (5xx)."""
