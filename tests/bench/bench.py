"""The benchmark: each command beside the floor, in one run.

Prints a table and says what is over its budget.

    python tests/bench/bench.py [--runs 5] [--large 3000]

Times are the best of the runs, wall clock, with everything started anew; memory is the peak of the
process.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from large_decision import prepare  # noqa: E402 - it lies beside the tests, which are no package

# An installed program is compiled; so must ours be, whatever this machine's settings for a checkout
# are.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
ISOQMS = [sys.executable, "-m", "isoqms"]


@dataclass(frozen=True)
class Measure:
    """The best wall time in seconds and the highest peak of memory in MiB."""

    seconds: float
    mebibytes: float


def run(command: list[str], runs: int) -> Measure:
    """Run a program so many times after one that warms up.

    Findings (exit code 1), and that nothing outside was there to compare with (4), are its own
    business.
    """
    best, peak = float("inf"), 0.0
    for _ in range(runs + 1):
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        best = min(best, time.perf_counter() - start)
        peak = max(peak, usage.ru_maxrss / 1024)
        if process.returncode not in (0, 1, 4):
            raise SystemExit(f"{command} ended with {process.returncode}")
    return Measure(best, peak)


def sample(folder: Path, *options: str) -> str:
    """A sample repository below `folder`."""
    subprocess.run(
        [*ISOQMS, "demo", str(folder), "--quiet", *options], check=True, stdout=subprocess.DEVNULL
    )
    return str(folder)


def grown(folder: Path, documents: int) -> str:
    """A repository of so many documents, built by a process of its own.

    Our own peak of memory would be its child's.
    """
    subprocess.run(
        [sys.executable, str(HERE / "growth.py"), str(folder), str(documents)], check=True
    )
    return str(folder)


def best_issue(folder: Path, runs: int) -> Measure:
    """A decision that issues 101 documents and withdraws 80, sealed, papers included.

    Each run on a fresh copy.
    """
    prepared = prepare(folder / "prepared")
    command = [
        *ISOQMS,
        "issue",
        "--number",
        "96/QĐ-UBND",
        "--signed",
        "2025-10-24",
        "--seal",
        "--no-input",
    ]
    measures = []
    for number in range(runs):
        copy = shutil.copytree(prepared, folder / str(number))
        measures.append(run([*command, "-C", str(copy), "--as-of", "2025-12-31"], 0))
    return min(measures, key=lambda measure: measure.seconds)


def row(name: str, measure: Measure, against: str, ratio: float, budget: float) -> bool:
    """Print a row; whether it is within its budget."""
    held = ratio <= budget
    verdict = "ok" if held else "OVER"
    print(
        f"| {name} | {measure.seconds:.3f} s | {measure.mebibytes:.0f} MiB "
        f"| {against} | {ratio:.2f} | {budget:g} | {verdict} |"
    )
    return held


def main() -> int:
    """Measure, print, and give 1 where a budget is not held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", type=int, default=3000)
    options = parser.parse_args()
    runs = options.runs
    with tempfile.TemporaryDirectory() as temporary:
        small = grown(Path(temporary, "small"), 300)
        large = grown(Path(temporary, "large"), options.large)
        krong_no = sample(Path(temporary, "krong-no"), "--sample", "krong-no")
        floor = run([sys.executable, str(HERE / "floor.py"), small], runs)
        floor_large = run([sys.executable, str(HERE / "floor.py"), large], runs)
        floor_control = run([sys.executable, str(HERE / "floor_control.py"), small], runs)
        typer = run([sys.executable, "-c", "import typer"], runs)
        day = ["--as-of", "2025-12-31"]
        validate = run([*ISOQMS, "validate", small, *day], runs)
        validate_large = run([*ISOQMS, "validate", large, *day], runs)
        listing = run([*ISOQMS, "list", small, *day], runs)
        history = run([*ISOQMS, "history", "QT-XD-029", "-C", small, *day], runs)
        verify = run([*ISOQMS, "verify", "-C", small, *day], runs)
        issue = best_issue(Path(temporary, "issue"), runs)
        version = run([*ISOQMS, "--version"], runs)
        paper = str(Path(temporary, "bc.docx"))
        report = run([*ISOQMS, "report", krong_no, "--year", "2022", "-o", paper], runs)
        status = run([*ISOQMS, "status", small, *day], runs)
        score = run([*ISOQMS, "score", krong_no, "--year", "2022", "--as-of", "2022-10-26"], runs)
        commune = sample(Path(temporary, "commune"))
        gate = run([*ISOQMS, "announce", "--check", "-C", commune, "--as-of", "2025-11-27"], runs)
        plan = run([*ISOQMS, "decision", "plan", "-C", commune, "--year", "2025", *day], runs)
        book = str(Path(temporary, "nam.xlsx"))
        export = run(
            [*ISOQMS, "export", "nam", "-C", commune, "--year", "2025", "-o", book, *day], runs
        )
        back = run([*ISOQMS, "import", book, "-C", commune, "--dry-run", *day], runs)
    print("| what | time | peak | against | ratio | budget | |\n|---|---:|---:|---|---:|---:|---|")
    print(f"| floor, 300 documents | {floor.seconds:.3f} s | {floor.mebibytes:.0f} MiB | | | | |")
    print(
        f"| floor, {options.large} documents | {floor_large.seconds:.3f} s | "
        f"{floor_large.mebibytes:.0f} MiB | | | | |"
    )
    print(
        f"| floor of control, 300 | {floor_control.seconds:.3f} s | {floor_control.mebibytes:.0f} "
        "MiB | | | | |"
    )
    print(f"| import typer | {typer.seconds:.3f} s | {typer.mebibytes:.0f} MiB | | | | |")
    held = (
        row("validate, 300", validate, "floor", validate.seconds / floor.seconds, 2.5),
        row(
            f"validate, {options.large}",
            validate_large,
            "validate, 300",
            validate_large.seconds / validate.seconds,
            8 * options.large / 3000,
        ),
        row(f"memory, {options.large}", validate_large, "MiB", validate_large.mebibytes, 120),
        row(
            "list --as-of, 300",
            listing,
            "floor of control",
            listing.seconds / floor_control.seconds,
            2,
        ),
        row(
            "history, 300", history, "floor of control", history.seconds / floor_control.seconds, 2
        ),
        row("verify, 300", verify, "floor of control", verify.seconds / floor_control.seconds, 3),
        row("issue 101 + 80, papers", issue, "1 s", issue.seconds, 4),
        row("--version", version, "import typer", version.seconds / typer.seconds, 1.5),
        row("report, Krông Nô", report, "1 s", report.seconds, 1.5),
        row("status, 300", status, "floor of control", status.seconds / floor_control.seconds, 3),
        row("score, Krông Nô", score, "1 s", score.seconds, 1.5),
        row("announce --check, as recorded then", gate, "1 s", gate.seconds, 1.5),
        row("decision plan", plan, "1 s", plan.seconds, 1.5),
        row("export of a whole year", export, "1 s", export.seconds, 3),
        row("import of it, unchanged", back, "1 s", back.seconds, 3),
    )
    return 0 if all(held) else 1


sys.exit(main())
