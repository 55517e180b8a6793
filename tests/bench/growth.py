"""Grow a sample to any number of controlled documents, all valid, three commits for each.

python tests/bench/growth.py FOLDER 300
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Template
from typing import Annotated, Final

from isoqms.actions.agency.demo import describe, last_state, snapshots
from isoqms.history.writing.importing import Snapshot, import_history
from isoqms.model.agency.samples import Sample
from isoqms.model.base import Figure, Key, Record, Text, key
from isoqms.model.layout import FOLDERS
from isoqms.source.scalars import read_scalars
from isoqms.wording import nfc, slug

_DATA: Final = Path(__file__).with_name("growth-data")
_SAMPLE: Final = "an-phu"
_BATCH: Final = 100
"""Documents that one decision issues."""
_BLOCK: Final = 10
"""A form and the procedures that use it."""
_PACE: Final = timedelta(minutes=3)
_FIRST_DECISION: Final = 101
_LIST_DECISION: Final = "512/QĐ-UBND"
_EXAMINATION: Final = 2
"""The place of the step that takes the longest."""
_VIETNAM: Final = timezone(timedelta(hours=7))


class GrowthField(Record):
    """A field of administration that a large sample gets procedures of (lĩnh vực)."""

    name: Annotated[Text, key("Lĩnh vực", "Tên lĩnh vực")]
    short: Annotated[Text, key("Viết tắt", "Chữ dùng trong mã hiệu")]
    subjects: Annotated[tuple[Text, ...], key("Việc", "Các thủ tục của lĩnh vực")]
    papers: Annotated[tuple[Text, ...], key("Giấy tờ", "Giấy tờ mà người dân nộp")]


class GrowthStep(Record):
    """A step that only some procedures have (bước riêng)."""

    task: Annotated[Text, key("Nội dung công việc", "Việc phải làm")]
    role: Annotated[Key, key("Trách nhiệm", "Khóa vai trò thực hiện")]
    days: Annotated[Figure, key("Ngày làm việc", "Thời gian")]
    result: Annotated[Text, key("Kết quả", "Sản phẩm của bước này")]


class GrowthPack(Record):
    """What the documents of a large sample are made of (nguồn của kho mẫu lớn)."""

    fields: Annotated[tuple[GrowthField, ...], key("Lĩnh vực", "Các lĩnh vực")]
    laws: Annotated[tuple[Text, ...], key("Cơ sở pháp lý", "Số các văn bản được viện dẫn")]
    steps: Annotated[
        tuple[GrowthStep, ...],
        key("Bước chung", "Các bước mọi quy trình có; bước thẩm định đứng thứ ba"),
    ]
    special: Annotated[
        tuple[GrowthStep, ...], key("Bước riêng", "Các bước chỉ một số quy trình có")
    ]


@dataclass(frozen=True, slots=True)
class Grown:
    """One grown document: its number from 0 decides everything about it."""

    index: int
    alone: bool
    """The last of all, with nothing after it that could use it as a form."""

    @property
    def is_form(self) -> bool:
        return self.index % _BLOCK == 0 and not self.alone

    @property
    def is_revised(self) -> bool:
        """Every fourth goes through two issues, and has one draft fewer."""
        return self.index % 4 == 3

    @property
    def field(self) -> GrowthField:
        return _pack().fields[self.index // _BLOCK % len(_pack().fields)]

    @property
    def serial(self) -> int:
        """Its running number in its field."""
        return self.index // (_BLOCK * len(_pack().fields)) * _BLOCK + self.index % _BLOCK

    @property
    def form(self) -> str:
        """The code of the form of its block; empty where it has none."""
        if self.alone and self.index % _BLOCK == 0:
            return ""
        return f"BM-{self.field.short}-{self.serial // _BLOCK * _BLOCK + 1:03}-01"

    @property
    def code(self) -> str:
        return self.form if self.is_form else f"QT-{self.field.short}-{self.serial:03}"

    @property
    def service(self) -> str:
        """The code of the administrative procedure that it serves.

        Such codes were never given out.
        """
        return f"{1 + self.index // 100_000}.{900_000 + self.index % 100_000:06}"

    @property
    def subject(self) -> str:
        subjects = self.field.subjects
        return (
            f"{subjects[self.serial % len(subjects)]} (trường hợp "
            f"{self.serial // len(subjects) + 1})"
        )

    @property
    def title(self) -> str:
        if self.is_form:
            return (
                f"Đơn đề nghị giải quyết thủ tục lĩnh vực {_small(self.field.name)} số "
                f"{self.serial + 1}"
            )
        return f"Quy trình {_small(self.subject)}"

    @property
    def place(self) -> str:
        """Its path below `tai-lieu/` or `du-thao/`."""
        folder = "bieu-mau" if self.is_form else f"tthc/{slug(self.field.name)}"
        return f"{folder}/{self.code}.md"

    def text(self, revision: int = 1, *, complete: bool = True) -> str:
        """The whole file, as of an issue, or as a first draft that still lacks its prose."""
        kind = "form" if self.is_form else "procedure"
        values = _form_values(self) if self.is_form else _procedure_values(self, revision)
        whole = nfc(_template(kind).substitute(values, revision=revision))
        if complete:
            return whole
        _, head, _ = whole.split("---\n", 2)
        return (
            f"---\n{head}---\n\n"
            f"Bản dự thảo đầu, đang lấy ý kiến công chức lĩnh vực {_small(self.field.name)}.\n"
        )


@dataclass(frozen=True, slots=True)
class _Act:
    when: datetime
    message: str
    writes: Mapping[str, str]
    deletes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Decision:
    running: int
    day: datetime

    @property
    def number(self) -> str:
        return f"{self.running}/QĐ-UBND"

    @property
    def path(self) -> str:
        return f"quyet-dinh/{self.day.year}/{self.running}-QD-UBND.yaml"

    def text(self, documents: tuple[Grown, ...], revision: int) -> str:
        """The decision as it was signed.

        Recorded whole with the first of its documents, and not touched again.
        """
        what, change = _DECIDED[revision]
        entries = "".join(
            f"  - code: {d.code}\n    revision: {revision}\n    change: {change}\n"
            for d in documents
        )
        return nfc(
            f"number: {self.number}\nkind: ban-hanh-tai-lieu\n"
            f"summary: {what} của hệ thống quản lý chất lượng\n"
            f"signed: {self.day:%Y-%m-%d}\nauthority: Chủ tịch Ủy ban nhân dân\n"
            "signer_post: Chủ tịch\n"
            f"issues:\n{entries}"
        )


_DECIDED: Final = {
    1: ("Ban hành tài liệu", "Ban hành mới"),
    2: ("Ban hành tài liệu sửa đổi", "Rút ngắn thời hạn giải quyết"),
}


def build(folder: Path, documents: int) -> Path:
    """`folder`, after it became a repository of so many documents.

    The same call gives the same commits.
    """
    import_history(folder, grow(last_state(snapshots(_SAMPLE)), describe(_SAMPLE), documents))
    return folder


def grow(state: Mapping[str, str], sample: Sample, documents: int) -> tuple[Snapshot, ...]:
    """The commits that make a repository of so many documents out of the sample's agency.

    Three for each document.
    """
    grown = tuple(Grown(index, alone=index == documents - 1) for index in range(documents))
    ground = {path: text for path, text in state.items() if _stays(path)}
    ground |= {
        "ben-ngoai/van-ban.yaml": _source("van-ban.yaml"),
        "tthc/danh-muc.yaml": _services(grown),
    }
    email = f"{slug(sample.author)}@{sample.domain}"
    commits: list[Snapshot] = []
    for number, first in enumerate(range(0, documents, _BATCH)):
        morning = datetime.combine(sample.start, time(8), _VIETNAM) + timedelta(days=4 * number)
        for act in _batch(grown[first : first + _BATCH], number, morning):
            writes = act.writes if commits else ground | dict(act.writes)
            commits.append(
                Snapshot(act.when, sample.author, email, act.message, writes, act.deletes)
            )
    return tuple(commits)


def _stays(path: str) -> bool:
    """Whether a file of the sample's agency suits a repository whose documents are others."""
    top = path.split("/", 1)[0]
    return path != "chinh-sach.md" and (top == "boi-canh" or top not in FOLDERS)


