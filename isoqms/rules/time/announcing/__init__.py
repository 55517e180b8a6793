"""Rules (5xx) on the announcement that the system conforms (công bố)."""
