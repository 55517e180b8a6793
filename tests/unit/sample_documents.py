"""Controlled documents for the tests: those that a new agency starts with, set as papers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from isoqms.model.agency.settings import Agency
from isoqms.model.control.document import ControlledDocument
from isoqms.model.law import ExternalDocument
from isoqms.pages.control.controlled_document import (
    RevisionLine,
    Setting,
    Withdrawal,
    controlled_document,
)
from isoqms.pages.layout.blocks import Block, Heading, Item, Paper, Paragraph, Run, Text

TEMPLATES = Path(__file__).parents[2] / "docs-template"
NAMES = {
    "co_quan": "UBND xã An Phú",
    "nguoi_dung_dau": "Chủ tịch UBND xã",
    "bo_phan_mot_cua": "Trung tâm Phục vụ hành chính công xã",
    "tieu_chuan": "TCVN ISO 9001:2015",
}
AGENCY = Agency.model_validate(
    {
        "name": "UBND xã An Phú",
        "full_name": "Ủy ban nhân dân xã An Phú",
        "kind": "xa",
        "province": "Lâm Đồng",
        "place": "An Phú",
        "symbol": "UBND",
        "agency_lines": ["Ủy ban nhân dân", "xã An Phú"],
        "head": "Chủ tịch",
        "obligation": "khuyen-khich",
        "lead_agency": "Sở Khoa học và Công nghệ tỉnh Lâm Đồng",
        "roles": [
            {"key": "nguoi-dung-dau", "title": "Chủ tịch UBND xã"},
            {"key": "dai-dien-lanh-dao", "title": "Phó Chủ tịch UBND xã"},
            {"key": "thu-ky-iso", "title": "Thư ký ISO"},
            {"key": "cong-chuc-chuyen-mon", "title": "Công chức chuyên môn"},
            {"key": "truong-don-vi", "title": "Trưởng phòng"},
            {"key": "van-thu", "title": "Văn thư"},
            {"key": "bo-phan-mot-cua", "title": "Công chức Bộ phận Một cửa"},
        ],
    }
)
LAWS = tuple(
    ExternalDocument.model_validate(law)
    for law in (
        {
            "number": "19/2014/QĐ-TTg",
            "title": "Quyết định về việc áp dụng Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc "
            "gia "
            "TCVN ISO 9001:2008 vào hoạt động của các cơ quan, "
            "tổ chức thuộc hệ thống hành chính nhà nước",
            "issuer": "Thủ tướng Chính phủ",
            "issued": "2014-03-05",
        },
        {
            "number": "30/2020/NĐ-CP",
            "title": "Nghị định về công tác văn thư",
            "issuer": "Chính phủ",
            "issued": "2020-03-05",
        },
        {
            "number": "72/2025/QH15",
            "title": "Luật Tổ chức chính quyền địa phương",
            "issuer": "Quốc hội",
            "issued": "2025-06-16",
        },
    )
)
TITLES = {
    "MT-HTQLCL": "Bản mô tả hệ thống quản lý chất lượng",
    "QT-HT-01": "Quy trình kiểm soát thông tin dạng văn bản",
    "QT-HT-02": "Quy trình đánh giá nội bộ",
    "QT-HT-04": "Quy trình kiểm soát sự không phù hợp và hành động khắc phục, cải tiến",
    "QT-HT-07": "Quy trình đào tạo và quản lý nguồn lực",
    "QT-NB-01": "Quy trình quản lý văn bản đi, đến",
    "BM-HT-01-01": "Phiếu yêu cầu viết mới, sửa đổi tài liệu",
    "BM-HT-01-02": "Danh mục tài liệu nội bộ",
    "BM-HT-01-03": "Danh mục tài liệu bên ngoài",
    "BM-HT-01-04": "Sổ phân phối tài liệu",
    "BM-HT-01-05": "Biên bản thu hồi, hủy tài liệu",
    "BM-HT-01-06": "Danh mục kiểm soát hồ sơ",
}
ISSUED = date(2025, 3, 31)
SETTING = Setting(
    AGENCY,
    ISSUED,
    (RevisionLine(1, ISSUED, "Ban hành lần đầu"),),
    LAWS,
    TITLES,
    {
        "nguoi-dung-dau": "Nguyễn Văn An",
        "dai-dien-lanh-dao": "Trần Thị Bình",
        "thu-ky-iso": "Lê Văn Cường",
    },
)
WITHDRAWAL = Withdrawal(
    "12/QĐ-UBND", date(2026, 2, 5), date(2026, 2, 10), "Chủ tịch Ủy ban nhân dân xã An Phú"
)


def read(path: str, **changes: Any) -> tuple[ControlledDocument, tuple[Block, ...]]:
    """A document of the templates: its head with some values changed, and its prose as blocks."""
    text = (TEMPLATES / path).read_text(encoding="utf-8")
    text = re.sub(r"{{ (\w+) }}", lambda found: NAMES.get(found[1], found[1]), text)
    _, head, body = text.split("---\n", 2)
    record = YAML(typ="safe", pure=True).load(head)
    return ControlledDocument.model_validate({**record, **changes}), tuple(prose(body))


def prose(text: str) -> Iterator[Block]:
    """The blocks of the little Markdown that stands in the templates."""
    for part in re.split(r"\n\n|\n(?=- )", text.strip()):
        heading = re.match(r"(#+) (?:([\d.]+) )?(.+)", part)
        if heading:
            yield Heading(min(len(heading[1]), 3), heading[2] or "", heading[3])
        elif part.startswith("- "):
            yield Item(_hands(part[2:]))
        else:
            yield Paragraph(_hands(part))


def _hands(text: str) -> Text:
    pieces = enumerate(text.split("**"))
    return tuple(Run(piece, bold=index % 2 == 1) for index, piece in pieces if piece)


def procedure() -> Paper:
    return controlled_document(*read("du-thao/he-thong/QT-HT-01.md"), SETTING)


def service() -> Paper:
    return controlled_document(*read("du-thao/tthc/tu-phap/QT-TP-01.md"), SETTING)


def withdrawn() -> Paper:
    return controlled_document(
        *read("du-thao/he-thong/QT-HT-01.md"), replace(SETTING, withdrawal=WITHDRAWAL)
    )


def description() -> Paper:
    return controlled_document(*read("du-thao/he-thong/MT-HTQLCL.md"), SETTING)


SLIP_PROSE = """\
**Người lập:** Công chức thấy cần viết mới, sửa đổi hay bỏ một tài liệu; Thư ký ISO \
nhận phiếu và trình xem xét.

