"""What a new file of a repository begins with."""

from pathlib import PurePosixPath

from isoqms.actions.agency.init import with_schema
from isoqms.repository import Repository
from isoqms.repository.places import SCHEMAS


def beginning(repository: Repository, path: PurePosixPath) -> bytes:
    """The line that leads an editor to the schema, where the repository keeps the schemas."""
    keeps_schemas = (repository.root / SCHEMAS).is_dir()
    return begun(path) if keeps_schemas else b""


def begun(path: PurePosixPath) -> bytes:
    """The line that leads an editor to the schema of a file at `path`."""
    return with_schema(path, "").encode()


def to_edit(
    repository: Repository, path: PurePosixPath
) -> tuple[bytes, dict[PurePosixPath, bytes]]:
    """The content that a register is edited from, and what of it a change takes up.

    A register that does not exist yet begins with its line for editors; nothing is taken up then.
    """
    if not repository.holds(path):
        return begun(path), {}
    content = repository.bytes_of(path)
    return content, {path: content}
