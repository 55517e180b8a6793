"""Record what people wrote, altered or deleted by hand (ghi nhận sửa tay), checked first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.changing.applying import Change, apply, rehearse
from isoqms.actions.changing.hand_edits import HandEdit, hand_edits, is_junk
from isoqms.actions.changing.hand_refusals import Refused, refused
from isoqms.actions.changing.texts import Files, in_their_form, is_text, texts_written, told
from isoqms.actions.changing.way_back import restoring
from isoqms.diagnostics import Diagnostic
from isoqms.errors import IsoqmsError, UnknownName
from isoqms.facts.records.edits import edits_of
from isoqms.history.writing.readiness import refuse_unready
from isoqms.repository import Repository, load
from isoqms.repository.loading import find_root
from isoqms.source.conflicts import conflict_lines
from isoqms.source.text import marks_of_editing, mended
from isoqms.wording import listed, nearest

_NAMED: Final = 3


class NothingToSave(IsoqmsError):
    """No file differs from what was recorded."""

    hint = "Không cần làm gì."


class CannotSave(IsoqmsError):
    """Hand edits that are not to be recorded as they are; nothing was changed."""


@dataclass(frozen=True, slots=True)
class SavePlan:
    """What recording the hand edits would do; nothing is done yet."""

    repository: Repository
    """As it was last recorded."""
    change: Change
    files: tuple[tuple[PurePosixPath, str], ...]
    """Each file that is recorded, with what was changed in it, in words."""
    mended: str
    """What an editor left in them and is mended along, in a sentence; empty for nothing."""
    left: tuple[Refused, ...]
    """What is not recorded, and why."""
    fresh: tuple[Diagnostic, ...]
    """What would be found and was not found before."""

    @property
    def deleted(self) -> tuple[PurePosixPath, ...]:
        """The files that go and come nowhere else: perhaps by accident."""
        files, was = self.change.files, self.repository.bytes_of
        come = {content for content in files.values() if content is not None}
        return tuple(path for path, now in files.items() if now is None and was(path) not in come)


def plan_save(start: Path, as_of: date, names: tuple[str, ...] = ()) -> SavePlan:
    """What recording the files that were changed by hand would do, or of them those that are named.

    What `refuse_unready` refuses; NothingToSave; UnknownName for a file that nobody has changed;
    CannotSave for what is in force, for decisions, and where nothing else is left; WouldBreak where
    there would be a new error.
    """
    root = find_root(start)
    refuse_unready(root)
    found = load(root, as_of)
    edits = {each.path: each for each in hand_edits(found.root)}
    edits |= {each.path: each for each in _only_mended(found, edits)}
    recorded = {path: each.recorded for path, each in edits.items()}
    before = load(found.root, as_of, recorded) if edits else found
    chosen = _chosen(found.root, edits, names)
    left = tuple(refused(before, found, chosen))
    taken = {each.path: each for each in chosen if each.path not in {one.path for one in left}}
    if left and (names or not taken):
        raise _refusal(left)
    return _plan(before, recorded, taken, left)


def carry_out(
    plan: SavePlan, *, author: str | None, when: datetime, keep_personal_data: bool = False
) -> str:
    """The id of the entry that records it; raises what `applying.apply` raises."""
    return apply(
        plan.repository,
        plan.change,
        author=author,
        when=when,
        keep_personal_data=keep_personal_data,
    )


def refuse_deletions(plan: SavePlan) -> None:
    """CannotSave where files go and nobody was asked whether they shall."""
    if plan.deleted:
        raise CannotSave(
            f"{listed([str(path) for path in plan.deleted])} bị xóa khỏi thư mục, có thể do nhầm; "
            "chưa ghi gì.",
            f"{way_back_of(plan)} Đúng là muốn bỏ: thêm --yes.",
        )


def way_back_of(plan: SavePlan) -> str:
    """How what was deleted comes back, in a sentence."""
    return f"Lấy lại: {restoring(plan.deleted)}."


def _only_mended(found: Repository, edits: Mapping[PurePosixPath, HandEdit]) -> Iterator[HandEdit]:
    """The files that say what was recorded, and say it as Notepad writes."""
    for path in sorted({fault.location.path for fault in found.faults} - edits.keys()):
        if is_text(path) and found.holds(path) and (now := found.bytes_of(path)):
            clean = mended(now)
            if clean != now:
                yield HandEdit(path, clean, now)


def _chosen(
    root: Path, edits: Mapping[PurePosixPath, HandEdit], names: tuple[str, ...]
) -> tuple[HandEdit, ...]:
    if not edits:
        raise NothingToSave("Không có tệp nào sửa bằng tay mà chưa được ghi nhận.")
    if not names:
        return tuple(edits.values())
    return tuple(edits[_named(root, edits, name)] for name in names)


def _named(root: Path, edits: Mapping[PurePosixPath, HandEdit], name: str) -> PurePosixPath:
    """The file that is meant: as a path from the root, or from where the person stands."""
    told = PurePosixPath(name.replace("\\", "/"))
    here = Path(name).absolute()
    inside = here.relative_to(root).as_posix() if here.is_relative_to(root) else ""
    path = next((each for each in (told, PurePosixPath(inside)) if each in edits), None)
    if path is not None:
        return path
    if is_junk(told):
        raise UnknownName(f"«{name}» là tệp tạm của chương trình khác, không ghi nhận.", "")
    close = nearest(name, map(str, edits))
    hint = f"Có phải là «{close}»?" if close else "Gõ `isoqms save --dry-run` để xem các tệp."
    raise UnknownName(f"«{name}» không phải là tệp sửa bằng tay mà chưa ghi nhận.", hint)


def _refusal(left: tuple[Refused, ...]) -> CannotSave:
    lines = "\n".join(f"  {each.path}: {each.why}\n    → {each.hint}" for each in left)
    return CannotSave(f"Không ghi nhận được bằng `isoqms save`:\n{lines}", "Chưa có gì bị đổi.")


def _refuse_undecided(files: Files) -> None:
    """CannotSave where two versions of one place still stand side by side."""
    texts = texts_written(files)
    found = [str(path) for path, text in texts.items() if conflict_lines(text)]
    if found:
        raise CannotSave(
            f"Còn hai bản khác nhau chưa chọn (các dòng <<<<<<<, >>>>>>>) ở {listed(found)}.",
            "Mở tệp, giữ phần đúng, xóa các dòng đánh dấu, rồi chạy lại.",
        )


def _plan(
    before: Repository,
    recorded: Mapping[PurePosixPath, bytes | None],
    taken: Mapping[PurePosixPath, HandEdit],
    left: tuple[Refused, ...],
) -> SavePlan:
    files = in_their_form({path: each.now for path, each in taken.items()})
    _refuse_undecided(files)
    change = Change(
        _message(taken),
        files,
        seen={path: each.now for path, each in taken.items() if each.now is not None},
        # One that goes may be named by others that nobody has finished yet.
        drafts=frozenset(path for path in (*before.paths, *taken) if path.parts[0] == "du-thao"),
    )
    # What is not recorded with it is judged as it was recorded, not as it lies in the folder.
    rehearsal = rehearse(before, replace(change, files={**recorded, **files}))
    marks = {
        path: marks_of_editing(each.now or b"") for path, each in taken.items() if is_text(path)
    }
    words = tuple(
        (path, edits_of(path, each.recorded, files[path])) for path, each in taken.items()
    )
    return SavePlan(before, change, words, told(marks), left, rehearsal.fresh)


def _message(taken: Mapping[PurePosixPath, HandEdit]) -> str:
    names = [str(path) for path in taken]
    if len(names) > _NAMED:
        return f"Ghi nhận sửa tay: {', '.join(names[:_NAMED])} và {len(names) - _NAMED} tệp khác"
    return f"Ghi nhận sửa tay: {listed(names)}"
