"""Files of others to drafts and records."""
