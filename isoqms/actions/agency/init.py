"""Make a new agency's repository: the framework of its kind, in its name, as one first commit."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.agency.scoring_choice import about_scoring, refuse_unknown
from isoqms.actions.changing.placing import built, finished, refuse_if_used
from isoqms.errors import BadAnswer, FolderNotEmpty
from isoqms.facts.agency.settings import settings_text
from isoqms.history.writing.recording import ADDRESS, create, record
from isoqms.model.agency.answers import Answers, answers_of
from isoqms.model.base import Day
from isoqms.model.layout import kind_of, path_of
from isoqms.model.packs.agency import AgencyKind
from isoqms.packs.agency_kinds import agency_kind, framework
from isoqms.packs.founding import agency_of, notes_on, variables_of
from isoqms.plain_files import in_full, read
from isoqms.repository.places import SCHEMAS, schema_line
from isoqms.resources import folder as packaged
from isoqms.source.personal_data import personal_data
from isoqms.source.reading import MARK
from isoqms.source.scalars import read_scalars
from isoqms.source.template import (
    render_markdown,
    render_yaml,
    replace_head_scalars,
    replace_scalars,
)
from isoqms.source.text import readable
from isoqms.wording import date_short, nfc

_VIETNAM: Final = timezone(timedelta(hours=7))
_TEMPLATE_YEAR: Final = 2025
_DATE: Final = re.compile(r"(\d{4})(-\d\d-\d\d)")
_SCHEMA_LINE: Final = re.compile(r"^# yaml-language-server: .*\n", re.MULTILINE)
_FINISHED: Final = (
    "Lần tạo kho trước bị ngắt khi đang đưa kho vào thư mục này; nay đã đưa nốt đúng kho ấy."
)
_YEARS: Final = range(2000, 2101)

Files = dict[PurePosixPath, str]


@dataclass(frozen=True, slots=True)
class InitResult:
    """What was made, or with `dry_run` would be."""

    folder: Path
    files: tuple[PurePosixPath, ...]
    commit: str | None
    """The id of the first commit; None where nothing was written."""
    notes: tuple[str, ...]
    """Sentences that the person should read."""


def answers_from(file: Path, *, as_of: Day) -> Answers:
    """The answers of a YAML file.

    `as_of` where the file states none. BadAnswer where the file cannot be used.
    """
    try:
        text = readable(read(file))
    except (OSError, UnicodeDecodeError) as error:
        raise BadAnswer(
            f"Không đọc được tệp trả lời «{file}».", "Tệp phải là văn bản UTF-8."
        ) from error
    data = read_scalars(text)
    return answers_of({"as_of": as_of, **data} if isinstance(data, dict) else data)


def plan_repository(answers: Answers) -> Files:
    """The text of every file of the new repository by its path.

    The same answers give the same texts.

    UnknownName for an unknown kind or scoring table, BadAnswer for an answer that cannot be used.
    """
    refuse_unknown(answers)
    agency = agency_of(answers)
    variables = variables_of(answers, agency)
    year = _year(answers)
    settings = path_of("isoqms")
    files = {settings: with_schema(settings, settings_text(agency))}
    files |= framework_texts(agency_kind(answers.kind), variables, year)
    for source in sorted(packaged("schemas").glob("*.json")):
        files[SCHEMAS / source.name] = source.read_text(encoding="utf-8")
    return dict(sorted(files.items()))


def framework_texts(
    kind: AgencyKind, variables: dict[str, str | int], year: int, own: Path | None = None
) -> Files:
    """The framework of a kind in somebody's names, each text by its path in a repository."""
    files = {}
    for path, source in framework(kind, own).items():
        text = nfc(source.read_text(encoding="utf-8"))
        placed = _in_year(path, year)
        files[placed] = with_schema(placed, _filled(path, text, variables, year))
    return files


