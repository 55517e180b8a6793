"""One file with everything: it counts only once it was read back; a broken one makes nothing."""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from controlled_history import QT01, QT02, make
from hypothesis import given
from hypothesis import strategies as st
from made_history import git

from isoqms.actions.changing.whole import restore_whole
from isoqms.cli.commands import app
from isoqms.errors import IsoqmsError

DAY = "2024-12-31"
PDF = b"%PDF-1.4 \x00\x01 ban da ky"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = app([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with marks, edits nobody recorded, files nobody recorded, a file deleted."""
    root = make(tmp_path_factory.mktemp("cu") / "kho")
    git(root, "tag", "-a", "-m", "Quyết định 1", "qd/2024/1", "HEAD~1")
    git(root, "branch", "nhap", "HEAD~1")
    git(root, "update-ref", "refs/isoqms/truoc/thu", "HEAD~1")
    (root / QT01).write_bytes((root / QT01).read_bytes().replace(b"\n", b"\r\n") + "thêm".encode())
    (root / QT02).unlink()
    (root / "quyet-dinh/2024/1.pdf").write_bytes(PDF)
    (root / "xuat").mkdir()
    (root / "xuat/bảng.xlsx").write_bytes(b"PK")
    (root / "~$tam.docx").write_bytes(b"x")
    hook = root / ".git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch da-chay\n")
    hook.chmod(0o755)
    return root


@pytest.fixture(scope="module")
def saved(lived: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("usb") / "kho.zip"
    assert app(["backup", str(file), "-C", str(lived), "--as-of", DAY]) == 0
    return file


def files(root: Path) -> dict[str, bytes]:
    every = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in every}
    return {path: each for path, each in found.items() if not path.startswith(".git/")}


def test_what_comes_out_is_what_went_in(lived: Path, saved: Path, run: Run, tmp_path: Path) -> None:
    code, out, err = run("restore", "--from", saved, tmp_path / "moi")
    assert (code, err) == (0, "")
    assert "Đã kiểm tra toàn bộ" in out
    made = tmp_path / "moi"
    for question in (["for-each-ref"], ["symbolic-ref", "HEAD"], ["log", "--all", "--raw"]):
        assert git(made, *question) == git(lived, *question)
    expected = files(lived) | {QT02: git(lived, "show", f"HEAD:{QT02}").encode() + b"\n"}
    del expected["~$tam.docx"]
    assert files(made) == expected
    assert not (made / ".git/hooks").exists()
    # The same edits wait to be recorded as before, and nothing else does.
    assert [line.split()[1] for line in git(made, "status", "--short", "-uno").splitlines()] == [
        QT01
    ]


def test_the_backup_tells_what_it_took_along_and_how_to_bring_it_back(saved: Path) -> None:
    with zipfile.ZipFile(saved) as packed:
        manifest = json.loads(packed.read("noi-dung.json"))
        page = packed.read("DOC-TOI.txt").decode("utf-8-sig")
    why = {each["path"]: each["why"] for each in manifest["files"]}
    assert why == {
        QT01: "sua-chua-ghi",
        "quyet-dinh/2024/1.pdf": "chua-tung-ghi",
        "xuat/bảng.xlsx": "ban-in",
    }
    assert (manifest["gone"], manifest["day"]) == ([QT02], DAY)
    assert 'isoqms restore --from "kho.zip" kho-tai-lieu\r\n' in page
    assert f"{QT01}: sửa tay, chưa ghi vào lịch sử" in page


@given(place=st.floats(0, 1), bit=st.integers(0, 7))
def test_one_bit_turned_over_anywhere_is_found(
    saved: Path, tmp_path_factory: pytest.TempPathFactory, place: float, bit: int
) -> None:
    content = bytearray(saved.read_bytes())
    content[min(int(place * len(content)), len(content) - 1)] ^= 1 << bit
    refused(bytes(content), tmp_path_factory)


@given(kept=st.floats(0, 1))
def test_a_file_cut_off_anywhere_is_found(
    saved: Path, tmp_path_factory: pytest.TempPathFactory, kept: float
) -> None:
    content = saved.read_bytes()
    refused(content[: min(int(kept * len(content)), len(content) - 1)], tmp_path_factory)


@pytest.mark.parametrize("kept", [0, 1, 21, 22, 87, 88, 100, -1, -64, -65, -88, -110])
def test_a_file_cut_off_at_its_seams_is_found(
    saved: Path, tmp_path_factory: pytest.TempPathFactory, kept: int
) -> None:
    refused(saved.read_bytes()[:kept], tmp_path_factory)


def refused(content: bytes, folders: pytest.TempPathFactory) -> str:
    """The sentence of the refusal, after which nothing is left."""
    folder = folders.mktemp("hong")
    (folder / "kho.zip").write_bytes(content)
    with pytest.raises(IsoqmsError) as caught:
        restore_whole(folder / "kho.zip", folder / "moi")
    assert [path.name for path in folder.iterdir()] == ["kho.zip"]
    shutil.rmtree(folder)
    return str(caught.value)


# Backups that somebody made to do harm: their sums are right.


def parts_of(saved: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(saved) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def sealed(
    parts: Sequence[tuple[zipfile.ZipInfo | str, bytes]], kind: int = zipfile.ZIP_STORED
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as packed:
        packed.comment = b"isoqms-sao-luu-1 sha256 " + b"0" * 64
        for name, content in parts:
            packed.writestr(name, content)
    body = out.getvalue()[:-64]
    return body + hashlib.sha256(body).hexdigest().encode()


def changed(saved: Path, edit: Callable[[dict[str, Any], dict[str, bytes]], object]) -> bytes:
    """The backup with its manifest and parts edited, all sums right again."""
    parts = parts_of(saved)
    manifest = json.loads(parts["noi-dung.json"])
    edit(manifest, parts)
    manifest["history"] = about(parts["lich-su.bundle"])
    for each in manifest["files"]:
        if f"tep/{each['path']}" in parts:
            each.update(about(parts[f"tep/{each['path']}"]))
    parts["noi-dung.json"] = json.dumps(manifest).encode()
    return sealed([*parts.items()])


def about(content: bytes) -> dict[str, Any]:
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def renamed(path: str) -> Callable[[dict[str, Any], dict[str, bytes]], None]:
    def edit(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
        each = manifest["files"][0]
        parts[f"tep/{path}"] = parts.pop(f"tep/{each['path']}")
        each["path"] = path

    return edit


def cut_history(_: dict[str, Any], parts: dict[str, bytes]) -> None:
    parts["lich-su.bundle"] = parts["lich-su.bundle"][:-30]


def turned_history(_: dict[str, Any], parts: dict[str, bytes]) -> None:
    content = bytearray(parts["lich-su.bundle"])
    content[-200] ^= 1
    parts["lich-su.bundle"] = bytes(content)


def other_marks(manifest: dict[str, Any], _: dict[str, bytes]) -> None:
    manifest["references"]["refs/tags/qd/2024/9"] = manifest["last"]


def other_branch(manifest: dict[str, Any], _: dict[str, bytes]) -> None:
    manifest["branch"] = "refs/heads/nhap"


def needing_more(_: dict[str, Any], parts: dict[str, bytes]) -> None:
    head, mark, rest = parts["lich-su.bundle"].partition(b"\n")
    parts["lich-su.bundle"] = head + mark + b"-" + b"1" * 40 + b" x\n" + rest


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        pytest.param(renamed("../ngoai.md"), "dẫn ra ngoài", id="above the folder"),
        pytest.param(renamed("/ngoai.md"), "dẫn ra ngoài", id="absolute"),
        pytest.param(renamed("C:/ngoai.md"), "Windows không nhận", id="another drive"),
        pytest.param(renamed("a\\..\\b.md"), "Windows không nhận", id="the strokes of Windows"),
        pytest.param(renamed(".git/hooks/post-checkout"), ".git", id="a hook"),
        pytest.param(renamed(".GIT/config"), ".git", id="settings"),
        pytest.param(renamed("git~1/config"), ".git", id="settings by their short name"),
        pytest.param(renamed(".g\u200cit/config"), ".git", id="settings by hidden letters"),
        pytest.param(renamed("nam/aux.yaml"), "Windows không nhận", id="a device"),
        pytest.param(renamed("nam/x."), "Windows không nhận", id="a name with a dot at its end"),
        pytest.param(renamed(QT01.upper()), "trùng chỗ", id="two files in one place on Windows"),
        pytest.param(renamed(f"{QT01}/x"), "trùng chỗ", id="a folder where a file is"),
        pytest.param(cut_history, "lịch sử", id="a history cut off"),
        pytest.param(turned_history, "lịch sử", id="a history with a bit turned over"),
        pytest.param(other_marks, "dấu mốc", id="a mark that the history has not"),
        pytest.param(other_branch, "bản kê", id="another branch"),
        pytest.param(needing_more, "hỏng ngay ở phần đầu", id="a history that needs another"),
        pytest.param(lambda m, _: m.update(entries=99), "bản kê", id="another count"),
        pytest.param(lambda m, _: m.update(version=2), "phiên bản", id="a later layout"),
        pytest.param(lambda m, _: m.update(x=1), "Bản kê", id="a key that is none"),
        pytest.param(lambda _, p: p.update({"tep/la": b"x"}), "thừa", id="a part too many"),
        pytest.param(lambda m, _: m["files"].append(m["files"][0]), "trùng chỗ", id="a file twice"),
    ],
)
def test_a_backup_made_to_do_harm_makes_nothing(
    saved: Path,
    tmp_path_factory: pytest.TempPathFactory,
    edit: Callable[[dict[str, Any], dict[str, bytes]], object],
    words: str,
) -> None:
    assert words in refused(changed(saved, edit), tmp_path_factory)


def test_nothing_in_a_backup_is_unpacked_to_more_than_its_size(
    saved: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    parts = [*parts_of(saved).items()]
    assert "lớn hơn chính nó" in refused(
        sealed([*parts, ("tep/bom", b"0" * 10_000_000)], zipfile.ZIP_DEFLATED), tmp_path_factory
    )
    link = zipfile.ZipInfo("tep/lien-ket")
    link.external_attr = 0o120777 << 16
    assert "đường dẫn tắt" in refused(sealed([*parts, (link, b"/etc")]), tmp_path_factory)
    named = sealed([*parts, ("tep/\u00e9", b"x")]).replace("\u00e9".encode(), b"\xff\xfe")[:-64]
    seal = hashlib.sha256(named).hexdigest().encode()
    assert "không mở được" in refused(named + seal, tmp_path_factory)
    nested = [(name, b"[" * 200_000 if name == "noi-dung.json" else each) for name, each in parts]
    assert "không đọc được" in refused(sealed(nested), tmp_path_factory)


# Where it is written


def test_a_backup_never_stands_in_the_repository_nor_over_another_file(
    lived: Path, run: Run, tmp_path: Path
) -> None:
    assert run("backup", lived / "kho.zip", "-C", lived)[0] == 2
    (tmp_path / "cu.zip").write_bytes(b"quan trong")
    code, _, err = run("backup", tmp_path / "cu.zip", "-C", lived)
    assert (code, (tmp_path / "cu.zip").read_bytes()) == (2, b"quan trong")
    assert "--yes" in err
    for _ in range(2):
        assert run("backup", tmp_path, "-C", lived, "--as-of", DAY)[0] == 0
    names = sorted(path.name for path in tmp_path.glob("sao-luu-*"))
    assert names == [
        "sao-luu-ubnd-xa-an-phu-2024-12-31-2.zip",
        "sao-luu-ubnd-xa-an-phu-2024-12-31.zip",
    ]


def test_a_spoilt_history_is_not_saved_and_leaves_no_file(
    lived: Path, run: Run, tmp_path: Path
) -> None:
    spoilt = tmp_path / "kho"
    shutil.copytree(lived, spoilt)
    blob = git(spoilt, "rev-parse", "HEAD~1:isoqms.yaml")
    for pack in (spoilt / ".git/objects/pack").glob("*"):
        pack.chmod(0o644)
        if pack.suffix == ".pack":
            content = bytearray(pack.read_bytes())
            content[len(content) // 2] ^= 8
            pack.write_bytes(bytes(content))
    loose = spoilt / ".git/objects" / blob[:2] / blob[2:]
    if loose.exists():
        loose.unlink()
    (tmp_path / "usb").mkdir()
    code, _, err = run("backup", tmp_path / "usb", "-C", spoilt, "--as-of", DAY)
    assert code == 2
    assert "ịch sử" in err
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_folder_that_holds_something_is_not_restored_into(
    saved: Path, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "moi").mkdir()
    (tmp_path / "moi/co.txt").write_text("x")
    assert run("restore", "--from", saved, tmp_path / "moi")[0] == 2
    assert [path.name for path in (tmp_path / "moi").iterdir()] == ["co.txt"]
    code, out, _ = run("restore", "--from", saved, tmp_path / "thu", "--dry-run")
    assert (code, "chưa ghi gì" in out) == (0, True)
    assert not (tmp_path / "thu").exists()


@pytest.mark.parametrize(
    ("day", "told"),
    [
        pytest.param("2025-01-31", None, id="a month later"),
        pytest.param("2025-02-01", "lần gần nhất ngày 31/12/2024, đã 32 ngày", id="the day after"),
    ],
)
def test_the_day_of_the_last_backup_is_remembered_here_and_a_month_later_told(
    lived: Path, saved: Path, run: Run, day: str, told: str | None
) -> None:
    assert saved.exists()
    code, out, _ = run("status", lived, "--as-of", day)
    assert code == 0
    assert (told or "") in out
    assert ("Sao lưu kho ra USB" in out) == (told is not None)
    # What the git folder says is data: nonsense is as good as nothing.
    memory = lived / ".git/isoqms-sao-luu.json"
    kept = memory.read_bytes()
    memory.write_bytes(b"[" * 10_000)
    assert "máy này chưa sao lưu lần nào" in run("status", lived, "--as-of", day)[1]
    memory.write_bytes(kept)
