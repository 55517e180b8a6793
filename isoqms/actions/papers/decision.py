"""Print one of the year's papers for signature, and tell which papers the year has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from isoqms.actions.papers.items import which_item
from isoqms.actions.papers.places import recorded_as
from isoqms.errors import BadAnswer, UnknownName
from isoqms.facts.agency.boards import board
from isoqms.facts.law.citing import names_competence
from isoqms.model.control.decision import DecisionKind
from isoqms.pages.layout.blocks import Article, Bases, Blank, Block, Item, Letterhead, Paper, Paragraph, Table, spoken
from isoqms.pages.layout.sheets import Column, Sheet
from isoqms.pages.papers.catalogue import BY_WORD, KINDS, PaperKind, PaperOrder
from isoqms.repository import Repository
from isoqms.wording import nearest, slug
from isoqms.writers.word.docx import write_docx

_FOLDER: Final = "xuat"
_OPEN: Final = ("……", "[cần điền")
_BOARDS: Final = (DecisionKind.STEERING_BOARD, DecisionKind.SUPPORT_TEAM)
_ELSEWHERE: Final = {
    "report": "Báo cáo năm in bằng `isoqms report`; ký rồi thì ghi bằng `isoqms decision record report`.",
    "issue": "Quyết định ban hành tài liệu in bằng `isoqms issue --papers-only`; ký rồi thì ghi bằng `isoqms issue`.",
}
_BY_HAND: Final = "BB"
"""Minutes have places that are filled in by hand at the meeting, as sheets have that get no number."""


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A paper, made and not yet written."""

    kind: PaperKind
    name: str
    content: bytes
    """The Word file; the same records, the same bytes."""
    notes: tuple[str, ...]
    """What the person should know before it is signed, in sentences."""


def kind_named(word: str) -> PaperKind:
    """The paper with this word; UnknownName with the nearest one, or where that paper is made."""
    if word in BY_WORD:
        return BY_WORD[word]
    near = nearest(word, BY_WORD)
    hint = _ELSEWHERE.get(word) or (f"Có phải «{near}»?" if near else "Gõ `isoqms decision` để xem các văn bản.")
    raise UnknownName(f"`isoqms decision` không có văn bản «{word}».", hint)


def print_paper(repository: Repository, kind: PaperKind, order: PaperOrder) -> PrintedPaper:
    """The paper as a Word file; Lacking where the records do not yet hold what it must say.

    BadAnswer where it must be named what the paper is about. Raises what loading the agency's own template raises.
    """
    if kind.must_name and not order.item:
        hint = which_item(repository, kind, order.year, f"isoqms decision {kind.word}")
        raise BadAnswer(f"Chưa biết {kind.item}.", hint)
    paper = kind.make(repository, order)
    name = "-".join(part for part in (slug(kind.title), slug(order.item or "")) if part)
    return PrintedPaper(kind, f"{name}.docx", write_docx(paper), tuple(_notes(repository, kind, order, paper)))


def default_path(repository: Repository, printed: PrintedPaper, year: int) -> Path:
    """Where a paper is written unless told otherwise."""
    return repository.root / _FOLDER / str(year) / printed.name


def overview(repository: Repository, year: int) -> Sheet:
    """Every paper of the year with its word and what the records hold of it."""
    columns = (Column("Từ", 40), Column("Văn bản", 90), Column(f"Năm {year}", 60))
    return Sheet(
        f"Văn bản của năm {year}",
        columns,
        tuple((kind.word, kind.title, _state(repository, year, kind)) for kind in KINDS),
        notes=(
            "In một văn bản: isoqms decision TỪ. Đã ký thì ghi lại: isoqms decision record TỪ --number … --signed …",
        ),
    )


def _state(repository: Repository, year: int, kind: PaperKind) -> str:
    known = recorded_as(repository, year, kind)
    if known:
        return known
    printed = any((repository.root / _FOLDER / str(year)).glob(f"{slug(kind.title)}*.docx"))
    if not kind.recorded:
        return "đã in" if printed else "in khi cần"
    return "đã in, chưa ghi số" if printed else "chưa có"


