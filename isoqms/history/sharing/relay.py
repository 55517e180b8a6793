"""A repository of our own making that lives for one exchange only.

What comes from elsewhere is laid down and looked at here before it may come near the agency's own;
the objects of that one are seen through it, and nothing of its settings is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from isoqms.errors import CannotWrite
from isoqms.file_names import fault_of
from isoqms.history import command
from isoqms.history.errors import UnsafeShared
from isoqms.history.place import Place
from isoqms.history.reading.contents import stream
from isoqms.history.sharing.limits import missing, refuse_giants
from isoqms.history.sharing.tidying import tidy
from isoqms.history.temporary import temporary
from isoqms.history.writing.worktree import ROOM
from isoqms.wording import printable

_PACK: Final = ("pack-objects", "--revs", "--stdout", "-q", "--delta-base-offset")
_UNPACK: Final = ("index-pack", "--stdin", "--strict", "--fix-thin")
_PLAIN: Final = ("100644", "100755")
_MOST: Final = 20_000
"""Files of a repository."""
_LISTED: Final = _MOST * 400
"""Bytes of a list that names more than that."""
OWN: Final = "refs/isoqms/may-nay"
"""The last entry of this PC, so that a server need not send what is here already."""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as it is told to a person."""

    day: str
    author: str
    message: str


@dataclass(frozen=True, slots=True)
class Relay:
    """The repository between; `root` is its work tree."""

    root: Path
    own: Place

    @property
    def folder(self) -> Path:
        """Git's own."""
        return self.root / ".git"

    @property
    def place(self) -> Place:
        """The same as a place that entries can be made in."""
        return Place(self.root / self.own.lead, self.root, self.folder)

    def ask(self, *words: str, given: bytes = b"") -> str:
        """What git answers here; raises UnreadableHistory, GitMissing."""
        try:
            return self._try(*words, given=given)
        except command.Failed as failed:
            raise command.unreadable(failed) from failed

    def _try(self, *words: str, given: bytes = b"") -> str:
        answer = command.ask(self.root, *words, given=given, also=command.at(self.folder))
        return answer.decode("utf-8", "surrogateescape").removesuffix("\n")

    # Entries.

    def base(self, one: str, other: str) -> str:
        """The last entry that both lines have; empty where they have none."""
        try:
            return self._try("merge-base", one, other).partition("\n")[0]
        except command.Failed:
            return ""

    def entries_between(self, start: str, end: str) -> tuple[Told, ...]:
        """The entries of a line that another has not, the newest first; joinings are left out."""
        span = (end, f"^{start}") if start else (end,)
        form = "--format=%cs%x00%an%x00%s"
        lines = self.ask("log", "--no-merges", "-z", form, *span, "--").split("\0")
        return tuple(Told(*each) for each in zip(*[iter(lines)] * 3, strict=False))

    def changes_of(self, start: str, end: str, path: str) -> tuple[tuple[Told, str], ...]:
        """The entries that changed a file, the newest first, each with its id."""
        form = "--format=%H%x00%cs%x00%an%x00%s"
        question = ("--literal-pathspecs", "log", "--no-merges", "-z", form, end, f"^{start}")
        lines = self.ask(*question, "--", path).split("\0")
        rows = zip(*[iter(lines)] * 4, strict=False)
        return tuple((Told(day, author, said), name) for name, day, author, said in rows)

    # Files.

    def files(self, commit: str) -> dict[str, str]:
        """`mode blob` of every file of an entry, by its path from the top.

        UnsafeShared where there are more than a repository ever has.
        """
        words = ("ls-tree", "-r", "-z", "--full-tree", commit)
        also = command.at(self.folder)
        # A few folders inside each other can name more files than any memory holds.
        try:
            with command.conversation(self.root, (), *words, also=also) as answers:
                answer = answers.read(_LISTED)
                if answer.count(b"\0") > _MOST or len(answer) == _LISTED:
                    raise UnsafeShared(f"Có hơn {_MOST} tệp ở nơi dùng chung, nên chưa lấy gì.")
        except command.Failed as failed:
            raise command.unreadable(failed) from failed
        text = answer.decode("utf-8", "surrogateescape")
        lines = [line.partition("\t") for line in text.split("\0") if line]
        return {path: _entry(about) for about, _, path in lines}

    def contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """The contents of blobs; IncompleteHistory where one is not there."""
        return dict(stream(self.root, blobs))

    def content_at(self, commit: str, path: str) -> bytes | None:
        """The content of a file in an entry; None where it has none."""
        try:
            return command.ask(
                self.root,
                "cat-file",
                "blob",
                f"{commit}:{path}",
                also=command.at(self.folder),
            )
        except command.Failed:
            return None

    def lay_out(self, commit: str, tags: Mapping[str, str]) -> Path:
        """The folder with the files of an entry, as if it were the last one."""
        refs = {
            "refs/heads/main": commit,
            **{f"refs/tags/{name}": id_ for name, id_ in tags.items()},
        }
        given = "".join(f"update {name} {value}\n" for name, value in refs.items())
        self.ask("update-ref", "--stdin", given=given.encode())
        command.ask(self.root, "reset", "--quiet", "--hard", "refs/heads/main")
        return self.root / self.own.lead

    # Objects.

    def take_from(self, folder: Path, wanted: Collection[str]) -> None:
        """Bring entries and all that belongs to them from another repository.

        Raises Failed, UnsafeShared.
        """
        new = missing(self.folder, wanted)
        if new:
            known = self._known()
            gone = missing(folder, known)
            here = [each for each in known if each not in gone]
            refuse_giants(folder, new, here)
            _hand_over(folder, new, here, self.folder)

    def give_to(self, folder: Path, wanted: Collection[str], known: Collection[str]) -> None:
        """Bring entries from here to another repository, which has `known`; raises Failed."""
        new = missing(folder, wanted)
        if new:
            _hand_over(self.folder, new, known, folder)

    def bring_home(self, wanted: Collection[str], known: Collection[str]) -> None:
        """Bring entries from here into the agency's own repository; nothing points at them yet.

        CannotWrite where that is not possible.
        """
        try:
            self.give_to(self.own.shared, wanted, known)
            tidy(self.own.shared)
        except command.Failed as failed:
            raise CannotWrite("Không ghi được vào lịch sử của kho.", ROOM) from failed

    def refuse_what_is_broken(self, wanted: Collection[str]) -> None:
        """UnsafeShared where something is missing that belongs to these entries, or is too much."""
        try:
            refuse_giants(self.folder, wanted, self._known())
        except command.Failed as failed:
            raise UnsafeShared(
                "Nơi dùng chung thiếu một phần dữ liệu, nên chưa lấy gì."
            ) from failed

    def _known(self) -> list[str]:
        """The entries of this PC that everything else hangs on."""
        own = self.ask("for-each-ref", "--format=%(objectname)", OWN, "refs/isoqms/da-biet")
        return own.split()


