"""Rules on the self-score against its table and the records (8xx)."""
