"""Rules on the legal instruments that the agency works by."""
