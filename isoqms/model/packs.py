"""What a data pack holds: a standard's edition, a scoring table, laws, deadlines, a kind of agency."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from isoqms.model.agency import Obligation, Role, Unit
from isoqms.model.base import Clause, Count, Day, Figure, Key, Record, Text, clause_key, key


class Certainty(StrEnum):
    """How well a fact of a pack is known; what is not confirmed is never asserted in an official paper."""

    CONFIRMED = "da-xac-nhan"
    LIKELY = "chua-xac-nhan"


class ClauseTitle(Record):
    """A clause and its title."""

    number: Annotated[Clause, key("Điều khoản", "Số điều khoản")]
    title: Annotated[Text, key("Tiêu đề", "Tiêu đề tiếng Việt")]
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
        """The title of a clause, or None where the edition has no such clause; `7.5.3.2 a` falls back to 7.5.3."""
        wanted = clause_key(number)
        for clause in self.clauses:
            if clause_key(clause.number) == wanted:
                return clause.title
        return None

    def knows(self, number: str) -> bool:
        """Whether the clause, or for a lettered or fourth-level part the clause around it, is in this edition."""
        wanted = clause_key(number)
        numbers = {clause_key(clause.number) for clause in self.clauses}
        while wanted and (not wanted[-1][0] or len(wanted) > 3):
            if wanted in numbers:
                return True
            wanted = wanted[:-1]
        return wanted in numbers


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
    steps: Annotated[tuple[ClauseStep, ...], key("Đối chiếu", "Từng điều khoản")]


class ScoreCriterion(Record):
    """A row of a scoring table (tiêu chí)."""

    id: Annotated[Text, key("Số", "Số tiêu chí: I, 7, 7.2, 7.2d")]
    parent: Annotated[Text | None, key("Tiêu chí cha", "Số tiêu chí chứa tiêu chí này")] = None
    text: Annotated[Text, key("Tiêu chí", "Nguyên văn")]
    label: Annotated[Text | None, key("Nhãn in", "Chữ in ở cột TT khi khác số tiêu chí: a, b")] = None
    max: Annotated[Figure, key("Điểm tối đa", "Điểm tối đa")]
    step: Annotated[Figure | None, key("Bước điểm", "0.5 nếu chỉ được chấm 0; 0,5; 1")] = None


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
    title: Annotated[Text, key("Trích yếu", "Trích yếu đầy đủ")]
    issued: Annotated[Day | None, key("Ngày ban hành", "Ngày ký")] = None
    effective: Annotated[Day | None, key("Ngày có hiệu lực", "Ngày có hiệu lực")] = None
    expires: Annotated[Day | None, key("Ngày hết hiệu lực", "Ngày hết hiệu lực")] = None
    replaced_by: Annotated[Text | None, key("Được thay bởi", "Số, ký hiệu")] = None
    amended_by: Annotated[tuple[Text, ...], key("Được sửa bởi", "Số, ký hiệu")] = ()
    topic: Annotated[Key, key("Chủ đề", "htqlcl, van-thu, mot-cua, tthc, chinh-quyen …")]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn về hiệu lực")]
    note: Annotated[Text | None, key("Ghi chú", "Điều chưa xác nhận")] = None

    def in_force(self, day: Day) -> bool:
        """Whether it is in force on `day`, as far as its dates are known."""
        started = self.effective is None or self.effective <= day
        return started and (self.expires is None or day < self.expires)


class LegalPack(Record):
    """Legal instruments (gói văn bản pháp luật)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    checked: Annotated[Day, key("Ngày rà soát", "Ngày gói được rà soát gần nhất")]
    instruments: Annotated[tuple[LegalInstrument, ...], key("Văn bản", "Các văn bản")]

    def find(self, number: str) -> LegalInstrument | None:
        """The instrument with this number, or None."""
        return next((i for i in self.instruments if i.number == number), None)


class Deadline(Record):
    """A recurring task of the year (thời hạn)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn")]
    task: Annotated[Text, key("Công việc", "Việc phải làm")]
    who: Annotated[Text, key("Ai", "co-quan, so-khcn, ubnd-tinh, van-thu …")]
    month: Annotated[Count | None, key("Tháng", "Tháng phải xong, nếu theo lịch")] = None
    day: Annotated[Count | None, key("Ngày", "Ngày trong tháng; bỏ trống là cuối tháng")] = None
    within: Annotated[Text | None, key("Trong vòng", "3 tháng, 5 ngày làm việc … kể từ sự kiện")] = None
    legal: Annotated[bool, key("Thời hạn luật định", "Có nếu luật quy định; không là thông lệ, sửa được")] = False
    basis: Annotated[Text, key("Căn cứ", "Điều, khoản, hoặc thông lệ")]
    role: Annotated[Key | None, key("Vai trò", "Khóa vai trò thường làm việc này")] = None
    output: Annotated[Text | None, key("Sản phẩm", "Văn bản phải có")] = None
    command: Annotated[Text | None, key("Lệnh", "Lệnh isoqms làm việc này")] = None


class DeadlinePack(Record):
    """The calendar of the year (lịch công việc trong năm)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    deadlines: Annotated[tuple[Deadline, ...], key("Thời hạn", "Các công việc theo lịch")]


class AgencyKind(Record):
    """A kind of agency, and what its repository starts with (loại cơ quan)."""

    id: Annotated[Key, key("Khóa", "xa, phuong, so …")]
    title: Annotated[Text, key("Tên loại", "Xã, phường, sở …")]
    ends: Annotated[Day | None, key("Không còn từ ngày", "Ngày loại cơ quan này chấm dứt, nếu đã chấm dứt")] = None
    head: Annotated[Text, key("Người đứng đầu", "Chủ tịch, Giám đốc …")]
    deputy: Annotated[Text, key("Cấp phó", "Phó Chủ tịch, Phó Giám đốc …")]
    collective: Annotated[Text | None, key("Tập thể", "Ủy ban nhân dân, hoặc bỏ trống")] = None
    obligation: Annotated[Obligation, key("Diện áp dụng", "Theo QĐ 19/2014/QĐ-TTg, Điều 2")]
    obligation_basis: Annotated[Text, key("Căn cứ diện áp dụng", "Điều, khoản")]
    full_name: Annotated[Text, key("Tên đầy đủ", "Mẫu tên đầy đủ; {name} là tên ngắn bỏ chữ UBND")]
    symbol: Annotated[Text, key("Ký hiệu mặc định", "UBND, SKHCN …")]
    parent_lines: Annotated[tuple[Text, ...], key("Cơ quan chủ quản", "Mẫu các dòng; {PROVINCE} là tên tỉnh")] = ()
    documents: Annotated[tuple[Text, ...], key("Tài liệu khung", "Đường dẫn trong docs-template/ được đưa vào kho mới")]
    overlay: Annotated[Text | None, key("Lớp phủ", "Thư mục thay các tệp riêng của loại này")] = None
    roles: Annotated[tuple[Role, ...], key("Vai trò", "Các vai trò mặc định")]
    units: Annotated[tuple[Unit, ...], key("Đơn vị", "Các đơn vị mặc định")]
    note: Annotated[Text | None, key("Ghi chú", "Điều cần biết")] = None
