"""One module a rule; the registry of all of them."""
