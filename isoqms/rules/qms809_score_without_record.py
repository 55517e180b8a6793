"""Điểm tự chấm không có hồ sơ chứng minh.

Kế hoạch, chính sách, mục tiêu, đào tạo, khảo sát, sổ không phù hợp: chấm điểm mà kho không có gì và dòng điểm cũng
không nêu bằng chứng thì đến lúc kiểm tra phải đi tìm. Nêu số văn bản hoặc tệp ở `evidence` của dòng là đủ.

## Sai

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Đắk Nông
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Đắk Nông
packs: {scoring: dak-nong-2020}
```

```yaml nam/2025/hai-long.yaml
surveys:
  - plan: Kế hoạch số 181/KH-UBND
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '1.1', stated: 1}  # <- QMS809
  - {id: '5.5', stated: 1}  # <- QMS809
  - {id: '6.1', stated: 1}  # <- QMS809
  - {id: '6.2', stated: 1}
  - {id: 9.2a, stated: 1}  # <- QMS809
  - {id: '12.1', stated: 1}
  - {id: '12.3', stated: 1}  # <- QMS809
  - {id: '16.1', stated: 1}  # <- QMS809
```

## Đúng

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Đắk Nông
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Đắk Nông
packs: {scoring: dak-nong-2020}
```

```yaml nam/2025/khong-phu-hop.yaml
stated: {requests: 2, corrective: 1}
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '1.1', stated: 1, evidence: [88/KH-UBND]}
  - {id: '6.1', stated: 0}
  - {id: '16.1', stated: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.decision import DecisionKind
from isoqms.model.document import DocumentKind
from isoqms.repository import Repository, Year
from isoqms.rules.contradictions import Against, Claim, Claims, contradicted

CODE = "QMS809"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3"), Clause("9.1.1"))


def check(repository: Repository) -> Iterator[Finding]:
    """The points for work of which neither the repository nor the row names a record."""
    return contradicted(repository, _CLAIMS)


def _no_plan(_: Repository, year: Year) -> Against | None:
    plan = year.plan.record if year.plan else None
    issued = plan is not None and (plan.number or plan.signed)
    return None if issued else Against("kế hoạch năm chưa có số, ngày ký")


def _no_policy(repository: Repository, _: Year) -> Against | None:
    written = any(entry.record.kind is DocumentKind.POLICY for entry in repository.documents)
    decided = any(d.record.kind is DecisionKind.POLICY_OBJECTIVES for d in repository.decisions)
    return None if written or decided else Against("kho không có chính sách chất lượng hay quyết định ban hành")


def _no_objectives(_: Repository, year: Year) -> Against | None:
    kept = year.objectives and (year.objectives.record.objectives or year.objectives.record.decision)
    return None if kept else Against(f"năm {year.year} không ghi mục tiêu chất lượng nào")


def _no_training(_: Repository, year: Year) -> Against | None:
    kept = year.training and (year.training.record.sessions or year.training.record.plan)
    return None if kept else Against(f"năm {year.year} không ghi kế hoạch hay khóa đào tạo nào")


def _no_survey(_: Repository, year: Year) -> Against | None:
    kept = year.satisfaction and year.satisfaction.record.surveys
    return None if kept else Against(f"năm {year.year} không ghi đợt khảo sát nào")


def _no_survey_plan(_: Repository, year: Year) -> Against | None:
    surveys = year.satisfaction.record.surveys if year.satisfaction else ()
    if not surveys or any(survey.plan for survey in surveys):
        return None
    return Against("không đợt khảo sát nào ghi kế hoạch")


def _no_survey_report(_: Repository, year: Year) -> Against | None:
    surveys = year.satisfaction.record.surveys if year.satisfaction else ()
    if not surveys or any(survey.report for survey in surveys):
        return None
    return Against("không đợt khảo sát nào ghi báo cáo kết quả")


def _no_nonconformity(_: Repository, year: Year) -> Against | None:
    register = year.nonconformities.record if year.nonconformities else None
    if register and (register.items or register.stated or register.apologies):
        return None
    return Against(f"sổ theo dõi sự không phù hợp năm {year.year} không ghi gì")


_HINT = "Ghi hồ sơ vào thư mục của năm, nêu bằng chứng ở dòng này, hoặc chấm lại."
_NONE_AROSE = "Nếu trong năm không có sự không phù hợp nào, nêu căn cứ ở bằng chứng của dòng này."
_OBJECTIVES = ("6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.7", "6.8", "6.9")
_CLAIMS: Claims = {
    "dak-nong-2020": (
        Claim(("1.1",), _no_plan, _HINT, proof_elsewhere=True),
        Claim(("5.5",), _no_policy, _HINT, proof_elsewhere=True),
        Claim(_OBJECTIVES, _no_objectives, _HINT, proof_elsewhere=True),
        Claim(("9.2a",), _no_training, _HINT, proof_elsewhere=True),
        Claim(("12.1", "12.2", "12.3", "12.4"), _no_survey, _HINT, proof_elsewhere=True),
        Claim(("12.1",), _no_survey_plan, _HINT, proof_elsewhere=True),
        Claim(("12.3",), _no_survey_report, _HINT, proof_elsewhere=True),
        Claim(("16.1", "16.2", "16.3", "16.4"), _no_nonconformity, _NONE_AROSE, proof_elsewhere=True, only_full=True),
    ),
}
