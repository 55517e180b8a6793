"""An edition of the standard, and where its clauses went in another (ấn bản tiêu chuẩn)."""

from itertools import takewhile
from typing import Annotated

from isoqms.model.base import Clause, Day, Key, Record, Text, clause_key, key
from isoqms.model.days import OF_A_PACK
from isoqms.model.packs.certainty import Certainty


class ClauseTitle(Record):
    """A clause and its title; numbered paragraphs such as 9.2.1 have none."""

    number: Annotated[Clause, key("Điều khoản", "Số điều khoản")]
    title: Annotated[
        Text | None, key("Tiêu đề", "Tiêu đề tiếng Việt; bỏ trống nếu điều khoản không có tiêu đề")
    ] = None
    certainty: Annotated[Certainty, key("Độ chắc chắn", "da-xac-nhan hoặc chua-xac-nhan")] = (
        Certainty.CONFIRMED
    )


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
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn của gói")] = (
        Certainty.CONFIRMED
    )
    note: Annotated[Text | None, key("Ghi chú", "Nguồn, điều chưa xác nhận")] = None
    published: Annotated[Day | None, key("Ngày công bố", "Ngày công bố tiêu chuẩn"), OF_A_PACK] = (
        None
    )
    clauses: Annotated[tuple[ClauseTitle, ...], key("Điều khoản", "Các điều khoản và tiêu đề")]
    documented_information: Annotated[
        tuple[DocumentedInformation, ...], key("Thông tin dạng văn bản", "Nơi tiêu chuẩn yêu cầu")
    ] = ()
    review_inputs: Annotated[tuple[LetteredPoint, ...], key("Đầu vào xem xét", "9.3.2")] = ()
    review_outputs: Annotated[tuple[LetteredPoint, ...], key("Đầu ra xem xét", "9.3.3")] = ()
    objective_criteria: Annotated[
        tuple[LetteredPoint, ...], key("Yêu cầu với mục tiêu", "6.2.1")
    ] = ()
    objective_planning: Annotated[
        tuple[LetteredPoint, ...], key("Hoạch định mục tiêu", "6.2.2")
    ] = ()
    usually_excluded: Annotated[
        tuple[Clause, ...], key("Thường không áp dụng", "Điều khoản hay không áp dụng")
    ] = ()

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

        A number that is not listed is unknown, however long: neither 4.10 nor 7.5.3.9 is in the
        edition of 2015.
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
    targets: Annotated[
        tuple[Clause, ...], key("Đến", "Điều khoản của ấn bản mới; trống nếu bỏ")
    ] = ()
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
        """Where a clause, or the clause that holds a lettered point, went.

        () if it was dropped, None if unknown.
        """
        wanted = clause_key(number)
        steps = {clause_key(step.source): step.targets for step in self.steps}
        return steps.get(wanted, steps.get(_without_point(wanted)))
