"""What a data pack holds: a standard's edition, a scoring table, laws, deadlines, a kind of agency."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import takewhile
from typing import Annotated, Self

from pydantic import ValidationError, model_validator
from pydantic_core import PydanticCustomError

from isoqms.model.agency import Obligation, Role, Unit
from isoqms.model.base import Clause, Count, Day, Figure, Key, Record, Text, clause_key, key


class Certainty(StrEnum):
    """How well a fact of a pack is known; what is not confirmed is never asserted in an official paper."""

    CONFIRMED = "da-xac-nhan"
    LIKELY = "chua-xac-nhan"


class ClauseTitle(Record):
    """A clause and its title; numbered paragraphs such as 9.2.1 have none."""

    number: Annotated[Clause, key("Điều khoản", "Số điều khoản")]
    title: Annotated[Text | None, key("Tiêu đề", "Tiêu đề tiếng Việt; bỏ trống nếu điều khoản không có tiêu đề")] = None
    certainty: Annotated[Certainty, key("Độ chắc chắn", "da-xac-nhan hoặc chua-xac-nhan")] = Certainty.CONFIRMED


class DocumentedInformation(Record):
    """Where the standard asks for documented information (yêu cầu thông tin dạng văn bản)."""

    clause: Annotated[Clause, key("Điều khoản", "Số điều khoản")]
    verb: Annotated[Text, key("Yêu cầu", "duy trì, lưu giữ …")]
    what: Annotated[Text, key("Nội dung", "Thông tin gì")]


class LetteredPoint(Record):
    """A lettered point of a clause (điểm)."""

    point: Annotated[Text, key("Điểm", "a, b, c1 …")]
    text: Annotated[Text, key("Nội dung", "Nội dung của điểm")]


class StandardPack(Record):
    """An edition of the standard (ấn bản tiêu chuẩn)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    name: Annotated[Text, key("Tên", "Tên và ấn bản, ví dụ TCVN ISO 9001:2015")]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn của gói")] = Certainty.CONFIRMED
    note: Annotated[Text | None, key("Ghi chú", "Nguồn, điều chưa xác nhận")] = None
    published: Annotated[Day | None, key("Ngày công bố", "Ngày công bố tiêu chuẩn")] = None
    clauses: Annotated[tuple[ClauseTitle, ...], key("Điều khoản", "Các điều khoản và tiêu đề")]
    documented_information: Annotated[
        tuple[DocumentedInformation, ...], key("Thông tin dạng văn bản", "Nơi tiêu chuẩn yêu cầu")
    ] = ()
    review_inputs: Annotated[tuple[LetteredPoint, ...], key("Đầu vào xem xét", "9.3.2")] = ()
    review_outputs: Annotated[tuple[LetteredPoint, ...], key("Đầu ra xem xét", "9.3.3")] = ()
    objective_criteria: Annotated[tuple[LetteredPoint, ...], key("Yêu cầu với mục tiêu", "6.2.1")] = ()
    objective_planning: Annotated[tuple[LetteredPoint, ...], key("Hoạch định mục tiêu", "6.2.2")] = ()
    usually_excluded: Annotated[tuple[Clause, ...], key("Thường không áp dụng", "Điều khoản hay không áp dụng")] = ()

    def title_of(self, number: str) -> str | None:
        """The title of a clause, or None where the edition has no such clause.

        What has no title of its own goes by the clause around it: `7.5.3.2` and `7.5.3a` by 7.5.3.
        """
        if not self.knows(number):
            return None
        wanted = clause_key(number)
        titles = {clause_key(clause.number): clause.title for clause in self.clauses}
        while wanted and titles.get(wanted) is None:
            wanted = wanted[:-1]
        return titles.get(wanted)

    def knows(self, number: str) -> bool:
        """Whether the clause, or for a lettered point the clause that holds it, is in this edition.

        A number that is not listed is unknown, however long: neither 4.10 nor 7.5.3.9 is in the edition of 2015.
        """
        numbers = {clause_key(clause.number) for clause in self.clauses}
        wanted = clause_key(number)
        return wanted in numbers or _without_point(wanted) in numbers


