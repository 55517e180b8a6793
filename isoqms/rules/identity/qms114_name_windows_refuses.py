"""Tên tệp mở được trên mọi máy.

Windows không tạo được tệp tên CON, PRN, AUX, NUL, COM1 đến COM9, LPT1 đến LPT9 (kể cả có đuôi), tên
kết thúc bằng dấu chấm hay dấu cách, tên có một trong các dấu < > : " | ? * và dấu gạch chéo ngược.
Hai tên chỉ khác nhau ở chữ hoa, chữ thường thì ở đó là một tệp. Kho có tên như vậy mở được trên máy
này mà không chép được sang máy khác.

## Sai

```text mau/con.txt
Lời văn để chép. # <- QMS114
```

## Sai, hai tên là một trên Windows

```text mau/Cong-van.txt
Kính gửi:
```

```text mau/cong-van.txt
Kính gửi: # <- QMS114
```

## Đúng

```text mau/con-dau.txt
Lời văn để chép.
```
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from isoqms.diagnostics import Finding, Place, Practice, Severity
from isoqms.file_names import fault_of, folders_above, twice
from isoqms.repository import Repository
from isoqms.repository.standing import names_in

CODE = "QMS114"
SEVERITY = Severity.NOTE
BASIS = (Practice("Kho mở được trên mọi máy của cơ quan, kể cả Windows"),)

_HINT = "Đổi tên (nếu là tài liệu thì đổi cả mã) khi còn ở dự thảo; kho phải mở được trên Windows."


def check(repository: Repository) -> Iterator[Finding]:
    """The files and folders whose names other PCs cannot have, each at its outermost such name."""
    # Texts, because paths as values take ten times as long to put in order.
    paths = sorted({*names_in(repository.root), *_laid(repository)} - _gone(repository))
    told: set[str] = set()
    for path in paths:
        why = None if told.intersection(folders_above(path)) else fault_of(path)
        if why:
            told.add(path)
            yield _finding(path, why)
    clash = twice(_ends(paths))
    if clash:
        yield _finding(clash, "chỉ khác một tên khác ở chữ hoa, chữ thường")


def _laid(repository: Repository) -> set[str]:
    return {str(path) for path, content in repository.overlay.items() if content is not None}


def _gone(repository: Repository) -> set[str]:
    return {str(path) for path, content in repository.overlay.items() if content is None}


def _ends(paths: list[str]) -> set[str]:
    """The files, without the folders that hold them."""
    return set(paths).difference(*map(folders_above, paths))


def _finding(written: str, why: str) -> Finding:
    path = PurePosixPath(written)
    return Finding(Place(path, (), 1), f"Tên «{path.name}» {why}.", _HINT)
