"""The command line: the door of typer and rich."""


def main() -> None:
    """Run a command; the commands come with the next commits."""
