"""Probes of the announcement that the system conforms (QĐ 19/2014/QĐ-TTg, Điều 4.3, 4.4.c)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.model.announcing import Announcement
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.model.layout import file_of
from isoqms.repository.entry import Entry, Row
from isoqms.repository.year import Rows
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, by_decision
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, full, none, unknown
from isoqms.wording import date_short, listed, number

_ANNOUNCE: Final = Raise(
    "Công bố hệ thống: quyết định, phụ lục, thông báo, niêm yết.",
    "isoqms announce --check",
    Effort.PAPER,
    legal=True,
)
_NOTIFY: Final = Raise(
    f"Gửi văn bản thông báo tới đơn vị chủ trì, ghi số, ngày vào {file_of('cong-bo')}.",
    "isoqms decision notice",
    Effort.PAPER,
    legal=True,
)
_POST: Final = Raise(
    f"Niêm yết, đăng tải; ghi nơi niêm yết và địa chỉ trang vào {file_of('cong-bo')}.",
    "isoqms announce --record",
    legal=True,
)
_ANNEX: Final = Raise(
    f"Ghi mã các TTHC trong phụ lục của quyết định công bố vào {file_of('cong-bo')}.",
    "isoqms export cong-bo",
)


def _last(ground: Ground) -> Row[Announcement] | None:
    """The last announcement up to the end of the year and the date of the question."""
    years = (year for year in ground.repository.years.values() if year.year <= ground.year.year)
    rows = Rows(tuple(years)).announcements
    known = [row for row in rows if row.record.announced <= ground.day]
    return max(known, key=lambda row: row.record.announced, default=None)


def _decided(ground: Ground) -> Entry[Decision] | None:
    return next(reversed(ground.decided(DecisionKind.ANNOUNCE)), None)


def _not_announced(ground: Ground) -> Proof:
    against = Against(
        f"đến năm {ground.year.year} chưa ghi lần công bố nào",
        name=Counter.ANNOUNCEMENT_NONE,
        missing=True,
    )
    return none(against, _ANNOUNCE)


def _announced(ground: Ground) -> Proof:
    found, decided = _last(ground), _decided(ground)
    if found is not None:
        each = found.record
        words = f"Quyết định số {each.decision} ngày {date_short(each.announced)}"
        return full(Said(words, found.at("decision")))
    if decided is not None:
        return full(by_decision(decided, decided.record.summary))
    return _not_announced(ground)


def _annexed(ground: Ground) -> Proof:
    """Whether the annex is recorded.

    Counts alone, or a decision alone, leave it to a person to look at the paper.
    """
    found = _last(ground)
    if found is None:
        decided = _decided(ground)
        if decided is None:
            return _not_announced(ground)
        return unknown(_ANNEX, by_decision(decided, decided.record.summary))
    each = found.record
    if each.procedures or each.activities:
        count = len(each.procedures) + len(each.activities)
        place = found.at("procedures" if each.procedures else "activities")
        return full(Said(f"Phụ lục có {number(count)} thủ tục, hoạt động", place))
    day = date_short(each.announced)
    if each.issued_stated is not None or each.withdrawn_stated is not None:
        return unknown(_ANNEX, Said(f"Lần công bố ngày {day} chỉ ghi số lượng", found.place))
    words = f"lần công bố ngày {day} không ghi phụ lục nào"
    return none(Against(words, (found.place,), missing=True), _ANNEX)


def _only_decided(ground: Ground, raise_by: Raise) -> Proof:
    """Unknown where a decision announced it and nothing else is recorded of that."""
    return unknown(raise_by) if _decided(ground) else _not_announced(ground)


def _notified(ground: Ground) -> Proof:
    found = _last(ground)
    if found is None:
        return _only_decided(ground, _NOTIFY)
    each = found.record
    if each.notice:
        return full(Said(each.notice, found.at("notice")))
    if each.notified:
        words = "Ghi là đã thông báo, không có số văn bản"
        return unknown(_NOTIFY, Said(words, found.at("notified")))
    lead = ground.repository.agency.record.lead_agency
    text = f"lần công bố ngày {date_short(each.announced)} không ghi văn bản thông báo tới {lead}"
    name = Counter.ANNOUNCEMENT_NOT_NOTIFIED
    return none(Against(text, (found.place,), name, missing=True), _NOTIFY)


def _posted(ground: Ground) -> Proof:
    found = _last(ground)
    if found is None:
        return _only_decided(ground, _POST)
    each, website = found.record, ground.repository.agency.record.website
    told = {"posted": each.posted, "website": each.website}
    evidence = tuple(Said(text, found.at(route)) for route, text in told.items() if text)
    lacking = ""
    if not each.posted:
        lacking = "nơi niêm yết"
    elif website and not each.website:
        lacking = "địa chỉ trang đã đăng"
    if not lacking:
        return full(*evidence)
    words = f"lần công bố ngày {date_short(each.announced)} không ghi {lacking}"
    against = Against(words, (found.place,), Counter.ANNOUNCEMENT_NOT_POSTED, missing=True)
    return none(against, _POST, *evidence)


def _announced_again(ground: Ground) -> Proof:
    """Whether the scope changed after the last announcement: documents other than forms."""
    found, decided = _last(ground), _decided(ground)
    days = [found.record.announced] if found else []
    days += [decided.record.signed] if decided else []
    if not days:
        return _not_announced(ground)
    since = max(days)
    changed = [(entry, _changes(ground, entry.record)) for entry in _later(ground, since)]
    later = [(entry, codes) for entry, codes in changed if codes]
    last = f"Lần công bố cuối ngày {date_short(since)}"
    evidence = (Said(last, found.place),) if found else ()
    if not later:
        return full(*evidence, Said(f"Từ ngày {date_short(since)} phạm vi không thay đổi"))
    entry, codes = later[0]
    text = (
        f"sau lần công bố ngày {date_short(since)}, «{entry.record.number}» "
        f"ban hành mới hoặc thu hồi {listed(codes)}"
    )
    return none(Against(text, tuple(each.at("number") for each, _ in later)), _ANNOUNCE, *evidence)


def _later(ground: Ground, day: date) -> Iterator[Entry[Decision]]:
    """The decisions signed after a day, but for those that announce."""
    for entry in ground.decisions:
        if entry.record.signed > day and entry.record.kind is not DecisionKind.ANNOUNCE:
            yield entry


def _changes(ground: Ground, record: Decision) -> list[str]:
    issued = {item.code for item in record.issues}
    new = [item.code for item in record.issues if item.revision == 1]
    gone = [item.code for item in record.withdraws if item.code not in issued]
    named = [code for code in (*new, *gone) if not ground.is_form(code)]
    return named or (["một số tài liệu"] if _only_counts(record) else [])


def _only_counts(record: Decision) -> bool:
    """Whether it counts documents without naming them."""
    stated = record.stated
    if stated is None:
        return False
    issued, withdrawn = (
        stated.issued and not record.issues,
        stated.withdrawn and not record.withdraws,
    )
    return bool(issued or withdrawn)


PROBES: Final = (
    Probe(
        "announced",
        "Đã công bố hệ thống bằng quyết định",
        _announced,
        frozenset({Counter.ANNOUNCEMENT_NONE}),
    ),
    Probe(
        "announcement-annexed",
        "Quyết định công bố có phụ lục",
        _annexed,
        frozenset({Counter.ANNOUNCEMENT_NONE}),
    ),
    Probe(
        "announcement-notified",
        "Đã thông báo bằng văn bản tới đơn vị chủ trì",
        _notified,
        frozenset({Counter.ANNOUNCEMENT_NONE, Counter.ANNOUNCEMENT_NOT_NOTIFIED}),
    ),
    Probe(
        "announcement-posted",
        "Đã niêm yết, và đăng tải nếu có trang thông tin điện tử",
        _posted,
        frozenset({Counter.ANNOUNCEMENT_NONE, Counter.ANNOUNCEMENT_NOT_POSTED}),
    ),
    Probe("announced-again", "Phạm vi không đổi từ lần công bố cuối", _announced_again),
)
