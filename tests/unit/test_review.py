"""The management review.

Its inputs told from the records, and the command that keeps its record.
"""

import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from conftest import BASE
from hypothesis import given
from hypothesis import strategies as st
from made_history import Step, make_history

from isoqms.actions.review.overview import overview
from isoqms.cli.commands import app
from isoqms.facts.planning.risks import level_after
from isoqms.facts.review.inputs import TELLERS, Input, review_inputs
from isoqms.facts.review.reviews import State, conclusions, state_of
from isoqms.model.review import ReviewOutput
from isoqms.packs import load_standard
from isoqms.repository import Repository, load

Loaded = Callable[..., Repository]
AS_OF = ("--as-of", "2025-12-31")
FILE = "nam/2025/xem-xet.yaml"

YEAR: Mapping[str, str] = {
    "nam/2024/xem-xet.yaml": """\
reviews:
  - held: 2024-11-20
    minutes: Biên bản số 9/BB-UBND
    outputs:
      - {point: a, text: Gộp biểu mẫu, role: thu-ky-iso, due: 2025-03-31, done: 2025-03-20,
         result: Còn 12 biểu mẫu}
      - {point: b, text: Sửa quy trình, role: thu-ky-iso, due: 2025-03-31, done: 2025-04-02}
      - {point: c, text: Mua máy quét, role: dai-dien-lanh-dao, due: 2025-06-30}
      - {point: c, text: Tuyển thêm người, due: 2026-06-30}
""",
    "nam/2024/ho-so.yaml": (
        "periods:\n  - {start: 2024-01-01, end: 2024-12-31, carried_over: 0, received: 100,"
        " early_or_on_time: 90, late: 10}\n"
    ),
    "nam/2025/ho-so.yaml": (
        "periods:\n  - {start: 2025-01-01, end: 2025-09-30, carried_over: 0, received: 100,"
        " early_or_on_time: 95, late: 5}\n"
        "  - {start: 2025-10-01, end: 2026-03-31, carried_over: 0, received: 50, early_or_on_time: "
        "1, late: 49}\n"
    ),
    "nam/2025/hai-long.yaml": (
        "surveys:\n"
        "  - {sent: 120, returned: 100, answers: [{answer: Tốt, count: 90, satisfied: true}, "
        "{answer: Kém, count: 10}], report: Báo cáo số 5/BC-UBND ngày 01/10/2025}\n"
    ),
    "nam/2025/khieu-nai.yaml": "none_received: true\n",
    "nam/2025/khong-phu-hop.yaml": """\
items:
  - {id: kph-01, found: 2025-05-05, source: Đánh giá, description: Thiếu phiếu, closed: 2025-06-01}
  - {id: kph-02, found: 2025-05-06, source: Đánh giá, description: Trễ hạn, action: Phân công lại,
     due: 2025-07-01}
""",
    "nam/2025/muc-tieu.yaml": """\
objectives:
  - {id: dung-han, text: Đúng hạn từ 98%, target: 98, unit_of_measure: '%',
     figure: cases_on_time_rate}
  - {id: tap-huan, text: Tập huấn đủ, target: 2, results: [{period: Quý III, value: 2}]}
  - {id: so-hoa, text: Số hóa, target: 90}
""",
    "nam/2025/rui-ro.yaml": """\
risks:
  - {id: tre-han, kind: rui-ro, process: Một cửa, description: Hồ sơ trễ, likelihood: 4,
     severity: 4,
     action: Nhắc hạn, done: 2025-08-01, result: Đã nhắc, likelihood_after: 2, severity_after: 3}
  - {id: hen-gio, kind: co-hoi, process: Một cửa, description: Hẹn giờ trả kết quả, likelihood: 3,
     severity: 3}
""",
    "nam/2025/danh-gia-noi-bo.yaml": """\
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-10
    units: [van-phong]
    findings:
      - {kind: khong-phu-hop, text: Thiếu giờ giao nhận}
      - {kind: luu-y, text: Nên gộp hai sổ}
  - {id: dot-2, state: ke-hoach, planned_from: 2026-01-05}
""",
    "nam/2025/nguon-luc.yaml": (
        "people_in_charge: 4\nconsultant: Công ty tư vấn B\nbudget:\n"
        "  - {item: Duy trì, planned: 8, spent: 5}\n"
    ),
    "nam/2025/dao-tao.yaml": "sessions:\n  - {subject: Nhận thức, held: 2025-03-03, participants: "
    "30}\n",
    "boi-canh/van-de.yaml": (
        "reviewed: 2025-04-01\nissues:\n"
        "  - {origin: ben-ngoai, topic: Pháp luật, issue: Luật mới, effect: Phải sửa, "
        "response: Rà soát}\n"
    ),
    "ben-ngoai/van-ban.yaml": (
        "documents:\n"
        "  - {number: 118/2025/NĐ-CP, title: Nghị định về một cửa, issuer: Chính phủ, issued: "
        "2025-06-09, effective: 2025-07-01}\n"
    ),
}
"""A year of which every input knows something."""


