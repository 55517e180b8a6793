"""Record how an announcement was made public: notified, posted, put on the website."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Final

from isoqms.actions.agency.beginnings import to_edit
from isoqms.actions.announcing.request import AnnounceRequest, CannotAnnounce, cleaned_request
from isoqms.actions.changing.applying import Change
from isoqms.errors import BadAnswer
from isoqms.facts.announcing.announcements import Announced, announcements
from isoqms.model.announcing import Announcement
from isoqms.model.layout import path_of
from isoqms.repository import Repository
from isoqms.source.editing import Append, Edit, Put, edited
from isoqms.wording import listed

_WORDS: Final = {"notice": "thông báo", "posted": "niêm yết", "website": "đăng tải"}


def plan_publicity(
    repository: Repository, request: AnnounceRequest
) -> tuple[Announced, Change, tuple[str, ...]]:
    """The announcement that is meant, the change that records its publicity, and what is left.

    The last announcement is meant where no number is given. CannotAnnounce where there is none,
    BadAnswer where nothing is said of it.
    """
    request = cleaned_request(request)
    announced = _announced(repository, request.number)
    given = publicity(request)
    if not given:
        raise BadAnswer(
            "Chưa biết ghi gì.", "Thêm --notice, --posted hoặc --website kèm nội dung cần ghi."
        )
    _refuse_another(announced, given)
    register = register_path(announced.day.year)
    before, seen = to_edit(repository, register)
    acts = listed(_WORDS[key] for key in given if key in _WORDS)
    change = Change(
        f"Ghi việc công khai công bố theo {announced.number}: {acts}",
        {register: edited(register, before, *_edits(announced, given))},
        seen=seen,
    )
    done = _with_recorded(request, announced.record)
    return announced, change, tuple(left_to_do(repository, done))


def _refuse_another(announced: Announced, given: dict[str, Any]) -> None:
    """BadAnswer where something else was recorded of the same act: nothing is written over."""
    for key in _WORDS:
        known = getattr(announced.record, key, None)
        if known is None or key not in given:
            continue
        act = _WORDS[key]
        if known == given[key]:
            raise BadAnswer(f"Việc {act} đã ghi như vậy rồi: «{known}».", "Không phải ghi lại.")
        raise BadAnswer(
            f"Lần công bố theo {announced.number} đã ghi {act}: «{known}»; ghi «{given[key]}» thì "
            "mất điều đã ghi.",
            f"Đã ghi nhầm thì sửa chỗ ấy trong {register_path(announced.day.year)}, rồi chạy "
            "`isoqms save`; làm thêm một lần nữa thì ghi cả hai vào chỗ ấy.",
        )


def _edits(announced: Announced, given: dict[str, Any]) -> Iterator[Edit]:
    """What is said, put to the line of the announcement; a new line where it has none."""
    if announced.record is None:
        entry = {"decision": announced.number, "announced": announced.day, **given}
        yield Append(("announcements",), (entry,))
        return
    for key, value in given.items():
        yield Put((*announced.place.route, key), value)


def _with_recorded(request: AnnounceRequest, known: Announcement | None) -> AnnounceRequest:
    """The request with what was recorded of the publicity before."""
    if known is None:
        return request
    return replace(
        request,
        notice=request.notice or known.notice,
        posted=request.posted or known.posted,
        website=request.website or known.website,
    )


def _announced(repository: Repository, number: str | None) -> Announced:
    known = announcements(repository)
    found = next((each for each in reversed(known) if number in (None, each.number)), None)
    if found is not None:
        return found
    what = "Hệ thống chưa được công bố lần nào."
    if number:
        what = f"Không có lần công bố nào theo «{number}»."
    raise CannotAnnounce(
        what, "Ghi quyết định công bố trước: `isoqms announce --number SỐ --signed NGÀY`."
    )


def register_path(year: int) -> PurePosixPath:
    """The file of a year's announcements."""
    return path_of("cong-bo", year)


def publicity(request: AnnounceRequest) -> dict[str, Any]:
    """What is recorded of how the announcement was made public."""
    said: dict[str, Any] = {}
    if request.notice:
        # A bare number is a notice; whoever sent a letter says so.
        kind = "" if request.notice[0].isalpha() else "Thông báo số "
        said["notice"] = f"{kind}{request.notice}"
        said["notified"] = True
    if request.posted:
        said["posted"] = request.posted
    if request.website:
        said["website"] = request.website
    return said


def left_to_do(repository: Repository, request: AnnounceRequest) -> Iterator[str]:
    """The acts of publicity that are not recorded yet (QĐ 19/2014/QĐ-TTg, Điều 4, khoản 3)."""
    agency = repository.agency.record
    if not request.notice:
        yield (
            f"Gửi thông báo tới {agency.lead_agency}, rồi ghi: "
            'isoqms announce --record --notice "SỐ ngày NGÀY"'
        )
    if not request.posted:
        yield 'Niêm yết tại trụ sở, rồi ghi: isoqms announce --record --posted "NƠI, ngày NGÀY"'
    if agency.website and not request.website:
        yield (
            "Đăng trên trang thông tin điện tử, rồi ghi: isoqms announce --record --website ĐỊA-CHỈ"
        )
