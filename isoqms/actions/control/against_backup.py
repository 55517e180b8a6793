"""Hold the history against a backup that was kept elsewhere: nothing of it may be gone or other."""

from collections.abc import Iterator
from pathlib import Path

from isoqms.actions.changing.whole import build, reading
from isoqms.actions.control.proof import Result, Step, named
from isoqms.errors import BadAnswer
from isoqms.history import Tag
from isoqms.history.reading.log import try_history
from isoqms.history.temporary import temporary
from isoqms.model.backup import Manifest
from isoqms.repository import Repository, load
from isoqms.repository.control import Control, Issue, control
from isoqms.wording import date_short


def backup_step(repository: Repository, known: Control, file: Path) -> Step:
    """Whether every entry, every mark and every issued text of the backup is held here too.

    The backup is unpacked aside and checked whole. Raises BadAnswer where there is no such file or
    it lies in the repository itself, BrokenBackup with what is wrong with it, CannotWrite.
    """
    if file.resolve().is_relative_to(repository.root.resolve()):
        raise BadAnswer(
            f"«{file}» nằm ngay trong kho: ai sửa được kho thì sửa được cả nó.",
            "Đối chiếu với bản sao lưu giữ ở nơi khác (USB, ổ mạng).",
        )
    with temporary() as folder:
        made = folder / "kho"
        made.mkdir()
        with reading(file) as backup:
            build(backup, made)
            manifest = backup.manifest
        root = made / manifest.lead
        held = _held(root, repository)
        wrong = tuple(_differences(repository, known, held, root))
    return _step(file, manifest, known, wrong)


def _held(root: Path, repository: Repository) -> Control:
    """The control of what was backed up, as of the same day."""
    return control(load(root, repository.as_of))


def _step(file: Path, manifest: Manifest, known: Control, wrong: tuple[str, ...]) -> Step:
    anchor = f"bản sao lưu ngày {date_short(manifest.day)} («{file.name}»)"
    if wrong:
        return Step(
            "backup",
            Result.FAILS,
            f"{len(wrong)} chỗ khác với {anchor} của {manifest.agency}.",
            wrong,
            anchor,
        )
    last = known.history.commit(manifest.last)
    later = 0
    if last is not None:
        later = sum(one.position > last.position for one in known.history.line)
    newer = f" {later} lần ghi sau đó không có ở bản sao lưu để đối chiếu." if later else ""
    return Step(
        "backup",
        Result.HOLDS,
        f"Mọi lần ghi, mốc, văn bản đã ban hành ở {anchor} còn nguyên trong kho.{newer}",
        anchor=anchor,
    )


def _differences(
    repository: Repository, known: Control, held: Control, root: Path
) -> Iterator[str]:
    yield from _lost_entries(repository, root)
    yield from other_marks(known.history.tags, held.history.tags, "bản sao lưu")
    yield from other_texts(known, held, "bản sao lưu")


def _lost_entries(repository: Repository, root: Path) -> Iterator[str]:
    """The entries that the backup reaches and the history of today does not."""
    # Of everything, not only of what is controlled: no entry may be gone.
    now = {one.id for one in try_history(repository.root).commits}
    gone = [one for one in try_history(root).commits if one.id not in now]
    if gone:
        first, last = gone[0], gone[-1]
        yield (
            f"{len(gone)} lần ghi ở bản sao lưu không có trong lịch sử của kho, từ ngày "
            f"{date_short(first.when.date())} đến ngày {date_short(last.when.date())}: lịch sử đã "
            "bị thay, hoặc kho này cũ hơn bản sao lưu."
        )


def other_marks(now: tuple[Tag, ...], before: tuple[Tag, ...], where: str) -> Iterator[str]:
    """The marks kept elsewhere (`where`, in words) that are not here, or otherwise."""
    ids = {tag.name: tag.id for tag in now}
    for tag in before:
        if tag.name not in ids:
            yield f"{tag.name}: mốc có ở {where}, không có trong kho."
        elif ids[tag.name] != tag.id:
            yield f"{tag.name}: mốc trong kho khác mốc ở {where}."


def other_texts(known: Control, held: Control, where: str) -> Iterator[str]:
    """The issued texts kept elsewhere (`where`, in words) that are not here, or otherwise."""
    now = {_key(one): one for one in known.every_issue}
    for one in held.every_issue:
        if one.text is None or one.decision is None:
            continue
        same = now.get(_key(one))
        name, number = named(one.code, one.revision), one.decision.record.number
        if same is None:
            yield f"{name} theo {number}: kho không còn lần ban hành này."
        elif same.text is None:
            yield f"{name} theo {number}: kho không còn văn bản."
        elif not same.has_text(one.text.blob):
            yield f"{name} theo {number}: văn bản trong kho khác văn bản ở {where}."


def _key(one: Issue) -> tuple[str, int | None, str]:
    number = one.decision.record.number if one.decision else ""
    return one.code, one.revision, number
