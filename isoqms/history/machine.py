"""What this PC is called, as the others of the office know it."""

import os


def pc_name() -> str:
    """The name of this PC."""
    if os.name != "nt":
        return os.uname().nodename
    import socket  # noqa: PLC0415 - elsewhere nobody needs so much

    # `platform.node` would start a program there to learn much else.
    return socket.gethostname()
