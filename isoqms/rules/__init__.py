"""One module a rule, below its family; `registry` holds them all, and importing it imports them."""
