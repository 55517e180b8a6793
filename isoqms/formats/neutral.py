"""Show the characters that a reader cannot see: no title can repaint a screen or turn a line."""

import json
import unicodedata

# Cc: terminal escapes and line breaks; Cf: direction overrides and zero-width letters; Cs: half
# letters that cannot be written as UTF-8; Zl, Zp: line breaks of Unicode.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def is_hidden(letter: str) -> bool:
    """Whether `letter` moves, hides or turns other letters, or is no character at all (U+FFFE)."""
    return unicodedata.category(letter) in _HIDDEN or ord(letter) & 0xFFFE == 0xFFFE


def visible(text: str, *, keep: str = "") -> str:
    r"""`text` with each hidden character but those of `keep` written out: `\x1b`, `\n`, `\u202e`.

    Rich markup stays letter for letter: the result is to be written as it is, never through a
    markup parser.
    """
    if text.isprintable():
        return text
    hidden = {letter for letter in text if is_hidden(letter)} - set(keep)
    written = {ord(each): each.encode("unicode_escape").decode("ascii") for each in hidden}
    return text.translate(written)


def as_json(value: object) -> str:
    r"""`value` as JSON that people can read, ending with a line break.

    Hidden characters are written as `\uXXXX`: the data stay exact and the text harmless.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # JSON has escaped every line break of the values; those that are left are its own layout.
    if text.replace("\n", "").isprintable():
        return f"{text}\n"
    hidden = {letter for letter in text if is_hidden(letter)} - {"\n"}
    # Between its quotes a text of JSON may hold any character in its escaped form.
    written = {ord(each): json.dumps(each)[1:-1] for each in hidden}
    return f"{text.translate(written)}\n"
