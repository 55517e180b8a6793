"""The points of the gate that look at one step each, from the documents to the law."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Final

from isoqms.actions.announcing.ground import (
    A_YEAR,
    MOST_TOLD,
    GatePoint,
    Ground,
    Lack,
    Missing,
    Step,
    late_and_done,
)
from isoqms.actions.checking.causes import uncompared
from isoqms.actions.control.revise import to_be_withdrawn
from isoqms.diagnostics import Place
from isoqms.facts.audit.auditors import audited_by
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.facts.law.validity import months_after, update_months
from isoqms.model.agency.settings import Agency
from isoqms.model.audit import RoundState
from isoqms.model.control.document import DocumentKind
from isoqms.model.layout import file_of, path_of
from isoqms.repository.control import control
from isoqms.rules.law.qms605_incomplete_law_register import undated
from isoqms.rules.protocol import Gate
from isoqms.wording import date_short, listed

_LAW: Final = "QĐ 19/2014/QĐ-TTg, Điều 4"


# 1. Documents


def _documents(ground: Ground) -> GatePoint:
    lacks = (*ground.lacks(_unapproved(ground)), *ground.said(Gate.DOCUMENTS))
    return GatePoint(
        1,
        "Tài liệu đã được người đứng đầu phê duyệt, ban hành; "
        "bản đang dùng đúng là bản đã ban hành",
        (f"{_LAW}, khoản 1 và khoản 2, điểm a", f"{ground.agency.standard_name}, 7.5"),
        lacks,
        _issued_proof(ground),
        tuple(_being_written(ground)),
        ground.lacks(_not_compared(ground)),
    )


def _not_compared(ground: Ground) -> Iterator[Missing]:
    """What keeps anybody from telling whether what is used is what was issued."""
    if not ground.issues:
        return
    left = "Chưa đối chiếu được bản đang dùng với bản đã ban hành."
    why = control(ground.repository).history.unavailable
    if why is not None:
        yield f"{why} {left}", ground.repository.agency.at("name"), why.hint
    for each in uncompared(ground.repository):
        yield f"{each.message} {left}", each.place, each.hint


def _unapproved(ground: Ground) -> Iterator[Missing]:
    repository = ground.repository
    if not ground.issues:
        drafts = len(repository.drafts)
        waiting = f"; {drafts} tài liệu còn là dự thảo" if drafts else ""
        hint = "Soạn xong, trình ký rồi ghi quyết định: `isoqms issue --number SỐ --signed NGÀY`."
        yield (
            f"Chưa có quyết định nào ban hành tài liệu của hệ thống{waiting}.",
            Place(PurePosixPath("quyet-dinh")),
            hint,
        )
        return
    if not repository.documents:
        hint = "Đưa các tài liệu đã ban hành vào tai-lieu/, hoặc ban hành bằng `isoqms issue`."
        yield "Không có tài liệu nào đang có hiệu lực.", Place(PurePosixPath("tai-lieu")), hint
    for decision in ground.issues:
        agency = ground.agency.on(decision.record.signed)
        if not _is_of_the_head(agency, decision.record.authority):
            words = (
                f"«{decision.record.number}» ban hành tài liệu mà thẩm quyền ghi "
                f"«{decision.record.authority}», không phải {agency.headed}."
            )
            hint = (
                "Người đứng đầu phải phê duyệt: sửa lại thẩm quyền nếu ghi nhầm, "
                "hoặc ký quyết định ban hành lại."
            )
            yield words, decision.at("authority"), hint
    for entry in repository.drafts:
        is_form = entry.record.kind is DocumentKind.FORM
        if not is_form and entry.record.code not in repository.in_force:
            yield (
                (
                    f"«{entry.record.code}» {entry.record.title} còn là dự thảo, "
                    "chưa thuộc bộ tài liệu được công bố."
                ),
                entry.at("code"),
                "Ban hành bằng `isoqms issue`, hoặc bỏ dự thảo khỏi du-thao/ nếu chưa làm lần này.",
            )


def _is_of_the_head(agency: Agency, authority: str) -> bool:
    """Whether the one who issued is the head of the agency, or its collective."""
    said = authority.casefold()
    own = (agency.head, agency.collective, agency.full_name, agency.name)
    return any(name is not None and said.startswith(name.casefold()) for name in own)


def _issued_proof(ground: Ground) -> str:
    if not ground.issues:
        return ""
    numbers = listed(
        f"{d.record.number} ngày {date_short(d.record.signed)}" for d in ground.issues[-MOST_TOLD:]
    )
    return f"{len(ground.repository.documents)} tài liệu đang có hiệu lực theo {numbers}."


def _being_written(ground: Ground) -> Iterator[str]:
    """The drafts of what is in force already: they will be issued in their time."""
    repository = ground.repository
    codes = [e.record.code for e in repository.drafts if e.record.code in repository.in_force]
    if codes:
        yield (
            f"Đang soạn lần mới của {listed(codes)}; lần công bố này vẫn theo bản đang có hiệu lực."
        )
    leaving = to_be_withdrawn(repository)
    if leaving:
        yield f"Kế hoạch sắp ký sẽ thu hồi {listed(leaving)}."


# 2. Audit


def _audit(ground: Ground) -> GatePoint:
    overdue = ground.said(Gate.AUDIT)
    return GatePoint(
        2,
        "Đã áp dụng, đánh giá nội bộ trong 12 tháng trước và khắc phục các điểm không phù hợp",
        (f"{_LAW}, khoản 2, điểm b", f"{ground.agency.standard_name}, 9.2, 10.2"),
        (*ground.lacks(_no_audit(ground)), *overdue),
        f"Đợt đánh giá cuối: «{ground.audit.words}», {ground.audit.when}." if ground.audit else "",
        (*_left_open(ground), *_not_held(ground), *_not_audited(ground)),
    )


def _no_audit(ground: Ground) -> Iterator[Missing]:
    place = ground.year_file("danh-gia-noi-bo")
    hint = (
        "Lập đoàn (`isoqms decision audit-team`), soạn phiếu hỏi (`isoqms audit checklist`), "
        "đánh giá, ghi kết quả (`isoqms audit note`), kết thúc đợt (`isoqms audit close`); "
        "`isoqms audit` cho biết bước tiếp theo."
    )
    if ground.start is None:
        first = (
            "Ban hành tài liệu trước (điểm 1), áp dụng một thời gian rồi đánh giá; "
            "xem bằng `isoqms audit`."
        )
        yield "Tài liệu chưa ban hành nên chưa thể áp dụng và đánh giá nội bộ.", place, first
    elif ground.audit is None and ground.audits:
        last = ground.audits[-1]
        start = date_short(ground.start)
        words = f"Đợt đánh giá cuối làm {last.when}, trước khi tài liệu có hiệu lực ngày {start}."
        yield words, last.place, hint
    elif ground.audit is None:
        yield (
            (
                "Chưa đánh giá nội bộ lần nào từ khi tài liệu có hiệu lực "
                f"({date_short(ground.start)})."
            ),
            place,
            hint,
        )
    elif ground.as_of - ground.audit.day > A_YEAR:
        words = f"Lần đánh giá nội bộ cuối là {ground.audit.when}, đã quá 12 tháng."
        yield words, ground.audit.place, hint


def _left_open(ground: Ground) -> Iterator[str]:
    for row in ground.repository.rows.nonconformities:
        item = row.record
        is_open = progress(item, ground.as_of) is Progress.OPEN
        if is_open and item.due and item.found <= ground.as_of:
            yield f"Khắc phục «{item.id}» đang làm, hạn ngày {date_short(item.due)}."


def _not_held(ground: Ground) -> Iterator[str]:
    """The rounds of the programme, in the year of the last audit, that are still to be held."""
    if ground.audit is None:
        return
    year = ground.audit.day.year
    rounds = [row.record for row in ground.repository.rows_of(year).rounds]
    left = [f"«{each.id}»" for each in rounds if each.state is RoundState.PLANNED]
    if left:
        yield f"Chương trình đánh giá năm {year} còn {listed(left)} chưa đánh giá."


def _not_audited(ground: Ground) -> Iterator[str]:
    """The units that no round of the last twelve months has seen."""
    seen = _seen_lately(ground)
    left = [unit.name for unit in ground.agency.units if unit.key not in seen]
    if ground.audit and seen and left:
        yield f"Chưa đánh giá tại {listed(left)}."


def _seen_lately(ground: Ground) -> set[str]:
    """The keys of the units that a round of the last twelve months has seen."""
    seen: set[str] = set()
    for row in ground.repository.rows.rounds:
        day = audited_by(row.record)
        if day and ground.as_of - day <= A_YEAR:
            seen.update(row.record.units)
    return seen


# 3 and 4. Review, confirmation


def _review(ground: Ground) -> GatePoint:
    own = ground.review
    incomplete: tuple[Lack, ...] = ()
    proof = ""
    if own is not None:
        said = ground.said(Gate.REVIEW)
        incomplete = tuple(lack for lack in said if lack.location.path == own.place.path)
        proof = f"Họp xem xét ngày {date_short(own.day)}."
    return GatePoint(
        3,
        "Lãnh đạo đã xem xét hệ thống sau khi đánh giá nội bộ, đủ đầu vào, kết luận và biên bản",
        (f"{_LAW}, khoản 2, điểm c", f"{ground.agency.standard_name}, 9.3"),
        (*ground.lacks(_no_review(ground)), *incomplete),
        proof,
    )


def _no_review(ground: Ground) -> Iterator[Missing]:
    hint = (
        "Họp sau đánh giá nội bộ: `isoqms review prepare` ghi ngày họp và điền đầu vào, "
        "`isoqms review output` ghi kết luận, `isoqms decision review-minutes` in biên bản; "
        "`isoqms review` cho biết bước tiếp theo."
    )
    review, audit = ground.review, ground.audit
    if review is None:
        yield "Lãnh đạo chưa họp xem xét hệ thống.", ground.year_file("xem-xet"), hint
    elif ground.as_of - review.day > A_YEAR:
        yield (
            f"Lần xem xét cuối là ngày {date_short(review.day)}, đã quá 12 tháng.",
            review.place,
            hint,
        )
    # The review looks at the results of the audit (9.3.2), so it comes after it.
    elif audit and review.day < audit.day:
        yield (
            (
                f"Lần xem xét cuối ngày {date_short(review.day)} ở trước đợt đánh giá nội bộ "
                f"{audit.when}."
            ),
            review.place,
            hint,
        )


def _confirmation(ground: Ground) -> GatePoint:
    own = ground.confirmation
    return GatePoint(
        4,
        "Người đứng đầu đã xác nhận hiệu lực của hệ thống, với bộ tài liệu hiện nay",
        (f"{_LAW}, khoản 2, điểm d", "TT 26/2014/TT-BKHCN, Điều 7, khoản 2, điểm g"),
        ground.lacks(_no_confirmation(ground)),
        _confirmed(own) if own else "",
    )


def _confirmed(step: Step) -> str:
    """The text that confirms; its day is added where the text does not say it."""
    day = date_short(step.day)
    return f"{step.words}." if day in step.words else f"{step.words} (ngày {day})."


def _no_confirmation(ground: Ground) -> Iterator[Missing]:
    hint = (
        "Người đứng đầu xác nhận trong biên bản xem xét hoặc bằng văn bản riêng; ghi bằng "
        "`isoqms review confirm --day NGÀY --document VĂN BẢN`."
    )
    own, review = ground.confirmation, ground.review
    if own is None:
        place = ground.year_file("xem-xet")
        yield "Chưa có xác nhận hiệu lực của người đứng đầu.", place, hint
        return
    if ground.as_of - own.day > A_YEAR:
        yield f"Xác nhận cuối là ngày {date_short(own.day)}, đã quá 12 tháng.", own.place, hint
    if review and own.day < review.day:
        words = (
            f"Xác nhận ngày {date_short(own.day)} ở trước cuộc xem xét ngày "
            f"{date_short(review.day)}."
        )
        yield words, own.place, hint
    later = [d.record for d in ground.issues if d.record.signed > own.day]
    if later:
        named = listed(
            f"{record.number} ngày {date_short(record.signed)}" for record in later[-MOST_TOLD:]
        )
        words = (
            f"Sau xác nhận ngày {date_short(own.day)} tài liệu đã đổi theo {named}, "
            "nên phải xác nhận lại."
        )
        yield words, own.place, hint


# 5. Scope


def _scope(ground: Ground) -> GatePoint:
    covered = ground.covered
    remarks: tuple[str, ...] = ()
    if covered.excluded:
        count = len(covered.excluded)
        remarks = (f"{count} thủ tục không có quy trình, có nêu lý do, không vào phụ lục.",)
    return GatePoint(
        5,
        "Phạm vi, phụ lục và nội dung niêm yết là một: mọi thủ tục có quy trình hoặc có lý do",
        ("QĐ 19/2014/QĐ-TTg, Điều 3, khoản 1", "TT 26/2014/TT-BKHCN, Điều 4, Điều 36"),
        (*ground.lacks(_no_scope(ground)), *ground.said(Gate.SCOPE)),
        f"Phụ lục sẽ có {len(covered.procedures)} thủ tục hành chính, "
        f"{len(covered.activities)} hoạt động nội bộ.",
        remarks,
    )


def _no_scope(ground: Ground) -> Iterator[Missing]:
    scope, covered = ground.repository.scope, ground.covered
    if scope is None:
        place = Place(path_of("pham-vi"))
        yield (
            "Chưa có phạm vi áp dụng.",
            place,
            f"Ghi phạm vi, đơn vị, hoạt động nội bộ vào {path_of('pham-vi')}.",
        )
    if ground.repository.procedures is None:
        place = Place(path_of("danh-muc"))
        hint = f"Ghi các thủ tục thuộc thẩm quyền vào {path_of('danh-muc')}."
        yield "Chưa có danh mục thủ tục hành chính.", place, hint
    elif not covered.procedures:
        place = ground.repository.procedures.at("procedures")
        yield (
            "Chưa thủ tục nào có quy trình đang có hiệu lực nên phụ lục trống.",
            place,
            "Ban hành quy trình trước.",
        )
    if scope and bool(scope.record.internal_activities) != bool(covered.activities):
        hint = (
            f"Ghi đủ hoạt động nội bộ vào {file_of('pham-vi')}, hoặc ban hành, "
            "thu hồi quy trình cho khớp."
        )
        known = len(covered.activities)
        if known:
            words = (
                f"Phạm vi không ghi hoạt động nội bộ nào, nhưng có {known} quy trình nội "
                "bộ đang có hiệu lực."
            )
            # There is no list of activities to point at.
            yield words, scope.at("statement"), hint
        else:
            words = (
                "Phạm vi ghi hoạt động nội bộ, nhưng không có quy trình nội bộ "
                "nào đang có hiệu lực."
            )
            yield words, scope.at("internal_activities"), hint


# 6. Law


def _law(ground: Ground) -> GatePoint:
    late = late_and_done(ground)
    said = tuple(lack for lack in ground.said(Gate.LAW) if lack.message not in late)
    months = update_months(ground.repository)
    return GatePoint(
        6,
        "Căn cứ pháp lý còn mới: không dựa vào văn bản hết hiệu lực, không chậm cập nhật",
        (f"{_LAW}, khoản 4, điểm a", "TT 26/2014/TT-BKHCN, Điều 7, khoản 2, điểm i"),
        (*ground.lacks(_no_register(ground)), *said),
        f"Không văn bản nào có hiệu lực từ ngày {date_short(months_after(ground.as_of, -months))} "
        "trở về trước mà chưa cập nhật.",
        (*sorted(late), *ground.remarked(Gate.LAW)),
        ground.lacks((each.message, each.place, each.hint) for each in undated(ground.repository)),
    )


def _no_register(ground: Ground) -> Iterator[Missing]:
    if not ground.repository.laws:
        place = Place(path_of("van-ban"))
        hint = "Ghi các văn bản mà quy trình dựa vào, với ngày ban hành, ngày có hiệu lực."
        yield (
            "Chưa có danh mục tài liệu bên ngoài, nên không biết căn cứ nào còn hiệu lực.",
            place,
            hint,
        )


POINTS: Final[tuple[Callable[[Ground], GatePoint], ...]] = (
    _documents,
    _audit,
    _review,
    _confirmation,
    _scope,
    _law,
)
"""In the order in which they are told."""
