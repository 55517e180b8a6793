"""Every paper of the year, each as one value; a new one is a value more and its maker."""

from collections.abc import Mapping
from typing import Final

from isoqms.facts.papers.own_places import (
    ApologyLine,
    ErratumOfDecision,
    MinutesOfReceipts,
    NoticeOfLast,
    PuttingRight,
    ReportOfRounds,
)
from isoqms.facts.papers.paper import SHEET, PaperKind
from isoqms.facts.papers.places import (
    Citation,
    CitationOfLast,
    DecisionFile,
    NamedAt,
    NumberAndDay,
    OutgoingLine,
)
from isoqms.facts.papers.subjects import (
    DECISION,
    LATE_CASE,
    NONCONFORMITY,
    ROUND,
    ROUND_OR_ALL,
    WITHDRAWAL,
)
from isoqms.facts.papers.year_files import (
    AUDITS,
    OBJECTIVES,
    PLAN,
    REPORT,
    REVIEWS,
    SATISFACTION,
)
from isoqms.model.control.decision import DecisionKind

PAPERS: Final[tuple[PaperKind, ...]] = (
    PaperKind(
        word="plan",
        title="Kế hoạch năm",
        type="Kế hoạch",
        symbol="KH",
        maker="planning.year_plan.year_plan",
        place=NumberAndDay(PLAN),
        task="ke-hoach-nam",
    ),
    PaperKind(
        word="steering-board",
        title="Quyết định kiện toàn Ban Chỉ đạo ISO",
        type="Quyết định",
        symbol="QĐ",
        maker="agency.boards.steering_board",
        place=DecisionFile(DecisionKind.STEERING_BOARD),
        task="kien-toan-ban-chi-dao",
    ),
    PaperKind(
        word="support-team",
        title="Quyết định kiện toàn Tổ giúp việc",
        type="Quyết định",
        symbol="QĐ",
        maker="agency.boards.support_team",
        place=DecisionFile(DecisionKind.SUPPORT_TEAM),
    ),
    PaperKind(
        word="regulation",
        title="Quyết định ban hành quy chế hoạt động của Ban Chỉ đạo",
        type="Quyết định",
        symbol="QĐ",
        maker="agency.regulation.regulation",
        place=DecisionFile(DecisionKind.REGULATION),
    ),
    PaperKind(
        word="policy-objectives",
        title="Quyết định ban hành chính sách, mục tiêu chất lượng",
        type="Quyết định",
        symbol="QĐ",
        maker="planning.policy_objectives.policy_objectives",
        place=DecisionFile(
            DecisionKind.POLICY_OBJECTIVES,
            NamedAt(OBJECTIVES, "decision", of_any_year=True),
        ),
        task="chinh-sach-muc-tieu",
    ),
    PaperKind(
        word="audit-team",
        title="Quyết định thành lập đoàn đánh giá nội bộ",
        type="Quyết định",
        symbol="QĐ",
        maker="audit.team.audit_team",
        place=DecisionFile(DecisionKind.AUDIT_TEAM, NamedAt(AUDITS, "team_decision")),
        task="doan-danh-gia",
    ),
    PaperKind(
        word="audit-programme",
        title="Chương trình đánh giá nội bộ",
        type="Chương trình",
        symbol="CTr",
        maker="audit.programme.audit_programme",
        place=Citation(AUDITS, "programme"),
        task="danh-gia-noi-bo-chuong-trinh",
    ),
    PaperKind(
        word="audit-checklist",
        title="Phiếu hỏi đánh giá (checklist)",
        type="Phiếu",
        symbol="",
        maker="audit.sheets.checklist",
        place=SHEET,
        subject=ROUND,
    ),
    PaperKind(
        word="audit-notes",
        title="Phiếu ghi chép đánh giá",
        type="Phiếu",
        symbol="",
        maker="audit.sheets.notes",
        place=SHEET,
        subject=ROUND,
    ),
    PaperKind(
        word="car",
        title="Phiếu không phù hợp và yêu cầu hành động khắc phục (CAR)",
        type="Phiếu",
        symbol="",
        maker="improvement.corrective_action.corrective_action",
        place=SHEET,
        subject=NONCONFORMITY,
    ),
    PaperKind(
        word="audit-report",
        title="Báo cáo đánh giá nội bộ",
        type="Báo cáo",
        symbol="BC",
        maker="audit.report.audit_report",
        place=ReportOfRounds(),
        subject=ROUND_OR_ALL,
    ),
    PaperKind(
        word="review-invitation",
        title="Giấy mời họp xem xét của lãnh đạo",
        type="Giấy mời",
        symbol="GM",
        maker="review.papers.review_invitation",
        place=CitationOfLast(REVIEWS, "reviews", "invitation"),
    ),
    PaperKind(
        word="review-minutes",
        title="Biên bản họp xem xét của lãnh đạo",
        type="Biên bản",
        symbol="BB",
        maker="review.papers.review_minutes",
        place=CitationOfLast(REVIEWS, "reviews", "minutes"),
    ),
    PaperKind(
        word="survey-plan",
        title="Kế hoạch khảo sát hài lòng",
        type="Kế hoạch",
        symbol="KH",
        maker="improvement.survey_plan.survey_plan",
        place=CitationOfLast(SATISFACTION, "surveys", "plan"),
        task="ke-hoach-khao-sat",
    ),
    PaperKind(
        word="survey-report",
        title="Báo cáo kết quả khảo sát",
        type="Báo cáo",
        symbol="BC",
        maker="improvement.survey_report.survey_report",
        place=CitationOfLast(SATISFACTION, "surveys", "report"),
        task="bao-cao-khao-sat",
    ),
    PaperKind(
        word="announcement",
        title="Quyết định công bố hệ thống",
        type="Quyết định",
        symbol="QĐ",
        maker="announcing.announcement.announcement",
        place=DecisionFile(DecisionKind.ANNOUNCE),
        recorded_by="isoqms announce --number SỐ --signed NGÀY",
    ),
    PaperKind(
        word="notice",
        title="Thông báo việc công bố gửi đơn vị chủ trì",
        type="Thông báo",
        symbol="TB",
        maker="announcing.announcement.notice",
        place=NoticeOfLast(),
    ),
    PaperKind(
        word="posting",
        title="Tờ niêm yết công bố",
        type="Tờ niêm yết",
        symbol="",
        maker="announcing.announcement.posting",
        place=SHEET,
    ),
    PaperKind(
        word="withdrawal-minutes",
        title="Biên bản thu hồi tài liệu theo một quyết định",
        type="Biên bản",
        symbol="BB",
        maker="control.withdrawal_minutes.recorded_minutes",
        place=MinutesOfReceipts(),
        subject=WITHDRAWAL,
    ),
    PaperKind(
        word="annul",
        title="Quyết định bãi bỏ một quyết định",
        type="Quyết định",
        symbol="QĐ",
        maker="control.annulling.annulment",
        place=PuttingRight("annuls"),
        subject=DECISION,
    ),
    PaperKind(
        word="amend",
        title="Quyết định sửa đổi, bổ sung một quyết định",
        type="Quyết định",
        symbol="QĐ",
        maker="control.annulling.amendment",
        place=PuttingRight("amends"),
        subject=DECISION,
    ),
    PaperKind(
        word="erratum",
        title="Công văn đính chính một quyết định",
        type="Công văn",
        symbol="",
        maker="control.annulling.erratum",
        place=ErratumOfDecision(),
        subject=DECISION,
    ),
    PaperKind(
        word="letter",
        title="Công văn",
        type="Công văn",
        symbol="",
        maker="papers.letters.letter",
        place=OutgoingLine(),
    ),
    PaperKind(
        word="apology",
        title="Thư xin lỗi và hẹn lại ngày trả kết quả",
        type="Công văn",
        symbol="",
        maker="papers.letters.apology",
        place=ApologyLine(),
        subject=LATE_CASE,
    ),
)
"""Every paper that `isoqms decision` prints, in the order of the year."""

PRINTED_ELSEWHERE: Final[tuple[PaperKind, ...]] = (
    PaperKind(
        word="report",
        title="Báo cáo năm",
        type="Báo cáo",
        symbol="BC",
        maker="",
        place=NumberAndDay(REPORT, starts=False, both=True),
        task="bao-cao-tu-cham-diem",
        printed_by="isoqms report",
    ),
    PaperKind(
        word="issue",
        title="Quyết định ban hành tài liệu",
        type="Quyết định",
        symbol="QĐ",
        maker="",
        place=DecisionFile(DecisionKind.ISSUE),
        task="ban-hanh-tai-lieu",
        printed_by="isoqms issue --papers-only",
        recorded_by="isoqms issue --number SỐ --signed NGÀY",
    ),
)
"""The papers that another command prints; they are recorded like all others."""

BY_WORD: Final[Mapping[str, PaperKind]] = {kind.word: kind for kind in PAPERS}
BY_TASK: Final[Mapping[str, PaperKind]] = {
    kind.task: kind
    for kind in (*PAPERS, *PRINTED_ELSEWHERE)
    if kind.task  # of the others nothing in the plan is done
}
"""The papers by the task of the plan that they complete."""