def told(repository: Repository, point: str, held: date | None = None) -> Input:
    return next(each for each in review_inputs(repository, 2025, held) if each.point == point)


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (
            "a",
            (
                "Cuộc xem xét ngày 20/11/2024 có 4 kết luận: 1 đã xong, 1 xong trễ hạn, "
                "1 đang làm, 1 quá hạn."
            ),
        ),
        (
            "a",
            "«Gộp biểu mẫu», Thư ký ISO, hạn 31/3/2025: đã xong ngày 20/3/2025: Còn 12 biểu mẫu.",
        ),
        (
            "a",
            (
                "«Mua máy quét», Phó Chủ tịch UBND xã, hạn 30/6/2025: quá hạn, "
                "chưa ghi ngày hoàn thành."
            ),
        ),
        (
            "b",
            (
                "Bối cảnh rà soát ngày 01/4/2025: 1 vấn đề bên ngoài, 0 vấn đề nội bộ. "
                "Pháp luật: Luật mới."
            ),
        ),
        ("b", "Từ ngày 20/11/2024 có 1 văn bản bắt đầu có hiệu lực (118/2025/NĐ-CP)."),
        ("c1", "phát 120 phiếu, thu về 100 (83,3%); 90/100 hài lòng, đạt 90%."),
        ("c1", "Trong kỳ không phát sinh khiếu nại, phản ánh."),
        ("c2", "3 mục tiêu: 1 đạt, 1 chưa đạt, 1 chưa có kết quả hoặc chưa có chỉ tiêu để so."),
        ("c2", "«Đúng hạn từ 98%»: 95% (tính từ hồ sơ của năm), chỉ tiêu tối thiểu 98%: chưa đạt."),
        ("c3", "đúng, trước hạn 95 (95%, năm 2024 là 90%, tăng 5 điểm phần trăm); trễ hạn 5 (5%)"),
        ("c4", "2 sự không phù hợp: 1 đã đóng, 1 chưa đóng, trong đó 1 quá hạn."),
        ("c4", "Sự không phù hợp kph-02: Trễ hạn; đang khắc phục, hạn 01/7/2025 (quá hạn)."),
        ("c5", "Số liệu hồ sơ được theo dõi 1 kỳ, đến ngày 30/9/2025."),
        ("c6", "Đã đánh giá 1/2 đợt, đợt cuối ngày 10/9/2025; 1/2 đơn vị đã được đánh giá."),
        ("c6", "Phát hiện: 1 không phù hợp, 1 lưu ý."),
        ("c7", "Tổ chức tư vấn: Công ty tư vấn B."),
        ("d", "Kinh phí 1 khoản: dự toán 8 triệu đồng, đã chi 5 triệu đồng."),
        ("e", "«Hồ sơ trễ» (điểm từ 16 còn 6): Đã nhắc."),
        ("f", "Cơ hội: Hẹn giờ trả kết quả."),
        ("f", "Lưu ý của đánh giá nội bộ: Nên gộp hai sổ."),
    ],
)
def test_an_input_tells_what_the_records_of_the_year_bear_out(
    loaded: Loaded, point: str, words: str
) -> None:
    assert words in told(loaded(YEAR), point).text


