"""Reading a file.

Whatever is in it, the answer is data or a fault with its place, never a traceback.
"""

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.repository import Repository
from isoqms.source import mapping, quick
from isoqms.source.reading import Unreadable, read_bytes, read_data

YAML = PurePosixPath("boi-canh/van-de.yaml")
DOCUMENT = PurePosixPath("tai-lieu/QT-01.md")


@pytest.mark.parametrize(
    ("content", "rule", "line", "column"),
    [
        pytest.param(b"\xff\xfea\x00", "QMS001", 1, 1, id="UTF-16"),
        pytest.param(b"\xef\xbb\xbfa: b\n", "QMS001", 1, 1, id="byte-order mark"),
        pytest.param("a: b\nc: \xe1\n".encode("latin-1"), "QMS001", 2, 4, id="an old code page"),
        pytest.param(b"a: [1\nb: 2", "QMS002", 2, 2, id="a bracket never closed"),
        pytest.param(b"a: x\nb: [1\n", "QMS002", 2, 4, id="a bracket never closed at the end"),
        pytest.param(b"a: 'x\n", "QMS002", 1, 4, id="a quote never closed"),
        pytest.param(b"a: b: c\n", "QMS002", 1, 5, id="a colon too many"),
        pytest.param(b"a: 1\n---\nb: 2\n", "QMS002", 2, 1, id="two documents"),
        pytest.param(b"a: " + b"[" * 500, "QMS002", 1, 1, id="nested without end"),
        pytest.param(b"a: 1\na: 2\n", "QMS003", 2, 1, id="a key twice"),
        pytest.param(b"a: &x 1\n", "QMS004", 1, 4, id="an anchor"),
        pytest.param(b"<<: {a: 1}\n", "QMS004", 1, 1, id="a merge"),
        pytest.param(b"a: !!python/object:os.system x\n", "QMS004", 1, 4, id="a tag"),
        pytest.param(b"a:\n\tb: 1\n", "QMS005", 2, 1, id="a tab"),
        pytest.param(b"a: b\x07\n", "QMS005", 1, 5, id="a control character"),
        pytest.param("a:\xa0b\n".encode(), "QMS005", 1, 3, id="a no-break space after the key"),
        pytest.param(b"a: b\r\nc: d\r\n", "QMS006", 1, 5, id="Windows line ends"),
        pytest.param(
            "a: x\nb: Quye\u0302\u0301t\n".encode(), "QMS007", 2, 4, id="decomposed letters"
        ),
        pytest.param(b"", "QMS009", 1, 1, id="an empty file"),
        pytest.param(b" \n\n", "QMS009", 1, 1, id="only blanks"),
        pytest.param(b"a: " + b"x" * (5 * 1024 * 1024), "QMS010", 1, 1, id="too large"),
    ],
)
def test_what_cannot_be_kept_as_it_is_has_one_fault_with_its_place(
    content: bytes, rule: str, line: int, column: int
) -> None:
    (fault,) = read_bytes(YAML, content).faults
    assert (fault.rule, fault.location.line, fault.location.column) == (rule, line, column)
    assert fault.message
    assert fault.hint


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(b"no head\n", 1, id="no head"),
        pytest.param(b"---\ncode: QT-01\nprose\n", 1, id="never closed"),
    ],
)
def test_a_document_without_a_closed_head_is_a_fault(content: bytes, line: int) -> None:
    (fault,) = read_bytes(DOCUMENT, content).faults
    assert (fault.rule, fault.location.line) == ("QMS008", line)


def test_a_bomb_of_aliases_is_read_in_no_time_and_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    file = read_bytes(YAML, "\n".join(lines).encode())
    assert {fault.rule for fault in file.faults} == {"QMS004"}


@pytest.mark.parametrize(
    "written", ["02", "4.10", "1e3", "0x1F", "2024-13-45", "1_000", "+5", ".5", "007"]
)
def test_a_scalar_stays_as_it_was_written(written: str) -> None:
    file = read_bytes(YAML, f"a: {written}\n".encode())
    assert str(file.data["a"]) == written


def test_a_word_for_truth_stays_a_text_where_a_text_is_wanted(
    loaded: Callable[..., Repository],
) -> None:
    repository = loaded({"boi-canh/pham-vi.yaml": "statement: true\n"})
    assert repository.scope is not None
    assert repository.scope.record.statement == "true"
    assert repository.faults == ()


@pytest.mark.parametrize("written", ["true", "False"])
def test_a_truth_is_no_number_and_no_day(loaded: Callable[..., Repository], written: str) -> None:
    files = {
        "nam/2025/so-lieu.yaml": f"documents: {written}\n",
        "boi-canh/van-de.yaml": f"reviewed: {written}\n",
    }
    assert [fault.rule for fault in loaded(files).faults] == ["QMS012", "QMS012"]


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_written_is_nothing_read(written: str) -> None:
    assert read_bytes(YAML, f"a: {written}\nb: 1\n".encode()).data["a"] is None


