"""The outline of the year's report: the agency's own in `mau/`, or else ours."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from isoqms.errors import UnknownName
from isoqms.model.checking import check
from isoqms.model.packs.outline import OutlineHead
from isoqms.plain_files import NotPlain, read
from isoqms.resources import packs
from isoqms.source.reading import SourceFile, Unreadable, read_bytes
from isoqms.source.text import is_form
from isoqms.wording import nearest

OWN = "mau"
"""The folder of an agency's repository that holds its own templates."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline (đề cương): its head, its template, and where that stands."""

    path: PurePosixPath
    """From the root of the repository where the agency has its own.

    The name alone where it is ours.
    """
    head: OutlineHead
    text: str
    first_line: int
    """The line of the file where the template starts."""


def load_outline(name: str, root: Path) -> Outline:
    """The outline with this id.

    UnknownName where there is none, Unreadable where the agency's own is faulty.
    """
    own = root / OWN / f"{name}.md"
    ours = packs() / "outlines" / f"{name}.md"
    content = own_file(own, root)
    if content is not None:
        return _checked(read_bytes(PurePosixPath(OWN, own.name), content))
    known = sorted(path.stem for path in ours.parent.glob("*.md"))
    if name not in known:
        meant = nearest(name, known)
        hint = f"Có phải «{meant}»?" if meant else f"Các đề cương đang có: {', '.join(known)}."
        raise UnknownName(f"Không có đề cương báo cáo «{name}».", hint)
    return _checked(read_bytes(PurePosixPath(ours.name), ours.read_bytes()))


def own_file(file: Path, root: Path) -> bytes | None:
    """The content of an agency's own template; None where it has none inside its repository.

    Links that lead out of the repository are no part of it. Unreadable.
    """
    try:
        return read(file, inside=root) if file.is_file() else None
    except NotPlain:
        return None
    except OSError as error:
        raise Unreadable(
            f"Không mở được {OWN}/{file.name}.", "Đóng tệp nếu đang mở ở chương trình khác."
        ) from error


def _checked(file: SourceFile) -> Outline:
    grave = [fault for fault in file.faults if not is_form(fault)]
    if grave:
        fault = grave[0]
        raise Unreadable(f"{file.path}, dòng {fault.location.line}: {fault.message}", fault.hint)
    head = check(OutlineHead, file.data)
    if isinstance(head, tuple):
        raise Unreadable(f"Phần đầu của {file.path} chưa đúng: {head[0].message}", head[0].hint)
    return Outline(file.path, head, file.body, file.body_line)
