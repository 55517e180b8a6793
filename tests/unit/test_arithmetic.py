"""Arithmetic of any text: what does not follow is told, what may be right is not."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.source.arithmetic.checking import objections
from isoqms.source.arithmetic.numerals import numerals
from isoqms.source.arithmetic.sentences import sentences
from isoqms.source.arithmetic.weighing import weighed
from isoqms.wording import number, percent


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("20.290 hồ sơ", "20290", id="dots between thousands"),
        pytest.param("1.234.567,5 đồng", "1234567.5", id="comma before decimals"),
        pytest.param("82,7%", "82.7", id="percentage"),
        pytest.param("99.504%", "99.504", id="a percentage is never thousands"),
        pytest.param("4,52 ngàn hồ sơ", "4520", id="ngàn"),
        pytest.param("20,5 triệu đồng", "20500000", id="triệu"),
        pytest.param("tổng số 50 phiếu", "50", id="number after tổng số"),
    ],
)
def test_a_quantity_is_read_as_vietnamese_writes_it(text: str, value: str) -> None:
    (found,) = numerals(text)
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 2804/QĐ-UBND ngày 26/10/2022",
        "theo TCVN ISO 9001:2015, điều khoản 8.5.1",
        "mức độ 3,4",
        "thủ tục 1.012766, quy trình QT-01",
        "năm 2025, quý 3, lần thứ 2, từ 15/9 đến 30/9",
        "http://anphu.vn/tin/12345",
        "1,234 hoặc 20 290",
    ],
)
def test_what_counts_nothing_or_can_be_read_in_two_ways_is_no_quantity(text: str) -> None:
    assert numerals(text) == ()


@given(st.integers(0, 10**9), st.integers(0, 2))
def test_what_the_house_writes_it_reads(value: int, decimals: int) -> None:
    written = Decimal(value).scaleb(-decimals)
    (found,) = numerals(f"đạt {number(written)} điểm")
    assert found.value == written


def told(text: str) -> list[str]:
    return [each.message for each in objections(text)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "Đã áp dụng là 264/314 TTHC đạt 82,7% so với số thủ tục thuộc thẩm quyền.",
            "Lời văn ghi «82,7%», còn 264/314 = 84,1%",
            id="the real report of Krông Nô",
        ),
        pytest.param(
            "Tỷ lệ 84,9% (264/314 thủ tục).",
            "Lời văn ghi «84,9%», còn 264/314 = 84,1%",
            id="percentage before its fraction",
        ),
        pytest.param(
            "Có 45 trên tổng số 50 phiếu, đạt 91%.",
            "Lời văn ghi «91%», còn 45/50 = 90%",
            id="in words",
        ),
        pytest.param(
            "Đã giải quyết 17.350 hồ sơ, trong đó:\n- Đúng hạn: 17.264 hồ sơ (99,6%);\n"
            "- Trễ hạn: 86 hồ sơ (0,5%).",
            "Lời văn ghi «99,6%», còn 17.264/17.350 = 99,5%",
            id="parts in a list",
        ),
        pytest.param(
            "Tiếp nhận 20.290 hồ sơ, trong đó trong kỳ 19.041, kỳ trước chuyển sang 1.276 hồ sơ.",
            "Lời văn ghi tổng 20.290, còn các phần kể ra 19.041 + 1.276 = 20.317",
            id="carried over and received",
        ),
        pytest.param(
            "Ban hành 101 tài liệu, gồm 80 quy trình và 20 biểu mẫu.",
            "Lời văn ghi tổng 101, còn các phần kể ra 80 + 20 = 100",
            id="made of",
        ),
        pytest.param(
            "Có 16 công chức, trong đó 18 công chức có trình độ đại học.",
            "Lời văn ghi «trong đó» 18, nhiều hơn tổng 16 mà nó là một phần",
            id="a part larger than the whole",
        ),
        pytest.param(
            "19.014 + 1.276 = 20.209",
            "Lời văn ghi 19.014 + 1.276 = 20.209, còn cộng ra 20.290",
            id="written with signs",
        ),
        pytest.param(
            "Tiếp nhận 1.924 hồ sơ, tăng 8% so với năm 2024 (1.832 hồ sơ).",
            "Lời văn ghi tăng «8%», còn từ 1.832 đến 1.924 tăng 5%",
            id="growth",
        ),
        pytest.param(
            "Tiếp nhận 1.924 hồ sơ, tăng 91 hồ sơ so với năm 2024 (1.832 hồ sơ).",
            "Lời văn ghi tăng «91», còn từ 1.832 đến 1.924 tăng 92",
            id="growth by a count",
        ),
        pytest.param(
            "Tiếp nhận 1.924 hồ sơ, giảm 5% so với năm 2024 là 1.832 hồ sơ.",
            "Lời văn ghi «giảm», còn từ 1.832 đến 1.924 là tăng",
            id="the other way",
        ),
    ],
)
def test_a_number_that_does_not_follow_is_told_with_the_right_one(text: str, message: str) -> None:
    assert told(text) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "5/8 mục tiêu đạt 100%; 12/15 đơn vị gửi báo cáo, tỷ lệ hài lòng đạt 95%.",
        "14/16 đơn vị, đạt 92% kế hoạch; 45/50 phiếu đạt 80% trở lên; 264/319 đạt trên 80%.",
        "Hồ sơ nộp 01 bộ, gồm 01 tờ khai và 02 bản sao; số hóa trên 40% trong 273 tài liệu.",
        "Ban hành 101 tài liệu, gồm 80 quy trình, 20 biểu mẫu và các hướng dẫn.",
        "Tổ có 16 công chức, trong đó 9 nữ, 12 đảng viên, 01 tổ trưởng.",
        "Tiếp nhận 1.000 hồ sơ, trong đó trực tuyến 600 hồ sơ (60%), giải quyết 580 (đạt 96,7%).",
        "Tiếp nhận 100 hồ sơ, trong đó giải quyết đúng hạn 80 hồ sơ, trễ hạn 5 hồ sơ.",
        "Nhận 500 hồ sơ, trong đó 20 hồ sơ kỳ trước chuyển sang, đã giải quyết 470 trong kỳ.",
        "Phát ra 200 phiếu, thu về 190 phiếu, trong đó hài lòng 180 phiếu (94,7%).",
        "4,52 ngàn hồ sơ, trong đó đúng hạn 4.500 hồ sơ (99,6%), trễ hạn 20 hồ sơ.",
        "Đúng hạn 98,2%, tăng 1,2% so với năm 2024 (97%); tăng 10% so với năm 2024 (tăng 9 việc).",
        "1.900 hồ sơ đúng hạn, tăng 2% so với năm trước (96%), ngày 8/3 đạt 100%.",
        "Quyết định số 88/KH-UBND, 24/7 đạt 100%; Điều 5 + 3 = 9; mức độ 3,4 đạt 100%.",
    ],
)
def test_what_may_be_right_is_not_told(text: str) -> None:
    assert told(text) == []


def test_a_whole_real_report_has_one_wrong_number_and_no_false_alarm() -> None:
    text = (
        "Đã tiếp nhận 20.290 hồ sơ, trong đó: Tiếp nhận trong kỳ: 19.014 hồ sơ, tồn kỳ trước "
        "chuyển sang: 1.276 hồ sơ. Đã giải quyết: 17.350 hồ sơ, trong đó: Hồ sơ giải quyết đúng, "
        "trước hạn: 17.264 hồ sơ (đạt tỷ lệ 99.5%); hồ sơ giải quyết trễ hạn: 86 hồ sơ (chiếm tỷ "
        "lệ 0.5%) trên thực tế; số hồ sơ trả lại là 788 hồ sơ.\n\n- Số lượng TTHC đã xây dựng, áp "
        "dụng ISO 9001 là 264/314 TTHC đạt 82,7% so với số thủ tục thuộc thẩm quyền."
    )
    (found,) = objections(text)
    assert text[found.start : found.end] == "82,7%"


def test_what_was_cut_is_told_apart_from_what_is_wrong() -> None:
    (cut,) = objections("264/319 TTHC, đạt 82,7%.")
    (wrong,) = objections("264/319 TTHC, đạt 82,6%.")
    assert (cut.is_cut, wrong.is_cut) == (True, False)


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int, int]:
    whole = draw(st.integers(1, 10**5))
    return draw(st.integers(0, whole)), whole, draw(st.integers(0, 2))


@given(shares())
def test_a_rounded_share_is_never_told_and_a_cut_one_never_as_wrong(
    share: tuple[int, int, int],
) -> None:
    part, whole, decimals = share
    for rounding in (ROUND_HALF_UP, ROUND_DOWN):
        truncate = rounding is ROUND_DOWN
        written = percent(part, whole, decimals, truncate=truncate)
        assert written is not None
        text = f"Đã xong {number(part)}/{number(whole)} thủ tục, đạt {number(written)}%."
        assert all(each.is_cut and truncate for each in objections(text))


@given(shares(), st.integers(2, 50))
def test_a_share_two_steps_off_is_always_told(share: tuple[int, int, int], steps: int) -> None:
    part, whole, decimals = share
    right = percent(part, whole, decimals)
    assert right is not None
    written = right + Decimal(steps).scaleb(-decimals)
    shown = f"{written:f}".replace(".", ",")
    text = f"Đã xong {number(part)}/{number(whole)} thủ tục, đạt {shown}%."
    assert len(list(objections(text))) == 1


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(-3, 3))
def test_two_parts_that_are_all_there_is_must_add_up(one: int, other: int, off: int) -> None:
    whole = one + other + off
    text = (
        f"Đã tiếp nhận {number(max(whole, 0))} hồ sơ, trong đó tiếp nhận trong kỳ {number(one)} "
        f"hồ sơ, kỳ trước chuyển sang {number(other)} hồ sơ."
    )
    assert bool(told(text)) == (max(whole, 0) != one + other)


_PIECES = (
    *(
        "120 hồ sơ",
        "100",
        "90 hồ sơ",
        "30",
        "45,5%",
        "15%",
        "264/314",
        "(5%)",
        "khả năng",
        "giấy tờ",
    ),
    *(", trong đó ", " TRONG ĐÓ ", " gồm ", ", bao gồm: ", " + ", " = ", ", ", " và ", " đúng hạn"),
    *(
        " tăng ",
        " TĂNG ",
        " Giảm ",
        " so với năm trước (",
        " tăng từ ",
        " lên ",
        " đạt ",
        " trễ hạn",
    ),
    *(". ", ".\n\n", ":\n- ", "\n1. ", "\n## 2. Mục\n", ") "),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_what_is_passed_over_at_a_glance_has_nothing_against_it(text: str) -> None:
    every = [(one.start, one) for one in sentences(text)]
    closely = [
        each._replace(start=each.start + start, end=each.end + start)
        for start, stretch in every
        for each in weighed(stretch.text)
    ]
    assert list(objections(text)) == closely
