"""Probes of the documents: which there are, whether they fit, how they are controlled (7.5)."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from isoqms.diagnostics import Place
from isoqms.facts.control.copies import is_handed_out
from isoqms.facts.law.changes import law_changes
from isoqms.facts.law.validity import lapse_of, months_after, update_months
from isoqms.facts.services.durations import in_words, limit_hours, steps_hours
from isoqms.model.base import clause_within, split_link
from isoqms.model.control.document import ControlledDocument, DocumentKind, TimeLimit
from isoqms.model.law import ExternalDocument
from isoqms.model.layout import file_of, path_of
from isoqms.repository.control import control
from isoqms.repository.entry import Entry, Row
from isoqms.repository.integrity import AlteredText, altered_texts
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, by_decision, there_and_lacking
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, full, none, shared, unknown
from isoqms.wording import date_short, listed, number

_ISSUE: Final = Raise(
    "Soạn tài liệu còn thiếu từ khung mẫu, ban hành bằng quyết định.",
    "isoqms new procedure",
    Effort.PAPER,
)
_REVISE: Final = Raise("Sửa các tài liệu này, ban hành lần mới.", "isoqms revise", Effort.PAPER)
_FOLLOW: Final = Raise(
    "Cập nhật văn bản trong 3 tháng kể từ ngày có hiệu lực, ghi ngày đã cập nhật (applied).",
    "isoqms revise",
    Effort.PAPER,
    legal=True,
)
_DISTRIBUTE: Final = Raise(
    f"Giao tài liệu cho các đơn vị, ghi vào {file_of('phan-phoi')}.", "isoqms new distribution"
)
_EXTERNAL: Final = Raise(
    f"Ghi ngày có hiệu lực, nơi lưu của từng văn bản vào {path_of('van-ban')}.",
    "isoqms export van-ban",
)

_FRAMEWORK: Final = (
    ("kiểm soát thông tin dạng văn bản", ("7.5",)),
    ("đánh giá nội bộ", ("9.2",)),
    ("xem xét của lãnh đạo", ("9.3",)),
    ("sự không phù hợp và hành động khắc phục", ("8.7", "10.2")),
    ("rủi ro và cơ hội", ("6.1",)),
    ("đo lường sự hài lòng", ("9.1",)),
)
"""What the framework's system procedures (mô hình khung) are about, by their clauses."""


def _description_issued(ground: Ground) -> Proof:
    """The description of the system, and the procedures that all agencies keep."""
    if ground.elsewhere:
        return unknown(_ISSUE, *ground.elsewhere)
    described, system = (
        ground.of_kind(DocumentKind.DESCRIPTION),
        ground.of_kind(DocumentKind.SYSTEM),
    )
    evidence = [
        Said(f"Bản mô tả «{each.record.code}» có hiệu lực", each.at("code"))
        for each in described[:1]
    ]
    if system:
        evidence.append(
            Said(f"{number(len(system))} quy trình hệ thống có hiệu lực", system[0].at("code"))
        )
    there, lacking = there_and_lacking(
        (("bản mô tả hệ thống", described), ("quy trình hệ thống nào", system))
    )
    against = Against(f"kho chưa có {listed(lacking)} đang có hiệu lực")
    return shared(len(there), 2, tuple(evidence), against, _ISSUE)


def _internal_procedures(ground: Ground) -> Proof:
    if ground.elsewhere:
        return unknown(_ISSUE, *ground.elsewhere)
    guides = ground.of_kind(DocumentKind.INTERNAL)
    if not guides:
        return none(Against("tai-lieu/ chưa có quy trình nội bộ, chuyên môn nào"), _ISSUE)
    return full(
        *(
            Said(f"Quy trình «{each.record.code}»: {each.record.title}", each.at("code"))
            for each in guides
        )
    )