def init(folder: Path, answers: Answers, *, dry_run: bool = False) -> InitResult:
    """The new repository in `folder`, written and recorded as one commit, or nothing at all.

    FolderNotEmpty where the folder holds anything. CannotWrite, GitMissing, UnknownName, BadAnswer:
    nothing is left.
    """
    refuse_if_used(folder)
    _refuse_nested(folder)
    files = plan_repository(answers)
    about = (*_about_kind(answers), *notes_on(answers), *about_scoring(answers))
    notes = (*about, *_about_gaps(files))
    if dry_run:
        return InitResult(folder, tuple(files), None, notes)
    commit = finished(in_full(folder))
    if commit is not None:
        return InitResult(folder, tuple(files), commit, (*notes, _FINISHED))
    commit = built(in_full(folder), lambda root: _written(root, files, answers))
    return InitResult(folder, tuple(files), commit, notes)


def _refuse_nested(folder: Path) -> None:
    """A repository inside another would be neither."""
    for above in in_full(folder).parents:
        if (above / path_of("isoqms")).is_file():
            raise FolderNotEmpty(
                f"«{folder}» nằm trong kho đã có ở «{above}».",
                "Chọn một thư mục ngoài kho ấy.",
            )


def personal_data_of(answers: Answers) -> tuple[str, ...]:
    """In one line each, what in the answers looks like a person's number or address."""
    return tuple(
        f"{Answers.model_fields[name].title}: {seen.kind} «{seen.shown}»"
        for name, value in answers
        if isinstance(value, str)
        for seen in personal_data(value)
    )


def _about_kind(answers: Answers) -> tuple[str, ...]:
    kind = agency_kind(answers.kind)
    if kind.ends is None or answers.as_of < kind.ends:
        return ()
    note = f" {kind.note}" if kind.note else ""
    return (f"Loại cơ quan «{kind.title}» không còn từ ngày {date_short(kind.ends)}.{note}",)


def _about_gaps(files: Files) -> tuple[str, ...]:
    own = (text for path, text in files.items() if kind_of(str(path)))
    count = sum(len(MARK.findall(text)) for text in own)
    if not count:
        return ()
    return (f"Còn {count} chỗ chờ nội dung của cơ quan («[cần điền: …]»): điền bằng isoqms fill.",)


def _year(answers: Answers) -> int:
    year = answers.year or answers.as_of.year
    if year not in _YEARS:
        raise BadAnswer(
            f"Năm «{year}» không dùng được.", f"Chọn năm từ {_YEARS[0]} đến {_YEARS[-1]}."
        )
    return year


def _filled(path: PurePosixPath, text: str, variables: dict[str, str | int], year: int) -> str:
    if path.parts[0] == "mau":
        return text  # skeletons, filled in when a document is made of them
    if path.suffix == ".md":
        text = render_markdown(text, variables)
    elif path.suffix == ".yaml":
        text = render_yaml(text, variables)
    if path.parts[0] != "nam" or year == _TEMPLATE_YEAR:
        return text
    move = replace_head_scalars if path.suffix == ".md" else replace_scalars
    return move(text, lambda value: _moved(value, year))


def _moved(value: str, year: int) -> str:
    """A date as many years later as the year is after the template's; none is a 29 February."""
    found = _DATE.fullmatch(value)
    return f"{int(found[1]) + year - _TEMPLATE_YEAR}{found[2]}" if found else value


def _in_year(path: PurePosixPath, year: int) -> PurePosixPath:
    old = PurePosixPath("nam", str(_TEMPLATE_YEAR))
    if not path.is_relative_to(old):
        return path
    return PurePosixPath("nam", str(year)) / path.relative_to(old)


def with_schema(path: PurePosixPath, text: str) -> str:
    """`text` with the line that leads an editor to the schema of this kind of file."""
    line = schema_line(path)
    if line is None:
        return text
    text = _SCHEMA_LINE.sub("", text, count=1)
    if path.suffix == ".md":
        # In a text the line belongs to its head, which is YAML.
        return text.replace("---\n", f"---\n{line}\n", 1)
    return f"{line}\n{text}"


def _written(root: Path, files: Files, answers: Answers) -> str:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    create(root)
    agency = agency_of(answers)
    morning = datetime.combine(answers.as_of, time(8), _VIETNAM)
    return record(
        root,
        f"Tạo kho tài liệu của {agency.name}",
        author=(agency.name, ADDRESS),
        when=morning,
        paths=files,
    )
