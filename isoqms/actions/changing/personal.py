"""Personal data that a change would record for good, found before it does."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from isoqms.errors import IsoqmsError
from isoqms.facts.agency.contacts import public_signs
from isoqms.history.writing.transaction import recorded
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.source.personal_data import Seen, personal_data
from isoqms.source.text import as_far_as_readable, place_of


class WouldKeepPersonalData(IsoqmsError):
    """The change would record what looks like a person's number or address."""

    hint = (
        "Bỏ số ấy, ghi mã hồ sơ hoặc nội dung việc, rồi chạy lại. Số, địa chỉ công khai của "
        "cơ quan thì ghi vào mục «Số, địa chỉ công khai» (public_contacts) của "
        f"{file_of('isoqms')}; "
        "chắc chắn phải ghi thì thêm --keep-personal-data."
    )


def personal_data_in(
    repository: Repository,
    files: Mapping[PurePosixPath, bytes | None],
    words: Iterable[str],
    origins: Mapping[PurePosixPath, PurePosixPath],
) -> tuple[str, ...]:
    """In one line each, the personal data that would be recorded and is not recorded yet.

    `files` are written, `words` go into the entry itself; `origins` say where a text that moves
    stood before. What the agency itself makes public is left out.
    """
    known = set(public_signs(repository.agency.record))
    found: list[str] = []
    for path, content in sorted(files.items()):
        text = as_far_as_readable(content or b"")
        fresh = [seen for seen in _in_file(path, text) if seen.sign not in known]
        if fresh:
            known |= _recorded_signs(repository, path, origins.get(path))
            found.extend(_told(path, text, seen) for seen in fresh if seen.sign not in known)
            known.update(seen.sign for seen in fresh)
    spoken = (seen for text in words for seen in personal_data(text))
    found.extend(f"lời ghi: {_shown(seen)}" for seen in spoken if seen.sign not in known)
    return tuple(found)


def refuse(found: tuple[str, ...]) -> None:
    """WouldKeepPersonalData where something was found."""
    if found:
        lines = "\n".join(f"  {line}" for line in found)
        raise WouldKeepPersonalData(
            f"Có vẻ là dữ liệu cá nhân; đã ghi thì lịch sử giữ mãi, nên chưa ghi gì:\n{lines}"
        )


def _in_file(path: PurePosixPath, text: str) -> Iterator[Seen]:
    yield from personal_data(text)
    yield from personal_data(path.name)


def _recorded_signs(
    repository: Repository, path: PurePosixPath, origin: PurePosixPath | None
) -> set[str]:
    """What the history holds already of this file, or of the one that it comes from."""
    signs: set[str] = set()
    for each in filter(None, (path, origin)):
        text = as_far_as_readable(recorded(repository.root, each) or b"")
        signs.update(seen.sign for seen in _in_file(each, text))
    return signs


def _told(path: PurePosixPath, text: str, seen: Seen) -> str:
    line = place_of(path, text, seen.start).line
    return f"{path}, dòng {line}: {_shown(seen)}"


def _shown(seen: Seen) -> str:
    return f"{seen.kind} «{seen.shown}»"
