"""A git server as the shared place: the only one that is reached over a network."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from isoqms.errors import BadAnswer
from isoqms.history import command
from isoqms.history.errors import NoSharedPlace
from isoqms.history.sharing.relay import Relay
from isoqms.history.sharing.shared import Shared, branch_there
from isoqms.plain_files import in_full
from isoqms.wording import printable

_SHORT: Final = re.compile(r"(?:[\w.-]+@)?[\w.-]{2,}:(?![\\:]|//).+")
"""`git@may-chu:kho.git`; a letter before the colon is a drive of Windows."""
_HEADS: Final = "refs/heads/"
_TAGS: Final = "refs/tags/"
_TAKEN: Final = "refs/isoqms/noi-chung/"
_MOVED: Final = (
    "fetch first",
    "non-fast-forward",
    "stale info",
    "failed to update ref",
    "locked",
    "already exists",
)
_ADDED: Final = (
    "Could not read from remote repository.",
    "Please make sure you have the correct access rights",
    "and the repository exists.",
)
_USUAL: Final = "Kiểm tra mạng, địa chỉ và quyền của bạn ở máy chủ"
_SIGNS: Final = (
    (
        "Host key verification failed",
        (
            "Máy này chưa từng gặp máy chủ ấy, hoặc máy chủ đã đổi khóa: hỏi người quản trị máy "
            "chủ dấu khóa của nó, rồi chạy lại ở cửa sổ lệnh, không có --no-input, để xác nhận"
        ),
    ),
    (
        "Permission denied",
        (
            "Máy chủ không nhận khóa SSH hay mật khẩu của bạn: nhờ người quản trị máy chủ ghi khóa "
            "của máy này; đăng nhập bằng mật khẩu thì chạy ở cửa sổ lệnh, không có --no-input"
        ),
    ),
    ("Could not resolve host", "Kiểm tra mạng và tên máy chủ trong địa chỉ"),
    ("does not appear to be a git repository", "Kiểm tra tên kho ở cuối địa chỉ"),
)
"""What to do by what was said; else the usual."""
_QUIET: Final = ("--no-recurse-submodules",)


@dataclass(frozen=True, slots=True)
class Server:
    """A repository on a server."""

    url: str
    protocol: str
    prompts: bool = False
    """Whether somebody sits there who can be asked for a password."""

    @property
    def words(self) -> str:
        """The place as a person knows it, without a password in it."""
        return re.sub(r"//[^/@]*@", "//", self.url)

    def look(self, relay: Relay, branch: str) -> Shared:
        """See `Exchange.look`."""
        head, refs = self._standing(relay)
        tips = {name.removeprefix(_HEADS): each for name, each in refs.items() if _HEADS in name}
        tags = {name.removeprefix(_TAGS): each for name, each in refs.items() if _TAGS in name}
        name = branch_there(head, tips, branch)
        tip = tips.get(name, "")
        if not refs:
            return Shared(name)
        line = [f"+{_HEADS}{name}:{_TAKEN}{name}"] if tip else []
        checks = ("-c", "fetch.fsckObjects=true", "-c", "gc.auto=0")
        words = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", *_QUIET)
        self._ask(relay, *checks, *words, "--", self.url, *line, f"+{_TAGS}*:{_TAGS}*")
        # Somebody may have sent something between the two questions.
        tip = relay.ask("rev-parse", "--verify", f"{_TAKEN}{name}") if tip else ""
        relay.refuse_what_is_broken([*filter(None, [tip])])
        lines = relay.ask("for-each-ref", "--format=%(refname) %(objectname)", _TAGS).splitlines()
        tags = dict(each.removeprefix(_TAGS).split(" ", 1) for each in lines)
        return Shared(name, tip, tags)

    def send(self, relay: Relay, seen: Shared, tip: str, tags: Mapping[str, str]) -> bool:
        """See `Exchange.send`."""
        words = ("push", "--porcelain", "--atomic", "--no-verify", "--no-signed", *_QUIET)
        lease = f"--force-with-lease={_HEADS}{seen.branch}:{seen.tip}"
        made = (f"{each}:{_TAGS}{name}" for name, each in sorted(tags.items()))
        line = f"{tip}:{_HEADS}{seen.branch}"
        try:
            command.ask_server(
                relay.root, self.protocol, *words, lease, "--", self.url, line, *made,
                prompts=self.prompts,
            )  # fmt: skip
        except command.Failed as failed:
            said = f"{failed.output.decode('utf-8', 'replace')}\n{failed.words}"
            if any(each in said for each in _MOVED):
                return False
            raise self._unreached(failed) from failed
        return True

    def _standing(self, relay: Relay) -> tuple[str, dict[str, str]]:
        answer = self._ask(relay, "ls-remote", "--symref", "--", self.url)
        head, refs = "", {}
        for line in answer.splitlines():
            value, _, name = line.partition("\t")
            if value.startswith("ref: ") and name == "HEAD":
                head = value.removeprefix(f"ref: {_HEADS}")
            elif name.startswith((_HEADS, _TAGS)) and not name.endswith("^{}"):
                refs[name] = value
        return head, refs

    def _ask(self, relay: Relay, *words: str) -> str:
        try:
            answer = command.ask_server(relay.root, self.protocol, *words, prompts=self.prompts)
        except command.Failed as failed:
            raise self._unreached(failed) from failed
        return answer.decode("utf-8", "replace")

    def _unreached(self, failed: command.Failed) -> NoSharedPlace:
        said = _last_words(failed.words)
        return NoSharedPlace(
            f"Không làm việc được với máy chủ «{self.words}» (máy chủ nói: {said.rstrip('.')}).",
            f"{_advice(failed.words)}; kho ở máy này giữ nguyên.",
        )


def _last_words(words: str) -> str:
    """The last line that says something; git adds the same lines to whatever ssh has said."""
    lines = [line for line in words.splitlines() if line.strip() and not line.endswith(_ADDED)]
    return printable(lines[-1].removeprefix("fatal: ").strip(), "?") if lines else "không rõ lý do"


def _advice(words: str) -> str:
    return next((advice for sign, advice in _SIGNS if sign in words), _USUAL)


def place_named(text: str, *, prompts: bool = False) -> Server | Path:
    """The server, or the folder by its whole name, that a person names; BadAnswer for neither."""
    text = text.strip()
    address = urlsplit(text) if "://" in text else None
    if not text or text.startswith("-"):
        raise BadAnswer("Chưa nêu nơi dùng chung.", "Ghi một thư mục hoặc địa chỉ máy chủ.")
    if address is None:
        return Server(text, "ssh", prompts) if _SHORT.fullmatch(text) else _whole(text)
    match address.scheme.lower():
        case "file":
            where = f"//{address.netloc}{address.path}" if address.netloc else address.path
            return _whole(url2pathname(unquote(where)))
        case "https" | "ssh" as protocol:
            return Server(text, protocol, prompts)
    raise BadAnswer(
        f"Nơi dùng chung không dùng được đường «{address.scheme}://».",
        "Dùng thư mục, USB, hoặc máy chủ bằng https://, ssh://.",
    )


def _whole(place: str) -> Path:
    """The folder as it is found from everywhere, without a way back in its name."""
    # A link stays the name that it is.
    return Path(os.path.abspath(in_full(Path(place))))  # noqa: PTH100
