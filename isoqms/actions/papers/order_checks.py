"""Whether what a person ordered of a paper fits its kind and the agency, before it is printed."""

from collections.abc import Iterator
from typing import Final

from isoqms.errors import BadAnswer
from isoqms.facts.papers.document_numbers import LETTER, take_apart, wrong_number
from isoqms.facts.papers.paper import PaperKind
from isoqms.facts.papers.signing_form import wrong_signer
from isoqms.model.agency.settings import Agency
from isoqms.model.control.decision import DecisionKind
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository

_TEAM: Final = "ĐĐG"
_BOARD: Final = "Ban Chỉ đạo"
_OF_THE_TEAM: Final = ("audit-report",)
_OF_THE_BOARD: Final = (DecisionKind.SUPPORT_TEAM,)


def refuse_unfit(repository: Repository, kind: PaperKind, order: PaperOrder) -> None:
    """BadAnswer where number, signer or post cannot stand on such a paper of the agency.

    A number that is recorded for the paper is the truth, however it looks, and passes.
    """
    agency = repository.agency.record
    number = order.number
    if number and not _is_recorded(repository, kind, number, order.year):
        _refuse(_wrong_numbers(agency, kind, order, number))
    # The head of a unit signs the unit's own paper with the post that it is.
    post = None if kind.of_unit else order.signer_post
    _refuse(wrong_signer(agency, post, order.signer))


def _refuse(found: Iterator[tuple[str, str]]) -> None:
    for words, hint in found:
        raise BadAnswer(words, hint)


def _is_recorded(repository: Repository, kind: PaperKind, number: str, year: int) -> bool:
    if number in repository.decisions_by_number:
        return True
    return any(each.number == number for each in kind.recorded_in(repository, year))


def _wrong_numbers(
    agency: Agency, kind: PaperKind, order: PaperOrder, number: str
) -> Iterator[tuple[str, str]]:
    """What is wrong with the symbol of a number that has one."""
    if not kind.is_numbered or "/" not in number:
        return
    padded = number if len(number.partition("/")[0]) > 1 else f"0{number}"
    wrong = wrong_number(padded, kind.type.lower(), agency.symbol)
    if wrong:
        yield wrong
        return
    parts = take_apart(number)
    issuer = (parts.written if kind.type.lower() == LETTER else parts.issuer) if parts else ""
    if issuer and issuer not in _issuers(agency, kind, order):
        right = f"{agency.symbol}-…" if kind.type.lower() == LETTER else ""
        expected = right or f"{kind.symbol}-{agency.symbol}"
        whose = f"không phải của {agency.name} ({agency.symbol})"
        board = f'văn bản do {_BOARD} ban hành thì thêm --authority "{_BOARD} …"'
        yield (
            f"Số «{number}» mang ký hiệu «{issuer}», {whose}.",
            f"Ký hiệu của văn bản này là {expected}; {board}.",
        )


def _issuers(agency: Agency, kind: PaperKind, order: PaperOrder) -> Iterator[str]:
    """The symbols of those who may issue the paper."""
    yield agency.symbol
    if kind.of_unit:
        yield from (unit.symbol for unit in agency.units if unit.symbol)
    if kind.word in _OF_THE_TEAM:
        yield _TEAM
    if kind.decision in _OF_THE_BOARD or _BOARD in (order.authority or ""):
        yield "BCĐ"
