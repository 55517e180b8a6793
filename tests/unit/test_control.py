"""Document control.

Which text was in force when, by which decision, and what became of the rest.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

import pytest
from conftest import BASE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_history import Step, git, make_history

from isoqms.history import read_history, try_history
from isoqms.repository import load
from isoqms.repository.control import (
    Control,
    coming,
    control_with,
    history_of,
    in_force,
    obsolete,
    read_document,
    text_of,
    texts_of,
    withdrawn,
)

TODAY = date(2025, 12, 31)


def document(
    code: str = "QT-01", revision: int = 1, words: str = "Lời", title: str = "Quy trình một"
) -> str:
    head = f"code: {code}\ntitle: {title}\nkind: quy-trinh-noi-bo\nrevision: {revision}"
    return f"---\n{head}\n---\n\n## 1. MỤC ĐÍCH\n\n{words} {revision}.\n"


def decision(
    number: str, signed: str, issues: str = "", withdraws: str = "", *, effective: str = ""
) -> dict[str, str]:
    """The file of a decision: `QT-01@2, QT-02@1` issued, `QT-03, QT-04@1` withdrawn."""
    lines = [
        f"number: {number}/QĐ-UBND",
        "kind: ban-hanh-tai-lieu",
        "summary: Ban hành",
        f"signed: {signed}",
    ]
    lines.append("authority: Chủ tịch")
    if effective:
        lines.append(f"effective: {effective}")
    for key, items, more in (
        ("issues", issues, "change: Sửa"),
        ("withdraws", withdraws, "reason: Không còn dùng"),
    ):
        if items:
            lines.append(f"{key}:")
        for item in items.split(", ") if items else ():
            code, _, revision = item.partition("@")
            pinned = f", revision: {revision}" if revision else ""
            lines.append(f"  - {{code: {code}{pinned}, {more}}}")
    return {f"quyet-dinh/{signed[:4]}/{number}-qd.yaml": "".join(f"{line}\n" for line in lines)}


QT01 = "tai-lieu/noi-bo/QT-01.md"
FIRST = {**BASE, QT01: document(), **decision("1", "2024-01-10", "QT-01@1")}


@pytest.fixture
def controlled(tmp_path: Path) -> Callable[..., Control]:
    """What the control of a repository made of those steps says."""

    def make(*steps: Step, folder: str = "") -> Control:
        make_history(tmp_path / "kho", steps)
        root = tmp_path / "kho" / folder
        repository = load(root, TODAY)
        assert [fault for fault in repository.faults if fault.rule != "QMS006"] == []
        return control_with(repository, read_history(root))

    return make


def codes(found: Control, day: str) -> list[str]:
    return [f"{one.code}@{one.revision}" for one in in_force(found, date.fromisoformat(day))]


def texts(found: Control, code: str = "QT-01") -> list[bytes | None]:
    return [text_of(found, one) for one in history_of(found, code)]


REVISED = (
    Step(FIRST),
    Step(
        {
            QT01: document(revision=2),
            **decision("2", "2024-05-01", "QT-01@2", effective="2024-06-01"),
        }
    ),
)


def test_a_revision_signed_today_that_takes_effect_next_month_does_not_count_until_then(
    controlled: Callable[..., Control],
) -> None:
    found = controlled(*REVISED)
    assert codes(found, "2024-01-09") == []
    assert codes(found, "2024-01-10") == ["QT-01@1"]
    assert codes(found, "2024-05-31") == ["QT-01@1"]
    assert codes(found, "2024-06-01") == ["QT-01@2"]
    assert [one.revision for one in coming(found, date(2024, 5, 2))] == [2]
    assert coming(found, date(2024, 4, 30)) == coming(found, date(2024, 6, 1)) == ()


def test_every_revision_has_the_text_that_was_recorded_with_it(
    controlled: Callable[..., Control],
) -> None:
    found = controlled(*REVISED)
    assert texts(found) == [document().encode(), document(revision=2).encode()]
    first, second = history_of(found, "QT-01")
    assert (first.title, first.kind, first.change) == ("Quy trình một", "quy-trinh-noi-bo", "Sửa")
    assert first.ending is not None
    assert (first.ending.day, first.ending.replaced_by, first.ending.reason) == (
        date(2024, 6, 1),
        2,
        None,
    )
    assert first.withdrawal is None
    assert second.ending is None
    assert second.text is not None
    assert (
        second.text.commit.position == second.recorded.position == 1 if second.recorded else False
    )
    assert set(texts_of(found, (first, second))) == {("QT-01", 1), ("QT-01", 2)}


def test_a_withdrawn_document_leaves_on_the_day_its_withdrawal_takes_effect(
    controlled: Callable[..., Control],
) -> None:
    gone = decision("3", "2024-07-01", withdraws="QT-01", effective="2024-08-01")
    found = controlled(*REVISED, Step({QT01: None, **gone}))
    assert codes(found, "2024-07-31") == ["QT-01@2"]
    assert codes(found, "2024-08-01") == []
    assert withdrawn(found, date(2024, 7, 31)) == ()
    (one,) = withdrawn(found, date(2024, 8, 1))
    assert one.withdrawal is not None
    assert (one.revision, one.withdrawal.reason) == (2, "Không còn dùng")
    assert one.withdrawal.decision.record.number == "3/QĐ-UBND"
    assert [one.revision for one in obsolete(found, date(2024, 8, 1))] == [1, 2]
    assert texts(found) == [document().encode(), document(revision=2).encode()]
    left = found.recorded.left("QT-01")
    assert left is not None
    assert left.position == 2


def test_a_decision_that_withdraws_one_revision_and_issues_the_next_replaces_it(
    controlled: Callable[..., Control],
) -> None:
    second = decision("2", "2024-05-01", "QT-01@2", "QT-01@1")
    found = controlled(Step(FIRST), Step({QT01: document(revision=2), **second}))
    assert codes(found, "2024-05-01") == ["QT-01@2"]
    ending = history_of(found, "QT-01")[0].ending
    assert ending is not None
    assert (ending.replaced_by, ending.reason) == (2, "Không còn dùng")
    assert withdrawn(found, TODAY) == ()


def test_a_revision_withdrawn_before_it_took_effect_replaces_nothing(
    controlled: Callable[..., Control],
) -> None:
    found = controlled(
        *REVISED,
        Step(
            {
                QT01: document(),
                **decision("3", "2024-05-10", withdraws="QT-01@2", effective="2024-05-20"),
            }
        ),
    )
    assert codes(found, "2024-05-25") == codes(found, "2025-01-01") == ["QT-01@1"]
    assert found.alterations == ()


def test_what_was_signed_later_stands_where_days_of_effect_cross(
    controlled: Callable[..., Control],
) -> None:
    found = controlled(
        *REVISED, Step(decision("3", "2024-05-10", "QT-01@3", effective="2024-05-15"))
    )
    assert codes(found, "2024-05-14") == ["QT-01@1"]
    assert codes(found, "2024-05-15") == codes(found, "2024-06-01") == ["QT-01@3"]


def test_a_revision_issued_twice_is_in_force_once(controlled: Callable[..., Control]) -> None:
    found = controlled(Step({**FIRST, **decision("2", "2024-05-01", "QT-01@1")}))
    assert codes(found, "2024-06-01") == ["QT-01@1"]
    assert len(history_of(found, "QT-01")) == 2


def test_a_first_commit_may_hold_everything_and_lost_texts_are_stated(
    controlled: Callable[..., Control],
) -> None:
    decisions = {
        **decision("1", "2022-01-10", "QT-01@1, QT-09@1"),
        **decision("2", "2023-01-10", "QT-01@2", "QT-09"),
    }
    found = controlled(Step({**BASE, QT01: document(revision=2), **decisions}))
    assert codes(found, "2022-06-01") == ["QT-01@1", "QT-09@1"]
    assert texts(found) == [None, document(revision=2).encode()]
    assert texts(found, "QT-09") == [None]
    assert [one.title for one in history_of(found, "QT-09")] == [None]


def test_a_withdrawal_of_what_no_decision_issued_is_known_as_such(
    controlled: Callable[..., Control],
) -> None:
    old = "tai-lieu/noi-bo/QT-08.md"
    found = controlled(
        Step({**FIRST, old: document("QT-08", 4)}),
        Step({old: None, **decision("2", "2024-05-01", withdraws="QT-08, QT-09, QT-10@3")}),
    )
    known = [(one.code, one.revision, one.decision) for one in withdrawn(found, TODAY)]
    assert known == [("QT-08", 4, None), ("QT-09", None, None), ("QT-10", 3, None)]
    assert texts(found, "QT-08") == [document("QT-08", 4).encode()]
    assert codes(found, "2024-04-30") == ["QT-01@1"]


def test_a_replaced_revision_from_before_the_decisions_says_by_which(
    controlled: Callable[..., Control],
) -> None:
    new = decision("1", "2024-01-10", "QT-01@2", "QT-01")
    found = controlled(Step({**BASE, QT01: document()}), Step({QT01: document(revision=2), **new}))
    unknown, issued = history_of(found, "QT-01")
    assert (unknown.revision, unknown.decision) == (1, None)
    assert unknown.ending is not None
    assert unknown.ending.replaced_by == 2
    assert issued.in_force(TODAY)
    assert withdrawn(found, TODAY) == ()


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(
            (Step({**BASE, **decision("1", "2024-01-10", "QT-01@1")}), Step({QT01: document()})),
            id="before the text",
        ),
        pytest.param(
            (
                Step({**BASE, QT01: document()}),
                Step({"a": "b"}),
                Step(decision("1", "2024-01-10", "QT-01@1")),
            ),
            id="weeks after it",
        ),
    ],
)
def test_a_decision_may_be_recorded_apart_from_its_text(
    controlled: Callable[..., Control], steps: tuple[Step, ...]
) -> None:
    found = controlled(*steps)
    (one,) = history_of(found, "QT-01")
    assert text_of(found, one) == document().encode()
    assert one.text is not None
    assert one.recorded is not None
    assert one.text.commit != one.recorded
    assert one.in_force(date(2024, 1, 10))


def test_a_decision_not_yet_recorded_counts_but_has_no_commit(tmp_path: Path) -> None:
    make_history(tmp_path, (Step({**BASE, QT01: document()}),))
    for name, text in decision("1", "2024-01-10", "QT-01@1").items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text)
    found = control_with(load(tmp_path, TODAY), read_history(tmp_path))
    (one,) = in_force(found, TODAY)
    assert one.recorded is None


def test_a_document_that_no_decision_issued_is_in_force_by_nothing(
    controlled: Callable[..., Control],
) -> None:
    found = controlled(
        Step({**FIRST, "tai-lieu/noi-bo/QT-02.md": document("QT-02"), QT01: document(revision=2)})
    )
    assert [(one.record.code, one.record.revision) for one in found.unissued] == [
        ("QT-01", 2),
        ("QT-02", 1),
    ]
    assert codes(found, "2025-01-01") == ["QT-01@1"]
    assert history_of(found, "QT-02") == ()


def test_a_document_is_known_by_its_code_wherever_it_is_moved_to(
    controlled: Callable[..., Control],
) -> None:
    moved = "tai-lieu/he-thong/Quy trình 1.md"
    found = controlled(Step(FIRST), Step({QT01: None, moved: document()}), Step({"a": "b"}))
    (one,) = history_of(found, "QT-01")
    assert one.text is not None
    assert (one.text.path, one.text.commit.position) == (PurePosixPath(QT01), 0)
    assert found.alterations == ()
    assert found.recorded.left("QT-01") is None


def test_a_text_that_changes_under_its_revision_is_told_with_the_commit(
    controlled: Callable[..., Control],
) -> None:
    found = controlled(
        Step(FIRST),
        Step({QT01: document(words="Lén")}, author="Lê Văn C", subject="Sửa nhỏ"),
        Step({QT01: None, "tai-lieu/QT-01.md": document(words="Lén")}),
        Step({"tai-lieu/QT-01.md": document()}),
    )
    (one,) = found.alterations
    assert (one.standing.code, one.standing.since.author, one.standing.since.position) == (
        "QT-01",
        "Lê Văn C",
        1,
    )
    assert one.origin.since.position == 0
    assert texts(found) == [document().encode()]


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(document().replace("\n", "\r\n"), id="other line ends"),
        pytest.param(
            document().replace("Quy trình một", "Quy tri\u0300nh mo\u0323\u0302t"),
            id="decomposed letters",
        ),
    ],
)
def test_the_same_words_written_otherwise_are_no_change(
    controlled: Callable[..., Control], again: str
) -> None:
    found = controlled(Step(FIRST), Step({QT01: again}), Step({QT01: document()}))
    assert found.alterations == ()
    assert texts(found) == [document().encode()]


def test_windows_line_ends_in_the_folder_change_no_recorded_text(tmp_path: Path) -> None:
    make_history(tmp_path, (Step(FIRST),))
    git(tmp_path, "config", "core.autocrlf", "true")
    (tmp_path / QT01).write_bytes(document().replace("\n", "\r\n").encode())
    found = control_with(load(tmp_path, TODAY), read_history(tmp_path))
    assert (found.unissued, found.alterations) == ((), ())
    assert texts(found) == [document().encode()]


def test_a_text_arrives_with_the_one_who_issued_it_and_not_with_who_joined_the_lines(
    controlled: Callable[..., Control],
) -> None:
    second = {QT01: document(revision=2), **decision("2", "2024-05-01", "QT-01@2")}
    found = controlled(
        Step(FIRST),
        Step({QT01: document(revision=2, words="Nháp")}, branch="viec", start="main"),
        Step(second, branch="viec"),
        Step({"a": "b"}),
        Step(second, merge="viec", author="Đỗ Ký"),
    )
    assert texts(found)[1] == document(revision=2).encode()
    one = history_of(found, "QT-01")[1]
    assert one.text is not None
    assert one.text.commit.author == "Trần Thị B"
    assert one.recorded is not None
    assert one.recorded.joined_by is not None
    assert one.recorded.joined_by.author == "Đỗ Ký"
    assert found.alterations == ()


def test_the_policy_and_forms_with_a_file_are_documents_and_drafts_are_not(
    controlled: Callable[..., Control],
) -> None:
    form = "code: BM-01\ntitle: Phiếu\nkind: bieu-mau\nattachment: tai-lieu/bieu-mau/BM-01.docx\n"
    files = {
        "chinh-sach.md": document("CS-01", title='"Chính sách chất lượng"'),
        "tai-lieu/bieu-mau/BM-01.yaml": form,
        "du-thao/QT-01.md": document(revision=2, words="Nháp"),
        **decision("2", "2024-02-01", "CS-01@1, BM-01@1"),
    }
    found = controlled(Step({**FIRST, **files}), Step({QT01: document(revision=2)}))
    assert texts(found, "BM-01") == [form.encode()]
    assert [one.title for one in history_of(found, "CS-01")] == ["Chính sách chất lượng"]
    assert [one.revision for one in found.recorded.documents["QT-01"]] == [1, 2]
    assert found.recorded.documents["QT-01"][1].since.position == 1


def test_a_text_whose_head_is_broken_is_passed_over(controlled: Callable[..., Control]) -> None:
    found = controlled(Step(FIRST), Step({QT01: "không có đầu\n"}), Step({QT01: document()}))
    assert [one.since.position for one in found.recorded.documents["QT-01"]] == [0, 2]
    assert found.alterations == ()


def test_a_number_given_again_in_another_year_is_another_decision(
    controlled: Callable[..., Control],
) -> None:
    found = controlled(
        Step(FIRST),
        Step({QT01: document(revision=2), **decision("1", "2025-01-10", "QT-01@2")}),
        Step({"quyet-dinh/2025/01-qd-ubnd.yaml": None, "a": "b"}),
    )
    assert [one.recorded.position for one in history_of(found, "QT-01") if one.recorded] == [0, 1]


def test_a_decision_keeps_its_first_commit_when_its_file_is_renamed(
    controlled: Callable[..., Control],
) -> None:
    name, text = next(iter(decision("1", "2024-01-10", "QT-01@1").items()))
    found = controlled(Step(FIRST), Step({name: None, "quyet-dinh/2024/qd-so-1.yaml": text}))
    (one,) = history_of(found, "QT-01")
    assert one.recorded is not None
    assert one.recorded.position == 0
    assert len(found.recorded.decisions["1/QĐ-UBND", "2024"]) == 2


def test_a_repository_inside_a_larger_one_is_controlled_by_itself(
    controlled: Callable[..., Control],
) -> None:
    inside = {f"xa/{path}": text for path, text in FIRST.items()}
    other = {
        f"phuong/{path}": text for path, text in {**FIRST, QT01: document(words="Khác")}.items()
    }
    found = controlled(Step(other), Step(inside), folder="xa")
    assert texts(found) == [document().encode()]
    assert found.alterations == ()


def test_without_a_history_the_decisions_still_say_what_is_in_force(
    make_repository: Callable[[dict[str, str]], Path],
) -> None:
    root = make_repository({QT01: document(), **decision("1", "2024-01-10", "QT-01@1, QT-02@1")})
    found = control_with(load(root, TODAY), try_history(root))
    assert codes(found, "2024-01-10") == ["QT-01@1", "QT-02@1"]
    assert found.history.unavailable is not None
    assert texts(found) == [None]


def test_an_old_text_is_read_as_a_document_or_not_at_all() -> None:
    path = PurePosixPath(QT01)
    entry = read_document(
        path, document(revision=3).replace("title: Quy trình một", "title: true").encode()
    )
    assert entry is not None
    assert (entry.record.revision, entry.record.title) == (3, "true")
    assert read_document(path, b"---\ncode: QT-01\nkhoa_cu: 1\n---\n") is None


@dataclass(frozen=True)
class Event:
    """One decision of the property.

    What happens to one document, when it is signed, valid and recorded.
    """

    code: str
    kind: str
    days: int
    """From the signing before to this one."""
    delay: int
    """From signing to effect."""
    recorded: str
    """Whether the decision is recorded with the text, before it, or some commits after it."""


EVENTS = st.builds(
    Event,
    code=st.sampled_from(["QT-01", "QT-02", "BM-01"]),
    kind=st.sampled_from(["issue", "issue", "issue", "withdraw", "edit draft", "move"]),
    days=st.integers(0, 3),
    delay=st.sampled_from([0, 0, 0, 2, 5]),
    recorded=st.sampled_from(["with", "before", "after"]),
)


@dataclass
class Model:
    """The plain model.

    What each decision did, in the order of signing, and the bytes of each revision.
    """

    done: list[tuple[date, str, int | None]]
    texts: dict[tuple[str, int], bytes]
    last: dict[str, int]
    held: dict[str, str]
    """Where the text of each document in force stands."""

    def in_force(self, day: date) -> dict[str, int]:
        """What the decisions in effect by that day leave, carried out in the order of signing."""
        state: dict[str, int] = {}
        for effective, code, revision in self.done:
            if effective <= day:
                state.pop(code, None)
                if revision is not None:
                    state[code] = revision
        return state


def carried_out(events: list[Event]) -> tuple[Model, list[Step], date]:
    """The model and the commits of a row of events, and the day after the last of them counts."""
    model, signed = Model([], {}, {}, {}), date(2024, 1, 1)
    steps, late = [Step(BASE)], {}
    # Days of effect of one code must not cross, so that the plain order of signing is the whole
    # truth.
    valid: dict[str, date] = {}
    for number, event in enumerate(events, 1):
        signed += timedelta(days=event.days)
        path = model.held.get(event.code, f"tai-lieu/noi-bo/{event.code}.md")
        if event.kind == "move" and event.code in model.held:
            text = model.texts[event.code, model.last[event.code]].decode()
            model.held[event.code] = f"tai-lieu/he-thong/{number}.md"
            steps.append(Step({path: None, model.held[event.code]: text}))
            continue
        if event.kind == "edit draft":
            steps.append(
                Step({f"du-thao/{event.code}.md": document(event.code, 90, f"Nháp {number}")})
            )
            continue
        effective = max(signed + timedelta(days=event.delay), valid.get(event.code, signed))
        valid[event.code] = effective
        change: dict[str, str | None]
        stated = {"signed": f"{signed}", "effective": f"{effective}"}
        if event.kind == "issue":
            revision = model.last.get(event.code, 0) + 1
            text = document(event.code, revision, f"Lần thứ {number}")
            model.last[event.code] = revision
            model.texts[event.code, revision] = text.encode()
            model.held[event.code] = path
            model.done.append((effective, event.code, revision))
            paper, change = (
                decision(f"{number}", issues=f"{event.code}@{revision}", **stated),
                {path: text},
            )
        elif event.kind == "withdraw" and event.code in model.held:
            del model.held[event.code]
            model.done.append((effective, event.code, None))
            paper, change = decision(f"{number}", withdraws=event.code, **stated), {path: None}
        else:
            continue
        if event.recorded == "with":
            steps.append(Step({**change, **paper}))
        elif event.recorded == "before":
            steps.extend((Step(paper), Step(change)))
        else:
            steps.append(Step(change))
            late.update(paper)
    steps.append(Step(late))
    return model, steps, signed + timedelta(days=8)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(EVENTS, max_size=12))
def test_the_set_in_force_on_each_day_and_every_text_are_those_of_a_plain_model(
    events: list[Event],
) -> None:
    model, steps, end = carried_out(events)
    root = Path(tempfile.mkdtemp())
    try:
        make_history(root, steps)
        found = control_with(load(root, TODAY), read_history(root))
        day = date(2023, 12, 31)
        while day <= end:
            assert {one.code: one.revision for one in in_force(found, day)} == model.in_force(day)
            day += timedelta(days=1)
        every = [one for code in model.last for one in history_of(found, code)]
        assert texts_of(found, every) == model.texts
        assert (found.alterations, found.unissued) == ((), ())
    finally:
        shutil.rmtree(root)