def _without_point(wanted: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    """The clause that holds a lettered point: that of `9.3.2c1` is 9.3.2."""
    return tuple(takewhile(lambda part: not part[1], wanted))


class ClauseStep(Record):
    """Where a clause of one edition went in another."""

    source: Annotated[Clause, key("Từ", "Điều khoản của ấn bản cũ")]
    targets: Annotated[tuple[Clause, ...], key("Đến", "Điều khoản của ấn bản mới; trống nếu bỏ")] = ()
    note: Annotated[Text | None, key("Ghi chú", "Nội dung thay đổi")] = None


class ClauseMap(Record):
    """The map between two editions (bảng đối chiếu điều khoản)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    source: Annotated[Key, key("Ấn bản cũ", "Gói tiêu chuẩn cũ")]
    target: Annotated[Key, key("Ấn bản mới", "Gói tiêu chuẩn mới")]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn của bảng")]
    note: Annotated[Text | None, key("Ghi chú", "Nguồn, điều chưa xác nhận")] = None
    steps: Annotated[tuple[ClauseStep, ...], key("Đối chiếu", "Từng điều khoản")]

    def targets_of(self, number: str) -> tuple[str, ...] | None:
        """Where a clause, or the clause that holds a lettered point, went; () if it was dropped, None if unknown."""
        wanted = clause_key(number)
        steps = {clause_key(step.source): step.targets for step in self.steps}
        return steps.get(wanted, steps.get(_without_point(wanted)))


class ScoreCriterion(Record):
    """A row of a scoring table (tiêu chí)."""

    id: Annotated[Text, key("Số", "Số tiêu chí: I, 7, 7.2, 7.2d")]
    parent: Annotated[Text | None, key("Tiêu chí cha", "Số tiêu chí chứa tiêu chí này")] = None
    text: Annotated[Text, key("Tiêu chí", "Nguyên văn")]
    label: Annotated[Text | None, key("Nhãn in", "Chữ in ở cột TT khi khác số tiêu chí: a, b")] = None
    max: Annotated[Figure, key("Điểm tối đa", "Điểm tối đa")]
    step: Annotated[Figure | None, key("Bước điểm", "0.5 nếu chỉ được chấm 0; 0,5; 1")] = None
    probes: Annotated[
        tuple[Key, ...], key("Phép thử", "Tên các phép thử mà hồ sơ phải qua; trống là người chấm quyết định")
    ] = ()
    attach: Annotated[Text | None, key("Cần đính kèm", "Bằng chứng mà người chấm phải tự tìm và đính kèm")] = None


class Grade(Record):
    """A band of the total (xếp loại), only where the province has set one."""

    name: Annotated[Text, key("Xếp loại", "Tên")]
    at_least: Annotated[Figure, key("Từ điểm", "Điểm thấp nhất")]


class ScoringTable(Record):
    """A provincial scoring table (bảng chấm điểm)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    name: Annotated[Text, key("Tên", "Tên bảng")]
    issued_by: Annotated[Text | None, key("Văn bản ban hành", "Số, ngày quyết định ban hành bảng")] = None
    note: Annotated[Text | None, key("Ghi chú", "Nguồn")] = None
    total_label: Annotated[Text, key("Dòng tổng", "Chữ in ở dòng tổng")] = "Tổng"
    rows: Annotated[tuple[ScoreCriterion, ...], key("Tiêu chí", "Các tiêu chí, cha đứng trước con")]
    grades: Annotated[tuple[Grade, ...], key("Xếp loại", "Ngưỡng xếp loại, nếu tỉnh có quy định")] = ()

    @model_validator(mode="after")
    def _rows_in_order(self) -> Self:
        # Sums go from the last row to the first, so each row must follow the one that holds it.
        seen: set[str] = set()
        for row in self.rows:
            if row.id in seen or (row.parent is not None and row.parent not in seen):
                raise PydanticCustomError("qms_row_order", "row {row} repeated or before its parent", {"row": row.id})
            seen.add(row.id)
        return self

    @property
    def leaves(self) -> tuple[ScoreCriterion, ...]:
        """The rows that are scored themselves; all others are sums."""
        parents = {row.parent for row in self.rows}
        return tuple(row for row in self.rows if row.id not in parents)

    def children(self, parent: str | None) -> tuple[ScoreCriterion, ...]:
        """The rows directly below `parent`; the parts of the table for None."""
        return tuple(row for row in self.rows if row.parent == parent)

    def sums(self, leaves: Mapping[str, Decimal]) -> dict[str, Decimal]:
        """The score of every row and of the whole (`tong`), from the scores of the leaves; a missing leaf counts 0.

        Parents stated beside are ignored: no number is ever typed twice.
        """
        scores = {row.id: leaves.get(row.id, Decimal(0)) for row in self.leaves}
        for row in reversed(self.rows):
            below = self.children(row.id)
            if below:
                scores[row.id] = sum((scores[child.id] for child in below), Decimal(0))
        scores["tong"] = sum((scores[part.id] for part in self.children(None)), Decimal(0))
        return scores


class LegalInstrument(Record):
    """A legal instrument with its validity (văn bản pháp luật)."""

    number: Annotated[Text, key("Số, ký hiệu", "Số, ký hiệu")]
    type: Annotated[Text, key("Tên loại", "Luật, Nghị định, Quyết định, Thông tư …")]
    issuer: Annotated[Text, key("Cơ quan ban hành", "Cơ quan ban hành")]
    title: Annotated[Text | None, key("Trích yếu", "Trích yếu đầy đủ; bỏ trống nếu chưa biết nguyên văn")] = None
    issued: Annotated[Day | None, key("Ngày ban hành", "Ngày ký")] = None
    effective: Annotated[Day | None, key("Ngày có hiệu lực", "Ngày có hiệu lực")] = None
    expires: Annotated[Day | None, key("Ngày hết hiệu lực", "Ngày hết hiệu lực")] = None
    replaced_by: Annotated[Text | None, key("Được thay bởi", "Số, ký hiệu")] = None
    amended_by: Annotated[tuple[Text, ...], key("Được sửa bởi", "Số, ký hiệu")] = ()
    topic: Annotated[Key, key("Chủ đề", "htqlcl, van-thu, mot-cua, tthc, chinh-quyen …")]
    grounds: Annotated[
        tuple[Key, ...], key("Là căn cứ của", "Loại quyết định lấy văn bản này làm căn cứ, ví dụ ban-hanh-tai-lieu")
    ] = ()
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn về hiệu lực")]
    note: Annotated[Text | None, key("Ghi chú", "Điều chưa xác nhận")] = None

    def in_force(self, day: Day) -> bool:
        """Whether it is in force on `day`, as far as its dates are known; no longer on the day it expires.

        Where the day of its effect is unknown, the day it was signed stands for it.
        """
        start = self.effective or self.issued
        return (start is None or start <= day) and (self.expires is None or day < self.expires)


class LegalPack(Record):
    """Legal instruments (gói văn bản pháp luật)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    checked: Annotated[Day, key("Ngày rà soát", "Ngày gói được rà soát gần nhất")]
    instruments: Annotated[tuple[LegalInstrument, ...], key("Văn bản", "Các văn bản")]

    def find(self, number: str) -> LegalInstrument | None:
        """The instrument with this number, or None."""
        return next((i for i in self.instruments if i.number == number), None)


class AskedOf(StrEnum):
    """Where a question of an audit is asked (hỏi ở đâu)."""

    SYSTEM = "he-thong"
    UNIT = "don-vi"


class AuditQuestion(Record):
    """A question that auditors may ask, with what to look at (câu hỏi đánh giá)."""

    ask: Annotated[Text, key("Câu hỏi", "Điều cần hỏi")]
    look: Annotated[Text, key("Cần xem", "Hồ sơ, hiện trạng cần xem")]


class ClauseQuestions(Record):
    """The questions about one clause (câu hỏi của một điều khoản)."""

    clause: Annotated[Clause, key("Điều khoản", "Số điều khoản")]
    asked_of: Annotated[
        AskedOf, key("Hỏi ở đâu", "he-thong: một lần, ở nơi giữ hệ thống; don-vi: từng đơn vị được đánh giá")
    ]
    questions: Annotated[tuple[AuditQuestion, ...], key("Câu hỏi", "Các câu hỏi")]


class AuditQuestionPack(Record):
    """Questions for an internal audit by an edition of the standard, whose id it bears (bộ câu hỏi đánh giá)."""

    id: Annotated[Key, key("Khóa", "Tên gói tiêu chuẩn mà bộ câu hỏi theo")]
    note: Annotated[Text | None, key("Ghi chú", "Nguồn")] = None
    clauses: Annotated[tuple[ClauseQuestions, ...], key("Điều khoản", "Câu hỏi của từng điều khoản")]


class Recurrence(StrEnum):
    """How often a task comes back (chu kỳ)."""

    YEAR = "nam"
    QUARTER = "quy"
    EVENT = "su-kien"


class Deadline(Record):
    """A recurring task of the year (thời hạn)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn")]
    task: Annotated[Text, key("Công việc", "Việc phải làm")]
    who: Annotated[Text, key("Ai", "co-quan, so-khcn, ubnd-tinh, van-thu …")]
    every: Annotated[Recurrence, key("Chu kỳ", "nam, quy hoặc su-kien")] = Recurrence.YEAR
    from_month: Annotated[Count | None, key("Từ tháng", "Tháng thường bắt đầu làm, nếu theo lịch")] = None
    month: Annotated[Count | None, key("Tháng", "Tháng phải xong, nếu theo lịch")] = None
    day: Annotated[Count | None, key("Ngày", "Ngày trong tháng; bỏ trống là cuối tháng")] = None
    event: Annotated[Text | None, key("Sự kiện", "Thời hạn tính từ sự kiện nào")] = None
    within: Annotated[Text | None, key("Trong vòng", "3 tháng, 5 ngày làm việc … kể từ sự kiện")] = None
    within_months: Annotated[Count | None, key("Số tháng", "Thời hạn tính bằng tháng kể từ sự kiện")] = None
    within_working_days: Annotated[
        Count | None, key("Số ngày làm việc", "Thời hạn tính bằng ngày làm việc kể từ sự kiện")
    ] = None
    legal: Annotated[bool, key("Thời hạn luật định", "Có nếu luật quy định; không là thông lệ, sửa được")] = False
    basis: Annotated[Text, key("Căn cứ", "Điều, khoản, hoặc thông lệ")]
    role: Annotated[Key | None, key("Vai trò", "Khóa vai trò thường làm việc này")] = None
    output: Annotated[Text | None, key("Sản phẩm", "Văn bản phải có")] = None
    command: Annotated[Text | None, key("Lệnh", "Lệnh isoqms làm việc này, không kèm năm")] = None
    if_needed: Annotated[
        bool, key("Chỉ khi cần", "Có nếu không phải năm nào cũng phải làm: chỉ nhắc trước hạn, không tính là quá hạn")
    ] = False
    from_start: Annotated[
        bool, key("Làm từ khi xây dựng", "Có nếu phải làm ngay khi bắt đầu xây dựng hệ thống, chưa cần đã áp dụng")
    ] = False

    def due_in(self, year: int) -> Day | None:
        """The last day for it in a year; None where it follows an event or a quarter and not the calendar."""
        if self.month is None:
            return None
        last = monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day or last, last))


