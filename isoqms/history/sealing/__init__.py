"""What was sealed: the tags of decisions, and who signed them."""
