"""A secretary's whole year in a new commune, by commands only: what each says, and no dead end.

Nothing is written by hand but what a person has to write: the places left open, the
choice of the score table, cells in Excel.

Each season starts from what the seasons before it recorded, as tests/golden/year-walk-*.patch tell
it, and what it records itself is held against such a text. So the year is one chain, though its
seasons can be walked on their own. (`--update-golden` goes through them in order: without `-n`.)
"""

import io
import json
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from openpyxl import load_workbook

from isoqms.actions.checking.validate import check
from isoqms.cli.commands import app
from isoqms.diagnostics import Severity
from isoqms.repository import load

GOLDEN = Path(__file__).parents[1] / "golden"
CODE = re.compile(r'code: "\[cần điền: [^"]*"')
OPEN = re.compile(r"\[cần điền: ([^\]]*)\]")
FAILED = re.compile(r"\[CHƯA ĐẠT\] (\d)\.")
LAW = "118/2026/NĐ-CP"
ENTRY = re.compile(r"(?m)^(Isoqms-(?:Un|Re)does: )[0-9a-f]{40}$")
"""The entry that another takes back; its id tells of the clock too."""
CLOCK = re.compile(r"^(Date: \w+, \d+ \w+ \d+) \d\d:\d\d:\d\d [+-]\d{4}$", re.MULTILINE)