class DeadlinePack(Record):
    """The calendar of the year (lịch công việc trong năm)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    deadlines: Annotated[tuple[Deadline, ...], key("Thời hạn", "Các công việc theo lịch")]


class AgencyKind(Record):
    """A kind of agency, and what its repository starts with (loại cơ quan).

    Patterns take `{name}` (xã An Phú), `{Name}` (with a capital), `{word}` (xã), `{place}` (An Phú), `{province}`
    (tỉnh Lâm Đồng), `{province_place}` (Lâm Đồng), `{initials}` (KHCN); in capitals `{NAME}`, `{PROVINCE}`, `{PARENT}`.
    """

    id: Annotated[Key, key("Khóa", "xa, phuong, so …")]
    title: Annotated[Text, key("Tên loại", "Xã, phường, sở …")]
    ends: Annotated[Day | None, key("Không còn từ ngày", "Ngày loại cơ quan này chấm dứt, nếu đã chấm dứt")] = None
    words: Annotated[
        tuple[Text, ...], key("Chữ chỉ loại", "Các chữ đứng trước tên riêng; chữ đầu được thêm khi người dùng bỏ")
    ]
    example: Annotated[Text, key("Ví dụ", "Một tên cơ quan loại này")]
    head: Annotated[Text, key("Người đứng đầu", "Chủ tịch, Giám đốc …")]
    deputy: Annotated[Text, key("Cấp phó", "Phó Chủ tịch, Phó Giám đốc …")]
    head_title: Annotated[Text, key("Chức danh người đứng đầu", "Chủ tịch UBND xã, Giám đốc Sở …")]
    deputy_title: Annotated[Text, key("Chức danh cấp phó", "Phó Chủ tịch UBND xã, Phó Giám đốc Sở …")]
    one_stop: Annotated[Text, key("Bộ phận một cửa", "Tên nơi tiếp nhận hồ sơ và trả kết quả")]
    collective: Annotated[Text | None, key("Tập thể", "Ủy ban nhân dân, hoặc bỏ trống")] = None
    obligation: Annotated[Obligation, key("Diện áp dụng", "Theo QĐ 19/2014/QĐ-TTg, Điều 2")]
    obligation_basis: Annotated[Text, key("Căn cứ diện áp dụng", "Điều, khoản")]
    spending_group: Annotated[
        Key | None, key("Nhóm định mức chi", "Khóa của nhóm cơ quan trong gói định mức chi, nếu thuộc nhóm nào")
    ] = None
    short_name: Annotated[Text, key("Tên ngắn", "Mẫu tên dùng trong văn bản: UBND {name}")]
    full_name: Annotated[Text, key("Tên đầy đủ", "Mẫu tên đầy đủ: Ủy ban nhân dân {name}")]
    symbol: Annotated[Text, key("Ký hiệu mặc định", "UBND, {initials} …")]
    place: Annotated[Text, key("Địa danh", "Mẫu địa danh trước ngày tháng; NĐ 30/2020/NĐ-CP, Phụ lục I, II.4")]
    lead_agency: Annotated[Text, key("Đơn vị chủ trì", "Mẫu tên nơi nhận thông báo, báo cáo")]
    parent_lines: Annotated[tuple[Text, ...], key("Cơ quan chủ quản", "Mẫu các dòng; {PROVINCE} là tên tỉnh")] = ()
    agency_lines: Annotated[tuple[Text, ...], key("Tên ở góc trái", "Mẫu các dòng tên cơ quan ban hành, viết hoa")]
    documents: Annotated[
        tuple[Text, ...],
        key("Tài liệu khung", "Đường dẫn trong docs-template/ được đưa vào kho mới; * thay cho một phần tên"),
    ]
    overlay: Annotated[Text | None, key("Lớp phủ", "Thư mục thay các tệp riêng của loại này")] = None
    roles: Annotated[tuple[Role, ...], key("Vai trò", "Các vai trò mặc định")]
    units: Annotated[tuple[Unit, ...], key("Đơn vị", "Các đơn vị mặc định")]
    note: Annotated[Text | None, key("Ghi chú", "Điều cần biết")] = None


class Provinces(Record):
    """The provinces that are centrally-run cities (thành phố trực thuộc Trung ương); all others are tỉnh."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    checked: Annotated[Day, key("Ngày rà soát", "Ngày danh sách được rà soát gần nhất")]
    cities: Annotated[tuple[Text, ...], key("Thành phố", "Tên riêng các thành phố trực thuộc Trung ương")]
    note: Annotated[Text | None, key("Ghi chú", "Điều chưa xác nhận")] = None


