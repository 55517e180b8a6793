"""The documents of one agency together."""
