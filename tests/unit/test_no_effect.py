"""What has no effect, or was only ticked or copied, counts nowhere as done."""

from collections.abc import Callable
from datetime import date

import pytest

from isoqms.actions.checking.validate import check
from isoqms.facts.audit.team import team_decision
from isoqms.facts.control.decision_notes import ended_by
from isoqms.facts.control.issuing import copies_out
from isoqms.facts.law.changes import law_changes
from isoqms.facts.planning.acts import act
from isoqms.facts.planning.owing import applied
from isoqms.repository import Repository

Loaded = Callable[..., Repository]
DOCUMENT = """\
---
code: QT-NB-01
title: Quy trình họp
kind: quy-trinh-noi-bo
revision: {revision}
---
"""


def decision(number: str, signed: str, more: str) -> dict[str, str]:
    head = f"number: {number}/QĐ-UBND\nkind: khac\nsummary: Về tài liệu\nsigned: {signed}\n"
    authority = "authority: Chủ tịch Ủy ban nhân dân xã An Phú\n"
    return {f"quyet-dinh/2025/{number}-QD-UBND.yaml": f"{head}{authority}{more}"}


def issue(number: str, signed: str, revision: int = 1) -> dict[str, str]:
    return decision(number, signed, f"issues: [{{code: QT-NB-01, revision: {revision}}}]\n")


def document(revision: int) -> dict[str, str]:
    return {"tai-lieu/noi-bo/QT-NB-01.md": DOCUMENT.format(revision=revision)}


def said(repository: Repository, code: str) -> list[str]:
    return [each.message for each in check(repository).diagnostics if each.rule == code]


# Annulled


@pytest.mark.parametrize(
    ("annulling", "issuing"),
    [pytest.param("12", "11", id="numbered later"), pytest.param("10", "11", id="before")],
)
def test_of_one_day_the_annulled_decision_came_first_however_it_is_numbered(
    loaded: Loaded, annulling: str, issuing: str
) -> None:
    files = {
        **issue(issuing, "2025-06-10"),
        **decision(annulling, "2025-06-10", f"annuls: [{issuing}/QĐ-UBND]\n"),
    }
    repository = loaded(files)
    assert repository.withdrawn["QT-NB-01"].record.number == f"{annulling}/QĐ-UBND"
    record = repository.decisions_by_number[f"{issuing}/QĐ-UBND"][0].record
    assert list(ended_by(record, repository.decisions)) == [
        f"Quyết định {issuing}/QĐ-UBND bị bãi bỏ theo {annulling}/QĐ-UBND từ ngày 10/6/2025."
    ]
    assert not {each.rule for each in check(repository).diagnostics} & {"QMS414", "QMS415"}


def test_an_annulled_decision_is_not_cited_as_the_one_that_set_the_team_up(
    loaded: Loaded,
) -> None:
    audit = {"nam/2025/danh-gia-noi-bo.yaml": "team_decision: 20/QĐ-UBND\nrounds: []\n"}
    files = {**audit, **decision("20", "2025-09-01", "")}
    again = decision("21", "2025-09-05", "annuls: [20/QĐ-UBND]\n")
    for given, number in ((files, "20/QĐ-UBND"), ({**files, **again}, None)):
        repository = loaded(given)
        audits = repository.years[2025].audits
        assert audits is not None
        assert team_decision(repository, audits.record) == number


def test_decisions_of_one_day_that_annul_each_other_are_still_read(loaded: Loaded) -> None:
    files = {
        **decision("10", "2025-06-10", "annuls: [11/QĐ-UBND]\n"),
        **decision("11", "2025-06-10", "annuls: [10/QĐ-UBND]\n"),
    }
    assert len(loaded(files).decisions) == 2


def test_a_system_whose_only_issue_was_annulled_was_never_issued(loaded: Loaded) -> None:
    founded = {"isoqms.yaml": FOUNDED}
    files = {
        **founded,
        **issue("01", "2025-03-03"),
        **decision("40", "2025-04-04", "annuls: [01/QĐ-UBND]\n"),
    }
    assert applied(loaded(files, date(2025, 4, 3)))
    now = loaded(files, date(2026, 6, 30))
    assert not applied(now)
    (told,) = said(now, "QMS562")
    assert "01/QĐ-UBND ban hành tài liệu của hệ thống đã bị bãi bỏ" in told


