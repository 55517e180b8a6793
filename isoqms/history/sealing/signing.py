"""Sign a tag with the person's SSH key, where git is set up for that."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from isoqms.errors import IsoqmsError
from isoqms.history.command import setting


class CannotSign(IsoqmsError):
    """Git is set up to sign, but the key does not sign."""

    hint = (
        "Kiểm tra tệp khóa ghi ở user.signingkey và mật khẩu của khóa, "
        "hoặc bỏ thiết lập ký rồi chạy lại. "
        "Chưa có gì bị thay đổi."
    )


def signing_key(root: Path) -> str | None:
    """The SSH key with which the person signs; None where git is not set up for SSH signatures.

    The person's own settings are asked too: a signature is theirs, and a key is a name of a file,
    not a program.
    """
    if setting(root, "gpg.format") != "ssh":
        return None
    return setting(root, "user.signingkey")


def signature(payload: bytes, key: str) -> bytes:
    """The armoured SSH signature of a tag's bytes, which follows them in the tag.

    Raises CannotSign.
    """
    program = shutil.which("ssh-keygen")
    if program is None:
        raise CannotSign("Máy này chưa có ssh-keygen, nên không ký được mốc ban hành.")
    with tempfile.TemporaryDirectory(prefix="isoqms-ky-") as folder:
        unsigned = Path(folder, "tag")
        unsigned.write_bytes(payload)
        # A key may be written out in the settings; then an agent holds the other half, as for git
        # itself.
        literal = key.removeprefix("key::")
        where, more = Path(key).expanduser(), []
        if literal != key or key.startswith("ssh-"):
            where, more = Path(folder, "key.pub"), ["-U"]
            where.write_text(f"{literal}\n", encoding="utf-8")
        command = [program, "-Y", "sign", "-n", "git", "-f", str(where), *more, str(unsigned)]
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        signed = unsigned.with_name("tag.sig")
        if done.returncode or not signed.is_file():
            raise CannotSign(f"Không ký được mốc ban hành bằng khóa «{key}».")
        return signed.read_bytes()
