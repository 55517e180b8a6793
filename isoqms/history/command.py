"""Start git in a repository that may be somebody else's, always in the same guarded environment.

Nothing that the repository, the machine or the person has set is run, nothing is fetched, no object
is taken for another. Who asks and who writes come through here alike: no other module starts git.
The one exception is `ask_server`: by it `isoqms sync` speaks with the server that a person named.
"""

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

from isoqms.history.errors import GitMissing, HeldHistory, UnreadableHistory
from isoqms.history.git_folder import refuse_included, refuse_traps
from isoqms.history.program import program

NO_FILE: Final = "/dev/null"
"""The file that holds nothing, as git names it everywhere.

`os.devnull` is no path on Windows: git looks for `nul` in the folder that it is asked in.
"""
# What the repository's own configuration says of these is overruled: each would run a program, hide
# a commit, or answer from a file that nobody has checked.
_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": NO_FILE,
    "core.commitGraph": "false",
    "core.pager": "cat",
    "core.attributesFile": NO_FILE,
    "core.excludesFile": NO_FILE,
    "diff.orderFile": NO_FILE,
    "mailmap.file": NO_FILE,
    "mailmap.blob": "",
    "diff.external": "",
    "log.showRoot": "true",
    "log.showSignature": "false",
    "log.diffMerges": "separate",
    "log.follow": "false",
    "log.mailmap": "false",
    "protocol.allow": "never",
    "gc.auto": "0",
    "maintenance.auto": "false",
}
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": str(Path(__file__).with_name("guarded.gitconfig")),
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": NO_FILE,
    # A partial copy would call whatever program its settings name for fetching the rest.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

_PERSONS = ("system", "global", "command")
"""The settings that are the machine's or the person's, as git calls them."""
_STEERING = ("GIT_", "LC_", "LANG")
_OWN = ("GIT_CONFIG", "GIT_SSH", "GIT_ASKPASS", "GIT_SSL")
"""What the person may have set for git to reach a server, by how its names begin."""
_SLOW = ("-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60")
"""A server that has fallen silent is given up."""
_OWN_WAY: Final = ("GIT_SSH_COMMAND", "GIT_SSH")
_WAY: Final = "ssh -o ConnectTimeout=30 -o ServerAliveInterval=15 -o ServerAliveCountMax=4"
"""The same by ssh, for which git has no setting."""
_NOBODY: Final = {"SSH_ASKPASS": NO_FILE, "SSH_ASKPASS_REQUIRE": "force"}
"""Nobody sits there: ssh would ask on the terminal itself, whatever its input is."""


class Failed(Exception):
    """Git gave up; `output` is what it had said by then, `words` its own explanation."""

    def __init__(self, output: bytes, words: str) -> None:
        super().__init__(words)
        self.output = output
        self.words = words


def ask(
    root: Path,
    *arguments: str,
    given: bytes = b"",
    also: Mapping[str, str] | None = None,
) -> bytes:
    """What git answers in the folder `root`, having read `given`.

    `also` joins its guarded environment.

    Raises Failed, GitMissing.
    """
    return _run(root, arguments, given, also).stdout


def ask_both(
    root: Path, *arguments: str, given: bytes, also: Mapping[str, str]
) -> tuple[bytes, bytes]:
    """What git answers, and what it says beside. Raises Failed, GitMissing."""
    done = _run(root, arguments, given, also)
    return done.stdout, done.stderr


def ask_aside(root: Path, *arguments: str) -> str:
    """What git says beside its answer, for questions that it answers there.

    Raises Failed, GitMissing.
    """
    return _run(root, arguments).stderr.decode("utf-8", "replace").strip()


def setting(root: Path, name: str) -> str | None:
    """What the person, or the machine, has set git to; None where neither has.

    The only question that is put to the person's own settings. What the repository says of itself
    does not count: it may have come from elsewhere. Raises GitMissing, UnreadableHistory.
    """
    guarded = _without("GIT_CONFIG", _environment())
    others = _without("GIT_CONFIG", os.environ)
    own = {each: value for each, value in os.environ.items() if each not in others}
    _refuse_traps(root)
    asked = ("config", "--null", "--show-scope", "--get-all", name)
    done = subprocess.run(
        [_program(), "-C", str(root), *asked],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=guarded | own,
    )
    words = done.stdout.decode("utf-8", "replace").split("\0")
    said = [
        value for scope, value in zip(words[::2], words[1::2], strict=False) if scope in _PERSONS
    ]
    return (said[-1].strip() if said else "") or None


def at(folder: Path) -> dict[str, str]:
    """For `also`: the folder of git that is asked, and no other."""
    # Of a name with Windows' own strokes git would believe that no files belong to it.
    return {"GIT_DIR": folder.as_posix()}