FOUNDED = """\
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: bat-buoc
founded: 2025-01-01
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
units: [{key: van-phong, name: Văn phòng}, {key: kinh-te, name: Phòng Kinh tế}]
"""


# Ticked

LAW = """\
documents:
  - number: 118/2025/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    issued: 2025-06-09
    effective: 2025-07-01
    affects: [QT-NB-01]
    applied: 2025-08-15
"""


def test_a_law_is_followed_by_an_issue_and_not_by_a_day_that_somebody_wrote(
    loaded: Loaded,
) -> None:
    first = {"ben-ngoai/van-ban.yaml": LAW, **issue("01", "2025-03-03")}
    second = issue("40", "2025-08-08", 2)
    (change,) = law_changes(loaded({**first, **document(1)}))
    assert change.pending == ("QT-NB-01",)
    (change,) = law_changes(loaded({**first, **second, **document(2)}))
    assert change.pending == ()
    back = "annuls: [40/QĐ-UBND]\nrestores: [{code: QT-NB-01, revision: 1}]\n"
    annulled = {**first, **second, **decision("50", "2025-08-12", back), **document(1)}
    (change,) = law_changes(loaded(annulled))
    assert change.pending == ("QT-NB-01",)
    assert not tuple(law_changes(loaded(annulled), date(2025, 6, 30)))


def test_a_review_that_somebody_only_remarked_on_was_not_held(loaded: Loaded) -> None:
    meeting = "reviews:\n  - held: 2025-11-20\n    {}\n"
    for told, done in (("note: Đã chuẩn bị xong", False), ("minutes: 12/BB-UBND", True)):
        repository = loaded({"nam/2025/xem-xet.yaml": meeting.format(told)})
        assert (act(repository, 2025, "xem-xet-lanh-dao") is not None) is done


# Copied

RISK = """\
risks:
  - id: tre-han
    kind: rui-ro
    process: Một cửa
    description: Hồ sơ trễ hạn
    likelihood: 3
    severity: {severity}
"""


@pytest.mark.parametrize(
    ("new", "day"),
    [
        pytest.param(RISK.format(severity=2), None, id="copied"),
        pytest.param(f"reviewed: 2025-02-10\n{RISK.format(severity=2)}", "2025", id="reviewed"),
        pytest.param(RISK.format(severity=3) + "    result: Đã giảm\n", "", id="worked on"),
        pytest.param(RISK.format(severity=3).replace("tre-han", "moi"), "", id="another risk"),
    ],
)
def test_risks_that_were_only_copied_into_the_year_are_not_identified(
    loaded: Loaded, new: str, day: str | None
) -> None:
    files = {"nam/2024/rui-ro.yaml": RISK.format(severity=3), "nam/2025/rui-ro.yaml": new}
    found = act(loaded(files), 2025, "rui-ro-co-hoi")
    assert (found is None) is (day is None)
    if found and day:
        assert found.words == "Bảng rủi ro, cơ hội năm 2025, rà soát ngày 10/02/2025"
        assert found.day == date(2025, 2, 10)


HANDED = """\
distributed:
  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 5, day: 2025-03-05}
withdrawn:
  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 2, day: 2025-09-05}
  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 1}
"""


def test_copies_handed_back_in_part_are_out_no_more(loaded: Loaded) -> None:
    files = {"nam/2025/phan-phoi.yaml": HANDED}
    assert copies_out(loaded(files)) == {("QT-NB-01", 1): {"kinh-te": 3}}
    assert copies_out(loaded(files, date(2025, 9, 4))) == {("QT-NB-01", 1): {"kinh-te": 5}}
    rest = HANDED.replace("copies: 1}", "copies: 3, day: 2025-10-01}")
    assert copies_out(loaded({"nam/2025/phan-phoi.yaml": rest})) == {("QT-NB-01", 1): {}}
