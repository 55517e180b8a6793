"""Two years of a small agency, for the probes.

One in which all is proved, and one in which everything has a flaw.
"""

from collections.abc import Mapping
from pathlib import Path

from conftest import BASE
from controlled_history import at
from made_history import Step, make_history

CLAUSES = "['4.3', '4.4.2', '5.2.2', '6.1', '6.2.1', '7.5', '8.7', '9.1', '9.2', '9.3', '10.2']"
APPROVAL = (
    "approval: {drafted_by: thu-ky-iso, reviewed_by: dai-dien-lanh-dao, approved_by: "
    "nguoi-dung-dau}\n"
)
KEPT = "records:\n  - {name: Sổ, kept_by: van-phong, retention: 05 năm, disposal: Cắt nhỏ}\n"


def document(code: str, kind: str, more: str = "", body: str = "Giữ trật tự.") -> str:
    return (
        f"---\ncode: {code}\ntitle: Tài liệu {code}\nkind: {kind}\n{APPROVAL}{more}---\n\n"
        f"## 1. MỤC ĐÍCH\n\n{body}\n"
    )


def decision(
    number: str, kind: str, signed: str, more: str = "", summary: str = "Về việc được nêu"
) -> dict[str, str]:
    return {
        f"quyet-dinh/{signed[:4]}/{number}-QD-UBND.yaml": f"number: {number}/QĐ-UBND\n"
        f"kind: {kind}\n"
        f"summary: {summary}\nsigned: {signed}\nauthority: Chủ tịch UBND xã\n{more}"
    }


DOCUMENTS = {
    "chinh-sach.md": document(
        "CSCL",
        "chinh-sach",
        body="Chính sách phù hợp với chức năng, nhiệm vụ và bối cảnh của xã.\n\n"
        "Mục tiêu được đặt theo chính "
        "sách này.\n\nChúng tôi cam kết đáp ứng mọi yêu cầu được áp dụng.\n\n"
        "Chúng tôi cải tiến hệ thống liên tục.",
    ),
    "tai-lieu/he-thong/MT-01.md": document("MT-01", "mo-ta"),
    "tai-lieu/he-thong/QT-HT-01.md": document(
        "QT-HT-01", "quy-trinh-he-thong", f"clauses: {CLAUSES}\n{KEPT}"
    ),
    "tai-lieu/noi-bo/QT-NB-01.md": document("QT-NB-01", "quy-trinh-noi-bo", KEPT),
    "tai-lieu/bieu-mau/BM-01.md": document("BM-01", "bieu-mau", "fields: [Họ tên]\n"),
    "tai-lieu/tthc/ho-tich/QT-01.md": document(
        "QT-01",
        "quy-trinh-tthc",
        "serves: ['1.001193']\nlegal_basis: [60/2014/QH13]\ndossier:\n"
        "  - {name: Tờ khai, originals: 1, form: BM-01}\n"
        "time_limit: {days: 3}\nsteps:\n  - {task: Làm, role: thu-ky-iso, days: 2}\n"
        f"forms: [BM-01]\n{KEPT}",
    ),
}
CODES = ("CSCL", "MT-01", "QT-HT-01", "QT-NB-01", "BM-01", "QT-01")
ISSUES = "issues:\n" + "".join(
    f"  - {{code: {code}, revision: 1, change: Ban hành mới}}\n" for code in CODES
)
POINTS = ("a", "b", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "d", "e", "f")

