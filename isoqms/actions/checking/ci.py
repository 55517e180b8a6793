"""Write the file with which a code service checks an agency's repository after every change.

The files themselves are data (`packs/data/ci`), one for each service.
"""

from enum import StrEnum
from pathlib import Path

from isoqms import resources
from isoqms.errors import CannotWrite, UnknownName
from isoqms.history.writing import steps
from isoqms.history.writing.worktree import lay_beside, put, tidy
from isoqms.plain_files import read
from isoqms.wording import listed, nearest


class Service(StrEnum):
    """A code service whose pipelines are known."""

    GITHUB = "github"
    GITLAB = "gitlab"
    FORGEJO = "forgejo"


_PATHS = {
    Service.GITHUB: ".github/workflows/isoqms.yml",
    Service.GITLAB: ".gitlab-ci.yml",
    Service.FORGEJO: ".forgejo/workflows/isoqms.yml",
}


def workflow(service: str) -> dict[str, str]:
    """The text of each file that `service` needs, by its path in the repository, with `/`.

    Raises UnknownName where the service is not known.
    """
    known = _known(service)
    source = resources.packs() / "ci" / f"{known}.yml"
    return {_PATHS[known]: source.read_text(encoding="utf-8")}


def write_workflow(
    root: Path, service: str, *, dry_run: bool = False, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write the files of `service` below `root`.

    Return those written, with `dry_run` those that would be.

    A file that already says the same is left alone and not returned. Raises CannotWrite where a
    file says something else and `overwrite` is not given, or where the way to it leads out of
    `root`.
    """
    new = {
        root / path: text for path, text in workflow(service).items() if _text(root / path) != text
    }
    # Everything is refused before anything is written.
    for path in new:
        _check(root, path, service, overwrite=overwrite)
    if not dry_run:
        for path, text in new.items():
            _write(root, path, text)
    return tuple(new)


def _known(service: str) -> Service:
    if service in list(Service):
        return Service(service)
    meant = nearest(service, Service)
    advice = f"Có phải ý bạn là «{meant}»? " if meant else ""
    raise UnknownName(f"Không biết dịch vụ «{service}».", f"{advice}Hãy chọn {listed(Service)}.")


def _text(path: Path) -> str | None:
    """What stands at `path`, or None where there is no file or it is no text."""
    try:
        return read(path).decode("utf-8").replace("\r\n", "\n") if path.is_file() else None
    except UnicodeDecodeError:
        return None


def _check(root: Path, path: Path, service: str, *, overwrite: bool) -> None:
    shown = path.relative_to(root).as_posix()
    if not path.resolve().is_relative_to(root.resolve()):
        raise CannotWrite(
            f"Không ghi «{shown}» vì đường dẫn này trỏ ra ngoài kho tài liệu.",
            "Xoá liên kết đó rồi chạy lại; không có tệp nào bị thay đổi.",
        )
    if path.exists() and not overwrite:
        raise CannotWrite(
            f"Đã có tệp «{shown}» với nội dung khác.",
            f"Xem nội dung mới bằng `isoqms ci {service} --dry-run` để chép phần cần thêm, "
            "hoặc thay cả tệp bằng `--overwrite`; chưa có tệp nào bị thay đổi.",
        )


def _write(root: Path, path: Path, text: str) -> None:
    try:
        # Half a file under its name would bar the next try.
        lay_beside(path, text.encode())
        put(root, path, gone=False, reached=steps.reached)
    except CannotWrite:
        tidy(root, path)
        raise