def _framework_followed(ground: Ground) -> Proof:
    """Whether the framework's procedures are there, under any code, by the clauses they name."""
    if ground.elsewhere:
        return unknown(_ISSUE, *ground.elsewhere)
    system = ground.of_kind(DocumentKind.SYSTEM)
    met, lacking = [], []
    for about, clauses in _FRAMEWORK:
        found = next((entry for entry in system if _names(entry, clauses)), None)
        if found is None:
            lacking.append(about)
        else:
            met.append(Said(f"Quy trình {about}: «{found.record.code}»", found.at("code")))
    against = Against(f"chưa có quy trình hệ thống về {listed(lacking)}")
    return shared(len(met), len(_FRAMEWORK), tuple(met), against, _ISSUE)


def _names(entry: Entry[ControlledDocument], clauses: tuple[str, ...]) -> bool:
    own = entry.record.clauses
    return any(clause_within(each, clause) for each in own for clause in clauses)


def _standard_answered(ground: Ground) -> Proof:
    """Whether the documents name each clause where the edition wants a document maintained."""
    if ground.elsewhere:
        return unknown(_ISSUE, *ground.elsewhere)
    demands = ground.repository.packs.standard.documented_information
    wanted = dict.fromkeys(each.clause for each in demands if each.verb.startswith("duy trì"))
    if not wanted:
        return unknown()
    named = {clause for entry in ground.documents for clause in entry.record.clauses}
    lacking = [clause for clause in wanted if not _is_named(clause, named)]
    done = len(wanted) - len(lacking)
    evidence = (
        Said(
            f"Tài liệu đáp ứng {number(done)} trong {number(len(wanted))} điểm tiêu "
            "chuẩn yêu cầu duy trì"
        ),
    )
    against = Against(f"chưa tài liệu nào nêu điều khoản {listed(lacking)} của tiêu chuẩn")
    raise_by = Raise("Ghi «Điều khoản» (clauses) ở tài liệu đáp ứng điều khoản.", "isoqms revise")
    return shared(done, len(wanted), evidence, against, raise_by)


def _is_named(clause: str, named: set[str]) -> bool:
    """Whether the clause is named, or a part of it, or what it is a part of."""
    return any(clause_within(each, clause) or clause_within(clause, each) for each in named)


def _procedures_fit(ground: Ground) -> Proof:
    """The procedures whose roles exist and whose steps keep within the time limit."""
    if not ground.procedures:
        return unknown(_REVISE, *ground.elsewhere)
    judged = [(entry, _misfit(ground, entry.record)) for entry in ground.procedures]
    faults = [(entry, fault) for entry, fault in judged if fault]
    done = len(ground.procedures) - len(faults)
    said = (
        f"{number(done)} trong {number(len(ground.procedures))} quy trình có vai trò, "
        "thời hạn khớp với cơ quan"
    )
    against = Against(
        listed(fault for _, fault in faults), tuple(entry.at("steps") for entry, _ in faults)
    )
    return shared(done, len(ground.procedures), (Said(said),), against, _REVISE)


def _misfit(ground: Ground, document: ControlledDocument) -> str | None:
    agency = ground.repository.agency.record
    known = {role.key for role in agency.roles}
    strange = [step.role for step in document.steps if step.role not in known]
    if strange:
        return f"«{document.code}» giao việc cho vai trò «{strange[0]}» không có"
    if document.time_limit is None or not agency.hours_per_day:
        return None
    return _overlong(document, document.time_limit, agency.hours_per_day)


def _overlong(document: ControlledDocument, given: TimeLimit, per_day: int) -> str | None:
    limit, total = limit_hours(given, per_day), steps_hours(document, per_day)
    if limit is None or total <= limit:
        return None
    taken, allowed = in_words(total, per_day), in_words(limit, per_day)
    return f"các bước của «{document.code}» cộng lại {taken}, quá thời hạn {allowed}"


