"""Rules on what one document says (2xx)."""
