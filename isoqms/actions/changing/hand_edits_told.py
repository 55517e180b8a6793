"""The hand edits that wait, in lines with the command that puts each right."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.changing.hand_edits import edit_of, waiting
from isoqms.history.blobs import blob_id, plain
from isoqms.model.layout import file_of
from isoqms.source.text import mended

_MOST: Final = 3
"""Files that are named in a command; of more only the first is."""
_IN_FORCE: Final = ("tai-lieu", file_of("chinh-sach"))
_DECISIONS: Final = "quyet-dinh"


def waiting_told(root: Path) -> tuple[str, ...]:
    """A line for each kind of hand edit that no entry holds yet; empty where there are none."""
    return tuple(_told(root, waiting(root)))


def _told(root: Path, edits: Mapping[PurePosixPath, str | None]) -> Iterator[str]:
    known = [path for path, blob in edits.items() if blob and not _is_same(root / path, blob)]
    in_force = _in_force(edits, known)
    decisions = [path for path in known if _is_decided(root, path, edits[path] or "")]
    apart = {*in_force, *decisions}
    lost = [path for path in known if path not in apart and not (root / path).exists()]
    rest = [path for path in edits if path not in {*apart, *lost}]
    if in_force:
        yield (
            f"Tài liệu đang có hiệu lực bị sửa, xóa bằng tay: {_named(in_force)}; lấy lại bằng "
            f"`{_restore(in_force)}`, muốn đổi nội dung thì `isoqms revise MÃ`."
        )
    if decisions:
        yield (
            f"Quyết định đã ghi bị sửa, xóa bằng tay: {_named(decisions)}; lấy lại bằng "
            f"`{_restore(decisions)}`, trước đó ghi nhầm thì `isoqms decision correct SỐ`."
        )
    if lost:
        yield (
            f"Tệp bị xóa, đổi tên bằng tay: {_named(lost)}; lấy lại bằng `{_restore(lost)}`, "
            "đúng là bỏ thì ghi nhận bằng `isoqms save`."
        )
    if rest:
        yield f"Sửa tay chưa ghi nhận: {_named(rest)}; ghi nhận bằng `isoqms save`."


def _in_force(
    edits: Mapping[PurePosixPath, str | None], known: list[PurePosixPath]
) -> list[PurePosixPath]:
    """The texts in force among them that nothing but a decision may change."""
    # Whoever writes down a decision by hand also lays its texts there, and both are saved at once.
    if any(blob is None and path.parts[0] == _DECISIONS for path, blob in edits.items()):
        return []
    return [path for path in known if path.parts[0] in _IN_FORCE]


def _is_decided(root: Path, path: PurePosixPath, blob: str) -> bool:
    """Whether it is a decision that says something else than was recorded."""
    if path.parts[0] != _DECISIONS:
        return False
    # Few have such an edit, and every command that writes asks for the others.
    from isoqms.actions.changing.hand_refusals import refused_decision  # noqa: PLC0415 - see above

    edit = edit_of(root, path, blob)
    return edit is not None and refused_decision(edit) is not None


def _is_same(file: Path, blob: str) -> bool:
    """Whether it is what was recorded in another form: `save` takes that from anybody."""
    try:
        content = file.read_bytes()
    except OSError:
        return False
    kind = "sha1" if len(blob) == len(blob_id(b"")) else "sha256"
    return blob == blob_id(plain(mended(content)), kind)


def _named(paths: list[PurePosixPath]) -> str:
    more = f" và {len(paths) - 1} tệp khác" if len(paths) > 1 else ""
    return f"{paths[0]}{more}"


def _restore(paths: list[PurePosixPath]) -> str:
    names = " ".join(f'"{path}"' if " " in str(path) else str(path) for path in paths[:_MOST])
    return f"isoqms restore {names}" + " …" * (len(paths) > _MOST)
