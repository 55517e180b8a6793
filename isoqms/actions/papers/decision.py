"""Print one of the year's papers for signature, and tell which papers the year has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.checking.fit import remarks, with_words
from isoqms.actions.papers.items import which_item
from isoqms.actions.papers.order_checks import refuse_unfit
from isoqms.actions.papers.standing import refuse, refuse_to_fill_in, standing
from isoqms.errors import BadAnswer, UnknownName
from isoqms.facts.agency.boards import board, place_of
from isoqms.facts.control.decision_notes import names_number, notes_on
from isoqms.facts.law.citing import names_competence
from isoqms.facts.papers.catalogue import BY_WORD, PAPERS, PRINTED_ELSEWHERE
from isoqms.facts.papers.paper import PaperKind
from isoqms.model.control.decision import DecisionKind
from isoqms.model.layout import file_of, path_of
from isoqms.pages.layout.blocks import (
    Bases,
    Letterhead,
    Paper,
)
from isoqms.pages.layout.sheets import Column, Sheet
from isoqms.pages.papers.draft import BLANK, DRAFT, TO_FILL_IN, as_draft, printed_words
from isoqms.pages.papers.open_places import open_places
from isoqms.pages.papers.order import PaperOrder, paper_of
from isoqms.repository import Repository
from isoqms.wording import nearest, slug
from isoqms.writers.word.docx import write_docx

_FOLDER: Final = "xuat"
_OPEN: Final = (BLANK, TO_FILL_IN)
_BOARDS: Final = (DecisionKind.STEERING_BOARD, DecisionKind.SUPPORT_TEAM)
_BY_HAND: Final = "BB"
"""Minutes have places that are filled in by hand, as sheets have that get no number."""
_HOW: Final = "In một văn bản: isoqms decision TỪ."
_HOW_TO_FORCE: Final = (
    "Sửa các lỗi ấy rồi in lại; cần bản để xem trước thì thêm --force: bản in mang dấu bản nháp."
)
_HOW_TO_RECORD: Final = "Đã ký thì ghi lại: isoqms decision record TỪ --number … --signed …"


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A paper, made and not yet written."""

    kind: PaperKind
    name: str
    content: bytes
    """The Word file; the same records, the same bytes."""
    notes: tuple[str, ...]
    """What the person should know before it is signed, in sentences."""
    is_draft: bool = False
    """Whether it was printed although its records are wrong, and is marked so."""


def kind_named(word: str) -> PaperKind:
    """The paper with this word; UnknownName with the nearest one, or where that paper is made."""
    if word in BY_WORD:
        return BY_WORD[word]
    raise UnknownName(f"`isoqms decision` không có văn bản «{word}».", _instead(word))


def _instead(word: str) -> str:
    for kind in PRINTED_ELSEWHERE:
        if kind.word == word:
            command = kind.recorded_by.partition(" --")[0] or f"isoqms decision record {kind.word}"
            return f"{kind.title} in bằng `{kind.printed_by}`; ký rồi thì ghi bằng `{command}`."
    near = nearest(word, BY_WORD)
    return f"Có phải «{near}»?" if near else "Gõ `isoqms decision` để xem các văn bản."


def print_paper(
    repository: Repository, kind: PaperKind, order: PaperOrder, *, force: bool = False
) -> PrintedPaper:
    """The paper as a Word file; Lacking where the records do not yet hold what it must say.

    NotYetTrue where it says how things are and its records are wrong; with `force` it is printed,
    marked as a draft. BadAnswer where it must be named what the paper is about. Raises what loading
    the agency's own template raises.
    """
    refuse_unless_whole(repository)
    if kind.must_name and not order.item:
        hint = which_item(repository, kind, order.year, f"isoqms decision {kind.word}")
        raise BadAnswer(f"Chưa biết {kind.item}.", hint)
    refuse_unfit(repository, kind, order)
    known = standing(repository, kind, order)
    if not force:
        refuse(kind, known, _HOW_TO_FORCE)
    paper = paper_of(kind, repository, order)
    known = with_words(known, paper)
    if not force:
        refuse_to_fill_in(repository, kind, paper)
        refuse(kind, known, _HOW_TO_FORCE)
    is_draft = force and bool(known.faults)
    parts = (slug(kind.title), slug(order.item or ""), DRAFT if is_draft else "")
    notes = (
        *remarks(repository, known, (paper,)),
        *_notes(repository, kind, order, paper),
    )
    if is_draft:
        paper = as_draft(paper, len(known.faults), "lỗi")
    name = "-".join(part for part in parts if part)
    return PrintedPaper(kind, f"{name}.docx", write_docx(paper), notes, is_draft)


def default_path(repository: Repository, printed: PrintedPaper, year: int) -> Path:
    """Where a paper is written unless told otherwise."""
    return repository.root / _FOLDER / str(year) / printed.name


def overview(repository: Repository, year: int) -> Sheet:
    """Every paper of the year with its word and what the records hold of it."""
    columns = (Column("Từ", 40), Column("Văn bản", 90), Column(f"Năm {year}", 60))
    return Sheet(
        f"Văn bản của năm {year}",
        columns,
        tuple((kind.word, kind.title, _state(repository, year, kind)) for kind in PAPERS),
        notes=(f"{_HOW} {_HOW_TO_RECORD}",),
    )


