"""A folder to a Repository: every file read, held against its model, and put in its place."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Final

from isoqms.diagnostics import Fault, Location
from isoqms.errors import IsoqmsError, NotARepository, NothingToRead
from isoqms.history import (
    IncompleteHistory,
    WorkingCopy,
    begin_history,
    blob_id,
    plain,
    stream,
    working_copy,
)
from isoqms.history.refusals import TOO_LONG
from isoqms.model import layout
from isoqms.model.agency.settings import Agency
from isoqms.model.checking import check
from isoqms.model.kinds import FileKind, RegisterKind
from isoqms.model.layout import file_of, path_of
from isoqms.plain_files import NotPlain, in_full, read
from isoqms.repository.content import CONTROLLED, Packs, Repository
from isoqms.repository.effects import in_effect, in_order
from isoqms.repository.entry import Entry
from isoqms.repository.recorded import DOCUMENT_KEYS, is_controlled, stated_revision
from isoqms.repository.register import Head, Register
from isoqms.repository.standing import PRINTED, fault_of, fault_of_folder
from isoqms.repository.year import Year
from isoqms.source import reading
from isoqms.source.heads import read_head
from isoqms.source.personal_data import may_tell_of_persons
from isoqms.source.text import LARGEST, is_form

_LONGEST_PATH: Final = 248
"""Letters of a folder's path beyond which Windows finds none."""
_READ = (".yaml", ".yml", ".md")
_OF_DOCUMENTS = ("tai-lieu", "du-thao")
_BESIDE = ("mau", "goi")
"""The folders of the agency's own patterns and packs."""
_HARMLESS = "QMS005"
"""The fault of a text that is read all the same, besides those of its form: hidden characters."""


class UnreadableSettings(IsoqmsError):
    """`isoqms.yaml` itself cannot be read, so nothing can be said of the rest."""


def find_root(start: Path) -> Path:
    """The nearest folder from `start` upwards that holds `isoqms.yaml`.

    NotARepository where there is none.
    """
    try:
        here = in_full(start.resolve(strict=True))
    except OSError as error:
        raise NotARepository(f"Không có thư mục «{start}».", _quoted(start)) from error
    for folder in (here, *here.parents):
        settings = folder / file_of("isoqms")
        if settings.is_file():
            return folder
        if os.path.lexists(settings):
            raise UnreadableSettings(
                f"«{settings}» không phải là tệp, nên không đọc được thiết lập của cơ quan.",
                f"Khôi phục tệp: `isoqms restore {file_of('isoqms')}`, "
                "hoặc chép lại từ bản sao lưu.",
            )
    if any(
        (folder / ".git").exists() and _looks_like_ours(folder) for folder in (here, *here.parents)
    ):
        raise NotARepository(
            f"«{start}» thiếu tệp {file_of('isoqms')}, có lẽ đã bị xóa hoặc đổi tên.",
            f"Đưa về bằng `isoqms restore {file_of('isoqms')}`.",
        )
    raise NotARepository(f"«{start}» không phải là kho tài liệu: không có tệp {file_of('isoqms')}.")


def _looks_like_ours(folder: Path) -> bool:
    return any((folder / name).is_dir() for name in ("tai-lieu", "du-thao", "quyet-dinh"))


def _quoted(start: Path) -> str | None:
    """The advice for a name that swallowed what followed it, or is too long; None otherwise."""
    if start.drive and len(str(start)) > _LONGEST_PATH:
        return TOO_LONG
    if '"' not in str(start):
        return None
    return 'Bỏ dấu \\ ở cuối, trước dấu nháy: viết -C "D:\\Kho", không viết -C "D:\\Kho\\".'


@dataclass
class _Gathered:
    """What the walk has brought together so far."""

    overlay: Mapping[PurePosixPath, bytes | None]
    faults: list[Fault] = field(default_factory=list)
    blanks: list[reading.Blank] = field(default_factory=list)
    waivers: list[reading.WaiverComment] = field(default_factory=list)
    documents: list[Entry[Any]] = field(default_factory=list)
    drafts: list[Entry[Any]] = field(default_factory=list)
    decisions: list[Entry[Any]] = field(default_factory=list)
    slots: dict[str, Entry[Any]] = field(default_factory=dict)
    years: dict[int, dict[str, Entry[Any]]] = field(default_factory=dict)
    paths: set[PurePosixPath] = field(default_factory=set)
    suspects: set[PurePosixPath] = field(default_factory=set)
    unread_codes: set[str] = field(default_factory=set)
    ids: dict[PurePosixPath, str] = field(default_factory=dict)

    def slots_of(self, year: int | None) -> dict[str, Entry[Any]]:
        """The registers of a year; of None those that are kept once for all."""
        return self.slots if year is None else self.years.setdefault(year, {})


