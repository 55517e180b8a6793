"""Bản đã ký bị mất hoặc bị thay.

Tệp PDF đã ký được ghi kèm mã SHA-256 khi ghi văn bản vào kho, tệp làm bằng chứng cũng vậy. Mất
tệp, hoặc tệp có mã khác, thì không còn chứng minh được cơ quan đã ký đúng văn bản này, có đúng
bằng chứng này.

## Sai

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-chi-dao
summary: Kiện toàn Ban Chỉ đạo ISO
signed: 2025-03-31
authority: Chủ tịch UBND xã An Phú
file:
  path: quyet-dinh/2025/15-QD-UBND.pdf  # <- QMS412
  sha256: 0000000000000000000000000000000000000000000000000000000000000000
```

```text quyet-dinh/2025/15-QD-UBND.pdf
(bản đã ký)
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 88/KH-UBND
    day: 2025-03-25
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Kế hoạch năm
    file:
      path: nam/2025/van-ban/88-KH-UBND.pdf  # <- QMS412
      sha256: c83ccc45553b6d58dd36cbabcfbbce3b4f06a017a6540f9ce7ccfed9076fdf7e
```

## Đúng

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 88/KH-UBND
    day: 2025-03-25
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Kế hoạch năm
    file:
      path: nam/2025/van-ban/88-KH-UBND.pdf
      sha256: c83ccc45553b6d58dd36cbabcfbbce3b4f06a017a6540f9ce7ccfed9076fdf7e
```

```text nam/2025/van-ban/88-KH-UBND.pdf
(bản đã ký)
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.control.signed_files import SignedPaper, fault_of, is_pointer, signed_papers
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate

CODE = "QMS412"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)
GATE = At(Gate.DOCUMENTS)

_OTHERWISE = (
    "trong lịch sử không có thì chép lại đúng tệp PDF đã ký từ văn thư; không sửa, "
    "không ký lại tệp trong kho."
)
_OF_EVIDENCE = "trong lịch sử không có thì chép lại đúng tệp gốc; không sửa tệp trong kho."


def check(repository: Repository) -> Iterator[Finding]:
    """The signed files that are missing, or whose sum is not the recorded one."""
    for paper in signed_papers(repository):
        if is_pointer(repository, paper):
            continue  # QMS015 tells of all that were not fetched
        fault = fault_of(repository, paper)
        if fault is not None:
            otherwise = _OTHERWISE if paper.is_signed else _OF_EVIDENCE
            hint = f"Đưa về bằng `isoqms restore {_typed(paper)}`; {otherwise}"
            yield Finding(paper.place, fault, hint)


def _typed(paper: SignedPaper) -> str:
    """The path as it is typed."""
    path = paper.file.path.replace("\\", "/")
    return f'"{path}"' if " " in path else path
