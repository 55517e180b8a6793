"""The records that a person adds one by one: for each its word, the file and list that hold it, and what is asked.

Everything else about a key (its title, whether it is needed, what it takes) is known to the model.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from isoqms.errors import UnknownName
from isoqms.model.base import Record
from isoqms.model.fields import fields_of
from isoqms.model.layout import kind_of
from isoqms.wording import nearest


@dataclass(frozen=True, slots=True)
class RecordWord:
    """A kind of record in the words of the command line."""

    word: str
    title: str
    """What it is in Vietnamese, in the middle of a sentence."""
    path: str
    """Its file, with {year} where each year has its own."""
    members: tuple[str, ...]
    """The list that holds it; two names where each member of the first list has a list of its own."""
    asked: tuple[str, ...]
    """The keys asked for when it is new, in order; what is missing there can still be given as an option."""
    followed: tuple[str, ...]
    """The keys that are filled in later, in order."""
    closes: str | None = None
    """The key that, once filled in, says that nothing is left to do."""
    ids: str | None = None
    """How its next free key is made: `kph-{n:02}`; None where it has no key of its own."""
    each_year: bool = False
    """Whether the numbers of its keys begin anew each year."""
    given: Mapping[str, str] = field(default_factory=dict)
    """What the word itself says: a risk is of the kind `rui-ro`."""
    today: str | None = None
    """The date that is the present day where nobody says otherwise."""

    @property
    def yearly(self) -> bool:
        """Whether each year has its own file."""
        return "{year}" in self.path

    def file(self, year: int) -> PurePosixPath:
        """Its file, that of `year` where each year has its own."""
        return PurePosixPath(self.path.format(year=year))

    @property
    def model(self) -> type[Record]:
        """The model of one such record."""
        model = _model_of(self.path)
        for name in self.members:
            model = _members_of(model, name)
        return model

    @property
    def named_by(self) -> str | None:
        """The key that a person names it by: its key, or else its number; None where its place must do."""
        known = {each.key for each in fields_of(self.model)}
        return next((name for name in ("id", "number", "decision") if name in known), None)


def _model_of(path: str) -> type[Record]:
    found = kind_of(path.format(year=2000))
    if found is None:
        raise KeyError(path)
    return found[0].model


def _members_of(model: type[Record], name: str) -> type[Record]:
    found = next((each.inner for each in fields_of(model) if each.key == name), None)
    if found is None:
        raise KeyError(name)
    return found


RECORDS: Final[tuple[RecordWord, ...]] = (
    RecordWord(
        "nonconformity",
        "sự không phù hợp",
        "nam/{year}/khong-phu-hop.yaml",
        ("items",),
        asked=("found", "source", "description", "unit", "clause", "correction", "cause", "action", "role", "due"),
        followed=("correction", "cause", "action", "role", "due", "done", "effective", "closed"),
        closes="closed",
        ids="kph-{n:02}",
        today="found",
    ),
    RecordWord(
        "apology",
        "thư xin lỗi do trễ hạn",
        "nam/{year}/khong-phu-hop.yaml",
        ("apologies",),
        asked=("number", "day", "case", "reason", "new_date", "nonconformity"),
        followed=("day", "case", "reason", "new_date", "nonconformity"),
        today="day",
    ),
    RecordWord(
        "risk",
        "rủi ro",
        "nam/{year}/rui-ro.yaml",
        ("risks",),
        asked=("process", "description", "cause", "likelihood", "severity", "action", "role", "due"),
        followed=("action", "role", "due", "done", "result", "likelihood_after", "severity_after"),
        closes="result",
        ids="rr-{n:02}",
        given={"kind": "rui-ro"},
    ),
    RecordWord(
        "opportunity",
        "cơ hội",
        "nam/{year}/rui-ro.yaml",
        ("risks",),
        asked=("process", "description", "cause", "likelihood", "severity", "action", "role", "due"),
        followed=("action", "role", "due", "done", "result"),
        closes="result",
        ids="ch-{n:02}",
        given={"kind": "co-hoi"},
    ),
    RecordWord(
        "objective",
        "mục tiêu chất lượng",
        "nam/{year}/muc-tieu.yaml",
        ("objectives",),
        asked=(
            "text", "measure", "target", "comparison", "unit_of_measure", "baseline", "unit", "policy", "actions",
        ),
        followed=("communicated", "results"),
        ids="mt-{n:02}",
    ),
    RecordWord(
        "complaint",
        "khiếu nại, phản ánh",
        "nam/{year}/khieu-nai.yaml",
        ("complaints",),
        asked=("received", "source", "subject", "unit", "due", "answered", "result"),
        followed=("answered", "result"),
        closes="answered",
        ids="pa-{n:02}",
        today="received",
    ),
    RecordWord(
        "training",
        "khóa đào tạo",
        "nam/{year}/dao-tao.yaml",
        ("sessions",),
        asked=("subject", "planned", "audience", "document", "auditors", "held", "participants", "certificates"),
        followed=("document", "held", "participants", "certificates", "result"),
        closes="held",
    ),
    RecordWord(
        "audit-round",
        "đợt đánh giá nội bộ",
        "nam/{year}/danh-gia-noi-bo.yaml",
        ("rounds",),
        asked=("planned_from", "planned_to", "units", "clauses", "documents", "auditors"),
        followed=("auditors", "state", "held", "notes", "report", "reason"),
        closes="report",
        ids="dot-{n}",
        each_year=True,
        given={"state": "ke-hoach"},
    ),
    RecordWord(
        "review",
        "cuộc xem xét của lãnh đạo",
        "nam/{year}/xem-xet.yaml",
        ("reviews",),
        asked=("held", "chair", "secretary", "where", "attendees", "invitation", "minutes"),
        followed=("held", "chair", "secretary", "where", "attendees", "invitation", "minutes"),
        closes="minutes",
    ),
    RecordWord(
        "conclusion",
        "kết luận của cuộc xem xét",
        "nam/{year}/xem-xet.yaml",
        ("reviews", "outputs"),
        asked=("point", "text", "role", "due"),
        followed=("role", "due", "done", "result"),
        closes="done",
    ),
    RecordWord(
        "survey",
        "đợt khảo sát sự hài lòng",
        "nam/{year}/hai-long.yaml",
        ("surveys",),
        asked=("plan", "form", "start", "end", "method", "subjects", "sent", "returned", "answers", "report"),
        followed=("plan", "start", "end", "sent", "returned", "answers", "report", "remarks"),
        closes="report",
    ),
    RecordWord(
        "task",
        "công việc trong kế hoạch năm",
        "nam/{year}/ke-hoach.yaml",
        ("tasks",),
        asked=("task", "role", "due", "output"),
        followed=("done", "evidence"),
        closes="done",
        ids="cv-{n:02}",
    ),
    RecordWord(
        "outgoing",
        "văn bản chỉ đạo, điều hành",
        "nam/{year}/van-ban-di.yaml",
        ("documents",),
        asked=("number", "day", "type", "issuer", "summary", "format_met", "format_faults"),
        followed=("format_met", "format_faults"),
        closes="format_met",
        today="day",
    ),
    RecordWord(
        "distribution",
        "lần phân phối tài liệu",
        "nam/{year}/phan-phoi.yaml",
        ("distributed",),
        asked=("document", "unit", "copies", "day", "receiver"),
        followed=("day", "receiver"),
        closes="day",
        today="day",
    ),
    RecordWord(
        "receipt",
        "lần thu hồi tài liệu",
        "nam/{year}/phan-phoi.yaml",
        ("withdrawn",),
        asked=("document", "revision", "unit", "copies", "day", "disposal", "minutes"),
        followed=("day", "disposal", "minutes"),
        closes="day",
        today="day",
    ),
    RecordWord(
        "budget",
        "khoản kinh phí",
        "nam/{year}/nguon-luc.yaml",
        ("budget",),
        asked=("item", "planned", "spent", "ceiling"),
        followed=("planned", "spent", "ceiling"),
        closes="spent",
    ),
    RecordWord(
        "person",
        "người phụ trách hệ thống",
        "nam/{year}/nguon-luc.yaml",
        ("people",),
        asked=("post", "name", "unit", "task"),
        followed=("name", "unit", "task"),
    ),
    RecordWord(
        "context-issue",
        "vấn đề bối cảnh",
        "boi-canh/van-de.yaml",
        ("issues",),
        asked=("origin", "topic", "issue", "effect", "response"),
        followed=("effect", "response"),
    ),
    RecordWord(
        "party",
        "bên quan tâm",
        "boi-canh/ben-quan-tam.yaml",
        ("parties",),
        asked=("name", "needs", "monitoring"),
        followed=("needs", "monitoring"),
    ),
    RecordWord(
        "law",
        "văn bản bên ngoài",
        "ben-ngoai/van-ban.yaml",
        ("documents",),
        asked=("number", "title", "issuer", "issued", "effective", "expires", "amends", "affects", "kept_by"),
        followed=("effective", "expires", "replaced_by", "affects", "applied"),
        closes="applied",
    ),
)  # fmt: skip
"""Every kind of record, those that come up most often first."""


@dataclass(frozen=True, slots=True)
class SheetWord:
    """What is said once for a whole register: the number of the plan, the day a table was looked through."""

    word: str
    title: str
    path: str
    keys: tuple[str, ...]
    inside: str | None = None
    """The record inside the file that holds the keys; None where they stand at its top."""

    def file(self, year: int) -> PurePosixPath:
        """Its file, that of `year` where each year has its own."""
        return PurePosixPath(self.path.format(year=year))

    @property
    def route(self) -> tuple[str, ...]:
        """Where the keys stand in the file."""
        return (self.inside,) if self.inside else ()

    @property
    def model(self) -> type[Record]:
        """The model that holds the keys."""
        model = _model_of(self.path)
        return _members_of(model, self.inside) if self.inside else model


SHEETS: Final[tuple[SheetWord, ...]] = (
    SheetWord("plan", "kế hoạch năm", "nam/{year}/ke-hoach.yaml", ("number", "signed", "summary")),
    SheetWord("objectives", "quyết định ban hành mục tiêu", "nam/{year}/muc-tieu.yaml", ("decision",)),
    SheetWord("risks", "ngưỡng chấp nhận rủi ro", "nam/{year}/rui-ro.yaml", ("acceptable",)),
    SheetWord(
        "programme",
        "chương trình đánh giá nội bộ",
        "nam/{year}/danh-gia-noi-bo.yaml",
        ("programme", "team_decision", "purpose", "method"),
    ),
    SheetWord("training-plan", "kế hoạch đào tạo", "nam/{year}/dao-tao.yaml", ("plan",)),
    SheetWord(
        "resources",
        "nguồn lực của năm",
        "nam/{year}/nguon-luc.yaml",
        ("people_in_charge", "people_note", "consultant", "consultant_reason"),
    ),
    SheetWord("complaints", "sổ khiếu nại, phản ánh", "nam/{year}/khieu-nai.yaml", ("none_received",)),
    SheetWord(
        "confirmation", "xác nhận hiệu lực", "nam/{year}/xem-xet.yaml", ("day", "document"), inside="confirmation"
    ),
    SheetWord("context", "ngày rà soát bối cảnh", "boi-canh/van-de.yaml", ("reviewed",)),
    SheetWord("parties", "ngày rà soát các bên quan tâm", "boi-canh/ben-quan-tam.yaml", ("reviewed",)),
)
"""What is filled in once for a whole register."""


def record_word(word: str) -> RecordWord | None:
    """The kind of record with this word, or None."""
    return next((each for each in RECORDS if each.word == word), None)


def sheet_word(word: str) -> SheetWord | None:
    """The register with this word, or None."""
    return next((each for each in SHEETS if each.word == word), None)


def known_word(word: str) -> RecordWord | SheetWord:
    """The kind of record or register with this word; UnknownName with the nearest one."""
    found = record_word(word) or sheet_word(word)
    if found is not None:
        return found
    words = [*(each.word for each in RECORDS), *(each.word for each in SHEETS)]
    meant = nearest(word, words)
    hint = f"Có phải «{meant}»?" if meant else f"Các loại: {', '.join(words)}."
    raise UnknownName(f"Không có loại hồ sơ «{word}».", hint)
