"""What a user can ask for, one verb a module."""
