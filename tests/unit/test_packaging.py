"""The wheel holds all that the program needs.

It is built, installed into a new environment, and makes a repository.
"""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from isoqms import __version__

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout without the network."""
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(out),
        str(PROJECT),
    ]
    subprocess.run(command, check=True, capture_output=True, text=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment with this wheel and our dependencies.

    This checkout is not in it.
    """
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    paths = {"base": str(home), "platbase": str(home)}
    purelib = Path(sysconfig.get_path("purelib", vars=paths))
    # Our dependencies are seen from there; the editable install of this checkout is not, since its
    # .pth is not read.
    (purelib / "dependencies.pth").write_text(
        sysconfig.get_path("purelib") + "\n", encoding="utf-8"
    )
    programs = Path(sysconfig.get_path("scripts", vars=paths))
    pip = [
        str(programs / "python"),
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--quiet",
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True, text=True)
    return programs


def run(programs: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed command in `folder`."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONUTF8": "1"}
    return subprocess.run(
        [str(programs / "isoqms"), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_templates_schemas_packs_and_samples(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "_data/docs-template/HUONG-DAN.md",
        "_data/schemas/",
        "packs/data/legal/",
        "packs/data/samples/",
    ):
        assert any(f"isoqms/{part}" in name for name in names), part
    assert not [name for name in names if name.startswith(("tests/", "docs-template/", "schemas/"))]


def test_the_wheel_leaves_the_pages_beside_the_code_at_home(wheel: Path) -> None:
    names = [PurePosixPath(name) for name in zipfile.ZipFile(wheel).namelist()]
    beside = {each.relative_to(PROJECT).as_posix() for each in PROJECT.glob("isoqms/*/*.md")}
    assert beside
    assert not beside.intersection(map(str, names))
    assert not [name for name in names if name.suffix == ".png"]


def test_an_installed_isoqms_makes_a_repository_that_is_whole(
    installed: Path, tmp_path: Path
) -> None:
    made = run(
        installed, "init", "kho", "--kind", "xa", "--name", "UBND xã An Phú", "--province",
        "Lâm Đồng", "--no-input",
        folder=tmp_path,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    checked = run(installed, "validate", "kho", folder=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert ": 0 lỗi, 0 cảnh báo, " in checked.stdout


def test_an_installed_isoqms_says_its_version(installed: Path, tmp_path: Path) -> None:
    said = run(installed, "--version", folder=tmp_path)
    assert said.stdout.startswith("isoqms ")


def test_the_changelog_opens_with_what_is_to_come_then_with_this_version() -> None:
    text = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    coming, newest, *_ = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert coming == "Chưa phát hành"
    assert re.fullmatch(rf"{re.escape(__version__)} – \d{{4}}-\d{{2}}-\d{{2}}", newest)