class _Due(NamedTuple):
    """A law that changes documents, and the last day to follow it."""

    row: Row[ExternalDocument]
    effective: date
    last: date
    applied: date | None
    """The day from which documents follow it; None where they do not, whatever is written."""

    @property
    def is_late(self) -> bool:
        return self.applied is None or self.applied > self.last

    def counts_in(self, year: int) -> bool:
        """Whether its last day was in the year, or before and it was still open then."""
        if self.last.year >= year:
            return self.last.year == year
        return self.applied is None or self.applied.year >= year


def _laws_due(ground: Ground) -> Iterator[_Due]:
    """The laws whose last day has come, and that count in the year."""
    months = update_months(ground.repository)
    unproved = {each.law.number for each in law_changes(ground.repository) if each.unissued}
    for row in ground.repository.laws:
        law = row.record
        if law.effective is None or not law.affects:
            continue
        applied = None if law.number in unproved else law.applied
        due = _Due(row, law.effective, months_after(law.effective, months), applied)
        if due.last < ground.day and due.counts_in(ground.year.year):
            yield due


def _laws_applied(ground: Ground) -> Proof:
    """The laws that change documents: their three months ran out this year, or they were open."""
    due = tuple(_laws_due(ground))
    if not due:
        return unknown(_FOLLOW)
    late = [each for each in due if each.is_late]
    in_time = ((each.row, each.applied) for each in due if not each.is_late)
    evidence = tuple(
        Said(f"«{row.record.number}» đã cập nhật ngày {date_short(applied)}", row.at("applied"))
        for row, applied in in_time
        if applied
    )
    if not late:
        return full(*evidence)
    first = late[0]
    others = f" và {number(len(late) - 1)} văn bản khác" if len(late) > 1 else ""
    since = f"có hiệu lực từ {date_short(first.effective)}"
    against = Against(
        f"«{first.row.record.number}» ({since}){others} quá 3 tháng mới cập nhật, "
        "hoặc chưa cập nhật vào hệ thống",
        tuple(each.row.place for each in late),
        Counter.LAW_APPLIED_LATE,
    )
    return shared(len(due) - len(late), len(due), evidence, against, _FOLLOW)


def _documents_approved(ground: Ground) -> Proof:
    """The documents in force that a decision issued and whose approval names three roles."""
    if ground.elsewhere or not ground.documents:
        return unknown(_ISSUE, *ground.elsewhere)
    issues = (item for each in ground.repository.decisions for item in each.record.issues)
    issued = {(item.code, item.revision) for item in issues}
    bare = [entry for entry in ground.documents if not _is_approved(entry.record, issued)]
    done = len(ground.documents) - len(bare)
    evidence = tuple(_issuing(ground))
    against = Against(
        f"{number(len(bare))} trong {number(len(ground.documents))} tài liệu chưa có quyết định "
        f"ban hành hoặc chưa ghi người phê duyệt: {listed(entry.record.code for entry in bare)}",
        tuple(entry.at("code") for entry in bare),
    )
    raise_by = Raise("Trình ký quyết định ban hành các tài liệu này.", "isoqms issue", Effort.PAPER)
    return shared(done, len(ground.documents), evidence, against, raise_by)


def _issuing(ground: Ground) -> Iterator[Said]:
    for entry in ground.decisions:
        if entry.record.issues:
            yield by_decision(entry, f"ban hành {len(entry.record.issues)} tài liệu")


def _is_approved(document: ControlledDocument, issued: set[tuple[str, int]]) -> bool:
    is_signed = document.approval is not None or document.kind is DocumentKind.FORM
    return is_signed and (document.code, document.revision) in issued


