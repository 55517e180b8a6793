"""The scoring table that a new agency chooses: one that exists, or none with the way to one."""

from isoqms.errors import UnknownName
from isoqms.model.agency.answers import Answers
from isoqms.packs import PackKind, load_scoring_table, pack_ids
from isoqms.wording import listed, nearest


def tables_there() -> tuple[tuple[str, str], ...]:
    """The key and the name of each table that ships."""
    return tuple((name, load_scoring_table(name).name) for name in pack_ids(PackKind.SCORING))


def refuse_unknown(answers: Answers) -> None:
    """UnknownName for a table that nobody has: the score card could never be asked for."""
    known = pack_ids(PackKind.SCORING)
    if answers.scoring is None or answers.scoring in known:
        return
    close = nearest(answers.scoring, known)
    meant = f"Có phải «{close}»? " if close else ""
    raise UnknownName(
        f"Không có bảng chấm điểm «{answers.scoring}».",
        f"{meant}Các bảng đang có: {listed(known)}. Tỉnh có bảng khác thì bỏ trống câu này, tạo "
        "kho rồi lấy bảng từ Excel: isoqms score --table TỆP.",
    )


def about_scoring(answers: Answers) -> tuple[str, ...]:
    """What to do where no table was chosen, in a sentence."""
    if answers.scoring is not None:
        return ()
    note = (
        "Chưa chọn bảng chấm điểm của tỉnh; xem các bảng, hoặc lấy bảng từ tệp Excel của tỉnh: "
        "isoqms score --tables."
    )
    return (note,)
