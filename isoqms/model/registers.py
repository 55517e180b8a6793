"""The registers that an agency keeps (các sổ), each as one value.

Who lists registers, opens them, adds to them, prints them or looks for what waits in them, asks
here: to add a register is to add a value. CONTRIBUTING.md tells how it is done, step by step.
"""

from collections.abc import Iterable
from typing import Final

from isoqms.model.kinds import (
    Carried,
    Elsewhere,
    Left,
    MasterList,
    Page,
    Printed,
    RecordList,
    RecordWord,
    RegisterKind,
    SheetWord,
)

_RISK_ASKED: Final = (
    "process", "description", "cause", "likelihood", "severity", "action", "role", "due",
)  # fmt: skip
_REVIEW_ASKED: Final = (
    "held", "chair", "secretary", "where", "attendees", "invitation", "minutes",
)  # fmt: skip

_DIGITS: Final = 4


def _register(
    path: str,
    slot: str,
    title: str,
    model: str,
    *,
    page: Page | None,
    due: tuple[str, ...],
    empty: str | None,
    lists: tuple[RecordList, ...],
    sheet: SheetWord | None = None,
    carried: Carried | None = None,
) -> RegisterKind:
    """The register at a path, named after its file."""
    file_name = path.rpartition("/")[2]
    return RegisterKind(
        file_name.rpartition(".")[0],
        title,
        model,
        slot=slot,
        path=path,
        page=page,
        due=due,
        empty=empty,
        lists=lists,
        sheet=sheet,
        carried=carried,
    )


KEPT_ONCE: Final = (
    _register(
        "boi-canh/van-de.yaml",
        "context",
        "Bối cảnh của tổ chức",
        "planning.context.ContextRegister",
        page=Printed("planning.registers.context"),
        due=(),
        empty=None,
        lists=(
            RecordList(
                "issues",
                words=(
                    RecordWord(
                        "context-issue",
                        "vấn đề bối cảnh",
                        asked=("origin", "topic", "issue", "effect", "response"),
                        followed=("effect", "response"),
                    ),
                ),
            ),
        ),
        sheet=SheetWord("context", "ngày rà soát bối cảnh", ("reviewed",)),
    ),
    _register(
        "boi-canh/ben-quan-tam.yaml",
        "parties",
        "Các bên quan tâm",
        "planning.context.PartyRegister",
        page=Printed("planning.registers.parties"),
        due=(),
        empty=None,
        lists=(
            RecordList(
                "parties",
                words=(
                    RecordWord(
                        "party",
                        "bên quan tâm",
                        asked=("name", "needs", "monitoring"),
                        followed=("needs", "monitoring"),
                    ),
                ),
            ),
        ),
        sheet=SheetWord("parties", "ngày rà soát các bên quan tâm", ("reviewed",)),
    ),
    _register(
        "boi-canh/pham-vi.yaml",
        "scope",
        "Phạm vi áp dụng",
        "planning.context.Scope",
        page=Printed("planning.registers.scope"),
        due=(),
        empty=None,
        lists=(RecordList("exclusions"),),
    ),
    _register(
        "ben-ngoai/van-ban.yaml",
        "external",
        "Danh mục tài liệu bên ngoài",
        "law.ExternalRegister",
        page=MasterList("ben-ngoai"),
        due=("control.law_tasks",),
        empty=None,
        lists=(
            RecordList(
                "documents",
                words=(
                    RecordWord(
                        "law",
                        "văn bản bên ngoài",
                        asked=(
                            "number", "title", "issuer", "issued", "effective", "expires", "amends",
                            "guides", "affects", "kept_by",
                        ),
                        followed=(
                            "effective", "expires", "replaced_by", "affects", "dismissed",
                            "applied",
                        ),
                        closes="applied",
                    ),
                ),
            ),
        ),
    ),
    _register(
        "ben-ngoai/co-thoi-han.yaml",
        "terms",
        "Ủy quyền, chứng chỉ, hợp đồng có thời hạn",
        "planning.terms.TermRegister",
        page=None,
        due=("control.term_tasks",),
        empty=None,
        lists=(
            RecordList(
                "items",
                identity=("id",),
                words=(
                    RecordWord(
                        "term",
                        "ủy quyền, chứng chỉ, hợp đồng có thời hạn",
                        asked=(
                            "kind", "subject", "holder", "document", "signed", "expires", "role",
                        ),
                        followed=("expires", "ended", "outcome"),
                        closes="ended",
                        ids="th-{n:02}",
                    ),
                ),
            ),
        ),
    ),
    _register(
        "tthc/danh-muc.yaml",
        "procedures",
        "Danh mục thủ tục hành chính",
        "services.ProcedureRegister",
        page=MasterList("tthc"),
        due=(),
        empty=None,
        lists=(RecordList("published_by"), RecordList("procedures")),
    ),
)  # fmt: skip
"""The registers that are kept once for all years."""

