"""Probes of the documents: which there are, whether they fit, how they are controlled (7.5)."""

from typing import Final

from isoqms.diagnostics import Place
from isoqms.facts.law.validity import lapse_of, months_after, update_months
from isoqms.facts.services.durations import in_words, limit_hours, steps_hours
from isoqms.model.base import clause_within, split_link
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.law import ExternalDocument
from isoqms.model.layout import file_of, path_of
from isoqms.repository.control import control
from isoqms.repository.entry import Entry
from isoqms.repository.integrity import altered_texts
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, by_decision, few
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, full, none, shared, unknown
from isoqms.wording import date_short, number

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
    lacking = [
        w
        for w, met in (("bản mô tả hệ thống", described), ("quy trình hệ thống nào", system))
        if not met
    ]
    against = Against(f"tai-lieu/ chưa có {few(lacking)}")
    return shared(2 - len(lacking), 2, tuple(evidence), against, _ISSUE)


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
    system = ground.of_kind(DocumentKind.DESCRIPTION, DocumentKind.SYSTEM)
    met, lacking = [], []
    for about, clauses in _FRAMEWORK:
        found = next(
            (e for e in system if e.record.kind is DocumentKind.SYSTEM and _names(e, clauses)), None
        )
        if found is None:
            lacking.append(about)
        else:
            met.append(Said(f"Quy trình {about}: «{found.record.code}»", found.at("code")))
    against = Against(f"chưa có quy trình hệ thống về {few(lacking)}")
    return shared(len(met), len(_FRAMEWORK), tuple(met), against, _ISSUE)


def _names(entry: Entry[ControlledDocument], clauses: tuple[str, ...]) -> bool:
    own = entry.record.clauses
    return any(clause_within(each, clause) for each in own for clause in clauses)


def _standard_answered(ground: Ground) -> Proof:
    """Whether the documents name each clause where the edition wants a document maintained."""
    if ground.elsewhere:
        return unknown(_ISSUE, *ground.elsewhere)
    wanted = {
        demand.clause: demand
        for demand in ground.repository.packs.standard.documented_information
        if demand.verb.startswith("duy trì")
    }
    if not wanted:
        return unknown()
    named = {clause for entry in ground.documents for clause in entry.record.clauses}
    lacking = [
        demand
        for demand in wanted.values()
        if not any(
            clause_within(each, demand.clause) or clause_within(demand.clause, each)
            for each in named
        )
    ]
    done = len(wanted) - len(lacking)
    evidence = (
        Said(
            f"Tài liệu đáp ứng {number(done)} trong {number(len(wanted))} điểm tiêu "
            "chuẩn yêu cầu duy trì"
        ),
    )
    against = Against(
        f"chưa tài liệu nào nêu điều khoản {few(each.clause for each in lacking)} của tiêu chuẩn"
    )
    return shared(
        done,
        len(wanted),
        evidence,
        against,
        Raise("Ghi clauses ở tài liệu đáp ứng điều khoản.", "isoqms revise"),
    )


def _procedures_fit(ground: Ground) -> Proof:
    """The procedures whose roles exist and whose steps keep within the time limit."""
    if not ground.procedures:
        return unknown(_REVISE, *ground.elsewhere)
    faults = [(entry, fault) for entry in ground.procedures if (fault := _misfit(ground, entry))]
    done = len(ground.procedures) - len(faults)
    said = (
        f"{number(done)} trong {number(len(ground.procedures))} quy trình có vai trò, "
        "thời hạn khớp với cơ quan"
    )
    against = Against(
        few(fault for _, fault in faults), tuple(entry.at("steps") for entry, _ in faults)
    )
    return shared(done, len(ground.procedures), (Said(said),), against, _REVISE)


def _misfit(ground: Ground, entry: Entry[ControlledDocument]) -> str | None:
    agency, document = ground.repository.agency.record, entry.record
    known = {role.key for role in agency.roles}
    strange = [step.role for step in document.steps if step.role not in known]
    if strange:
        return f"«{document.code}» giao việc cho vai trò «{strange[0]}» không có"
    per_day = agency.hours_per_day
    limit = limit_hours(document.time_limit, per_day) if document.time_limit and per_day else None
    total = steps_hours(document, per_day) if limit is not None else None
    if limit is not None and total is not None and total > limit:
        taken, given = in_words(total, per_day), in_words(limit, per_day)
        return f"các bước của «{document.code}» cộng lại {taken}, quá thời hạn {given}"
    return None


