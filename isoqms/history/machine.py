"""What this PC is called, as the others of the office know it."""

import os
import socket


def pc_name() -> str:
    """The name of this PC."""
    # `platform.node` would start a program on Windows to learn much else.
    return socket.gethostname() if os.name == "nt" else os.uname().nodename
