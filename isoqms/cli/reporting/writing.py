"""The questions of `isoqms report --write`: a person's own words, section by section."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import typer

from isoqms.actions.reporting.own_words import Asked, asked_sections, plan_words
from isoqms.cli.terminal.changing import How, asked_then_written, asks, carry
from isoqms.cli.terminal.options import year_of
from isoqms.cli.terminal.say import prompted, say
from isoqms.errors import BadAnswer, IsoqmsError, UnknownName
from isoqms.model.layout import path_of
from isoqms.plain_files import NotPlain, read
from isoqms.repository import Repository
from isoqms.wording import listed, nearest

_LAST_YEAR: Final = "="
_NOTHING: Final = "-"
_MOST_SHOWN: Final = 3


class _Given(NamedTuple):
    """What a person answers for a section."""

    words: str | None
    """None for what stays as it is, empty for what goes."""
    is_last: bool = False
    """Whether the person stops here."""


def write_words(
    inside: Path,
    as_of: date,
    year: int | None,
    how: How,
    *,
    section: str | None,
    text: str | None,
) -> None:
    """Ask for the words of each section, or of one, and write them into the year's report.

    BadAnswer where nobody can be asked and no words are given.
    """
    chosen = year_of(year, as_of)

    def ask(repository: Repository) -> Mapping[str, str]:
        if text is not None:
            if section is None:
                raise BadAnswer("Chưa biết viết vào mục nào.", "Thêm --section, ví dụ III.1.")
            return {section: text}
        if not asks(quiet=how.quiet):
            raise BadAnswer("Còn thiếu: --text.", 'Ví dụ: --section III.1 --text "…".')
        every = _only(asked_sections(repository, chosen), section)
        return dict(_answers(every, lambda words: plan_words(repository, chosen, words)))

    def write(repository: Repository, words: Mapping[str, str]) -> None:
        if not words:
            say("Không có gì mới để ghi.")
            return
        change = plan_words(repository, chosen, words)
        if carry(repository, change, author=how.author, day=as_of, dry_run=how.dry_run):
            say(f"Đã viết mục {listed(words)} vào {path_of('bao-cao', chosen)}.")

    asked_then_written(inside, as_of, how, ask, write)


def text_of(text: str | None, file: Path | None) -> str | None:
    """The words that are given, or those of a text file; BadAnswer where it cannot be read."""
    if file is None:
        return text
    if text is not None:
        raise BadAnswer("Chỉ ghi một trong hai: --text hoặc --file.", "Bỏ một tùy chọn.")
    try:
        return read(file).decode("utf-8-sig")
    except (OSError, NotPlain, UnicodeDecodeError) as error:
        raise BadAnswer(
            f"Không đọc được tệp «{file}».", "Lưu thành tệp chữ thường (.txt, UTF-8) rồi chạy lại."
        ) from error


def _only(every: tuple[Asked, ...], key: str | None) -> tuple[Asked, ...]:
    found = tuple(each for each in every if key in (None, each.key))
    if not found:
        known = [each.key for each in every]
        meant = nearest(key or "", known)
        hint = f"Có phải «{meant}»?" if meant else f"Các mục: {', '.join(known)}."
        raise UnknownName(f"Đề cương báo cáo không có mục «{key}».", hint)
    return found


def _answers(
    every: tuple[Asked, ...], refuse: Callable[[Mapping[str, str]], object]
) -> Iterator[tuple[str, str]]:
    """The words of the sections, as far as the person goes: who stops loses none of them."""
    say("Câu lấy từ hồ sơ thì bản in tự có; chỉ viết phần III và điều muốn thêm.", err=True)
    say(
        "Mỗi dòng là một đoạn, dòng trống là xong mục; Enter ngay là giữ như đang có; "
        f"{_LAST_YEAR} lấy lại lời năm trước; {_NOTHING} bỏ lời đang có; "
        "Ctrl-C: dừng, lời đã viết vẫn được ghi.",
        err=True,
    )
    for each in every:
        _show(each)
        given = _accepted(each, refuse)
        if given.words is not None and given.words != each.now:
            yield each.key, given.words
        if given.is_last:
            say(err=True)
            return


def _show(asked: Asked) -> None:
    say(f"\nMục {asked.key}. {asked.title}", err=True, bold=True)
    for words in asked.told[:_MOST_SHOWN]:
        say(f"  hồ sơ: {words}", err=True)
    left = len(asked.told) - _MOST_SHOWN
    if left > 0:
        say(f"  hồ sơ: … và {left} câu nữa", err=True)
    if asked.before:
        say(f"  năm trước: {_indented(asked.before)}", err=True)
    if asked.now:
        say(f"  đang có: {_indented(asked.now)}", err=True)


def _indented(words: str) -> str:
    return words.replace("\n", "\n    ")


def _accepted(asked: Asked, refuse: Callable[[Mapping[str, str]], object]) -> _Given:
    """The answer for a section; one that could not be printed is asked again at once."""
    while True:
        given = _answer(asked)
        if not given.words:
            return given
        try:
            refuse({asked.key: given.words})
        except IsoqmsError as error:
            say(f"  {error} {error.hint}".rstrip(), fg="yellow", err=True)
            if given.is_last:
                return _Given(None, is_last=True)
        else:
            return given


def _answer(asked: Asked) -> _Given:
    lines: list[str] = []
    try:
        while line := _line():
            if not lines and line == _LAST_YEAR:
                return _Given(asked.before)
            if not lines and line == _NOTHING:
                return _Given("")
            lines.append(line)
    except typer.Abort:
        return _Given(_paragraphs(lines), is_last=True)
    return _Given(_paragraphs(lines))


def _line() -> str:
    return str(prompted("  viết", default="", show_default=False, err=True)).strip()


def _paragraphs(lines: list[str]) -> str | None:
    return "\n\n".join(lines) or None
