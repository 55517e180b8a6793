"""The head of an old text.

Whatever stands there, the quick answer is the one of the exact reader.
"""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.source import heads
from isoqms.source.heads import read_head

KEYS = ("code", "revision", "title")
MARKDOWN = PurePosixPath("tai-lieu/QT-01.md")
YAML = PurePosixPath("tai-lieu/bieu-mau/BM-01.yaml")


@pytest.mark.parametrize(
    ("head", "found"),
    [
        pytest.param(
            "code: QT-01\nrevision: 02\n", {"code": "QT-01", "revision": "02"}, id="plain"
        ),
        pytest.param(
            "code: \"QT-01\"  # mã\ntitle: 'Quy trình'\n",
            {"code": "QT-01", "title": "Quy trình"},
            id="quotes",
        ),
        pytest.param("code: ĐT.01/2\ntitle: Đất: đai\n", {}, id="a colon that no head may have"),
        pytest.param(
            "code: A\ntitle: 10:30 # giờ\n",
            {"code": "A", "title": "10:30"},
            id="a colon inside a word",
        ),
        pytest.param(
            "code: A\ntitle: C# và #1\n", {"code": "A", "title": "C# và"}, id="a hash inside a word"
        ),
        pytest.param(
            "code: A\ntitle: một\n  hai\n",
            {"code": "A", "title": "một hai"},
            id="a value on two lines",
        ),
        pytest.param(
            "code: A\ntitle: >-\n  một\n", {"code": "A", "title": "một"}, id="a folded value"
        ),
        pytest.param(
            '"code": A\nrevision: 3\n', {"code": "A", "revision": "3"}, id="a key in quotes"
        ),
        pytest.param("{code: A, revision: 3}\n", {"code": "A", "revision": "3"}, id="braces"),
        pytest.param("code: A\ncode: B\n", {"code": "B"}, id="a key twice"),
        pytest.param(
            "code: A\r\nrevision: 3\r\n", {"code": "A", "revision": "3"}, id="Windows line ends"
        ),
        pytest.param(
            "code: A\nsteps:\n  - {code: B}\n  - code: C\n",
            {"code": "A"},
            id="the same key further inside",
        ),
        pytest.param("code: A\ntitle:\n", {"code": "A"}, id="nothing said"),
        pytest.param("code: A\ntitle: null\n", {"code": "A"}, id="null"),
        pytest.param(
            "code: A\ntitle: Quye\u0302\u0301t\n",
            {"code": "A", "title": "Quyết"},
            id="decomposed letters",
        ),
        pytest.param("- a\n", {}, id="a list"),
        pytest.param("code: [1\n", {}, id="broken"),
    ],
)
@pytest.mark.parametrize("path", [MARKDOWN, YAML], ids=["md", "yaml"])
def test_the_values_at_the_top_of_the_head_are_found(
    path: PurePosixPath, head: str, found: dict[str, str]
) -> None:
    content = f"---\n{head}---\n\ncode: ở phần lời\n" if path is MARKDOWN else head
    answer = read_head(path, content.encode(), KEYS)
    if "code: A\ncode: B" in head:
        assert set(answer) <= {"code"}  # which of two is no matter: the loader refuses it
    else:
        assert answer == found


@pytest.mark.parametrize(
    "content", [b"", b"code: A\n", b"---\ncode: A\n", b"\xff\xfe", b"---\ncode: \xff\n---\n"]
)
def test_a_text_without_a_readable_head_has_no_values(content: bytes) -> None:
    assert read_head(MARKDOWN, content, KEYS) == {}


VALUES = st.one_of(
    st.text("aĐ1 #:'\"-,[]{}|>&*!%?.\\~\t\xa0", max_size=8),
    st.sampled_from(
        [
            "QT-01",
            "02",
            "1.10",
            "true",
            "~",
            "0x1F",
            "1e3",
            "2022-09-30",
            "12:30",
            "'a''b'",
            '"a\\"b"',
        ]
    ),
)
LINES = st.one_of(
    st.tuples(
        st.sampled_from([*KEYS, "khac"]), st.sampled_from([": ", ":", " : ", ":  "]), VALUES
    ).map("".join),
    st.sampled_from(["  - a", "  code: x", "# code: y", "", "- z", "  tiếp"]),
)


@given(st.lists(LINES, max_size=6))
def test_the_quick_answer_is_the_exact_one(lines: list[str]) -> None:
    content = "".join(f"{line}\n" for line in lines).encode()
    quick = heads._plain(b"\n" + content, KEYS)
    exact = heads._exact(YAML, content, KEYS)
    if quick is not None and not heads._is_odd(b"\n" + content) and "code" in exact:
        assert quick == exact
