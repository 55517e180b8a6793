"""What stands on each paper, as values."""
