"""Begin a new history where the old one is lost for good, by an entry that says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from isoqms.actions.changing.folder import files_in
from isoqms.errors import IsoqmsError
from isoqms.facts.agency.contacts import public_signs
from isoqms.history.git_folder import top_of
from isoqms.history.keeping.anew import WORDS
from isoqms.history.reading.absent import is_empty
from isoqms.history.writing.recording import ADDRESS, create, record
from isoqms.plain_files import read
from isoqms.repository import Register, load_register
from isoqms.source.personal_data import personal_data
from isoqms.source.text import as_far_as_readable
from isoqms.wording import date_short


class HasHistory(IsoqmsError):
    """The folder has a history, so none may be begun over it."""

    hint = (
        "Lịch sử hỏng thì dựng lại từ bản sao lưu vào một thư mục khác: "
        "`isoqms restore --from TỆP THƯ-MỤC`."
    )


@dataclass(frozen=True, slots=True)
class NewBeginning:
    """What would be recorded as the first entry."""

    root: Path
    agency: str
    files: tuple[PurePosixPath, ...]
    message: str
    personal: tuple[PurePosixPath, ...]
    """The files in which there seem to be personal data, which the history would keep for ever."""

    def carry_out(self, author: str | None, when: datetime) -> None:
        """Record it; CannotWrite, GitMissing."""
        create(self.root)
        who = (" ".join((author or "").split()) or self.agency, ADDRESS)
        record(self.root, self.message, author=who, when=when, paths=self.files)


def begin_anew(start: Path, today: date) -> NewBeginning:
    """What beginning anew would record; HasHistory, NotARepository, UnreadableSettings."""
    register = load_register(start, today)
    root = register.root
    if top_of(root) is not None and not is_empty(root / ".git"):
        raise HasHistory("Thư mục này còn lịch sử, không bắt đầu lại được.")
    agency = register.agency.record.name
    message = (
        f"{WORDS} ngày {date_short(today)}: kho được chép đến mà không có lịch sử\n\n"
        "Không có gì trong kho chứng minh được văn bản trước ngày này là bản đã ban hành."
    )
    files = tuple(path for path in files_in(root, []) if path.parts[0] != "xuat")
    return NewBeginning(root, agency, files, message, tuple(_personal(register, files)))


def _personal(register: Register, files: tuple[PurePosixPath, ...]) -> Iterator[PurePosixPath]:
    public = public_signs(register.agency.record)
    for path in files:
        if path.suffix not in (".md", ".yaml"):
            continue
        text = as_far_as_readable(read(register.root / path, inside=register.root))
        if any(seen.sign not in public for seen in personal_data(text)):
            yield path