def load(
    start: Path,
    as_of: date,
    overlay: Mapping[PurePosixPath, bytes | None] | None = None,
    *,
    ask_ahead: bool = False,
) -> Repository:
    """The repository around `start`, with every fault of reading in it.

    With `overlay` the repository as it would be: these files hold these bytes, and None stands for
    one that is gone. With `ask_ahead` its history is read at the same time, for a caller who will
    ask `control`. Raises NotARepository, UnreadableSettings, NothingToRead.
    """
    root = find_root(start)
    asked = begin_history(root, CONTROLLED) if ask_ahead else None
    copy = working_copy(root)
    gathered = _Gathered({**_left_out(root, copy), **(overlay or {})})
    agency = _settings(root, gathered)
    for relative in _overlaid(_walk(root, gathered), gathered.overlay):
        _take(root, relative, gathered)
    if len(gathered.paths) <= 1:
        raise NothingToRead(f"Kho «{root.name}» chưa có tài liệu nào để kiểm tra.")
    years = {number: Year(number, **slots) for number, slots in sorted(gathered.years.items())}
    decisions = in_order(gathered.decisions)
    return Repository(
        root=root,
        as_of=as_of,
        agency=agency,
        packs=_packs(agency.record, root),
        documents=tuple(gathered.documents),
        drafts=tuple(gathered.drafts),
        decisions=in_effect(decisions),
        every_decision=decisions,
        years=years,
        faults=tuple(gathered.faults),
        blanks=tuple(gathered.blanks),
        waivers=tuple(gathered.waivers),
        files=len(gathered.paths),
        paths=frozenset(gathered.paths),
        suspects=frozenset(gathered.suspects),
        unread_codes=frozenset(gathered.unread_codes),
        overlay=gathered.overlay,
        ids=gathered.ids,
        copy=copy,
        asked=asked,
        **gathered.slots,
    )


def _left_out(root: Path, copy: WorkingCopy) -> dict[PurePosixPath, bytes | None]:
    """What the files hold that were never put into the folder, as far as it can be had.

    So the rules see the whole repository, and one finding tells what the folder lacks.
    """
    try:
        contents = dict(stream(root, copy.absent.values()))
    except IncompleteHistory:
        return {}
    return {path: contents[blob] for path, blob in copy.absent.items()}


def load_register(start: Path, as_of: date) -> Register:
    """The decisions of the repository around `start`, and the heads of what stands in force.

    Nothing else is read.

    Raises NotARepository, UnreadableSettings.
    """
    root = find_root(start)
    gathered = _Gathered({})
    agency = _settings(root, gathered)
    gathered.faults.clear()
    for relative in sorted(_below(root, "quyet-dinh", gathered)):
        _take(root, relative, gathered)
    faults = tuple(fault for fault in gathered.faults if not _is_harmless(fault))
    decisions = in_order(gathered.decisions)
    names = (*_policy(root, gathered), *sorted(_below(root, "tai-lieu", gathered)))
    standing = (_head(root, name) for name in names)
    return Register(
        root=root,
        as_of=as_of,
        agency=agency,
        decisions=in_effect(decisions),
        every_decision=decisions,
        standing=tuple(one for one in standing if one),
        faults=faults,
    )


def _is_harmless(fault: Fault) -> bool:
    return fault.rule == _HARMLESS or is_form(fault)


def _head(root: Path, relative: str) -> Head | None:
    """A document by its head.

    None where the file or its head cannot be read, or it is no document.
    """
    if not is_controlled(relative):
        return None
    path = PurePosixPath(relative)
    try:
        found = read_head(path, _content(root, path, {}), DOCUMENT_KEYS)
    except OSError:
        return None
    revision = stated_revision(found)
    if revision is None or "code" not in found:
        return None
    return Head(path, found["code"], revision, found.get("title"), found.get("kind"))