def test_places_in_a_head_count_from_the_top_of_the_file() -> None:
    file = read_bytes(DOCUMENT, b"---\ncode: QT-01\nsteps:\n  - task: a\n    role: b\n---\n## 1\n")
    parsed = mapping.parse(file.path, file.head, file.first_line)
    where = {route: (place.line, place.column) for route, place in parsed.marks.items()}
    assert where[("code",)] == (2, 1)
    assert where[("steps", 0)] == (4, 5)
    assert where[("steps", 0, "role")] == (5, 5)
    assert (file.body, file.body_line) == ("## 1\n", 7)


def test_a_route_that_is_not_there_stands_at_its_nearest_parent() -> None:
    parsed = mapping.parse(YAML, "a:\n  - b: 1\n")
    place = parsed.locate(("a", 0, "missing", "deeper"))
    assert place is not None
    assert (place.line, place.column) == (2, 5)


def test_marks_to_fill_in_and_waivers_are_kept_with_their_lines() -> None:
    text = (
        "a: '[cần điền: số, ngày]'  # thay mọi dấu [cần điền: …]\n"
        "# isoqms: bỏ qua QMS301 — chờ ban hành\n"
        "b: x  # isoqms: bỏ qua QMS302 — cũ\n"
    )
    file = read_bytes(YAML, text.encode())
    assert [(b.place.line, b.place.column, b.words) for b in file.blanks] == [(1, 5, "số, ngày")]
    assert [(w.rule, w.written, w.line, w.reason) for w in file.waivers] == [
        ("QMS301", 2, 3, "chờ ban hành"),
        ("QMS302", 3, 3, "cũ"),
    ]


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _as_text(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_as_text(member) for member in value]
    # A truth is what a model of a truth makes of the text; any other model refuses it, and the
    # exact reader is asked.
    text = str(value)
    return value if value is None else text.lower() if text.lower() in {"true", "false"} else text


PLAIN = st.one_of(
    st.from_regex(r"[-+]?[0-9._xob]{1,8}([eE][-+]?[0-9]{1,2})?", fullmatch=True),
    st.sampled_from(
        [
            "true",
            "False",
            "null",
            "~",
            "yes",
            "No",
            "on",
            ".inf",
            "-.nan",
            "2024-02-30",
            "12:30",
            "0o7",
        ]
    ),
    st.text("aệđ &*!|>%@`'\"#:,-?[]{}0.", min_size=1, max_size=12),
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,4}", fullmatch=True), PLAIN, min_size=1, max_size=4))
def test_the_quick_reader_reads_as_the_exact_one_or_not_at_all(members: dict[str, str]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in members.items())
    data = quick.read(text)
    if data is not None:
        parsed = mapping.parse(YAML, text)
        assert parsed.faults == ()
        assert _as_text(data) == _as_text(parsed.data)


@given(st.lists(PLAIN, min_size=1, max_size=4))
def test_the_same_for_lists_in_both_styles(items: list[str]) -> None:
    for text in ("a:\n" + "".join(f"  - {item}\n" for item in items), f"a: [{', '.join(items)}]\n"):
        data = quick.read(text)
        if data is not None:
            parsed = mapping.parse(YAML, text)
            assert parsed.faults == ()
            assert _as_text(data) == _as_text(parsed.data)


@given(st.binary(max_size=200))
def test_any_bytes_give_data_or_faults(content: bytes) -> None:
    for path in (YAML, DOCUMENT):
        file = read_bytes(path, content)
        assert file.faults or file.exact or isinstance(file.data, dict)


@given(st.text(max_size=120))
def test_any_text_gives_data_or_faults(text: str) -> None:
    file = read_bytes(DOCUMENT, f"---\n{text}\n---\n".encode("utf-8", "surrogatepass"))
    assert all(fault.location.line >= 1 for fault in file.faults)


def test_a_file_outside_a_repository_is_refused_with_its_line(tmp_path: Path) -> None:
    answers = tmp_path / "tra-loi.yaml"
    answers.write_text("name: a\nname: b\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="dòng 2"):
        read_data(answers)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("a: " + "[" * 2000 + "\n", id="open brackets"),
        pytest.param("- {a: b\n", id="braces line by line"),
        pytest.param("]" * 2000 + "[" * 2000 + "\n", id="closed before they are opened"),
    ],
)
def test_a_large_text_of_brackets_is_declined_at_once(line: str) -> None:
    # The fast parser would take minutes, and nothing interrupts it: a hang ends this run.
    assert quick.read(line * 200) is None
