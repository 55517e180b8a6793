"""Which bytes of a file may come back: the last recorded, those of a day, or those issued."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.errors import IsoqmsError, NotARepository, UnknownName
from isoqms.facts.control.signed_files import signed_papers
from isoqms.file_names import leads_out
from isoqms.history import Commit, History, blob_id, read_history
from isoqms.history.blobs import ids_of
from isoqms.history.git_folder import top_of
from isoqms.model.control.sealing import file_sum
from isoqms.model.layout import FOLDERS, file_of, path_of
from isoqms.repository import Repository, load
from isoqms.repository.control import Control, control, in_force, read_document
from isoqms.repository.integrity import altered_decisions
from isoqms.repository.issues import Issue
from isoqms.repository.loading import find_root
from isoqms.repository.recorded_state import last_entry
from isoqms.repository.revisions import known_code, known_codes
from isoqms.wording import date_short, number

_IN_FORCE: Final = ("tai-lieu", file_of("chinh-sach"))
_DRAFTS: Final = "du-thao"
_DECISIONS: Final = "quyet-dinh"


class NotThere(IsoqmsError):
    """Nothing was recorded that could come back, or it may not come back so."""


def root_around(start: Path) -> Path:
    """The root of the repository, also where its `isoqms.yaml` itself was deleted.

    NotARepository.
    """
    try:
        return find_root(start)
    except NotARepository:
        top = top_of(start) if start.exists() else None
        with suppress(IsoqmsError):
            if top is not None and read_history(top, (file_of("isoqms"),)).by_path:
                return top
        raise


def read_recordings(root: Path, today: date, day: date | None = None) -> "Recordings":
    """What was recorded in the repository; raises HistoryUnavailable, NotThere before its time."""
    history = read_history(root)
    entry = last_entry(history, day) if day else None
    if day is not None and entry is None:
        raise NotThere(
            f"Đến ngày {date_short(day)} kho chưa có gì được ghi lại.",
            "Chọn một ngày sau lần ghi đầu tiên của kho.",
        )
    return Recordings(root, history, today, day, entry)


@dataclass(frozen=True)
class Recordings:
    """The recorded contents of a repository, by path and by code."""

    root: Path
    history: History
    today: date
    day: date | None
    entry: Commit | None
    """The last entry of the day that is asked for; None for the last of all."""

    def last(self, path: PurePosixPath) -> str | None:
        """The id of what the last entry has at a path; None where it has nothing."""
        versions = self.history.versions(path)
        return versions[-1].blob if versions else None

    def last_content(self, path: PurePosixPath) -> bytes | None:
        """What the last entry has at a path; None where it has nothing."""
        blob = self.last(path)
        return self.history.texts([blob])[blob] if blob else None

    def ever(self, path: PurePosixPath) -> frozenset[str]:
        """The ids of everything that a path ever held."""
        return frozenset(one.blob for one in self.history.versions(path) if one.blob)

    @cached_property
    def _lasting(self) -> dict[PurePosixPath, str]:
        """The files of the last entry."""
        every = (
            (PurePosixPath(path), held[-1].blob) for path, held in self.history.by_path.items()
        )
        return {path: blob for path, blob in every if blob}

    @cached_property
    def _gone(self) -> tuple[PurePosixPath, ...]:
        """The files of the last entry that do not lie in the folder."""
        return tuple(p for p in self._lasting if not os.path.lexists(self.root / p))

    @cached_property
    def repository(self) -> Repository | None:
        """The repository with what was deleted in its place; None where even that is unreadable."""
        contents = self.history.texts(self._lasting[path] for path in self._gone)
        overlay = {path: contents[self._lasting[path]] for path in self._gone}
        with suppress(IsoqmsError):
            return load(self.root, self.today, overlay)
        return None

    @cached_property
    def _control(self) -> Control | None:
        return control(self.repository) if self.repository else None

    # What is asked for

    def missing(self) -> dict[PurePosixPath, bytes]:
        """Every file that was recorded last and is gone from the folder."""
        settings = path_of("isoqms")
        if settings in self._gone:
            # Without the settings nothing else can be judged; they come first, and alone.
            return self._settled(settings)
        return self._together(self._gone)

    def wanted(self, name: str, start: Path) -> dict[PurePosixPath, bytes]:
        """What a code, a file or a folder stands for.

        UnknownName, NotThere with the reason.
        """
        paths = self._named(name, start)
        for path in paths:
            if path in self._files:
                return self._settled(path)
        for path in paths:
            below = [each for each in self._files if each.is_relative_to(path)]
            if below and path.parts:
                return self._together(self._of_folder(below))
        return self._of_code(name.strip())

    @cached_property
    def _files(self) -> frozenset[PurePosixPath]:
        return frozenset(PurePosixPath(path) for path in self.history.by_path)

    def _named(self, name: str, start: Path) -> list[PurePosixPath]:
        """The paths from the root that a person may mean, from where he stands or from the root."""
        typed = name.strip().replace("\\", "/").rstrip("/")
        found = []
        with suppress(ValueError, OSError):
            here = Path(os.path.normpath(start.resolve() / typed))
            found.append(PurePosixPath(here.relative_to(self.root).as_posix()))
        plain = PurePosixPath(os.path.normpath(typed).replace("\\", "/"))
        return [*found, plain]

    def _of_folder(self, below: Iterable[PurePosixPath]) -> tuple[PurePosixPath, ...]:
        """The files of a folder, on the day that is asked for, that do not lie there now."""
        held = (path for path in below if self._blob(path))
        return tuple(path for path in held if not os.path.lexists(self.root / path))

    def _together(self, paths: Iterable[PurePosixPath]) -> dict[PurePosixPath, bytes]:
        """The contents of many files; those that may not come back are passed over."""
        plain = [path for path in paths if not self._is_judged(path)]
        blobs = {path: self._blob(path) for path in plain}
        contents = self.history.texts(blob for blob in blobs.values() if blob)
        found = {path: contents[blob] for path, blob in blobs.items() if blob}
        for path in paths:
            if self._is_judged(path):
                with suppress(NotThere, UnknownName):
                    found.update(self._settled(path))
        return found

    def _blob(self, path: PurePosixPath) -> str | None:
        return self.history.blob_at(path, self.entry) if self.entry else self.last(path)

    def _is_judged(self, path: PurePosixPath) -> bool:
        """Whether more than the last recording decides what may stand there."""
        judged = path.parts[0] in _IN_FORCE or path.parts[0] == _DECISIONS
        return judged or path.suffix.lower() == ".pdf"

    # One file

    def _settled(self, path: PurePosixPath) -> dict[PurePosixPath, bytes]:
        if path.parts[0] in _IN_FORCE and self._control is not None:
            return self._in_force(path)
        if path.parts[0] == _DRAFTS and self.last(path) is None:
            self._refuse_withdrawn(path)
        return {path: self._content(path)}

    def _refuse_withdrawn(self, path: PurePosixPath) -> None:
        """NotThere for an old draft of a code that was withdrawn: a code is never used again."""
        known = self._control.issues if self._control else {}
        gone = self.repository.withdrawn if self.repository else {}
        for code in gone:
            if code.casefold() == path.stem.casefold() and known.get(code):
                raise self._no_longer(code, known[code][-1])

    def _content(self, path: PurePosixPath) -> bytes:
        if self.entry is not None:
            blob = self.history.blob_at(path, self.entry)
            if blob is None:
                when = date_short(self.day or self.today)
                raise NotThere(f"Đến ngày {when} không có tệp «{path}».", "Chọn ngày khác.")
            return self.history.texts([blob])[blob]
        signed = self._signed(path)
        if signed is not None:
            return signed
        # Deleted by an entry: what it held last.
        held = [one.blob for one in self.history.versions(path) if one.blob]
        if not held:
            raise NotThere(f"Trong lịch sử không có tệp «{path}».", "Chọn tệp khác.")
        blob = self._first_recorded(path) or held[-1]
        return self.history.texts([blob])[blob]

    def _first_recorded(self, path: PurePosixPath) -> str | None:
        """What a decision said before a recorded edit of it; None where there was no such edit."""
        if path.parts[0] != _DECISIONS or self.repository is None or self._control is None:
            return None
        for altered in altered_decisions(self.repository, self._control):
            if altered.path == path and altered.since is not None:
                return self.history.blob_at(path, altered.recorded)
        return None

    def _signed(self, path: PurePosixPath) -> bytes | None:
        """The recorded content of a signed paper with the recorded sum.

        None where the path is no such paper. NotThere where no entry ever held it.
        """
        if path.suffix.lower() != ".pdf":
            return None
        papers = signed_papers(self.repository) if self.repository else ()
        sums = {PurePosixPath(p.file.path.replace("\\", "/")): p.sha256.lower() for p in papers}
        if path not in sums:
            return None
        blobs = [one.blob for one in reversed(self.history.versions(path)) if one.blob]
        for _, content in self.history.stream(blobs):
            if file_sum(content) == sums[path]:
                return content
        raise NotThere(
            f"Trong lịch sử không có bản nào của «{path}» đúng mã SHA-256 đã ghi.",
            "Chép lại tệp PDF đã ký từ văn thư, hoặc từ bản sao lưu.",
        )

    # What is in force

    def _in_force(self, path: PurePosixPath) -> dict[PurePosixPath, bytes]:
        """A file in force, as its decision issued it."""
        code = self._code_at(path)
        if code is not None:
            return self._issued(code, path)
        for issue, attached in self._attachments:
            if attached == path:
                return self._issued(issue.code)
        return {path: self._content(path)}

    def _code_at(self, path: PurePosixPath) -> str | None:
        """The code of the document that stood at a path last."""
        known = self._control.recorded.documents if self._control else {}
        every = (one for standings in known.values() for one in standings if one.path == path)
        last = max(every, key=lambda one: one.since.position, default=None)
        return last.code if last else None

    @cached_property
    def _attachments(self) -> tuple[tuple[Issue, PurePosixPath], ...]:
        """The Word and Excel files of the forms in force, with the issues that brought them."""
        issues = in_force(self._control, self.today) if self._control else ()
        held = {one.text.blob: one for one in issues if one.text}
        texts = self.history.texts(held)
        found = ((one, _attachment(one, texts[blob])) for blob, one in held.items())
        return tuple((one, path) for one, path in found if path is not None)

    def _of_code(self, wanted: str) -> dict[PurePosixPath, bytes]:
        if self.repository is None or self._control is None:
            raise NotThere(
                f"Không đọc được {file_of('isoqms')}, nên chưa tìm được «{wanted}».",
                f"Đưa tệp ấy về trước: `isoqms restore {file_of('isoqms')}`.",
            )
        try:
            code = known_code(wanted, known_codes(self.repository, self._control))
        except UnknownName as error:
            drafts = self._drafts(wanted)
            if drafts:
                return drafts
            raise UnknownName(
                f"Không có mã tài liệu hay tệp nào tên là «{wanted}» trong lịch sử của kho.",
                error.hint,
            ) from error
        return self._issued(code)

    def _issued(self, code: str, at: PurePosixPath | None = None) -> dict[PurePosixPath, bytes]:
        """The text that the decision issued, with the file that belongs to it."""
        issue = self._issue(code)
        if issue is None:
            return self._undecided(code, at)
        self._refuse_another_day(code, issue)
        if issue.text is None:
            raise NotThere(
                f"«{code}» lần {issue.revision} được ban hành khi kho chưa giữ văn bản.",
                "Lấy lại từ bản giấy hoặc bản PDF đã ký.",
            )
        content = self.history.texts([issue.text.blob])[issue.text.blob]
        found = {self._place(code, issue): content}
        attached = _attachment(issue, content)
        blob = attached and self.history.blob_at(attached, issue.text.commit)
        if attached and blob:
            found |= {attached: self.history.texts([blob])[blob]}
        return found

    def _issue(self, code: str, day: date | None = None) -> Issue | None:
        issues = in_force(self._control, day or self.today) if self._control else ()
        return next((one for one in issues if one.code == code), None)

    def _refuse_another_day(self, code: str, issue: Issue) -> None:
        """NotThere where another text than the one in force is asked for."""
        then = self._issue(code, self.day) if self.day else issue
        if then is None or then.revision != issue.revision:
            what = f"lần {then.revision}" if then else "chưa có hiệu lực"
            raise NotThere(
                f"Ngày {date_short(self.day or self.today)} «{code}» là {what}; "
                f"nay có hiệu lực là lần {issue.revision}, chỉ thay bằng quyết định khác.",
                f"Xem văn bản cũ bằng `isoqms show {code}@{then.revision}`." if then else "",
            )

    def _place(self, code: str, issue: Issue) -> PurePosixPath:
        """Where the file of a document stands, or stood last."""
        standing = self.repository.in_force.get(code) if self.repository else None
        if standing is not None:
            return standing.path
        known = self._control.recorded.standings(code, issue.revision or 0) if self._control else ()
        last = max(known, key=lambda one: one.since.position, default=None)
        return last.path if last else issue.text.path  # type: ignore[union-attr]

    def _undecided(self, code: str, at: PurePosixPath | None) -> dict[PurePosixPath, bytes]:
        """What no decision has in force: a draft, or a text in force without a decision."""
        drafts = self._drafts_of(code) if at is None else []
        if any(self.last(path) for path in drafts):
            return self._drafts(code)
        for issue in reversed(self._control.issues.get(code, ()) if self._control else ()):
            if issue.decision is not None:
                raise self._no_longer(code, issue)
        if drafts:
            return self._drafts(code)
        path = at or self._stood(code)
        return {path: self._content(path)}

    def _stood(self, code: str) -> PurePosixPath:
        """Where a text of the code stands in force, or stood last; NotThere where none ever did."""
        standings = self._control.recorded.documents.get(code, ()) if self._control else ()
        lasting = [one for one in standings if one.until is None] or standings[-1:]
        if not lasting:
            raise NotThere(f"Lịch sử của kho chưa từng giữ tệp nào của «{code}».", "Kiểm tra mã.")
        return lasting[-1].path

    def _no_longer(self, code: str, last: Issue) -> NotThere:
        """Why a document that was in force once does not come back, and where to read it."""
        gone = self.repository.withdrawn.get(code) if self.repository else None
        by = f" (thu hồi theo {gone.record.number})" if gone else ""
        shown = f"{code}@{last.revision}" if last.revision else code
        return NotThere(
            f"«{code}» không còn hiệu lực{by}, nên không đưa về tai-lieu/ hay du-thao/.",
            f"Xem lại văn bản cũ: `isoqms show {shown}`.",
        )

    def _drafts(self, code: str) -> dict[PurePosixPath, bytes]:
        """The recorded drafts of a document, by the name of the file."""
        paths = self._drafts_of(code)
        lasting = [path for path in paths if self._blob(path)]
        return {path: self._content(path) for path in lasting or paths[:1]}

    def _drafts_of(self, code: str) -> list[PurePosixPath]:
        """Every draft of a document that was ever recorded, by the name of its file."""
        named = (path for path in self._files if path.stem.casefold() == code.casefold())
        return [path for path in named if path.parts[0] == _DRAFTS]

    # What the person should know

    def notes(self, wanted: Mapping[PurePosixPath, bytes]) -> Iterator[str]:
        """That something was only renamed, or stays away."""
        settings = path_of("isoqms")
        if settings in wanted and len(self._gone) > 1:
            yield (
                f"Còn {number(len(self._gone) - 1)} tệp khác đã mất: chạy tiếp "
                "`isoqms restore --all`."
            )
        lying = self._strangers(wanted)
        again = {lying[blob_id(each)] for each in wanted.values() if blob_id(each) in lying}
        folders = sorted({str(path.parent) for path in again})
        if again:
            yield (
                f"{number(len(again))} tệp có nội dung y hệt nằm ở {'; '.join(folders)}: có lẽ "
                "thư mục, tệp đã bị đổi tên. Đưa về rồi thì xóa bản ấy."
            )

    def _strangers(self, wanted: Mapping[PurePosixPath, bytes]) -> dict[str, PurePosixPath]:
        """What lies in the folders without having been recorded there, by its id."""
        missing = [path for path in wanted if path in self._gone]
        tops = {path.parts[0] for path in missing if path.parts[0] in FOLDERS}
        found: dict[str, PurePosixPath] = {}
        for top in sorted(tops):
            for file in sorted((self.root / top).rglob("*")):
                path = PurePosixPath(file.relative_to(self.root).as_posix())
                if path not in self._lasting and file.is_file() and not file.is_symlink():
                    for each in ids_of(file.read_bytes()):
                        found.setdefault(each, path)
        return found


def _attachment(issue: Issue, content: bytes) -> PurePosixPath | None:
    """The Word or Excel file that belongs to a text."""
    entry = read_document(issue.text.path, content) if issue.text else None
    if entry is None or not entry.record.attachment:
        return None
    path = PurePosixPath(entry.record.attachment.replace("\\", "/"))
    inside = path.parts[:1] == ("tai-lieu",) and not leads_out(str(path))
    return path if inside else None
