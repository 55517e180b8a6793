"""Từ ngữ không còn dùng.

Tên cơ quan, cấp hành chính, mức dịch vụ thay đổi theo pháp luật. Văn bản mới còn dùng từ cũ cho
thấy tài liệu chưa được cập nhật. Văn bản của năm trước xét theo ngày cuối năm ấy, nên không bị bắt
oan; tên văn bản cũ và lời trích dẫn giữ nguyên.

## Sai, ngày 2025-12-31

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực của UBND cấp huyện  # <- QMS209
kind: quy-trinh-tthc
steps:
  - task: Nhận hồ sơ trực tuyến mức độ 3, 4  # <- QMS209
    role: bo-phan-mot-cua
---

## 2. PHẠM VI

Áp dụng trên địa bàn xã.
Áp dụng cho công dân thường trú tại thị trấn. <!-- <- QMS209 -->
```

## Sai, ngày 2022-12-31

```markdown nam/2022/bao-cao.md
---
number: 870/BC-UBND
---

## II.8 Hoạt động cải tiến

- Tăng hồ sơ dịch vụ công trực tuyến mức độ 4. <!-- <- QMS209 -->
```

## Đúng, ngày 2026-06-30

Báo cáo năm 2021 xét theo ngày 31/12/2021; mức độ của rủi ro không phải mức độ dịch vụ công.

```markdown nam/2021/bao-cao.md
---
number: 870/BC-UBND
---

Tăng hồ sơ dịch vụ công trực tuyến mức độ 4 tại các xã, thị trấn.
```

```markdown tai-lieu/he-thong/QT-HT-05.md
---
code: QT-HT-05
title: Quy trình quản lý rủi ro và cơ hội
kind: quy-trinh-he-thong
---

Rủi ro mức độ 4 phải có biện pháp ngay.
```
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from isoqms import packs
from isoqms.diagnostics import Finding, Place, Practice, Severity
from isoqms.model.control.document import ControlledDocument
from isoqms.model.packs.certainty import Certainty
from isoqms.model.packs.terms import OutdatedTerm
from isoqms.repository import Entry, Repository
from isoqms.rules.protocol import eased
from isoqms.wording import date_short

CODE = "QMS209"
SEVERITY = Severity.WARNING
BASIS = (Practice("Từ ngữ theo văn bản pháp luật đang có hiệu lực"),)

_PACK = "outdated"
_TOGETHER = 300
"""Documents that are searched as one text: all of a large repository would be held twice."""


def check(repository: Repository) -> Iterator[Finding]:
    """The words out of use in documents and drafts, and in each year's report and objectives."""
    pack = packs.load_terms(_PACK, repository.root)
    entries = tuple(repository.all_documents())
    needles = _found_anywhere(entries, _needles(pack.outdated_on(repository.as_of)))
    if needles:
        for entry in entries:
            yield from _in_document(entry, needles)
            yield from _in_body(entry, needles)
    for year in repository.years.values():
        needles = _needles(pack.outdated_on(min(repository.as_of, date(year.year, 12, 31))))
        if year.report is not None:
            yield from _in_body(year.report, needles)
        for objective in year.rows.objectives:
            yield from _in_text(objective.record.text, objective.at("text"), needles)


def _needles(terms: tuple[OutdatedTerm, ...]) -> tuple[tuple[str, OutdatedTerm], ...]:
    """What is searched for, longest first: words without their first letter, maybe a capital."""
    words = [(word[1:], term) for term in terms for word in (term.term, *term.variants)]
    return tuple(sorted(words, key=lambda pair: -len(pair[0])))


def _found_anywhere(
    entries: tuple[Entry[ControlledDocument], ...], needles: tuple[tuple[str, OutdatedTerm], ...]
) -> tuple[tuple[str, OutdatedTerm], ...]:
    """The needles that occur at all: one long text is searched much faster than many short ones."""
    found: set[str] = set()
    for at in range(0, len(entries), _TOGETHER):
        found |= _found_in("\n".join(_texts(entries[at : at + _TOGETHER])), needles)
    return tuple(pair for pair in needles if pair[0] in found)


def _texts(entries: tuple[Entry[ControlledDocument], ...]) -> Iterator[str]:
    for entry in entries:
        document = entry.record
        yield from (document.title, document.reception or "", entry.body)
        yield from (step.task for step in document.steps)


def _found_in(text: str, needles: tuple[tuple[str, OutdatedTerm], ...]) -> set[str]:
    absent: set[str] = set()
    for needle, _ in reversed(needles):
        # «ức độ 3, 4» cannot be where not even «ức độ 3» is.
        if any(shorter in needle for shorter in absent) or needle not in text:
            absent.add(needle)
    return {needle for needle, _ in needles} - absent


def _in_document(
    entry: Entry[ControlledDocument], needles: tuple[tuple[str, OutdatedTerm], ...]
) -> Iterator[Finding]:
    document = entry.record
    yield from _in_text(document.title, entry.at("title"), needles)
    for index, step in enumerate(document.steps):
        yield from _in_text(step.task, entry.at("steps", index, "task"), needles)
    if document.reception is not None:
        yield from _in_text(document.reception, entry.at("reception"), needles)


def _in_text(
    text: str, place: Place, needles: tuple[tuple[str, OutdatedTerm], ...]
) -> Iterator[Finding]:
    said: set[str] = set()
    for needle, term in needles:
        if needle in text and term.term not in said and _applies(term, text):
            said.add(term.term)
            yield _finding(place, term)


def _in_body(entry: Entry[Any], needles: tuple[tuple[str, OutdatedTerm], ...]) -> Iterator[Finding]:
    body = entry.body
    said: set[tuple[int, str]] = set()
    for needle, term in needles:
        start = body.find(needle)
        while start >= 0:
            line = body.count("\n", 0, start)
            first = body.rfind("\n", 0, start) + 1
            if (line, term.term) not in said and _applies(term, body.split("\n")[line]):
                said.add((line, term.term))
                yield _finding(entry.in_body(line, start - first), term)
            start = body.find(needle, start + 1)


def _applies(term: OutdatedTerm, text: str) -> bool:
    """Whether the words mean here what went out of use: «mức độ 4» does so beside «trực tuyến»."""
    return not term.near or any(word in text for word in term.near)


def _finding(place: Place, term: OutdatedTerm) -> Finding:
    hint = "Viết lại theo tổ chức hiện nay."
    if term.instead:
        hint = f"Thay bằng «{term.instead}»."
    if term.note:
        hint += f" {term.note}"
    # What the pack is not sure of is worth a look, not a reproach.
    severity = eased(Severity.NOTE, when=term.certainty is not Certainty.CONFIRMED)
    return Finding(
        place,
        f"«{term.term}» không còn dùng từ ngày {date_short(term.since)} ({term.basis}).",
        hint,
        severity=severity,
    )
