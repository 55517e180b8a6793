"""Phiếu đánh giá hỏi điều không có.

Câu hỏi, phát hiện phải gắn với đơn vị, quy trình, điều khoản có thật; quy trình của đợt sắp làm
phải đang có hiệu lực, nếu không chuyên gia không có gì để đối chiếu. Dòng của sổ theo dõi nêu đợt
nào thì đợt ấy phải có trong chương trình.

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
  - {id: kph-02, found: 2025-01-10, source: Đánh giá nội bộ, description: Thiếu chữ ký,
     audit: dot-0}
```
"""

from collections.abc import Callable, Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.model.audit import RoundState
from isoqms.model.base import Record
from isoqms.repository import Repository, Row, Rows
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
    yield from _not_in_force(repository, year.rows)
    units = {unit.key for unit in repository.agency.record.units}
    codes = ever_existing(repository)
    standard = repository.packs.standard
    rounds = _rounds(repository, number)
    known: dict[str, _Names] = {
        "unit": (Names(units), units.__contains__, "đơn vị"),
        "document": (Names(codes), lambda link: code_of(link) in codes, "tài liệu"),
        "clause": (Names([each.number for each in standard.clauses]), standard.knows, "điều khoản"),
        "audit": (Names(rounds), rounds.__contains__, "đợt đánh giá"),
    }
    for place, kind, name in _named(year.rows):
        names, exists, what = known[kind]
        if not exists(name):
            hint = names.hint(name, "Sửa lại cho đúng, hoặc bỏ mục này.")
            yield Finding(place, f"Không có {what} «{name}».", hint)


def _rounds(repository: Repository, number: int) -> set[str]:
    """The rounds of a year and of the year before, whose late findings it follows up."""
    years = (repository.rows_of(number - 1), repository.rows_of(number))
    return {row.record.id for rows in years for row in rows.rounds}


def _named(rows: Rows) -> Iterator[tuple[Place, str, str]]:
    """What is named, as place, kind and name; most of it has rules of its own."""
    for audit in rows.rounds:
        for check_ in audit.rows("checks", audit.record.checks):
            yield from _of_row(check_, ("unit", "clause", "document"))
        for found in audit.rows("findings", audit.record.findings):
            yield from _of_row(found, ("unit",))
    for item in rows.nonconformities:
        yield from _of_row(item, ("document", "audit"))


def _of_row(row: Row[Record], kinds: tuple[str, ...]) -> Iterator[tuple[Place, str, str]]:
    for kind in kinds:
        name = getattr(row.record, kind)
        if name is not None:
            yield row.at(kind), kind, name


def _not_in_force(repository: Repository, rows: Rows) -> Iterator[Finding]:
    """The documents of rounds still to come that exist and are not in force."""
    gone = ever_existing(repository) - {*repository.in_force, *repository.unread_codes}
    for audit in rows.rounds:
        if audit.record.state is not RoundState.PLANNED:
            continue
        for row in audit.rows("documents", audit.record.documents):
            code = code_of(row.record)
            if code in gone:
                yield Finding(
                    row.place,
                    f"Đợt «{audit.record.id}» sẽ đánh giá «{code}», "
                    "mà tài liệu này không có hiệu lực.",
                    "Ban hành tài liệu trước ngày đánh giá, hoặc thay bằng tài "
                    "liệu đang có hiệu lực.",
                )
