"""The report of a satisfaction survey, computed from its counts (9.1.2; BM-HT-06-02)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from isoqms.facts.improvement.surveys import Tally, is_general, overall, return_rate, tallies
from isoqms.model.improvement import Answer, Survey
from isoqms.pages.improvement.survey_ground import (
    SurveyGround,
    count_words,
    ended_words,
    ground_of,
    limit_words,
    rate_before,
    survey_paper,
    survey_target,
)
from isoqms.pages.layout.blocks import (
    Align,
    Blank,
    Block,
    Column,
    Heading,
    Note,
    Paper,
    Paragraph,
    Row,
    Table,
    Title,
)
from isoqms.pages.papers.lacking import lacking
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.wording import date_short, listed, number, tenths

_SHEETS: Final = (
    Column("Phiếu phát ra", 40, Align.CENTER),
    Column("Phiếu thu về hợp lệ", 40, Align.CENTER),
    Column("Tỷ lệ thu về", 40, Align.CENTER),
)
_ANSWERS: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Mức đánh giá", 66),
    Column("Số phiếu", 26, Align.CENTER),
    Column("Tỷ lệ (%)", 26, Align.CENTER),
    Column("Tính là hài lòng", 30, Align.CENTER),
)
_MEASURES: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Điểm chưa hài lòng, nguyên nhân", 62),
    Column("Biện pháp", 44),
    Column("Trách nhiệm, thời hạn", 42),
)
_WORST: Final = 3


def survey_report(repository: Repository, order: PaperOrder) -> Paper:
    """The report of the year's last survey, or of that whose number (from 1) is ordered.

    Every ratio is computed from the counts. Lacking where there are no counts; causes and measures
    that nobody has recorded are left to be written by hand.
    """
    ground = ground_of(repository, order, "báo cáo khảo sát")
    if lacks := tuple(_report_lacks(ground)):
        raise lacking(
            "báo cáo khảo sát",
            lacks,
            f"Ghi số phiếu qua Excel (`isoqms export hai-long --year {order.year}`), hoặc vào tệp, "
            "rồi chạy lại.",
        )
    body = (
        Title("Báo cáo", f"Kết quả khảo sát mức độ hài lòng của tổ chức, cá nhân năm {order.year}"),
        Heading(1, "I.", "Tình hình tổ chức khảo sát"),
        *_held(ground),
        Heading(1, "II.", "Kết quả"),
        *_results(ground),
        Heading(1, "III.", "Nhận xét, nguyên nhân"),
        *_remarks(ground),
        Heading(1, "IV.", "Kiến nghị, biện pháp"),
        *_proposals(ground),
        Paragraph(
            f"Trên đây là kết quả khảo sát mức độ hài lòng của tổ chức, cá nhân năm {order.year}."
        ),
    )
    return survey_paper(ground, "BC", "Báo cáo", ground.survey.report, body)


def _report_lacks(ground: SurveyGround) -> Iterator[tuple[str, str]]:
    survey = ground.survey
    place = ground.place
    if survey.returned is None:
        yield "số phiếu thu về", f"{place}, «Phiếu thu về» (returned)"
    if not survey.answers:
        yield "số phiếu theo từng mức", f"{place}, «Kết quả» (answers)"
    elif not any(answer.satisfied for answer in survey.answers):
        yield "mức nào được tính là hài lòng", f"{place}, «Kết quả», «Tính là hài lòng» (satisfied)"


def _held(ground: SurveyGround) -> Iterator[Block]:
    survey = ground.survey
    if survey.plan:
        yield Paragraph(f"Căn cứ: {ended_words(survey.plan)}")
    if survey.start and survey.end:
        yield Paragraph(
            f"Thời gian: từ ngày {date_short(survey.start)} đến ngày {date_short(survey.end)}."
        )
    if survey.subjects:
        yield Paragraph(f"Đối tượng: {ended_words(survey.subjects)}")
    if survey.method:
        yield Paragraph(f"Cách khảo sát: {ended_words(survey.method)}")
    if survey.form:
        yield Paragraph(f"Mẫu phiếu: {survey.form}.")
    if survey.planned is not None and survey.sent is not None and survey.sent != survey.planned:
        yield Paragraph(
            f"Số phiếu theo kế hoạch: {number(survey.planned)}; thực tế phát ra: "
            f"{number(survey.sent)}."
        )


def _results(ground: SurveyGround) -> Iterator[Block]:
    survey, agency = ground.survey, ground.agency
    rate = return_rate(survey, agency)
    yield Heading(2, "1.", "Số phiếu")
    cells = (
        count_words(survey.sent),
        count_words(survey.returned),
        f"{number(rate)}%" if rate is not None else "",
    )
    yield Table(_SHEETS, (Row(cells),))
    yield Heading(2, "2.", "Số phiếu theo từng mức")
    yield Table(_ANSWERS, tuple(_answers(tallies(survey, agency))))
    yield Heading(2, "3.", "Tỷ lệ hài lòng")
    tally = overall(survey, agency)
    if tally is not None and tally.rate is not None:
        levels = listed(
            dict.fromkeys(f"«{answer.answer}»" for answer in tally.answers if answer.satisfied)
        )
        yield Paragraph(
            f"{number(tally.satisfied or 0)}/{number(tally.total)} {_asked(ground)} chọn {levels}, "
            f"đạt tỷ lệ hài lòng {number(tally.rate)}%."
        )
        yield from _stated(survey, tally.rate)
        yield Heading(2, "4.", "So sánh")
        yield from _compared(ground, tally.rate)


def _asked(ground: SurveyGround) -> str:
    """Sheets where one general question gives the rate.

    Answers where all questions are taken together.
    """
    found = tallies(ground.survey, ground.agency)
    whole = overall(ground.survey, ground.agency)
    return "phiếu" if whole in found else "lượt trả lời"


def _answers(found: tuple[Tally, ...]) -> Iterator[Row]:
    if len(found) > 1 or any(tally.question for tally in found):
        for tally in found:
            yield _question_row(tally)
            yield from _answer_rows(tally)
        return
    for tally in found:
        yield from _answer_rows(tally)
        whole = "100,0" if tally.total else ""
        yield Row(("", "Cộng", number(tally.total), whole, ""), bold=True)


def _question_row(tally: Tally) -> Row:
    rate = f"; hài lòng {number(tally.rate)}%" if tally.rate is not None else ""
    question = tally.question or "Đánh giá chung"
    return Row((f"{question} ({number(tally.total)} phiếu{rate})",), group=True)


def _answer_rows(tally: Tally) -> Iterator[Row]:
    for place, answer in enumerate(tally.answers, 1):
        share = tally.share(answer)
        shown = "" if share is None else tenths(share)
        counts = "x" if answer.satisfied else ""
        yield Row((str(place), answer.answer, number(answer.count), shown, counts))


def _stated(survey: Survey, rate: Decimal) -> Iterator[Block]:
    if survey.rate_stated is None or survey.rate_stated == rate:
        return
    yield Note(
        f"Tỷ lệ đã ghi trong hồ sơ là {number(survey.rate_stated)}%; "
        "báo cáo này dùng tỷ lệ tính từ số phiếu."
    )


def _compared(ground: SurveyGround, rate: Decimal) -> Iterator[Block]:
    before, target = rate_before(ground), survey_target(ground)
    year = ground.order.year
    if before is None:
        yield Paragraph(f"Với năm {year - 1}: hồ sơ không có số liệu để so sánh.")
    else:
        yield Paragraph(f"Với năm {year - 1} ({number(before)}%): {_way(before, rate)}.")
    if target is not None and target.target is not None:
        met = "đạt" if rate >= target.target else "chưa đạt"
        yield Paragraph(f"Với mục tiêu chất lượng năm {year} ({limit_words(target)}): {met}.")


def _way(before: Decimal, rate: Decimal) -> str:
    if rate == before:
        return "không đổi"
    verb = "tăng" if rate > before else "giảm"
    return f"{verb} {number(abs(rate - before))} điểm phần trăm"


def _remarks(ground: SurveyGround) -> Iterator[Block]:
    found = tallies(ground.survey, ground.agency)
    whole = overall(ground.survey, ground.agency)
    if whole is not None and whole in found:
        yield from _unsatisfied(whole)
    yield from _worst(found)
    if ground.survey.remarks:
        yield Paragraph(ended_words(ground.survey.remarks))
    else:
        yield Blank("Ý kiến góp ý tiêu biểu:", 2, indented=True)
        yield Blank("Nguyên nhân của điểm chưa hài lòng:", 2, indented=True)


def _unsatisfied(whole: Tally) -> Iterator[Block]:
    left = [answer for answer in whole.answers if not answer.satisfied and answer.count]
    if left:
        told = listed(_share(whole, answer) for answer in left)
        yield Paragraph(f"Các mức không tính là hài lòng: {told}.")


def _worst(found: tuple[Tally, ...]) -> Iterator[Block]:
    """The questions of the lowest rates; of equal ones that which was asked first."""
    rated = sorted(
        (tally.rate, place, tally.question)
        for place, tally in enumerate(found)
        if tally.rate is not None and tally.question and not is_general(tally.question)
    )
    if rated:
        worst = listed(f"«{question}» ({number(rate)}%)" for rate, _, question in rated[:_WORST])
        yield Paragraph(f"Nội dung có tỷ lệ hài lòng thấp nhất: {worst}.")


def _share(tally: Tally, answer: Answer) -> str:
    share = tally.share(answer)
    percent = f" ({number(share)}%)" if share is not None else ""
    return f"{number(answer.count)} phiếu «{answer.answer}»{percent}"


def _proposals(ground: SurveyGround) -> Iterator[Block]:
    if ground.order.paragraphs:
        yield from (Paragraph(each) for each in ground.order.paragraphs)
    else:
        empty = (Row((str(place), "", "", ""), height_mm=12) for place in range(1, 4))
        yield Table(_MEASURES, tuple(empty))
