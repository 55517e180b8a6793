"""Keep the file of a piece of evidence beside its register, with its SHA-256."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

from isoqms.actions.changing.applying import Change
from isoqms.actions.control.issue_refusals import Reason
from isoqms.actions.control.signed_pdf import evidence_file
from isoqms.errors import BadAnswer
from isoqms.model.control.sealing import file_sum
from isoqms.wording import slug

EVIDENCE: Final = "evidence"
"""The word of the records that keep a file."""
_FOLDER: Final = "bang-chung"
_OF_NAME: Final = 40
_OF_SUM: Final = 8


class Attached(NamedTuple):
    """A file that was handed in: its name is made so that no other has it."""

    name: str
    content: bytes

    def path(self, register: PurePosixPath) -> PurePosixPath:
        """Where it is kept."""
        return register.parent / _FOLDER / self.name

    def answers(self, register: PurePosixPath) -> Mapping[str, Any]:
        """What the record says of it."""
        return {"path": str(self.path(register)), "sha256": file_sum(self.content)}


def attached(path: Path) -> Attached:
    """The file as it is kept; BadAnswer where it cannot be."""
    content = evidence_file(path)
    if isinstance(content, Reason):
        raise BadAnswer(content.message, content.hint)
    start = slug(path.stem)[:_OF_NAME].strip("-") or EVIDENCE
    name = f"{start}-{file_sum(content)[:_OF_SUM]}{path.suffix.lower()}"
    return Attached(name, content)


def with_file(change: Change, file: Attached | None, register: PurePosixPath) -> Change:
    """The change of the register with the file itself."""
    if file is None:
        return change
    return replace(change, files={**change.files, file.path(register): file.content})


def refuse_second(record: object, name: str) -> None:
    """BadAnswer where the record has its file already: what proves something is not exchanged."""
    known = getattr(record, "path", None)
    if known:
        raise BadAnswer(
            f"«{name}» đã kèm tệp: {known}.",
            "Tệp làm bằng chứng không thay; tệp khác thì ghi bằng chứng mới: "
            "`isoqms new evidence --file TỆP`.",
        )
