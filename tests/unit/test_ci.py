"""The pipelines are run for real, line by line in bash, in a clone of a small repository.

`isoqms` is the real command; pip and the date are stand-ins, since a test has no network and no
clock.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from isoqms.actions.checking.ci import Service, workflow, write_workflow
from isoqms.errors import CannotWrite, UnknownName

TOP = Path(__file__).parents[2]
SERVICES = list(Service)

# The real command, which notes that it was called; only a bug of ours, code 3, and what `verify`
# finds cannot be had on demand.
ISOQMS = f"""#!/bin/sh
echo "isoqms $*" >> "$BENCH/calls"
git rev-list --count HEAD > "$BENCH/commits"
test "$1" = verify && test -e "boi-canh/SAI" && exit 1
test "$1" = report && test -e "nam/$3/SỰ-CỐ" && exit 3
exec "{sys.executable}" -m isoqms "$@"
"""
FAKE_PIP = """#!/bin/sh
echo "pip $*" >> "$BENCH/calls"
test ! -e "$BENCH/offline"
"""
FAKE_DATE = """#!/bin/sh
test "$1" = "+%Y" && echo 2026
"""

CLEAN = {
    "isoqms.yaml": """\
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
""",
    "boi-canh/pham-vi.yaml": "statement: Giải quyết thủ tục hành chính\n",
    "nam/2026/khieu-nai.yaml": "none_received: true\n",
}
BROKEN = CLEAN | {"boi-canh/van-de.yaml": "issues: [\n"}


@dataclass(frozen=True)
class Bench:
    """A machine of a code service.

    A PATH with the tools, and a folder where they note what was asked.
    """

    folder: Path

    @property
    def env(self) -> dict[str, str]:
        return {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "BENCH": str(self.folder),
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(TOP),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{
                f"GIT_{who}_{what}": "a@b.vn"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
        }

    def git(self, *arguments: str | Path) -> None:
        subprocess.run(["git", *map(str, arguments)], env=self.env, check=True, capture_output=True)

    def repository(self, files: Mapping[str, str]) -> Path:
        """A repository with three commits, the last of which holds `files`."""
        root = self.folder / "agency"
        self.git("init", "--quiet", root)
        for message in ("one", "two"):
            self.git("-C", root, "commit", "--quiet", "--allow-empty", "-m", message)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        self.git("-C", root, "add", "-A")
        self.git("-C", root, "commit", "--quiet", "-m", "three")
        return root

    def clone(self, root: Path, depth: int) -> Path:
        """A working copy with the last `depth` commits, or all for 0, as the services count."""
        shallow = [f"--depth={depth}"] if depth else []
        self.git("clone", "--quiet", *shallow, root.as_uri(), self.folder / "work")
        return self.folder / "work"

    def shell(self, script: str, folder: Path, *options: str) -> bool:
        """Whether `script` ended well."""
        command = ["bash", "--noprofile", "--norc", *options, "-c", script]
        return (
            subprocess.run(
                command, cwd=folder, env=self.env, check=False, capture_output=True
            ).returncode
            == 0
        )

    @property
    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text(encoding="utf-8").splitlines()

    @property
    def commits(self) -> int:
        """How many commits `isoqms` saw."""
        return int((self.folder / "commits").read_text(encoding="utf-8"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    (tmp_path / "bin").mkdir()
    for name, script in (("isoqms", ISOQMS), ("pip", FAKE_PIP), ("date", FAKE_DATE)):
        (tmp_path / "bin" / name).write_text(script, encoding="utf-8")
        (tmp_path / "bin" / name).chmod(0o755)
    return Bench(tmp_path)


@dataclass(frozen=True)
class Run:
    """How a pipeline ended, and the files it kept."""

    passed: bool
    kept: frozenset[str]


def parsed(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def run(service: Service, bench: Bench, files: Mapping[str, str], text: str | None = None) -> Run:
    """What `service` would make of a repository with these files."""
    root = bench.repository(files)
    pipeline = parsed(text or "".join(workflow(service).values()))
    return (run_gitlab if service is Service.GITLAB else run_steps)(pipeline, bench, root)


def run_gitlab(pipeline: Any, bench: Bench, root: Path) -> Run:
    """The first command that fails ends the job; artefacts are kept as `when` says."""
    job = pipeline["isoqms"]
    folder = bench.clone(root, int(job["variables"].get("GIT_DEPTH", 20)))
    passed = bench.shell("\n".join(job["script"]), folder, "-eo", "pipefail")
    kept = job["artifacts"]["paths"] if passed or job["artifacts"].get("when") == "always" else []
    return Run(passed, found(folder, kept))


def run_steps(pipeline: Any, bench: Bench, root: Path) -> Run:
    """A step runs when all before it passed, unless it has a condition of its own."""
    (job,) = pipeline["jobs"].values()
    folder = root
    passed = True
    ended: dict[str, bool] = {}
    kept: frozenset[str] = frozenset()
    for step in job["steps"]:
        if not (wanted(step["if"], ended) if "if" in step else passed):
            continue
        well = True
        if "actions/checkout@" in step.get("uses", ""):
            folder = bench.clone(root, int(step["with"].get("fetch-depth", 1)))
        elif "upload-artifact@" in step.get("uses", ""):
            kept = found(folder, step["with"]["path"].split())
        elif "run" in step:
            well = bench.shell(step["run"], folder, "-e")
        ended[step.get("id", "")] = well
        passed = passed and (well or step.get("continue-on-error", False))
    return Run(passed, kept)


def wanted(condition: str, ended: Mapping[str, bool]) -> bool:
    """The one form of condition that the pipelines use: after that step, whatever came between."""
    match = re.fullmatch(
        r"\$\{\{ !cancelled\(\) && steps\.(\w+)\.outcome == 'success' \}\}", condition
    )
    assert match, condition
    return ended.get(match[1], False)


def found(folder: Path, patterns: list[str]) -> frozenset[str]:
    return frozenset(
        path.relative_to(folder).as_posix() for p in patterns for path in folder.glob(p)
    )


RESULT = {
    Service.GITHUB: "xuat/isoqms.sarif",
    Service.FORGEJO: "xuat/isoqms.sarif",
    Service.GITLAB: "xuat/gl-code-quality-report.json",
}


@pytest.mark.parametrize("service", SERVICES)
def test_a_repository_without_errors_passes_and_its_report_is_kept(
    service: Service, bench: Bench
) -> None:
    assert run(service, bench, CLEAN) == Run(
        passed=True, kept=frozenset({RESULT[service], "xuat/bao-cao-2026.docx"})
    )
    assert bench.calls[0] == "pip install isoqms"
    assert "isoqms report --year 2026 -o xuat/bao-cao-2026.docx" in bench.calls


@pytest.mark.parametrize("service", SERVICES)
def test_an_error_in_a_document_fails_the_job_and_everything_is_kept_all_the_same(
    service: Service, bench: Bench
) -> None:
    kept = frozenset({RESULT[service], "xuat/bao-cao-2026.docx"})
    assert run(service, bench, BROKEN) == Run(passed=False, kept=kept)


@pytest.mark.parametrize("service", SERVICES)
def test_a_year_without_records_is_no_failure(service: Service, bench: Bench) -> None:
    files = {path: text for path, text in CLEAN.items() if not path.startswith("nam/")}
    assert run(service, bench, files) == Run(passed=True, kept=frozenset({RESULT[service]}))


@pytest.mark.parametrize("service", SERVICES)
def test_a_bug_in_the_report_is_not_passed_over(service: Service, bench: Bench) -> None:
    assert not run(service, bench, CLEAN | {"nam/2026/SỰ-CỐ": "!\n"}).passed


@pytest.mark.parametrize("service", SERVICES)
def test_a_folder_that_is_no_repository_fails(service: Service, bench: Bench) -> None:
    files = {path: text for path, text in CLEAN.items() if path != "isoqms.yaml"}
    assert not run(service, bench, files).passed


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_is_claimed_where_isoqms_could_not_be_installed(
    service: Service, bench: Bench
) -> None:
    (bench.folder / "offline").touch()
    assert run(service, bench, CLEAN) == Run(passed=False, kept=frozenset())
    assert bench.calls == ["pip install isoqms"]


@pytest.mark.parametrize("service", SERVICES)
def test_the_whole_history_is_there_and_is_held_against_the_texts(
    service: Service, bench: Bench
) -> None:
    run(service, bench, CLEAN)
    assert bench.commits == 3
    assert "isoqms verify" in bench.calls


@pytest.mark.parametrize("service", SERVICES)
def test_a_text_that_is_not_the_issued_one_turns_the_run_red(
    service: Service, bench: Bench
) -> None:
    assert not run(service, bench, CLEAN | {"boi-canh/SAI": ""}).passed


@pytest.mark.parametrize("service", SERVICES)
def test_a_shallow_history_would_be_noticed_by_the_test_above(
    service: Service, bench: Bench
) -> None:
    (text,) = workflow(service).values()
    shallow = re.sub(r'(fetch-depth: |GIT_DEPTH: ")0', r"\g<1>1", text)
    run(service, bench, CLEAN, shallow)
    assert bench.commits == 1


@pytest.mark.parametrize("service", SERVICES)
def test_a_gate_that_is_left_open_would_be_noticed_too(service: Service, bench: Bench) -> None:
    (text,) = workflow(service).values()
    open_gate = re.sub(
        r"(isoqms validate( --format github)?)$", r"\1 || true", text, flags=re.MULTILINE
    )
    assert open_gate != text
    assert run(service, bench, BROKEN, open_gate).passed


def test_github_shows_the_findings_on_their_lines(bench: Bench) -> None:
    run(Service.GITHUB, bench, CLEAN)
    assert "isoqms validate --format github" in bench.calls


def test_gitlab_is_told_which_file_is_the_code_quality_report() -> None:
    (text,) = workflow("gitlab").values()
    assert parsed(text)["isoqms"]["artifacts"]["reports"]["codequality"] == RESULT[Service.GITLAB]


def test_github_is_sent_the_sarif_file_with_the_permission_it_needs() -> None:
    (text,) = workflow("github").values()
    pipeline = parsed(text)
    (upload,) = [
        step
        for step in pipeline["jobs"]["validate"]["steps"]
        if "upload-sarif@" in step.get("uses", "")
    ]
    assert upload["with"]["sarif_file"] == RESULT[Service.GITHUB]
    assert pipeline["permissions"] == {"contents": "read", "security-events": "write"}


@pytest.mark.parametrize("service", SERVICES)
def test_every_action_and_image_names_its_version(service: Service) -> None:
    (text,) = workflow(service).values()
    named = re.findall(r"(?:uses|image): (\S+)", text)
    assert named
    assert [name for name in named if not re.search(r"(@v\d+(\.\d+\.\d+)?|:\d+\.\d+)$", name)] == []


@pytest.mark.parametrize(
    ("service", "path"),
    [
        ("github", ".github/workflows/isoqms.yml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("forgejo", ".forgejo/workflows/isoqms.yml"),
    ],
)
def test_the_file_is_written_where_the_service_looks_and_only_once(
    service: str, path: str, tmp_path: Path
) -> None:
    assert write_workflow(tmp_path, service, dry_run=True) == (tmp_path / path,)
    assert list(tmp_path.iterdir()) == []
    assert write_workflow(tmp_path, service) == (tmp_path / path,)
    assert (tmp_path / path).read_bytes().decode() == workflow(service)[path]
    assert write_workflow(tmp_path, service) == ()


def test_a_pipeline_of_the_agency_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("trang-web:\n  script: echo\n", encoding="utf-8")
    with pytest.raises(
        CannotWrite, match=r"^Đã có tệp «\.gitlab-ci\.yml» với nội dung khác\.$"
    ) as refusal:
        write_workflow(tmp_path, "gitlab")
    assert "--overwrite" in refusal.value.hint
    assert (tmp_path / ".gitlab-ci.yml").read_text(
        encoding="utf-8"
    ) == "trang-web:\n  script: echo\n"
    assert write_workflow(tmp_path, "gitlab", overwrite=True) == (tmp_path / ".gitlab-ci.yml",)
    assert parsed((tmp_path / ".gitlab-ci.yml").read_text(encoding="utf-8")).keys() == {"isoqms"}


def test_a_link_that_leads_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "agency").mkdir()
    (tmp_path / "agency" / ".github").symlink_to(tmp_path / "outside")
    with pytest.raises(CannotWrite, match="trỏ ra ngoài kho tài liệu"):
        write_workflow(tmp_path / "agency", "github", overwrite=True)
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".github").write_text("a file, not a folder\n", encoding="utf-8")
    with pytest.raises(CannotWrite, match=r"^Không ghi được "):
        write_workflow(tmp_path, "github")


def test_an_unknown_service_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match=r"^Không biết dịch vụ «gitlap»") as refusal:
        workflow("gitlap")
    assert refusal.value.hint == "Có phải ý bạn là «gitlab»? Hãy chọn github, gitlab và forgejo."


@pytest.mark.parametrize(
    ("files", "passed"),
    [pytest.param(CLEAN, True, id="clean"), pytest.param(BROKEN, False, id="broken")],
)
def test_the_pre_commit_hook_stops_a_broken_repository(
    files: Mapping[str, str], passed: bool, bench: Bench
) -> None:
    (hook,) = parsed((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"]) == ("isoqms-validate", "python")
    # The rules look at all documents together, so the hook takes no names and always runs.
    assert (hook["pass_filenames"], hook["always_run"]) == (False, True)
    assert bench.shell(shlex.join(shlex.split(hook["entry"])), bench.repository(files)) is passed