def _laws_applied(ground: Ground) -> Proof:
    """The laws that change documents: their three months ran out this year, or they were open."""
    counted = []
    for row in ground.repository.laws:
        law = row.record
        if law.effective is None or not law.affects:
            continue
        limit = months_after(law.effective, update_months(ground.repository))
        if limit.year > ground.year.year or limit >= ground.day:
            continue
        late = law.applied is None or law.applied > limit
        if limit.year == ground.year.year or (
            late and (law.applied is None or law.applied.year >= ground.year.year)
        ):
            counted.append((row, late))
    if not counted:
        return unknown(_FOLLOW)
    late_ones = [row for row, late in counted if late]
    in_time = ((row.record, row.at("applied")) for row, late in counted if not late)
    evidence = tuple(
        Said(f"«{law.number}» đã cập nhật ngày {date_short(law.applied)}", place)
        for law, place in in_time
        if law.applied
    )
    if not late_ones:
        return full(*evidence)
    first = late_ones[0].record
    others = f" và {number(len(late_ones) - 1)} văn bản khác" if len(late_ones) > 1 else ""
    since = f"có hiệu lực từ {date_short(first.effective)}" if first.effective else ""
    against = Against(
        f"«{first.number}» ({since}){others} quá 3 tháng mới cập nhật, "
        "hoặc chưa cập nhật vào hệ thống",
        tuple(row.place for row in late_ones),
        Counter.LAW_APPLIED_LATE,
    )
    return shared(len(counted) - len(late_ones), len(counted), evidence, against, _FOLLOW)


def _documents_approved(ground: Ground) -> Proof:
    """The documents in force that a decision issued and whose approval names three roles."""
    if ground.elsewhere or not ground.documents:
        return unknown(_ISSUE, *ground.elsewhere)
    issued = {
        (item.code, item.revision)
        for each in ground.repository.decisions
        for item in each.record.issues
    }
    bare = [
        entry
        for entry in ground.documents
        if (entry.record.code, entry.record.revision) not in issued
        or (entry.record.approval is None and entry.record.kind is not DocumentKind.FORM)
    ]
    done = len(ground.documents) - len(bare)
    evidence = tuple(
        by_decision(each, f"ban hành {len(each.record.issues)} tài liệu")
        for each in ground.decisions
        if each.record.issues
    )
    against = Against(
        f"{number(len(bare))} trong {number(len(ground.documents))} tài liệu chưa có quyết định "
        f"ban hành hoặc chưa ghi người phê duyệt: {few(entry.record.code for entry in bare)}",
        tuple(entry.at("code") for entry in bare),
    )
    return shared(
        done,
        len(ground.documents),
        evidence,
        against,
        Raise("Trình ký quyết định ban hành các tài liệu này.", "isoqms issue", Effort.PAPER),
    )


def _revisions_told(ground: Ground) -> Proof:
    """The revisions after the first that decisions issued: whether what changed is said."""
    issues = [
        (entry, index, item)
        for entry in ground.decisions
        for index, item in enumerate(entry.record.issues)
    ]
    raise_by = Raise("Ghi nội dung thay đổi (change) của từng lần ban hành vào quyết định.")
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
    if known.history.unavailable is not None or not ground.documents:
        return unknown(
            Raise(
                "Kiểm tra lịch sử của kho, rồi chứng minh văn bản đúng bản đã ban hành.",
                "isoqms verify",
            )
        )
    altered = [
        each
        for each in altered_texts(ground.repository, known)
        if each.since is None or each.since.when.date() <= ground.last_day
    ]
    wrong = {each.entry.record.code: each for each in altered}
    codes = {entry.record.code for entry in ground.documents} | set(wrong)
    evidence = (
        Said(f"Lịch sử của kho giữ {number(len(codes) - len(wrong))} văn bản đúng bản đã ban hành"),
    )
    against = Against(
        f"văn bản của {few(f'«{code}»' for code in sorted(wrong))} đã sửa mà không có quyết định",
        tuple(
            Place(each.entry.path, (), each.line) if each.line else each.entry.at("attachment")
            for each in wrong.values()
        ),
    )
    raise_by = Raise(
        "Ban hành lần mới cho chỗ đã sửa, hoặc trả lại đúng bản đã ban hành.",
        "isoqms verify",
        Effort.PAPER,
    )
    return shared(len(codes) - len(wrong), len(codes), evidence, against, raise_by)