class FormPlace(Record):
    """Where an instrument prints a form."""

    instrument: Annotated[Text, key("Văn bản", "Số, ký hiệu của văn bản ban hành mẫu")]
    form: Annotated[Text, key("Mẫu số", "Số của mẫu trong văn bản")]
    name: Annotated[Text | None, key("Tên theo văn bản", "Tên mẫu trong văn bản này, nếu khác")] = None


class OfficialForm(Record):
    """A form that a higher body issued (biểu mẫu theo quy định), named by a key that outlives its number."""

    key: Annotated[Key, key("Khóa", "Tên ngắn, không đổi khi văn bản thay đổi")]
    name: Annotated[Text, key("Tên", "Tên biểu mẫu")]
    columns: Annotated[tuple[Text, ...], key("Cột", "Các cột của mẫu, nếu biết")] = ()
    places: Annotated[tuple[FormPlace, ...], key("Nơi ban hành", "Văn bản và số mẫu, mới trước cũ sau")]

    def number_in(self, instrument: str) -> str | None:
        """The number of the form in this instrument, or None where it has no such form."""
        return next((place.form for place in self.places if place.instrument == instrument), None)


class FormPack(Record):
    """Forms by key (gói biểu mẫu theo quy định)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn về số của mẫu")]
    note: Annotated[Text | None, key("Ghi chú", "Nguồn, điều chưa xác nhận")] = None
    forms: Annotated[tuple[OfficialForm, ...], key("Biểu mẫu", "Các biểu mẫu")]

    def find(self, form: str) -> OfficialForm | None:
        """The form with this key, or None."""
        return next((f for f in self.forms if f.key == form), None)


class CaseGroup(StrEnum):
    """Where a status counts in the statistics (nhóm thống kê)."""

    NOT_RECEIVED = "chua-tiep-nhan"
    REFUSED = "tu-choi"
    OPEN = "dang-giai-quyet"
    WITHDRAWN = "rut"
    STOPPED = "dung-tra-lai"
    RESOLVED = "da-giai-quyet"


class CaseStatus(Record):
    """A status of a dossier (trạng thái hồ sơ)."""

    code: Annotated[Text, key("Mã", "Mã trạng thái trên cổng")]
    name: Annotated[Text, key("Trạng thái", "Tên trạng thái")]
    group: Annotated[CaseGroup, key("Nhóm thống kê", "Nhóm mà trạng thái được tính vào")]
    clock_stopped: Annotated[bool, key("Dừng tính giờ", "Có nếu thời gian ở trạng thái này được trừ")] = False


class StatusPack(Record):
    """The statuses of a portal (gói trạng thái hồ sơ)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn của gói")]
    note: Annotated[Text | None, key("Ghi chú", "Nguồn, điều chưa xác nhận")] = None
    statuses: Annotated[tuple[CaseStatus, ...], key("Trạng thái", "Các trạng thái")]

    def find(self, code_or_name: str) -> CaseStatus | None:
        """The status with this code or exact name, or None."""
        return next((s for s in self.statuses if code_or_name in (s.code, s.name)), None)


