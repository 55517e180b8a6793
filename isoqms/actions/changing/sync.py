"""Keep the PCs of one office together through a place that they share."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.changing.arriving import arrived
from isoqms.actions.changing.aside import kept_aside
from isoqms.actions.changing.codes_apart import codes_apart, written_anew
from isoqms.actions.changing.hand_edits import hand_edits
from isoqms.actions.changing.sides import Lines, sides, who_said
from isoqms.errors import CannotWrite, IsoqmsError
from isoqms.facts.changing.collisions import Collision, collisions
from isoqms.facts.changing.joining import Joined, join
from isoqms.facts.changing.questions import Keep, Question
from isoqms.history.blobs import NOTHING
from isoqms.history.errors import HistoryBusy, NoSharedPlace, NothingRecorded
from isoqms.history.place import Place, place_of, position
from isoqms.history.sharing.folder import folder_at, other_agency
from isoqms.history.sharing.marks import marks
from isoqms.history.sharing.relay import Relay, Told, refuse_strange_files, relay
from isoqms.history.sharing.remembered import (
    remember,
    remember_day,
    remembered_place,
    trace,
    trace_of,
)
from isoqms.history.sharing.server import place_named
from isoqms.history.sharing.shared import Exchange, Shared
from isoqms.history.writing.comparing import refuse_if_busy
from isoqms.history.writing.following import go, joining, move, way_to
from isoqms.history.writing.journal import Reference
from isoqms.history.writing.lock import writing
from isoqms.history.writing.recording import ADDRESS
from isoqms.history.writing.worktree import ROOM
from isoqms.repository import load
from isoqms.repository.loading import find_root
from isoqms.wording import printable

COPIES: Final = PurePosixPath("xuat", "truoc-khi-dong-bo")
"""Where whole files lie that were not chosen, by the day on which they were not."""
_TAKEN: Final = (
    "Đã nhận cả phần có lỗi của người khác: xem bằng `isoqms validate`, báo người đã ghi sửa."
)
_TRIES: Final = 5
_SHOWN: Final = 5
_BRANCH: Final = "refs/heads/"
_TAG: Final = "refs/tags/"


class HandEdits(IsoqmsError):
    """Files carry edits that nobody has recorded, so they could not be sent."""

    hint = (
        "Ghi nhận bằng `isoqms save` (hoặc đưa về như cũ: `isoqms restore` kèm tên tệp) rồi chạy "
        "lại; chưa có gì bị thay đổi."
    )


class Undecided(IsoqmsError):
    """Two people changed one thing differently, and nobody can be asked."""


class DecisionsCollide(IsoqmsError):
    """Two decisions cannot both stand as they are recorded."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants of an exchange."""

    start: Path
    day: date
    when: datetime
    place: str = ""
    """Where; the place that is remembered where empty."""
    keeps: bool = False
    """Whether the place is to be remembered."""
    author: str = ""
    """A title; the agency where it is empty."""
    dry_run: bool = False
    prompts: bool = False
    """Whether somebody sits there who can be asked."""
    answers: Mapping[str, Keep] = field(default_factory=dict)
    accepts: bool = False
    """Whether the others' entries are taken even where they bring errors."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and who said what on each side."""

    question: Question
    mine: Told | None
    shared: Told | None


@dataclass(frozen=True, slots=True)
class Synced:
    """What an exchange brought, or with `dry_run` would bring."""

    place: str
    came: tuple[Told, ...] = ()
    """Entries of the others, the newest first."""
    went: tuple[Told, ...] = ()
    """Those of this PC."""
    tags: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """The names of the tags that came, and of those that went."""
    is_joined: bool = False
    notes: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    """What has to be chosen first; nothing was changed then."""
    risks: tuple[str, ...] = ()
    """Errors that the others' entries bring, in sentences; nothing was changed then."""
    dropped: Mapping[PurePosixPath, bytes] = field(default_factory=dict)
    """Whole files that were not chosen."""


def sync(request: Request) -> Synced:
    """Take what the others have, join it to what this PC has, and leave that for them.

    All or nothing; where somebody has to choose, `asked` and `risks` say what, and nothing is
    changed. Raises NotARepository, NoSharedPlace, UnsafeShared, HandEdits, DecisionsCollide,
    WouldBreak, and what writing raises.
    """
    root = find_root(request.start)
    # Whoever only looks leaves nothing behind, not even a lock.
    lock = writing(root, doing="isoqms sync", who=request.author)
    with nullcontext() if request.dry_run else lock:
        own = place_of(root)
        refuse_if_busy(own)
        if position(own)[1] == NOTHING:
            raise NothingRecorded("Kho này chưa ghi nhận gì, nên chưa có gì để đồng bộ.")
        _refuse_hand_edits(root)
        try:
            return _tried(own, _exchange(own, request), request)
        except OSError as error:
            raise CannotWrite("Không ghi được tệp tạm để đồng bộ.", ROOM) from error


