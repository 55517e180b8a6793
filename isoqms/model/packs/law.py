"""Legal instruments with their validity (văn bản pháp luật)."""

from typing import Annotated

from isoqms.model.base import Day, Key, Record, Text, key
from isoqms.model.days import OF_A_PACK
from isoqms.model.packs.certainty import Certainty


class LegalInstrument(Record):
    """A legal instrument with its validity (văn bản pháp luật)."""

    number: Annotated[Text, key("Số, ký hiệu", "Số, ký hiệu")]
    type: Annotated[Text, key("Tên loại", "Luật, Nghị định, Quyết định, Thông tư …")]
    issuer: Annotated[Text, key("Cơ quan ban hành", "Cơ quan ban hành")]
    title: Annotated[
        Text | None, key("Trích yếu", "Trích yếu đầy đủ; bỏ trống nếu chưa biết nguyên văn")
    ] = None
    paraphrased: Annotated[
        bool, key("Trích yếu ghi tóm lược", "Trích yếu không đúng nguyên văn: giấy tờ chỉ in số")
    ] = False
    issued: Annotated[Day | None, key("Ngày ban hành", "Ngày ký"), OF_A_PACK] = None
    effective: Annotated[Day | None, key("Ngày có hiệu lực", "Ngày có hiệu lực"), OF_A_PACK] = None
    expires: Annotated[Day | None, key("Ngày hết hiệu lực", "Ngày hết hiệu lực"), OF_A_PACK] = None
    replaced_by: Annotated[Text | None, key("Được thay bởi", "Số, ký hiệu")] = None
    amended_by: Annotated[tuple[Text, ...], key("Được sửa bởi", "Số, ký hiệu")] = ()
    topic: Annotated[Key, key("Chủ đề", "htqlcl, van-thu, mot-cua, tthc, chinh-quyen …")]
    grounds: Annotated[
        tuple[Key, ...],
        key("Là căn cứ của", "Loại quyết định lấy văn bản này làm căn cứ, ví dụ ban-hanh-tai-lieu"),
    ] = ()
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn về hiệu lực")]
    note: Annotated[Text | None, key("Ghi chú", "Điều chưa xác nhận")] = None

    def in_force(self, day: Day) -> bool:
        """Whether it is in force on `day`, as far as its dates are known.

        No longer on the day it expires.

        Where the day of its effect is unknown, the day it was signed stands for it.
        """
        start = self.effective or self.issued
        return (start is None or start <= day) and (self.expires is None or day < self.expires)


class LegalPack(Record):
    """Legal instruments (gói văn bản pháp luật)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    checked: Annotated[Day, key("Ngày rà soát", "Ngày gói được rà soát gần nhất"), OF_A_PACK]
    instruments: Annotated[tuple[LegalInstrument, ...], key("Văn bản", "Các văn bản")]

    def find(self, number: str) -> LegalInstrument | None:
        """The instrument with this number, or None."""
        return next((i for i in self.instruments if i.number == number), None)