def _packs(agency: Agency, own: Path) -> Packs:
    """The packs in use; UnknownName where the agency names one that does not exist."""
    # Their models are large, and who asks for the decisions alone needs none of them.
    from isoqms import packs  # noqa: PLC0415 - see above

    wanted = agency.packs
    scoring = packs.load_scoring_table(wanted.scoring, own) if wanted.scoring else None
    return Packs(
        standard=packs.load_standard(wanted.standard, own),
        legal=packs.load_legal(wanted.legal, own),
        deadlines=packs.load_deadlines(wanted.deadlines, own),
        scoring=scoring,
    )


def _settings(root: Path, gathered: _Gathered) -> Entry[Agency]:
    path = path_of("isoqms")
    content = _settings_content(root, path, gathered)
    file = reading.read_bytes(path, content)
    gathered.paths.add(path)
    if may_tell_of_persons(content):
        gathered.suspects.add(path)
    gathered.blanks.extend(file.blanks)
    gathered.waivers.extend(file.waivers)
    kind = layout.kind_named("isoqms")
    record = _checked(file, kind, gathered) if _is_read_through(file) else None
    if not isinstance(record, Agency):
        # What is only of the form is not why it cannot be read.
        fault = min((*file.faults, *gathered.faults), key=is_form)
        place = f"{file_of('isoqms')}, dòng {fault.location.line}"
        raise UnreadableSettings(
            f"Không đọc được thiết lập của cơ quan ({place}): {fault.message}", fault.hint
        )
    gathered.faults.extend(file.faults)
    return Entry(path, record)


def _settings_content(root: Path, path: PurePosixPath, gathered: _Gathered) -> bytes:
    try:
        return _content(root, path, gathered.overlay, inside=root)
    except NotPlain as error:
        raise UnreadableSettings(
            f"Không đọc {path}: tệp này là đường dẫn tắt {error.words}.",
            "Chép tệp thật vào kho thay cho đường dẫn tắt.",
        ) from error
    except OSError as error:
        raise UnreadableSettings(
            f"Không mở được {path}: tệp đang mở ở chương trình khác, hoặc không có quyền đọc.",
            "Đóng chương trình đang mở tệp (trình soạn thảo, phần mềm đồng bộ), rồi chạy lại.",
        ) from error


def _content(
    root: Path,
    path: PurePosixPath,
    overlay: Mapping[PurePosixPath, bytes | None],
    inside: Path | None = None,
) -> bytes:
    """The content of a file; one byte too many, and no more, of a file that is too large.

    OSError where it cannot be opened. Those that the walk found lead nowhere else.
    """
    laid = overlay.get(path)
    return read(root / path, inside=inside, largest=LARGEST) if laid is None else laid


def _overlaid(names: Iterable[str], overlay: Mapping[PurePosixPath, bytes | None]) -> Iterable[str]:
    """The paths of the files to read, those of the overlay in their places among them."""
    if not overlay:
        return names
    wanted = {name for name in names if PurePosixPath(name) not in overlay}
    wanted.update(
        str(path) for path, content in overlay.items() if content is not None and _is_read(path)
    )
    order = (file_of("chinh-sach"), *layout.FOLDERS)
    places = {folder: place for place, folder in enumerate(order)}
    return sorted(wanted, key=lambda name: (places[name.partition("/")[0]], name))


def _is_read(path: PurePosixPath) -> bool:
    return (str(path) == file_of("chinh-sach") or path.parts[0] in layout.FOLDERS) and (
        path.name.endswith(_READ) and not path.name.startswith(".")
    )


def _walk(root: Path, gathered: _Gathered) -> Iterator[str]:
    """The paths of the files to read, in order.

    Links that lead out of the repository are faults.
    """
    # The whole list before the first file is read: the faults of the folders come first.
    names = [*_policy(root, gathered)]
    for folder in layout.FOLDERS:
        names.extend(sorted(_below(root, folder, gathered)))
    for folder in _BESIDE:
        # What it holds is read by whoever needs it; a link is told of here.
        deque(_below(root, folder, gathered), maxlen=0)
    _refused(fault_of_folder(root, PRINTED), gathered)
    yield from names


def _policy(root: Path, gathered: _Gathered) -> tuple[str, ...]:
    """The policy, which alone of the documents stands at the root, where it is there."""
    name = file_of("chinh-sach")
    if not os.path.lexists(root / name) or _refused(fault_of(root, name), gathered):
        return ()
    return (name,) if (root / name).is_file() else ()


def _refused(fault: Fault | None, gathered: _Gathered) -> bool:
    """Whether there is a fault for which nothing is read, which is then told."""
    if fault is not None:
        gathered.faults.append(fault)
    return fault is not None