class SpendingAmount(Record):
    """The ceiling of an item for one group of agencies."""

    agency: Annotated[Key, key("Nhóm cơ quan", "Khóa của nhóm cơ quan")]
    million: Annotated[Figure, key("Triệu đồng", "Mức chi tối đa, triệu đồng")]


class SpendingItem(Record):
    """An item with its ceilings (nội dung chi)."""

    key: Annotated[Key, key("Khóa", "Tên ngắn")]
    text: Annotated[Text, key("Nội dung chi", "Nội dung và đơn vị tính")]
    per: Annotated[
        Text | None, key("Tính theo từng", "Quy trình …, nếu mức tính cho từng cái; khi đó không so với cả khoản chi")
    ] = None
    ceiling: Annotated[Figure | None, key("Mức chung", "Triệu đồng, nếu một mức cho mọi cơ quan")] = None
    amounts: Annotated[tuple[SpendingAmount, ...], key("Mức theo nhóm", "Mức chi của từng nhóm cơ quan")] = ()


class SpendingGroup(Record):
    """A group of agencies, some of which spend a share of what another group may."""

    key: Annotated[Key, key("Khóa", "Tên ngắn")]
    name: Annotated[Text, key("Nhóm cơ quan", "Các cơ quan của nhóm")]
    kinds: Annotated[
        tuple[Key, ...],
        key("Loại cơ quan", "Khóa các loại cơ quan thuộc nhóm, nếu khác điều gói loại cơ quan ghi ở spending_group"),
    ] = ()
    of: Annotated[Key | None, key("Tính theo nhóm", "Nhóm mà mức chi được tính theo")] = None
    percent: Annotated[Count | None, key("Phần trăm", "Phần trăm mức chi của nhóm đó")] = None


