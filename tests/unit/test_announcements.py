"""What came and went between two announcements.

And what a decision tells where nobody kept the lists.
"""

from collections.abc import Callable
from datetime import date

import pytest

from isoqms.facts.announcing.announcements import (
    Turnover,
    announcements,
    covered_by,
    scope_changes,
    turnover,
)
from isoqms.repository import Repository

Loaded = Callable[..., Repository]
FIRST, LAST = date(2025, 3, 1), date(2025, 9, 1)


def decision(number: str, signed: str, more: str) -> dict[str, str]:
    return {
        f"quyet-dinh/2025/{number}-QD-UBND.yaml": (
            f"number: {number}/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành, thu hồi\n"
            f"signed: {signed}\nauthority: Chủ tịch\n{more}"
        )
    }


@pytest.mark.parametrize(
    ("changes", "is_empty"),
    [
        pytest.param(Turnover(), True, id="nothing"),
        pytest.param(Turnover(new=("QT-01",)), False, id="something new"),
        pytest.param(Turnover(revised=("QT-01",)), False, id="something revised"),
        pytest.param(Turnover(withdrawn=("QT-01",)), False, id="something withdrawn"),
        pytest.param(Turnover(counted=(("01/QĐ", 3, None),)), False, id="issued, counted only"),
        pytest.param(Turnover(counted=(("01/QĐ", None, 3),)), False, id="withdrawn, counted only"),
        pytest.param(Turnover(counted=(("01/QĐ", None, None),)), True, id="counted as nothing"),
    ],
)
def test_a_turnover_is_empty_where_nothing_came_or_went(changes: Turnover, is_empty: bool) -> None:
    assert changes.is_empty is is_empty


@pytest.mark.parametrize(
    ("signed", "new"),
    [
        pytest.param("2025-03-01", (), id="on the first day: of the announcement before"),
        pytest.param("2025-03-02", ("QT-01",), id="a day later"),
        pytest.param("2025-09-01", ("QT-01",), id="on the last day"),
        pytest.param("2025-09-02", (), id="too late"),
    ],
)
def test_a_turnover_holds_what_was_signed_after_one_day_and_by_another(
    loaded: Loaded, signed: str, new: tuple[str, ...]
) -> None:
    issued = decision("40", signed, "issues: [{code: QT-01, revision: 1}]\n")
    assert turnover(loaded(issued), FIRST, LAST).new == new


def test_a_turnover_tells_new_from_revised_and_leaves_out_what_came_and_went_again(
    loaded: Loaded,
) -> None:
    files = {
        **decision(
            "40",
            "2025-04-01",
            "issues:\n  - {code: QT-01, revision: 1, title: Một cửa}\n"
            "  - {code: QT-02, revision: 2}\n  - {code: QT-03, revision: 1}\n"
            "withdraws:\n  - {code: QT-02, revision: 1, reason: Có lần mới}\n",
        ),
        **decision(
            "50",
            "2025-05-01",
            "withdraws:\n  - {code: QT-03, reason: Nhầm}\n  - {code: QT-04, reason: Cũ}\n",
        ),
        **decision("60", "2025-06-01", "stated: {issued: 7, withdrawn: 2}\n"),
    }
    found = turnover(loaded(files), FIRST, LAST)
    assert (found.new, found.revised, found.withdrawn) == (("QT-01",), ("QT-02",), ("QT-04",))
    assert found.titles == {"QT-01": "Một cửa"}
    assert found.counted == (("60/QĐ-UBND", 7, 2),)
    assert (found.issued_count, found.withdrawn_count) == (8, 3)


OLD = {"nam/2025/cong-bo.yaml": "announcements:\n  - {decision: 20/QĐ, announced: 2025-03-01}\n"}


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        pytest.param("{issued: 7}", ("ban hành 7 tài liệu",), id="issued"),
        pytest.param("{withdrawn: 2}", ("thu hồi 2 tài liệu",), id="withdrawn"),
        pytest.param(
            "{issued: 7, withdrawn: 2}",
            ("ban hành 7 tài liệu", "thu hồi 2 tài liệu"),
            id="both",
        ),
    ],
)
def test_a_decision_of_numbers_only_may_have_changed_the_scope(
    loaded: Loaded, stated: str, words: tuple[str, ...]
) -> None:
    repository = loaded({**OLD, **decision("40", "2025-04-01", f"stated: {stated}\n")})
    (change,) = scope_changes(repository, announcements(repository)[-1])
    assert (change.words, change.certain) == (words, False)


def test_a_decision_that_counts_nothing_has_changed_nothing(loaded: Loaded) -> None:
    repository = loaded({**OLD, **decision("40", "2025-04-01", "stated: {issued: 0}\n")})
    assert scope_changes(repository, announcements(repository)[-1]) == ()