def _batch(batch: tuple[Grown, ...], number: int, morning: datetime) -> Iterator[_Act]:
    """The acts of a batch.

    One day all are drafted, then most completed, then all issued, then some revised.
    """
    revised = tuple(one for one in batch if one.is_revised)
    rest = tuple(one for one in batch if not one.is_revised)
    first, second, third, fourth = (morning + timedelta(days=days) for days in range(4))
    for when, one in _paced(first, batch):
        yield _Act(
            when, f"Dự thảo {one.code}", {f"du-thao/{one.place}": one.text(complete=one.is_revised)}
        )
    for when, one in _paced(second, rest):
        yield _Act(when, f"Hoàn thiện dự thảo {one.code}", {f"du-thao/{one.place}": one.text()})
    yield from _issued(_Decision(_FIRST_DECISION + 2 * number, third), batch)
    yield from _renewed(_Decision(_FIRST_DECISION + 2 * number + 1, fourth), revised)


def _issued(decision: _Decision, batch: tuple[Grown, ...]) -> Iterator[_Act]:
    recorded = {decision.path: decision.text(batch, 1)}
    for when, one in _paced(decision.day, batch):
        files = recorded | {f"tai-lieu/{one.place}": one.text()}
        yield _Act(
            when, f"Ban hành {one.code} theo {decision.number}", files, (f"du-thao/{one.place}",)
        )


