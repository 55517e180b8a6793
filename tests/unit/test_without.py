"""One entry of several is taken out of a register, and the others stay, row by row."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.facts.changing.without import without
from isoqms.source.scalars import read_scalars

COMPLAINTS = PurePosixPath("nam/2025/khieu-nai.yaml")
Rows = dict[str, str]
OLD: Rows = {f"pa-{number:02}": f"việc {number}" for number in range(1, 6)}


def text(rows: Rows) -> bytes:
    lines = (f"  - id: {key}\n    subject: {words}\n" for key, words in rows.items())
    return f"# Sổ phản ánh\ncomplaints:{'' if rows else ' []'}\n{''.join(lines)}".encode()


def rows_of(content: bytes | None) -> Rows | None:
    if content is None:
        return None
    rows = read_scalars(content.decode())["complaints"] or ()
    return {row["id"]: row["subject"] for row in rows}


def entered(rows: Rows, entry: tuple[str, str]) -> Rows:
    """The rows after an entry that writes a row, anew or again, or takes it out."""
    key, words = entry
    kept = {**rows, key: words}
    return {key: words for key, words in kept.items() if words}


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from([*OLD, "pa-06", "pa-07", "pa-08"]), st.sampled_from(["", "sửa", "mới"])
    ),
    min_size=2,
    max_size=6,
    unique_by=lambda entry: entry[0],
)


@given(ENTRIES, st.data())
def test_an_entry_of_several_is_taken_out_and_the_others_stay(
    entries: list[tuple[str, str]], data: st.DataObject
) -> None:
    states = [OLD]
    for entry in entries:
        states.append(entered(states[-1], entry))
    place = data.draw(st.integers(0, len(entries) - 1))
    expected = OLD
    for entry in (*entries[:place], *entries[place + 1 :]):
        expected = entered(expected, entry)
    before, after = text(states[place]), text(states[place + 1])
    assert rows_of(without(COMPLAINTS, after, before, text(states[-1]))) == expected


@pytest.mark.parametrize(
    ("path", "now"),
    [
        pytest.param(COMPLAINTS, {"pa-01": "sửa tiếp"}, id="the same cell written since"),
        pytest.param(PurePosixPath("quyet-dinh/2025/01.yaml"), {"pa-01": "sửa"}, id="a decision"),
    ],
)
def test_what_cannot_be_told_apart_is_not_mixed(path: PurePosixPath, now: Rows) -> None:
    assert without(path, text({"pa-01": "sửa"}), text({"pa-01": "cũ"}), text(now)) is None


def test_a_row_that_got_another_key_meanwhile_is_found() -> None:
    now = text({"pa-01": "của người khác", "pa-02": "của tôi"})
    found = without(COMPLAINTS, text({"pa-01": "của tôi"}), text({}), now)
    assert rows_of(found) == {"pa-01": "của người khác"}


def test_a_register_that_the_entry_began_stays_with_what_others_wrote() -> None:
    now = text({"pa-01": "của tôi", "pa-02": "của người khác"})
    found = without(COMPLAINTS, text({"pa-01": "của tôi"}), b"", now)
    assert rows_of(found) == {"pa-02": "của người khác"}