def ask_server(root: Path, protocol: str, *arguments: str, prompts: bool = False) -> bytes:
    """What git answers after it has spoken with a server, by this protocol and no other.

    `root` must be a repository of our own making: here alone the person's own settings are read,
    for the way to the server and what the person is known by there, and never a strange one's.
    With `prompts` a password may be asked for. Raises Failed, GitMissing.
    """
    own = {name: value for name, value in os.environ.items() if name.upper().startswith(_OWN)}
    guarded = _without("GIT_CONFIG", _environment())
    allowed = {"GIT_ALLOW_PROTOCOL": protocol, "GIT_TERMINAL_PROMPT": str(int(prompts))}
    if protocol == "ssh":
        allowed |= _by_ssh(root, own, prompts=prompts)
    command = _command(root, arguments)
    done = subprocess.run(
        [*command[: -len(arguments)], *_SLOW, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=guarded | own | allowed,
    )
    if done.returncode:
        raise Failed(done.stdout, done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


def _by_ssh(root: Path, own: Mapping[str, str], *, prompts: bool) -> dict[str, str]:
    """What is set for ssh besides, without touching a way that the person has chosen."""
    out = {} if prompts else dict(_NOBODY)
    if not any(own.get(name) for name in _OWN_WAY) and setting(root, "core.sshCommand") is None:
        out["GIT_SSH_COMMAND"] = _WAY if prompts else f"{_WAY} -o BatchMode=yes"
    return out


def hand_over(
    source: Path, wanted: bytes, sending: Sequence[str], target: Path, taking: Sequence[str]
) -> None:
    """Let git in `target` read what git in `source` answers to `wanted`, through a file.

    Either folder is git's own. Raises Failed, GitMissing.
    """
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as between:
        asked.write(wanted)
        _through(source, sending, asked, between)
        _through(target, taking, between, subprocess.DEVNULL)


def _through(folder: Path, words: Sequence[str], given: IO[bytes], out: IO[bytes] | int) -> None:
    given.seek(0)
    done = subprocess.run(
        _command(folder, words),
        stdin=given,
        stdout=out,
        stderr=subprocess.PIPE,
        check=False,
        env=_environment(at(folder)),
    )
    if done.returncode:
        raise Failed(b"", done.stderr.decode("utf-8", "replace").strip())


def _run(
    root: Path, arguments: Sequence[str], given: bytes = b"", also: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        _command(root, arguments),
        input=given,
        capture_output=True,
        check=False,
        env=_environment(also),
    )
    if done.returncode:
        raise Failed(done.stdout, done.stderr.decode("utf-8", "replace").strip())
    return done


def tell(root: Path, lines: Iterable[bytes], *arguments: str) -> None:
    """Let git read `lines`, which need not be in memory together, to their end.

    Raises Failed, GitMissing.
    """
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            _command(root, arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            # Into a file, so that git never waits for us to read while we wait for it to.
            stderr=said,
            env=_environment(),
        ) as process:
            talk = cast("IO[bytes]", process.stdin)
            # Where git has stopped listening, its own words follow.
            with _until_it_hangs_up():
                try:
                    talk.writelines(lines)
                finally:
                    talk.close()
        if process.returncode:
            said.seek(0)
            raise Failed(b"", said.read().decode("utf-8", "replace").strip())


@contextmanager
def _until_it_hangs_up() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # Windows calls a pipe that nobody reads an invalid argument.
        if error.errno not in (errno.EPIPE, errno.EINVAL):
            raise


@contextmanager
def conversation(
    root: Path, questions: Iterable[str], *arguments: str, also: Mapping[str, str] | None = None
) -> Iterator[IO[bytes]]:
    """The answers to all `questions`, one a line, as a stream to read to its end.

    Raises Failed where git gave up, GitMissing.
    """
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as said:
        # Through a file, so that neither side waits for the other while a pipe is full.
        asked.write("".join(f"{question}\n" for question in questions).encode("ascii"))
        asked.seek(0)
        with subprocess.Popen(
            _command(root, arguments),
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=said,
            env=_environment(also),
        ) as process:
            try:
                yield cast("IO[bytes]", process.stdout)
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            said.seek(0)
            raise Failed(b"", said.read().decode("utf-8", "replace").strip())


def _command(root: Path, arguments: Sequence[str]) -> list[str]:
    _refuse_traps(root)
    settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    return [
        _program(),
        "--no-pager",
        "-C",
        str(root),
        *settings,
        *arguments,
    ]


def _refuse_traps(root: Path) -> None:
    refuse_traps(root)
    refuse_included(root, _settings_in)


def _settings_in(file: Path) -> list[tuple[str, str]]:
    """The settings of one file of git's, by name, without those of files that it includes."""
    asked = ("config", "--file", str(file), "--no-includes", "--null", "--list")
    done = subprocess.run(
        [_program(), *asked],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        # In no repository: of the one around the file git would read the settings, too.
        env=_environment({"GIT_DIR": NO_FILE}),
    )
    rows = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    return [(name, value) for name, _, value in (row.partition("\n") for row in rows) if name]


def _environment(also: Mapping[str, str] | None = None) -> dict[str, str]:
    """The surroundings without what steers git.

    A hook that calls us sets GIT_DIR, a user may have set GIT_EXTERNAL_DIFF.
    """
    return _without(_STEERING, os.environ) | _ENVIRONMENT | dict(also or {})


def _without(
    begins: str | tuple[str, ...],
    surroundings: Mapping[str, str],
) -> dict[str, str]:
    """The surroundings without the names that begin so, in whatever case Windows has them."""
    # Another thread may change the surroundings meanwhile: what is gone by then is left out.
    kept = [name for name in list(surroundings) if not name.upper().startswith(begins)]
    found = ((name, surroundings.get(name)) for name in kept)
    return {name: value for name, value in found if value is not None}


def _program() -> str:
    found = program("git")
    if found is None:
        raise GitMissing("Máy này chưa cài Git, nên không đọc được lịch sử của kho.")
    return found


def unreadable(failed: Failed) -> UnreadableHistory:
    """The refusal for an answer that git could not give, with the last line of its explanation."""
    last = failed.words.splitlines()[-1] if failed.words else "không rõ lý do"
    # Of a file that another program holds, or that the person may not read, nothing is spoilt.
    is_kept = "permission denied" in failed.words.lower()
    kind = HeldHistory if is_kept else UnreadableHistory
    return kind(f"Không đọc được lịch sử của kho: {last.rstrip('.')}.")
