"""Read YAML of our own as plain data, fast.

For files that ship with the program: numbers come back as Python's own, so `4.10`
must stand in quotes there. What people typed goes to `reading.read_data`.
"""

from pathlib import Path
from typing import Any

import ryaml

from isoqms.source.reading import Unreadable


def read_plain(path: Path) -> Any:
    """The data of a YAML file that ships with the program; Unreadable where there is none, or it is not YAML."""
    try:
        return ryaml.loads(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]  # not in its __all__
    except OSError as error:
        raise Unreadable(f"Không đọc được tệp «{path}».", "Kiểm tra lại đường dẫn và quyền đọc tệp.") from error
    except ValueError as error:
        raise Unreadable(f"Tệp «{path}» không phải YAML trong UTF-8.", "Cài lại chương trình.") from error
