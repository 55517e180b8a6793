"""Write the agency's own words of a year's report, section by section, into its file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from isoqms.actions.changing.applying import Change
from isoqms.errors import BadAnswer, UnknownName
from isoqms.facts.composing.text import compose, sections, titles
from isoqms.facts.reporting.figures import year_of
from isoqms.model.layout import path_of
from isoqms.model.reporting import ReportHead
from isoqms.packs.outlines import load_outline
from isoqms.repository import Entry, Repository
from isoqms.source.markdown import Heading, Node
from isoqms.source.scalars import quoted
from isoqms.source.template import render
from isoqms.wording import date_short, listed, nearest, nfc

_HEADING: Final = re.compile(r"^#", re.MULTILINE)
_NUMBERED: Final = re.compile(r"([IVXLC]+|\d+)\.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A section that a person may write in, and what there is to begin with."""

    key: str
    title: str
    told: tuple[str, ...]
    """What the records say below its heading, which is printed in any case."""
    now: str
    """The agency's words as they are; empty where there are none."""
    before: str
    """Those of last year's report."""


def asked_sections(repository: Repository, year: int) -> tuple[Asked, ...]:
    """Every section of the outline in order; NoSuchYear, ReportFault, UnknownName as `compose`."""
    now, before = _words(repository, year), _words(repository, year - 1)
    told = _told(repository, year)
    names = {"tieu_chuan": repository.agency.record.standard_name, "nam": str(year)}
    return tuple(
        Asked(key, render(title, names), told.get(key, ()), now.get(key, ""), before.get(key, ""))
        for key, title in _titles(repository).items()
    )


def _titles(repository: Repository) -> Mapping[str, str]:
    outline = load_outline(repository.agency.record.packs.report, repository.root)
    return titles(outline.text)


def _report(repository: Repository, year: int) -> Entry[ReportHead] | None:
    known = repository.years.get(year)
    return known.report if known else None


def _words(repository: Repository, year: int) -> Mapping[str, str]:
    report = _report(repository, year)
    written = sections(report) if report else ()
    return {each.key: each.text.strip() for each in reversed(written)}


def _told(repository: Repository, year: int) -> Mapping[str, tuple[str, ...]]:
    """What stands below each heading of a report in which the agency has written nothing."""
    records = year_of(repository, year)
    silent = replace(records.report, body="") if records.report else None
    years = {**repository.years, year: replace(records, report=silent)}
    found: dict[str, list[str]] = {}
    part = key = ""
    # The last words close the whole report, and belong to no section.
    for node in compose(replace(repository, years=years), year).nodes[:-1]:
        if isinstance(node, Heading):
            label = _NUMBERED.match(node.text)
            number = label[1] if label else ""
            part, key = (number, "") if node.level == 1 else (part, f"{part}.{number}")
        elif key:
            found.setdefault(key, []).append(_spoken(node))
    return {key: tuple(words) for key, words in found.items()}


def _spoken(node: Node) -> str:
    return "" if isinstance(node, Heading) else "".join(span.text for span in node.spans)


def plan_words(repository: Repository, year: int, words: Mapping[str, str]) -> Change:
    """The year's report with these words in its sections; empty words take a section away.

    UnknownName for a section that the outline does not have, BadAnswer for words that hold a
    heading, ReportFault for words that cannot be filled in or printed, NoSuchYear.
    """
    year_of(repository, year)
    known = _titles(repository)
    for key, text in words.items():
        _refuse(key, text, known)
    path = path_of("bao-cao", year)
    if _report(repository, year) is None and repository.holds(path):
        raise BadAnswer(f"Tệp «{path}» đang có lỗi, chưa ghi thêm được.", "Chạy `isoqms validate`.")
    old = repository.bytes_of(path) if repository.holds(path) else b""
    head, kept = _parts(repository, year, old.decode())
    merged = {**kept, **{key: _block(key, known[key], text) for key, text in words.items()}}
    order = [*known, *(key for key in merged if key not in known)]
    body = "\n".join(merged[key] for key in order if merged.get(key))
    named = listed(words)
    content = f"{head.rstrip()}\n\n{body}".encode()
    _try(repository, year, head, body)
    return Change(
        f"Viết báo cáo năm {year}, mục {named}",
        {path: content},
        seen={path: old} if old else {},
        notes=tuple(_signed_before(repository, year)),
    )


def _try(repository: Repository, year: int, head: str, body: str) -> None:
    """ReportFault where the report could not be printed with these words."""
    records = year_of(repository, year)
    now = records.report or Entry(path_of("bao-cao", year), ReportHead())
    line = len(head.rstrip().split("\n")) + 2
    tried = replace(records, report=replace(now, body=body, body_line=line))
    compose(replace(repository, years={**repository.years, year: tried}), year)


def _signed_before(repository: Repository, year: int) -> Iterator[str]:
    report = _report(repository, year)
    if report is not None and report.record.number and report.record.signed:
        yield (
            f"Báo cáo năm {year} đã ký, số {report.record.number} ngày "
            f"{date_short(report.record.signed)}: lời vừa viết không có trong bản đã ký."
        )


def _refuse(key: str, text: str, known: Mapping[str, str]) -> None:
    if key not in known:
        meant = nearest(key, known)
        hint = f"Có phải «{meant}»?" if meant else f"Các mục: {', '.join(known)}."
        raise UnknownName(f"Đề cương báo cáo không có mục «{key}».", hint)
    if _HEADING.search(text):
        raise BadAnswer(
            f"Lời văn của mục {key} có dòng bắt đầu bằng dấu #, là một đề mục.",
            "Mỗi lần viết một mục; bỏ dấu # ở đầu dòng.",
        )


def _parts(repository: Repository, year: int, old: str) -> tuple[str, dict[str, str]]:
    """The file up to its first section, and each section with its heading, to the letter."""
    report = _report(repository, year)
    if report is None:
        return _head(repository, year), {}
    lines = old.splitlines(keepends=True)
    found = [each for each in sections(report) if each.key]
    starts = [each.heading_line - 1 for each in found]
    ends = [*starts, len(lines)][1:]
    blocks: dict[str, str] = {}
    for each, start, end in zip(found, starts, ends, strict=True):
        text = "".join(lines[start:end]).rstrip() + "\n"
        blocks[each.key] = f"{blocks[each.key]}\n{text}" if each.key in blocks else text
    return "".join(lines[: starts[0] if starts else len(lines)]), blocks


def _block(key: str, title: str, text: str) -> str:
    bare = nfc(text).strip()
    shown = re.sub(r"\s*\{\{.*?\}\}", "", title).strip()
    return f"## {key} {shown}\n\n{bare}\n" if bare else ""


def _head(repository: Repository, year: int) -> str:
    """The head of a new report: to whom, by whom and for whom as last year's was."""
    before = _report(repository, year - 1)
    record = before.record if before else ReportHead()
    lists = {
        "addressees": record.addressees or (repository.agency.record.lead_agency,),
        "capacity": record.capacity,
        "recipients": record.recipients,
    }
    return "".join(("---\n", f"start: {year}-01-01\n", *_lists(lists), "---\n"))


def _lists(lists: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for key, members in lists.items():
        if members:
            yield f"{key}:\n" + "".join(f"  - {quoted(each)}\n" for each in members)