def _below(root: Path, folder: str, gathered: _Gathered) -> Iterator[str]:
    if "/" not in folder and _refused(fault_of_folder(root, folder), gathered):
        return
    try:
        members = list(os.scandir(root / folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:
        hint = "Kiểm tra quyền đọc của thư mục."
        gathered.faults.append(
            Fault("QMS001", Location(PurePosixPath(folder)), "Không mở được thư mục.", hint)
        )
        return
    for member in members:
        path = f"{folder}/{member.name}"
        if member.is_dir(follow_symlinks=False):
            yield from _below(root, path, gathered)
        elif not member.is_file(follow_symlinks=False) and _refused(fault_of(root, path), gathered):
            _know_of(PurePosixPath(path), gathered)
        elif member.name.endswith(_READ) and not member.name.startswith("."):
            yield path


def _take(root: Path, relative: str, gathered: _Gathered) -> None:
    """Read one file and put its record where it belongs."""
    path = PurePosixPath(relative)
    gathered.paths.add(path)
    known = layout.kind_of(relative)
    try:
        content = _content(root, path, gathered.overlay)
    except OSError:
        hint = "Đóng tệp nếu đang mở trong chương trình khác, kiểm tra quyền đọc."
        gathered.faults.append(Fault("QMS001", Location(path), "Không mở được tệp.", hint))
        _know_of(path, gathered)
        return
    if may_tell_of_persons(content):
        gathered.suspects.add(path)
    if known is None:
        gathered.faults.append(_misplaced(path))
        return
    if relative.startswith(CONTROLLED):
        gathered.ids[path] = blob_id(plain(content))
    kind, year = known
    file = reading.read_bytes(path, content)
    gathered.faults.extend(file.faults)
    gathered.blanks.extend(file.blanks)
    gathered.waivers.extend(file.waivers)
    if not _is_read_through(file):
        return
    record = _checked(file, kind, gathered)
    if record is None:
        return
    _place(Entry(path, record, file.body, file.body_line), kind, year, gathered)


def _know_of(path: PurePosixPath, gathered: _Gathered) -> None:
    """Remember that a document is there although nobody can read it: its file has its code."""
    if path.parts[0] in _OF_DOCUMENTS:
        gathered.unread_codes.add(path.stem)


def _misplaced(path: PurePosixPath) -> Fault:
    if path.suffix == ".yml":
        hint = "Đổi đuôi tệp thành .yaml."
    else:
        hint = (
            "Kiểm tra tên tệp và thư mục theo HUONG-DAN.md; tệp không thuộc hệ thống thì để ngoài "
            "các thư mục này."
        )
    return Fault(
        "QMS013",
        Location(path),
        "Không rõ tệp này là gì: tên hoặc chỗ đặt không theo bố cục kho.",
        hint,
    )


def _checked(file: reading.SourceFile, kind: FileKind, gathered: _Gathered) -> Any:
    """The record, or None with the problems among the faults.

    Quick data that does not fit is read again exactly: it may fit then (`true` as
    a text), and where it does not the exact reader knows the lines.
    """
    checked = check(kind.model, _given(file.data))
    if not isinstance(checked, tuple):
        return checked
    parsed = reading.reread(file)
    exact = _given(parsed.data)
    if not file.exact:
        checked = check(kind.model, exact)
        if not isinstance(checked, tuple):
            return checked
    for problem in checked:
        location = parsed.locate(problem.route) or Location(file.path, file.first_line)
        gathered.faults.append(Fault("QMS012", location, problem.message, problem.hint))
    if isinstance(exact, dict) and isinstance(exact.get("code"), str):
        gathered.unread_codes.add(exact["code"])
    return None


def _is_read_through(file: reading.SourceFile) -> bool:
    """Whether it was read to its end, even if it says nothing (`null`): then all keys lack."""
    return file.data is not None or all(map(is_form, file.faults))


def _given(data: Any) -> Any:
    """An empty file holds no keys, so that each one that is needed is named as missing."""
    return {} if data is None else data


def _place(entry: Entry[Any], kind: FileKind, year: int | None, gathered: _Gathered) -> None:
    if isinstance(kind, RegisterKind):
        gathered.slots_of(year)[kind.slot] = entry
    elif kind.name == layout.STAGED:
        gathered.slots["staged"] = entry
    elif kind.name == "quyet-dinh":
        gathered.decisions.append(entry)
    else:
        (gathered.drafts if entry.in_draft else gathered.documents).append(entry)
