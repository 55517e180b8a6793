"""The names that a framework text asks for, of an agency as it is called today."""

from isoqms.model.agency.settings import Agency


def variables_now(agency: Agency, year: int) -> dict[str, str | int]:
    """The names for an agency as its settings have it today.

    What they do not tell is left to be filled in.
    """
    titles = {role.key: role.title for role in agency.roles}

    def title(key: str, words: str) -> str:
        return titles.get(key, f"[cần điền: {words}]")

    return {
        "co_quan": agency.name,
        "co_quan_day_du": agency.full_name,
        "nguoi_dung_dau": title("nguoi-dung-dau", "chức danh người đứng đầu"),
        "cap_pho": title("dai-dien-lanh-dao", "chức danh cấp phó"),
        "chuc_vu_ky": agency.head.upper(),
        "tinh": agency.province,
        "dia_danh": agency.place,
        "don_vi_chu_tri": agency.lead_agency,
        "loai": agency.kind,
        "bo_phan_mot_cua": title("bo-phan-mot-cua", "nơi tiếp nhận hồ sơ và trả kết quả"),
        "tieu_chuan": agency.standard_name,
        "nam": year,
    }
