"""What git remembers: the door of GitPython."""
