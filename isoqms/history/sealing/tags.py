"""The annotated tags of a repository: what was sealed at a commit, in which words."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from isoqms.history import command

_FIELDS = (
    "%(refname:strip=2)",
    "%(objectname)",
    "%(objecttype)",
    "%(*objectname)",
    "%(*objecttype)",
    "%(taggername)",
    "%(taggerdate:iso-strict)",
    "%(contents:signature)",
    "%(contents)",
)


class Tag(NamedTuple):
    """An annotated tag (mốc ban hành)."""

    name: str
    id: str
    target: str
    """The id of the commit that it seals."""
    message: str
    """Without the signature."""
    tagger: str
    when: datetime | None
    """None where the tag does not say."""
    signed: bool
    """Whether it carries a signature; nobody has checked it here."""


def read_tags(root: Path) -> tuple[Tag, ...]:
    """The annotated tags of commits, by name; light ones say nothing and are left out.

    Raises Failed, GitMissing.
    """
    form = "".join(f"{field}%00" for field in _FIELDS)
    words = command.ask(root, "for-each-ref", "--sort=refname", f"--format={form}", "refs/tags")
    texts = words.decode("utf-8", "replace").split("\0")
    count = len(_FIELDS)
    rows = (texts[start : start + count] for start in range(0, len(texts) - 1, count))
    return tuple(_tag(row) for row in rows if row[2] == "tag" and row[4] == "commit")


def _tag(row: list[str]) -> Tag:
    name, identity, _, target, _, tagger, when, signature, contents = row
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        moment = None
    message = contents.removesuffix(signature).strip()
    return Tag(name.lstrip("\n"), identity, target, message, tagger, moment, signed=bool(signature))
