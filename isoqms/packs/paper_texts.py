"""The wording of papers that an agency may change: its own in `mau/`, or else ours."""

from pathlib import Path, PurePosixPath

from isoqms.packs.outlines import OWN, own_file
from isoqms.resources import packs
from isoqms.source.reading import Unreadable
from isoqms.source.text import decode


def paper_text(name: str, root: Path) -> tuple[PurePosixPath, str]:
    """The Markdown template of this name and where it stands.

    Unreadable where the agency's own is no text.
    """
    own = root / OWN / f"{name}.md"
    content = own_file(own, root)
    if content is not None:
        path = PurePosixPath(OWN, own.name)
        text, faults = decode(path, content)
        if text is None:
            raise Unreadable(f"{path}: {faults[0].message}", faults[0].hint)
        return path, text
    return PurePosixPath(f"{name}.md"), (packs() / "papers" / f"{name}.md").read_text(
        encoding="utf-8"
    )
