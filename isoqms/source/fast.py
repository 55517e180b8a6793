"""The fast parser of YAML, where this machine has its wheel.

Only this module knows ryaml.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

loads: Callable[[str], Any] | None = None
"""The data of a text, numbers as Python's own, ValueError where it is not YAML.

None where the wheel is missing.
"""

with suppress(ImportError):
    import ryaml

    loads = ryaml.loads  # type: ignore[attr-defined]  # exported, but not in its __all__
