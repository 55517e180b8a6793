"""What is recorded next: a change of several files, whole or not at all, and taken back again."""
