"""The wording of papers that an agency may change: its own in `mau/`, or else ours."""

from pathlib import Path, PurePosixPath

from isoqms.packs.outlines import OWN
from isoqms.resources import packs
from isoqms.source.reading import Unreadable
from isoqms.source.text import decode


def paper_text(name: str, root: Path) -> tuple[PurePosixPath, str]:
    """The Markdown template of this name and where it stands.

    Unreadable where the agency's own is no text.
    """
    own = root / OWN / f"{name}.md"
    # Links that lead out of the repository are no part of it.
    if own.is_file() and own.resolve().is_relative_to(root.resolve()):
        path = PurePosixPath(OWN, own.name)
        text, faults = decode(path, own.read_bytes())
        if text is None:
            raise Unreadable(f"{path}: {faults[0].message}", faults[0].hint)
        return path, text
    return PurePosixPath(f"{name}.md"), (packs() / "papers" / f"{name}.md").read_text(
        encoding="utf-8"
    )
