"""The legal instruments that the agency works by."""