@dataclass
class Walk:
    """A year that is being walked: where, and what was said on the way."""

    root: Path
    pdf: Path

    def run(self, day: str, *words: str, code: int = 0) -> str:
        """What the command prints, both ways; it must end with `code`."""
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            ended = app([*words, "-C", str(self.root), "--as-of", day])
        assert ended == code, f"isoqms {' '.join(words)} on {day}:\n{out.getvalue()}"
        return out.getvalue()

    def signed(self, word: str, number: str, day: str, *item: str) -> str:
        """Record the paper as signed on that day, with its PDF.

        To record is to make the paper, too.
        """
        return self.run(
            day,
            "decision",
            "record",
            word,
            *item,
            "--number",
            number,
            "--signed",
            day,
            "--pdf",
            str(self.pdf),
        )

    def gate(self, day: str) -> list[int]:
        """The points that do not hold yet; every one of them says what to do."""
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            ended = app(["announce", "--check", "-C", str(self.root), "--as-of", day])
        text = out.getvalue()
        points = [int(number) for number in FAILED.findall(text)]
        assert ended == (1 if points else 0)
        assert text.count("    - ") == text.count("      → "), text
        return points

    def status(self, day: str) -> str:
        """The list of things to do."""
        return self.run(day, "status")

    def errors(self, day: str) -> list[str]:
        """The errors that the check finds on that day."""
        found = check(load(self.root, date.fromisoformat(day))).diagnostics
        return [f"{each.rule} {each.message}" for each in found if each.severity is Severity.ERROR]

    def warned(self, day: str, rule: str) -> list[str]:
        """What a rule says on that day."""
        found = check(load(self.root, date.fromisoformat(day))).diagnostics
        return [each.message for each in found if each.rule == rule]

    def fill(self) -> None:
        """Fill in what the framework left open in drafts and procedures, as a person must."""
        codes = count(5)
        procedures = self.root / "tthc" / "danh-muc.yaml"
        for path in (procedures, *(self.root / "du-thao").rglob("*.md")):
            text = path.read_text(encoding="utf-8")
            coded = CODE.sub(lambda _: f'code: "1.{next(codes):06}"', text)
            path.write_text(OPEN.sub(r"theo \1", coded), encoding="utf-8", newline="\n")

    def choose_scoring(self) -> None:
        """Name the province's score table in the settings, as a person must; nobody records it."""
        settings = self.root / "isoqms.yaml"
        text = settings.read_text(encoding="utf-8")
        chosen = re.sub(r"  # scoring: .*", "  scoring: dak-nong-2020", text)
        settings.write_text(chosen, encoding="utf-8", newline="\n")

    def git(self, *words: str, said: str | None = None) -> str:
        """What git answers in this repository, with `said` on its standard input."""
        done = subprocess.run(
            ["git", "-C", str(self.root), *words],
            input=said,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        return done.stdout

    def recorded_since(self, commit: str) -> str:
        """What was recorded after that commit, as patches; of the clock they tell the day only."""
        options = ("--zero-commit", "--no-signature", "--no-stat", "--no-numbered", "--unified=1")
        headers = "--no-encode-email-headers"
        text = self.git("format-patch", "--stdout", *options, headers, f"{commit}..HEAD")
        return ENTRY.sub(rf"\1{'0' * 40}", CLOCK.sub(r"\1 08:00:00 +0000", text))

    def replay(self, recorded: str) -> None:
        """Record what these patches say, each on its day."""
        nobody = ("-c", "user.name=test", "-c", "user.email=test@example.invalid")
        options = ("--quiet", "--committer-date-is-author-date", "--whitespace=nowarn")
        before = self.git("rev-parse", "HEAD").strip()
        self.git(*nobody, "am", *options, said=recorded)
        assert self.recorded_since(before) == recorded

    def sheet(
        self,
        day: str,
        register: str,
        rows: Mapping[str, Sequence[Mapping[str, str | int]]],
        *options: str,
    ) -> str:
        """Export a register, add rows to its tabs, import it again."""
        book = self.root / "xuat" / "so.xlsx"
        self.run(day, "export", register, "-o", str(book), *options)
        opened = load_workbook(book)
        for title, added in rows.items():
            tab = opened[title]
            columns = {tab.cell(3, place).value: place for place in range(2, tab.max_column + 1)}
            number = 5
            while any(tab.cell(number, place).value is not None for place in columns.values()):
                number += 1
            for row in added:
                for key, value in row.items():
                    tab.cell(number, columns[key], value)
                number += 1
        opened.save(book)
        return self.run(day, "import", str(book))

    def every_cell(
        self, day: str, register: str, title: str, values: Mapping[str, str | int]
    ) -> str:
        """Export a register, fill these columns where they are empty, import it again."""
        book = self.root / "xuat" / "so.xlsx"
        self.run(day, "export", register, "-o", str(book))
        opened = load_workbook(book)
        tab = opened[title]
        columns = {tab.cell(3, place).value: place for place in range(2, tab.max_column + 1)}
        for number in range(5, tab.max_row + 1):
            if tab.cell(number, 1).value is None:
                continue
            for key, value in values.items():
                if tab.cell(number, columns[key]).value is None:
                    tab.cell(number, columns[key], value)
        opened.save(book)
        return self.run(day, "import", str(book))


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """A new commune on 5 January 2026, as `init` makes it."""
    root = tmp_path / "kho"
    pdf = tmp_path / "da-ky.pdf"
    pdf.write_bytes(b"%PDF-1.7\nk\xc3\xbd\n")
    asked = (
        "--kind",
        "xa",
        "--name",
        "UBND xã Hòa Bình",
        "--province",
        "Lâm Đồng",
        "--as-of",
        "2026-01-05",
    )
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        assert app(["init", str(root), *asked, "--no-input"]) == 0
    return Walk(root, pdf)


def winter(walk: Walk) -> None:
    """January to March.

    Plan, board, team, policy and objectives, risks gathered by Excel, programme, context.
    """
    assert "isoqms decision plan --year 2026" in walk.status("2026-01-05")
    walk.signed("plan", "12/KH-UBND", "2026-01-15")
    assert "isoqms decision plan" not in walk.status("2026-01-16")
    walk.signed("steering-board", "20/QĐ-UBND", "2026-01-20")
    assert "isoqms export nguon-luc --year 2026" in walk.run(
        "2026-01-21", "decision", "support-team", code=2
    )
    team = [
        {"role": "Tổ trưởng", "post": "Chánh Văn phòng"},
        {"role": "Thành viên", "post": "Công chức Văn phòng"},
    ]
    walk.sheet("2026-01-22", "nguon-luc", {"Tổ giúp việc": team})
    walk.signed("support-team", "25/QĐ-UBND", "2026-01-26")
    # The policy may be signed months before the procedures are.
    assert "chinh-sach.md" in walk.signed("policy-objectives", "90/QĐ-UBND", "2026-03-10")
    risk: dict[str, str | int] = {"process": "QT-MC-01", "likelihood": 2, "severity": 2}
    row = {"kind": "Rủi ro", "description": "Thiếu người ngày cao điểm", **risk}
    walk.sheet("2026-03-12", "rui-ro", {"Rủi ro, cơ hội": [row]}, "--empty")
    row = {"kind": "Cơ hội", "description": "Ki-ốt tra cứu", **risk}
    walk.sheet("2026-03-13", "rui-ro", {"Rủi ro, cơ hội": [row]}, "--empty")
    text = (walk.root / "nam/2026/rui-ro.yaml").read_text(encoding="utf-8")
    assert ("id: rr-01" in text, "id: ch-01" in text) == (True, True)
    walk.signed("audit-programme", "40/CTr-UBND", "2026-03-20")
    walk.run("2026-03-26", "update", "context", "--set", "reviewed=26/3/2026", "--no-input")
    walk.run("2026-03-26", "update", "parties", "--set", "reviewed=26/3/2026", "--no-input")


def spring(walk: Walk) -> None:
    """April to June.

    The documents issued, a law followed, copies handed out, training, a case that was late.
    """
    assert walk.gate("2026-04-20") == [1, 2, 3, 4, 5, 7, 8]
    assert "Còn 17 chỗ [cần điền]" in walk.run("2026-04-20", "issue", "--papers-only", code=2)
    walk.fill()
    assert "tthc/danh-muc.yaml" in walk.run("2026-04-22", "save", "--no-input")
    walk.run("2026-04-26", "issue", "--papers-only")
    issued = walk.run("2026-04-28", "issue", "--number", "150/QĐ-UBND", "--signed", "28/4/2026")
    assert "isoqms export phan-phoi --year 2026" in issued
    assert walk.gate("2026-04-29") == [2, 3, 4, 8]
    walk.every_cell(
        "2026-05-05", "phan-phoi", "Phân phối", {"day": "05/5/2026", "receiver": "Đầu mối đơn vị"}
    )
    law = (
        f"number={LAW}",
        "title=Về một cửa",
        "issuer=Chính phủ",
        "effective=2026-05-01",
        "affects=QT-MC-01",
    )
    walk.run(
        "2026-05-06",
        "new",
        "law",
        "--no-input",
        *(word for each in law for word in ("--set", each)),
    )
    assert "isoqms revise QT-MC-01" in walk.status("2026-05-06")
    walk.run(
        "2026-05-07", "revise", "QT-MC-01", "--request", "Một cửa", "--reason", LAW, "--no-input"
    )
    draft = next((walk.root / "du-thao").rglob("QT-MC-01.md"))
    draft.write_text(
        draft.read_text(encoding="utf-8").replace("118/2025/NĐ-CP", LAW),
        encoding="utf-8",
        newline="\n",
    )
    walk.run("2026-05-15", "issue", "--number", "160/QĐ-UBND", "--signed", "2026-05-15")
    assert f"isoqms update law {LAW}" in walk.status("2026-05-16")
    walk.run("2026-05-16", "update", "law", LAW, "--set", "applied=2026-05-15", "--no-input")
    assert LAW not in walk.status("2026-05-16")
    walk.run(
        "2026-06-11",
        "update",
        "training",
        "2",
        "--set",
        "held=2026-06-10",
        "--set",
        "participants=6",
        "--no-input",
    )
    walk.run(
        "2026-06-14",
        "new",
        "nonconformity",
        "--set",
        "source=Nhầm",
        "--set",
        "description=Nhầm",
        "--no-input",
    )
    undo(walk, "2026-06-14")
    late = ("source=Hồ sơ trễ hạn", "description=Trả kết quả trễ hai ngày", "unit=mot-cua")
    walk.run(
        "2026-06-15",
        "new",
        "nonconformity",
        *(word for each in late for word in ("--set", each)),
        "--no-input",
    )
    letter = (
        "case=H40-260601-0001",
        "reason=Máy hỏng",
        "promised=2026-06-12",
        "nonconformity=kph-01",
    )
    walk.run(
        "2026-06-15",
        "new",
        "apology",
        *(word for each in letter for word in ("--set", each)),
        "--no-input",
    )
    assert "isoqms decision apology H40-260601-0001" in walk.run(
        "2026-06-15", "decision", "apology", code=2
    )
    walk.signed("apology", "31/UBND-VP", "2026-06-15", "H40-260601-0001")
    assert "isoqms update nonconformity kph-01" in walk.status("2026-06-16")


def undo(walk: Walk, day: str) -> None:
    """Take back the last change."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        assert app(["undo", "-C", str(walk.root), "--as-of", day]) == 0


def summer(walk: Walk) -> None:
    """July to October: the survey, the audit from team to report, the faults closed."""
    assert "isoqms new survey" in walk.run("2026-07-01", "decision", "survey-plan", code=2)
    asked = (
        "start=2026-08-01",
        "end=2026-08-31",
        "planned=100",
        "form=BM-HT-06-01",
        "method=Phát phiếu tại quầy",
        "subjects=Người đã nộp hồ sơ",
    )
    walk.run(
        "2026-07-01",
        "new",
        "survey",
        *(word for each in asked for word in ("--set", each)),
        "--no-input",
    )
    walk.run("2026-07-03", "decision", "survey-plan")
    counted = ("--set", "sent=100", "--set", "returned=96")
    walk.run("2026-09-01", "update", "survey", "1", *counted, "--no-input")
    assert "isoqms export hai-long --year 2026" in walk.run(
        "2026-09-01", "decision", "survey-report", code=2
    )
    counts: list[dict[str, str | int]] = [
        {"^": 1, "answer": "Hài lòng", "count": 90, "satisfied": "Có"},
        {"^": 1, "answer": "Không hài lòng", "count": 6, "satisfied": "Không"},
    ]
    walk.sheet("2026-09-01", "hai-long", {"Kết quả": counts})
    walk.signed("survey-report", "88/BC-UBND", "2026-09-05")

    assert "isoqms update audit-round dot-1" in walk.run(
        "2026-07-20", "decision", "audit-team", code=2
    )
    lead = ("auditors.post=Phó Chủ tịch UBND xã", "auditors.lead=có", "auditors.trained=2026-06-10")
    member = ("auditors.post=Kế toán", "auditors.trained=2026-06-10")
    for each in (lead, member):
        said = [word for answer in each for word in ("--set", answer)]
        walk.run("2026-07-20", "update", "audit-round", "dot-1", *said, "--no-input")
    walk.signed("audit-team", "218/QĐ-UBND", "2026-07-25")
    # Fewer questions, for the sake of time: what a round is about is its own to say.
    few = ("--set", "clauses=5.2", "--set", "documents=QT-HT-01")
    walk.run("2026-08-01", "update", "audit-round", "dot-1", *few, "--no-input")
    walk.run("2026-08-01", "audit", "checklist", "dot-1")
    fault = (
        "--result",
        "không phù hợp",
        "--evidence",
        "Sổ phân phối",
        "--remark",
        "Chưa niêm yết chính sách",
    )
    walk.run("2026-08-20", "audit", "note", "dot-1", "1", *fault, "--no-input")
    seen = {"evidence": "Hồ sơ tại đơn vị", "result": "phù hợp"}
    walk.every_cell("2026-08-25", "danh-gia-noi-bo", "Phiếu hỏi, ghi chép", seen)
    closed = walk.run("2026-09-10", "audit", "close", "dot-1", "--held", "08/9/2026")
    assert "isoqms update nonconformity kph-02 --set unit=" in closed
    walk.signed("audit-report", "91/BC-UBND", "2026-09-12", "dot-1")
    walk.run("2026-09-12", "decision", "car", "kph-02")
    assert walk.gate("2026-09-13") == [2, 3, 4, 8]
    steps = (
        "cause=Không phân công",
        "action=Giao văn thư",
        "role=Văn thư cơ quan",
        "due=01/10/2026",
        "done=2026-09-25",
    )
    for name in ("kph-01", "kph-02"):
        said = [word for answer in steps for word in ("--set", answer)]
        ended = ("--set", "effective=Có hiệu lực", "--set", "closed=2026-10-01")
        walk.run("2026-10-01", "update", "nonconformity", name, *said, *ended, "--no-input")
    assert "isoqms update nonconformity" not in walk.status("2026-10-02")
    review_the_amendments(walk, "2026-10-01")


def review_the_amendments(walk: Walk, day: str) -> None:
    """Of what 118/2025/NĐ-CP is amended by, the secretary says why no document has to change."""
    told = walk.run(day, "status", "--law", "--format", "json")
    laws = json.loads(told[told.index("{") : told.rindex("}") + 1])["laws"]
    waiting = {law["number"]: law["waiting"] for law in laws if law["waiting"]}
    assert set(waiting) == {"224/2026/NĐ-CP", "309/2026/NĐ-CP", "03/2025/TT-VPCP"}
    for number, codes in waiting.items():
        reviewed = "; ".join(f"{code} (đã rà soát, không bước nào phải đổi)" for code in codes)
        walk.run(day, "update", "law", number, "--set", f"dismissed={reviewed}", "--no-input")
    assert "phải rà soát, sửa" not in walk.run(day, "status", "--law")


def autumn(walk: Walk) -> None:
    """November: review, minutes, confirmation, announcement, score card and report."""
    walk.run("2026-11-05", "review", "prepare", "--held", "10/11/2026")
    for point, text in (("a", "Đây là cuộc xem xét đầu tiên"), ("c7", "Không có")):
        walk.run("2026-11-11", "review", "input", "--point", point, "--text", text, "--no-input")
    owner = ("--role", "Thư ký ISO", "--due", "15/12/2026")
    walk.run(
        "2026-11-11",
        "review",
        "output",
        "--point",
        "a",
        "--text",
        "Sửa phiếu",
        *owner,
        "--no-input",
    )
    for point in ("b", "c"):
        walk.run(
            "2026-11-11", "review", "output", "--point", point, "--text", "Không", "--no-input"
        )
    told = walk.status("2026-11-12")
    assert ("isoqms review done 1" in told, "isoqms review done 2" in told) == (True, False)
    assert walk.gate("2026-11-11") == [3, 4, 8]
    walk.signed("review-minutes", "12/BB-UBND", "2026-11-11")
    assert walk.gate("2026-11-11") == [4, 8]
    document = ("--document", "Biên bản số 12/BB-UBND ngày 11/11/2026")
    walk.run("2026-11-12", "review", "confirm", "--day", "12/11/2026", *document, "--no-input")
    assert walk.gate("2026-11-12") == []

    decided = (
        "--number",
        "280/QĐ-UBND",
        "--signed",
        "15/11/2026",
        "--pdf",
        str(walk.pdf),
        "--no-input",
    )
    walk.run("2026-11-15", "announce", *decided)
    assert "isoqms announce --record" in walk.status("2026-11-16")
    public = ("--notice", "15/TB-UBND ngày 18/11/2026", "--posted", "Bảng tin trụ sở, 17/11/2026")
    assert "đủ" in walk.run("2026-11-18", "announce", "--record", *public)
    assert "công bố" not in walk.status("2026-11-19").lower()

    walk.choose_scoring()
    assert "Chưa tự chấm điểm" in walk.run("2026-11-20", "score")
    walk.run("2026-11-20", "score", "--begin")
    walk.run("2026-11-20", "report")
    report = ("--number", "95/BC-UBND", "--signed", "2026-11-21")
    walk.run("2026-11-21", "decision", "record", "report", *report)
    assert "isoqms report" not in walk.status("2026-11-22")
    # What the records prove, the plan does not call overdue.
    assert not any("Đánh giá nội bộ" in each for each in walk.warned("2026-11-22", "QMS520"))


def turn_of_the_year(walk: Walk) -> None:
    """A new procedure changes the scope, so it is announced again.

    Then the year is handed over, the next opened.
    """
    walk.run("2026-11-25", "new", "internal", "--title", "Quy trình mua sắm")
    walk.fill()
    issued = walk.run("2026-11-28", "issue", "--number", "290/QĐ-UBND", "--signed", "2026-11-28")
    assert "isoqms announce --check" in issued
    assert any(each.startswith("QMS521") for each in walk.errors("2026-11-29"))
    assert "công bố" in walk.status("2026-11-29").lower()
    assert walk.gate("2026-11-29") == [4]
    again = (
        "--day",
        "2026-12-04",
        "--document",
        "Văn bản số 20/UBND-VP ngày 04/12/2026",
        "--replace",
        "--no-input",
    )
    walk.run("2026-12-05", "review", "confirm", *again)
    assert walk.gate("2026-12-05") == []
    walk.run(
        "2026-12-05", "announce", "--number", "295/QĐ-UBND", "--signed", "2026-12-05", "--no-input"
    )
    assert walk.errors("2026-12-06") == []
    public = ("--notice", "18/TB-UBND ngày 08/12/2026", "--posted", "Bảng tin trụ sở, 08/12/2026")
    walk.run("2026-12-08", "announce", "--record", *public)
    assert "Quyết định số 295/QĐ-UBND" in walk.run("2026-12-20", "status", "--handover")
    opened = walk.run("2027-01-04", "new", "year", "2027")
    assert ("«Sửa phiếu»" in opened, "«Không»" in opened) == (True, False)
    assert "isoqms decision plan --year 2027" in walk.status("2027-01-05")


SEASONS: Mapping[Callable[[Walk], None], str] = {
    winter: "2026-03-27",
    spring: "2026-06-26",
    summer: "2026-10-02",
    autumn: "2026-11-22",
    turn_of_the_year: "2027-01-05",
}
"""The parts of the year in their order, each with the day after it."""


def record_of(season: Callable[[Walk], None]) -> str:
    """The golden text of what a season records."""
    return f"year-walk-{season.__name__}.patch".replace("_", "-")


@pytest.mark.parametrize("season", SEASONS, ids=lambda season: season.__name__)
def test_a_new_commune_walks_its_first_year_by_commands_alone(
    walk: Walk, season: Callable[[Walk], None], golden: Callable[[str, str], None]
) -> None:
    for earlier in list(SEASONS)[: list(SEASONS).index(season)]:
        walk.replay((GOLDEN / record_of(earlier)).read_text(encoding="utf-8"))
        if earlier is autumn:
            walk.choose_scoring()
    begun = walk.git("rev-parse", "HEAD").strip()
    season(walk)
    assert walk.errors(SEASONS[season]) == []
    # The settings were changed by a person; all else is recorded, and print is nobody's record.
    left = walk.git("status", "--short").splitlines()
    assert {line[3:] for line in left} <= {"isoqms.yaml"}
    golden(record_of(season), walk.recorded_since(begun))
