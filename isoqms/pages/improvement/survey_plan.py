"""The plan of a satisfaction survey (kế hoạch khảo sát; 9.1.2; mẫu 1.4)."""

from collections.abc import Iterator
from typing import Final

from isoqms.model.improvement import Survey
from isoqms.pages.improvement.survey_ground import (
    SurveyGround,
    ended_words,
    ground_of,
    limit_words,
    rate_before,
    short_day,
    survey_paper,
    survey_target,
    task_of,
)
from isoqms.pages.layout.blocks import (
    Align,
    Block,
    Column,
    Heading,
    Item,
    Paper,
    Paragraph,
    Row,
    Table,
    Title,
)
from isoqms.pages.papers.lacking import lacking
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.wording import date_short, fold, listed, number

_ABOUT: Final = "Khảo sát mức độ hài lòng của tổ chức, cá nhân năm"
_DUTIES: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Nội dung", 74),
    Column("Trách nhiệm", 44),
    Column("Thời gian", 30, Align.CENTER),
)


def survey_plan(repository: Repository, order: PaperOrder) -> Paper:
    """The plan of the year's last survey, or of that whose number (from 1) is ordered.

    Lacking for what it must say.
    """
    ground = ground_of(repository, order, "kế hoạch khảo sát")
    if lacks := tuple(_plan_lacks(ground)):
        raise lacking(
            "kế hoạch khảo sát",
            lacks,
            f"Ghi các mục này bằng `isoqms update survey --year {order.year}`, qua Excel, "
            "hoặc vào tệp, rồi chạy lại.",
        )
    agency, year = ground.agency, order.year
    task = task_of(ground, "ke-hoach-khao-sat")
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
        Paragraph(f"Đối tượng: {ended_words(ground.survey.subjects)}", label="1."),
        Paragraph(
            f"Số phiếu phát ra dự kiến: {number(_planned(ground.survey) or 0)} phiếu.", label="2."
        ),
        Heading(1, "III.", "Cách thức, mẫu phiếu"),
        *_method(ground),
        Heading(1, "IV.", "Thời gian"),
        Paragraph(
            f"Phát và thu phiếu từ ngày {short_day(ground.survey.start)} đến ngày "
            f"{short_day(ground.survey.end)}."
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
    return survey_paper(ground, "KH", "Kế hoạch", ground.survey.plan, body)


def _plan_lacks(ground: SurveyGround) -> Iterator[tuple[str, str]]:
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
            yield what, f"{ground.place}, «{Survey.model_fields[name].title}» ({name})"


def _planned(survey: Survey) -> int | None:
    return survey.planned if survey.planned is not None else survey.sent


def _purpose(ground: SurveyGround) -> Iterator[Block]:
    yield Paragraph(
        "Mục đích: biết mức độ hài lòng của tổ chức, cá nhân đối với việc giải quyết thủ tục hành "
        f"chính và sự phục vụ của {ground.agency.full_name}; tìm điều chưa hài lòng để khắc phục; "
        "lấy số liệu cho mục tiêu chất lượng và cuộc xem xét của lãnh đạo.",
        label="1.",
    )
    before, target = rate_before(ground), survey_target(ground)
    known = []
    if before is not None:
        known.append(f"kết quả năm {ground.order.year - 1} là {number(before)}%")
    if target:
        known.append(f"mục tiêu năm {ground.order.year} là {limit_words(target)}")
    if known:
        yield Paragraph(f"Số liệu để so sánh: {listed(known)}.")
    yield Paragraph(
        "Yêu cầu: phiếu không ghi tên, số giấy tờ, số điện thoại của người trả lời; "
        "công chức giải quyết hồ sơ không đứng bên khi người dân trả lời; "
        "không loại phiếu vì nội dung chê; ghi đủ số phiếu phát ra, "
        "thu về và số phiếu theo từng mức của từng câu.",
        label="2.",
    )


def _method(ground: SurveyGround) -> Iterator[Block]:
    yield Paragraph(f"Cách thức: {ended_words(ground.survey.method)}", label="1.")
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


def _reporting(ground: SurveyGround) -> Iterator[Block]:
    task = task_of(ground, "bao-cao-khao-sat")
    if task and task.due:
        yield Paragraph(f"Tổng hợp, báo cáo kết quả: chậm nhất ngày {date_short(task.due)}.")


def _duties(ground: SurveyGround) -> Iterator[Row]:
    survey, report = ground.survey, task_of(ground, "bao-cao-khao-sat")
    span = f"{short_day(survey.start)} – {short_day(survey.end)}"
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


def _money(ground: SurveyGround) -> Iterator[Block]:
    for row in ground.year.rows.budget:
        planned, item = row.record.planned, row.record.item
        if planned is not None and "khao sat" in fold(item):
            words = f"{number(planned)} triệu đồng, trong dự toán năm (khoản «{item}»)"
            yield Paragraph(f"Kinh phí: {words}.")


def _plan_number(ground: SurveyGround) -> str | None:
    return ground.year.plan.record.number if ground.year.plan else None


def _role(ground: SurveyGround, key: str) -> str:
    """The title of a role of the framework.

    Empty, to be filled in, where the agency has none of this key.
    """
    return next((role.title for role in ground.agency.roles if role.key == key), "")
