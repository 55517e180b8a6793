"""Danh mục, viện dẫn khác với gói văn bản pháp luật.

Gói văn bản pháp luật đi kèm chương trình ghi hiệu lực của những văn bản thường dùng, tính đến ngày
rà soát. Danh mục của cơ quan khác với gói thì một trong hai phải sửa: đối chiếu với nguồn chính
thức. Điều gói chưa chắc chắn chỉ được nhắc để xem lại. Nơi nào viện dẫn một văn bản kèm ngày khác
với danh mục, hoặc với gói, cũng vậy: số và ngày chỉ tới hai văn bản.

## Sai, ngày 2025-07-01

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 61/2018/NĐ-CP  # <- QMS604
    title: Về cơ chế một cửa
    issuer: Chính phủ
    issued: 2018-04-23
  - number: 118/2025/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    effective: 2025-06-09  # <- QMS604
  - number: 110/2004/NĐ-CP
    title: Về công tác văn thư
    issuer: Chính phủ
    expires: 2020-04-20  # <- QMS604
    replaced_by: 30/2020/NĐ-CP
  - number: 107/2021/NĐ-CP
    title: Sửa đổi Nghị định 61/2018/NĐ-CP
    issuer: Chính phủ
    expires: 2025-07-01
    replaced_by: 118/2024/NĐ-CP  # <- QMS604
```

```yaml nam/2025/ke-hoach.yaml
tasks:
  - id: chuyen-doi
    task: Áp dụng cơ chế một cửa mới
    evidence: Theo Nghị định số 118/2025/NĐ-CP ngày 16/9/2025  # <- QMS604
```

## Sai, ngày 2025-06-30

Hôm sau mới hết hiệu lực: được nhắc trước.

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 61/2018/NĐ-CP  # <- QMS604
    title: Về cơ chế một cửa
    issuer: Chính phủ
```

## Đúng

```yaml nam/2025/ke-hoach.yaml
tasks:
  - id: chuyen-doi
    task: Áp dụng cơ chế một cửa mới
    evidence: Theo Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025
```

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 61/2018/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, expires: 2025-07-01}
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, effective: 2025-07-01}
  - {number: 101/QĐ-BKHCN, title: Mô hình khung, issuer: Bộ Khoa học và Công nghệ,
     effective: 2019-01-21}
  - {number: 'TCVN ISO 9001:2015', title: Các yêu cầu, issuer: Bộ Khoa học và Công nghệ}
```
"""

from collections.abc import Iterator
from datetime import date

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.facts.law.cited_days import Misquoted, misquoted
from isoqms.facts.records.days import texts_with_days
from isoqms.model.law import ExternalDocument
from isoqms.model.packs.certainty import Certainty
from isoqms.model.packs.law import LegalInstrument
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate, eased
from isoqms.wording import date_short

CODE = "QMS604"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.LAW)

_LOOK = "Đối chiếu với cơ sở dữ liệu quốc gia về pháp luật, rồi sửa chỗ ghi nhầm."
_HINT = "Đối chiếu với cơ sở dữ liệu quốc gia về pháp luật, rồi sửa danh mục của cơ quan."


def check(repository: Repository) -> Iterator[Finding]:
    """Where the register and the pack differ on an instrument.

    What the pack is not sure of is a note.
    """
    packed = {instrument.number: instrument for instrument in repository.packs.legal.instruments}
    source = f"Theo gói văn bản pháp luật rà soát ngày {date_short(repository.packs.legal.checked)}"
    for row in repository.laws:
        law, fact = row.record, packed.get(row.record.number)
        if fact is None:
            continue
        is_sure = fact.certainty is Certainty.CONFIRMED
        for key, said, severity in _differences(law, fact, repository.as_of):
            message = f"{source}, «{law.number}» {said}."
            weight = eased(Severity.NOTE, when=not is_sure) or severity
            yield Finding(row.at(key), message, _HINT, severity=weight)
    for place, quoted in _misquoted(repository):
        yield Finding(place, _quoted(quoted), _LOOK, severity=_weight(quoted))


def _misquoted(repository: Repository) -> Iterator[tuple[Place, Misquoted]]:
    """Each such citation in a register, or in the prose of a document."""
    for place, text in texts_with_days(repository):
        yield from ((place, quoted) for quoted in misquoted(repository, text))
    for entry in (*repository.documents, *repository.drafts):
        for quoted in misquoted(repository, entry.body):
            yield entry.in_body(entry.body.count("\n", 0, quoted.start)), quoted


def _weight(quoted: Misquoted) -> Severity | None:
    # Days of signing are often from memory in the pack; the agency's own register was looked up.
    return eased(Severity.NOTE, when=not quoted.by_agency)


def _quoted(quoted: Misquoted) -> str:
    source = "danh mục của cơ quan" if quoted.by_agency else "gói văn bản pháp luật"
    return (
        f"«{quoted.number}» được viện dẫn ngày {date_short(quoted.told)}, còn {source} ghi ngày "
        f"{date_short(quoted.right)}."
    )


_DAYS = (
    ("effective", "có hiệu lực từ", None),
    # Days of signing are often from memory in the pack; nothing is reckoned from them.
    ("issued", "ký", Severity.NOTE),
)
_Difference = tuple[str, str, Severity | None]
"""The key where they differ, what the pack says, and how much lighter than the rule it weighs."""


def _differences(
    law: ExternalDocument, fact: LegalInstrument, as_of: date
) -> Iterator[_Difference]:
    """What the pack says otherwise than the register; what either leaves open is no difference."""
    if fact.expires is not None:
        yield from _of_expiry(law, fact, fact.expires, as_of)
    if law.replaced_by and fact.replaced_by and law.replaced_by != fact.replaced_by:
        said = f"được thay bằng «{fact.replaced_by}», không phải «{law.replaced_by}»"
        yield "replaced_by", said, None
    for key, words, severity in _DAYS:
        written, right = getattr(law, key), getattr(fact, key)
        if written and right and written != right:
            yield key, f"{words} {_not(right, written)}", severity


def _of_expiry(
    law: ExternalDocument, fact: LegalInstrument, last: date, as_of: date
) -> Iterator[_Difference]:
    if law.expires is not None:
        if law.expires != last:
            yield "expires", f"hết hiệu lực từ {_not(last, law.expires)}", None
        return
    successor = f", được thay bằng «{fact.replaced_by}»" if fact.replaced_by else ""
    lapsing = f"hết hiệu lực từ ngày {date_short(last)}{successor}"
    if last <= as_of:
        yield "number", f"đã {lapsing}; danh mục chưa ghi", None
    else:
        yield "number", f"sẽ {lapsing}", Severity.NOTE


def _not(right: date, written: date) -> str:
    return f"ngày {date_short(right)}, không phải {date_short(written)}"
