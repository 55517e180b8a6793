"""Which file of a repository holds what: the table of paths and models."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from isoqms.model.base import Record


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its schema's name, where it stands, and the model that reads it."""

    name: str
    title: str
    pattern: re.Pattern[str]
    model_name: str
    """The module below `isoqms.model` and the class in it."""

    @property
    def model(self) -> type[Record]:
        """The model, imported when the first such file is read: a command imports no others."""
        return _model(self.model_name)

    @property
    def is_markdown(self) -> bool:
        """Whether prose follows the head."""
        return self.pattern.pattern.endswith(r"\.md")


@cache
def _model(name: str) -> type[Record]:
    module, _, model = name.rpartition(".")
    found: type[Record] = getattr(import_module(f"isoqms.model.{module}"), model)
    return found


def _kind(name: str, title: str, pattern: str, model: str) -> FileKind:
    return FileKind(name, title, re.compile(pattern), model)


def _year(name: str, title: str, model: str) -> FileKind:
    return _kind(name, title, rf"nam/(?P<year>\d{{4}})/{name}\.yaml", model)


KINDS: tuple[FileKind, ...] = (
    _kind("tai-lieu", "Tài liệu được kiểm soát", r"tai-lieu/(?:.+/)?[^/]+\.md", "control.document.ControlledDocument"),
    _kind("du-thao", "Tài liệu đang soạn", r"du-thao/(?:.+/)?[^/]+\.md", "control.document.ControlledDocument"),
    _kind("chinh-sach", "Chính sách chất lượng", r"chinh-sach\.md", "control.document.ControlledDocument"),
    _kind(
        "bieu-mau",
        "Biểu mẫu kèm tệp Word, Excel",
        r"(?:tai-lieu|du-thao)/bieu-mau/[^/]+\.yaml",
        "control.document.ControlledDocument",
    ),
    _kind(
        "ke-hoach-ban-hanh", "Kế hoạch của quyết định sắp ký", r"du-thao/ke-hoach\.yaml", "control.decision.StagedPlan"
    ),
    _kind("isoqms", "Thiết lập của cơ quan", r"isoqms\.yaml", "agency.settings.Agency"),
    _kind("van-de", "Bối cảnh của tổ chức", r"boi-canh/van-de\.yaml", "planning.context.ContextRegister"),
    _kind("ben-quan-tam", "Các bên quan tâm", r"boi-canh/ben-quan-tam\.yaml", "planning.context.PartyRegister"),
    _kind("pham-vi", "Phạm vi áp dụng", r"boi-canh/pham-vi\.yaml", "planning.context.Scope"),
    _kind("van-ban", "Danh mục tài liệu bên ngoài", r"ben-ngoai/van-ban\.yaml", "law.ExternalRegister"),
    _kind("danh-muc", "Danh mục thủ tục hành chính", r"tthc/danh-muc\.yaml", "services.ProcedureRegister"),
    _kind("quyet-dinh", "Quyết định", r"quyet-dinh/(?P<year>\d{4})/[^/]+\.yaml", "control.decision.Decision"),
    _year("ke-hoach", "Kế hoạch năm", "planning.plan.YearPlan"),
    _year("muc-tieu", "Mục tiêu chất lượng", "planning.objectives.ObjectiveRegister"),
    _year("rui-ro", "Rủi ro và cơ hội", "planning.risks.RiskRegister"),
    _year("nguon-luc", "Nguồn lực", "planning.resources.Resources"),
    _year("danh-gia-noi-bo", "Đánh giá nội bộ", "audit.AuditProgramme"),
    _year("xem-xet", "Xem xét của lãnh đạo", "review.ReviewRegister"),
    _year("khong-phu-hop", "Sự không phù hợp", "improvement.NonconformityRegister"),
    _year("hai-long", "Đo lường sự hài lòng", "improvement.SatisfactionRegister"),
    _year("khieu-nai", "Khiếu nại, phản ánh", "improvement.ComplaintRegister"),
    _year("dao-tao", "Đào tạo", "planning.training.TrainingRegister"),
    _year("phan-phoi", "Phân phối, thu hồi tài liệu", "control.distribution.DistributionRegister"),
    _year("cong-bo", "Công bố", "announcing.AnnouncementRegister"),
    _year("ho-so", "Số liệu giải quyết hồ sơ", "services.CaseStatistics"),
    _year("so-lieu", "Số liệu hệ thống đã ghi", "reporting.StatedFigures"),
    _year("van-ban-di", "Văn bản chỉ đạo, điều hành", "reporting.OutgoingRegister"),
    _year("tu-cham-diem", "Tự chấm điểm", "scoring.SelfScore"),
    _kind("bao-cao", "Báo cáo năm", r"nam/(?P<year>\d{4})/bao-cao\.md", "reporting.ReportHead"),
)

FOLDERS = ("tai-lieu", "du-thao", "boi-canh", "ben-ngoai", "tthc", "quyet-dinh", "nam")
"""The folders whose every YAML or Markdown file must be of a known kind."""


@cache
def _by_name() -> dict[str, FileKind]:
    return {kind.name: kind for kind in KINDS}


def kind_named(name: str) -> FileKind:
    """The kind with this name; KeyError where there is none."""
    return _by_name()[name]


def kind_of(path: str) -> tuple[FileKind, int | None] | None:
    """The kind of the file at a path (with `/`, from the root) and its year, or None where no kind fits."""
    if path.startswith("tai-lieu/") and path.endswith(".md"):
        return KINDS[0], None  # nine files of ten, so they are not asked of every pattern
    for kind in KINDS:
        match = kind.pattern.fullmatch(path)
        if match:
            year = match.groupdict().get("year")
            return kind, int(year) if year else None
    return None
