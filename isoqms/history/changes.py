"""Which files have changed since a point in the history."""

from pathlib import Path, PurePosixPath

from git import Repo
from git.exc import GitCommandError, GitError

from isoqms.errors import IsoqmsError


class UnknownPoint(IsoqmsError):
    """The history has no such point, or there is no history."""

    hint = "Kiểm tra lại tên mốc; khi chạy tự động, hãy tải cả lịch sử (fetch-depth: 0)."


def changed_since(root: Path, point: str) -> frozenset[PurePosixPath]:
    """The files below `root` that differ from `point`, those not yet recorded included; paths are relative to `root`.

    Raises UnknownPoint.
    """
    if point.startswith("-"):
        raise UnknownPoint(f"«{point}» không phải là một mốc trong lịch sử.")
    try:
        with Repo(root, search_parent_directories=True) as repo:
            prefix = root.resolve().relative_to(Path(str(repo.working_tree_dir)).resolve()).as_posix()
            # Settings of a foreign repository must not run programs.
            quiet = ["-c", "core.fsmonitor=", "-c", "diff.external="]
            changed = repo.git.execute(
                ["git", *quiet, "diff", "--no-ext-diff", "--no-textconv", "--name-only", "-z", point, "--"],
                strip_newline_in_stdout=False,
            )
            new = repo.git.execute(
                ["git", *quiet, "ls-files", "--others", "--exclude-standard", "-z", "--full-name"],
                strip_newline_in_stdout=False,
            )
    except (GitError, GitCommandError, ValueError) as error:
        raise UnknownPoint(f"Không tìm thấy mốc «{point}» trong lịch sử của kho.") from error
    names = [name for name in f"{changed}{new}".split("\0") if name]
    lead = "" if prefix == "." else f"{prefix}/"
    return frozenset(PurePosixPath(name[len(lead) :]) for name in names if name.startswith(lead))