@pytest.mark.parametrize(
    ("point", "gap", "command"),
    [
        ("a", "không ghi cuộc xem xét nào", "isoqms review input --point a"),
        ("b", "không được rà soát", "isoqms new context-issue"),
        ("c1", "Chưa có kết quả khảo sát", "isoqms new survey"),
        ("c2", "Chưa có mục tiêu", "isoqms new objective"),
        ("c3", "Chưa có số liệu hồ sơ", "isoqms export ho-so"),
        ("c4", "Chưa có sổ theo dõi", "isoqms new nonconformity"),
        ("c5", "Chưa có danh mục thủ tục", "isoqms export danh-muc"),
        ("c6", "Chưa có đợt đánh giá", "isoqms audit"),
        ("c7", "do đơn vị sử dụng ghi", "isoqms review input --point c7"),
        ("d", "Chưa có hồ sơ nguồn lực", "isoqms new budget"),
        ("e", "Chưa có bảng rủi ro", "isoqms new risk"),
        ("f", "Chưa có cơ hội cải tiến", "isoqms review input --point f"),
    ],
)
def test_an_input_of_which_no_record_speaks_says_what_is_missing_and_nothing_else(
    loaded: Loaded, point: str, gap: str, command: str
) -> None:
    found = told(loaded({FILE: "reviews: []\n"}), point)
    assert found.text == ""
    assert any(gap in each.words and each.command.startswith(command) for each in found.gaps)


def test_laws_whose_days_are_not_recorded_are_not_said_to_be_unchanged(loaded: Loaded) -> None:
    law = "documents: [{number: 61/2018/NĐ-CP, title: Nghị định, issuer: Chính phủ}]\n"
    found = told(loaded({FILE: "reviews: []\n", "ben-ngoai/van-ban.yaml": law}), "b")
    assert found.text == ""
    assert any("1 văn bản bên ngoài chưa ghi ngày có hiệu lực" in gap.words for gap in found.gaps)


@pytest.mark.parametrize(
    ("as_of", "command"),
    [
        pytest.param(date(2025, 12, 31), "isoqms new survey", id="its own year"),
        pytest.param(date(2026, 1, 5), "isoqms new survey --year 2025", id="the year is over"),
    ],
)
def test_a_command_names_the_year_where_it_would_take_another(
    loaded: Loaded, as_of: date, command: str
) -> None:
    found = told(loaded({FILE: "reviews: []\n"}, as_of), "c1")
    assert found.gaps[0].command == command


def test_each_point_of_the_standard_has_somebody_who_tells_it(loaded: Loaded) -> None:
    assert list(TELLERS) == [
        each.point for each in review_inputs(loaded({FILE: "reviews: []\n"}), 2025)
    ]


def test_an_edition_whose_points_are_not_known_yet_is_reviewed_by_those_before(
    loaded: Loaded,
) -> None:
    settings = f"{BASE['isoqms.yaml']}packs: {{standard: iso-9001-2026}}\n"
    repository = loaded({"isoqms.yaml": settings, FILE: "reviews: []\n"})
    assert load_standard("iso-9001-2026").review_inputs == ()
    assert len(review_inputs(repository, 2025)) == 12


@pytest.mark.parametrize(
    ("held", "words"),
    [
        pytest.param(date(2025, 6, 1), "đã giải quyết", id="no period is over yet"),
        pytest.param(date(2025, 9, 9), "đợt cuối", id="no audit was held yet"),
    ],
)
def test_what_was_not_known_on_the_day_of_the_meeting_is_not_told(
    loaded: Loaded, held: date, words: str
) -> None:
    assert all(words not in each.text for each in review_inputs(loaded(YEAR), 2025, held))


def test_every_sentence_names_a_file_that_is_there(loaded: Loaded) -> None:
    repository = loaded(YEAR)
    places = [each.place for line in review_inputs(repository, 2025) for each in line.told]
    assert places
    assert all(repository.holds(place.path) for place in places)


DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@given(due=st.none() | DAYS, done=st.none() | DAYS, day=DAYS)
def test_a_conclusion_is_open_until_it_is_done_and_never_overdue_without_a_day(
    due: date | None, done: date | None, day: date
) -> None:
    state = state_of(ReviewOutput(point="a", text="Việc", due=due, done=done), day)
    assert state.is_open is (done is None or done > day)
    assert due is not None or state in (State.OPEN, State.DONE)


@pytest.mark.parametrize(
    ("output", "state"),
    [
        ("due: 2025-12-31", State.OPEN),
        ("due: 2025-12-30", State.OVERDUE),
        ("due: 2025-12-30, done: 2025-12-30", State.DONE),
        ("due: 2025-12-29, done: 2025-12-30", State.DONE_LATE),
        ("done: 2026-01-01", State.OPEN),
        ("done: 2025-12-01", State.DONE),
    ],
)
def test_the_state_of_a_conclusion_follows_from_its_days(
    loaded: Loaded, output: str, state: State
) -> None:
    files = {
        FILE: f"reviews:\n  - held: 2025-11-20\n    outputs: [{{point: a, text: Việc, {output}}}]\n"
    }
    (found,) = conclusions(loaded(files), 2025, date(2025, 12, 31))
    assert found.state is state