WHOLE = {
    **BASE,
    **DOCUMENTS,
    **decision(
        "10", "ban-chi-dao", "2025-01-06", "appoints:\n  - {role: Trưởng ban, post: Chủ tịch}\n"
    ),
    **decision(
        "11", "to-giup-viec", "2025-01-06", "appoints:\n  - {role: Thành viên, post: Công chức}\n"
    ),
    **decision("12", "quy-che", "2025-01-08"),
    **decision(
        "15",
        "chinh-sach-muc-tieu",
        "2025-01-20",
        summary="Ban hành chính sách, mục tiêu chất lượng",
    ),
    **decision("16", "ban-hanh-tai-lieu", "2025-01-20", ISSUES),
    **decision("40", "doan-danh-gia", "2025-05-05"),
    **decision("90", "cong-bo", "2025-10-03"),
    "boi-canh/pham-vi.yaml": "statement: Giải quyết thủ tục hành chính\nservices: [Hộ tịch]\n"
    "internal_activities: [Văn thư]\nexclusions:\n"
    "  - {clause: '8.3', justification: Pháp luật quy định}\n",
    "boi-canh/van-de.yaml": "reviewed: 2025-02-03\nissues:\n"
    "  - {origin: noi-bo, topic: Nhân lực, issue: Thiếu, effect: Chậm, response: Đào tạo}\n"
    "  - {origin: ben-ngoai, topic: Luật, issue: Mới, effect: Phải sửa, response: Rà soát}\n",
    "boi-canh/ben-quan-tam.yaml": "reviewed: 2025-02-03\nparties:\n"
    "  - {name: Người dân, needs: Đúng hẹn, monitoring: Khảo sát}\n",
    "ben-ngoai/van-ban.yaml": "documents:\n  - {number: 60/2014/QH13, title: Luật Hộ tịch, issuer: "
    "Quốc hội, "
    "effective: 2025-01-01, affects: [QT-01], applied: 2025-02-01, kept_by: van-phong}\n",
    "tthc/danh-muc.yaml": "procedures:\n  - {code: '1.001193', name: Khai sinh, field: Hộ tịch}\n",
    "nam/2025/ke-hoach.yaml": "number: 08/KH-UBND\nsigned: 2025-01-15\ntasks:\n"
    "  - {id: viec, task: Làm, role: thu-ky-iso, due: 2025-03-01, done: 2025-02-20}\n",
    "nam/2025/nguon-luc.yaml": "people_in_charge: 3\nbudget:\n  - {item: Duy trì, planned: 10}\n",
    "nam/2025/rui-ro.yaml": "risks:\n  - {id: r, kind: co-hoi, process: QT-01, description: "
    "Số hóa, likelihood: 4, "
    "severity: 4, action: Quét hồ sơ, done: 2025-09-30, result: Đã quét}\n",
    "nam/2025/muc-tieu.yaml": "decision: 15/QĐ-UBND\nobjectives:\n"
    + "".join(
        f"  - id: m{index}\n{unit}    text: Đúng hạn\n    measure: Tỷ lệ\n    target: 98\n"
        "    policy: Đúng hẹn\n"
        "    communicated: Họp ngày 21/01/2025\n    updated: 2025-07-01\n    actions:\n"
        "      - {what: Nhắc hạn, resources: Máy tính, role: thu-ky-iso, due: Hằng quý, "
        "evaluation: Số liệu}\n"
        "    results:\n      - {period: Quý I, value: 99}\n"
        for index, unit in enumerate(("", "    unit: van-phong\n", "    unit: kinh-te\n"))
    ),
    "nam/2025/dao-tao.yaml": "plan: 05/KH-UBND\nsessions:\n"
    "  - {subject: Nhận thức, held: 2025-03-03, audience: Toàn thể công chức, participants: 40, "
    "document: 09/TB-UBND}\n",
    "nam/2025/phan-phoi.yaml": "distributed:\n"
    + "".join(
        f"  - {{document: {code}, revision: 1, unit: {unit}, day: 2025-01-25}}\n"
        for code in CODES
        for unit in ("van-phong", "kinh-te")
    ),
    "nam/2025/ho-so.yaml": "periods:\n  - {start: 2025-01-01, end: 2025-12-31, carried_over: 0, "
    "received: 100, "
    "early: 90, on_time: 5, late: 0, returned: 0, pending_in_time: 5, pending_overdue: 0}\n",
    "nam/2025/hai-long.yaml": "surveys:\n  - plan: 11/KH-UBND\n    sent: 10\n    returned: 10\n"
    "    rate_stated: 90\n"
    "    answers:\n      - {answer: Hài lòng, count: 9, satisfied: true}\n"
    "      - {answer: Không, count: 1}\n"
    "    report: 95/BC-UBND\n",
    "nam/2025/khieu-nai.yaml": "none_received: true\n",
    "nam/2025/khong-phu-hop.yaml": "items:\n  - {id: k1, found: 2025-06-02, source: Đánh giá, "
    "description: Thiếu, "
    "correction: Bổ sung, cause: Quên, action: Nhắc, due: 2025-07-01, done: 2025-06-20, effective: "
    "Tốt, closed: 2025-07-01}\n",
    "nam/2025/danh-gia-noi-bo.yaml": "programme: 30/CTr-UBND\nteam_decision: 40/QĐ-UBND\nrounds:\n"
    "  - id: dot-1\n    state: da-danh-gia\n    held: 2025-06-02\n    units: [van-phong, kinh-te]\n"
    "    documents: [QT-HT-01, QT-NB-01]\n    notes: Tập 1\n    report: 50/BC-UBND\n    auditors:\n"
    "      - {post: Công chức xã bên, unit: xa-ben, trained: 2025-03-03, lead: true}\n",
    "nam/2025/xem-xet.yaml": "reviews:\n  - held: 2025-09-01\n    minutes: 11/BB-UBND\n"
    "    inputs:\n"
    + "".join(f"      - {{point: {point}, text: Đã báo cáo}}\n" for point in POINTS)
    + "    outputs:\n      - {point: a, text: Số hóa, done: 2025-10-01}\n"
    "confirmation: {day: 2025-09-02, document: 11/BB-UBND}\n",
    "nam/2025/cong-bo.yaml": "announcements:\n  - {decision: 90/QĐ-UBND, announced: 2025-10-03, "
    "procedures: ['1.001193'], notice: 91/UBND-VP, posted: Bảng tin}\n",
    "nam/2025/van-ban-di.yaml": "documents:\n"
    + "".join(
        f"  - {{number: {number}/UBND-VP, day: 2025-{month:02}-10, type: Công văn, issuer: "
        "UBND xã, summary: Áp dụng hệ thống quản lý chất lượng}\n"
        for number, month in ((21, 2), (22, 5), (23, 8), (24, 11))
    ),
}
"""Everything that the probes ask for, as of 31/12/2025."""