def _tried(own: Place, exchange: Exchange, request: Request) -> Synced:
    """The exchange, begun anew as often as somebody else is quicker."""
    for _ in range(_TRIES):
        done = _once(own, exchange, request)
        if done is not None:
            return done
    raise HistoryBusy(
        "Nơi dùng chung liên tục có thay đổi mới của người khác.", "Đợi một lát rồi chạy lại."
    )


def _refuse_hand_edits(root: Path) -> None:
    ours = [str(each.path) for each in hand_edits(root)]
    if ours:
        more = f" và {len(ours) - _SHOWN} tệp nữa" if len(ours) > _SHOWN else ""
        names = ", ".join(f"«{path}»" for path in ours[:_SHOWN])
        raise HandEdits(f"Có tệp đã sửa, thêm hoặc xóa mà chưa ghi nhận: {names}{more}.")


# The place.


def _exchange(own: Place, request: Request) -> Exchange:
    words = request.place or remembered_place(own)
    if not words:
        raise NoSharedPlace(
            "Kho này ở máy này chưa có nơi dùng chung.",
            "Gõ `isoqms sync --set THƯ-MỤC` với thư mục trên ổ mạng, USB hoặc địa chỉ máy chủ.",
        )
    named = place_named(words, prompts=request.prompts)
    if not isinstance(named, Path):
        return named
    agency = load(own.root, request.day).agency.record.name
    return folder_at(named, own, agency)


def _kept_words(request: Request) -> str:
    """The place as it is remembered: a folder whole, as the next call may be made elsewhere."""
    named = place_named(request.place)
    return str(named) if isinstance(named, Path) else request.place


# One exchange.


def _once(own: Place, exchange: Exchange, request: Request) -> Synced | None:
    """The exchange; None where the place moved meanwhile, so that it has to be begun anew."""
    branch, mine = position(own)
    with relay(own, mine, trace(own, exchange.words)) as between:
        shared = exchange.look(between, branch.removeprefix(_BRANCH))
        plan = _planned(between, exchange, shared, mine, request)
        if plan.told.asked or plan.told.risks or request.dry_run:
            return plan.told
        # First of all, so that a kill loses none of them.
        copies = tuple(_kept_aside(own, plan.told, request.day))
        if not _carried(own, exchange, plan):
            return None
    if request.keeps:
        remember(own, _kept_words(request))
    remember_day(own, request.day)
    return replace(plan.told, notes=(*plan.told.notes, *copies))


def _kept_aside(own: Place, told: Synced, day: date) -> Iterator[str]:
    """Where the copies of files lie that were not chosen, in sentences."""
    for path, content in told.dropped.items():
        copy = kept_aside(own.root, COPIES / day.isoformat() / path, content)
        yield f"Bản không chọn của «{path}» còn ở «{copy}»."


@dataclass(frozen=True, slots=True)
class _Plan:
    between: Relay
    seen: Shared
    mine: str
    tip: str
    """Where both lines shall end."""
    arriving: Mapping[str, str]
    leaving: Mapping[str, str]
    """Tags by name."""
    told: Synced


def _planned(
    between: Relay, exchange: Exchange, seen: Shared, mine: str, request: Request
) -> _Plan:
    base = between.base(mine, seen.tip) if seen.tip else ""
    if seen.tip and not base:
        raise other_agency(exchange.words)
    if seen.tip:
        refuse_strange_files(_arriving_files(between, mine, seen.tip))
    came = between.entries_between(mine, seen.tip) if seen.tip else ()
    went = between.entries_between(seen.tip, mine)
    own_tags = _own_tags(between.own)
    tags = marks(between, own_tags, seen.tags, mine, seen.tip)
    lines = Lines(base, mine, seen.tip)
    end = _end(between, lines, request)
    risks: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    if came and not end.asked:
        all_tags = {**own_tags, **tags.arriving}
        risks, more = arrived(between, lines, (end.tip, all_tags), request.day)
    notes = [*tags.notes, *_about_the_past(between, exchange, seen), *end.notes, *more]
    told = Synced(
        exchange.words,
        came,
        went,
        (tuple(sorted(tags.arriving)), tuple(sorted(tags.leaving))),
        is_joined=end.is_joined,
        notes=(*notes, _TAKEN) if risks and request.accepts else tuple(notes),
        asked=end.asked,
        risks=() if request.accepts else risks,
        dropped=end.dropped,
    )
    return _Plan(between, seen, mine, end.tip, tags.arriving, tags.leaving, told)


def _arriving_files(between: Relay, mine: str, tip: str) -> dict[str, str]:
    here = between.files(mine)
    return {path: each for path, each in between.files(tip).items() if here.get(path) != each}


def _own_tags(own: Place) -> dict[str, str]:
    lines = own.ask("for-each-ref", "--format=%(refname) %(objectname)", _TAG).splitlines()
    return dict(line.removeprefix(_TAG).split(" ", 1) for line in lines)