def _revisions_told(ground: Ground) -> Proof:
    """The revisions after the first that decisions issued: whether what changed is said."""
    issues = [
        (entry, index, item)
        for entry in ground.decisions
        for index, item in enumerate(entry.record.issues)
    ]
    raise_by = Raise("Ghi nội dung thay đổi của từng lần ban hành vào quyết định.")
    if not issues:
        return unknown(raise_by, *ground.elsewhere)
    later = [each for each in issues if each[2].revision > 1]
    bare = [each for each in later if not each[2].change]
    evidence = (
        Said(
            f"{number(len(issues))} lần ban hành có số lần, quyết định; "
            f"{number(len(later))} lần sửa đổi"
        ),
    )
    if not bare:
        return full(*evidence)
    against = Against(
        f"{number(len(bare))} trong {number(len(later))} lần sửa đổi không ghi nội dung thay đổi",
        tuple(entry.at("issues", index) for entry, index, _ in bare),
    )
    return shared(len(later) - len(bare), len(later), evidence, against, raise_by)


def _external_listed(ground: Ground) -> Proof:
    """The list is half of it.

    What each entry says of its effect and its keeper is the other half.
    """
    documents = ground.repository.laws
    if not documents:
        return none(Against("kho chưa có danh mục tài liệu bên ngoài", missing=True), _EXTERNAL)
    bare = [row for row in documents if not _is_followed(row.record)]
    words = f"Danh mục {number(len(documents))} tài liệu bên ngoài"
    evidence = (Said(words, documents[0].list_place),)
    against = Against(
        f"{number(len(bare))} trong {number(len(documents))} tài liệu bên ngoài chưa ghi ngày hiệu "
        "lực hoặc nơi lưu",
        tuple(row.place for row in bare),
        missing=True,
    )
    return shared(2 * len(documents) - len(bare), 2 * len(documents), evidence, against, _EXTERNAL)


def _is_followed(law: ExternalDocument) -> bool:
    return law.kept_by is not None and (law.effective or law.expires) is not None


def _texts_unaltered(ground: Ground) -> Proof:
    """Whether every text in force is still the one issued, as the history proves."""
    known = control(ground.repository)
    # A folder in which two lines are being joined is neither of them.
    is_unsure = known.history.unavailable is not None or ground.repository.copy.is_under_way
    if is_unsure or not ground.documents:
        words = "Kiểm tra lịch sử của kho, rồi đối chiếu văn bản với bản đã ban hành."
        return unknown(Raise(words, "isoqms verify"))
    every = altered_texts(ground.repository, known)
    altered = (each for each in every if _had_begun(each, ground.last_day))
    wrong = {each.entry.record.code: each for each in altered}
    codes = {entry.record.code for entry in ground.documents} | set(wrong)
    evidence = (
        Said(f"Lịch sử của kho giữ {number(len(codes) - len(wrong))} văn bản đúng bản đã ban hành"),
    )
    names = listed(f"«{code}»" for code in sorted(wrong))
    against = Against(
        f"văn bản của {names} đã sửa mà không có quyết định",
        tuple(_altered_at(each) for each in wrong.values()),
    )
    raise_by = Raise(
        "Ban hành lần mới cho chỗ đã sửa, hoặc trả lại đúng bản đã ban hành.",
        "isoqms verify",
        Effort.PAPER,
    )
    return shared(len(codes) - len(wrong), len(codes), evidence, against, raise_by)


def _had_begun(each: AlteredText, day: date) -> bool:
    return each.since is None or each.since.when.date() <= day


def _altered_at(each: AlteredText) -> Place:
    return Place(each.entry.path, (), each.line) if each.line else each.entry.at("attachment")


def _documents_current(ground: Ground) -> Proof:
    """The documents in force that rest on no lapsed law and use nothing withdrawn."""
    if not ground.documents:
        return unknown(_REVISE, *ground.elsewhere)
    lapsed, withdrawn = _lapsed(ground), _withdrawn(ground)
    stale = [entry for entry in ground.documents if _uses(entry, lapsed, withdrawn)]
    revised = tuple(
        by_decision(
            each,
            f"ban hành {len(each.record.issues)}, thu hồi {len(each.record.withdraws)} tài liệu",
        )
        for each in ground.decisions_of_year
        if each.record.issues or each.record.withdraws
    )
    done = len(ground.documents) - len(stale)
    against = Against(
        f"{listed(f'«{entry.record.code}»' for entry in stale)} còn viện dẫn văn bản hết hiệu lực, "
        "tài liệu đã thu hồi",
        tuple(entry.at("code") for entry in stale),
    )
    return shared(done, len(ground.documents), revised, against, _REVISE)


