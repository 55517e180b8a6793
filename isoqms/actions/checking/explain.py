"""Say what a rule asks, why, and by what example; or list them all."""

from isoqms.actions.checking.validate import cards
from isoqms.diagnostics import RuleCard, Severity
from isoqms.errors import UnknownName
from isoqms.rules.protocol import Family, family_of
from isoqms.rules.registry import ALL
from isoqms.wording import nearest

STANDARD = "TCVN ISO 9001:2015"
"""The edition that pages name where no repository is at hand."""

_WORDS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "ghi chú"}
_FAMILIES = {
    Family.READING: "Tệp đọc được",
    Family.IDENTITY: "Nhận biết tài liệu, đơn vị, cơ quan",
    Family.CONTENT: "Nội dung của một tài liệu",
    Family.LINKS: "Viện dẫn",
    Family.CONTROL: "Phê duyệt, ban hành, lịch sử",
    Family.TIME: "Thời gian và hồ sơ của năm",
    Family.LAW: "Pháp luật",
    Family.FIGURES: "Số liệu và báo cáo",
    Family.SCORE: "Tự chấm điểm",
}
_HEAD = "| Mã | Mức độ | Quy tắc | Căn cứ |\n|---|---|---|---|\n"


def explain(code: str) -> str:
    """The page of the rule `code` (`QMS301`, `qms301` or `301`) as plain text.

    UnknownName where there is none.
    """
    known = {card.code: card for card in cards(STANDARD)}
    wanted = code.upper() if code.upper().startswith("QMS") else f"QMS{code}"
    card = known.get(wanted)
    if card is None:
        close = nearest(wanted, known)
        hint = f"Có phải là {close}? " if close else ""
        raise UnknownName(
            f"Không có quy tắc «{code}».", f"{hint}Gõ `isoqms explain` để xem tất cả."
        )
    _, _, rest = card.page.partition("\n")
    head = (
        f"{card.code}: {card.title}\n\nMức độ: {_WORDS[card.severity]}\n"
        f"Căn cứ: {'; '.join(card.basis)}\n"
    )
    return f"{head}\n{rest.strip()}\n"


def listing() -> str:
    """All rules, one a line: code, severity, title."""
    lines = [f"{card.code}  {_WORDS[card.severity]:<8}  {card.title}" for card in cards(STANDARD)]
    return "\n".join((*lines, "", "Xem một quy tắc: isoqms explain QMS101", ""))


def table() -> str:
    """The same as Markdown for QUY-TAC.md: a heading and a table for each family."""
    return "\n".join(_family(family) for family in Family)


def _family(family: Family) -> str:
    mine = {rule.CODE for rule in ALL if family_of(rule) is family}
    rows = "".join(_row(card) for card in cards(STANDARD) if card.code in mine)
    return f"## {_FAMILIES[family]}\n\n{_HEAD}{rows}"


def _row(card: RuleCard) -> str:
    return f"| {card.code} | {_WORDS[card.severity]} | {card.title} | {'; '.join(card.basis)} |\n"
