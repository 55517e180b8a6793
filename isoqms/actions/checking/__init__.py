"""The rules applied to a repository."""
