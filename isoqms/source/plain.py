"""Read YAML of our own as plain data, fast.

For files that ship with the program: numbers come back as Python's own, so `4.10`
must stand in quotes there. What people typed goes to `reading.read_data`, and so does all
where the fast parser is missing: every scalar is a text then, which the models take too.
"""

from pathlib import Path
from typing import Any

from isoqms.source import fast
from isoqms.source.reading import Unreadable, read_data


def read_plain(path: Path) -> Any:
    """The data of a YAML file that ships with the program.

    Unreadable where there is none, or it is not YAML.
    """
    if fast.loads is None:
        return read_data(path)
    try:
        return fast.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreadable(
            f"Không đọc được tệp «{path}».",
            "Kiểm tra lại đường dẫn và quyền đọc tệp.",
        ) from error
    except ValueError as error:
        raise Unreadable(
            f"Tệp «{path}» không phải YAML trong UTF-8.",
            "Cài lại chương trình.",
        ) from error
