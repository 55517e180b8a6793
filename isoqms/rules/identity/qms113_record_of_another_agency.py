"""Kho mang quyết định, tài liệu của cơ quan khác.

Kho đã điền của một xã được chép cho xã khác, chỉ sửa isoqms.yaml: mọi quy tắc đều thấy đủ, mà quyết
định do người đứng đầu nơi khác ký, tài liệu nói tên nơi khác. Hệ thống của cơ quan phải do chính
người đứng đầu cơ quan ấy phê duyệt. Cơ quan cũ đã sáp nhập vào, hoặc tên cũ, thì ghi ở khóa
merged_from.

## Sai

```yaml isoqms.yaml
name: UBND xã Bình Minh
full_name: Ủy ban nhân dân xã Bình Minh
kind: xa
province: Lâm Đồng
place: Bình Minh
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã Bình Minh]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú  # <- QMS113
```

```yaml quyet-dinh/2025/16-QD-UBND.yaml
number: 16/QĐ-UBND
kind: ban-chi-dao
summary: Thành lập Ban Chỉ đạo ISO của UBND xã An Phú
signed: 2025-03-06
authority: Chủ tịch UBND xã An Phú
```

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Kiểm soát tài liệu tại UBND phường Tân Lập  # <- QMS113
kind: quy-trinh-he-thong
---

Áp dụng cho UBND xã nơi cư trú của công dân và UBND xã Bình Minh.
```

## Đúng, cơ quan cũ đã sáp nhập vào

```yaml isoqms.yaml
name: UBND xã Bình Minh
full_name: Ủy ban nhân dân xã Bình Minh
kind: xa
province: Lâm Đồng
place: Bình Minh
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã Bình Minh]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
merged_from: [UBND xã An Phú]
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
```

## Đúng

```yaml isoqms.yaml
name: UBND xã Bình Minh
full_name: Ủy ban nhân dân xã Bình Minh
kind: xa
province: Lâm Đồng
place: Bình Minh
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã Bình Minh]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: khac
summary: Phê duyệt đề án của tỉnh tại UBND xã Bình Minh
signed: 2025-03-05
authority: Chủ tịch UBND tỉnh Lâm Đồng
```
"""

import re
from collections.abc import Iterator
from itertools import chain, takewhile
from typing import Final, NamedTuple, TypeAlias

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.model.agency.settings import Agency
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.wording import fold, listed, number

CODE = "QMS113"
SEVERITY = Severity.NOTE
BASIS = (Clause("4.3"), Clause("7.5.2"))

_Level: TypeAlias = tuple[re.Pattern[str], ...]

_COMMUNE: Final = "(?:xã|phường|thị trấn|đặc khu) "
_DISTRICT: Final = "(?:huyện|quận|thị xã) "
_WRITTEN_OUT: Final = " ban nhân dân (?<=[ỦU][ỷy] ban nhân dân )"
# What each begins with is plain letters, which are searched for ten times faster than a choice.
_BEFORE_NAME: Final = (
    (re.compile(f"UBND {_COMMUNE}"), re.compile(_WRITTEN_OUT + _COMMUNE)),
    (re.compile(f"UBND {_DISTRICT}"), re.compile(_WRITTEN_OUT + _DISTRICT)),
    (re.compile(r"Sở (?<=\bSở )(?=[^\W\d_])"),),
    (re.compile(r"Chi cục (?<=\bChi cục )(?=[^\W\d_])"),),
)
"""What stands before the names of agencies of one level: one may be taken for another."""
_BARE: Final = re.compile(rf"^(?:(?:UBND|[ỦU][ỷy] ban nhân dân) )?(?:{_COMMUNE}|{_DISTRICT})")
"""An earlier name may be written with or without what stands before it."""
_COMMUNE_OR_DISTRICT: Final = 2
_MOST_NAMED: Final = 5


def check(repository: Repository) -> Iterator[Finding]:
    """Each other agency of the same level that decisions or documents are of, told once."""
    agency = repository.agency.record
    level = next((each for each in _BEFORE_NAME if any(_found(each, agency.name))), None)
    if level is None:
        return
    known = {fold(name) for text in _own_names(agency) for name in _names(level, text)}
    known |= {fold(_BARE.sub("", name)) for name in agency.merged_from}
    found: dict[str, list[_Mention]] = {}
    for mention in _mentions(repository, level):
        name = fold(mention.name)
        if name not in known:
            found.setdefault(name, []).append(mention)
    for mentions in found.values():
        yield _finding(agency, mentions)


def _own_names(agency: Agency) -> tuple[str, ...]:
    """How the agency is called, and those that it has grown out of."""
    return (agency.name, agency.full_name, *agency.merged_from)


class _Mention(NamedTuple):
    label: str
    """The number of the decision, the code of the document."""
    name: str
    place: Place


def _finding(agency: Agency, mentions: list[_Mention]) -> Finding:
    labels = list(dict.fromkeys(each.label for each in mentions))
    shown = labels[:_MOST_NAMED]
    if len(labels) > len(shown):
        shown.append(f"{number(len(labels) - len(shown))} văn bản, tài liệu khác")
    return Finding(
        mentions[0].place,
        f"{listed(shown)} ghi tên «{mentions[0].name}», không phải {agency.name}.",
        "Kho chép từ nơi khác thì bắt đầu lại bằng `isoqms init`, soạn và ký lại; tên cũ hoặc "
        "cơ quan đã sáp nhập vào thì ghi ở mục «Cơ quan trước đây» (merged_from) của "
        f"{file_of('isoqms')}.",
        related=tuple(each.place for each in mentions[1:_MOST_NAMED]),
    )


def _mentions(repository: Repository, level: _Level) -> Iterator[_Mention]:
    """Whom decisions and documents name as the agency of that level."""
    for label, text, place in _texts(repository, only_decided=_is_department(level)):
        for name in _names(level, text):
            yield _Mention(label, name, place)


def _is_department(level: _Level) -> bool:
    """Whether it is a department: documents of one name others for good reasons."""
    return level in _BEFORE_NAME[_COMMUNE_OR_DISTRICT:]


def _texts(repository: Repository, *, only_decided: bool) -> Iterator[tuple[str, str, Place]]:
    """What tells whose it is: who decided, about what, the titles and prose of the documents."""
    for decision in repository.decisions:
        record = decision.record
        yield record.number, record.authority, decision.at("authority")
        if not only_decided:
            yield record.number, record.summary, decision.at("summary")
    if not only_decided:
        for entry in repository.all_documents():
            yield entry.record.code, entry.record.title, entry.at("title")
            yield entry.record.code, entry.body, entry.at("code")


def _found(level: _Level, text: str) -> Iterator[re.Match[str]]:
    return chain.from_iterable(each.finditer(text) for each in level)


def _names(level: _Level, text: str) -> Iterator[str]:
    """The bare names in a text: of a commune its capitalised words, of a department all words."""
    for match in _found(level, text):
        words = re.split(r"[,.;:()\n]| tỉnh | thành phố ", text[match.end() :], maxsplit=1)[
            0
        ].split()
        if not _is_department(level):
            words = list(takewhile(lambda word: word[:1].isupper(), words))
        if words:
            yield " ".join(words)
