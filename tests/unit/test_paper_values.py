"""A paper is one value: whichever it is, what was recorded of it is found again everywhere."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from _pytest.mark import ParameterSet
from conftest import BASE
from paper_check import text_of
from year_samples import COMMUNE

from isoqms.actions.papers.decision import default_path, overview, print_paper
from isoqms.actions.papers.recording import RecordRequest, plan_record, recordable
from isoqms.agenda.tasks import tasks
from isoqms.facts.papers.catalogue import BY_TASK, BY_WORD, PAPERS, PRINTED_ELSEWHERE
from isoqms.facts.papers.paper import PaperKind
from isoqms.facts.planning.acts import act
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository, load

Loaded = Callable[..., Repository]

AS_OF: Final = date(2026, 12, 20)
SIGNED: Final = date(2026, 12, 10)
TEAM: Final = """\
    auditors:
      - {post: Phó Trưởng phòng Kinh tế, unit: kinh-te, trained: 2024-05-06, lead: true}
      - {post: Công chức Phòng Kinh tế, unit: kinh-te, trained: 2024-05-06}"""
YEAR: Final[Mapping[str, str]] = {
    "nam/2026/ke-hoach.yaml": "tasks:\n"
    + "".join(
        f"  - {{id: {task}, task: Việc này, role: thu-ky-iso, due: 2026-12-15}}\n"
        for task in BY_TASK
    ),
    "nam/2026/danh-gia-noi-bo.yaml": f"""\
rounds:
  - id: dot-1
    state: da-danh-gia
    planned_from: 2026-10-14
    held: 2026-10-14
    units: [van-phong]
    clauses: [7.5.3]
{TEAM}
  - id: dot-2
    state: ke-hoach
    planned_from: 2026-12-22
    units: [van-phong]
    clauses: [7.5.3]
{TEAM}
""",
    "nam/2026/xem-xet.yaml": """\
reviews:
  - held: 2026-12-09
    chair: Chủ tịch UBND xã
    inputs: [{point: a, text: Đã xong}]
    outputs: [{point: b, text: Không}]
""",
    "nam/2026/hai-long.yaml": """\
surveys:
  - start: 2026-08-01
    end: 2026-09-30
    form: BM-HT-06-01
    method: Phát phiếu tại quầy
    subjects: Người vừa nhận kết quả
    planned: 12
    returned: 9
    answers: [{answer: Tốt, count: 9, satisfied: true}]
""",
    "nam/2026/cong-bo.yaml": (
        "announcements:\n  - {decision: 41/QĐ-UBND, announced: 2026-02-01, scope: Tất cả}\n"
    ),
    "nam/2026/nguon-luc.yaml": ("support_team:\n  - {role: Tổ trưởng, post: Chánh Văn phòng}\n"),
    "nam/2026/dao-tao.yaml": (
        "sessions:\n  - {subject: Nhận thức về ISO 9001, planned: 2026-12-18, "
        "audience: Toàn thể công chức}\n"
    ),
    "nam/2026/khong-phu-hop.yaml": f"""\
{COMMUNE["nam/2026/khong-phu-hop.yaml"]}inspections:
  - {{id: kt-01, body: Chi cục Tiêu chuẩn Đo lường Chất lượng, day: 2026-10-30}}
items:
  - id: kph-09
    found: 2026-10-30
    source: Kiểm tra của tỉnh
    inspection: kt-01
    description: Phiếu kiểm soát thiếu giờ
    cause: Ghi phiếu cuối ngày
    action: In giờ tự động
