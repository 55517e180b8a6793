"""Spoiled files never make a command fail in a way of its own: some of the cases of the trial."""

import pytest
from fuzz import cases, run


@pytest.mark.parametrize("first", range(0, 2000, 500))
def test_a_spoiled_file_is_read_or_refused(first: int) -> None:
    assert run(cases("files", 500, first), jobs=1) == []


@pytest.mark.parametrize("first", range(0, 24, 6))
def test_commands_over_spoiled_files_end_as_they_should(first: int) -> None:
    assert run(cases("pipeline", 6, first), jobs=1) == []
