"""Read the YAML files that ship with the program, which are known to be good and so need no places."""

from pathlib import Path
from typing import Any

import ryaml


def load_shipped(path: Path) -> Any:
    """The plain data of a YAML file of a pack or sample; dates stay text, as the models expect them."""
    return ryaml.loads(path.read_text(encoding="utf-8"))
