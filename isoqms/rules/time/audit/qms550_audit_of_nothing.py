"""Phiếu đánh giá hỏi điều không có.

Câu hỏi, phát hiện phải gắn với đơn vị, quy trình, điều khoản có thật; quy trình của đợt sắp làm phải đang có hiệu lực,
nếu không chuyên gia không có gì để đối chiếu. Dòng của sổ theo dõi nêu đợt nào thì đợt ấy phải có trong chương trình.

## Sai

Mã không có ở đâu thì quy tắc QMS302 nói; ở đây chỉ nói mã không còn, hoặc chưa có hiệu lực.

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: ke-hoach
    planned_to: 2025-12-31
    documents:
      - QT-HT-02  # <- QMS550
      - QT-HT-98
    checks:
      - question: Hồ sơ lưu đúng nơi không?
        unit: tu-phap  # <- QMS550
        clause: '4.10'  # <- QMS550
      - question: Quy trình có dùng đúng lần ban hành không?
        document: QT-HT-99  # <- QMS550
    findings:
      - kind: luu-y
        text: Nên ghi giờ
        unit: tu-phap  # <- QMS550
```

```nen danh-gia-du-thao
```

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-09-12
    source: Đánh giá nội bộ
    description: Thiếu giờ giao nhận
    document: QT-HT-99  # <- QMS550
    audit: dot-9  # <- QMS550
```

## Đúng

Đợt đã làm thì quy trình có thể đã thu hồi về sau.

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: ke-hoach
    planned_to: 2025-12-31
    documents: [QT-HT-01]
    checks:
      - {question: "Hồ sơ lưu đúng nơi không?", unit: kinh-te, clause: 7.5.3, document: QT-HT-01}
  - id: dot-2
    state: da-danh-gia
    held: 2025-09-12
    documents: [QT-HT-02]
    findings: [{kind: luu-y, text: Nên ghi giờ}]
```

```yaml nam/2024/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-0, state: da-danh-gia, held: 2024-09-12}
```

```nen kiem-soat-phan-dau
```

```nen danh-gia-du-thao
```

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-09-12
    source: Đánh giá nội bộ
    description: Thiếu giờ giao nhận
    audit: dot-2
  - {id: kph-02, found: 2025-01-10, source: Đánh giá nội bộ, description: Thiếu chữ ký, audit: dot-0}
```
"""

from collections.abc import Callable, Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.model.audit import RoundState
from isoqms.repository import Repository, Year
from isoqms.rules.links.codes import Names, code_of, ever_existing

CODE = "QMS550"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.2.2"),)

_Names = tuple[Names, Callable[[str], bool], str]


def check(repository: Repository) -> Iterator[Finding]:
    """What the questions, findings and nonconformities of the latest year name and does not exist.

    Of earlier years nothing is said: their units and documents may be gone by now.
    """
    number = max(repository.years, default=0)
    year = repository.years.get(number)
    if year is None:
        return
    yield from _not_in_force(repository, year)
    units = {unit.key for unit in repository.agency.record.units}
    codes = ever_existing(repository)
    standard = repository.packs.standard
    known: dict[str, _Names] = {
        "unit": (Names(units), units.__contains__, "đơn vị"),
        "document": (Names(codes), lambda link: code_of(link) in codes, "tài liệu"),
        "clause": (Names([each.number for each in standard.clauses]), standard.knows, "điều khoản"),
        "audit": (Names(_rounds(repository, number)), _rounds(repository, number).__contains__, "đợt đánh giá"),
    }
    for place, kind, name in _named(year):
        names, exists, what = known[kind]
        if not exists(name):
            hint = names.hint(name, "Sửa lại cho đúng, hoặc bỏ mục này.")
            yield Finding(place, f"Không có {what} «{name}».", hint)


def _rounds(repository: Repository, number: int) -> set[str]:
    """The rounds of a year and of the year before, whose late findings it follows up."""
    years = (repository.years.get(each) for each in (number - 1, number))
    return {audit.id for year in years if year and year.audits for audit in year.audits.record.rounds}


def _named(year: Year) -> Iterator[tuple[Place, str, str]]:
    """What is named, as place, kind and name; what rounds and findings name has mostly rules of its own."""
    for i, audit in enumerate(year.audits.record.rounds if year.audits else ()):
        for j, each in enumerate(audit.checks):
            for kind in ("unit", "clause", "document"):
                name = getattr(each, kind)
                if name is not None and year.audits:
                    yield year.audits.at("rounds", i, "checks", j, kind), kind, name
        for j, found in enumerate(audit.findings):
            if found.unit is not None and year.audits:
                yield year.audits.at("rounds", i, "findings", j, "unit"), "unit", found.unit
    for i, item in enumerate(year.nonconformities.record.items if year.nonconformities else ()):
        for kind in ("document", "audit"):
            name = getattr(item, kind)
            if name is not None and year.nonconformities:
                yield year.nonconformities.at("items", i, kind), kind, name


def _not_in_force(repository: Repository, year: Year) -> Iterator[Finding]:
    """The documents of rounds still to come that exist and are not in force."""
    ever = ever_existing(repository)
    for i, audit in enumerate(year.audits.record.rounds if year.audits else ()):
        if audit.state is not RoundState.PLANNED:
            continue
        for j, link in enumerate(audit.documents):
            code = code_of(link)
            if year.audits and code in ever and code not in {*repository.in_force, *repository.unread_codes}:
                yield Finding(
                    year.audits.at("rounds", i, "documents", j),
                    f"Đợt «{audit.id}» sẽ đánh giá «{code}», mà tài liệu này không có hiệu lực.",
                    "Ban hành tài liệu trước ngày đánh giá, hoặc thay bằng tài liệu đang có hiệu lực.",
                )
