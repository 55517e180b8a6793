"""The papers of the year by their word on the command line, and what the makers of all of them are told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Final, TypeAlias

from isoqms.errors import IsoqmsError
from isoqms.model.control.decision import DecisionKind
from isoqms.pages.layout.blocks import Paper
from isoqms.repository import Repository


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """What a person says of a paper; everything else follows from the records."""

    year: int
    """The year whose records the paper is made from."""
    day: date
    """The day the paper is made for: its grounds are in force then."""
    number: str | None = None
    """`88/KH-UBND`; None leaves its place free for the clerk."""
    signed: date | None = None
    authority: str | None = None
    """Who issues it (thẩm quyền ban hành); None for what is usual for the paper."""
    signer_post: str | None = None
    """`Phó Chủ tịch`, `Q. Giám đốc`, `TL. Chủ tịch, Chánh Văn phòng`; None for the head of the agency."""
    signer: str | None = None
    proposed_by: str | None = None
    item: str | None = None
    """Which round of audit, nonconformity, decision … the paper is about, where there are several."""
    summary: str | None = None
    addressees: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    """The text of a letter, a paragraph each."""

    @property
    def dated(self) -> date:
        """The day of signing where it is known, else the day the paper is made for."""
        return self.signed or self.day


class Lacking(IsoqmsError):
    """The records do not yet hold what the paper must say; the message lists what is missing and where it goes."""


Maker: TypeAlias = Callable[[Repository, PaperOrder], Paper]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper of the year (văn bản trong năm)."""

    word: str
    title: str
    """What it is, for the list of papers: «Kế hoạch năm»."""
    type: str
    """The kind of administrative document (tên loại): «Kế hoạch»; «Công văn» has no symbol of its own."""
    symbol: str
    """`KH`, `QĐ` …; empty for a letter and for what is only a form."""
    maker: str
    """Module below `isoqms.pages`, and the function in it: `planning.year_plan.year_plan`."""
    decision: DecisionKind | None = None
    """The kind under which the signed decision is recorded in quyet-dinh/."""
    recorded: bool = True
    """Whether it gets a number and is recorded when signed; a sheet that is filled in by hand does not."""
    item: str = ""
    """What must be named behind the word, in Vietnamese: «khóa đợt đánh giá»; empty where there is only one."""
    covers_all: bool = False
    """Whether one paper may be about all of them, where none is named."""

    @property
    def must_name(self) -> bool:
        """Whether the paper cannot be made unless it is named what it is about."""
        return bool(self.item) and not self.covers_all

    def make(self, repository: Repository, order: PaperOrder) -> Paper:
        """The paper; Lacking where the records do not yet hold what it must say."""
        module, _, name = self.maker.rpartition(".")
        maker: Maker = getattr(import_module(f"isoqms.pages.{module}"), name)
        return maker(repository, order)


_ROUND: Final = "khóa đợt đánh giá"
_QD: Final = "Quyết định"

KINDS: Final[tuple[PaperKind, ...]] = (
    PaperKind("plan", "Kế hoạch năm", "Kế hoạch", "KH", "planning.year_plan.year_plan"),
    PaperKind(
        "steering-board",
        "Quyết định kiện toàn Ban Chỉ đạo ISO",
        _QD,
        "QĐ",
        "agency.boards.steering_board",
        DecisionKind.STEERING_BOARD,
    ),
    PaperKind(
        "support-team",
        "Quyết định kiện toàn Tổ giúp việc",
        _QD,
        "QĐ",
        "agency.boards.support_team",
        DecisionKind.SUPPORT_TEAM,
    ),
    PaperKind(
        "regulation",
        "Quyết định ban hành quy chế hoạt động của Ban Chỉ đạo",
        _QD,
        "QĐ",
        "agency.regulation.regulation",
        DecisionKind.REGULATION,
    ),
    PaperKind(
        "policy-objectives",
        "Quyết định ban hành chính sách, mục tiêu chất lượng",
        _QD,
        "QĐ",
        "planning.policy_objectives.policy_objectives",
        DecisionKind.POLICY_OBJECTIVES,
    ),
    PaperKind(
        "audit-team",
        "Quyết định thành lập đoàn đánh giá nội bộ",
        _QD,
        "QĐ",
        "audit.team.audit_team",
        DecisionKind.AUDIT_TEAM,
    ),
    PaperKind(
        "audit-programme", "Chương trình đánh giá nội bộ", "Chương trình", "CTr", "audit.programme.audit_programme"
    ),
    PaperKind(
        "audit-checklist",
        "Phiếu hỏi đánh giá (checklist)",
        "Phiếu",
        "",
        "audit.sheets.checklist",
        recorded=False,
        item=_ROUND,
    ),
    PaperKind("audit-notes", "Phiếu ghi chép đánh giá", "Phiếu", "", "audit.sheets.notes", recorded=False, item=_ROUND),
    PaperKind(
        "car",
        "Phiếu không phù hợp và yêu cầu hành động khắc phục (CAR)",
        "Phiếu",
        "",
        "improvement.corrective_action.corrective_action",
        recorded=False,
        item="khóa sự không phù hợp",
    ),
    PaperKind(
        "audit-report",
        "Báo cáo đánh giá nội bộ",
        "Báo cáo",
        "BC",
        "audit.report.audit_report",
        item=_ROUND,
        covers_all=True,
    ),
    PaperKind(
        "review-invitation", "Giấy mời họp xem xét của lãnh đạo", "Giấy mời", "GM", "review.papers.review_invitation"
    ),
    PaperKind("review-minutes", "Biên bản họp xem xét của lãnh đạo", "Biên bản", "BB", "review.papers.review_minutes"),
    PaperKind("survey-plan", "Kế hoạch khảo sát hài lòng", "Kế hoạch", "KH", "improvement.survey_papers.survey_plan"),
    PaperKind("survey-report", "Báo cáo kết quả khảo sát", "Báo cáo", "BC", "improvement.survey_papers.survey_report"),
    PaperKind(
        "announcement",
        "Quyết định công bố hệ thống",
        _QD,
        "QĐ",
        "announcing.announcement.announcement",
        DecisionKind.ANNOUNCE,
    ),
    PaperKind(
        "notice", "Thông báo việc công bố gửi đơn vị chủ trì", "Thông báo", "TB", "announcing.announcement.notice"
    ),
    PaperKind("posting", "Tờ niêm yết công bố", "Tờ niêm yết", "", "announcing.announcement.posting", recorded=False),
    PaperKind(
        "withdrawal-minutes",
        "Biên bản thu hồi tài liệu theo một quyết định",
        "Biên bản",
        "BB",
        "control.withdrawal_minutes.recorded_minutes",
        item="số quyết định thu hồi",
    ),
    PaperKind("letter", "Công văn", "Công văn", "", "papers.letters.letter"),
    PaperKind(
        "apology",
        "Thư xin lỗi và hẹn lại ngày trả kết quả",
        "Công văn",
        "",
        "papers.letters.apology",
        item="mã hồ sơ trễ hạn",
    ),
)
"""Every paper in the order of the year; that which issues documents is printed by `issue`."""

BY_WORD: Final[Mapping[str, PaperKind]] = {kind.word: kind for kind in KINDS}
