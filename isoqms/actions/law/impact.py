"""Tell what cites an instrument, and what would have to be revised were it to change."""

from collections.abc import Iterator
from typing import Any

from isoqms.errors import UnknownName
from isoqms.facts.law.impact import Cites, impact
from isoqms.facts.law.numbers import meant
from isoqms.formats.neutral import as_json
from isoqms.model.layout import path_of
from isoqms.pages.law.impact import lines
from isoqms.repository import Repository
from isoqms.wording import date_short

VERSION = 1
"""Of the JSON object; it rises when a key changes its meaning or goes."""


def as_text(repository: Repository, wanted: str) -> str:
    """What the instrument touches as plain text; UnknownName where nobody knows its number."""
    number = _number(repository, wanted)
    return "\n".join(lines(impact(repository, number), _known(repository, number))) + "\n"


def as_data(repository: Repository, wanted: str) -> str:
    """The same as one JSON object; raises the same."""
    number = _number(repository, wanted)
    found = impact(repository, number)
    return as_json(
        {
            "version": VERSION,
            "as_of": repository.as_of.isoformat(),
            "agency": repository.agency.record.name,
            "number": number,
            "ties": [{"number": other, "tie": tie.value} for other, tie in found.ties],
            "tied_by": [
                {
                    "number": law.number,
                    "tie": tie.value,
                    "effective": law.effective.isoformat() if law.effective else None,
                }
                for law, tie in found.tied_by
            ],
            "documents": [_data(each) for each in found.documents],
            "forms": [_data(each) for each in found.forms],
            "decisions": [entry.record.number for entry in found.decisions],
            "others": list(dict.fromkeys(str(place.path) for place in found.others)),
            "to_revise": list(found.to_revise),
        }
    )


def _data(each: Cites) -> dict[str, Any]:
    record = each.entry.record
    return {
        "code": record.code,
        "revision": record.revision,
        "title": record.title,
        "in_force": each.in_force,
        "path": str(each.entry.path),
        "cites_instead": each.by or None,
        "places": [
            {"route": list(route) if route is not None else None, "line": place.line or None}
            for route, place in each.places
        ],
        "steps": list(each.steps),
        "forms": list(record.forms),
        "procedures": list(record.serves),
    }


def _number(repository: Repository, wanted: str) -> str:
    """The number that is meant: as it is known here, however it was typed."""
    known = dict.fromkeys(_numbers(repository))
    typed = wanted.strip()
    if typed in known or _is_anywhere(repository, typed):
        return typed
    number = meant(typed, known)
    if number is not None:
        return number
    raise UnknownName(
        f"Không tài liệu, quyết định, sổ nào nhắc đến văn bản «{wanted}».",
        f"Các văn bản đang theo dõi ở {path_of('van-ban')}: `isoqms list --external`.",
    )


def _numbers(repository: Repository) -> Iterator[str]:
    yield from repository.external_by_number
    yield from (law.number for law in repository.packs.legal.instruments)
    for entry in repository.all_documents():
        yield from entry.record.legal_basis


def _is_anywhere(repository: Repository, number: str) -> bool:
    found = impact(repository, number)
    return bool(found.documents or found.forms or found.decisions or found.others)


def _known(repository: Repository, number: str) -> str:
    """Who issued it and when, by the register, else by the pack."""
    own = repository.external_by_number.get(number)
    law = own.record if own is not None else repository.packs.legal.find(number)
    if law is None:
        return "không có trong danh mục tài liệu bên ngoài"
    told = [law.title or "chưa biết tên", law.issuer]
    told += [f"ban hành ngày {date_short(law.issued)}"] if law.issued else []
    told += [f"có hiệu lực từ ngày {date_short(law.effective)}"] if law.effective else []
    told += [f"hết hiệu lực từ ngày {date_short(law.expires)}"] if law.expires else []
    told += [] if own is not None else ["danh mục của cơ quan chưa ghi"]
    return "; ".join(told)
