"""A journal that no longer fits the repository, and how it is set aside.

It was left by a change that was interrupted, and then the repository went on without it; or it is
damaged, or came with a folder from elsewhere. Neither way of it can be walked then.
"""

from collections.abc import Iterable

from isoqms.errors import CannotWrite
from isoqms.history.blobs import NOTHING
from isoqms.history.errors import StrandedChange, UnfinishedChange
from isoqms.history.place import Place
from isoqms.history.writing import journal as journals
from isoqms.history.writing.journal import DamagedJournal, Journal


def refuse_unfinished(place: Place) -> None:
    """UnfinishedChange where a journal stands; StrandedChange where it no longer fits."""
    if standing(place):
        resumable(place)
        raise unfinished()


def standing(place: Place) -> bool:
    """Whether a journal stands, whatever is in it."""
    file = place.folder / journals.NAME
    return file.is_symlink() or file.exists()


def unfinished() -> UnfinishedChange:
    """The refusal where a journal stands."""
    return UnfinishedChange(
        "Một thay đổi trước đó bị ngắt khi đang ghi (hoặc còn đang ghi ở cửa sổ khác).",
    )


def resumable(place: Place) -> Journal | None:
    """The journal that stands; None where it was not written to its end.

    StrandedChange where it can be walked neither way; FileNotFoundError where there is none.
    """
    try:
        journal = journals.read(place.folder, place.lead)
    except DamagedJournal as error:
        raise StrandedChange(
            f"Nhật ký của một thay đổi bị ngắt không dùng được ({error}); chưa làm gì theo nó."
        ) from error
    if journal is not None:
        _refuse_unfit(place, journal)
    return journal


def _refuse_unfit(place: Place, journal: Journal) -> None:
    now = place.standing(journal.names)
    for name, old, new in journal.moves:
        if now.get(name, NOTHING) not in (old, new):
            raise StrandedChange(
                f"Thay đổi bị ngắt («{journal.message}») không còn khớp với kho: "
                "từ đó kho đã có thay đổi khác.",
            )
    missing = _missing(place, {*journal.ids, *journal.blobs} - {NOTHING, ""})
    if missing:
        raise StrandedChange(
            f"Thay đổi bị ngắt («{journal.message}») không còn khớp với kho: "
            f"lịch sử thiếu nội dung «{missing}»."
        )


def _missing(place: Place, objects: Iterable[str]) -> str:
    """The first of the objects that is not there; empty where all are."""
    given = "".join(f"{each}\n" for each in sorted(objects)).encode("ascii")
    answer = place.ask("cat-file", "--batch-check=%(objectname)", given=given)
    lines = (line.split() for line in answer.splitlines())
    return next((line[0] for line in lines if line[1:] == ["missing"]), "")


def stands_clear(place: Place) -> str:
    """Why the journal that stands may be set aside; empty where it can still be walked."""
    try:
        resumable(place)
    except (StrandedChange, CannotWrite) as error:
        return str(error)
    return ""
