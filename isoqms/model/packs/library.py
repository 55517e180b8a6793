"""Administrative procedures that nearly every agency of a level has (thư viện TTHC)."""

from typing import Annotated

from isoqms.model.base import Count, Day, Key, Record, Text, key
from isoqms.model.control.document import DossierComponent, RetainedRecord, Step, TimeLimit
from isoqms.model.days import OF_A_PACK
from isoqms.model.packs.certainty import Certainty


class Pace(Record):
    """The steps that procedures of one pace begin and end with (nhịp giải quyết)."""

    key: Annotated[Key, key("Khóa", "Tên nhịp")]
    before: Annotated[tuple[Step, ...], key("Các bước đầu", "Từ tiếp nhận đến giao việc")]
    after: Annotated[tuple[Step, ...], key("Các bước cuối", "Từ trình ký đến trả kết quả")]


class LibraryProcedure(Record):
    """An administrative procedure of the library, as far as a source gives it."""

    key: Annotated[Key, key("Khóa", "Tên ngắn, để gọi khi chưa biết mã")]
    code: Annotated[Text, key("Mã TTHC", "Mã quốc gia, hoặc [cần điền: …]")]
    name: Annotated[Text, key("Tên TTHC", "Tên theo danh mục")]
    short: Annotated[Text | None, key("Tên gọn", "Tên trong tên quy trình, khi tên dài")] = None
    field: Annotated[Text, key("Lĩnh vực", "Lĩnh vực")]
    legal_basis: Annotated[tuple[Text, ...], key("Cơ sở pháp lý", "Số, ký hiệu")]
    dossier: Annotated[tuple[DossierComponent, ...], key("Thành phần hồ sơ", "Giấy tờ phải nộp")]
    dossier_sets: Annotated[Count | None, key("Số bộ", "Số bộ hồ sơ")] = None
    time_limit: Annotated[TimeLimit, key("Thời hạn", "Thời hạn và nguồn")]
    fee: Annotated[Text, key("Phí, lệ phí", "Mức thu, hoặc [cần điền: …]")]
    outcome: Annotated[Text, key("Kết quả", "Kết quả giải quyết")]
    pace: Annotated[Key, key("Nhịp", "Khóa của nhịp giải quyết")]
    work: Annotated[tuple[Step, ...], key("Phần chuyên môn", "Các bước giữa")]
    records: Annotated[tuple[RetainedRecord, ...], key("Hồ sơ cần lưu", "Hồ sơ của thủ tục")]
    purpose: Annotated[Text, key("Mục đích", "Viết tiếp sau tên quy trình")]
    scope: Annotated[Text, key("Phạm vi", "Ai, trường hợp nào")]
    outside: Annotated[Text, key("Không áp dụng", "Trường hợp loại trừ")]
    condition: Annotated[Text, key("Điều kiện", "Điều kiện thực hiện")]
    review: Annotated[Text, key("Thẩm định", "Điều phải kiểm tra")]
    sources: Annotated[tuple[Text, ...], key("Nguồn", "Nơi lấy mã, hồ sơ, thời hạn")]

    @property
    def title(self) -> str:
        """The title of the procedure (quy trình) that handles it."""
        name = self.short or self.name
        return f"Quy trình {name[:1].lower()}{name[1:]}"


class Library(Record):
    """The procedures of a level (gói thư viện TTHC)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    title: Annotated[Text, key("Tên", "Tên thư viện")]
    level: Annotated[Text, key("Cấp", "Cấp thực hiện")]
    checked: Annotated[Day, key("Ngày rà soát", "Ngày rà soát gần nhất"), OF_A_PACK]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn của gói")]
    records: Annotated[
        tuple[RetainedRecord, ...], key("Hồ sơ dùng chung", "Hồ sơ mà thủ tục nào cũng để lại")
    ] = ()
    paces: Annotated[tuple[Pace, ...], key("Nhịp giải quyết", "Các bước dùng chung")]
    procedures: Annotated[tuple[LibraryProcedure, ...], key("Thủ tục", "Các thủ tục")]

    def steps(self, procedure: LibraryProcedure) -> tuple[Step, ...]:
        """All steps of a procedure, in order."""
        pace = next(each for each in self.paces if each.key == procedure.pace)
        return (*pace.before, *procedure.work, *pace.after)