def _lapsed(ground: Ground) -> set[str]:
    """The numbers of the laws that had lapsed by the last day."""
    laws = (row.record for row in ground.repository.laws)
    lapses = ((law.number, lapse_of(ground.repository, law)) for law in laws)
    return {name for name, lapse in lapses if lapse and lapse.day <= ground.last_day}


def _withdrawn(ground: Ground) -> set[str]:
    """The codes of what had been withdrawn by the last day."""
    known = ground.repository.withdrawn.items()
    return {code for code, by in known if by.record.in_force_from <= ground.last_day}


def _uses(entry: Entry[ControlledDocument], lapsed: set[str], withdrawn: set[str]) -> bool:
    record = entry.record
    of_steps = (link for step in record.steps for link in step.forms)
    codes = (split_link(link)[0] for link in (*record.forms, *record.references, *of_steps))
    return not lapsed.isdisjoint(record.legal_basis) or not withdrawn.isdisjoint(codes)


def _documents_distributed(ground: Ground) -> Proof:
    """What the year's decisions issued, forms apart, and whether anybody was handed it."""
    items = (item for each in ground.decisions_of_year for item in each.record.issues)
    issued = {(item.code, item.revision) for item in items if not ground.is_form(item.code)}
    handed = _handed(ground)
    if not issued:
        return _handed_only(ground, len(handed))
    left = sorted(code for code, _ in issued - handed)
    register = ground.year.distribution
    evidence: tuple[Said, ...] = ()
    if register and issued & handed:
        words = f"Đã giao {number(len(issued & handed))} tài liệu ban hành trong năm"
        evidence = (Said(words, register.at("distributed")),)
    against = Against(
        f"{number(len(left))} trong {number(len(issued))} tài liệu ban hành trong năm chưa ghi "
        f"phân phối: {listed(left)}",
        (register.at(),) if register else (),
        missing=True,
    )
    return shared(len(issued) - len(left), len(issued), evidence, against, _DISTRIBUTE)


def _handed(ground: Ground) -> set[tuple[str, int]]:
    """The revisions that were handed to anybody by the day; a row still to be signed is not."""
    lines = (row.record for row in ground.year.rows.distributed)
    past = (each for each in lines if is_handed_out(each, ground.day))
    return {(each.document, each.revision) for each in past}


def _handed_only(ground: Ground, handed: int) -> Proof:
    """The same where no decision of the year names what it issued."""
    register = ground.year.distribution
    if handed and register:
        words = f"Sổ phân phối ghi {number(handed)} tài liệu"
        return full(Said(words, register.at("distributed")))
    if any(entry.record.stated for entry in ground.decisions_of_year):
        words = "tài liệu ban hành trong năm chưa ghi phân phối cho đơn vị nào"
        return none(Against(words, missing=True), _DISTRIBUTE)
    return unknown(_DISTRIBUTE)


def _retention_stated(ground: Ground) -> Proof:
    """The procedures that say of each record where, how long, and how it is disposed of."""
    raise_by = Raise(
        "Ghi «Hồ sơ cần lưu» (records; nơi lưu, thời gian lưu, cách hủy) ở từng quy trình.",
        "isoqms revise",
        Effort.PAPER,
    )
    if not ground.procedures:
        return unknown(raise_by, *ground.elsewhere)
    bare = [entry for entry in ground.procedures if not _tells_disposal(entry.record)]
    done = len(ground.procedures) - len(bare)
    words = f"{number(done)} quy trình quy định nơi lưu, thời gian lưu, cách hủy hồ sơ"
    evidence = (Said(words),) if done else ()
    against = Against(
        f"{number(len(bare))} trong {number(len(ground.procedures))} quy trình chưa quy định đủ "
        f"nơi lưu, thời gian lưu, cách hủy: {listed(entry.record.code for entry in bare)}",
        tuple(entry.at("records") for entry in bare),
    )
    return shared(done, len(ground.procedures), evidence, against, raise_by)