def _documents_current(ground: Ground) -> Proof:
    """The documents in force that rest on no lapsed law and use nothing withdrawn."""
    if not ground.documents:
        return unknown(_REVISE, *ground.elsewhere)
    lapsed = {
        row.record.number
        for row in ground.repository.laws
        if (lapse := lapse_of(ground.repository, row.record)) and lapse.day <= ground.last_day
    }
    withdrawn = {
        code
        for code, by in ground.repository.withdrawn.items()
        if by.record.in_force_from <= ground.last_day
    }
    stale = [entry for entry in ground.documents if _uses(entry, lapsed, withdrawn)]
    revised = [
        by_decision(
            each,
            f"ban hành {len(each.record.issues)}, thu hồi {len(each.record.withdraws)} tài liệu",
        )
        for each in ground.decisions
        if each.record.signed.year == ground.year.year
        and (each.record.issues or each.record.withdraws)
    ]
    against = Against(
        f"{few(f'«{entry.record.code}»' for entry in stale)} còn viện dẫn văn bản hết hiệu lực, "
        "tài liệu đã thu hồi",
        tuple(entry.at("code") for entry in stale),
    )
    return shared(
        len(ground.documents) - len(stale), len(ground.documents), tuple(revised), against, _REVISE
    )


def _uses(entry: Entry[ControlledDocument], lapsed: set[str], withdrawn: set[str]) -> bool:
    record = entry.record
    links = (
        *record.forms,
        *record.references,
        *(link for step in record.steps for link in step.forms),
    )
    return not lapsed.isdisjoint(record.legal_basis) or any(
        split_link(link)[0] in withdrawn for link in links
    )


def _documents_distributed(ground: Ground) -> Proof:
    """What the year's decisions issued, forms apart, and whether anybody was handed it."""
    issued = {
        (item.code, item.revision)
        for each in ground.decisions
        if each.record.signed.year == ground.year.year
        for item in each.record.issues
        if not _is_form(ground, item.code)
    }
    register = ground.year.distribution
    lines = [row.record for row in ground.year.rows.distributed]
    handed = {
        (each.document, each.revision)
        for each in lines
        if each.day is None or each.day <= ground.day
    }
    counted = any(
        e.record.stated and e.record.signed.year == ground.year.year for e in ground.decisions
    )
    if not issued and handed and register:
        return full(
            Said(f"Sổ phân phối ghi {number(len(handed))} tài liệu", register.at("distributed"))
        )
    if not issued:
        return (
            none(
                Against(
                    "tài liệu ban hành trong năm chưa ghi phân phối cho đơn vị nào", missing=True
                ),
                _DISTRIBUTE,
            )
            if counted
            else unknown(_DISTRIBUTE)
        )
    left = sorted(code for code, revision in issued - handed)
    evidence = (
        (
            Said(
                f"Đã giao {number(len(issued & handed))} tài liệu ban hành trong năm",
                register.at("distributed"),
            ),
        )
        if register and issued & handed
        else ()
    )
    against = Against(
        f"{number(len(left))} trong {number(len(issued))} tài liệu ban hành trong năm chưa ghi "
        f"phân phối: {few(left)}",
        (register.at(),) if register else (),
        missing=True,
    )
    return shared(len(issued) - len(left), len(issued), evidence, against, _DISTRIBUTE)


def _is_form(ground: Ground, code: str) -> bool:
    entry = ground.repository.find(code)
    return entry is not None and entry.record.kind is DocumentKind.FORM


def _retention_stated(ground: Ground) -> Proof:
    """The procedures that say of each record where, how long, and how it is disposed of."""
    raise_by = Raise(
        "Ghi records (nơi lưu, thời gian lưu, cách hủy) ở từng quy trình.",
        "isoqms revise",
        Effort.PAPER,
    )
    if not ground.procedures:
        return unknown(raise_by, *ground.elsewhere)
    bare = [
        entry
        for entry in ground.procedures
        if not entry.record.records or not all(record.disposal for record in entry.record.records)
    ]
    done = len(ground.procedures) - len(bare)
    evidence = (
        (Said(f"{number(done)} quy trình quy định nơi lưu, thời gian lưu, cách hủy hồ sơ"),)
        if done
        else ()
    )
    against = Against(
        f"{number(len(bare))} trong {number(len(ground.procedures))} quy trình chưa quy định đủ "
        f"nơi lưu, thời gian lưu, cách hủy: {few(entry.record.code for entry in bare)}",
        tuple(entry.at("records") for entry in bare),
    )
    return shared(done, len(ground.procedures), evidence, against, raise_by)


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
    present = [
        entry for name, _ in _REGISTERS if isinstance(entry := getattr(ground.year, name), Entry)
    ]
    lacking = [words for name, words in _REGISTERS if getattr(ground.year, name) is None]
    evidence = (
        (
            Said(
                f"nam/{ground.year.year}/ giữ {number(len(present))} sổ, hồ sơ của năm",
                present[0].at(),
            ),
        )
        if present
        else ()
    )
    against = Against(f"hồ sơ năm {ground.year.year} chưa có sổ {few(lacking)}", missing=True)
    return shared(
        len(present),
        len(_REGISTERS),
        evidence,
        against,
        Raise("Lập các sổ còn thiếu của năm.", "isoqms new year"),
    )


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