# What the person should know


def _notes(repository: Repository, kind: PaperKind, order: PaperOrder, paper: Paper) -> Iterator[str]:
    for block in paper.body:
        if isinstance(block, Bases):
            yield from _grounds_notes(repository, block)
    left = 0 if kind.symbol == _BY_HAND or not kind.recorded else open_places(paper)
    if left:
        yield f"Còn {left} chỗ để trống (……) trong nội dung; điền trước khi trình ký."
    if kind.decision in _BOARDS:
        source = board(repository, kind.decision, order.year, order.dated, number=order.number).source
        slot = "steering_board" if kind.decision is DecisionKind.STEERING_BOARD else "support_team"
        where = f"nam/{order.year}/nguon-luc.yaml, mục {slot}"
        change = "sửa ở đó" if source == where else f"ghi vào {where}"
        yield (
            f"Danh sách lấy từ {source}. Thay người thì {change}, hoặc qua Excel "
            f"(`isoqms export nguon-luc --year {order.year}`), rồi in lại."
        )
    if isinstance(paper.letterhead, Letterhead) and any(mark in paper.letterhead.symbol for mark in _OPEN):
        yield "Ký hiệu đơn vị soạn thảo còn trống: ghi symbol của đơn vị (VP, KT …) ở isoqms.yaml, mục units."
    known = recorded_as(repository, order.year, kind)
    names_one = kind.must_name or order.item
    if known and _is_unnumbered(paper) and not names_one and kind.recorded and kind.symbol:
        yield f"Năm {order.year} đã ghi {known} cho văn bản này; bản vừa in còn để trống số, ngày."
    yield from _signing_notes(order.signer_post or "")


def _is_unnumbered(paper: Paper) -> bool:
    return not (isinstance(paper.letterhead, Letterhead) and paper.letterhead.number)


def _grounds_notes(repository: Repository, bases: Bases) -> Iterator[str]:
    """What the grounds lack (NĐ 30/2020/NĐ-CP, Phụ lục I, II.6.a: competence first, then the matter)."""
    agency = repository.agency.record
    if not any(item.startswith("Căn cứ") for item in bases.items):
        yield (
            "Chưa có căn cứ pháp lý nào: ghi văn bản (Luật Tổ chức chính quyền địa phương, 19/2014/QĐ-TTg …) kèm "
            "ngày ban hành vào ben-ngoai/van-ban.yaml rồi in lại."
        )
    elif not names_competence(repository, bases.items):
        what = (
            "Luật Tổ chức chính quyền địa phương"
            if agency.collective
            else f"văn bản quy định chức năng, nhiệm vụ, quyền hạn của {agency.name}"
        )
        yield f"Chưa có căn cứ về thẩm quyền: ghi {what} kèm ngày ban hành vào ben-ngoai/van-ban.yaml rồi in lại."


def _signing_notes(post: str) -> Iterator[str]:
    """What signing by authorisation and by order asks for (NĐ 30/2020/NĐ-CP, Điều 13)."""
    if post.startswith("TUQ."):
        yield (
            "Ký thừa ủy quyền (TUQ.) phải có văn bản ủy quyền ghi rõ nội dung, thời hạn; người được ủy quyền không ủy "
            "quyền lại (Nghị định số 30/2020/NĐ-CP, Điều 13)."
        )
    if post.startswith("TL."):
        yield (
            "Ký thừa lệnh (TL.) phải được quy định trong quy chế làm việc của cơ quan (Nghị định số 30/2020/NĐ-CP, "
            "Điều 13)."
        )


def open_places(paper: Paper) -> int:
    """How many places of the content are still open; number, day and name of the signer are not counted."""
    blocks = (*paper.body, *(block for annex in paper.annexes for block in annex.body))
    return sum(any(mark in words for mark in _OPEN) for block in blocks for words in _words(block))


def _words(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph | Item | Article):
        yield spoken(block.text)
    elif isinstance(block, Blank):
        yield _OPEN[0]
    elif isinstance(block, Table):
        yield from (spoken(cell) for row in block.rows for cell in row.cells)