def _state(repository: Repository, year: int, kind: PaperKind) -> str:
    known = kind.told_in(repository, year)
    if known:
        return known
    folder = repository.root / _FOLDER / str(year)
    printed = any(folder.glob(f"{slug(kind.title)}*.docx"))
    if not kind.is_numbered:
        return "đã in" if printed else "in khi cần"
    return "đã in, chưa ghi số" if printed else "chưa có"


# What the person should know


def _notes(
    repository: Repository,
    kind: PaperKind,
    order: PaperOrder,
    paper: Paper,
) -> Iterator[str]:
    for block in paper.body:
        if isinstance(block, Bases):
            yield from _grounds_notes(repository, block)
    yield from _notes_on_decisions(repository, paper)
    yield from _open_notes(kind, paper)
    if kind.decision in _BOARDS:
        yield _members_note(repository, kind.decision, order)
    yield from _symbol_notes(paper)
    yield from _number_notes(repository, kind, order, paper)
    yield from _signing_notes(order.signer_post or "")


def _notes_on_decisions(repository: Repository, paper: Paper) -> Iterator[str]:
    """What became of the records of the decisions that the paper names: corrected, annulled."""
    words = "\n".join(printed_words(paper))
    every = repository.every_decision
    named = [one.record.number for one in every if names_number(words, one.record.number)]
    yield from notes_on(named, repository.decisions, every)


def _open_notes(kind: PaperKind, paper: Paper) -> Iterator[str]:
    if not kind.is_numbered:
        return
    left = open_places(paper)
    if left:
        count = sum(each.count for each in left)
        when = "điền tay khi họp, ký" if kind.symbol == _BY_HAND else "điền trước khi trình ký"
        lines = "".join(f"\n  - {each.line}" for each in left)
        yield f"Còn {count} chỗ để trống trong nội dung; {when}:{lines}"


def _members_note(repository: Repository, kind: DecisionKind, order: PaperOrder) -> str:
    """Where the members of a board were taken from, and where to change them."""
    source = board(repository, kind, order.year, order.dated, number=order.number).source
    where = place_of(kind, order.year)
    change = "sửa ở đó" if source == where else f"ghi vào {where}"
    return (
        f"Danh sách lấy từ {source}. Thay người thì {change}, hoặc qua Excel "
        f"(`isoqms export nguon-luc --year {order.year}`), rồi in lại."
    )


def _symbol_notes(paper: Paper) -> Iterator[str]:
    head = paper.letterhead
    if isinstance(head, Letterhead) and any(mark in head.symbol for mark in _OPEN):
        where = f"mục «Đơn vị» (units) của {file_of('isoqms')}"
        yield (
            "Ký hiệu đơn vị soạn thảo còn trống: ghi «Ký hiệu» (symbol) của đơn vị, như VP, KT, ở "
            f"{where}."
        )


def _number_notes(
    repository: Repository,
    kind: PaperKind,
    order: PaperOrder,
    paper: Paper,
) -> Iterator[str]:
    """That the paper has a number already, where it was printed without it."""
    is_open = not (isinstance(paper.letterhead, Letterhead) and paper.letterhead.number)
    # Every letter is another one: what an earlier one got says nothing of this one.
    if not is_open or not kind.symbol:
        return
    known = kind.told_in(repository, order.year, order.item)
    if known:
        recorded = f"Năm {order.year} đã ghi {known} cho văn bản này"
        again = "in lại đúng bản đã ghi thì dùng `isoqms decision reprint SỐ`"
        if not any(one.number for one in kind.recorded_in(repository, order.year)):
            # A programme that was signed as a plan bears a number by which nothing finds it.
            again = f"số ấy không phải của tên loại {kind.type}, cần bản đã ghi thì dùng bản đã ký"
        yield f"{recorded}; bản vừa in còn để trống số, ngày; {again}."


def _grounds_notes(repository: Repository, bases: Bases) -> Iterator[str]:
    """What the grounds lack: competence first, then the matter.

    NĐ 30/2020/NĐ-CP, Phụ lục I, II.6.a.
    """
    agency = repository.agency.record
    if not any(item.startswith("Căn cứ") for item in bases.items):
        yield (
            "Chưa có căn cứ pháp lý nào: ghi văn bản (Luật Tổ chức chính quyền địa phương, "
            f"19/2014/QĐ-TTg …) kèm ngày ban hành vào {path_of('van-ban')} rồi in lại."
        )
    elif not names_competence(repository, bases.items):
        what = f"văn bản quy định chức năng, nhiệm vụ, quyền hạn của {agency.name}"
        if agency.collective:
            what = "Luật Tổ chức chính quyền địa phương"
        where = f"kèm ngày ban hành vào {path_of('van-ban')} rồi in lại"
        yield f"Chưa có căn cứ về thẩm quyền: ghi {what} {where}."


def _signing_notes(post: str) -> Iterator[str]:
    """What signing by authorisation and by order asks for (NĐ 30/2020/NĐ-CP, Điều 13)."""
    if post.startswith("TUQ."):
        yield (
            "Ký thừa ủy quyền (TUQ.) phải có văn bản ủy quyền ghi rõ nội dung, thời hạn; người "
            "được ủy quyền không ủy quyền lại (Nghị định số 30/2020/NĐ-CP, Điều 13)."
        )
    if post.startswith("TL."):
        yield (
            "Ký thừa lệnh (TL.) phải được quy định trong quy chế làm việc của cơ quan (Nghị định "
            "số 30/2020/NĐ-CP, Điều 13)."
        )
