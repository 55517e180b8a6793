"""Rules on names, codes and numbers (1xx)."""
