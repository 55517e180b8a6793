"""Fixtures of all tests.

Repositories made from text, and no home, no git identity of the machine.
"""

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from golden_texts import (  # noqa: F401 - pytest finds the fixture and the hooks here, by name
    golden,
    pytest_addoption,
    pytest_configure,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from isoqms.repository import Repository, load

# Examples have no clock: a busy machine is no fault. Where a run decides on landing, it decides the
# same twice.
hypothesis_settings.register_profile(
    "house",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("house")

BASE = {
    "isoqms.yaml": """\
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
units:
  - {key: van-phong, name: Văn phòng HĐND và UBND}
  - {key: kinh-te, name: Phòng Kinh tế}
roles:
  - {key: nguoi-dung-dau, title: Chủ tịch UBND xã}
  - {key: dai-dien-lanh-dao, title: Phó Chủ tịch UBND xã}
  - {key: thu-ky-iso, title: Thư ký ISO, unit: van-phong}
  - {key: bo-phan-mot-cua, title: Công chức Bộ phận Một cửa, unit: van-phong}
""",
    "boi-canh/pham-vi.yaml": "statement: Giải quyết thủ tục hành chính thuộc thẩm quyền\n",
}
"""The smallest repository that is whole."""

MakeRepository = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture(autouse=True)
def _nobody_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the home, the git identity or the git settings of the machine it runs on."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


@pytest.fixture
def make_repository(tmp_path: Path) -> MakeRepository:
    """A function that lays files over the smallest whole repository and gives its folder."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "kho"
        for name, content in {**BASE, **files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return make


@pytest.fixture
def loaded(make_repository: MakeRepository) -> Callable[..., Repository]:
    """The same, loaded as of a date."""

    def make(files: Mapping[str, str | bytes], as_of: date = date(2025, 12, 31)) -> Repository:
        return load(make_repository(files), as_of)

    return make


def badly_packed(content: bytes) -> bytes:
    """A zip file whose parts cannot be unpacked: each begins with a block of no kind."""
    spoiled = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            names = spoiled[part.header_offset + 26 : part.header_offset + 30]
            lengths = int.from_bytes(names[:2], "little") + int.from_bytes(names[2:], "little")
            spoiled[part.header_offset + 30 + lengths] = 0xFF
    return bytes(spoiled)
