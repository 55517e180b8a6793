"""Codes of documents: which were ever given, and the next one by the agency's pattern."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from string import Formatter
from typing import Final

from isoqms.errors import BadAnswer
from isoqms.model.agency.settings import CodePatterns
from isoqms.model.base import split_link
from isoqms.model.control.document import DocumentKind
from isoqms.model.layout import file_of
from isoqms.repository.content import Repository
from isoqms.repository.places import DRAFTS, IN_FORCE, file_name
from isoqms.wording import fold, whole

_SLOT: Final = re.compile(r"\{(?:(?P<name>field|parent)|n(?::0?(?P<width>\d))?)\}")
_FIX: Final = (
    f"Sửa mục «Quy tắc mã hiệu» (code_patterns) trong {file_of('isoqms')} (ví dụ QT-NB-{{n:02}}), "
    "hoặc ghi mã ngay sau loại tài liệu."
)
_PATTERNS: Final = {
    DocumentKind.SYSTEM: "system",
    DocumentKind.SERVICE: "service",
    DocumentKind.INTERNAL: "internal",
    DocumentKind.FORM: "form",
}
_PROCEDURE: Final = "QT-"
_WORDS: Final = {"field": r"\w[\w.&-]*", "parent": r"\w[\w.&/-]*"}
"""What may stand in a code for the field, or for the document that a form belongs to."""


def pattern_name(kind: DocumentKind) -> str | None:
    """The key of `code_patterns` for codes of a kind; None where such codes follow no pattern."""
    return _PATTERNS.get(kind)


def pattern_of(patterns: CodePatterns, kind: DocumentKind) -> str | None:
    """The pattern for codes of a kind; None where the agency has none."""
    name = pattern_name(kind)
    return str(getattr(patterns, name)) if name else None


def codes_allowed(pattern: str) -> re.Pattern[str] | None:
    """The codes that a pattern such as `QT-{field}-{n:02}` allows; None where it cannot be read."""
    out = ""
    try:
        for literal, name, form, _ in Formatter().parse(pattern):
            slot = _slot(name, form or "")
            if slot is None:
                return None
            out += re.escape(literal) + slot
    except ValueError:
        return None
    return re.compile(out)


def _slot(name: str | None, form: str) -> str | None:
    """What may stand in one slot of a pattern; None for a slot that nobody understands."""
    if name is None:
        return ""
    if name in _WORDS and not form:
        return _WORDS[name]
    if name == "n" and re.fullmatch(r"(0?\d)?d?", form):
        return rf"\d{{{int(form.rstrip('d') or 1)},}}"
    return None


def given_codes(repository: Repository) -> Mapping[str, str]:
    """Every code that the files call given, in small letters, with the words that say where."""
    out: dict[str, str] = {}
    for code, words in _given(repository):
        out.setdefault(code.casefold(), words)
    return out


def _given(repository: Repository) -> Iterator[tuple[str, str]]:
    for entry in repository.documents:
        yield entry.record.code, "đang có hiệu lực"
    for entry in repository.drafts:
        yield entry.record.code, f"đang soạn ở {entry.path}"
    for code in repository.unread_codes:
        yield code, "có trong một tệp đang có lỗi"
    yield from _decided(repository)
    if repository.staged:
        words = "có trong kế hoạch của quyết định sắp ký"
        yield from ((item.code, words) for item in repository.staged.record.issues)
        yield from ((item.code, words) for item in repository.staged.record.withdraws)


def _decided(repository: Repository) -> Iterator[tuple[str, str]]:
    for decision in repository.decisions:
        record = decision.record
        for gone in record.withdraws:
            yield gone.code, f"đã bị thu hồi theo {record.number}"
        for issued in record.issues:
            yield issued.code, f"đã được ban hành theo {record.number}"


def file_names(paths: Collection[PurePosixPath]) -> frozenset[str]:
    """The names, in small letters and without ending, of the documents among these paths."""
    folders = (DRAFTS.name, IN_FORCE.name)
    return frozenset(path.stem.casefold() for path in paths if path.parts[0] in folders)


def next_code(
    pattern: str, values: Mapping[str, str], given: Collection[str], names: Collection[str]
) -> str:
    """The code with the number after the highest that the pattern has given.

    `values` fill `{field}` and `{parent}`; `given` are codes in small letters; `names` are files
    that ever were, so that the code of a draft thrown away is not given again. BadAnswer where the
    pattern gives no code.
    """
    number = 1 + max(
        (whole(found) for found in _numbers(pattern, values, {*given, *names})), default=0
    )
    code = _filled(pattern, values, number)
    while code.casefold() in given or file_name(code).casefold() in names:
        number += 1
        code = _filled(pattern, values, number)
    return code


def _numbers(pattern: str, values: Mapping[str, str], given: Collection[str]) -> Iterator[str]:
    between = _SLOT.split(pattern)[::3]
    counts = [slot for slot in _SLOT.finditer(pattern) if not slot["name"]]
    if "{" in "".join(between) or len(counts) != 1:
        raise BadAnswer(f"Mẫu mã «{pattern}» phải có đúng một chỗ {{n}} cho số thứ tự.", _FIX)
    # Files that ever were are asked too, and the name of a file has no accents and no «/».
    as_files = {key: file_name(each) for key, each in values.items()}
    for shape in {_shape(pattern, values), _shape(pattern, as_files)}:
        matches = map(shape.fullmatch, given)
        yield from (found[1] for found in matches if found)


def _shape(pattern: str, values: Mapping[str, str]) -> re.Pattern[str]:
    out, done = "", 0
    for slot in _SLOT.finditer(pattern):
        out += re.escape(pattern[done : slot.start()].casefold())
        out += re.escape(values[slot["name"]].casefold()) if slot["name"] else r"0*(\d{1,9})"
        done = slot.end()
    return re.compile(out + re.escape(pattern[done:].casefold()))


def _filled(pattern: str, values: Mapping[str, str], number: int) -> str:
    def fill(slot: re.Match[str]) -> str:
        return values[slot["name"]] if slot["name"] else f"{number:0{int(slot['width'] or 0)}d}"

    return _SLOT.sub(fill, pattern)


def field_sign(repository: Repository, field: str) -> str:
    """The short name of a field in codes: as its documents have it, or else its first letters."""
    shape = _shape(repository.agency.record.code_patterns.service, {"field": "\0"}).pattern
    sign = re.compile(shape.replace(re.escape("\0"), r"(?P<sign>[^\W_]+)"), re.IGNORECASE)
    for entry in repository.all_documents():
        if entry.record.field and fold(entry.record.field) == fold(field):
            found = sign.fullmatch(entry.record.code)
            if found:
                return found["sign"]
    if re.fullmatch(r"[A-Z]{1,6}", field):
        return field
    return "".join(word[0] for word in re.findall(r"[a-z0-9]+", fold(field))).upper()


def parent_sign(code: str) -> str:
    """How a form's code names its procedure: without `QT-`, without a pinned issue."""
    return split_link(code)[0].removeprefix(_PROCEDURE)
