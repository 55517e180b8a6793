"""The command line: the door of typer and rich."""