def _renewed(decision: _Decision, batch: tuple[Grown, ...]) -> Iterator[_Act]:
    recorded = {decision.path: decision.text(batch, 2)}
    for when, one in _paced(decision.day, batch):
        files = recorded | {f"tai-lieu/{one.place}": one.text(2)}
        yield _Act(when, f"Ban hành {one.code} lần 2 theo {decision.number}", files)


def _paced(morning: datetime, batch: tuple[Grown, ...]) -> Iterator[tuple[datetime, Grown]]:
    return ((morning + _PACE * place, one) for place, one in enumerate(batch))


def _services(grown: tuple[Grown, ...]) -> str:
    """The register of administrative procedures: one for each grown procedure."""
    head = (
        f"published_by:\n  - number: {_LIST_DECISION}\n    signed: 2025-06-30\n"
        "    authority: Ủy ban nhân dân tỉnh\n"
        "    summary: Công bố danh mục thủ tục hành chính thuộc thẩm quyền giải quyết của cấp xã\n"
    )
    entries = "".join(
        f"  - code: '{one.service}'\n    name: {one.subject}\n    field: {one.field.name}\n"
        f"    decision: {_LIST_DECISION}\n    online: toàn trình\n    fee: {_fee(one)}\n"
        for one in grown
        if not one.is_form
    )
    return nfc(head + (f"procedures:\n{entries}" if entries else ""))


def _form_values(one: Grown) -> dict[str, str]:
    papers = "".join(f"  - Số, ngày của {_small(paper)} kèm theo\n" for paper in one.field.papers)
    return {
        "code": one.code,
        "title": one.title,
        "field": one.field.name,
        "field_small": _small(one.field.name),
        "papers": papers,
    }


def _procedure_values(one: Grown, revision: int) -> dict[str, str]:
    steps = _steps(one, revision)
    laws = _pack().laws
    return {
        "code": one.code,
        "title": one.title,
        "field": one.field.name,
        "field_small": _small(one.field.name),
        "subject": one.subject,
        "subject_small": _small(one.subject),
        "paper_small": _small(one.field.papers[0]),
        "service": one.service,
        "laws": ", ".join(laws[: 1 + one.index % len(laws)]),
        "dossier": _dossier(one),
        "total": f"{sum(step.days for step in steps):f}",
        "fee": _fee(one),
        "steps": "\n".join(
            _step_text(step, one.form if place == 0 else "") for place, step in enumerate(steps)
        ),
        "forms": f"forms: [{one.form}]",
        "retention": f"{5 + one.index % 3 * 5:02} năm",
    }


def _steps(one: Grown, revision: int) -> tuple[GrowthStep, ...]:
    """Two of three have a step of their own.

    The second issue saves half a day of the examination.
    """
    days = Decimal(1 + one.index * 7 % 15) - (Decimal("0.5") if revision > 1 else 0)
    common, special = list(_pack().steps), _pack().special
    common[_EXAMINATION] = common[_EXAMINATION].model_copy(update={"days": days})
    if one.index % 3:
        common.insert(_EXAMINATION + 1, special[one.index % len(special)])
    return tuple(common)


def _step_text(step: GrowthStep, form: str) -> str:
    form_line = f"    forms: [{form}]\n" if form else ""
    return (
        f"  - task: {step.task}\n    role: {step.role}\n    days: {step.days:f}\n"
        f"{form_line}    result: {step.result}"
    )


def _dossier(one: Grown) -> str:
    papers = [
        f"  - name: {paper}\n    {'originals' if (one.index + place) % 2 else 'copies'}: 1"
        for place, paper in enumerate(one.field.papers)
    ]
    if one.form:
        papers.insert(0, f"  - name: Đơn đề nghị theo mẫu\n    originals: 1\n    form: {one.form}")
    return "\n".join(papers)


def _fee(one: Grown) -> str:
    return "Không" if one.index % 5 else "Theo nghị quyết của Hội đồng nhân dân tỉnh"


def _small(words: str) -> str:
    """`words` as they stand inside a sentence."""
    return words[0].lower() + words[1:]


def _source(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


@cache
def _template(kind: str) -> Template:
    return Template(_source(f"{kind}.md"))


@cache
def _pack() -> GrowthPack:
    return GrowthPack.model_validate(read_scalars(_source("fields.yaml")))


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