def test_a_point_of_which_there_is_nothing_is_no_conclusion_to_follow(loaded: Loaded) -> None:
    text = (
        "reviews:\n  - held: 2025-11-20\n"
        "    outputs: [{point: b, text: Không.}, {point: a, text: Gộp biểu mẫu}]\n"
    )
    (found,) = conclusions(loaded({FILE: text}), 2025, date(2025, 12, 31))
    assert (found.number, found.index) == (1, 1)


HELD = "  - held: 2025-11-20\n"
INPUTS = "    inputs: [{point: a, text: Đã xong}, {point: c1, text: Tốt}]\n"
OUTPUTS = "    outputs: [{point: a, text: Việc, role: thu-ky-iso, due: 2026-01-31}]\n"
MINUTES = "    minutes: Biên bản số 11/BB-UBND\n"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        pytest.param("reviews: []\n", "isoqms review prepare", id="no meeting"),
        pytest.param(
            "reviews: [{held: 2026-01-20}]\n", "isoqms review prepare", id="inputs to be had"
        ),
        pytest.param(f"reviews:\n{HELD}", "isoqms review output", id="held"),
        pytest.param(
            f"reviews:\n{HELD}{OUTPUTS}", "isoqms decision review-minutes", id="concluded"
        ),
        pytest.param(
            f"reviews:\n{HELD}{INPUTS}{OUTPUTS}", "isoqms new context-issue", id="inputs left out"
        ),
        pytest.param(f"reviews:\n{HELD}{OUTPUTS}{MINUTES}", "isoqms review confirm", id="minuted"),
        pytest.param(
            "reviews:\n"
            f"{HELD}{OUTPUTS}{MINUTES}confirmation: {{day: 2025-11-21, document: Biên bản}}\n",
            "isoqms review done 1 --year 2025",
            id="confirmed",
        ),
        pytest.param(
            f"reviews:\n{HELD}{OUTPUTS[:-3]}, done: 2025-12-01}}]\n{MINUTES}"
            "confirmation: {day: 2025-11-21, document: Biên bản}\n",
            "",
            id="all done",
        ),
    ],
)
def test_the_next_step_is_the_first_that_is_not_done(
    loaded: Loaded, text: str, command: str
) -> None:
    files = {FILE: text, "nam/2025/khieu-nai.yaml": "none_received: true\n"}
    step = overview(loaded(files), 2025).step
    assert step.command.startswith(command)
    assert bool(step.command) == bool(command)


