"""Who signed a tag, asked with one list of allowed signers and with nothing else configured."""

import re
from collections.abc import Iterable
from pathlib import Path

from isoqms.errors import IsoqmsError
from isoqms.history import command
from isoqms.history.program import program
from isoqms.history.sealing.tags import Tag

_GOOD = re.compile(
    r'^Good "git" signature for (?P<who>.+) with \S+ key (?P<key>SHA256:\S+)$',
    re.MULTILINE,
)


class CannotVerify(IsoqmsError):
    """Signatures cannot be checked on this machine, or not with this list."""


def signers_of(root: Path, tags: Iterable[Tag], allowed: Path) -> dict[str, str | None]:
    """Of each signed tag, by name, who signed it.

    None where the signature is not one of an allowed signer.

    Nothing of what the repository, the user or the machine has set for signatures is used. Raises
    CannotVerify, GitMissing.
    """
    if not allowed.is_file():
        raise CannotVerify(
            f"Không có tệp người ký được phép «{allowed}».",
            "Mỗi dòng: tên, loại khóa, khóa công khai SSH.",
        )
    checker = program("ssh-keygen")
    if checker is None:
        raise CannotVerify(
            "Máy này chưa có ssh-keygen, nên không kiểm được chữ ký.",
            "Cài OpenSSH rồi chạy lại.",
        )
    return {tag.name: _signer(root, tag, allowed.resolve(), checker) for tag in tags if tag.signed}


def _signer(root: Path, tag: Tag, allowed: Path, checker: str) -> str | None:
    settings = {
        "gpg.ssh.allowedSignersFile": str(allowed),
        "gpg.ssh.program": checker,
        "gpg.ssh.revocationFile": "",
        "gpg.minTrustLevel": "fully",
        # Signatures of other kinds would run the program that the repository names for them.
        "gpg.program": command.NO_FILE,
        "gpg.openpgp.program": command.NO_FILE,
        "gpg.x509.program": command.NO_FILE,
    }
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    try:
        said = command.ask_aside(root, *words, "verify-tag", tag.id)
    except command.Failed:
        return None
    match = _GOOD.search(said)
    return f"{match['who']} ({match['key']})" if match else None
