"""The pages say what works: tables and outputs are the program's, each link leads somewhere."""

import re
from pathlib import Path

import made_pages
import pytest
from made_pages import COMMANDS_PAGE, PAGES, ROOT, RULES_PAGE, YEAR_PAGE

AGAIN = "run: python tests/unit/made_pages.py, and read the difference"
YEAR = made_pages.by_repository(YEAR_PAGE.read_text(encoding="utf-8"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
OUTSIDE = ("https://", "http://", "mailto:", "#")


@pytest.mark.parametrize("repository", YEAR, ids=lambda name: name or "without a repository")
def test_every_output_shown_is_what_the_command_prints(repository: str, tmp_path: Path) -> None:
    for block in YEAR[repository]:
        assert made_pages.made_anew(block, tmp_path) == block, AGAIN


def test_every_block_of_the_page_is_run() -> None:
    shown = made_pages.blocks(YEAR_PAGE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(block for blocks in YEAR.values() for block in blocks)
    assert len(shown) == YEAR_PAGE.read_text(encoding="utf-8").count("````console\n")


def test_a_block_that_works_in_two_repositories_is_refused() -> None:
    page = "````console\n$ isoqms demo a\n\n$ isoqms demo b\n````\n"
    with pytest.raises(LookupError, match="give each its own"):
        made_pages.by_repository(page)


def test_the_table_of_rules_is_the_programs() -> None:
    assert made_pages.rules_page() == RULES_PAGE.read_text(encoding="utf-8"), AGAIN


def test_the_table_of_commands_is_the_programs() -> None:
    assert made_pages.commands_page() == COMMANDS_PAGE.read_text(encoding="utf-8"), AGAIN


@pytest.mark.parametrize(
    "page",
    [*ROOT.glob("*.md"), *PAGES],
    ids=lambda page: page.name,
)
def test_every_link_leads_to_a_file_of_this_checkout(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    inside = [link for link in links if not link.startswith(OUTSIDE)]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def test_each_made_page_is_reached_from_the_readme() -> None:
    readme = ROOT / "README.md"
    links = LINK.findall(readme.read_text(encoding="utf-8"))
    assert {page.relative_to(ROOT).as_posix() for page in PAGES} <= set(links)
