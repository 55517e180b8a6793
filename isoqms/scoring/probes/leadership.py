"""Probes of leadership: commitment, roles, the quality policy."""

import re
from collections.abc import Callable
from typing import Final

from isoqms.model.control.decision import DecisionKind
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.layout import file_of
from isoqms.repository.entry import Entry
from isoqms.repository.year import Rows
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, by_decision, there_and_lacking
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, full, none, shared, unknown
from isoqms.wording import listed, number

_DECIDE_POLICY: Final = Raise(
    "Trình ký quyết định ban hành chính sách, mục tiêu chất lượng.",
    "isoqms decision policy-objectives",
    Effort.PAPER,
)
_WRITE_POLICY: Final = Raise(
    "Viết câu còn thiếu vào dự thảo chính sách chất lượng, ban hành lại.",
    "isoqms revise",
    Effort.PAPER,
)
_BOARDS: Final = Raise(
    "Trình ký quyết định kiện toàn Ban Chỉ đạo, Tổ giúp việc, nêu rõ thành viên.",
    "isoqms decision steering-board",
    Effort.PAPER,
    legal=True,
)


def _commitment_shown(ground: Ground) -> Proof:
    """What only the head can do: set the policy, appoint the board, confirm validity."""
    policy = ground.decided(DecisionKind.POLICY_OBJECTIVES)
    board = ground.decided(DecisionKind.STEERING_BOARD)
    confirmed = _confirmed(ground)
    evidence = [by_decision(each[-1], each[-1].record.summary) for each in (policy, board) if each]
    wanted = (
        ("quyết định ban hành chính sách, mục tiêu", policy),
        ("quyết định lập Ban Chỉ đạo", board),
        ("xác nhận hiệu lực của người đứng đầu", confirmed),
    )
    _, lacking = there_and_lacking(wanted)
    against = Against(f"chưa có {listed(lacking)}", missing=True)
    command = "isoqms decision" if confirmed else "isoqms review confirm"
    raise_by = Raise(f"Bổ sung {listed(lacking)}.", command, Effort.PAPER, legal=True)
    return shared(3 - len(lacking), 3, (*evidence, *confirmed), against, raise_by)


def _confirmed(ground: Ground) -> tuple[Said, ...]:
    """That the head confirmed the system by the day; empty where nobody recorded it."""
    reviews = ground.year.reviews
    confirmation = reviews.record.confirmation if reviews else None
    if reviews is None or confirmation is None or confirmation.day > ground.day:
        return ()
    words = f"Xác nhận hiệu lực: {confirmation.document}"
    return (Said(words, reviews.at("confirmation")),)


def _roles_described(ground: Ground) -> Proof:
    """Each role with its duty, or a board whose work is regulated."""
    agency = ground.repository.agency
    board = ground.decided(DecisionKind.STEERING_BOARD, DecisionKind.SUPPORT_TEAM)
    rules = ground.decided(DecisionKind.REGULATION)
    papers = tuple(
        by_decision(each[-1], each[-1].record.summary) for each in (board, rules) if each
    )
    if board and rules:
        return full(*papers)
    roles = agency.record.roles
    told = [role for role in roles if role.duty]
    raise_by = Raise(f"Ghi nhiệm vụ (duty) cho từng vai trò trong {file_of('isoqms')}.")
    if not roles:
        words = f"{file_of('isoqms')} chưa có vai trò nào"
        return none(Against(words, (agency.at(),), missing=True), raise_by, *papers)
    evidence = (
        *papers,
        Said(
            f"{number(len(told))} trong {number(len(roles))} vai trò có nhiệm vụ",
            agency.at("roles"),
        ),
    )
    against = Against(
        f"{number(len(roles) - len(told))} trong {number(len(roles))} vai trò chưa ghi "
        "nhiệm vụ, quyền hạn",
        tuple(agency.at("roles", index) for index, role in enumerate(roles) if not role.duty),
        missing=True,
    )
    return shared(len(told), len(roles), evidence, against, raise_by)


def _boards_appointed(ground: Ground) -> Proof:
    named = (
        ("Ban Chỉ đạo", ground.decided(DecisionKind.STEERING_BOARD)),
        ("Tổ giúp việc", ground.decided(DecisionKind.SUPPORT_TEAM)),
    )
    evidence = tuple(
        by_decision(found[-1], f"{len(found[-1].record.appoints)} dòng thành viên {who}")
        for who, found in named
        if found
    )
    lacking = [who for who, found in named if not any(each.record.appoints for each in found)]
    against = Against(f"chưa ghi quyết định nêu thành viên của {listed(lacking)}", missing=True)
    return shared(2 - len(lacking), 2, evidence, against, _BOARDS)


def _policy(ground: Ground) -> Entry[ControlledDocument] | None:
    return next(iter(ground.of_kind(DocumentKind.POLICY)), None)


def _policy_documented(ground: Ground) -> Proof:
    entry, decided = _policy(ground), ground.decided(DecisionKind.POLICY_OBJECTIVES)
    papers = tuple(by_decision(each, each.record.summary) for each in decided[-1:])
    if entry is None:
        if papers:
            return full(*papers)
        against = Against(
            "kho không có chính sách chất lượng hay quyết định ban hành",
            name=Counter.POLICY_NONE,
            missing=True,
        )
        return none(against, _DECIDE_POLICY)
    text = Said(f"Chính sách «{entry.record.code}» lần {entry.record.revision}", entry.at("code"))
    issued = any(
        item.code == entry.record.code for each in ground.decisions for item in each.record.issues
    )
    against = Against("có văn bản chính sách mà chưa quyết định nào ban hành", (entry.at("code"),))
    return shared(1 + bool(papers or issued), 2, (text, *papers), against, _DECIDE_POLICY)