**Cách ghi:** Mỗi tài liệu một phiếu. Nêu rõ phần cần sửa: viết điều đang ghi, điều đề nghị ghi \
lại và lý do.

**Lưu:** Thư ký ISO giữ; 05 năm (mục 7 của quy trình QT-HT-01).
"""


def slip() -> Paper:
    """A form of fields."""
    document = ControlledDocument.model_validate(
        {
            "code": "BM-HT-01-01",
            "title": "Phiếu yêu cầu viết mới, sửa đổi tài liệu",
            "kind": "bieu-mau",
            "fields": [
                "Người, đơn vị đề nghị",
                "Ngày đề nghị",
                "Loại yêu cầu (viết mới, sửa đổi, bãi bỏ)",
                "Tên và mã tài liệu, lần ban hành hiện hành",
                "Lý do (nêu văn bản pháp luật, kết quả đánh giá hoặc sự việc)",
                "Nội dung đề nghị",
                "Các tài liệu, biểu mẫu khác phải sửa theo",
                "Ý kiến của Thư ký ISO",
                "Ý kiến xem xét",
                "Kết luận của người phê duyệt",
                "Người được giao soạn thảo và hạn hoàn thành",
            ],
        }
    )
    return controlled_document(document, tuple(prose(SLIP_PROSE)), SETTING)


def register() -> Paper:
    """A form that is a wide table."""
    titles = (
        "TT",
        "Quá trình",
        "Rủi ro, cơ hội",
        "Nguyên nhân",
        "Khả năng",
        "Mức độ",
        "Điểm",
        "Biện pháp",
        "Hạn",
    )
    widths = (10, 30, 45, 35, 15, 14, 13, 40, 23)
    document = ControlledDocument.model_validate(
        {
            "code": "BM-HT-05-01",
            "title": "Bảng nhận diện, đánh giá rủi ro và cơ hội",
            "kind": "bieu-mau",
            "columns": [{"title": t, "width_mm": w} for t, w in zip(titles, widths, strict=True)],
        }
    )
    return controlled_document(document, tuple(prose(SLIP_PROSE)), SETTING)
