"""The announcement that the system conforms (công bố)."""
