"""Administrative procedures (TTHC) and the cases that are handled by them."""
