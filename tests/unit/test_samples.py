"""The samples.

Every file is what its model expects, and every figure is the one that was published.
"""

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from growth import build, grow
from ruamel.yaml import YAML

from isoqms.actions.agency.demo import demo, describe, samples, snapshots
from isoqms.actions.checking.validate import check
from isoqms.diagnostics import Severity
from isoqms.errors import FolderNotEmpty, UnknownName
from isoqms.history import GitMissing, read_history
from isoqms.history.writing.importing import Snapshot, import_history
from isoqms.model.announcing import AnnouncementRegister
from isoqms.model.audit import AuditProgramme, RoundState
from isoqms.model.base import Record, split_link
from isoqms.model.control.decision import Decision
from isoqms.model.control.distribution import DistributionRegister
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.improvement import ComplaintRegister, NonconformityRegister
from isoqms.model.law import ExternalRegister
from isoqms.model.layout import FOLDERS, kind_of
from isoqms.model.planning.context import Scope
from isoqms.model.planning.objectives import ObjectiveRegister
from isoqms.model.planning.resources import Resources
from isoqms.model.planning.training import TrainingRegister
from isoqms.model.reporting import OutgoingRegister, ReportHead, StatedFigures
from isoqms.model.scoring import SelfScore
from isoqms.model.services import CaseStatistics, ProcedureRegister
from isoqms.repository import load

OUTLINE = [
    "I.1", "I.2", "II.1", "II.2", "II.3", "II.4", "II.5", "II.6", "II.7", "II.8", "II.9", "II.10",
    "II.11", "II.12",
    "III.1", "III.2", "III.3",
]  # fmt: skip

FIGURES = {
    "documents", "procedures", "procedures_served", "procedures_served_rate", "internal_activities",
    "cases_total",
    "cases_received", "cases_carried_over", "cases_resolved", "cases_on_time", "cases_late",
    "cases_on_time_rate",
    "cases_late_rate", "cases_returned", "cases_pending", "people_in_charge",
    "training_participants",
    "training_certificates", "documents_issued", "documents_withdrawn", "audit_rounds",
    "audit_rounds_done",
    "nonconformity_requests", "corrective_actions", "survey_rate", "complaints", "score_total",
    "score_max",
}  # fmt: skip

PARENTS_OF_THE_REPORT = {
    "I": "67.5", "1": "2", "2": "2", "3": "5", "4": "2", "5": "6", "6": "9", "7": "6", "7.1": "3",
    "7.2": "3",
    "8": "8.5", "9": "13", "9.1": "4", "9.2": "3", "9.3": "6", "10": "14", "10.2": "13", "II": "27",
    "11": "3",
    "12": "4", "13": "7", "14": "4", "15": "4", "16": "3", "17": "2", "tong": "96.5",
}  # fmt: skip

DECISIONS_OF_THE_REPORT = {
    "2457/QĐ-UBND": "2020-09-08", "1016/QĐ-UBND": "2022-03-31", "1959/QĐ-UBND": "2022-07-22",
    "2186/QĐ-UBND": "2022-08-02", "2229/QĐ-BCĐ": "2022-08-09", "2231/QĐ-BCĐ": "2022-08-10",
    "2418/QĐ-UBND": "2022-09-06", "2545/QĐ-UBND": "2022-09-30", "2804/QĐ-UBND": "2022-10-26",
}  # fmt: skip

PAPERS_OF_THE_REPORT = {
    "88/KH-UBND": "2022-03-25", "631/UBND-KTHT": "2022-04-13", "41/BCĐ-ISO": "2022-04-13",
    "777/UBND-KTHT": "2022-04-29", "160/TB-UBND": "2022-04-29", "1052/BCĐ-ISO": "2022-06-02",
    "181/KH-UBND": "2022-07-21", "120/BCĐ-ISO": "2022-09-13", "414/TB-UBND": "2022-09-29",
    "862/BC-UBND": "2022-10-26",
}  # fmt: skip


@cache
def states(sample: str) -> tuple[dict[str, str], ...]:
    """The files of a sample after each of its commits."""
    return _states(snapshots(sample))


