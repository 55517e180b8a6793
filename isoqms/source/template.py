"""Templates to text: the names of an agency put into the framework documents.

Sandboxed and strict: a template of somebody else says only what `template_grammar` allows, and
a name that nobody gave is an error, never an empty place on an official paper.
"""

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.tokens import ScalarToken

from isoqms.source.scalars import quoted
from isoqms.source.template_grammar import TemplateFault, names_used

_PACKAGE: Final = Path(__file__).parents[1]
_TAG_ALONE: Final = re.compile(r"^[ \t]*(\{%(?:[^%]|%(?!\}))*)%\}[ \t]*\n", re.MULTILINE)
_HEAD: Final = re.compile(r"---\n(?P<head>.*?\n)---\n", re.DOTALL)
_BARE: Final = re.compile(r"[^\W\d_][\w-]*|\d{4}-\d\d-\d\d")
_LARGEST_RESULT: Final = 4 * 1024 * 1024
_BLOCK_SIGN: Final = re.compile(r"^(\d*)([-+#=.)])")
_MARKDOWN_SIGNS: Final = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)")


def render(text: str, variables: Mapping[str, str | int]) -> str:
    """`text` with its variables put in; a line that holds a `{% %}` tag only leaves nothing behind.

    Nothing is escaped: the result is plain text, and escaping for HTML would put `&amp;` on paper.
    TemplateFault with the line where a tag is wrong or a name unknown.
    """
    return _render(text, variables, str)


def render_yaml(text: str, variables: Mapping[str, str | int]) -> str:
    """The YAML of `text` with the variables put into its scalars.

    They stay single scalars whatever the names hold.

    A scalar that held no variable is left as it was written, and so are comments.
    """
    return replace_scalars(text, _filler(variables))


def render_markdown(text: str, variables: Mapping[str, str | int]) -> str:
    """The Markdown of `text`, its YAML head included.

    Signs of Markdown inside the names lose their meaning.
    """
    text = replace_head_scalars(text, _filler(variables))
    found = _HEAD.match(text)
    start = found.end() if found else 0
    above = "\n" * text.count("\n", 0, start)
    # Blank lines in place of the head, so that a fault of the body is told with its line in the
    # file.
    return text[:start] + _render(above + text[start:], variables, _as_markdown)[len(above) :]


class Marked(str):
    """Text that is Markdown already: its signs keep their meaning when it is put into Markdown."""

    __slots__ = ()


def render_prose(text: str, variables: Mapping[str, object]) -> str:
    """The Markdown of `text` with values and calls put in.

    Only what is `Marked` may bring signs of Markdown.

    A value takes no more than its place in a line: line breaks become spaces, and it begins no list
    or heading. Faults of our own (IsoqmsError) that a call raises pass through.
    """
    return _render(text, variables, _as_prose)


def replace_scalars(text: str, change: Callable[[str], str]) -> str:
    """The YAML of `text` with each changed scalar written anew; everything else to the letter."""
    parts = []
    done = 0
    for token in _scalars(text):
        start, end = token.start_mark.index, token.end_mark.index
        changed = _changed(token, text[start:end], change)
        parts += [text[done:start], changed]
        done = end
    return "".join([*parts, text[done:]])


def replace_head_scalars(text: str, change: Callable[[str], str]) -> str:
    """The Markdown of `text` with each changed scalar of its YAML head written anew.

    The body to the letter.
    """
    found = _HEAD.match(text)
    if not found:
        return text
    return f"---\n{replace_scalars(found['head'], change)}---\n{text[found.end() :]}"


def _changed(token: ScalarToken, written: str, change: Callable[[str], str]) -> str:
    if token.style in ("|", ">"):
        # The lines of block text take names as they are: no sign ends it but a lesser indent.
        return change(written)
    value = str(token.value)
    new = change(value)
    if new == value:
        return written
    # What was bare stays bare where no list, mapping or number rule could take it for something
    # else.
    return new if token.plain and _BARE.fullmatch(new) else quoted(new)


def _filler(variables: Mapping[str, str | int]) -> Callable[[str], str]:
    return lambda value: render(value, variables) if "{" in value else value


def _scalars(text: str) -> Iterator[ScalarToken]:
    try:
        for token in YAML(typ="safe", pure=True).scan(text):
            if isinstance(token, ScalarToken):
                yield token
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise TemplateFault(f"Phần YAML của khung mẫu viết sai ở dòng {line}.", line) from error


def _as_markdown(value: object) -> str:
    return _MARKDOWN_SIGNS.sub(lambda sign: f"\\{sign[0]}", str(value))


def _as_prose(value: object) -> str:
    if isinstance(value, Marked):
        return str(value)
    return _BLOCK_SIGN.sub(r"\g<1>\\\g<2>", _as_markdown(" ".join(str(value).split())))


@cache
def _environment(finalize: Callable[[object], str]) -> SandboxedEnvironment:
    sandbox = SandboxedEnvironment(
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        finalize=finalize,
        autoescape=False,  # the result is YAML, Markdown or plain text, never HTML
    )
    # What the library brings along counts without end (range, lipsum).
    sandbox.globals.clear()
    return sandbox


def _render(text: str, variables: Mapping[str, object], finalize: Callable[[object], str]) -> str:
    # The line break moves into the tag, so that nothing is printed for it and lines still count
    # right.
    source = _TAG_ALONE.sub("\\1\n%}", text)
    for name in sorted(names_used(source) - variables.keys()):
        line = _line_of(name, text)
        raise TemplateFault(
            f"Khung mẫu dùng biến «{name}» ở dòng {line}, nhưng không có biến này.",
            line,
        )
    try:
        return "".join(_bounded(_compiled(source, finalize).generate(variables)))
    except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError) as error:
        if _is_ours(error):
            raise
        line = _line_in_template(error)
        raise TemplateFault(f"Khung mẫu không điền được ở dòng {line}.", line) from error


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    """The pieces, as long as they are no more than a paper could hold."""
    written = 0
    for piece in pieces:
        written += len(piece)
        if written > _LARGEST_RESULT:
            raise TemplateFault("Khung mẫu viết ra quá dài.", 1)
        yield piece


@lru_cache(maxsize=256)
def _compiled(source: str, finalize: Callable[[object], str]) -> Template:
    return _environment(finalize).from_string(source)


def _is_ours(error: Exception) -> bool:
    """Whether a call of ours failed by itself: that is a bug, and no fault of the text."""
    where = Path(traceback.extract_tb(error.__traceback__)[-1].filename)
    return where.is_relative_to(_PACKAGE) and where != Path(__file__)


def _line_of(name: str, text: str) -> int:
    found = re.search(rf"\{{[{{%][^}}]*\b{re.escape(name)}\b", text)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _line_in_template(error: Exception) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    ours = (each for each in reversed(frames) if each.filename in ("<template>", "<unknown>"))
    return next((frame.lineno or 1 for frame in ours), 1)
