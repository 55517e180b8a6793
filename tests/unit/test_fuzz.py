"""Spoiled files never make a command fail in a way of its own: some of the cases of the trial."""

import pytest
from fuzz import cases, failures


@pytest.mark.parametrize("first", range(0, 2000, 500))
def test_a_spoiled_file_is_read_or_refused(first: int) -> None:
    assert failures(cases("files", 500, first)) == []


@pytest.mark.parametrize("first", range(0, 48, 12))
def test_a_command_over_something_spoiled_ends_as_it_should(first: int) -> None:
    assert failures(cases("pipeline", 12, first)) == []