OF_A_YEAR: Final = (
    _register(
        "nam/{year}/ke-hoach.yaml",
        "plan",
        "Kế hoạch năm",
        "planning.plan.YearPlan",
        page=Printed("planning.registers.plan"),
        due=("calendar.calendar_tasks",),
        empty="tasks: []\n",
        lists=(
            RecordList(
                "tasks",
                identity=("id",),
                words=(
                    RecordWord(
                        "task",
                        "công việc trong kế hoạch năm",
                        asked=("task", "role", "due", "output"),
                        followed=("done", "evidence"),
                        closes="done",
                        ids="cv-{n:02}",
                    ),
                ),
            ),
        ),
        sheet=SheetWord("plan", "kế hoạch năm", ("number", "signed", "summary")),
        carried=Carried(
            "planning.carrying_over.plan", "công việc của kế hoạch", "tasks", from_nothing=True
        ),
    ),
    _register(
        "nam/{year}/muc-tieu.yaml",
        "objectives",
        "Mục tiêu chất lượng",
        "planning.objectives.ObjectiveRegister",
        page=Printed("planning.registers.objectives"),
        due=("reporting.quarter_tasks",),
        empty="objectives: []\n",
        lists=(
            RecordList(
                "objectives",
                identity=("id",),
                words=(
                    RecordWord(
                        "objective",
                        "mục tiêu chất lượng",
                        asked=(
                            "text", "measure", "target", "comparison", "unit_of_measure",
                            "baseline", "unit", "policy", "actions",
                        ),
                        followed=("communicated", "results"),
                        ids="mt-{n:02}",
                    ),
                ),
            ),
        ),
        sheet=SheetWord("objectives", "quyết định ban hành mục tiêu", ("decision",)),
        carried=Carried(
            "planning.carrying_over.objectives", "mục tiêu (dự thảo)", "objectives"
        ),
    ),
    _register(
        "nam/{year}/rui-ro.yaml",
        "risks",
        "Rủi ro và cơ hội",
        "planning.risks.RiskRegister",
        page=Printed("planning.risk_register.risks"),
        due=("improvement.risk_tasks",),
        empty="risks: []\n",
        lists=(
            RecordList(
                "risks",
                identity=("id",),
                words=(
                    RecordWord(
                        "risk",
                        "rủi ro",
                        asked=_RISK_ASKED,
                        followed=(
                            "action", "role", "due", "done", "result", "likelihood_after",
                            "severity_after",
                        ),
                        closes="result",
                        ids="rr-{n:02}",
                        given={"kind": "rui-ro"},
                    ),
                    RecordWord(
                        "opportunity",
                        "cơ hội",
                        asked=_RISK_ASKED,
                        followed=("action", "role", "due", "done", "result"),
                        closes="result",
                        ids="ch-{n:02}",
                        given={"kind": "co-hoi"},
                    ),
                ),
            ),
        ),
        sheet=SheetWord(
            "risks", "ngưỡng chấp nhận, ngày rà soát rủi ro", ("acceptable", "reviewed")
        ),
        carried=Carried("planning.carrying_over.risks", "rủi ro, cơ hội", "risks"),
    ),
    _register(
        "nam/{year}/nguon-luc.yaml",
        "resources",
        "Nguồn lực",
        "planning.resources.Resources",
        page=Printed("planning.resource_register.resources"),
        due=(),
        empty="budget: []\n",
        lists=(
            RecordList(
                "budget",
                words=(
                    RecordWord(
                        "budget",
                        "khoản kinh phí",
                        asked=("item", "planned", "spent", "ceiling"),
                        followed=("planned", "spent", "ceiling"),
                        closes="spent",
                    ),
                ),
            ),
            RecordList(
                "people",
                words=(
                    RecordWord(
                        "person",
                        "người phụ trách hệ thống",
                        asked=("post", "name", "unit", "task"),
                        followed=("name", "unit", "task"),
                    ),
                ),
            ),
            RecordList("steering_board"),
            RecordList("support_team"),
        ),
        sheet=SheetWord(
            "resources",
            "nguồn lực của năm",
            (
                "people_in_charge",
                "people_note",
                "e_iso_since",
                "e_iso_content",
                "consultant",
                "consultant_reason",
                "certification_body",
            ),
        ),
        carried=Carried("planning.carrying_over.resources", "khoản kinh phí", "budget"),
    ),
    _register(
        "nam/{year}/danh-gia-noi-bo.yaml",
        "audits",
        "Đánh giá nội bộ",
        "audit.AuditProgramme",
        page=Elsewhere(("isoqms decision audit-programme", "isoqms decision audit-report ĐỢT")),
        due=("audit.round_tasks", "audit.finding_tasks"),
        empty="rounds: []\n",
        lists=(
            RecordList(
                "rounds",
                identity=("id",),
                days=("held",),
                left=Left(
                    "đợt đánh giá nội bộ chưa làm", "planning.left_open.rounds"
                ),
                words=(
                    RecordWord(
                        "audit-round",
                        "đợt đánh giá nội bộ",
                        asked=(
                            "planned_from", "planned_to", "units", "clauses", "documents",
                            "auditors",
                        ),
                        followed=("auditors", "state", "held", "notes", "report", "reason"),
                        closes="report",
                        ids="dot-{n}",
                        each_year=True,
                        given={"state": "ke-hoach"},
                    ),
                ),
            ),
        ),
        sheet=SheetWord(
            "programme",
            "chương trình đánh giá nội bộ",
            ("programme", "team_decision", "purpose", "method"),
        ),
        carried=Carried("planning.carrying_over.audits", "đợt đánh giá nội bộ", "rounds"),
    ),
    _register(
        "nam/{year}/xem-xet.yaml",
        "reviews",
        "Xem xét của lãnh đạo",
        "review.ReviewRegister",
        page=Elsewhere(("isoqms decision review-minutes",)),
        due=("improvement.conclusion_tasks",),
        empty="reviews: []\n",
        lists=(
            RecordList(
                "reviews",
                days=("held",),
                words=(
                    RecordWord(
                        "review",
                        "cuộc xem xét của lãnh đạo",
                        asked=_REVIEW_ASKED,
                        followed=_REVIEW_ASKED,
                        closes="minutes",
                    ),
                ),
            ),
            RecordList(
                "reviews.outputs",
                left=Left(
                    "kết luận của lãnh đạo chưa xong", "planning.left_open.conclusions"
                ),
                words=(
                    RecordWord(
                        "conclusion",
                        "kết luận của cuộc xem xét",
                        asked=("point", "text", "role", "due"),
                        followed=("role", "due", "done", "result"),
                        closes="done",
                    ),
                ),
            ),
        ),
        sheet=SheetWord(
            "confirmation", "xác nhận hiệu lực", ("day", "document"), inside="confirmation"
        ),
    ),
    _register(
        "nam/{year}/khong-phu-hop.yaml",
        "nonconformities",
        "Sự không phù hợp",
        "improvement.NonconformityRegister",
        page=Printed("improvement.registers.nonconformities"),
        due=("improvement.nonconformity_tasks", "improvement.inspection_tasks"),
        empty="items: []\n",
        lists=(
            RecordList(
                "items",
                identity=("id",),
                days=("found",),
                left=Left(
                    "sự không phù hợp chưa đóng", "planning.left_open.nonconformities"
                ),
                words=(
                    RecordWord(
                        "nonconformity",
                        "sự không phù hợp",
                        asked=(
                            "found", "source", "description", "unit", "clause", "correction",
                            "cause", "action", "role", "due",
                        ),
                        followed=(
                            "correction", "cause", "action", "role", "due", "done", "effective",
                            "closed",
                        ),
                        closes="closed",
                        ids="kph-{n:02}",
                        today="found",
                    ),
                    RecordWord(
                        "outside-finding",
                        "điểm do đoàn kiểm tra, thanh tra, tổ chức chứng nhận nêu",
                        asked=(
                            "inspection", "found_by", "minutes", "found", "description",
                            "clause", "unit", "action", "role", "due",
                        ),
                        followed=(
                            "correction", "cause", "action", "role", "due", "done", "effective",
                            "closed",
                        ),
                        closes="closed",
                        ids="kph-{n:02}",
                        given={"source": "Bên ngoài kiểm tra"},
                    ),
                ),
            ),
            RecordList(
                "inspections",
                identity=("id",),
                days=("day",),
                words=(
                    RecordWord(
                        "inspection",
                        "cuộc kiểm tra của cơ quan khác",
                        asked=("body", "day", "minutes", "none_found"),
                        followed=("minutes", "none_found", "report"),
                        closes="report",
                        ids="kt-{n:02}",
                        today="day",
                    ),
                ),
            ),
            RecordList(
                "apologies",
                identity=("number",),
                words=(
                    RecordWord(
                        "apology",
                        "thư xin lỗi do trễ hạn",
                        asked=("number", "day", "case", "reason", "new_date", "nonconformity"),
                        followed=("day", "case", "reason", "new_date", "nonconformity"),
                        today="day",
                    ),
                ),
            ),
        ),
    ),
    _register(
        "nam/{year}/hai-long.yaml",
        "satisfaction",
        "Đo lường sự hài lòng",
        "improvement.SatisfactionRegister",
        page=Printed("improvement.registers.surveys"),
        due=(),
        empty="surveys: []\n",
        lists=(
            RecordList(
                "surveys",
                words=(
                    RecordWord(
                        "survey",
                        "đợt khảo sát sự hài lòng",
                        asked=(
                            "plan", "form", "start", "end", "method", "subjects", "sent",
                            "returned", "answers", "report",
                        ),
                        followed=(
                            "plan", "start", "end", "sent", "returned", "answers", "report",
                            "remarks",
                        ),
                        closes="report",
                    ),
                ),
            ),
        ),
        carried=Carried("planning.carrying_over.surveys", "đợt khảo sát", "surveys"),
    ),
    _register(
        "nam/{year}/khieu-nai.yaml",
        "complaints",
        "Khiếu nại, phản ánh",
        "improvement.ComplaintRegister",
        page=Printed("improvement.registers.complaints"),
        due=("improvement.complaint_tasks",),
        empty="complaints: []\n",
        lists=(
            RecordList(
                "complaints",
                identity=("id",),
                days=("received",),
                left=Left("phản ánh chưa trả lời", "planning.left_open.complaints"),
                words=(
                    RecordWord(
                        "complaint",
                        "khiếu nại, phản ánh",
                        asked=(
                            "received", "source", "subject", "unit", "due", "answered", "result",
                        ),
                        followed=("answered", "result"),
                        closes="answered",
                        ids="pa-{n:02}",
                        today="received",
                    ),
                ),
            ),
        ),
        sheet=SheetWord("complaints", "sổ khiếu nại, phản ánh", ("none_received",)),
    ),
    _register(
        "nam/{year}/dao-tao.yaml",
        "training",
        "Đào tạo",
        "planning.training.TrainingRegister",
        page=Printed("improvement.registers.training"),
        due=("training.session_tasks",),
        empty="sessions: []\n",
        lists=(
            RecordList(
                "sessions",
                days=("held",),
                words=(
                    RecordWord(
                        "training",
                        "khóa đào tạo",
                        asked=(
                            "subject", "planned", "audience", "where", "document", "auditors",
                            "held", "participants", "certificates",
                        ),
                        followed=(
                            "sent", "document", "held", "participants", "certificates", "result",
                        ),
                        closes="held",
                    ),
                ),
            ),
        ),
        sheet=SheetWord("training-plan", "kế hoạch đào tạo", ("plan",)),
    ),
    _register(
        "nam/{year}/phan-phoi.yaml",
        "distribution",
        "Phân phối, thu hồi tài liệu",
        "control.distribution.DistributionRegister",
        page=Printed("improvement.registers.copies"),
        due=("control.copies_tasks",),
        empty="distributed: []\nwithdrawn: []\n",
        lists=(
            RecordList(
                "distributed",
                days=("day",),
                words=(
                    RecordWord(
                        "distribution",
                        "lần phân phối tài liệu",
                        asked=("document", "unit", "copies", "day", "receiver"),
                        followed=("day", "receiver"),
                        closes="day",
                        today="day",
                    ),
                ),
            ),
            RecordList(
                "withdrawn",
                days=("day",),
                words=(
                    RecordWord(
                        "receipt",
                        "lần thu hồi tài liệu",
                        asked=(
                            "document", "revision", "unit", "copies", "day", "disposal", "minutes",
                        ),
                        followed=("day", "disposal", "minutes"),
                        closes="day",
                        today="day",
                    ),
                ),
            ),
        ),
    ),
    _register(
        "nam/{year}/cong-bo.yaml",
        "announcements",
        "Công bố",
        "announcing.AnnouncementRegister",
        page=Elsewhere(("isoqms decision announcement",)),
        due=("announcing.scope_tasks", "announcing.publicity_tasks"),
        empty=None,
        lists=(RecordList("announcements", identity=("decision",), days=("announced",)),),
    ),
    _register(
        "nam/{year}/ho-so.yaml",
        "cases",
        "Số liệu giải quyết hồ sơ",
        "services.CaseStatistics",
        page=Printed("reporting.registers.cases"),
        due=("reporting.quarter_tasks", "reporting.online_tasks"),
        empty="periods: []\n",
        lists=(
            # A period belongs to the year of its last day: 15/12 to 14/12 begins the year before.
            RecordList(
                "periods",
                days=("end",),
                words=(
                    RecordWord(
                        "cases",
                        "kỳ số liệu hồ sơ",
                        asked=(
                            "start", "end", "field", "carried_over", "received", "online",
                            "in_person_or_post", "early", "on_time", "late", "returned",
                            "pending_in_time", "pending_overdue",
                        ),
                        followed=(
                            "carried_over", "received", "late", "returned", "pending_in_time",
                            "pending_overdue", "note",
                        ),
                    ),
                ),
            ),
            RecordList(
                "online",
                days=("end",),
                words=(
                    RecordWord(
                        "online-share",
                        "hồ sơ, TTHC trực tuyến với chỉ tiêu",
                        asked=(
                            "start", "end", "measure", "level", "online", "of", "target",
                            "given_by",
                        ),
                        followed=("online", "of", "target", "given_by", "note"),
                    ),
                ),
            ),
        ),
    ),
    _register(
        "nam/{year}/so-lieu.yaml",
        "stated",
        "Số liệu hệ thống đã ghi",
        "reporting.StatedFigures",
        page=Printed("reporting.registers.stated"),
        due=(),
        empty=None,
        lists=(),
    ),
    _register(
        "nam/{year}/van-ban-di.yaml",
        "outgoing",
        "Văn bản chỉ đạo, điều hành",
        "reporting.OutgoingRegister",
        page=Printed("reporting.registers.outgoing"),
        due=(),
        empty="documents: []\n",
        lists=(
            RecordList(
                "documents",
                identity=("number", "issuer"),
                days=("day",),
                words=(
                    RecordWord(
                        "outgoing",
                        "văn bản chỉ đạo, điều hành",
                        asked=(
                            "number", "day", "type", "issuer", "summary", "format_met",
                            "format_faults",
                        ),
                        followed=("format_met", "format_faults"),
                        closes="format_met",
                        today="day",
                    ),
                ),
            ),
            RecordList(
                "totals",
                days=("end",),
                words=(
                    RecordWord(
                        "letters",
                        "tổng số văn bản đi",
                        asked=("start", "end", "issued", "checked", "format_met"),
                        followed=("checked", "format_met", "note"),
                    ),
                ),
            ),
        ),
    ),
    _register(
        "nam/{year}/bang-chung.yaml",
        "evidence",
        "Bằng chứng, tài liệu kèm hồ sơ",
        "control.evidence.EvidenceRegister",
        page=Printed("control.evidence.evidence"),
        due=(),
        empty=None,
        lists=(
            RecordList(
                "items",
                identity=("id",),
                words=(
                    RecordWord(
                        "evidence",
                        "bằng chứng, tài liệu kèm hồ sơ",
                        asked=("day", "title", "number", "issuer", "proves", "kept_at"),
                        followed=("day", "proves", "kept_at"),
                        ids="bc-{n:02}",
                    ),
                ),
            ),
        ),
    ),
    _register(
        "nam/{year}/tu-cham-diem.yaml",
        "self_score",
        "Tự chấm điểm",
        "scoring.SelfScore",
        page=Elsewhere(("isoqms score --docx tu-cham-diem.docx",)),
        due=(),
        empty=None,
        lists=(RecordList("rows"),),
    ),
    _register(
        "nam/{year}/bao-cao.md",
        "report",
        "Báo cáo năm",
        "reporting.ReportHead",
        page=Elsewhere(("isoqms report",)),
        due=(),
        empty=None,
        lists=(),
    ),
)  # fmt: skip
"""The registers of a year, in the order in which they are listed; the report, in prose, last."""

REGISTERS: Final = (*KEPT_ONCE, *OF_A_YEAR)
"""Every register."""
_BY_PATH: Final = {kind.path: kind for kind in REGISTERS}
BY_NAME: Final = {kind.name: kind for kind in REGISTERS}
"""The same by name."""


def register_at(path: str) -> tuple[RegisterKind, int | None] | None:
    """The register that stands at a path, and its year; None where no register does."""
    folder, _, rest = path.partition("/")
    year, _, name = rest.partition("/")
    if folder == "nam" and len(year) == _DIGITS and year.isdecimal():
        found = _BY_PATH.get(f"nam/{{year}}/{name}")
        return (found, int(year)) if found else None
    found = _BY_PATH.get(path)
    return (found, None) if found and not found.yearly else None


def in_order(kinds: Iterable[RegisterKind], first: tuple[str, ...]) -> tuple[RegisterKind, ...]:
    """The registers, those in these slots first and in their order, the others as they came."""
    rank = {slot: place for place, slot in enumerate(first)}
    return tuple(sorted(kinds, key=lambda kind: rank.get(kind.slot, len(rank))))
