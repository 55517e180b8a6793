"""Every way in which the bytes of a file are spoiled: by hand, by an editor, with intent."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from random import Random
from xml.sax.saxutils import escape

NUMBERS = (
    "9" * 40,
    "9" * 5000,
    "-1",
    "-0",
    "0.1",
    "1e999",
    "1e-999",
    "0x1F",
    "0o17",
    "1_000",
    "1.234,5",
    "12:30",
    "190:20:30",
    ".nan",
    ".inf",
    "٣",
    "²",
    "1e5",
    "2147483648",
    "18446744073709551616",
)
DAYS = (
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "0000-00-00",
    "2026-02-30",
    "1905-07-18",
    "2026-06-30T25:61:61Z",
    "2026-06-30 10:00:00 +14:59",
    "31/12/9999",
    "5/QĐ-UBND ngày 31/02/2026",
    "5/QĐ-UBND ngày 01/01/0001",
    "5/QĐ-UBND ngày 31/12/9999",
    "ngày ٣٠/06/2026",
    "26-6-1",
    "2026",
)
YAML = (
    "~",
    "null",
    "true",
    "off",
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    "[null]",
    "{1: 2, [a]: b}",
    "{a: {a: {a: {a: {a: {a: {}}}}}}}",
    "[[[[[[[[]]]]]]]]",
    "[" * 2000,
    "[" * 300 + "]" * 300,
    "{a: " * 400,
    "{a: " * 200 + "1" + "}" * 200,
    "- " * 300,
    "? " * 300,
    "&a [*a]",
    "&a {a: *a}",
    "*b",
    "&x [&y [*x, *y], *x]",
    "[&a [1,1,1,1], &b [*a,*a,*a,*a], &c [*b,*b,*b,*b], &d [*c,*c,*c,*c], [*d,*d,*d,*d]]",
    "!!python/object:os.system x",
    "!!binary aGk=",
    "!!timestamp 2026-13-45",
    "!!int x",
    "!!set {a, b}",
    "!!omap [a: 1, a: 2]",
    "!x y",
    "!<tag:yaml.org,2002:int> '1'",
    "|",
    "|9",
    "|-2",
    ">-",
    "'",
    '"',
    '"\\ud800"',
    '"\\x00"',
    '"\\U0010FFFF"',
    '"\\UFFFFFFFF"',
    "# isoqms: bỏ qua QMS101 — x",
    "# isoqms: bỏ qua",
    "<<: *x",
    "<<: {code: X}",
    "? a",
    "? [a, b]\n: c",
    "- - - -",
    "---",
    "---\n---",
    "...",
    "%YAML 9.9",
    "%TAG ! x",
    "\t- a",
    "=",
    "a: b: c",
    "- a\n  b: c",
)
TEXTS = (
    "{{ 9**9 }}",
    "{% for a in b %}",
    "{% for a in units %}{% for b in units %}x{% endfor %}{% endfor %}",
    "{{ agency.__class__ }}",
    "{{ 'x' * 9999999 }}",
    "{% include 'x' %}",
    "{{ section('I.1') }}",
    "\x1b]0;x\x07",
    "\x1b[2J\x1b[H",
    "\x9b31m",
    "\x07\x08\x7f",
    "\r",
    "\u202e\u200b",
    "\u2066\u2069",
    "\u2028\u2029\x85",
    "\ufeff",
    "\x00",
    "\ud800",
    "\ufffe\uffff",
    "e\u0301",
    "e" + "\u0301" * 300,
    "đ" * 3000,
    "😀" * 50,
    "[bold red]x[/]",
    "[/x]",
    "<script>",
    "](http://a)",
    "| a | b |",
    "|" * 300,
    "```",
    "`" * 300,
    "#" * 50,
    "*" * 300,
    "_" * 300,
    "[" * 300,
    "![" * 300,
    ">" * 300,
    "- " * 300,
    "<!--",
    "&#0;&#x110000;",
    "[^1]: x",
    "<<<<<<< HEAD",
    "<<<<<<< a\nx\n=======\ny\n>>>>>>> b",
    "=cmd|' /C calc'!A0",
    "0912 345 678, a@gmail.com, CCCD 079123456789",
    "\\",
    "%s %d {0} {x} $x",
)
NAMES = (
    "QT-TP-01@999",
    "QT-TP-01@-1",
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\x",
    "CON",
    "a/b",
    "a" * 300,
    "ký tự lạ",
    "-C",
    "--help",
    ".",
    " ",
    "tai-lieu/noi-bo/QT-NB-01.md",
    "5/QĐ-UBND",
    "5/QĐ-UBND; rm x",
)
NASTY = (*NUMBERS, *DAYS, *YAML, *TEXTS, *NAMES)
"""What no model, no reader, no template and no screen expects."""

Mutation = Callable[[bytes, Random], bytes]


def nasty(chance: Random) -> str:
    """One of them; each family has its turn as often."""
    return chance.choice(chance.choice((NUMBERS, DAYS, YAML, TEXTS, NAMES)))


def as_bytes(text: str) -> bytes:
    """With half letters as the bytes that no reader of UTF-8 takes."""
    return text.encode("utf-8", "surrogatepass")


def flipped(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) or 1)
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def cut(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) or 1)]


def emptied(content: bytes, chance: Random) -> bytes:
    del content
    return chance.choice((b"", b"\n", b"   ", b"---\n---\n", b"null\n", b"[]\n", b"{}\n", b"\0"))


def without_a_line(content: bytes, chance: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if lines:
        del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def without_the_first_lines(content: bytes, chance: Random) -> bytes:
    """The head of a document, its fence, the name of a list."""
    return b"".join(content.splitlines(keepends=True)[chance.choice((1, 1, 2, 5)) :])


def with_a_line_twice(content: bytes, chance: Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    return b"".join([*lines[:at], *lines[at : at + 1] * chance.choice((2, 200)), *lines[at:]])


def with_a_part_twice(content: bytes, chance: Random) -> bytes:
    """A row or a paragraph copied, as people do: keys and names are there twice."""
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    part = lines[at : at + chance.choice((3, 6, 12))]
    return b"".join([*lines[:at], *part, *lines[at:]])


def many_times(content: bytes, chance: Random) -> bytes:
    """The whole file again and again, up to a megabyte or so."""
    return content * min(chance.choice((2, 20, 100)), 1 + 1_000_000 // (len(content) or 1))


def with_lines_exchanged(content: bytes, chance: Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def indented(content: bytes, chance: Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((b" ", b"  ", b"\t", b"    ")) + lines[at]
    return b"".join(lines)


def nested(content: bytes, chance: Random) -> bytes:
    """All that follows a line goes deeper."""
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    return b"".join([*lines[:at], b"x:\n", *(b"  " + line for line in lines[at:])])


def with_a_value(content: bytes, chance: Random) -> bytes:
    """One value of a line after its colon becomes a nasty one."""
    lines = content.splitlines(keepends=True)
    places = [at for at, line in enumerate(lines) if b":" in line]
    if places:
        at = chance.choice(places)
        lines[at] = lines[at].partition(b":")[0] + b": " + as_bytes(nasty(chance)) + b"\n"
    return b"".join(lines)


def with_a_value_quoted(content: bytes, chance: Random) -> bytes:
    """A nasty one that YAML reads as a text, so that it comes through to every paper."""
    lines = content.splitlines(keepends=True)
    places = [at for at, line in enumerate(lines) if b": " in line]
    if places:
        at = chance.choice(places)
        letters = "".join(f"\\U{ord(each):08x}" for each in nasty(chance))
        lines[at] = lines[at].partition(b":")[0] + f': "{letters}"\n'.encode()
    return b"".join(lines)


def with_values_exchanged(content: bytes, chance: Random) -> bytes:
    """The values of two keys change places: a day where a number was, a list's key alone."""
    lines = content.splitlines(keepends=True)
    places = [at for at, line in enumerate(lines) if b":" in line]
    if len(places) > 1:
        one, other = chance.sample(places, 2)
        (head, sign, value), (other_head, _, other_value) = (
            lines[at].partition(b":") for at in (one, other)
        )
        lines[one], lines[other] = head + sign + other_value, other_head + sign + value
    return b"".join(lines)


