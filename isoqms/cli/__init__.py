"""The command line: one small module a command, imported only when it is asked for."""

import gc
import os

# A command lives a second or two and its values hold few cycles: looking for them often costs a
# tenth of the time, and most of that while libraries are imported. So it is said before the first
# of them.
gc.set_threshold(200_000, 50, 100)

# typer asks pydantic as soon as it builds a command. What keeps pydantic from looking for plugins
# of others, and saves the hundredth of a second that this takes, must stand there before.
import isoqms.model  # noqa: E402, F401 - see above
from isoqms.cli.commands import app  # noqa: E402 - see above
from isoqms.cli.terminal.streams import close, prepare  # noqa: E402 - see above


def main() -> None:
    """Run the command of `sys.argv`.

    Ends with the exit code of design: 0 clean, 1 findings, 2 refused, 3 our fault.
    """
    prepare()
    code = app()
    close()
    # Everything is written; taking thousands of values apart one by one first is time that nobody
    # gets.
    os._exit(code)
