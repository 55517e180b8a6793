"""Why a decision on documents cannot be carried out, each reason with what to do."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from isoqms.errors import IsoqmsError
from isoqms.facts.control.issuing import (
    decision_path,
    is_overtaken,
    last_revisions,
    linked_codes,
)
from isoqms.facts.control.sameness import repeated
from isoqms.model.control.decision import StagedPlan, Withdrawn
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Entry, Repository
from isoqms.repository.places import PLAN, issued_path
from isoqms.source.reading import Blank
from isoqms.wording import date_short, listed, nearest, sort_key, two_digits

_DIGITS: Final = re.compile(r"[0-9]{1,5}")
_NUMBER: Final = re.compile(r"\d{2,}/QĐ-[^\W\d_][^\W_]*(?:[-&.][^\W_]+)*")
_MOST_TOLD: Final = 20


class CannotIssue(IsoqmsError):
    """A decision that cannot be carried out as it is staged; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a decision cannot be carried out, and what to do."""

    message: str
    hint: str


def refuse(reasons: Iterable[Reason]) -> None:
    """CannotIssue with all reasons, if there are any."""
    found = tuple(reasons)
    if len(found) == 1:
        raise CannotIssue(found[0].message, found[0].hint)
    if found:
        lines = "\n".join(f"  - {reason.message}\n    → {reason.hint}" for reason in found)
        raise CannotIssue(
            f"Chưa ban hành được, vì {len(found)} lý do:\n{lines}", "Chưa có gì bị thay đổi."
        )


def wrong_act(
    repository: Repository,
    number: str | None,
    signed: date | None,
    effective: date | None,
    reason: str | None,
) -> Iterator[Reason]:
    """What is wrong with the number and the days."""
    if number and not _NUMBER.fullmatch(number):
        yield Reason(
            f"«{number}» không phải là số, ký hiệu của một quyết định.",
            f"Viết dạng {_example(repository, number)}: số dưới 10 thêm số 0 ở trước, "
            "không có khoảng trắng (NĐ 30/2020/NĐ-CP, Phụ lục I).",
        )
    elif number and signed:
        yield from _used(repository, number, signed)
    if signed and signed > repository.as_of:
        yield Reason(
            f"Ngày ký {date_short(signed)} ở sau ngày đang tính ({date_short(repository.as_of)}).",
            "Quyết định chưa ký thì in bản trình bằng --papers-only; ký rồi mới ban hành.",
        )
    if signed and effective and effective < signed and not reason:
        yield Reason(
            f"Ngày có hiệu lực {date_short(effective)} ở trước ngày ký {date_short(signed)}.",
            "Sửa lại ngày; nếu thật sự có hiệu lực trở về trước thì ghi lý do bằng "
            "--retroactive-reason.",
        )


def _used(repository: Repository, number: str, signed: date) -> Iterator[Reason]:
    """Whether the number was already given out in the year of signing."""
    for entry in repository.decisions:
        if entry.record.signed.year == signed.year and _same_number(entry.record.number, number):
            yield Reason(
                f"Số «{number}» đã dùng cho quyết định ngày {date_short(entry.record.signed)} "
                f"({entry.path}).",
                "Mỗi số chỉ cấp một lần trong năm: đối chiếu sổ đăng ký văn bản đi.",
            )
            return
    path = decision_path(number, signed)
    if repository.holds(path):
        yield Reason(
            f"Đã có tệp {path}.",
            "Xem tệp đó: có thể quyết định này đã được ghi, hoặc số bị gõ nhầm.",
        )
    for row in repository.rows_of(signed.year).outgoing:
        sent = row.record
        if _same_number(sent.number, number) and sent.day != signed:
            yield Reason(
                f"Số «{number}» đã dùng cho văn bản ngày {date_short(sent.day)} «{sent.summary}».",
                "Mỗi số chỉ cấp một lần trong năm: đối chiếu sổ đăng ký văn bản đi.",
            )
            return


def _example(repository: Repository, number: str) -> str:
    """The number as it would be written; a made-up one where it begins with no digits."""
    digits = number.partition("/")[0]
    shown = two_digits(int(digits)) if _DIGITS.fullmatch(digits) else "15"
    return f"{shown}/QĐ-{repository.agency.record.symbol}"


def _same_number(one: str, other: str) -> bool:
    return one.lstrip("0") == other.lstrip("0")


def unknown(repository: Repository, plan: StagedPlan, only: tuple[str, ...]) -> Iterator[Reason]:
    """The codes of `only` that are not staged; without any, the drafts that cannot be read."""
    known = {*repository.drafted, *(item.code for item in plan.withdraws)}
    for code in only:
        if code not in known:
            near = nearest(code, known)
            also = f" Có phải «{near}»?" if near else ""
            yield Reason(
                f"«{code}» không có dự thảo và không chờ thu hồi.",
                f"Xem mã trong du-thao/ và {PLAN}.{also}",
            )
    if not only:
        yield from _unread(repository)


def _unread(repository: Repository) -> Iterator[Reason]:
    for fault in repository.faults:
        path = fault.location.path
        is_staged = path.parts[0] == "du-thao" and (path.suffix == ".md" or path == PLAN)
        if is_staged and not _is_read(repository, path):
            yield Reason(
                f"Không đọc được {path}, dòng {fault.location.line}: {fault.message}",
                fault.hint,
            )


def _is_read(repository: Repository, path: PurePosixPath) -> bool:
    staged = repository.staged is not None and repository.staged.path == path
    return staged or any(entry.path == path for entry in repository.drafts)


def wrong_drafts(
    repository: Repository,
    plan: StagedPlan,
    drafts: list[Entry[ControlledDocument]],
    only: tuple[str, ...],
) -> Iterator[Reason]:
    """Drafts that cannot be issued as they are."""
    last = last_revisions(repository)
    planned = {item.code: item.revision for item in plan.issues if not only or item.code in only}
    seen: dict[str, PurePosixPath] = {}
    for entry in drafts:
        code, revision = entry.record.code, entry.record.revision
        number = last.get(code, 0)
        if code in seen:
            yield Reason(
                f"Mã «{code}» có hai dự thảo: {seen[code]} và {entry.path}.",
                "Bỏ một trong hai tệp.",
            )
        seen[code] = entry.path
        if code in repository.withdrawn and code not in repository.in_force:
            by = repository.withdrawn[code].record.number
            yield Reason(
                f"Mã «{code}» đã thu hồi theo {by}, không được dùng lại.",
                "Đặt mã mới cho tài liệu.",
            )
        elif revision != number + 1:
            yield _wrong_revision(code, revision, number, entry.path)
        if planned.pop(code, revision) != revision:
            yield Reason(
                f"{PLAN} ghi «{code}» lần khác với dự thảo (lần {revision}).",
                "Sửa cho kế hoạch khớp với dự thảo.",
            )
        yield from _wrong_place(repository, entry, seen)
        if repeated(repository, entry):
            yield _repeats(entry)
    for code in planned:
        yield Reason(
            f"{PLAN} ghi sẽ ban hành «{code}», nhưng không có dự thảo nào mang mã này.",
            "Soạn dự thảo, hoặc bỏ dòng này khỏi kế hoạch.",
        )
    yield from _blanks(repository, drafts)


def _repeats(draft: Entry[ControlledDocument]) -> Reason:
    code = draft.record.code
    return Reason(
        f"Dự thảo «{code}» lần {draft.record.revision} không khác bản đang có hiệu lực, nên không "
        "có gì để ban hành.",
        f"Sửa nội dung trong «{draft.path}», hoặc xóa tệp ấy (vừa tạo thì `isoqms undo`); xem chỗ "
        f"khác nhau bằng `isoqms diff {code}`.",
    )


def _wrong_revision(code: str, revision: int, last: int, path: PurePosixPath) -> Reason:
    known = f"lần đã ban hành gần nhất là {last}" if last else "tài liệu chưa từng được ban hành"
    return Reason(
        f"Dự thảo «{code}» ghi lần ban hành {revision}, nhưng {known}.",
        f"Ghi revision: {last + 1} trong {path}.",
    )


def _wrong_place(
    repository: Repository, entry: Entry[ControlledDocument], drafted: Mapping[str, PurePosixPath]
) -> Iterator[Reason]:
    """Another document that stands where this one would; an attached file that is missing."""
    target = issued_path(entry.path)
    for other in repository.documents:
        if (
            other.path == target
            and other.record.code != entry.record.code
            and other.record.code not in drafted
        ):
            yield Reason(
                f"Chỗ của «{entry.record.code}» ({target}) đang là của «{other.record.code}».",
                "Đổi tên tệp dự thảo.",
            )
    attachment = entry.record.attachment
    if attachment and not repository.holds(PurePosixPath(attachment)):
        yield Reason(
            f"«{entry.record.code}» kèm tệp {attachment}, nhưng không có tệp này.",
            f"Chép tệp vào đúng chỗ, hoặc sửa «Tệp kèm theo» (attachment) trong {entry.path}.",
        )


def _blanks(repository: Repository, drafts: list[Entry[ControlledDocument]]) -> Iterator[Reason]:
    """The places of what is issued that are still to be filled in, as one reason."""
    paths = {entry.path for entry in drafts}
    left = [blank for blank in repository.blanks if blank.place.path in paths]
    if not left:
        return
    told = [_told(blank) for blank in left[:_MOST_TOLD]]
    if len(left) > _MOST_TOLD:
        told.append(f"… và {len(left) - _MOST_TOLD} chỗ khác")
    lines = "".join(f"\n      {line}" for line in told)
    yield Reason(
        f"Còn {len(left)} chỗ [cần điền] trong tài liệu sắp ban hành:{lines}",
        "Điền xong rồi chạy lại, hoặc dùng --only để chỉ ban hành những tài liệu đã xong.",
    )


def _told(blank: Blank) -> str:
    words = f": {blank.words}" if blank.words else ""
    return f"{blank.place.path}, dòng {blank.place.line}{words}"


def wrong_withdrawals(
    repository: Repository,
    drafts: list[Entry[ControlledDocument]],
    leaving: list[Withdrawn],
    effective: date,
) -> Iterator[Reason]:
    """Withdrawals that cannot be decided as they are planned.

    What is issued anew may have its last issue withdrawn only where that never is in force.
    """
    drafted = {entry.record.code for entry in drafts}
    for item in leaving:
        current = repository.in_force.get(item.code)
        if current is None:
            yield Reason(
                f"Không thu hồi được «{item.code}»: tài liệu này không có hiệu lực.",
                f"Bỏ dòng này khỏi {PLAN}.",
            )
        elif item.code in drafted and not (
            item.revision == current.record.revision
            and is_overtaken(repository, item.code, item.revision, effective)
        ):
            yield Reason(
                f"«{item.code}» vừa được ban hành lần mới vừa bị thu hồi trong một quyết định.",
                "Lần mới tự thay thế lần trước: bỏ dòng thu hồi; hoặc bỏ dự thảo.",
            )
        elif item.revision not in (None, current.record.revision):
            yield Reason(
                f"Kế hoạch thu hồi «{item.code}» lần {item.revision}, "
                f"nhưng lần đang có hiệu lực là {current.record.revision}.",
                f"Sửa «Lần ban hành» (revision) trong {PLAN}.",
            )


def dangling(
    repository: Repository, drafts: list[Entry[ControlledDocument]], gone: set[str]
) -> Iterator[Reason]:
    """The documents that would be in force and name one that is withdrawn."""
    renewed = {entry.record.code for entry in drafts}
    left = gone | renewed
    staying = [entry for entry in repository.documents if entry.record.code not in left]
    for entry in (*staying, *drafts):
        named = sorted(gone.intersection(linked_codes(entry.record)), key=sort_key)
        if named:
            words = listed(f"«{code}»" for code in named)
            yield Reason(
                f"«{entry.record.code}» còn viện dẫn {words} sắp thu hồi ({entry.path}).",
                f"Sửa đổi «{entry.record.code}» trong cùng quyết định (`isoqms revise "
                f"{entry.record.code}`), hoặc chưa thu hồi.",
            )