def with_an_alias(content: bytes, chance: Random) -> bytes:
    """A value is named, and another place refers to it."""
    lines = content.splitlines(keepends=True)
    places = [at for at, line in enumerate(lines) if b": " in line]
    if len(places) > 1:
        one, other = chance.sample(places, 2)
        head, _, value = lines[one].partition(b": ")
        lines[one] = head + b": &ten " + value
        lines[other] = lines[other].partition(b":")[0] + b": *ten\n"
    return b"".join(lines)


def with_another_key(content: bytes, chance: Random) -> bytes:
    """A key is misspelt, doubled, or no text."""
    lines = content.splitlines(keepends=True)
    places = [at for at, line in enumerate(lines) if re.match(rb"\s*(?:- )?\w+:", line)]
    if places:
        at = chance.choice(places)
        key = chance.choice((b"x", b"1", b"null", b"2026-01-01", b"[a]", b"<<", b"? a", b"''"))
        lines[at] = re.sub(rb"\w+(?=:)", lambda _: key, lines[at], count=1)
    return b"".join(lines)


def with_something_put_in(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + as_bytes(nasty(chance)) + content[at:]


def with_a_word_of_another_line(content: bytes, chance: Random) -> bytes:
    words = content.split()
    if len(words) < 2:
        return content
    return content.replace(chance.choice(words), chance.choice(words), chance.choice((1, -1)))


def with_a_day_moved(content: bytes, chance: Random) -> bytes:
    """A day becomes another that there is: the far past, the far future, a neighbour."""
    found = list(re.finditer(rb"\d{4}-\d\d-\d\d", content))
    if not found:
        return content
    one = chance.choice(found)
    years = ("0001", "1899", "1990", "2000", "2024", "2027", "9998", "9999")
    month, day = chance.randrange(1, 13), chance.randrange(1, 29)
    moved = f"{chance.choice(years)}-{month:02}-{day:02}"
    return content[: one.start()] + moved.encode() + content[one.end() :]


def in_another_code(content: bytes, chance: Random) -> bytes:
    """As Notepad, Excel and old programs keep it."""
    text = content.decode("utf-8", "replace")
    made: tuple[Callable[[], bytes], ...] = (
        lambda: text.encode("utf-16"),
        lambda: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda: text.encode("utf-16-le"),
        lambda: text.encode("utf-16")[: chance.randrange(2, 99)],
        lambda: text.encode("utf-32"),
        lambda: b"\xef\xbb\xbf" + content,
        lambda: b"\xef\xbb\xbf" * 2 + content,
        lambda: text.encode("cp1258", "replace"),
        lambda: text.encode("latin-1", "replace"),
        lambda: text.encode("utf-7"),
        lambda: content.replace(b"\n", b"\r\n"),
        lambda: content.replace(b"\n", b"\r"),
        lambda: content.replace(b"\n", b"\n\r"),
        lambda: unicodedata.normalize("NFD", text).encode(),
        lambda: content.replace(b"a", b"\xc0\x80"),
        lambda: content.replace(b"  ", b"\t"),
        lambda: content.replace(b" ", "\u00a0".encode()),
    )
    return chance.choice(made)()


MUTATIONS: tuple[Mutation, ...] = (
    flipped,
    cut,
    emptied,
    without_a_line,
    without_the_first_lines,
    with_a_line_twice,
    with_a_part_twice,
    many_times,
    with_lines_exchanged,
    indented,
    nested,
    in_another_code,
    with_an_alias,
    with_another_key,
    with_a_word_of_another_line,
    *(with_a_day_moved,) * 2,
    *(with_values_exchanged,) * 2,
    *(with_something_put_in,) * 2,
    *(with_a_value,) * 3,
    *(with_a_value_quoted,) * 3,
)


def spoiled(content: bytes, chance: Random) -> bytes:
    """The content with one fault, or some on top of each other."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        content = chance.choice(MUTATIONS)(content, chance)
    return content


_CELL = re.compile(rb"<(t|v)(?: [^>]*)?>([^<]*)</\1>")


def with_a_cell(part: bytes, chance: Random) -> bytes:
    """A part of a workbook in which one cell holds something nasty."""
    found = list(_CELL.finditer(part))
    if not found:
        return spoiled(part, chance)
    one = chance.choice(found)
    value = as_bytes(escape(nasty(chance)))
    return part[: one.start(2)] + value + part[one.end(2) :]


def workbook_spoiled(content: bytes, chance: Random) -> bytes:
    """A packed file, spoiled as bytes or in one of its parts."""
    if not chance.randrange(5):
        return spoiled(content, chance)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for _ in range(chance.choice((1, 2, 5))):
        name = chance.choice(list(parts))
        how = chance.choice((with_a_cell, with_a_cell, with_a_cell, spoiled))
        parts[name] = how(parts[name], chance)
    if not chance.randrange(10):
        del parts[chance.choice(list(parts))]
    packed_again = io.BytesIO()
    with zipfile.ZipFile(packed_again, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return packed_again.getvalue()
