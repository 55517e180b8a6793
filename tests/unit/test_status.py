"""`isoqms status` and `isoqms` alone.

What a secretary reads, what a program reads, and a menu that lets go.
"""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of

from isoqms.actions.planning.handover import as_docx, sheets_of
from isoqms.actions.planning.status import as_message, status
from isoqms.cli.commands import COMMANDS, app
from isoqms.cli.planning.home import USUAL
from isoqms.facts.records.reasons import reasons
from isoqms.pages.layout.sheets import shown
from isoqms.pages.planning.to_do import SHORT
from isoqms.resources import packs

MakeRepository = Callable[..., Path]
KRONG_NO = packs() / "samples" / "krong-no"

SMALL = {
    "quyet-dinh/2025/01-QD-UBND.yaml": (
        "number: 01/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành hệ thống tài liệu\n"
        "signed: 2025-01-10\n"
        "authority: Chủ tịch UBND xã An Phú\nstated: {issued: 20}\n"
        "file: {path: quyet-dinh/2025/01-QD-UBND.pdf}\n"
    ),
    "quyet-dinh/2025/09-QD-UBND.yaml": (
        "number: 09/QĐ-UBND\nkind: chinh-sach-muc-tieu\nsummary: Ban hành mục tiêu chất lượng\n"
        "signed: 2025-03-20\n"
        "effective: 2025-03-01\nretroactive_reason: Mục tiêu đã áp dụng từ đầu tháng\n"
        "authority: Chủ tịch UBND xã An Phú\n"
    ),
    "nam/2025/ke-hoach.yaml": (
        "number: 05/KH-UBND\nsigned: 2025-01-20\ntasks:\n"
        "  - {id: xem-xet-lanh-dao, task: Họp xem xét, role: dai-dien-lanh-dao, due: 2025-11-20}\n"
    ),
    "nam/2025/khong-phu-hop.yaml": (
        "items:\n"
        "  - {id: kph-01, found: 2025-09-30, source: Đánh giá nội bộ, description: "
        "Thiếu giờ giao nhận, action: In giờ tự động, role: bo-phan-mot-cua, due: 2025-10-31}\n"
    ),
    "nam/2025/danh-gia-noi-bo.yaml": (
        "rounds:\n  - {id: dot-1, state: da-danh-gia, held: 2025-09-30}\n"
        "  - {id: dot-2, state: huy, reason: Nhập vào đợt 1}\n"
    ),
    "nam/2025/dao-tao.yaml": "sessions:\n  - {subject: Nhận thức ISO, held: 2025-05-05}\n",
    "nam/2025/hai-long.yaml": (
        "surveys:\n"
        "  - {plan: Kế hoạch số 11 ngày 01/7/2025, report: Báo cáo số 95 ngày 29/10/2025}\n"
    ),
    "nam/2025/bao-cao.md": "---\nnumber: 45/BC-UBND\nsigned: 2025-10-30\n---\n",
    "nam/2025/ho-so.yaml": "periods:\n  - {start: 2025-01-01, end: 2025-09-30, received: 10}\n",
    "nam/2025/rui-ro.yaml": (
        "risks:\n"
        "  - {id: tre, kind: rui-ro, process: QT, description: Trễ, likelihood: 1, severity: 3}\n"
    ),
    "boi-canh/van-de.yaml": "reviewed: 2025-04-10\n",
}
AS_OF = "2025-11-05"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = app(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


# The list


def test_the_list_reads_as_it_did(
    make_repository: MakeRepository,
    capsys: pytest.CaptureFixture[str],
    golden: Callable[[str, str], None],
) -> None:
    code, out, err = run(capsys, "status", str(make_repository(SMALL)), "--as-of", AS_OF)
    assert code == 0
    assert err.startswith("Lưu ý: «kho» không có lịch sử")
    golden("status-small.txt", out)


def test_nothing_to_do_is_said_kindly_with_what_comes_next(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    reviewed = (
        "reviews: [{held: 2025-11-04, minutes: Biên bản số 11}]\n"
        "confirmation: {day: 2025-11-04, document: Biên bản số 11}\n"
    )
    files = {
        **SMALL,
        "nam/2025/khong-phu-hop.yaml": "items: []\n",
        "nam/2025/xem-xet.yaml": reviewed,
    }
    code, out, _ = run(capsys, "status", str(make_repository(files)), "--as-of", AS_OF)
    assert code == 0
    assert "không có việc nào quá hạn, đến hạn hay đang mở" in out
    assert "Việc gần nhất: Kết thúc dãy số văn bản của năm" in out
    assert out.endswith("hạn 31/12/2025.\n")


def test_what_comes_later_is_shown_only_when_asked_for(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(make_repository(SMALL))
    assert "VỀ SAU" not in run(capsys, "status", root, "--as-of", AS_OF)[1]
    assert "VỀ SAU" in run(capsys, "status", root, "--as-of", AS_OF, "--all")[1]


def test_a_title_cannot_repaint_the_screen(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = SMALL["nam/2025/khong-phu-hop.yaml"].replace("Thiếu giờ giao nhận", '"Thiếu \\e[31mgiờ"')
    root = make_repository({**SMALL, "nam/2025/khong-phu-hop.yaml": evil})
    for form in ((), ("--format", "text"), ("--format", "json"), ("--format", "ics")):
        assert "\x1b" not in run(capsys, "status", str(root), "--as-of", AS_OF, *form)[1]


# The other forms


def test_json_is_one_stable_object(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(
        capsys, "status", str(make_repository(SMALL)), "--as-of", AS_OF, "--format", "json"
    )
    answer = json.loads(out)
    assert code == 0
    assert err.startswith("Lưu ý: «kho» không có lịch sử")
    assert list(answer) == ["version", "as_of", "agency", "counts", "tasks"]
    assert (answer["version"], answer["as_of"], answer["agency"]) == (1, AS_OF, "UBND xã An Phú")
    assert sum(answer["counts"].values()) == len(answer["tasks"])
    assert answer["tasks"][0] == {
        "id": "2025/kph-01",
        "kind": "nonconformity",
        "title": "Khắc phục sự không phù hợp «kph-01»: Thiếu giờ giao nhận",
        "state": "overdue",
        "due": "2025-10-31",
        "days_left": -5,
        "legal": False,
        "basis": "TCVN ISO 9001:2015, 10.2",
        "role": "Công chức Bộ phận Một cửa",
        "command": "isoqms update nonconformity kph-01 --year 2025",
        "path": "nam/2025/khong-phu-hop.yaml",
        "route": ["items", 0],
    }


def test_the_text_is_short_enough_for_a_chat(make_repository: MakeRepository) -> None:
    many = "".join(
        f"  - {{id: kph-{n:02}, found: 2025-09-30, source: Sổ, due: 2025-10-31,"
        f" description: Điều không phù hợp thứ {n} {'rất dài ' * 20}}}\n"
        for n in range(1, 31)
    )
    root = make_repository({**SMALL, "nam/2025/khong-phu-hop.yaml": f"items:\n{many}"})
    lines = as_message(status(root, date(2025, 11, 5))).splitlines()
    assert len(lines) == SHORT
    assert lines[0] == "UBND xã An Phú: việc ISO cần làm, ngày 05/11/2025"
    assert lines[-1].startswith("… và ")
    assert max(map(len, lines)) < 200
    assert "isoqms" not in "\n".join(lines)


def test_the_calendar_holds_what_has_a_day_under_names_that_stay(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(make_repository(SMALL))
    first = run(capsys, "status", root, "--as-of", AS_OF, "--format", "ics")[1]
    later = run(capsys, "status", root, "--as-of", "2025-11-06", "--format", "ics")[1]
    names = [line for line in first.split("\r\n") if line.startswith("UID:")]
    assert "UID:nonconformity-2025-kph-01@ubnd-xa-an-phu.isoqms" in names
    assert len(names) == len(set(names)) == first.count("BEGIN:VEVENT")
    assert set(names) <= {line for line in later.split("\r\n") if line.startswith("UID:")}


@pytest.mark.parametrize(
    ("form", "begins"), [("json", b"{\n"), ("ics", b"BEGIN:VCALENDAR\r\n"), ("text", b"UBND")]
)
def test_a_form_can_go_into_a_file(
    make_repository: MakeRepository, tmp_path: Path, form: str, begins: bytes
) -> None:
    path = tmp_path / "viec"
    arguments = [
        "status",
        str(make_repository(SMALL)),
        "--as-of",
        AS_OF,
        "--format",
        form,
        "-o",
        str(path),
    ]
    assert app(arguments) == 0
    assert path.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--docx", "--all"],
        ["--docx", "--format", "json"],
        ["--law", "-o", "luat.docx"],
        ["--handover", "--format", "json"],
        ["--handover", "--all"],
    ],
    ids=" ".join,
)
def test_options_that_contradict_each_other_are_refused(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, out, err = run(capsys, "status", str(make_repository(SMALL)), *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: ")
    assert "không đi cùng" in err


# The handover page


def test_the_handover_page_reads_as_it_did(
    make_repository: MakeRepository, golden: Callable[[str, str], None]
) -> None:
    golden(
        "handover-small.txt", text_of(as_docx(status(make_repository(SMALL), date(2026, 1, 15)))[0])
    )


@pytest.mark.parametrize("as_of", [date(2022, 12, 20), date(2023, 2, 1)])
def test_the_handover_page_is_a_paper(tmp_path: Path, as_of: date) -> None:
    package = as_docx(status(KRONG_NO, as_of))[0]
    path = tmp_path / "ban-giao.docx"
    path.write_bytes(package)
    assert findings(package) == []
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_the_year_is_told_by_the_real_dates_of_the_last() -> None:
    work, *_ = sheets_of(status(KRONG_NO, date(2023, 2, 1)))
    told = {str(row[1]): shown(row[3]) for row in work.rows}
    assert work.title.endswith("đối chiếu năm 2022")
    assert told["Thành lập đoàn đánh giá nội bộ"] == "06/9/2022"
    assert told["Xem xét của lãnh đạo, ít nhất mỗi năm một lần, sau đánh giá nội bộ"] == "chưa ghi"


def test_reasons_are_gathered_with_their_places(make_repository: MakeRepository) -> None:
    files = {
        **SMALL,
        "boi-canh/pham-vi.yaml": (
            "statement: Giải quyết thủ tục\n"
            "exclusions: [{clause: '8.3', justification: Do luật định}]\n"
        ),
        "tthc/danh-muc.yaml": (
            "procedures: [{code: '1.000001', name: Khai sinh, field: Hộ tịch, excluded: "
            "Cấp trên làm}]\n"
        ),
        "nam/2025/nguon-luc.yaml": "consultant: Công ty A\nconsultant_reason: "
        "Có giấy xác nhận đủ điều kiện\n",
        "nam/2025/xem-xet.yaml": "reviews: [{note: Họp cùng giao ban}]  # isoqms: "
        "bỏ qua QMS511 — họp sau sẽ ghi\n",
    }
    root = make_repository(files)
    settings = root / "isoqms.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8")
        + "waivers: [{rule: QMS302, reason: Chờ bàn giao, expires: 2026-06-30}]\n",
        encoding="utf-8",
    )
    found = {
        each.why: each
        for each in reasons(status(root, date(2026, 1, 15)).repository, date(2025, 1, 1))
    }
    assert {why: str(each.place.path) for why, each in found.items()} == {
        "Do luật định": "boi-canh/pham-vi.yaml",
        "Cấp trên làm": "tthc/danh-muc.yaml",
        "Chờ bàn giao": "isoqms.yaml",
        "họp sau sẽ ghi": "nam/2025/xem-xet.yaml",
        "Mục tiêu đã áp dụng từ đầu tháng": "quyet-dinh/2025/09-QD-UBND.yaml",
        "Nhập vào đợt 1": "nam/2025/danh-gia-noi-bo.yaml",
        "Có giấy xác nhận đủ điều kiện": "nam/2025/nguon-luc.yaml",
        "Họp cùng giao ban": "nam/2025/xem-xet.yaml",
    }
    assert found["Nhập vào đợt 1"].what == "Đợt đánh giá nội bộ «dot-2» năm 2025 đã hủy"


def test_reasons_of_years_before_are_left_out(make_repository: MakeRepository) -> None:
    repository = status(make_repository(SMALL), date(2026, 1, 15)).repository
    assert reasons(repository, date(2026, 1, 1)) == ()


def test_the_page_is_written_where_it_says(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository(SMALL)
    code, out, _ = run(capsys, "status", str(root), "--handover", "--docx", "--as-of", AS_OF)
    path = root.resolve() / "xuat" / f"ban-giao-{AS_OF}.docx"
    assert (code, out) == (0, f"Đã ghi {path}\n")
    assert path.read_bytes()[:2] == b"PK"


def test_without_docx_the_page_is_text(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(
        capsys, "status", str(make_repository(SMALL)), "--handover", "--as-of", AS_OF
    )
    assert code == 0
    for heading in (
        "Việc của Thư ký ISO trong một năm",
        "Việc đang mở",
        "Ai giữ vai trò gì",
        "Giấy tờ ở đâu",
        "Vì sao",
    ):
        assert heading in out
    assert "quyet-dinh/2025/01-QD-UBND.pdf" in out


# The overview


def test_docx_writes_the_overview_where_it_says(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository(SMALL)
    code, out, err = run(capsys, "status", str(root), "--docx", "--as-of", AS_OF)
    path = root.resolve() / "xuat" / f"tong-quan-{AS_OF}.docx"
    assert (code, out) == (0, f"Đã ghi {path}\n")
    assert path.read_bytes()[:2] == b"PK"
    # What has no picture is told with its command on the screen, which the sheet does not print.
    assert "`isoqms new cases --year 2025`" in err
    assert "isoqms" not in text_of(path.read_bytes())


def test_a_name_that_ends_with_docx_asks_for_word(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    path = tmp_path / "tong-quan.docx"
    assert app(["status", str(make_repository(SMALL)), "--as-of", AS_OF, "-o", str(path)]) == 0
    assert text_of(path.read_bytes()).startswith("[VB Tên loại] TỔNG QUAN")


def test_a_file_in_the_place_of_the_folder_is_told_with_the_right_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, err = run(capsys, "status", "--docx", "tong-quan.docx")
    assert code == 2
    assert "isoqms status --docx -o tong-quan.docx" in err


# isoqms alone


@pytest.fixture
def in_repository(make_repository: MakeRepository, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_repository(SMALL)
    monkeypatch.chdir(root)
    monkeypatch.setattr("isoqms.cli.planning.home.today", lambda: date(2025, 11, 5))
    return root


Sit = Callable[[str], None]


@pytest.fixture
def sit(monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Sit down at a terminal and type these keys."""

    def type_(keys: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(keys))
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)

    return type_


def number_of(command: str, tasks: int = 2) -> int:
    return (
        tasks + 1 + next(place for place, choice in enumerate(USUAL) if choice.command == command)
    )


@pytest.mark.usefixtures("in_repository")
def test_alone_in_a_repository_it_tells_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys)
    assert (code, err) == (0, "")
    assert out.startswith("UBND xã An Phú: việc ISO cần làm, ngày 05/11/2025\n")
    assert "kph-01" in out
    assert len(out.splitlines()) <= SHORT


def test_outside_it_tells_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys)
    assert (code, err) == (0, "")
    assert all(name in out for name in COMMANDS)
    assert "isoqms init THƯ-MỤC" in out
    assert "isoqms demo THƯ-MỤC" in out


@pytest.mark.usefixtures("in_repository")
@pytest.mark.parametrize(
    "keys",
    ["0\n", "0.\n", "\n", "thoát\n", "q\n", ""],
    ids=["0", "0.", "enter", "word", "q", "end of input"],
)
def test_the_menu_lets_go(sit: Sit, capsys: pytest.CaptureFixture[str], keys: str) -> None:
    sit(keys)
    code, out, err = run(capsys)
    assert (code, err) == (0, "")
    assert " 0. Thoát" in out
    assert "Lệnh sẽ chạy" not in out


@pytest.mark.usefixtures("in_repository")
def test_the_menu_shows_the_command_and_runs_it_only_when_told(
    sit: Sit, capsys: pytest.CaptureFixture[str]
) -> None:
    number = number_of("isoqms list")
    sit(f"{number}\nk\n0\n")
    _, out, _ = run(capsys)
    assert "Lệnh sẽ chạy: isoqms list\n" in out
    assert "Danh mục tài liệu có hiệu lực" not in out
    sit(f"{number}\nc\n0\n")
    assert "Danh mục tài liệu" in run(capsys)[1].partition("Lệnh sẽ chạy: isoqms list\n")[2]


@pytest.mark.usefixtures("in_repository")
def test_a_task_of_the_menu_is_its_command(sit: Sit, capsys: pytest.CaptureFixture[str]) -> None:
    sit("1\nk\n0\n")
    out = run(capsys)[1]
    assert " 1. Khắc phục sự không phù hợp «kph-01»" in out
    assert "Lệnh sẽ chạy: isoqms update nonconformity kph-01 --year 2025\n" in out


@pytest.mark.usefixtures("in_repository")
def test_a_wrong_number_is_asked_for_again(sit: Sit, capsys: pytest.CaptureFixture[str]) -> None:
    sit("99\nabc\n0\n")
    code, out, _ = run(capsys)
    assert code == 0
    assert "«99» không có trong danh sách. Gõ một số từ 1 đến" in out
    assert "«abc» không có trong danh sách" in out


@pytest.mark.usefixtures("in_repository")
def test_a_command_that_is_refused_says_so_and_the_menu_comes_back(
    sit: Sit, capsys: pytest.CaptureFixture[str]
) -> None:
    sit(f"{number_of('isoqms revise {}')}\nQT-KHONG-CO\nc\n\n\n0\n")
    code, out, err = run(capsys)
    assert code == 0
    assert "Lệnh sẽ chạy: isoqms revise QT-KHONG-CO\n" in out
    assert err.startswith("Lỗi: ")
    assert out.count(" 0. Thoát") == 2


@pytest.mark.usefixtures("in_repository")
def test_a_question_without_an_answer_goes_back(
    sit: Sit, capsys: pytest.CaptureFixture[str]
) -> None:
    sit(f"{number_of('isoqms revise {}')}\n\n0\n")
    out = run(capsys)[1]
    assert "Lệnh sẽ chạy" not in out
    assert out.count(" 0. Thoát") == 2