def _about_the_past(between: Relay, exchange: Exchange, seen: Shared) -> Iterator[str]:
    known = trace(between.own, exchange.words)
    if known and seen.tip and between.base(known, seen.tip) != known:
        yield (
            "Nơi dùng chung không còn những mục đã thấy lần trước (bị thay hoặc chép lại từ bản "
            "cũ); máy này còn giữ và gửi lại."
        )
    elif known and not seen.tip:
        yield "Nơi dùng chung đang trống; máy này gửi lại toàn bộ."


def _carried(own: Place, exchange: Exchange, plan: _Plan) -> bool:
    """Send first, then follow: killed between, the next exchange only has to follow.

    Whether the place took it.
    """
    between, seen = plan.between, plan.seen
    new = [each for each in (plan.tip, seen.tip, *plan.arriving.values()) if each]
    between.bring_home(new, [plan.mine])
    way = None
    if plan.tip != plan.mine:
        message = f"Đồng bộ với nơi dùng chung: {len(plan.told.came)} mục của người khác"
        refs = _references(own, plan)
        way = way_to(own.root, old=plan.mine, new=plan.tip, message=message, refs=refs)
    is_new = plan.tip != seen.tip or bool(plan.leaving)
    if is_new and not exchange.send(between, seen, plan.tip, plan.leaving):
        return False
    if way is not None:
        go(own.root, way)
    else:
        move(own, _references(own, plan))
    return True


def _references(own: Place, plan: _Plan) -> tuple[Reference, ...]:
    """The tags that come, and where the shared line was last seen."""
    seen = trace_of(plan.told.place, plan.seen.branch)
    before = own.standing([seen]).get(seen, NOTHING)
    # A tag of this PC may leave its name to one that comes.
    held = _own_tags(own) if plan.arriving else {}
    tags = tuple(
        (f"{_TAG}{name}", held.get(name, NOTHING), each)
        for name, each in sorted(plan.arriving.items())
    )
    return tags if before == plan.tip else ((seen, before, plan.tip), *tags)


# Where both lines end.


@dataclass(frozen=True, slots=True)
class _End:
    tip: str
    is_joined: bool = False
    notes: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    dropped: Mapping[PurePosixPath, bytes] = field(default_factory=dict)


def _end(between: Relay, lines: Lines, request: Request) -> _End:
    """The line that goes on; where both do, the entry that joins them, or what has to be asked."""
    if not lines.shared or lines.base == lines.shared:
        return _End(lines.mine)
    if lines.base == lines.mine:
        return _End(lines.shared)
    states = sides(between, lines)
    found = collisions(states.base, states.mine, states.shared)
    if found:
        raise _collide(between, lines, found)
    apart, recoded = codes_apart(between, lines, states, request.day)
    joined = join(apart.base, apart.mine, apart.shared, request.answers)
    joined.files = written_anew(states.shared, apart) | joined.files
    asked = tuple(_asked(between, lines, each) for each in joined.questions)
    tip = lines.mine if asked else _entry(between, lines, joined, request)
    return _End(
        tip, is_joined=True, notes=(*recoded, *joined.notes), asked=asked, dropped=joined.dropped
    )


def _entry(between: Relay, lines: Lines, joined: Joined, request: Request) -> str:
    own = between.own
    count = len(between.entries_between(lines.shared, lines.mine))
    agency = load(own.root, request.day).agency.record.name
    return joining(
        between.place,
        joined.files,
        upon=lines.shared,
        besides=lines.mine,
        message=f"Đồng bộ: ghép {count} mục của một máy vào nơi dùng chung",
        author=(" ".join(request.author.split()) or agency, ADDRESS),
        when=request.when,
    )


def _asked(between: Relay, lines: Lines, question: Question) -> Asked:
    return Asked(
        question,
        who_said(between, (lines.base, lines.mine), question),
        who_said(between, (lines.base, lines.shared), question),
    )


def _collide(between: Relay, lines: Lines, found: tuple[Collision, ...]) -> DecisionsCollide:
    told = []
    for each in found:
        who = between.changes_of(lines.base, lines.shared, f"{between.own.lead}{each.shared.path}")
        by = f", {printable(who[0][0].author, '?')} ghi" if who else ""
        there = f"quyết định {each.shared.words}{by}"
        here = f"quyết định {each.mine.words} ghi ở máy này"
        if each.twice:
            what = ", ".join(f"{code} lần {revision}" for code, revision in each.twice)
            told.append(f"{what} được ban hành hai lần: bằng {there}, và bằng {here}")
        else:
            told.append(f"Một số mà hai quyết định khác nhau: {there}, và {here}")
    return DecisionsCollide(printable(f"{'; '.join(told)}.", "?"), _way_out(found[0]))


def _way_out(found: Collision) -> str:
    number = found.mine.number
    return (
        "Xem giấy đã ký để biết bản nào đúng. Máy này gõ nhầm số, ngày: "
        f"`isoqms decision correct {number}`. Máy này ghi nhầm, bản kia đúng: "
        f"`isoqms decision void {number}`. Bản kia sai: làm như vậy ở máy đã ghi nó và đồng bộ máy "
        "ấy trước. Xong thì chạy lại `isoqms sync`; chưa có gì thay đổi."
    )
