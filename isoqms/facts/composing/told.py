"""The lists of records that an outline may go through with `for`, by name."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Final

from isoqms.facts.composing import online, steering, work
from isoqms.facts.composing.lines import Ground, Line, Lines

TOLD: Final[Mapping[str, Callable[[Ground], Lines]]] = {
    "ban_chi_dao": steering.boards,
    "nhan_luc": steering.people,
    "kinh_phi": steering.money,
    "huong_dan": steering.guiding,
    "xac_nhan": steering.confirmations,
    "ky_duyet": steering.signings,
    "ban_hanh": steering.issuings,
    "cong_bo_tthc": steering.publishings,
    "noi_ap_dung": steering.units,
    "chinh_sach": steering.policies,
    "cong_bo": steering.announced,
    "muc_tieu": work.objectives,
    "so_hoa": work.digitised,
    "boi_canh": work.context,
    "rui_ro": work.risks,
    "phan_phoi": work.handed_out,
    "ben_ngoai": work.external,
    "danh_gia": work.audits,
    "chua_danh_gia": work.undone_audits,
    "xem_xet": work.reviews,
    "khong_phu_hop": work.nonconformities,
    "truc_tuyen": online.of_cases,
    "truc_tuyen_tthc": online.of_procedures,
    "xin_loi": work.apologies,
    "khao_sat": work.surveys,
    "khieu_nai": work.complaints,
    "cai_tien": work.improvements,
    "iso_dien_tu": work.e_iso,
    "dao_tao": work.sessions,
    "luat_moi": work.laws,
}


class Told:
    """Records as lines, looked up when an outline asks for them."""

    def __init__(self, tell: Callable[[Ground], Lines], ground: Ground) -> None:
        self._tell = tell
        self._ground = ground

    @cached_property
    def _found(self) -> Lines:
        return self._tell(self._ground)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Line]:
        return iter(self._found)
