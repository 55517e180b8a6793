"""Laws: how their numbers are read, which documents they reach, and how much time is left."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.cli.commands import app
from isoqms.facts.law.citing import legal
from isoqms.facts.law.clock import Standing, clocks
from isoqms.facts.law.impact import impact
from isoqms.facts.law.numbers import meant, misspelt, misspelt_in, numbers_in
from isoqms.facts.law.titles import as_printed, left_out
from isoqms.pages.control.controlled_document import instrument
from isoqms.repository import Repository
from isoqms.rules.law import qms601_unlisted_law as unlisted
from isoqms.rules.law import qms603_law_change_not_applied as not_applied
from isoqms.rules.law import qms606_wrong_law_number as wrong_number

Loaded = Callable[..., Repository]
MakeRepository = Callable[[Mapping[str, str]], Path]

# Numbers


AS_THEY_OCCUR = (
    "66.7/2025/NQ-CP",
    "30c/NQ-CP",
    "08.a/2010/TT-BTP",
    "13/2014/TTLT-BYT-BTP",
    "12/VBHN-VPQH",
    "217-QĐ/TW",
    "09-NQ/ĐU",
    "87-CP",
    "18/CP",
    "12/TT-LB",
    "24/97/CT-TTg",
    "5/1998/NĐ-CP",
    "72/2025/QH15",
    "1656/NQ-UBTVQH15",
    "19/2014/QĐ-TTg",
    "766/QĐ-TTg",
    "631/UBND-KTHT",
    "TCVN ISO 9001:2015",
    "ISO 9001:2026 – Các yêu cầu",
)


def test_a_number_as_it_really_occurs_is_right() -> None:
    assert [each for each in AS_THEY_OCCUR if misspelt(each)] == []
    assert list(misspelt_in(f"Căn cứ {', '.join(AS_THEY_OCCUR)}.")) == []


@given(
    st.lists(
        st.sampled_from(
            ("118", "2025", "3", "/", "_", " ", "-", "–", "NĐ", "CP", "QH15", "TT", "đ")
        ),
        max_size=12,
    ).map("".join)
)
def test_a_text_that_is_passed_over_at_a_glance_names_no_number(text: str) -> None:
    # With a stroke far behind it no text is passed over.
    assert list(numbers_in(text)) == list(numbers_in(f"{text}\n\n/"))


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("7/2025/NĐ-CP", "07/2025/NĐ-CP"),
        ("007/2025/NĐ-CP", "07/2025/NĐ-CP"),
        ("118/2025/NĐ–CP", "118/2025/NĐ-CP"),
        ("118 / 2025/ NĐ-CP", "118/2025/NĐ-CP"),
        ("118_2025_NĐ-CP", "118/2025/NĐ-CP"),
        ("118/2025/NĐ_CP", "118/2025/NĐ-CP"),
        ("118/2025/NÐ-CP", "118/2025/NĐ-CP"),
        ("118/2025/ND-CP", "118/2025/NĐ-CP"),
        ("118/2025/nđ-CP", "118/2025/NĐ-CP"),
        ("118/25/NĐ-CP", "118/2025/NĐ-CP"),
        ("61/NĐ-CP", "61/<năm>/NĐ-CP"),
        ("26/TT-BKHCN", "26/<năm>/TT-BKHCN"),
        ("72/QH15", "72/<năm>/QH15"),
        ("101/2019/QĐ-BKHCN", "101/QĐ-BKHCN"),
    ],
)
def test_a_wrong_number_is_found_alone_and_in_words(written: str, right: str) -> None:
    wrong = misspelt(written)
    assert wrong is not None
    assert wrong.right == right
    ((start, found),) = misspelt_in(f"Căn cứ Nghị định số {written}, xã làm theo.")
    assert (start, found.written, found.right) == (20, written, right)


def test_a_known_day_gives_the_missing_year_and_tells_the_old_numbers_from_wrong_ones() -> None:
    found = misspelt("61/NĐ-CP", date(2018, 4, 23))
    assert found is not None
    assert found.right == "61/2018/NĐ-CP"
    assert misspelt("12/TT-BTC", date(1994, 2, 1)) is None
    assert misspelt("9/QĐ-UBND", date(2020, 3, 4)) is None
    assert misspelt("9/QĐ-UBND", date(2020, 3, 5)) is not None


def test_a_number_that_is_only_near_is_another_instrument() -> None:
    known = ["63/2010/NĐ-CP", "61/2018/NĐ-CP"]
    assert meant("93/2010/NĐ-CP", known) is None
    assert meant("63/2010/ND-CP", known) == "63/2010/NĐ-CP"
    assert meant("61/NĐ-CP", known) == "61/2018/NĐ-CP"


# The register


def _document(code: str, basis: str, body: str = "") -> tuple[str, str]:
    head = f"code: {code}\ntitle: Quy trình {code}\nkind: quy-trinh-noi-bo\nlegal_basis: [{basis}]"
    return f"tai-lieu/noi-bo/{code}.md", f"---\n{head}\n---\n{body}"


def _laws(*rows: str) -> dict[str, str]:
    common = "title: Về một việc, issuer: Chính phủ"
    lines = "".join(f"  - {{{row}, {common}}}\n" for row in rows)
    return {"ben-ngoai/van-ban.yaml": f"documents:\n{lines}"}


def _codes(repository: Repository) -> dict[str, tuple[str, ...]]:
    return {each.law.number: each.waiting for each in clocks(repository)}


def test_one_wrong_number_in_the_register_is_one_finding(loaded: Loaded) -> None:
    citing = dict(_document(f"QT-NB-{n:02}", "118/2025/NĐ-CP") for n in range(1, 11))
    laws = _laws("number: 118/2025/ND-CP, effective: 2025-07-01")
    repository = loaded({**citing, **laws}, date(2025, 8, 1))
    (told,) = wrong_number.check(repository)
    assert told.hint == "Viết «118/2025/NĐ-CP» nếu đúng là văn bản ấy."
    assert list(unlisted.check(repository)) == []


def test_a_law_reaches_what_cites_what_it_amends_replaces_and_guides(loaded: Loaded) -> None:
    files = {
        **_laws(
            "number: 61/2018/NĐ-CP, replaced_by: 118/2025/NĐ-CP",
            "number: 118/2025/NĐ-CP, effective: 2025-07-01",
            "number: 367/2025/NĐ-CP, amends: [118/2025/NĐ-CP], effective: 2025-07-01",
            "number: 224/2026/NĐ-CP, amends: [367/2025/NĐ-CP], effective: 2025-07-01",
            "number: 03/2025/TT-VPCP, guides: [118/2025/NĐ-CP], effective: 2025-07-01",
            "number: 23/2015/NĐ-CP, effective: 2015-04-10",
        ),
        **dict(
            [
                _document("QT-NB-01", "118/2025/NĐ-CP"),
                _document("QT-NB-02", "61/2018/NĐ-CP"),
                _document("QT-NB-03", "118/2025/NĐ-CP, 367/2025/NĐ-CP, 03/2025/TT-VPCP"),
                _document("QT-NB-04", "23/2015/NĐ-CP"),
            ]
        ),
    }
    assert _codes(loaded(files, date(2025, 8, 1))) == {
        "118/2025/NĐ-CP": ("QT-NB-02",),
        "367/2025/NĐ-CP": ("QT-NB-01",),
        # What amends the amending decree amends the amended one.
        "224/2026/NĐ-CP": ("QT-NB-01", "QT-NB-03"),
        "03/2025/TT-VPCP": ("QT-NB-01",),
    }


def test_a_person_adds_a_document_and_dismisses_one_that_stays_visible(loaded: Loaded) -> None:
    files = {
        "ben-ngoai/van-ban.yaml": (
            "documents:\n"
            "  - {number: 118/2025/NĐ-CP, title: Về một việc, issuer: Chính phủ}\n"
            "  - number: 367/2025/NĐ-CP\n    title: Sửa đổi\n    issuer: Chính phủ\n"
            "    effective: 2025-07-01\n    amends: [118/2025/NĐ-CP]\n    affects: [QT-NB-02]\n"
            "    dismissed:\n      - QT-NB-01 (chỉ đổi việc của tỉnh)\n"
        ),
        **dict([_document("QT-NB-01", "118/2025/NĐ-CP"), _document("QT-NB-02", "")]),
    }
    repository = loaded(files, date(2025, 10, 2))
    (clock,) = clocks(repository)
    assert clock.waiting == ("QT-NB-02",)
    assert {each.code: each.dismissed for each in clock.reached} == {
        "QT-NB-01": "chỉ đổi việc của tỉnh",
        "QT-NB-02": None,
    }
    (finding,) = not_applied.check(repository)
    assert "QT-NB-01" not in finding.message


def test_a_document_issued_again_since_the_amendment_was_signed_waits_no_more(
    loaded: Loaded,
) -> None:
    files = {
        **_laws(
            "number: 118/2025/NĐ-CP",
            "number: 367/2025/NĐ-CP, amends: [118/2025/NĐ-CP], issued: 2025-06-20, "
            "effective: 2025-07-01",
        ),
        **dict([_document("QT-NB-01", "118/2025/NĐ-CP")]),
        "quyet-dinh/2025/01-QD-UBND.yaml": _issuing("01/QĐ-UBND", "2025-01-10", 1),
    }
    again = {"quyet-dinh/2025/30-QD-UBND.yaml": _issuing("30/QĐ-UBND", "2025-06-20", 2)}
    assert _codes(loaded(files, date(2025, 8, 1)))["367/2025/NĐ-CP"] == ("QT-NB-01",)
    assert _codes(loaded({**files, **again}, date(2025, 8, 1)))["367/2025/NĐ-CP"] == ()


def _issuing(number: str, signed: str, revision: int) -> str:
    return (
        f"number: {number}\nkind: ban-hanh-tai-lieu\nsummary: Ban hành tài liệu\n"
        f"signed: {signed}\nauthority: Chủ tịch UBND xã An Phú\n"
        f"issues: [{{code: QT-NB-01, revision: {revision}}}]\n"
    )


@pytest.mark.parametrize(
    ("day", "standing", "left"),
    [
        pytest.param("2025-06-30", Standing.AHEAD, 93, id="not in effect yet"),
        pytest.param("2025-07-01", Standing.RUNNING, 92, id="in effect today"),
        pytest.param("2025-08-31", Standing.RUNNING, 31, id="31 days before the last"),
        pytest.param("2025-09-01", Standing.SOON, 30, id="30 days before the last"),
        pytest.param("2025-10-01", Standing.SOON, 0, id="the last day"),
        pytest.param("2025-10-02", Standing.LATE, -1, id="the day after"),
    ],
)
def test_three_months_run_from_the_day_of_effect(
    loaded: Loaded, day: str, standing: Standing, left: int
) -> None:
    files = {
        **_laws(
            "number: 118/2025/NĐ-CP",
            "number: 367/2025/NĐ-CP, amends: [118/2025/NĐ-CP], issued: 2025-06-01, "
            "effective: 2025-07-01",
        ),
        **dict([_document("QT-NB-01", "118/2025/NĐ-CP")]),
    }
    (clock,) = clocks(loaded(files, date.fromisoformat(day)))
    assert (clock.standing, clock.left) == (standing, left)


# On the screen

IMPACT = {
    "ben-ngoai/van-ban.yaml": (
        "documents:\n"
        "  - {number: 118/2025/NĐ-CP, title: Nghị định về một cửa, issuer: Chính phủ,\n"
        "     issued: 2025-06-09, effective: 2025-07-01}\n"
        "  - {number: 367/2025/NĐ-CP, title: Nghị định sửa đổi, issuer: Chính phủ,\n"
        "     amends: [118/2025/NĐ-CP], effective: 2026-01-15}\n"
    ),
    "tai-lieu/noi-bo/QT-NB-01.md": (
        "---\ncode: QT-NB-01\ntitle: Quy trình một cửa\nkind: quy-trinh-noi-bo\n"
        "legal_basis: [118/2025/NĐ-CP]\nsteps:\n"
        "  - {task: Nhận hồ sơ, role: thu-ky-iso, hours: 1}\n"
        "  - {task: Lập phiếu theo Nghị định 118/2025/NĐ-CP, role: thu-ky-iso, hours: 1}\n"
        "forms: [BM-NB-01]\n---\n\n## 1. Mục đích\n\nTheo Nghị định số 118/2025/ND-CP.\n"
    ),
    "tai-lieu/bieu-mau/BM-NB-01.md": (
        "---\ncode: BM-NB-01\ntitle: Phiếu kiểm soát\nkind: bieu-mau\nfields: [Họ tên]\n---\n"
        "\nMẫu theo 118/2025/NĐ-CP.\n"
    ),
    "tai-lieu/noi-bo/QT-NB-02.md": (
        "---\ncode: QT-NB-02\ntitle: Quy trình khác\nkind: quy-trinh-noi-bo\n---\n"
    ),
    "quyet-dinh/2025/40-QD-UBND.yaml": (
        "number: 40/QĐ-UBND\nkind: khac\nsummary: Triển khai Nghị định 118/2025/NĐ-CP\n"
        "signed: 2025-07-10\nauthority: Chủ tịch UBND xã An Phú\n"
    ),
}


def test_the_impact_names_documents_steps_forms_and_decisions(loaded: Loaded) -> None:
    found = impact(loaded(IMPACT, date(2025, 12, 31)), "118/2025/NĐ-CP")
    (procedure,) = found.documents
    assert procedure.entry.record.code == "QT-NB-01"
    assert procedure.steps == (2,)
    assert [place.line for route, place in procedure.places if route is None] == [14]
    assert [each.entry.record.code for each in found.forms] == ["BM-NB-01"]
    assert [each.record.number for each in found.decisions] == ["40/QĐ-UBND"]
    assert found.to_revise == ("QT-NB-01", "BM-NB-01")


def test_the_impact_of_an_amendment_is_that_of_what_it_amends(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository(IMPACT)
    command = ["explain", "--impact", "367/2025/ND-CP", "-C", str(root), "--as-of", "2025-12-31"]
    said = _told(capsys, *command)
    assert "sửa đổi 118/2025/NĐ-CP" in said
    assert "viện dẫn 118/2025/NĐ-CP\n" in said
    assert said.endswith(
        "phải rà soát, sửa 1 tài liệu đang có hiệu lực:\n  isoqms revise QT-NB-01\n"
    )
    data = json.loads(_told(capsys, *command, "--format", "json"))
    assert (data["number"], data["to_revise"]) == ("367/2025/NĐ-CP", ["QT-NB-01"])
    assert data["documents"][0]["cites_instead"] == "118/2025/NĐ-CP"


@pytest.mark.parametrize(
    ("effective", "told"),
    [
        ("2026-01-15", "có hiệu lực từ ngày 15/01/2026"),
        (None, "danh mục chưa ghi ngày có hiệu lực"),
    ],
)
def test_the_impact_tells_from_which_day_a_law_is_amended(
    make_repository: MakeRepository,
    capsys: pytest.CaptureFixture[str],
    effective: str | None,
    told: str,
) -> None:
    register = IMPACT["ben-ngoai/van-ban.yaml"]
    if effective is None:
        register = register.replace(", effective: 2026-01-15", "")
    root = make_repository({**IMPACT, "ben-ngoai/van-ban.yaml": register})
    command = ["explain", "--impact", "118/2025/NĐ-CP", "-C", str(root), "--as-of", "2025-12-31"]
    assert f"  được 367/2025/NĐ-CP sửa đổi ({told})\n" in _told(capsys, *command)
    data = json.loads(_told(capsys, *command, "--format", "json"))
    tie = {"number": "367/2025/NĐ-CP", "tie": "amends", "effective": effective}
    assert data["tied_by"] == [tie]


def test_status_law_tells_what_is_due_and_why(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository(IMPACT)
    command = ["status", str(root), "--law", "--as-of", "2026-04-01"]
    assert _told(capsys, *command) == (
        "UBND xã An Phú. Văn bản pháp luật phải theo (ngày 01/4/2026)\n\n"
        "Còn không quá 30 ngày\n"
        "  367/2025/NĐ-CP: có hiệu lực từ ngày 15/01/2026, hạn cập nhật là ngày 15/4/2026 "
        "(còn 14 ngày)\n"
        "    QT-NB-01: phải rà soát, sửa; viện dẫn 118/2025/NĐ-CP là văn bản được sửa đổi\n"
        "    isoqms revise QT-NB-01\n"
        "    isoqms update law 367/2025/NĐ-CP --set applied=NGÀY\n"
    )
    (law,) = json.loads(_told(capsys, *command, "--format", "json"))["laws"]
    assert (law["standing"], law["due"], law["days_left"]) == ("soon", "2026-04-15", 14)
    assert law["documents"] == [
        {"code": "QT-NB-01", "tie": "amends", "cites": "118/2025/NĐ-CP", "dismissed": None}
    ]


def test_a_number_that_nothing_names_is_refused_without_a_guess(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository(IMPACT)
    assert app(["explain", "--impact", "119/2025/NĐ-CP", "-C", str(root)]) == 2
    said = capsys.readouterr().err
    assert "nhắc đến văn bản «119/2025/NĐ-CP»" in said
    assert "Có phải" not in said


def _told(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert app(list(command)) in (0, None)
    return capsys.readouterr().out


# Titles


def test_a_paraphrased_title_is_never_printed(loaded: Loaded) -> None:
    files = {
        "ben-ngoai/van-ban.yaml": (
            "documents:\n"
            "  - {number: 116/2015/TT-BTC, title: Thông tư về kinh phí, issuer: Bộ Tài chính,\n"
            "     issued: 2015-08-11, paraphrased: true}\n"
            "  - {number: 42/2022/NĐ-CP, title: Nghị định quy định về việc cung cấp thông tin và "
            "dịch vụ công trực tuyến của cơ quan nhà nước trên môi trường mạng, "
            "issuer: Chính phủ, issued: 2022-06-24}\n"
            "  - {number: 30/2020/NĐ-CP, title: Nghị định về công tác văn thư, issuer: Chính phủ,\n"
            "     issued: 2020-03-05}\n"
        )
    }
    repository = loaded(files, date(2025, 12, 31))
    printed = [instrument(as_printed(repository, row.record)) for row in repository.laws]
    assert printed == [
        "Thông tư số 116/2015/TT-BTC ngày 11 tháng 8 năm 2015 của Bộ Tài chính",
        "Nghị định số 42/2022/NĐ-CP ngày 24 tháng 6 năm 2022 của Chính phủ",
        "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
    ]
    (note,) = left_out(repository, printed)
    assert note.startswith("Trích yếu của 116/2015/TT-BTC và 42/2022/NĐ-CP chưa phải nguyên văn")
    # A longer number only ends like that of a paraphrased one.
    assert not list(left_out(repository, ["Nghị định số 142/2022/NĐ-CP", "1116/2015/TT-BTC"]))


def test_whoever_read_the_original_has_its_title_printed(loaded: Loaded) -> None:
    title = (
        "Nghị định quy định về việc cung cấp thông tin và dịch vụ công trực tuyến của cơ quan nhà "
        "nước trên môi trường mạng"
    )
    row = f"number: 42/2022/NĐ-CP, title: {title}, issuer: Chính phủ, paraphrased: false"
    repository = loaded({"ben-ngoai/van-ban.yaml": f"documents:\n  - {{{row}}}\n"})
    (law,) = repository.laws
    assert as_printed(repository, law.record).title == title


def test_the_pack_cites_a_paraphrased_instrument_by_number_day_and_issuer(loaded: Loaded) -> None:
    found = legal(loaded({}), "42/2022/NĐ-CP")
    assert found is not None
    assert found.full == "Nghị định số 42/2022/NĐ-CP ngày 24/6/2022 của Chính phủ"