FLAWED: Mapping[str, str | None] = {
    **WHOLE,
    "isoqms.yaml": f"{BASE['isoqms.yaml']}website: https://an-phu.example\n",
    "chinh-sach.md": document("CSCL", "chinh-sach", body="Công khai, tận tụy."),
    "tai-lieu/he-thong/QT-HT-01.md": document(
        "QT-HT-01", "quy-trinh-he-thong", "clauses: ['7.5']\nlegal_basis: [1/2010/QH12]\n"
    ),
    "tai-lieu/he-thong/QT-HT-02.md": document("QT-HT-02", "quy-trinh-he-thong"),
    "tai-lieu/tthc/ho-tich/QT-01.md": document(
        "QT-01",
        "quy-trinh-tthc",
        "serves: ['1.001193']\nsteps:\n  - {task: Làm, role: khong-co, days: 2}\n",
    ),
    **decision("16", "ban-hanh-tai-lieu", "2025-01-20", ISSUES),
    **decision(
        "17", "ban-hanh-tai-lieu", "2025-11-20", "issues:\n  - {code: QT-NB-01, revision: 2}\n"
    ),
    **decision(
        "18",
        "ban-hanh-tai-lieu",
        "2025-11-21",
        "issues:\n  - {code: QT-09, revision: 1, title: Mới}\n",
    ),
    **decision("11", "to-giup-viec", "2025-01-06"),
    **decision("40", "doan-danh-gia", "2025-07-05"),
    "quyet-dinh/2025/12-QD-UBND.yaml": None,
    "quyet-dinh/2025/90-QD-UBND.yaml": None,
    "boi-canh/pham-vi.yaml": "statement: Giải quyết thủ tục hành chính\n"
    "internal_activities: [Văn thư, Tiếp dân]\n"
    "exclusions:\n  - {clause: '9.2', justification: Không muốn}\n",
    "boi-canh/van-de.yaml": "issues:\n  - {origin: noi-bo, topic: a, issue: b, effect: c, "
    "response: d}\n",
    "boi-canh/ben-quan-tam.yaml": "parties:\n  - {name: Người dân, needs: Đúng hẹn, monitoring: "
    "Khảo sát}\n",
    "ben-ngoai/van-ban.yaml": "documents:\n"
    "  - {number: 60/2014/QH13, title: Luật, issuer: Quốc hội, effective: 2025-01-01, affects: "
    "[QT-01], applied: 2025-09-01}\n"
    "  - {number: 1/2010/QH12, title: Luật cũ, issuer: Quốc hội, expires: 2024-01-01}\n",
    "tthc/danh-muc.yaml": "procedures:\n  - {code: '1.001193', name: Khai sinh, field: Hộ tịch}\n"
    "  - {code: '1.000656', name: Khai tử, field: Hộ tịch}\n",
    "nam/2025/ke-hoach.yaml": "tasks:\n  - {id: viec, task: Làm, due: 2025-03-01}\n",
    "nam/2025/nguon-luc.yaml": "people_note: Kiêm nhiệm\nbudget:\n  - {item: Duy trì}\n",
    "nam/2025/rui-ro.yaml": "risks:\n  - {id: r, kind: rui-ro, process: QT-01, description: Trễ, "
    "likelihood: 4, "
    "severity: 4}\n",
    "nam/2025/muc-tieu.yaml": "objectives:\n  - {id: m1, unit: phong-cu, text: Tốt hơn}\n"
    "  - {id: m2, unit: van-phong, text: Nhanh hơn, policy: Đúng hẹn}\n",
    "nam/2025/dao-tao.yaml": "sessions:\n  - {subject: Nhận thức, planned: 2025-03-03}\n"
    "  - {subject: Khác, held: 2025-04-01}\n",
    "nam/2025/phan-phoi.yaml": "distributed:\n  - {document: CSCL, revision: 1, unit: van-phong}\n",
    "nam/2025/ho-so.yaml": "periods:\n  - {start: 2025-01-01, end: 2025-12-31, carried_over: 0, "
    "received: 100, "
    "early: 80, on_time: 5, late: 10, returned: 0}\n",
    "nam/2025/hai-long.yaml": "surveys:\n  - report: 95/BC-UBND\n    rate_stated: 99\n"
    "    answers:\n"
    "      - {answer: Hài lòng, count: 9, satisfied: true}\n      - {answer: Không, count: 1}\n"
    "  - {method: Trực tuyến}\n",
    "nam/2025/khieu-nai.yaml": None,
    "nam/2025/khong-phu-hop.yaml": "items:\n  - {id: k1, found: 2025-06-02, source: Đánh giá, "
    "description: Thiếu}\n",
    "nam/2025/danh-gia-noi-bo.yaml": "team_decision: 40/QĐ-UBND\nrounds:\n"
    "  - id: dot-1\n    state: da-danh-gia\n    held: 2025-06-02\n    units: [van-phong]\n"
    "    documents: [QT-HT-01]\n"
    "    auditors:\n      - {post: Công chức, unit: van-phong}\n    findings:\n"
    "      - {kind: khong-phu-hop, document: QT-HT-01, text: Không theo}\n"
    "  - {id: dot-2, state: ke-hoach}\n",
    "nam/2025/xem-xet.yaml": "reviews:\n  - minutes: 11/BB-UBND\n    inputs:\n"
    "      - {point: a, text: Có}\n"
    "  - {held: 2025-12-01}\n",
    "nam/2025/cong-bo.yaml": "announcements:\n  - {decision: 90/QĐ-UBND, announced: 2025-10-03, "
    "posted: Bảng tin}\n",
    "nam/2025/van-ban-di.yaml": "documents:\n  - {number: 21/UBND-VP, day: 2025-02-10, type: "
    "Công văn, "
    "issuer: UBND xã, summary: Cải tiến hệ thống quản lý chất lượng}\n",
}
"""The same year with a flaw in each thing; not one probe is full."""

ALTERED = {
    "tai-lieu/noi-bo/QT-NB-01.md": document("QT-NB-01", "quy-trinh-noi-bo", KEPT, "Sửa thẳng.")
}
"""What somebody wrote into a document in force without a decision."""


BARE: Mapping[str, str | None] = {
    **BASE,
    "boi-canh/pham-vi.yaml": None,
    "nam/2025/muc-tieu.yaml": "objectives: []\n",
}
"""A year that has begun, and nothing else."""


def in_history(root: Path, *states: Mapping[str, str | None]) -> Path:
    """A repository in which each state was recorded in turn, a month apart."""
    make_history(
        root, [Step(files, at(f"2025-{month:02}-20")) for month, files in enumerate(states, 1)]
    )
    return root
