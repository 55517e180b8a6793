"""Compare what is made now with the texts in tests/golden, which somebody has read and approved.

`--update-golden` writes the texts anew, to be read like code. Such a run never passes: every text
that it writes fails its test, the run ends with an error, and where CI is set it is refused.
A whole run that went well also names the texts that no test asks for any more.
"""

import difflib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

Compare = Callable[[str, str], None]

_USED = pytest.StashKey[set[str]]()
"""The names that were compared; of all workers, once they are done."""
_COMPLAINTS = pytest.StashKey[list[str]]()
_NARROWING = ("keyword", "markexpr", "lf", "collectonly", "deselect", "ignore", "ignore_glob")
"""Options with which a run leaves tests out."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite tests/golden from what is made now; the run fails, so that it is read",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to write where nobody reads what was written."""
    config.stash[_USED] = set()
    config.stash[_COMPLAINTS] = []
    if _is_updating(config) and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden is refused where CI is set: nobody would read")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Iterator[Compare]:
    """Compare a text with the file of that name in tests/golden, or rewrite it when asked to."""
    config = request.config
    rewritten: list[str] = []

    def compare(name: str, text: str) -> None:
        config.stash[_USED].add(name)
        path = _folder(config) / name
        approved = path.read_text(encoding="utf-8") if path.is_file() else None
        if text == approved:
            return
        if not _is_updating(config):
            pytest.fail(_difference(name, approved, text), pytrace=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        rewritten.append(name)

    yield compare
    # Only here, so that a test of several texts writes all of them in one run.
    if rewritten:
        names = ", ".join(rewritten)
        pytest.fail(f"rewritten, read the difference like code: {names}", pytrace=False)


def _difference(name: str, approved: str | None, text: str) -> str:
    if approved is None:
        return f"tests/golden/{name} is not there; --update-golden writes it, to be read"
    lines = difflib.unified_diff(
        approved.splitlines(), text.splitlines(), f"tests/golden/{name}", "made now", lineterm=""
    )
    return "\n".join(lines) or f"tests/golden/{name} differs in its line ends only"


class _Worker(Protocol):
    """A worker of pytest-xdist, as the main process sees it."""

    config: pytest.Config


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: _Worker) -> None:
    """Take over from a worker which names it compared; one that died tells nothing."""
    used = node.config.stash[_USED]
    used.update(getattr(node, "workeroutput", {}).get("golden", ()))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Let no run pass that wrote texts, nor a whole one that left a text out."""
    config = session.config
    used = config.stash[_USED]
    if hasattr(config, "workeroutput"):
        config.workeroutput["golden"] = sorted(used)
        return
    config.stash[_COMPLAINTS].extend(_complaints(config, exitstatus))
    if config.stash[_COMPLAINTS] and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say why the run did not pass."""
    for complaint in config.stash[_COMPLAINTS]:
        terminalreporter.write_line(complaint, red=True)


def _complaints(config: pytest.Config, exitstatus: int) -> Iterator[str]:
    if _is_updating(config):
        yield "--update-golden is no test run: read the difference, then run without it"
    elif exitstatus == pytest.ExitCode.OK and _is_whole(config):
        folder, used = _folder(config), config.stash[_USED]
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")}
        for name in sorted(there - used):
            yield f"tests/golden/{name} is used by no test: remove it"


def _is_updating(config: pytest.Config) -> bool:
    return bool(config.getoption("--update-golden"))


def _is_whole(config: pytest.Config) -> bool:
    """Whether every test was asked for."""
    root = config.rootpath
    asked = {(config.invocation_params.dir / argument).resolve() for argument in config.args}
    narrowed = any(config.getoption(name, None) for name in _NARROWING)
    return asked <= {root, root / "tests"} and not narrowed


def _folder(config: pytest.Config) -> Path:
    return config.rootpath / "tests" / "golden"
