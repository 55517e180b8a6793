"""The wording of a paper's articles: the agency's template in mau/, or ours of that name."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from isoqms.repository import Repository
from isoqms.resources import folder
from isoqms.source.template import render
from isoqms.source.template_grammar import TemplateFault
from isoqms.source.text import readable
from isoqms.wording import nfc


def place_of(name: str) -> PurePosixPath:
    """Where the agency's own template of this name stands."""
    return PurePosixPath("mau", name)


def packaged_wording(name: str) -> str:
    """Our template of this name, as it ships."""
    return nfc((folder("docs-template") / place_of(name)).read_text(encoding="utf-8"))


def articles(repository: Repository, name: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The paragraphs of the template with the values put in, each one line.

    What is left empty is none.

    TemplateFault, naming the agency's own file, where it cannot be read or filled in.
    """
    own = place_of(name)
    if not (
        repository.holds(own) and (repository.root / own).resolve().is_relative_to(repository.root)
    ):
        return _paragraphs(render(packaged_wording(name), values))
    try:
        return _paragraphs(render(nfc(readable(repository.bytes_of(own))), values))
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateFault(f"Không đọc được khung mẫu «{own}».", 1) from error
    except TemplateFault as fault:
        raise TemplateFault(f"«{own}»: {fault}", fault.line) from fault


def _paragraphs(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.splitlines())
    joined = "\n".join(lines)
    return tuple(" ".join(part.split()) for part in joined.split("\n\n") if part.strip())