def test_what_a_decision_lists_is_certain_whatever_it_counts(loaded: Loaded) -> None:
    listed = "stated: {issued: 1}\nissues: [{code: QT-TP-01, revision: 1}]\n"
    repository = loaded({**OLD, **decision("40", "2025-04-01", listed)})
    (change,) = scope_changes(repository, announcements(repository)[-1])
    assert (change.words, change.certain) == (("ban hành mới 1 quy trình (QT-TP-01)",), True)


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        pytest.param("QT-TP-01", True, id="a procedure"),
        pytest.param("BM-TP-01-02", False, id="a form"),
        pytest.param("QT-HT-01", False, id="a system procedure"),
        pytest.param("XBM-TP-01-02", True, id="a form's pattern inside a longer code"),
        pytest.param("QT-HT-", True, id="a pattern without its number"),
    ],
)
def test_a_code_without_a_text_goes_by_its_pattern(
    loaded: Loaded, code: str, is_told: bool
) -> None:
    issued = decision("40", "2025-04-01", f"issues: [{{code: {code}, revision: 1}}]\n")
    repository = loaded({**OLD, **issued})
    assert bool(scope_changes(repository, announcements(repository)[-1])) is is_told


def test_a_new_revision_and_a_form_do_not_change_what_was_withdrawn(loaded: Loaded) -> None:
    listed = (
        "issues: [{code: QT-TP-01, revision: 2}]\n"
        "withdraws:\n  - {code: QT-TP-01, revision: 1, reason: Có lần mới}\n"
        "  - {code: QT-TP-09, reason: Bãi bỏ}\n  - {code: BM-TP-01-02, reason: Trùng}\n"
    )
    repository = loaded({**OLD, **decision("40", "2025-04-01", listed)})
    (change,) = scope_changes(repository, announcements(repository)[-1])
    assert change.words == ("thu hồi 1 quy trình (QT-TP-09)",)


@pytest.mark.parametrize(
    ("kind", "is_told"), [("quy-trinh-noi-bo", True), ("quy-trinh-he-thong", False)]
)
def test_a_code_with_a_text_goes_by_its_kind_whatever_its_pattern(
    loaded: Loaded, kind: str, is_told: bool
) -> None:
    head = f"---\ncode: BM-TP-01-02\ntitle: Tiếp công dân\nkind: {kind}\n---\n"
    files = {
        **OLD,
        **decision("40", "2025-04-01", "issues: [{code: BM-TP-01-02, revision: 1}]\n"),
        "tai-lieu/noi-bo/BM-TP-01-02.md": head,
    }
    repository = loaded(files)
    assert bool(scope_changes(repository, announcements(repository)[-1])) is is_told


def test_every_procedure_is_named_as_the_list_stands_on_signed_minutes(loaded: Loaded) -> None:
    rows = "".join(f"  - {{code: QT-TP-{n}, revision: 1}}\n" for n in range(1, 8))
    repository = loaded({**OLD, **decision("40", "2025-04-01", f"issues:\n{rows}")})
    (change,) = scope_changes(repository, announcements(repository)[-1])
    names = "QT-TP-1, QT-TP-2, QT-TP-3, QT-TP-4, QT-TP-5, QT-TP-6 và QT-TP-7"
    assert change.words == (f"ban hành mới 7 quy trình ({names})",)


@pytest.mark.parametrize("which", ["issues", "withdraws"])
def test_a_decision_with_a_list_is_not_counted_beside_it(loaded: Loaded, which: str) -> None:
    row = {"issues": "{code: QT-01, revision: 2}", "withdraws": "{code: QT-01, reason: Cũ}"}[which]
    files = decision("40", "2025-04-01", f"stated: {{issued: 1}}\n{which}: [{row}]\n")
    assert turnover(loaded(files), FIRST, LAST).counted == ()


def activity(code: str) -> dict[str, str]:
    return {
        f"tai-lieu/noi-bo/{code}.md": (
            f"---\ncode: {code}\ntitle: Quy trình\nkind: quy-trinh-noi-bo\n---\n"
        )
    }


def announced(activities: str) -> dict[str, str]:
    row = f"{{decision: 20/QĐ, announced: 2025-03-01, activities: [{activities}]}}"
    return {"nam/2025/cong-bo.yaml": f"announcements: [{row}]\n"}


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        pytest.param("QT-NB-01, QT-NB-02", [], id="as announced"),
        pytest.param("QT-NB-01", [("thêm 1 hoạt động nội bộ (QT-NB-02)",)], id="one more"),
        pytest.param(
            "QT-NB-01, QT-NB-02, QT-NB-09",
            [("bớt 1 hoạt động nội bộ (QT-NB-09)",)],
            id="one less",
        ),
        pytest.param(
            "QT-NB-01, QT-NB-09",
            [
                ("thêm 1 hoạt động nội bộ (QT-NB-02)",),
                ("bớt 1 hoạt động nội bộ (QT-NB-09)",),
            ],
            id="one for another",
        ),
    ],
)
def test_the_activities_kept_now_are_held_against_those_announced(
    loaded: Loaded, listed: str, words: list[tuple[str, ...]]
) -> None:
    files = {**activity("QT-NB-01"), **activity("QT-NB-02"), **announced(listed)}
    repository = loaded(files)
    changes = scope_changes(repository, announcements(repository)[-1])
    assert [change.words for change in changes] == words


def test_an_announced_activity_of_which_nothing_is_left_is_not_covered(loaded: Loaded) -> None:
    repository = loaded({**activity("QT-NB-01"), **announced("QT-NB-09, QT-NB-01")})
    record = announcements(repository)[-1].record
    assert record is not None
    assert [entry.record.code for entry in covered_by(repository, record).activities] == [
        "QT-NB-01"
    ]