# The command


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The year as a repository with its history."""
    root = tmp_path / "kho"
    make_history(root, [Step({**BASE, **YEAR})])
    return root


def run(root: Path, *words: str) -> int:
    return int(
        app([*("review", words[0]), "-C", str(root), *AS_OF, *words[1:]], standalone_mode=False)
        or 0
    )


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_in_a_terminal_the_point_is_asked_for_until_it_is_one_of_those_shown(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    when = ("--held", "2025-12-15", "--no-input")
    assert run(kept, "prepare", *when) == 0
    monkeypatch.setattr("sys.stdin", _Terminal("9\n2\nGộp hai biểu mẫu\n1\n\n"))
    assert run(kept, "output") == 0
    assert "Không có điểm «9»" in capsys.readouterr().err
    assert "point: b" in record(kept)


def record(root: Path) -> str:
    return (root / FILE).read_text(encoding="utf-8")


def prepared(root: Path, held: str = "2025-12-20") -> None:
    assert run(root, "prepare", "--held", held, "--no-input") == 0


def test_preparing_writes_every_input_that_the_records_tell(kept: Path) -> None:
    prepared(kept)
    (review,) = load(kept, date(2025, 12, 31)).years[2025].reviews.record.reviews  # type: ignore[union-attr]
    assert [item.point for item in review.inputs] == list(TELLERS)
    assert review.held == date(2025, 12, 20)


def test_preparing_again_changes_nothing(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prepared(kept)
    before = record(kept)
    prepared(kept)
    assert record(kept) == before
    assert "không có gì mới để ghi" in capsys.readouterr().out


def test_what_a_person_wrote_stays_until_it_is_asked_to_be_filled_again(kept: Path) -> None:
    prepared(kept)
    assert run(kept, "input", "--point", "C3", "--text", "Lời của xã", "--no-input") == 0
    prepared(kept)
    assert "Lời của xã" in record(kept)
    assert run(kept, "prepare", "--refresh", "c3", "--no-input") == 0
    assert "Lời của xã" not in record(kept)


def test_comments_in_the_file_stay(kept: Path) -> None:
    (kept / FILE).write_text("# của thư ký\nreviews: []  # chưa họp\n", encoding="utf-8")
    prepared(kept)
    assert record(kept).startswith("# của thư ký\nreviews:")


def test_the_day_of_the_meeting_may_be_moved(kept: Path) -> None:
    prepared(kept, "2025-12-30")
    prepared(kept, "2025-12-25")
    assert record(kept).count("held:") == 1
    assert "held: 2025-12-25" in record(kept)


def test_a_conclusion_is_recorded_done_and_the_validity_confirmed(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(kept)
    words = (
        "--point",
        "c",
        "--text",
        "Mua máy in",
        "--role",
        "thu-ky-iso",
        "--due",
        "2026-02-01",
        "--no-input",
    )
    assert run(kept, "output", *words) == 0
    assert run(kept, "done", "1", "--on", "2025-12-22", "--result", "Đã mua", "--no-input") == 0
    assert (
        run(
            kept,
            "confirm",
            "--day",
            "2025-12-21",
            "--document",
            "Biên bản số 1/BB-UBND",
            "--no-input",
        )
        == 0
    )
    capsys.readouterr()
    assert app(["review", "-C", str(kept), *AS_OF, "--format", "json"], standalone_mode=False) == 0
    found = json.loads(capsys.readouterr().out)
    (conclusion,) = found["conclusions"]
    assert (conclusion["state"], conclusion["done"], conclusion["result"]) == (
        "da-xong",
        "2025-12-22",
        "Đã mua",
    )
    assert found["confirmation"] == {"day": "2025-12-21", "document": "Biên bản số 1/BB-UBND"}
    assert [each["number"] for each in found["earlier"]] == [3, 4]


def test_a_conclusion_of_the_year_before_is_followed_up_in_its_own_year(kept: Path) -> None:
    words = (
        "done",
        "3",
        "--year",
        "2024",
        "--on",
        "2025-12-01",
        "--result",
        "Đã trang bị",
        "--no-input",
    )
    assert run(kept, *words) == 0
    assert 'done: 2025-12-01, result: "Đã trang bị"' in (kept / "nam/2024/xem-xet.yaml").read_text(
        encoding="utf-8"
    )


def test_a_dry_run_writes_nothing(kept: Path) -> None:
    assert run(kept, "prepare", "--held", "2025-12-20", "--dry-run", "--no-input") == 0
    assert not (kept / FILE).exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("prepare", "--no-input"), "họp ngày nào", id="no day"),
        pytest.param(
            ("prepare", "--held", "2026-01-05", "--year", "2025"),
            "không thuộc năm 2025",
            id="other year",
        ),
        pytest.param(
            ("prepare", "--held", "2025-12-20", "--refresh", "z"),
            "Không có điểm «z»",
            id="no such point",
        ),
        pytest.param(
            ("input", "--point", "a", "--text", "Lời"),
            "chưa có cuộc xem xét nào",
            id="input of no review",
        ),
        pytest.param(
            ("output", "--point", "a", "--text", "Việc"),
            "chưa ghi cuộc xem xét nào",
            id="output of none",
        ),
        pytest.param(
            ("done", "1", "--on", "2025-12-01"), "Không có kết luận số 1", id="no conclusion"
        ),
        pytest.param(
            ("done", "1", "--on", "2025-12-01", "--year", "2024"),
            "đã ghi xong ngày 20/3/2025",
            id="done already",
        ),
        pytest.param(
            ("done", "3", "--on", "2026-01-01", "--year", "2024"),
            "còn ở phía trước",
            id="done tomorrow",
        ),
        pytest.param(
            ("done", "3", "--on", "2024-11-01", "--year", "2024"),
            "trước ngày họp",
            id="done before",
        ),
        pytest.param(
            ("confirm", "--day", "2025-12-20", "--document", "Biên bản"),
            "chưa có gì để xác nhận",
            id="none",
        ),
        pytest.param(("confirm", "--day", "2025-12-20"), "Còn thiếu: --document", id="no document"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_a_sentence(
    kept: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    given = words if "--no-input" in words else (*words, "--no-input")
    assert run(kept, *given) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("output", "--point", "d", "--text", "Việc"), "Không có điểm «d»", id="point"),
        pytest.param(
            ("output", "--point", "a", "--text", "V", "--role", "thu-ky"),
            "Không có vai trò",
            id="role",
        ),
        pytest.param(
            ("output", "--point", "a", "--text", "V", "--due", "2025-12-01"),
            "trước ngày họp",
            id="due",
        ),
        pytest.param(("output", "--point", "a", "--text", " "), "đang bỏ trống", id="no words"),
        pytest.param(
            ("confirm", "--day", "2025-12-19", "--document", "B"),
            "chưa có gì để xác nhận",
            id="too early",
        ),
        pytest.param(
            ("confirm", "--day", "2026-01-01", "--document", "B"), "còn ở phía trước", id="tomorrow"
        ),
    ],
)
def test_what_does_not_fit_the_meeting_is_refused(
    kept: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    prepared(kept)
    before = record(kept)
    assert run(kept, *words, "--no-input") == 2
    assert message in capsys.readouterr().err
    assert record(kept) == before


def test_a_second_confirmation_must_be_wanted(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(kept)
    first = ("confirm", "--day", "2025-12-21", "--document", "Biên bản số 1/BB-UBND", "--no-input")
    second = ("confirm", "--day", "2025-12-30", "--document", "Văn bản số 2/UBND-VX", "--no-input")
    assert [run(kept, *first), run(kept, *second), run(kept, *second, "--replace")] == [0, 2, 0]
    assert "Đã có xác nhận hiệu lực ngày 21/12/2025" in capsys.readouterr().err
    assert "Văn bản số 2/UBND-VX" in record(kept)


def test_a_meeting_still_to_come_has_concluded_nothing(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("-C", str(kept), "--as-of", "2025-12-01")
    assert app(["review", "prepare", *words, "--held", "2025-12-20"], standalone_mode=False) == 0
    assert (
        app(
            ["review", "output", *words, "--point", "a", "--text", "Việc", "--no-input"],
            standalone_mode=False,
        )
        == 2
    )
    assert "còn ở phía trước (ngày 20/12/2025)" in capsys.readouterr().err


def test_an_option_before_the_step_is_not_lost_in_silence(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        app(["review", "-C", str(kept), "prepare", "--held", "2025-12-20"], standalone_mode=False)
        == 2
    )
    assert "Ghi -C sau chữ «prepare»" in capsys.readouterr().err


def test_the_screen_tells_meeting_inputs_conclusions_and_the_next_step(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app(["review", "-C", str(kept), *AS_OF], standalone_mode=False) == 0
    shown = capsys.readouterr().out
    for words in (
        "Cuộc họp: chưa có",
        "Đầu vào: 12/12",
        "Kết luận năm 2024 chưa xong",
        "isoqms update objective so-hoa",
        "Việc tiếp theo: Ấn định ngày họp",
    ):
        assert words in shown


def test_the_whole_text_is_shown_where_it_is_asked_for(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app(["review", "-C", str(kept), *AS_OF, "--text"], standalone_mode=False) == 0
    assert "90/100 hài lòng, đạt 90%." in capsys.readouterr().out


def test_a_year_without_records_is_refused(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app(["review", "-C", str(kept), *AS_OF, "--year", "2019"], standalone_mode=False) == 2
    assert "không có hồ sơ năm 2019" in capsys.readouterr().err


def test_a_risk_judged_anew_in_one_part_only_weighs_the_same_in_review_and_register(
    loaded: Callable[..., Repository],
) -> None:
    files = {
        "nam/2025/rui-ro.yaml": """\
acceptable: 8
risks:
  - {id: tre-han, kind: rui-ro, process: Một cửa, description: Hồ sơ trễ, likelihood: 4,
     severity: 4, action: Nhắc hạn, done: 2025-08-01, result: Đã nhắc, likelihood_after: 2}
""",
    }
    repository = loaded(files)
    assert "(điểm từ 16 còn 8)" in told(repository, "e").text
    (row,) = repository.rows.risks
    assert level_after(row.record) == 8