class SpendingPack(Record):
    """Spending ceilings (định mức chi)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    basis: Annotated[Text, key("Căn cứ", "Số, ký hiệu văn bản quy định")]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn của gói")]
    note: Annotated[Text | None, key("Ghi chú", "Nguồn, điều chưa xác nhận")] = None
    groups: Annotated[tuple[SpendingGroup, ...], key("Nhóm cơ quan", "Các nhóm cơ quan")]
    items: Annotated[tuple[SpendingItem, ...], key("Nội dung chi", "Các nội dung chi và mức tối đa")]

    def group_of(self, kind: str) -> str | None:
        """The group that itself names a kind of agency; None where none does."""
        return next((group.key for group in self.groups if kind in group.kinds), None)

    def ceiling(self, item: str, group: str) -> Decimal | None:
        """The most that may be spent on an item, in million đồng; None where no ceiling is known."""
        wanted = next((i for i in self.items if i.key == item), None)
        if wanted is None:
            return None
        if wanted.ceiling is not None:
            return wanted.ceiling
        own = next((a.million for a in wanted.amounts if a.agency == group), None)
        share = next((g for g in self.groups if g.key == group and g.of), None)
        if own is not None or share is None or share.of is None or share.percent is None:
            return own
        whole = next((a.million for a in wanted.amounts if a.agency == share.of), None)
        return None if whole is None else whole * share.percent / 100


class OutdatedTerm(Record):
    """A word that went out of official use (từ ngữ không còn dùng)."""

    term: Annotated[Text, key("Từ ngữ", "Từ ngữ cũ, chữ thường")]
    variants: Annotated[tuple[Text, ...], key("Cách viết khác", "Các cách viết khác của từ ngữ cũ")] = ()
    since: Annotated[Day, key("Từ ngày", "Ngày từ ngữ không còn dùng")]
    instead: Annotated[Text | None, key("Thay bằng", "Từ ngữ đang dùng; bỏ trống nếu không còn")] = None
    basis: Annotated[Text, key("Căn cứ", "Văn bản làm từ ngữ thay đổi")]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn")]
    near: Annotated[
        tuple[Text, ...], key("Đi cùng", "Chỉ bắt khi cùng đoạn có một trong các chữ này; bỏ trống là luôn bắt")
    ] = ()
    note: Annotated[Text | None, key("Ghi chú", "Khi nào vẫn dùng đúng")] = None


class TermPack(Record):
    """Words that went out of use (gói từ ngữ)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    terms: Annotated[tuple[OutdatedTerm, ...], key("Từ ngữ", "Các từ ngữ không còn dùng")]

    def outdated_on(self, day: Day) -> tuple[OutdatedTerm, ...]:
        """The words that are out of use on `day`."""
        return tuple(term for term in self.terms if term.since <= day)


def wrong_keys(error: ValueError) -> tuple[str, ...]:
    """The keys at which a model refused its data, as `rows.3.max`; none where it is the whole that is wrong."""
    if not isinstance(error, ValidationError):
        return ()
    return tuple(".".join(str(part) for part in fault["loc"]) for fault in error.errors() if fault["loc"])
