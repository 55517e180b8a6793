"""The repository as it would be.

Files laid over the folder are read, placed and located like those that lie in it.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from isoqms.actions.checking.validate import check
from isoqms.repository import load

MakeRepository = Callable[..., Path]
DAY = date(2025, 12, 31)
FORM = "---\ncode: {code}\ntitle: Sổ theo dõi\nkind: bieu-mau\n---\n\nGhi hằng ngày.\n"


def test_a_file_of_the_overlay_stands_where_it_would_in_the_folder(
    make_repository: MakeRepository,
) -> None:
    root = make_repository({"tai-lieu/bieu-mau/BM-02.md": FORM.format(code="BM-02")})
    over = {PurePosixPath("tai-lieu/bieu-mau/BM-01.md"): FORM.format(code="BM-01").encode()}
    repository = load(root, DAY, over)
    (root / "tai-lieu/bieu-mau/BM-01.md").write_bytes(
        over[PurePosixPath("tai-lieu/bieu-mau/BM-01.md")]
    )
    written = load(root, DAY)
    assert repository.documents == written.documents
    assert repository.paths == written.paths
    assert [entry.record.code for entry in repository.documents] == ["BM-01", "BM-02"]


def test_a_file_that_would_be_gone_is_not_read(make_repository: MakeRepository) -> None:
    path = PurePosixPath("tai-lieu/bieu-mau/BM-01.md")
    root = make_repository({str(path): FORM.format(code="BM-01")})
    repository = load(root, DAY, {path: None})
    assert repository.documents == ()
    with pytest.raises(FileNotFoundError):
        repository.bytes_of(path)


def test_a_changed_file_is_read_as_it_would_be_and_settings_too(
    make_repository: MakeRepository,
) -> None:
    root = make_repository({})
    settings = (
        (root / "isoqms.yaml").read_bytes().replace("xã An Phú".encode(), "xã Đông Hà".encode())
    )
    repository = load(root, DAY, {PurePosixPath("isoqms.yaml"): settings})
    assert repository.agency.record.name == "UBND xã Đông Hà"
    assert load(root, DAY).agency.record.name == "UBND xã An Phú"


def test_findings_in_a_file_that_is_not_written_yet_have_their_lines(
    make_repository: MakeRepository,
) -> None:
    root = make_repository({})
    path = PurePosixPath("tai-lieu/bieu-mau/BM-01.md")
    wrong = FORM.format(code="BM-01").replace("kind: bieu-mau", "kind: bieu-mua").encode()
    found = [d for d in check(load(root, DAY, {path: wrong})).diagnostics if d.rule == "QMS012"]
    assert [(d.location.path, d.location.line) for d in found] == [(path, 4)]


def test_files_outside_the_folders_of_the_layout_are_not_read(
    make_repository: MakeRepository,
) -> None:
    root = make_repository({})
    over = {
        PurePosixPath("xuat/a.md"): b"x",
        PurePosixPath("mau/b.md"): b"x",
        PurePosixPath("tai-lieu/.c.md"): b"x",
    }
    assert load(root, DAY, over).paths == load(root, DAY).paths
