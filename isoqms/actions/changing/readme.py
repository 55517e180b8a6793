"""The page in a backup that says how to bring the repository back, for whoever opens the file."""

from typing import Final

from isoqms.model.backup import Manifest, Why
from isoqms.wording import date_short, number

WORDS: Final = {
    Why.EDITED: "sửa tay, chưa ghi vào lịch sử",
    Why.NEW: "chưa từng ghi vào lịch sử",
    Why.PRINTED: "bản in ra hoặc bảng Excel trong xuat/",
}
_MOST: Final = 200


def readme(manifest: Manifest, name: str) -> str:
    """The text, in lines that Notepad shows whole."""
    lines = [
        f"BẢN SAO LƯU KHO TÀI LIỆU CỦA {manifest.agency.upper()}",
        f"Ngày sao lưu: {date_short(manifest.day)}. Chương trình: isoqms {manifest.program}.",
        "",
        "TRONG TỆP NÀY CÓ",
        f"- Toàn bộ lịch sử: {number(manifest.entries)} lần ghi, {_marks(manifest)}.",
        f"- {number(len(manifest.files))} tệp nằm trong thư mục mà lịch sử chưa giữ.",
        "- noi-dung.json: bản kê, kèm mã SHA-256 của từng phần.",
        "",
        "ĐƯA KHO TRỞ LẠI",
        "1. Máy cần có isoqms và Git. Cắm USB, mở cửa sổ lệnh ở chỗ sẽ để kho.",
        f'2. Gõ: isoqms restore --from "{name}" kho-tai-lieu',
        "   (ghi cả đường dẫn tới tệp, ví dụ E:\\…; kho-tai-lieu là thư mục mới hoặc trống).",
        "3. Máy kiểm tra toàn bộ rồi mới ghi; báo lỗi thì không có gì bị ghi.",
        "4. Vào thư mục ấy, gõ: isoqms verify",
        "",
        "Đừng giải nén, sửa rồi nén lại: máy sẽ không nhận. Không có isoqms thì nhờ cán bộ CNTT:",
        "lich-su.bundle là một bó lịch sử của Git, mở bằng git clone; tep/ chứa các tệp kèm theo.",
        "",
        *_listed("TỆP KÈM THEO", [f"{e.path}: {WORDS[e.why]}" for e in manifest.files]),
        *_listed("ĐÃ GHI NHẬN MÀ LÚC SAO LƯU KHÔNG CÒN (khôi phục sẽ có lại)", [*manifest.gone]),
        *_listed("KHÔNG MANG THEO", [*manifest.left_out]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _marks(manifest: Manifest) -> str:
    tags = sum(name.startswith("refs/tags/") for name in manifest.references)
    return f"{number(tags)} dấu mốc quyết định"


def _listed(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [f"… và {number(len(lines) - _MOST)} tệp nữa."] if len(lines) > _MOST else []
    return [title, *(f"- {line}" for line in lines[:_MOST]), *more, ""]
