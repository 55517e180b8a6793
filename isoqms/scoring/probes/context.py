"""Probes of the context of the organisation: issues, interested parties, scope."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from isoqms.diagnostics import Place
from isoqms.facts.agency.scope import exclusions
from isoqms.facts.planning.acts import act
from isoqms.facts.reporting.figures import figures
from isoqms.facts.services.coverage import is_activity, within_competence
from isoqms.model.base import clause_within
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.layout import file_of, path_of
from isoqms.model.planning.context import Origin
from isoqms.repository.entry import Entry
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, there_and_lacking
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, full, none, shared, unknown
from isoqms.wording import date_short, listed, number

_REVIEW_CONTEXT: Final = Raise(
    f"Rà soát bối cảnh, ghi các vấn đề và ngày rà soát vào {path_of('van-de')}.",
    "isoqms new context-issue",
)
_REVIEW_PARTIES: Final = Raise(
    f"Rà soát các bên quan tâm, ghi nhu cầu và ngày rà soát vào {path_of('ben-quan-tam')}.",
    "isoqms new party",
)
_STATE_SCOPE: Final = Raise(f"Ghi câu phát biểu phạm vi vào {path_of('pham-vi')}.")
_SERVE: Final = Raise(
    "Soạn quy trình cho các TTHC còn thiếu, hoặc ghi lý do không có quy trình vào "
    f"{file_of('danh-muc')}.",
    "isoqms new service",
    Effort.PAPER,
    legal=True,
)
_INTERNAL: Final = Raise(
    f"Nêu các hoạt động nội bộ đã áp dụng vào {file_of('pham-vi')}, soạn quy trình nội bộ.",
    "isoqms new internal",
    Effort.PAPER,
)


def _context_analysed(ground: Ground) -> Proof:
    entry = ground.repository.context
    issues = entry.record.issues if entry else ()
    if entry is None or not issues:
        said = ground.mentions("bối cảnh")
        if said:
            return unknown(_REVIEW_CONTEXT, *said)
        return none(Against("kho chưa có bảng phân tích bối cảnh", missing=True), _REVIEW_CONTEXT)
    reviewed = entry.record.reviewed
    origins = {issue.origin for issue in issues}
    wants = (Origin.INTERNAL in origins, Origin.EXTERNAL in origins, _fresh(ground, reviewed))
    lacking = [
        words
        for words, met in zip(
            ("vấn đề bên trong", "vấn đề bên ngoài", "lần rà soát trong năm"), wants, strict=True
        )
        if not met
    ]
    evidence = (
        _reviewed(
            ground,
            f"{number(len(issues))} vấn đề bên trong, bên ngoài",
            reviewed,
            entry.at("issues"),
        ),
    )
    against = Against(f"bảng bối cảnh chưa có {listed(lacking)}", (entry.at(),))
    return shared(sum(wants), len(wants), evidence, against, _REVIEW_CONTEXT)


def _parties_analysed(ground: Ground) -> Proof:
    entry = ground.repository.parties
    if entry is None or not entry.record.parties:
        said = ground.mentions("bên quan tâm")
        if said:
            return unknown(_REVIEW_PARTIES, *said)
        return none(Against("kho chưa có bảng các bên quan tâm", missing=True), _REVIEW_PARTIES)
    reviewed, count = entry.record.reviewed, len(entry.record.parties)
    evidence = (
        _reviewed(
            ground,
            f"{number(count)} bên quan tâm, nhu cầu và cách theo dõi",
            reviewed,
            entry.at("parties"),
        ),
    )
    against = Against("bảng các bên quan tâm chưa được rà soát trong năm", (entry.at(),))
    return shared(1 + _fresh(ground, reviewed), 2, evidence, against, _REVIEW_PARTIES)


def _fresh(ground: Ground, reviewed: date | None) -> bool:
    """Whether the register was looked at in the year by the day.

    It holds the last day only; where that is later, the plan of the year may know of the one
    before.
    """
    if reviewed is not None and reviewed <= ground.day:
        return reviewed.year >= ground.year.year
    return act(ground.repository, ground.year.year, "boi-canh") is not None


def _reviewed(ground: Ground, words: str, day: date | None, place: Place) -> Said:
    known = day is not None and day <= ground.day
    return Said(f"{words}, rà soát ngày {date_short(day)}" if day and known else words, place)


def _scope_stated(ground: Ground) -> Proof:
    entry = ground.repository.scope
    if entry is None:
        return none(Against("kho chưa có phát biểu phạm vi áp dụng", missing=True), _STATE_SCOPE)
    return full(Said(f"Phạm vi: {entry.record.statement}", entry.at("statement")))


def _scope_available(ground: Ground) -> Proof:
    """Whether people can get at the scope: in the description, or posted when announced."""
    described = ground.of_kind(DocumentKind.DESCRIPTION)
    if described:
        return full(
            Said(
                f"Bản mô tả hệ thống «{described[0].record.code}» đang có hiệu lực",
                described[0].at("code"),
            )
        )
    for row in ground.repository.rows.announcements:
        each = row.record
        if each.announced <= ground.last_day and (each.posted or each.website):
            day = date_short(each.announced)
            return full(Said(f"Đã niêm yết, đăng tải cùng lần công bố ngày {day}", row.place))
    against = Against(
        "phạm vi chưa nằm trong tài liệu nào có hiệu lực và chưa được niêm yết, đăng tải",
        missing=True,
    )
    return none(
        against,
        Raise("Ban hành bản mô tả hệ thống, hoặc niêm yết phạm vi.", "isoqms issue", Effort.PAPER),
    )


def _scope_services(ground: Ground) -> Proof:
    """The services in words, and the administrative procedures one by one."""
    scope, register = ground.repository.scope, ground.repository.procedures
    told = bool(scope and scope.record.services)
    known = figures(ground.repository, ground.year.year)["procedures"]
    evidence = []
    if scope and told:
        evidence.append(
            Said(
                f"Phạm vi nêu {number(len(scope.record.services))} nhóm dịch vụ",
                scope.at("services"),
            )
        )
    if known.value:
        place = known.sources[0] if known.sources else known.stated_at
        evidence.append(Said(f"{number(known.value)} TTHC thuộc thẩm quyền", place))
    there, lacking = there_and_lacking(
        (("nhóm dịch vụ trong phạm vi", told), ("danh mục TTHC", known.value))
    )
    file = scope or register
    places = (file.at(),) if file else ()
    raise_by = Raise(
        f"Ghi «Dịch vụ được bao trùm» (services) vào {file_of('pham-vi')} và lập danh mục TTHC.",
        "isoqms export pham-vi danh-muc",
    )
    against = Against(f"chưa có {listed(lacking)}", places)
    return shared(len(there), 2, tuple(evidence), against, raise_by)


def _exclusions_justified(ground: Ground) -> Proof:
    """Each requirement not applied has its reason, and is one that can be left out."""
    rows = exclusions(ground.repository)
    raise_by = Raise(
        "Nêu điều khoản không áp dụng và lý giải vào mục «Không áp dụng» (exclusions) của "
        f"{file_of('pham-vi')}."
    )
    if not rows:
        return unknown(raise_by)
    usual = ground.repository.packs.standard.usually_excluded
    odd = [
        row for row in rows if not any(clause_within(row.record.clause, clause) for clause in usual)
    ]
    evidence = tuple(
        Said(f"{row.record.clause}: {row.record.justification}", row.place) for row in rows
    )
    against = Against(
        f"không áp dụng {listed(row.record.clause for row in odd)}, "
        "điều khoản mà cơ quan hành chính thường phải áp dụng",
        tuple(row.place for row in odd),
    )
    return shared(len(rows) - len(odd), len(rows), evidence, against, raise_by)


def _services_covered(ground: Ground) -> Proof:
    """How many administrative procedures have a procedure of ours, or a reason for none."""
    register = ground.repository.procedures
    listed = within_competence(ground.repository, ground.last_day)
    if register is None or not listed or not ground.documents:
        return _services_stated(ground)
    bare = [each for each in listed if not each.documents and not each.procedure.excluded]
    done, total = len(listed) - len(bare), len(listed)
    evidence = (Said(_SERVED.format(number(done), number(total)), register.at("procedures")),)
    against = Against(
        f"{number(len(bare))} trong {number(total)} TTHC chưa có quy trình",
        tuple(register.at("procedures", each.index) for each in bare if each.index is not None),
    )
    return shared(done, total, evidence, against, _SERVE)


_SERVED: Final = "{} trong {} TTHC có quy trình hoặc lý do không có"


def _services_stated(ground: Ground) -> Proof:
    """The same by the counts that are stated, where the procedures are not kept here."""
    entry = ground.year.stated
    total, done = (
        (entry.record.procedures, entry.record.procedures_served) if entry else (None, None)
    )
    if entry is None or not total or done is None:
        return unknown(_SERVE, *ground.elsewhere)
    place = entry.at("procedures_served")
    against = Against(
        f"{number(total - done)} trong {number(total)} TTHC chưa có quy trình", (place,)
    )
    return shared(
        done, total, (Said(_SERVED.format(number(done), number(total)), place),), against, _SERVE
    )


def _internal_activities(ground: Ground) -> Proof:
    stated = ground.year.stated
    told = stated.record.internal_activities if stated else None
    if stated and told == 0:
        place = stated.at("internal_activities")
        return _no_activity("số hoạt động nội bộ được áp dụng ghi là 0", place)
    scope = ground.repository.scope
    named = scope.record.internal_activities if scope else ()
    guides = tuple(filter(is_activity, ground.documents))
    if scope is None or not named:
        if guides:
            return full(*_guiding(guides))
        if scope is None or told is not None:
            return unknown(_INTERNAL)
        words = "phạm vi không nêu hoạt động nội bộ nào, kho cũng không có quy trình nội bộ"
        return _no_activity(words, scope.at())
    place = scope.at("internal_activities")
    evidence = (Said(f"Phạm vi nêu hoạt động nội bộ: {listed(named)}", place), *_guiding(guides))
    if len(guides) >= len(named) or ground.elsewhere:
        return full(*evidence)
    against = Against(
        f"phạm vi nêu {number(len(named))} hoạt động nội bộ mà chỉ có {number(len(guides))} quy "
        "trình nội bộ",
        (place,),
    )
    # Scope and procedure are half of it each.
    return shared(len(named) + len(guides), 2 * len(named), evidence, against, _INTERNAL)


def _no_activity(words: str, place: Place) -> Proof:
    return none(Against(words, (place,), Counter.INTERNAL_ACTIVITIES_NONE), _INTERNAL)


def _guiding(guides: Iterable[Entry[ControlledDocument]]) -> tuple[Said, ...]:
    return tuple(
        Said(f"Quy trình nội bộ «{each.record.code}» có hiệu lực", each.at("code"))
        for each in guides
    )


PROBES: Final = (
    Probe(
        "context-analysed",
        "Có bảng bối cảnh với vấn đề bên trong, bên ngoài, đã rà soát trong năm",
        _context_analysed,
    ),
    Probe("parties-analysed", "Có bảng các bên quan tâm, đã rà soát trong năm", _parties_analysed),
    Probe("scope-stated", "Phạm vi được thể hiện bằng văn bản", _scope_stated),
    Probe(
        "scope-available",
        "Phạm vi nằm trong tài liệu có hiệu lực hoặc đã niêm yết, đăng tải",
        _scope_available,
    ),
    Probe("scope-services", "Phạm vi nêu dịch vụ, có danh mục TTHC", _scope_services),
    Probe(
        "exclusions-justified",
        "Điều khoản không áp dụng có lý giải và là loại được phép",
        _exclusions_justified,
    ),
    Probe("services-covered", "Mọi TTHC có quy trình hoặc có lý do không có", _services_covered),
    Probe(
        "internal-activities",
        "Hoạt động nội bộ có trong phạm vi và có quy trình",
        _internal_activities,
        frozenset({Counter.INTERNAL_ACTIVITIES_NONE}),
    ),
)