def _says(*groups: str, about: str) -> Callable[[Ground], Proof]:
    """Whether a line of the policy speaks of it: a word (a regular expression) of every group."""
    patterns = tuple(re.compile(group, re.IGNORECASE) for group in groups)

    def ask(ground: Ground) -> Proof:
        entry = _policy(ground)
        if entry is None:
            decided = ground.decided(DecisionKind.POLICY_OBJECTIVES)
            if decided:
                return unknown(None, by_decision(decided[-1], "kho không giữ văn bản chính sách"))
            return none(
                Against(
                    "kho không có chính sách chất lượng", name=Counter.POLICY_NONE, missing=True
                ),
                _DECIDE_POLICY,
            )
        # A sentence may run over several lines of the file, so paragraphs are asked.
        line = 0
        for paragraph in entry.body.split("\n\n"):
            if all(
                pattern.search(paragraph) for pattern in patterns
            ) and not paragraph.lstrip().startswith("#"):
                lead = len(paragraph) - len(paragraph.lstrip("\n"))
                return full(
                    Said(f"Chính sách viết: «{_start(paragraph)}»", entry.in_body(line + lead))
                )
            line += paragraph.count("\n") + 2
        return none(
            Against(f"văn bản chính sách không có câu nào về {about}", (entry.at(),)), _WRITE_POLICY
        )

    return ask


def _start(paragraph: str) -> str:
    words = " ".join(paragraph.replace("**", "").split())
    return words if len(words) <= 90 else f"{words[:90].rsplit(' ', 1)[0]} …"


def _policy_communicated(ground: Ground) -> Proof:
    """To how many units the policy was handed, or the papers by which it was made known."""
    agency = ground.repository.agency.record
    units = {unit.key for unit in agency.units}
    reached = units & _handed(ground)
    raise_by = Raise(
        f"Giao chính sách cho từng đơn vị, ghi vào {file_of('phan-phoi')}.",
        "isoqms new distribution",
    )
    if reached:
        words = f"Chính sách đã giao cho {number(len(reached))} trong {number(len(units))} đơn vị"
        left = [agency.unit_name(unit) for unit in sorted(units - reached)]
        against = Against(f"chính sách chưa giao cho {listed(left)}", missing=True)
        return shared(len(reached), len(units), (Said(words),), against, raise_by)
    said = _training_on(ground, "chính sách")
    if said:
        return unknown(raise_by, *said)
    return none(
        Against("không có hồ sơ giao, phổ biến chính sách cho các đơn vị", missing=True), raise_by
    )


def _handed(ground: Ground) -> set[str]:
    """The units that the policy was handed to, in this year or before."""
    entry = _policy(ground)
    code = entry.record.code if entry else None
    years = (year for year in ground.repository.years.values() if year.year <= ground.year.year)
    lines = (row.record for row in Rows(tuple(years)).distributed)
    handed = (each for each in lines if each.document == code)
    return {each.unit for each in handed if each.day is None or each.day <= ground.last_day}


def _training_on(ground: Ground, word: str) -> tuple[Said, ...]:
    sessions = (row for row in ground.year.rows.sessions if word in row.record.subject.lower())
    return tuple(Said(f"Khóa «{row.record.subject}»", row.place) for row in sessions)


PROBES: Final = (
    Probe(
        "commitment-shown",
        "Người đứng đầu đã ban hành chính sách, lập Ban Chỉ đạo, xác nhận hiệu lực",
        _commitment_shown,
    ),
    Probe("roles-described", "Vai trò có nhiệm vụ, hoặc Ban Chỉ đạo có quy chế", _roles_described),
    Probe(
        "boards-appointed",
        "Ban Chỉ đạo và Tổ giúp việc có quyết định nêu thành viên",
        _boards_appointed,
    ),
    Probe(
        "policy-documented",
        "Chính sách chất lượng được ban hành bằng văn bản",
        _policy_documented,
        frozenset({Counter.POLICY_NONE}),
    ),
    Probe(
        "policy-fits",
        "Chính sách nói tới chức năng, nhiệm vụ, bối cảnh của cơ quan",
        _says(
            r"chức năng|nhiệm vụ|bối cảnh|mục đích",
            about="chức năng, nhiệm vụ, bối cảnh của cơ quan",
        ),
    ),
    Probe(
        "policy-frames-objectives",
        "Chính sách làm cơ sở cho mục tiêu chất lượng",
        _says(r"mục tiêu", about="mục tiêu chất lượng"),
    ),
    Probe(
        "policy-promises-requirements",
        "Chính sách cam kết thỏa mãn các yêu cầu được áp dụng",
        _says(r"yêu cầu", r"thỏa mãn|thoả mãn|đáp ứng|tuân thủ", about="thỏa mãn các yêu cầu"),
    ),
    Probe(
        "policy-promises-improvement",
        "Chính sách cam kết cải tiến liên tục",
        _says(r"cải tiến", r"liên tục|thường xuyên|không ngừng", about="cải tiến liên tục"),
    ),
    Probe("policy-communicated", "Chính sách đã giao cho mọi đơn vị", _policy_communicated),
)