def _states(history: tuple[Snapshot, ...]) -> tuple[dict[str, str], ...]:
    texts: dict[str, str] = {}
    found = []
    for snapshot in history:
        texts = {path: text for path, text in texts.items() if path not in snapshot.deletes} | dict(
            snapshot.writes
        )
        found.append(texts)
    return tuple(found)


@cache
def head_of(path: str, text: str) -> Any:
    return YAML(typ="base").load(text.split("---\n", 2)[1] if path.endswith(".md") else text)


@cache
def _record(path: str, text: str, model: type[Record]) -> Any:
    return model.model_validate(head_of(path, text))


def read(texts: Mapping[str, str], path: str, model: type[Record]) -> Any:
    return _record(path, texts[path], model)


def controlled(
    texts: Mapping[str, str], folder: str = "tai-lieu/"
) -> dict[str, ControlledDocument]:
    found = [read(texts, path, ControlledDocument) for path in texts if path.startswith(folder)]
    return {document.code: document for document in found}


def cases(texts: Mapping[str, str]) -> list[Any]:
    """The case periods of all years, in order of the years."""
    paths = sorted(path for path in texts if path.endswith("/ho-so.yaml"))
    return [period for path in paths for period in read(texts, path, CaseStatistics).periods]


def share(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def decisions(texts: Mapping[str, str]) -> list[Decision]:
    return [read(texts, path, Decision) for path in sorted(texts) if path.startswith("quyet-dinh/")]


@pytest.fixture(scope="module")
def krong_no() -> dict[str, str]:
    return states("krong-no")[-1]


@pytest.fixture(scope="module")
def an_phu() -> tuple[dict[str, str], ...]:
    return states("an-phu")


@pytest.fixture(scope="module")
def grown() -> tuple[Snapshot, ...]:
    return grow(states("an-phu")[-1], describe("an-phu"), 130)


@pytest.mark.parametrize("sample", samples())
def test_every_file_after_every_commit_is_what_its_model_expects(sample: str) -> None:
    seen: set[tuple[str, str]] = set()
    for texts in states(sample):
        for path, text in texts.items():
            if path.split("/")[0] not in FOLDERS and path not in {"isoqms.yaml", "chinh-sach.md"}:
                continue
            if (path, text) not in seen:
                found = kind_of(path)
                assert found is not None, path
                found[0].model.model_validate(head_of(path, text))
                seen.add((path, text))
    assert len(seen) > 20


@pytest.mark.parametrize("sample", samples())
def test_every_text_is_composed_and_ends_its_lines_one_way(sample: str) -> None:
    for path, text in states(sample)[-1].items():
        assert unicodedata.is_normalized("NFC", path + text), path
        assert "\r" not in text, path
        assert "\t" not in text, path


@pytest.mark.parametrize("sample", samples())
def test_nobody_is_named(sample: str) -> None:
    keys = re.compile(r"^[ -]*(signer_name|signer|holder):", re.MULTILINE)
    people = re.compile(r"post: [^\n]*\n +name:|role: [^\n]*\n +post: [^\n]*\n +name:")
    for path, text in states(sample)[-1].items():
        if path.startswith(".isoqms/"):
            continue
        assert not keys.search(text), path
        assert not people.search(text), path


@pytest.mark.parametrize("sample", samples())
def test_every_deliberate_fault_points_at_a_file_and_says_why(sample: str) -> None:
    texts = states(sample)[-1]
    for fault in describe(sample).faults:
        assert fault.path in texts, fault.id
        assert fault.text.endswith("."), fault.id


@pytest.mark.parametrize("sample", samples())
def test_own_words_of_the_report_stand_in_order_and_type_no_figure(sample: str) -> None:
    texts = states(sample)[-1]
    path = next(path for path in texts if path.endswith("bao-cao.md"))
    _, _, body = texts[path].split("---\n", 2)
    written = re.findall(r"^## (\S+)", body, re.MULTILINE)
    assert written == [key for key in OUTLINE if key in written]
    # What records tell is not written again; the judgement is a person's.
    assert {"III.1", "III.2", "III.3"} < set(written) < set(OUTLINE)
    asked = re.findall(r"\{\{ (.+?) \}\}", body)
    numbers = {
        found[1]
        for name in asked
        if (found := re.fullmatch(r'(?:decision|document)\("(.+)"\)', name))
    }
    cited = {paper.number for paper in decisions(texts)}
    cited |= {
        paper.number
        for paper in read(
            texts, path.replace("bao-cao.md", "van-ban-di.yaml"), OutgoingRegister
        ).documents
    }
    assert numbers <= cited
    assert {name for name in asked if "(" not in name} <= FIGURES


def test_the_decisions_of_krong_no_are_those_of_its_report(krong_no: dict[str, str]) -> None:
    assert {one.number: str(one.signed) for one in decisions(krong_no)} == DECISIONS_OF_THE_REPORT


def test_the_papers_of_krong_no_are_those_of_its_report(krong_no: dict[str, str]) -> None:
    register = read(krong_no, "nam/2022/van-ban-di.yaml", OutgoingRegister)
    assert {paper.number: str(paper.day) for paper in register.documents} == PAPERS_OF_THE_REPORT


def test_the_figures_of_krong_no_are_those_of_its_report(krong_no: dict[str, str]) -> None:
    (period,) = read(krong_no, "nam/2022/ho-so.yaml", CaseStatistics).periods
    assert (period.carried_over, period.received, period.stated.total) == (1276, 19014, 20290)
    assert (period.early_or_on_time, period.late, period.stated.resolved) == (17264, 86, 17350)
    assert (period.returned, period.stated.on_time_rate, period.stated.late_rate) == (
        788,
        Decimal("99.5"),
        Decimal("0.5"),
    )
    assert (str(period.start), str(period.end)) == ("2022-01-01", "2022-10-26")
    stated = read(krong_no, "nam/2022/so-lieu.yaml", StatedFigures)
    assert (stated.documents, stated.procedures, stated.internal_activities) == (273, 319, 0)
    assert (
        stated.procedures_served,
        stated.procedures_served_of,
        stated.procedures_served_rate,
    ) == (
        264,
        314,
        Decimal("82.7"),
    )
    assert read(krong_no, "nam/2022/nguon-luc.yaml", Resources).people_in_charge == 16
    (training,) = read(krong_no, "nam/2022/dao-tao.yaml", TrainingRegister).sessions
    assert (training.participants, training.certificates) == (68, 68)
    counts = read(krong_no, "nam/2022/khong-phu-hop.yaml", NonconformityRegister).stated
    assert (counts.requests, counts.corrective) == (2, 1)
    (announced,) = read(krong_no, "nam/2022/cong-bo.yaml", AnnouncementRegister).announcements
    assert (announced.withdrawn_stated, announced.issued_stated, announced.notified) == (
        80,
        101,
        True,
    )
    assert read(krong_no, "nam/2022/khieu-nai.yaml", ComplaintRegister).none_received
    published = read(krong_no, "tthc/danh-muc.yaml", ProcedureRegister).published_by
    assert {one.number: str(one.signed) for one in published} == {
        "325/QĐ-UBND": "2021-03-12",
        "1663/QĐ-UBND": "2019-10-09",
        "532/QĐ-UBND": "2022-03-14",
    }


def test_one_of_four_audits_of_krong_no_was_done_and_the_others_say_why_not(
    krong_no: dict[str, str],
) -> None:
    rounds = read(krong_no, "nam/2022/danh-gia-noi-bo.yaml", AuditProgramme).rounds
    assert [one.state for one in rounds] == [RoundState.DONE, *[RoundState.PLANNED] * 3]
    assert all(one.reason for one in rounds[1:])
    assert rounds[0].held is None


def test_the_scores_of_krong_no_are_as_published_wrong_sums_included(
    krong_no: dict[str, str],
) -> None:
    rows = {
        row.id: row.stated for row in read(krong_no, "nam/2022/tu-cham-diem.yaml", SelfScore).rows
    }
    parents = {name: Decimal(score) for name, score in PARENTS_OF_THE_REPORT.items()}
    assert {name: rows[name] for name in parents} == parents
    leaves = {name: score for name, score in rows.items() if name not in parents}
    assert (len(leaves), sum(leaves.values())) == (87, Decimal("96.5"))
    assert {name: score for name, score in leaves.items() if score != 1} == {
        "7.2d": Decimal(0),
        "8.3": Decimal("0.5"),
        "10.2a": Decimal(3),
        "10.2b": Decimal(10),
    }


def test_the_report_of_krong_no_is_still_without_number_and_signature(
    krong_no: dict[str, str],
) -> None:
    head = read(krong_no, "nam/2022/bao-cao.md", ReportHead)
    assert (head.number, head.signed, head.capacity) == (
        None,
        None,
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    )
    assert head.addressees == ("Sở Khoa học và Công nghệ tỉnh Đắk Nông",)


def test_what_is_in_force_in_an_phu_is_what_its_decisions_issued(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    for texts in an_phu:
        issued: dict[str, int] = {}
        for decision in sorted(decisions(texts), key=lambda one: one.signed):
            issued |= {one.code: one.revision for one in decision.issues}
            issued = {
                code: revision
                for code, revision in issued.items()
                if code not in {w.code for w in decision.withdraws}
            }
        found = controlled(texts) | controlled(texts, "chinh-sach.md")
        assert {code: document.revision for code, document in found.items()} == issued


def test_documents_of_an_phu_cite_what_its_register_holds_and_use_forms_that_exist(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    texts = an_phu[-1]
    found = controlled(texts) | controlled(texts, "chinh-sach.md")
    laws = {one.number for one in read(texts, "ben-ngoai/van-ban.yaml", ExternalRegister).documents}
    missing = set()
    for document in found.values():
        assert set(document.legal_basis) <= laws, document.code
        links = [
            *document.forms,
            *document.references,
            *(form for step in document.steps for form in step.forms),
        ]
        links += [record.form for record in document.records if record.form]
        missing |= {
            (document.code, split_link(link)[0])
            for link in links
            if split_link(link)[0] not in found
        }
    assert missing == {("QT-BT-01", "BM-BT-01-02")}, "only the deliberate fault"


def test_every_procedure_of_an_phu_is_served_once_or_says_why_not(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    services = read(an_phu[-1], "tthc/danh-muc.yaml", ProcedureRegister).procedures
    served = sorted(
        code for document in controlled(an_phu[-1]).values() for code in document.serves
    )
    assert served == sorted(one.code for one in services if not one.excluded)


def test_every_file_of_an_phu_leads_an_editor_to_a_schema_that_is_there(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    texts = an_phu[-1]
    led = {
        path: re.findall(r"^# yaml-language-server: \$schema=(.*)$", text, re.MULTILINE)
        for path, text in texts.items()
    }
    for path, ways in led.items():
        found = kind_of(path)
        if found is not None:
            (way,) = ways
            assert (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), way))
                == f".isoqms/schemas/{found[0].name}.json"
            )
            assert f".isoqms/schemas/{found[0].name}.json" in texts


def test_nothing_is_left_to_fill_in_what_an_phu_has_issued(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    left = {
        (path, mark)
        for path, text in an_phu[-1].items()
        if path.split("/")[0] in FOLDERS or path == "chinh-sach.md"
        for mark in re.findall(r"\[cần điền: ([^\]]*)\]", text)
    }
    assert left == set()


def test_nobody_in_an_phu_audits_the_unit_they_work_in(an_phu: tuple[dict[str, str], ...]) -> None:
    rounds = read(an_phu[-1], "nam/2025/danh-gia-noi-bo.yaml", AuditProgramme).rounds
    for one in rounds:
        assert {auditor.unit for auditor in one.auditors}.isdisjoint(one.units)
        assert all(auditor.trained < one.held for auditor in one.auditors)
        assert sum(auditor.lead for auditor in one.auditors) == 1


def test_the_cases_of_an_phu_balance_and_go_over_from_period_to_period(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    periods = cases(an_phu[-1])
    for one in periods:
        assert one.received == one.online + one.in_person + one.by_post
        ended = one.early + one.on_time + one.late + one.returned
        assert one.carried_over + one.received == ended + one.pending_in_time + one.pending_overdue
    for one, after in pairwise(periods):
        assert one.pending_in_time + one.pending_overdue == after.carried_over
        assert one.end + timedelta(days=1) == after.start
    wrong = [
        one.start
        for one in periods
        if one.stated and one.stated.total != one.carried_over + one.received
    ]
    assert wrong == [date(2025, 11, 1)], "only the deliberate fault"


def test_an_phu_tells_twelve_whole_months_up_to_the_day_on_which_to_look(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    sample, periods = describe("an-phu"), cases(an_phu[-1])
    assert (periods[0].start, periods[-1].end) == (sample.start, sample.as_of)
    assert sample.as_of + timedelta(days=1) == sample.start.replace(year=sample.start.year + 1)
    days = [one.when.date() for one in snapshots("an-phu")]
    assert (days[0], days[-1]) == (sample.start, sample.as_of)
    assert max(after - before for before, after in pairwise(days)) < timedelta(days=50), (
        "no long silence"
    )


def test_the_report_of_an_phu_is_that_of_the_last_year_that_is_over(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    assert describe("an-phu").told_year == 2025
    assert {path for path in an_phu[-1] if path.endswith("bao-cao.md")} == {"nam/2025/bao-cao.md"}
    assert describe("krong-no").told_year == describe("krong-no").as_of.year == 2022


def test_what_is_found_at_fault_in_an_phu_is_what_is_so_on_purpose(tmp_path: Path) -> None:
    built = demo(tmp_path / "kho")
    outcome = check(load(built.folder, built.sample.as_of))
    found = {
        str(one.location.path) for one in outcome.diagnostics if one.severity is not Severity.NOTE
    }
    assert found == {fault.path for fault in built.faults}


def test_the_objectives_of_an_phu_report_what_its_cases_give(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    def rates(periods: list[Any]) -> tuple[Decimal, Decimal]:
        in_time = sum(one.early + one.on_time for one in periods)
        resolved = in_time + sum(one.late for one in periods)
        return share(in_time, resolved), share(
            sum(one.online for one in periods), sum(one.received for one in periods)
        )

    def told(year: int, period: str) -> tuple[Decimal, Decimal]:
        register = read(an_phu[-1], f"nam/{year}/muc-tieu.yaml", ObjectiveRegister)
        found = {
            one.id: {result.period: result.value for result in one.results}
            for one in register.objectives
        }
        return found["dung-han"][period], found["truc-tuyen"][period]

    periods = cases(an_phu[-1])
    assert told(2025, "Quý III") == rates(periods[:3])
    assert told(2025, "Quý IV") == rates(periods[3:6])
    assert told(2026, "Quý I") == rates(periods[6:7])
    assert told(2026, "Quý II") == rates(periods[7:])
    baselines = {
        one.id: one.baseline
        for one in read(an_phu[-1], "nam/2026/muc-tieu.yaml", ObjectiveRegister).objectives
    }
    assert (baselines["dung-han"], baselines["truc-tuyen"]) == rates(periods[:6])


def test_numbers_of_an_phu_rise_with_their_days_in_each_series_and_start_anew_each_year(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    papers = [(paper.signed, paper.number) for paper in decisions(an_phu[-1])]
    for year in (2025, 2026):
        register = read(an_phu[-1], f"nam/{year}/van-ban-di.yaml", OutgoingRegister)
        assert [one.day for one in register.documents] == sorted(
            one.day for one in register.documents
        )
        papers += [(one.day, one.number) for one in register.documents]
    series: dict[tuple[int, str], list[int]] = {}
    for day, number in sorted(papers, key=lambda paper: (paper[0], int(paper[1].split("/")[0]))):
        running, symbol = number.split("/")
        kind = symbol if re.match(r"(QĐ|KH|BC|BB|TB|GM)-", symbol) else "công văn"
        series.setdefault((day.year, kind), []).append(int(running))
    assert len(series) > 8
    for numbers in series.values():
        assert numbers == sorted(set(numbers))
    assert [day for day, _ in papers if day.weekday() > 4] == []


def test_what_an_phu_issued_in_2026_was_handed_out_and_what_it_replaced_taken_back(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    (issue,) = [one for one in decisions(an_phu[-1]) if one.number == "97/QĐ-UBND"]
    papers = read(an_phu[-1], "nam/2026/phan-phoi.yaml", DistributionRegister)
    assert {(one.document, one.revision) for one in papers.distributed} == {
        (one.code, one.revision) for one in issue.issues
    }
    old = {(one.code, one.revision - 1) for one in issue.issues if one.revision > 1}
    old |= {(one.code, one.revision or 0) for one in issue.withdraws}
    assert {(one.document, one.revision) for one in papers.withdrawn} == old
    assert all(one.day >= issue.signed for one in (*papers.distributed, *papers.withdrawn))


def test_the_audits_that_an_phu_plans_for_2026_lie_ahead_and_cover_every_unit(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    rounds = read(an_phu[-1], "nam/2026/danh-gia-noi-bo.yaml", AuditProgramme).rounds
    assert {one.state for one in rounds} == {RoundState.PLANNED}
    assert all(one.planned_from > describe("an-phu").as_of for one in rounds)
    assert sorted(unit for one in rounds for unit in one.units) == sorted(
        read(an_phu[-1], "boi-canh/pham-vi.yaml", Scope).units
    )


def test_a_draft_of_an_phu_mends_what_is_too_long_in_force(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    def days(document: ControlledDocument) -> Decimal:
        return sum((step.days or Decimal(0) for step in document.steps), Decimal(0))

    (draft,) = [
        read(an_phu[-1], path, ControlledDocument)
        for path in an_phu[-1]
        if path.startswith("du-thao/tthc/")
    ]
    old = controlled(an_phu[-1])[draft.code]
    assert (draft.code, old.revision, draft.revision) == ("QT-KD-01", 2, 3)
    assert old.time_limit == draft.time_limit
    assert days(old) > draft.time_limit.days == days(draft)


def test_one_step_of_an_phu_changes_a_document_in_force_without_a_decision(
    an_phu: tuple[dict[str, str], ...],
) -> None:
    changed = []
    for before, after in pairwise(an_phu):
        for code, document in controlled(after).items():
            was = controlled(before).get(code)
            if was and was != document and was.revision == document.revision:
                changed.append(code)
    assert changed == ["QT-TP-02"]


def test_the_steps_of_a_history_go_forward_in_time() -> None:
    days = [one.when for one in snapshots("an-phu")]
    assert days == sorted(set(days))


def test_a_grown_sample_has_three_commits_for_each_document(tmp_path: Path) -> None:
    kho = build(tmp_path / "kho", 30)
    assert len(list((kho / "tai-lieu").rglob("*.md"))) == 30
    assert len(read_history(kho).commits) == 90


@pytest.mark.parametrize("documents", [1, 2, 10, 11, 101, 130])
def test_grown_documents_are_issued_once_each_revision_and_refer_only_to_each_other(
    documents: int,
) -> None:
    texts = _states(grow(states("an-phu")[-1], describe("an-phu"), documents))[-1]
    found = controlled(texts)
    assert len(found) == documents
    assert not any(path.startswith("du-thao/") for path in texts)
    latest = {one.code: one.revision for decision in decisions(texts) for one in decision.issues}
    assert latest == {code: document.revision for code, document in found.items()}
    roles = {role["key"] for role in head_of("isoqms.yaml", texts["isoqms.yaml"])["roles"]}
    laws = {one.number for one in read(texts, "ben-ngoai/van-ban.yaml", ExternalRegister).documents}
    for document in found.values():
        assert set(document.legal_basis) <= laws
        assert set(document.forms) <= set(found)
        assert {step.role for step in document.steps} <= roles
    services = [one.code for one in read(texts, "tthc/danh-muc.yaml", ProcedureRegister).procedures]
    assert sorted(code for document in found.values() for code in document.serves) == sorted(
        services
    )


def test_the_steps_of_a_grown_procedure_add_up_to_its_time_limit(
    grown: tuple[Snapshot, ...],
) -> None:
    for document in controlled(_states(grown)[-1]).values():
        if document.kind is DocumentKind.SERVICE:
            assert document.time_limit is not None
            assert sum(step.days or 0 for step in document.steps) == document.time_limit.days


def test_grown_files_are_what_their_models_expect_and_of_a_real_size(
    grown: tuple[Snapshot, ...],
) -> None:
    texts = _states(grown)[-1]
    for path, text in texts.items():
        if path.split("/")[0] in FOLDERS:
            found = kind_of(path)
            assert found is not None, path
            found[0].model.model_validate(head_of(path, text))
    sizes = [
        len(text.encode()) for path, text in texts.items() if path.startswith("tai-lieu/tthc/")
    ]
    assert 2500 < sum(sizes) / len(sizes) < 4500


def test_two_issues_of_a_grown_document_are_signed_on_different_days(
    grown: tuple[Snapshot, ...],
) -> None:
    signed: dict[str, list[date]] = {}
    for decision in decisions(_states(grown)[-1]):
        for one in decision.issues:
            signed.setdefault(one.code, []).append(decision.signed)
    assert max(len(days) for days in signed.values()) == 2
    assert all(len(days) == len(set(days)) for days in signed.values())


def test_the_same_call_gives_the_same_commit(tmp_path: Path) -> None:
    first, second = (demo(tmp_path / name) for name in ("a", "b"))
    assert first.commit == second.commit


def test_the_same_growth_gives_the_same_commit(tmp_path: Path) -> None:
    first, second = (read_history(build(tmp_path / name, 12)).commits[-1] for name in ("a", "b"))
    assert first.id == second.id


def test_a_demo_leaves_a_clean_work_tree_with_every_file_of_its_last_commit(tmp_path: Path) -> None:
    demo(tmp_path / "kho", "krong-no")
    found = {
        path.relative_to(tmp_path / "kho").as_posix()
        for path in (tmp_path / "kho").rglob("*")
        if path.is_file()
    }
    assert {path for path in found if not path.startswith(".git/")} == set(states("krong-no")[-1])


def test_an_empty_folder_is_used_and_a_full_one_refused(tmp_path: Path) -> None:
    demo(tmp_path, "krong-no")
    with pytest.raises(FolderNotEmpty):
        demo(tmp_path, "krong-no")


def test_a_sample_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="krong-n0") as refused:
        demo(tmp_path / "kho", "krong-n0")
    assert "krong-no" in refused.value.hint
    assert not (tmp_path / "kho").exists()


def test_git_settings_of_the_machine_do_not_touch_an_imported_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = demo(tmp_path / "a", "krong-no").commit
    settings = tmp_path / "settings"
    settings.write_text(
        "[commit]\n\tgpgsign = true\n[core]\n\tautocrlf = true\n[init]\n\tdefaultBranch = khac\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Người khác")
    assert demo(tmp_path / "b", "krong-no").commit == plain
    assert b"\r" not in (tmp_path / "b" / "isoqms.yaml").read_bytes()


@pytest.mark.parametrize("path", ["../ra-ngoai.md", "a//b.md", ".git/config", "a\nb.md", ""])
def test_a_path_that_leaves_the_repository_is_never_imported(tmp_path: Path, path: str) -> None:
    when = snapshots("krong-no")[0].when
    with pytest.raises(ValueError, match="not a path"):
        import_history(tmp_path, [Snapshot(when, "Thư ký ISO", "a@b.example", "Thử", {path: "x"})])
    assert not (tmp_path / ".git").exists()


def test_without_git_a_demo_says_so_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(GitMissing, match="chưa cài"):
        demo(tmp_path / "kho", "krong-no")
    assert not list((tmp_path / "kho").glob("*"))
