"""Sign a tag with the person's SSH key, where git is set up for that."""

import stat
import subprocess
from pathlib import Path
from typing import Final

from isoqms.errors import IsoqmsError
from isoqms.history.command import setting
from isoqms.history.program import program
from isoqms.history.temporary import temporary

_PATIENCE: Final = 60
"""Seconds for a person to touch a key, or an agent to answer."""


class CannotSign(IsoqmsError):
    """Git is set up to sign, but the key does not sign."""

    hint = (
        "Kiểm tra tệp khóa ghi ở user.signingkey và mật khẩu của khóa, "
        "hoặc bỏ thiết lập ký rồi chạy lại. "
        "Chưa có gì bị thay đổi."
    )


def signing_key(root: Path) -> str | None:
    """The SSH key with which the person signs; None where git is not set up for SSH signatures.

    Only the person's own settings count: a repository does not say which of somebody's keys signs.
    """
    if setting(root, "gpg.format") != "ssh":
        return None
    return setting(root, "user.signingkey")


def signature(payload: bytes, key: str) -> bytes:
    """The armoured SSH signature of a tag's bytes, which follows them in the tag.

    Raises CannotSign.
    """
    signer = program("ssh-keygen")
    if signer is None:
        raise CannotSign("Máy này chưa có ssh-keygen, nên không ký được mốc ban hành.")
    with temporary() as folder:
        unsigned = folder / "tag"
        unsigned.write_bytes(payload)
        # A key may be written out in the settings; then an agent holds the other half, as for git
        # itself.
        literal = key.removeprefix("key::")
        where, more = Path(key).expanduser(), []
        if literal != key or key.startswith("ssh-"):
            where, more = Path(folder, "key.pub"), ["-U"]
            where.write_text(f"{literal}\n", encoding="utf-8")
        _refuse_special(key, where)
        command = [signer, "-Y", "sign", "-n", "git", "-f", str(where), *more, str(unsigned)]
        signed = unsigned.with_name("tag.sig")
        if not _carried_out(command) or not signed.is_file():
            raise CannotSign(f"Không ký được mốc ban hành bằng khóa «{key}».")
        return signed.read_bytes()


def _carried_out(command: list[str]) -> bool:
    try:
        # What it says is not read: only whether it has signed.
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired as error:
        raise CannotSign(
            f"Sau {_PATIENCE} giây ssh-keygen vẫn chưa ký xong mốc ban hành.",
            "Khóa có mật khẩu thì nạp vào ssh-agent trước. Chưa có gì bị thay đổi.",
        ) from error
    return done.returncode == 0


def _refuse_special(key: str, file: Path) -> None:
    """A pipe in the place of a key would keep the signing waiting."""
    try:
        is_file = stat.S_ISREG(file.stat().st_mode)
    except OSError:
        is_file = True  # The signer says so itself.
    if not is_file:
        raise CannotSign(f"Khóa ký «{key}» không phải là tệp.")
