"""Thư mục làm việc phải đủ tệp và không dở dang.

Khi việc gộp hai bản của kho còn dở, khi thư mục chỉ lấy một phần các tệp, hoặc khi một tệp chỉ mới
là phần trỏ tới tệp thật (Git LFS) chưa tải về, thì hàng chục quy tắc khác báo lỗi về những chỗ
không có lỗi. Quy tắc này nêu nguyên nhân, mỗi nguyên nhân một lần; điều chỉ là hệ quả thì không nêu
nữa, và có ghi đã bớt bao nhiêu. Tệp vắng vì chỉ lấy một phần vẫn được xét, theo lần ghi cuối cùng
của nó. Còn dở dang hay thiếu tệp thì chưa ghi gì vào kho được (thiếu bản PDF đã ký thì vẫn ghi
được).

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
version https://git-lfs.github.com/spec/v1  # <- QMS015
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 12345
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 88/KH-UBND
    day: 2025-03-25
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Kế hoạch năm
    file:
      path: nam/2025/van-ban/88-KH-UBND.pdf  # <- QMS015
      sha256: 4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
```

```text nam/2025/van-ban/88-KH-UBND.pdf
version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 12345
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

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.facts.control.signed_files import is_pointer, signed_papers
from isoqms.history.errors import END_JOINING, HALF_JOINED
from isoqms.repository import Repository

CODE = "QMS015"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)

_MOST_NAMED = 3
_FETCH = "Nhờ người quản trị kho tải đủ các tệp đó về máy này, rồi chạy lại (lệnh: `git lfs pull`)."


def check(repository: Repository) -> Iterator[Finding]:
    """Each cause once, with the first files that it concerns."""
    if repository.copy.is_under_way:
        yield Finding(
            repository.agency.at("name"),
            HALF_JOINED,
            END_JOINING,
        )
    # Files of programs (.github, .isoqms) are no part of what is checked.
    absent = sorted(str(path) for path in repository.copy.absent if path.parts[0][0] != ".")
    if absent:
        yield Finding(
            repository.agency.at("name"),
            f"Thư mục này chỉ lấy một phần của kho, vắng {len(absent)} tệp ({_named(absent)}); các "
            "tệp ấy được xét theo lần ghi cuối cùng.",
            "Nhờ người quản trị kho lấy đủ tệp, rồi chạy lại (lệnh: `git sparse-checkout "
            "disable`).",
        )
    yield from _not_fetched(repository)


def _not_fetched(repository: Repository) -> Iterator[Finding]:
    texts = [fault.location.path for fault in repository.faults if fault.rule == CODE]
    if texts:
        yield Finding(
            Place(texts[0], (), 1),
            f"Chưa tải tệp LFS: {len(texts)} tệp trong kho mới là phần trỏ tới tệp "
            f"({_named(list(map(str, texts)))}), chưa có nội dung.",
            _FETCH,
        )
    papers = [paper for paper in signed_papers(repository) if is_pointer(repository, paper)]
    if papers:
        yield Finding(
            papers[0].place,
            f"Chưa tải tệp LFS: {len(papers)} bản đã ký trong kho mới là phần trỏ tới tệp "
            f"({_named([paper.file.path for paper in papers])}), nên chưa đối chiếu được.",
            _FETCH,
        )


def _named(paths: list[str]) -> str:
    shown = ", ".join(f"«{path}»" for path in paths[:_MOST_NAMED])
    return f"{shown} …" if len(paths) > _MOST_NAMED else shown
