"""The papers of a satisfaction survey: plan, report of the counts (mẫu 1.4; BM-HT-06-02)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from isoqms.facts.improvement.surveys import (
    Tally,
    combined_rate,
    is_general,
    overall,
    return_rate,
    tallies,
)
from isoqms.facts.papers.cited_numbers import recorded_day, recorded_number
from isoqms.facts.planning.objectives import measured
from isoqms.facts.reporting.figures import year_of
from isoqms.model.agency.settings import Agency
from isoqms.model.improvement import Answer, Survey
from isoqms.model.layout import path_of
from isoqms.model.planning.objectives import Objective
from isoqms.model.planning.plan import PlannedTask
from isoqms.pages.layout.blocks import (
    Align,
    Blank,
    Block,
    Column,
    Heading,
    Item,
    Note,
    Paper,
    Paragraph,
    Properties,
    Row,
    Signature,
    Table,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import archive, capacity, letterhead, profile
from isoqms.pages.papers.lacking import lacking
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository, Year
from isoqms.wording import date_short, fold, listed, number

_ABOUT: Final = "Khảo sát mức độ hài lòng của tổ chức, cá nhân năm"
_DUTIES: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Nội dung", 74),
    Column("Trách nhiệm", 44),
    Column("Thời gian", 30, Align.CENTER),
)
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


@dataclass(frozen=True, slots=True)
class _Ground:
    """The survey that a paper is about, and what stands around it."""

    repository: Repository
    order: PaperOrder
    year: Year
    index: int
    survey: Survey

    @property
    def agency(self) -> Agency:
        return self.repository.agency.record

    @property
    def path(self) -> str:
        return str(path_of("hai-long", self.order.year))


def survey_plan(repository: Repository, order: PaperOrder) -> Paper:
    """The plan of the year's last survey, or of that whose number (from 1) is ordered.

    Lacking for what it must say.
    """
    ground = _ground(repository, order, "kế hoạch khảo sát")
    if lacks := tuple(_plan_lacks(ground)):
        raise lacking(
            "kế hoạch khảo sát",
            lacks,
            f"Ghi các mục này bằng `isoqms update survey --year {order.year}`, qua Excel, "
            "hoặc vào tệp, rồi chạy lại.",
        )
    agency, year = ground.agency, order.year
    task = _task(ground, "ke-hoach-khao-sat")
    of_year = f" và kế hoạch năm số {_plan_number(ground)}" if task and _plan_number(ground) else ""
    body = (
        Title("Kế hoạch", f"{_ABOUT} {year}"),
        Paragraph(
            f"Thực hiện yêu cầu theo dõi sự thỏa mãn của khách hàng ({agency.standard_name}, "
            f"điều khoản 9.1.2){of_year}, {agency.full_name} ban hành Kế hoạch khảo sát mức độ hài "
            f"lòng của tổ chức, cá nhân năm {year} như sau:"
        ),
        Heading(1, "I.", "Mục đích, yêu cầu"),
        *_purpose(ground),
        Heading(1, "II.", "Đối tượng, số phiếu"),
        Paragraph(f"Đối tượng: {_ended(ground.survey.subjects)}", label="1."),
        Paragraph(
            f"Số phiếu phát ra dự kiến: {number(_planned(ground.survey) or 0)} phiếu.", label="2."
        ),
        Heading(1, "III.", "Cách thức, mẫu phiếu"),
        *_method(ground),
        Heading(1, "IV.", "Thời gian"),
        Paragraph(
            f"Phát và thu phiếu từ ngày {_short(ground.survey.start)} đến ngày "
            f"{_short(ground.survey.end)}."
        ),
        *_reporting(ground),
        Heading(1, "V.", "Tổ chức thực hiện"),
        Table(_DUTIES, tuple(_duties(ground))),
        *_money(ground),
        *(Paragraph(each) for each in order.paragraphs),
        Paragraph(
            "Các đơn vị, cá nhân được phân công thực hiện Kế hoạch này; "
            "có vướng mắc thì báo để xử lý."
        ),
    )
    return _paper(ground, "KH", "Kế hoạch", ground.survey.plan, body)


def _ground(repository: Repository, order: PaperOrder, paper: str) -> _Ground:
    year = year_of(repository, order.year)
    surveys = [row.record for row in year.rows.surveys]
    chosen = int(order.item) - 1 if order.item and order.item.isdigit() else len(surveys) - 1
    if not 0 <= chosen < len(surveys):
        which = f"đợt khảo sát thứ {order.item}" if order.item else "đợt khảo sát"
        hint = "Ghi đợt khảo sát bằng `isoqms new survey`."
        raise lacking(paper, [(which, f"{path_of('hai-long', order.year)}, mục surveys")], hint)
    return _Ground(repository, order, year, chosen, surveys[chosen])


def _plan_lacks(ground: _Ground) -> Iterator[tuple[str, str]]:
    survey = ground.survey
    for name, what, value in (
        ("subjects", "đối tượng được hỏi", survey.subjects),
        ("planned", "số phiếu dự kiến", _planned(survey)),
        ("method", "cách khảo sát", survey.method),
        ("form", "mã mẫu phiếu", survey.form),
        ("start", "ngày bắt đầu phát phiếu", survey.start),
        ("end", "ngày kết thúc thu phiếu", survey.end),
    ):
        if value is None:
            yield what, f"{ground.path}, surveys[{ground.index}].{name}"


def _planned(survey: Survey) -> int | None:
    return survey.planned if survey.planned is not None else survey.sent


def _purpose(ground: _Ground) -> Iterator[Block]:
    yield Paragraph(
        "Mục đích: biết mức độ hài lòng của tổ chức, cá nhân đối với việc giải quyết thủ tục hành "
        f"chính và sự phục vụ của {ground.agency.full_name}; tìm điều chưa hài lòng để khắc phục; "
        "lấy số liệu cho mục tiêu chất lượng và cuộc xem xét của lãnh đạo.",
        label="1.",
    )
    before, target = _rate_before(ground), _target(ground)
    known = (
        [f"kết quả năm {ground.order.year - 1} là {number(before)}%"] if before is not None else []
    )
    known += [f"mục tiêu năm {ground.order.year} là {_limit(target)}"] if target else []
    if known:
        yield Paragraph(f"Số liệu để so sánh: {listed(known)}.")
    yield Paragraph(
        "Yêu cầu: phiếu không ghi tên, số giấy tờ, số điện thoại của người trả lời; "
        "công chức giải quyết hồ sơ không đứng bên khi người dân trả lời; "
        "không loại phiếu vì nội dung chê; ghi đủ số phiếu phát ra, "
        "thu về và số phiếu theo từng mức của từng câu.",
        label="2.",
    )


def _method(ground: _Ground) -> Iterator[Block]:
    yield Paragraph(f"Cách thức: {_ended(ground.survey.method)}", label="1.")
    code = (ground.survey.form or "").partition("@")[0]
    form = ground.repository.find(code)
    title = f" ({form.record.title})" if form else ""
    yield Paragraph(f"Mẫu phiếu: {code}{title}.", label="2.")
    fields = form.record.fields if form else ()
    questions = [field for field in fields if field[:1].isdigit()]
    if questions:
        yield Paragraph(f"Phiếu có {number(len(questions))} câu hỏi:")
        yield from (Item(f"Câu {question.rstrip('.;')};") for question in questions[:-1])
        yield Item(f"Câu {questions[-1].rstrip('.;')}.")


def _reporting(ground: _Ground) -> Iterator[Block]:
    task = _task(ground, "bao-cao-khao-sat")
    if task and task.due:
        yield Paragraph(f"Tổng hợp, báo cáo kết quả: chậm nhất ngày {date_short(task.due)}.")


def _duties(ground: _Ground) -> Iterator[Row]:
    survey, report = ground.survey, _task(ground, "bao-cao-khao-sat")
    span = f"{_short(survey.start)} – {_short(survey.end)}"
    due = f"Chậm nhất {date_short(report.due)}" if report and report.due else ""
    rows = (
        (
            "Phát, thu phiếu; ghi số phát ra, thu về, không hợp lệ",
            _role(ground, "bo-phan-mot-cua"),
            span,
        ),
        ("Phối hợp phát phiếu tại đơn vị", "Thủ trưởng các đơn vị", span),
        ("Tổng hợp, tính tỷ lệ, phân tích, dự thảo báo cáo", _role(ground, "thu-ky-iso"), due),
        (
            "Xem xét báo cáo, giao biện pháp khắc phục, công khai kết quả",
            _role(ground, "nguoi-dung-dau"),
            due,
        ),
    )
    for place, cells in enumerate(rows, 1):
        yield Row((str(place), *cells))


def _money(ground: _Ground) -> Iterator[Block]:
    for row in ground.year.rows.budget:
        planned, item = row.record.planned, row.record.item
        if planned is not None and "khao sat" in fold(item):
            words = f"{number(planned)} triệu đồng, trong dự toán năm (khoản «{item}»)"
            yield Paragraph(f"Kinh phí: {words}.")


# The report


def survey_report(repository: Repository, order: PaperOrder) -> Paper:
    """The report of the year's last survey, or of that whose number (from 1) is ordered.

    Every ratio is computed from the counts. Lacking where there are no counts; causes and measures
    that nobody has recorded are left to be written by hand.
    """
    ground = _ground(repository, order, "báo cáo khảo sát")
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
    return _paper(ground, "BC", "Báo cáo", ground.survey.report, body)


def _report_lacks(ground: _Ground) -> Iterator[tuple[str, str]]:
    survey = ground.survey
    place = f"{ground.path}, surveys[{ground.index}]"
    if survey.returned is None:
        yield "số phiếu thu về", f"{place}.returned"
    if not survey.answers:
        yield "số phiếu theo từng mức", f"{place}.answers"
    elif not any(answer.satisfied for answer in survey.answers):
        yield "mức nào được tính là hài lòng", f"{place}.answers, mục satisfied"


def _held(ground: _Ground) -> Iterator[Block]:
    survey = ground.survey
    if survey.plan:
        yield Paragraph(f"Căn cứ: {_ended(survey.plan)}")
    if survey.start and survey.end:
        yield Paragraph(
            f"Thời gian: từ ngày {date_short(survey.start)} đến ngày {date_short(survey.end)}."
        )
    if survey.subjects:
        yield Paragraph(f"Đối tượng: {_ended(survey.subjects)}")
    if survey.method:
        yield Paragraph(f"Cách khảo sát: {_ended(survey.method)}")
    if survey.form:
        yield Paragraph(f"Mẫu phiếu: {survey.form}.")
    if survey.planned is not None and survey.sent is not None and survey.sent != survey.planned:
        yield Paragraph(
            f"Số phiếu theo kế hoạch: {number(survey.planned)}; thực tế phát ra: "
            f"{number(survey.sent)}."
        )


def _results(ground: _Ground) -> Iterator[Block]:
    survey, agency = ground.survey, ground.agency
    rate = return_rate(survey, agency)
    yield Heading(2, "1.", "Số phiếu")
    cells = (
        _count(survey.sent),
        _count(survey.returned),
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


def _asked(ground: _Ground) -> str:
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
        whole = "100" if tally.total else ""
        yield Row(("", "Cộng", number(tally.total), whole, ""), bold=True)


def _question_row(tally: Tally) -> Row:
    rate = f"; hài lòng {number(tally.rate)}%" if tally.rate is not None else ""
    question = tally.question or "Đánh giá chung"
    return Row((f"{question} ({number(tally.total)} phiếu{rate})",), group=True)


def _answer_rows(tally: Tally) -> Iterator[Row]:
    for place, answer in enumerate(tally.answers, 1):
        share = tally.share(answer)
        shown = "" if share is None else number(share)
        counts = "x" if answer.satisfied else ""
        yield Row((str(place), answer.answer, number(answer.count), shown, counts))


def _stated(survey: Survey, rate: Decimal) -> Iterator[Block]:
    if survey.rate_stated is None or survey.rate_stated == rate:
        return
    yield Note(
        f"Tỷ lệ đã ghi trong hồ sơ là {number(survey.rate_stated)}%; "
        "báo cáo này dùng tỷ lệ tính từ số phiếu."
    )


def _compared(ground: _Ground, rate: Decimal) -> Iterator[Block]:
    before, target = _rate_before(ground), _target(ground)
    year = ground.order.year
    if before is None:
        yield Paragraph(f"Với năm {year - 1}: hồ sơ không có số liệu để so sánh.")
    else:
        yield Paragraph(f"Với năm {year - 1} ({number(before)}%): {_way(before, rate)}.")
    if target is not None and target.target is not None:
        met = "đạt" if rate >= target.target else "chưa đạt"
        yield Paragraph(f"Với mục tiêu chất lượng năm {year} ({_limit(target)}): {met}.")


def _way(before: Decimal, rate: Decimal) -> str:
    if rate == before:
        return "không đổi"
    verb = "tăng" if rate > before else "giảm"
    return f"{verb} {number(abs(rate - before))} điểm phần trăm"


def _remarks(ground: _Ground) -> Iterator[Block]:
    found = tallies(ground.survey, ground.agency)
    whole = overall(ground.survey, ground.agency)
    if whole is not None and whole in found:
        yield from _unsatisfied(whole)
    yield from _worst(found)
    if ground.survey.remarks:
        yield Paragraph(_ended(ground.survey.remarks))
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


def _proposals(ground: _Ground) -> Iterator[Block]:
    if ground.order.paragraphs:
        yield from (Paragraph(each) for each in ground.order.paragraphs)
    else:
        empty = (Row((str(place), "", "", ""), height_mm=12) for place in range(1, 4))
        yield Table(_MEASURES, tuple(empty))


# What both share


def _paper(
    ground: _Ground, symbol: str, kind: str, recorded: str | None, body: tuple[Block, ...]
) -> Paper:
    agency, order = ground.agency, ground.order
    copies = (*(unit.name for unit in agency.units), archive(agency))
    number = order.number or recorded_number(recorded, symbol)
    signed = order.signed or recorded_day(recorded, symbol)
    return Paper(
        letterhead=letterhead(agency, symbol, order.year, number, signed),
        body=ended(body),
        signature=Signature(
            capacity(agency, order.authority, order.signer_post), order.signer or "", copies
        ),
        profile=profile(agency.paper),
        properties=Properties(
            f"{kind} khảo sát mức độ hài lòng năm {order.year}", agency.name, order.dated
        ),
    )


def _rate_before(ground: _Ground) -> Decimal | None:
    """The rate of the year before: of its survey, or else as the objective's baseline tells it."""
    before = ground.repository.rows_of(ground.order.year - 1)
    rate = combined_rate([row.record for row in before.surveys], ground.agency)
    if rate is not None:
        return rate
    target = _target(ground)
    return target.baseline if target else None


def _target(ground: _Ground) -> Objective | None:
    """The objective of the year that is measured by the survey."""
    objectives = (row.record for row in ground.year.rows.objectives)
    measured = (each for each in objectives if each.figure == "survey_rate")
    return next((each for each in measured if each.target is not None), None)


def _limit(objective: Objective) -> str:
    return (
        f"từ {measured(objective.target, objective.unit_of_measure)} trở lên"
        if objective.target is not None
        else ""
    )


def _task(ground: _Ground, key: str) -> PlannedTask | None:
    tasks = (row.record for row in ground.year.rows.tasks)
    return next((task for task in tasks if task.id == key), None)


def _plan_number(ground: _Ground) -> str | None:
    return ground.year.plan.record.number if ground.year.plan else None


def _role(ground: _Ground, key: str) -> str:
    """The title of a role of the framework.

    Empty, to be filled in, where the agency has none of this key.
    """
    return next((role.title for role in ground.agency.roles if role.key == key), "")


def _ended(text: str | None) -> str:
    return f"{(text or '').strip().rstrip('.;')}."


def _count(value: int | None) -> str:
    return "" if value is None else number(value)


def _short(day: date | None) -> str:
    return date_short(day) if day else ""