""",
    "tai-lieu/QT-HT-01.md": (
        "---\ncode: QT-HT-01\ntitle: Quy trình kiểm soát tài liệu\nkind: quy-trinh-he-thong\n"
        "revision: 1\nrequest: {requested_by: Thư ký ISO, reason: Lập hệ thống}\n"
        "records: [{name: Sổ tài liệu, kept_by: van-phong, retention: 05 năm}]\n---\n"
    ),
    "quyet-dinh/2026/39-QD-UBND.yaml": (
        "number: 39/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành\nsigned: 2026-02-01\n"
        "authority: Chủ tịch\nissues:\n  - {code: QT-HT-01, revision: 1}\n"
    ),
    "nam/2026/bao-cao.md": "---\nstart: 2026-01-01\n---\n\n## I. Một\n",
    "nam/2026/phan-phoi.yaml": (
        "withdrawn:\n  - {document: QT-99, revision: 1, unit: kinh-te, copies: 1}\n"
    ),
    "quyet-dinh/2026/40-QD-UBND.yaml": (
        "number: 40/QĐ-UBND\nkind: khac\nsummary: Thu hồi\nsigned: 2026-03-01\n"
        "authority: Chủ tịch\n"
        "withdraws:\n  - {code: QT-99, revision: 1, title: Quy trình cũ, reason: Thử}\n"
    ),
}
FILES: Final[Mapping[str, str]] = {
    **COMMUNE,
    **YEAR,
    "isoqms.yaml": BASE["isoqms.yaml"].replace("HĐND và UBND}", "HĐND và UBND, symbol: VP}"),
}
ITEMS: Final[Mapping[str, tuple[str | None, ...]]] = {
    "proposal": ("plan",),
    "training-notice": ("1",),
    "audit-opening": ("dot-1",),
    "audit-closing": ("dot-1",),
    "inspection-report": ("kt-01",),
    "audit-report": (None, "dot-1"),
    "withdrawal-minutes": ("40/QĐ-UBND",),
    "annul": ("40/QĐ-UBND",),
    "amend": ("40/QĐ-UBND",),
    "erratum": ("40/QĐ-UBND",),
    "apology": ("H36-0007", "H36-0008"),
}
"""What each paper about one of several is about here; apologies with a line and without one."""
RECORDED_HERE: Final = tuple(
    kind for kind in (*PAPERS, *PRINTED_ELSEWHERE) if kind.is_numbered and not kind.recorded_by
)


SIGNINGS: Final = tuple(
    (kind, item) for kind in RECORDED_HERE for item in ITEMS.get(kind.word, (None,))
)
"""Every paper that `decision record` records, and what it is about."""


def named(signings: Iterable[tuple[PaperKind, str | None]]) -> list[ParameterSet]:
    """As cases of a test: `audit-report dot-1`."""
    return [
        pytest.param(kind, item, id=" ".join(filter(None, (kind.word, item))))
        for kind, item in signings
    ]


def order_of(kind: PaperKind, item: str | None, *, year: int = 2026) -> PaperOrder:
    if kind.of_unit:
        return PaperOrder(year, AS_OF, item=item, signer_post="Chánh Văn phòng")
    if kind.word != "letter":
        return PaperOrder(year, AS_OF, item=item)
    return PaperOrder(
        year, AS_OF, summary="Triển khai", addressees=("Phòng Kinh tế",), paragraphs=("Đề nghị.",)
    )


def number_of(kind: PaperKind) -> str:
    return f"88/{kind.symbol}-UBND" if kind.symbol else "88/UBND-VP"


def signed(
    repository: Repository, kind: PaperKind, item: str | None = None, *, year: int = 2026
) -> Repository:
    """The repository as it is once the paper is recorded."""
    order = replace(order_of(kind, item, year=year), number=number_of(kind), signed=SIGNED)
    # What was sent out as it is may be recorded, whatever its records lack.
    request = RecordRequest(kind, order, number_of(kind), SIGNED, force=True)
    return load(repository.root, AS_OF, plan_record(repository, request).change.files)


def told(repository: Repository, kind: PaperKind, year: int = 2026) -> str:
    """What `isoqms decision` says of the paper."""
    rows = {row[0]: str(row[2]) for row in overview(repository, year).rows}
    return rows[kind.word]


def asked(repository: Repository) -> set[str]:
    """What `isoqms status` asks for."""
    return {each.key for each in tasks(repository)}


@pytest.mark.parametrize(("kind", "item"), named(SIGNINGS))
def test_what_was_recorded_is_told_of_every_paper(
    loaded: Loaded, kind: PaperKind, item: str | None
) -> None:
    before = loaded(FILES, AS_OF)
    after = signed(before, kind, item)
    (found,) = {(each.number, each.day) for each in kind.recorded_in(after, 2026)}
    assert found == (number_of(kind), SIGNED)
    assert kind.recorded_in(before, 2026) == ()
    assert number_of(kind) in (kind.told_in(after, 2026) or "")


@pytest.mark.parametrize(("kind", "item"), named(each for each in SIGNINGS if each[0] in PAPERS))
def test_a_paper_that_was_printed_and_recorded_is_no_more_said_to_lack_its_number(
    loaded: Loaded, kind: PaperKind, item: str | None
) -> None:
    before = loaded(FILES, AS_OF)
    printed = print_paper(before, kind, order_of(kind, item))
    path = default_path(before, printed, 2026)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(printed.content)
    assert told(before, kind) == "đã in, chưa ghi số"
    assert number_of(kind) in told(signed(before, kind, item), kind)


@pytest.mark.parametrize(
    "kind", [kind for kind in RECORDED_HERE if kind.task], ids=lambda kind: str(kind.word)
)
def test_the_task_that_a_paper_completes_is_done(loaded: Loaded, kind: PaperKind) -> None:
    # Only a plan that was signed asks for what is not due by the calendar.
    path = "nam/2026/ke-hoach.yaml"
    head = "" if kind.word == "plan" else "number: 05/KH-UBND\nsigned: 2026-01-05\n"
    before = loaded({**FILES, path: f"{head}{FILES[path]}"}, AS_OF)
    assert f"2026/{kind.task}" in asked(before)
    after = signed(before, kind, ITEMS.get(kind.word, (None,))[0])
    assert f"2026/{kind.task}" not in asked(after)
    done = act(after, 2026, kind.task or "")
    assert done is not None
    assert (number_of(kind) in done.words, done.day) == (True, SIGNED)
    plan = after.years[2026].plan
    assert plan is not None
    (task,) = (each for each in plan.record.tasks if each.id == kind.task)
    assert (task.done, task.evidence) == (SIGNED, number_of(kind))


@pytest.mark.parametrize(
    ("kind", "item"),
    named(each for each in SIGNINGS if each[0] in PAPERS and each[0].word != "letter"),
)
def test_who_prints_a_recorded_paper_again_has_its_number_or_is_told_it(
    loaded: Loaded, kind: PaperKind, item: str | None
) -> None:
    after = signed(loaded(FILES, AS_OF), kind, item)
    printed = print_paper(after, kind, order_of(kind, item))
    assert number_of(kind) in text_of(printed.content) + "\n".join(printed.notes)


# What no place of the year's records holds


def test_a_paper_without_a_place_of_its_own_is_marked_in_the_outgoing_register(
    loaded: Loaded,
) -> None:
    after = signed(loaded(FILES, AS_OF), BY_WORD["letter"])
    register = after.years[2026].outgoing
    assert register is not None
    assert [each.paper for each in register.record.documents] == ["2026/letter"]


def test_a_paper_with_a_place_of_its_own_is_not_marked(loaded: Loaded) -> None:
    register = signed(loaded(FILES, AS_OF), BY_WORD["plan"]).years[2026].outgoing
    assert register is not None
    assert [each.paper for each in register.record.documents] == [None]


@pytest.mark.parametrize(
    ("word", "item", "gone"),
    [
        pytest.param("report", None, "bao-cao.md", id="the report is not written here"),
        pytest.param("withdrawal-minutes", "40/QĐ-UBND", "phan-phoi.yaml", id="no receipts"),
    ],
)
def test_a_paper_whose_place_is_not_there_yet_is_found_by_its_mark(
    loaded: Loaded, word: str, item: str | None, gone: str
) -> None:
    kind = recordable(word)
    files = {path: text for path, text in FILES.items() if path != f"nam/2026/{gone}"}
    after = signed(loaded(files, AS_OF), kind, item)
    assert number_of(kind) in (kind.told_in(after, 2026) or "")


def test_a_paper_of_a_year_may_be_signed_in_another(loaded: Loaded) -> None:
    files = {**FILES, "nam/2027/nguon-luc.yaml": "people_in_charge: 4\n"}
    after = signed(loaded(files, AS_OF), BY_WORD["letter"], year=2027)
    assert told(after, BY_WORD["letter"], 2027) == "88/UBND-VP, 10/12/2026"
    assert told(after, BY_WORD["letter"], 2026) == "chưa có"


def test_a_line_noted_by_hand_gets_the_mark_when_the_paper_is_recorded(loaded: Loaded) -> None:
    line = (
        "documents:\n  - {number: 88/UBND-VP, day: 2026-12-10, type: Công văn, "
        "issuer: UBND xã An Phú, summary: Triển khai}\n"
    )
    before = loaded({**FILES, "nam/2026/van-ban-di.yaml": line}, AS_OF)
    after = signed(before, BY_WORD["letter"])
    register = after.years[2026].outgoing
    assert register is not None
    assert [each.paper for each in register.record.documents] == ["2026/letter"]


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param("2026/letters", id="a longer word"),
        pytest.param("2025/letter", id="another year"),
        pytest.param("letter", id="no year"),
    ],
)
def test_the_mark_of_another_paper_proves_nothing(loaded: Loaded, mark: str) -> None:
    line = (
        "documents:\n  - {number: 88/UBND-VP, day: 2026-12-10, type: Công văn, "
        f"issuer: UBND xã An Phú, summary: Triển khai, paper: {mark}}}\n"
    )
    repository = loaded({**FILES, "nam/2026/van-ban-di.yaml": line}, AS_OF)
    assert BY_WORD["letter"].recorded_in(repository, 2026) == ()


def test_a_decision_that_another_command_records_is_told_too(loaded: Loaded) -> None:
    decision = (
        "number: 41/QĐ-UBND\nkind: cong-bo\nsummary: Công bố\nsigned: 2026-02-01\n"
        "authority: Chủ tịch\n"
    )
    repository = loaded({**FILES, "quyet-dinh/2026/41-QD-UBND.yaml": decision}, AS_OF)
    assert told(repository, BY_WORD["announcement"]) == "41/QĐ-UBND, 01/02/2026"


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        pytest.param(date(2026, 3, 25), "chưa có", id="the day before it was signed"),
        pytest.param(date(2026, 3, 26), "62/QĐ-UBND, 26/3/2026", id="the day itself"),
    ],
)
def test_a_decision_that_the_records_name_is_told_from_its_day_on(
    loaded: Loaded, as_of: date, said: str
) -> None:
    files = {
        **COMMUNE,
        "nam/2026/muc-tieu.yaml": f"decision: 62/QĐ-UBND\n{COMMUNE['nam/2026/muc-tieu.yaml']}",
        "quyet-dinh/2026/62-QD-UBND.yaml": (
            "number: 62/QĐ-UBND\nkind: khac\nsummary: Mục tiêu\nsigned: 2026-03-26\n"
            "authority: Chủ tịch\n"
        ),
    }
    assert told(loaded(files, as_of), BY_WORD["policy-objectives"]) == said


def test_a_decision_that_the_records_name_by_its_number_only_is_told_so(loaded: Loaded) -> None:
    files = {**COMMUNE, "nam/2026/danh-gia-noi-bo.yaml": "team_decision: 78/QĐ-UBND\n"}
    assert told(loaded(files, AS_OF), BY_WORD["audit-team"]) == "78/QĐ-UBND"


# What a paper must say of itself


def test_no_paper_can_be_made_that_does_not_say_where_its_number_goes() -> None:
    make: Callable[..., PaperKind] = PaperKind
    with pytest.raises(TypeError, match="place"):
        make("training-plan", "Kế hoạch đào tạo", "Kế hoạch", "KH", "a.b")


def test_papers_are_told_apart_by_word_and_by_task() -> None:
    every = (*PAPERS, *PRINTED_ELSEWHERE)
    assert len({kind.word for kind in every}) == len(every)
    assert len(BY_TASK) == len([kind for kind in every if kind.task])


@pytest.mark.parametrize("kind", [*PAPERS, *PRINTED_ELSEWHERE], ids=lambda kind: str(kind.word))
def test_each_paper_is_printed_here_or_says_by_what_command(kind: PaperKind) -> None:
    assert bool(kind.maker) != bool(kind.printed_by)