@contextmanager
def relay(own: Place, last: str, known: str) -> Iterator[Relay]:
    """A repository between for the time of one exchange.

    It sees what `own` has: its `last` entry, and the one `known` to have been shared before, each
    empty where there is none.
    """
    with temporary() as aside:
        root = aside / "kho"
        root.mkdir()
        made = Relay(root, own)
        made.ask("init", "--quiet", "--initial-branch=main", "--template=", "--object-format=sha1")
        made.ask("config", "--local", "core.longpaths", "true")
        info = made.folder / "objects" / "info"
        info.mkdir(exist_ok=True)
        objects = f"{(own.shared / 'objects').resolve().as_posix()}\n"
        (info / "alternates").write_text(objects, encoding="utf-8", newline="\n")
        for name, value in ((OWN, last), ("refs/isoqms/da-biet", known)):
            if value:
                made.ask("update-ref", name, value)
        yield made


def has(folder: Path, name: str) -> bool:
    """Whether a repository has this object."""
    try:
        command.ask(folder, "cat-file", "-e", name, also=command.at(folder))
    except command.Failed:
        return False
    return True


def _hand_over(source: Path, wanted: Collection[str], known: Collection[str], target: Path) -> None:
    given = "\n".join([*wanted, *(f"^{each}" for each in known)]) + "\n"
    command.hand_over(source, given.encode(), _PACK, target, _UNPACK)


def refuse_strange_files(files: Mapping[str, str]) -> None:
    """UnsafeShared where a file (`mode blob` by path) is none that may be written here."""
    for path, entry in files.items():
        if entry.partition(" ")[0] not in _PLAIN:
            raise UnsafeShared(
                f"«{printable(path, '?')}» không phải là một tệp thường của kho, nên chưa lấy gì."
            )
        why = fault_of(path)
        if why:
            raise UnsafeShared(f"Tên tệp «{printable(path, '?')}» {why}, nên chưa lấy gì.")


def _entry(about: str) -> str:
    mode, _, blob = about.split()
    return f"{mode} {blob}"
