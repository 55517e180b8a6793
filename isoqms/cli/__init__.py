"""The command line: one small module a command, imported only when it is asked for."""

import sys

from isoqms.cli.commands import app


def main() -> None:
    """Run the command of `sys.argv`; ends with the exit code of design: 0 clean, 1 findings, 2 refused, 3 our fault."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles start in an old code page, where «ệ» cannot be written.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(app())