def _tells_disposal(document: ControlledDocument) -> bool:
    return bool(document.records) and all(record.disposal for record in document.records)


_REGISTERS: Final = (
    ("plan", "kế hoạch năm"),
    ("objectives", "mục tiêu"),
    ("risks", "rủi ro, cơ hội"),
    ("resources", "nguồn lực"),
    ("training", "đào tạo"),
    ("distribution", "phân phối, thu hồi"),
    ("cases", "số liệu hồ sơ"),
    ("satisfaction", "khảo sát hài lòng"),
    ("complaints", "khiếu nại, phản ánh"),
    ("nonconformities", "sự không phù hợp"),
    ("audits", "đánh giá nội bộ"),
    ("reviews", "xem xét của lãnh đạo"),
)


def _registers_kept(ground: Ground) -> Proof:
    year = ground.year
    kept = [(getattr(year, slot), words) for slot, words in _REGISTERS]
    present = [entry for entry, _ in kept if isinstance(entry, Entry)]
    lacking = [words for entry, words in kept if entry is None]
    evidence: tuple[Said, ...] = ()
    if present:
        words = f"Kho giữ {number(len(present))} sổ, hồ sơ của năm {year.year}"
        evidence = (Said(words, present[0].at()),)
    against = Against(f"hồ sơ năm {year.year} chưa có sổ {listed(lacking)}", missing=True)
    raise_by = Raise("Lập các sổ còn thiếu của năm.", "isoqms new year")
    return shared(len(present), len(_REGISTERS), evidence, against, raise_by)


PROBES: Final = (
    Probe("description-issued", "Có bản mô tả hệ thống và quy trình hệ thống", _description_issued),
    Probe("internal-procedures", "Có quy trình nội bộ, chuyên môn", _internal_procedures),
    Probe("framework-followed", "Đủ quy trình hệ thống của mô hình khung", _framework_followed),
    Probe(
        "standard-answered",
        "Tài liệu đáp ứng các điều khoản yêu cầu duy trì văn bản",
        _standard_answered,
    ),
    Probe(
        "procedures-fit",
        "Mọi quy trình có vai trò có thật, các bước trong thời hạn",
        _procedures_fit,
    ),
    Probe(
        "laws-applied",
        "Mọi văn bản pháp luật được cập nhật trong thời hạn luật định",
        _laws_applied,
        frozenset({Counter.LAW_APPLIED_LATE}),
    ),
    Probe(
        "documents-approved",
        "Mọi tài liệu có quyết định ban hành và người phê duyệt",
        _documents_approved,
    ),
    Probe("revisions-told", "Mọi lần sửa đổi ghi nội dung thay đổi", _revisions_told),
    Probe(
        "external-listed",
        "Danh mục tài liệu bên ngoài ghi đủ ngày hiệu lực, nơi lưu",
        _external_listed,
    ),
    Probe("texts-unaltered", "Văn bản có hiệu lực đúng bản đã ban hành", _texts_unaltered),
    Probe(
        "documents-current",
        "Không tài liệu nào viện dẫn văn bản hết hiệu lực, tài liệu đã thu hồi",
        _documents_current,
    ),
    Probe(
        "documents-distributed",
        "Tài liệu ban hành trong năm đã giao cho đơn vị",
        _documents_distributed,
    ),
    Probe(
        "retention-stated",
        "Mọi quy trình quy định nơi lưu, thời gian lưu, cách hủy hồ sơ",
        _retention_stated,
    ),
    Probe("registers-kept", "Năm có đủ các sổ, hồ sơ của hệ thống", _registers_kept),
)
