"""Name each diagnostic so that the name stays when lines move.

By it a service knows an old finding from a new one.
"""

from collections import Counter
from hashlib import sha256

from isoqms.diagnostics import Diagnostic


def fingerprints(diagnostics: tuple[Diagnostic, ...]) -> tuple[str, ...]:
    """One name for each diagnostic, in their order: 64 hexadecimal digits, no two alike.

    A name is made of rule, path and message, never of the line; where these are the same, of the
    count too.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    names = []
    for diagnostic in diagnostics:
        key = (diagnostic.rule, str(diagnostic.location.path), diagnostic.message)
        # A separator that the parts may contain would let two different findings share a name, so
        # `repr`.
        names.append(sha256(repr((*key, seen[key])).encode()).hexdigest())
        seen[key] += 1
    return tuple(names)
