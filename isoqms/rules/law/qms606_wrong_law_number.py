"""Số, ký hiệu văn bản viện dẫn sai dạng.

Viện dẫn sai số thì không tra được văn bản. Hay gặp: thêm năm vào quyết định cá biệt của bộ (đúng là
101/QĐ-BKHCN), quên năm của nghị định, thông tư, viết ND thay NĐ, chép cả chữ «Nghị định số» vào ô
số.

## Sai

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 101/2019/QĐ-BKHCN  # <- QMS606
    title: Mô hình khung
    issuer: Bộ Khoa học và Công nghệ
    effective: 2019-01-21
  - number: 1276/2020/QĐ-UBND  # <- QMS606
    title: Tiêu chí đánh giá
    issuer: UBND tỉnh Lâm Đồng
    effective: 2020-08-25
  - number: 300/2020/QĐ-UBND  # <- QMS606
    title: Giao chỉ tiêu
    issuer: UBND tỉnh Lâm Đồng
    effective: 2020-02-14
  - number: 118/2025/ND-CP  # <- QMS606
    title: Về cơ chế một cửa
    issuer: Chính phủ
    effective: 2025-07-01
  - number: 61/NĐ-CP  # <- QMS606
    title: Về cơ chế một cửa
    issuer: Chính phủ
    issued: 2018-04-23
  - number: Thông tư số 26/2014/TT-BKHCN  # <- QMS606
    title: Quy định chi tiết
    issuer: Bộ Khoa học và Công nghệ
  - number: 42/2022/NĐ-CP
    title: Về dịch vụ công trực tuyến
    issuer: Chính phủ
    effective: 2022-08-15
    replaced_by: 224/2026/NĐCP  # <- QMS606
```

```yaml tthc/danh-muc.yaml
published_by:
  - number: 5/2009/QĐ-BTP  # <- QMS606
    signed: 2009-03-12
    authority: Bộ Tư pháp
```

## Đúng

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 101/QĐ-BKHCN, title: Mô hình khung, issuer: Bộ Khoa học và Công nghệ,
     issued: 2019-01-21}
  - {number: 05/2008/QĐ-BNV, title: Văn bản cũ, issuer: Bộ Nội vụ, effective: 2008-05-01}
  - {number: 19/2014/QĐ-TTg, title: Áp dụng hệ thống, issuer: Thủ tướng Chính phủ,
     effective: 2014-05-18}
  - {number: 766/QĐ-TTg, title: Bộ chỉ số, issuer: Thủ tướng Chính phủ, issued: 2022-06-23}
  - {number: 26/2014/TT-BKHCN, title: Quy định chi tiết, issuer: Bộ Khoa học và Công nghệ,
     effective: 2014-12-01}
  - {number: 299/2022/QĐ-UBND, title: Quy định phân cấp, issuer: UBND tỉnh Lâm Đồng,
     effective: 2022-07-01}
  - {number: 72/2025/QH15, title: Luật Tổ chức chính quyền địa phương, issuer: Quốc hội,
     effective: 2025-06-16}
  - {number: 07/2020/NQ-HĐND, title: Mức thu phí, issuer: HĐND tỉnh Lâm Đồng, effective: 2020-08-01}
  - {number: 1276/QĐ-UBND, title: Tiêu chí đánh giá, issuer: UBND tỉnh Lâm Đồng, issued: 2020-08-25}
  - {number: 'TCVN ISO 9001:2015', title: Các yêu cầu, issuer: Bộ Khoa học và Công nghệ}
```
"""

import re
from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Place, Severity
from isoqms.repository import Repository
from isoqms.rules.identity.document_numbers import DocumentNumber, take_apart
from isoqms.wording import whole

CODE = "QMS606"
SEVERITY = Severity.WARNING
BASIS = (Law("NĐ 30/2020/NĐ-CP", "Phụ lục I, phần II, mục 3"),)

_WORDS_BEFORE = re.compile(r"\D*\s(\d+/\S+)")
_SPELLED = (
    (re.compile(r"\bNDCP\b|\bNĐCP\b"), "NĐ-CP"),
    (re.compile(r"\bND-"), "NĐ-"),
    (re.compile(r"\bQD-"), "QĐ-"),
    (re.compile(r"\bHDND\b"), "HĐND"),
    (re.compile(r"QĐ-TTG\b"), "QĐ-TTg"),
)
_MINISTERS_ISSUE_CIRCULARS = 2009
"""Until then ministers issued normative decisions too, with the year in their number."""
_MOST_RULES_OF_A_YEAR = 300
"""No province passes so many normative decisions in a year.

A higher number is of an individual decision.
"""


def check(repository: Repository) -> Iterator[Finding]:
    """The numbers of others' instruments that cannot be right, with the right form in the hint."""
    for place, number in _numbers(repository):
        right, why = _right_form(number)
        if right != number:
            yield Finding(
                place,
                f"Số, ký hiệu «{number}» không đúng: {why}.",
                f"Viết «{right}» nếu đúng là văn bản ấy.",
            )


def _numbers(repository: Repository) -> Iterator[tuple[Place, str]]:
    for law in repository.laws:
        yield law.at("number"), law.record.number
        if law.record.replaced_by is not None:
            yield law.at("replaced_by"), law.record.replaced_by
        for amended in law.rows("amends", law.record.amends):
            yield amended.place, amended.record
    if repository.procedures is not None:
        for index, decision in enumerate(repository.procedures.record.published_by):
            yield repository.procedures.at("published_by", index, "number"), decision.number


def _right_form(number: str) -> tuple[str, str]:
    """The number as it should be written, and why; the number itself where nothing is wrong."""
    worded = _WORDS_BEFORE.fullmatch(number)
    if worded is not None:
        return worded[1], "ô này chỉ ghi số, không ghi tên loại"
    spelled = number
    for pattern, letters in _SPELLED:
        spelled = pattern.sub(letters, spelled)
    if spelled != number:
        return spelled, "chữ viết tắt sai"
    parts = take_apart(number)
    if parts is None or not parts.issuer:
        return number, ""
    return _rightly_dated(parts) or (number, "")


def _rightly_dated(parts: DocumentNumber) -> tuple[str, str] | None:
    """The number with or without the year that its kind asks for, and why; None where it is so."""
    if parts.year:
        if parts.written == "QĐ" and _is_individual(parts):
            return parts.with_kind("QĐ"), "quyết định cá biệt không ghi năm"
        return None
    if (parts.written, parts.issuer) == ("NĐ", "CP"):
        return f"{parts.padded}/<năm>/NĐ-CP", "nghị định phải ghi năm"
    if parts.written == "TT" and parts.issuer.isupper():
        return f"{parts.padded}/<năm>/TT-{parts.issuer}", "thông tư phải ghi năm"
    return None


def _is_individual(parts: DocumentNumber) -> bool:
    """Whether a decision with a year is individual, not legislation.

    A minister's is since 2009, a committee's where its number is high.
    """
    by_minister = parts.issuer.startswith("B") and int(parts.year) >= _MINISTERS_ISSUE_CIRCULARS
    return by_minister or (parts.issuer == "UBND" and whole(parts.digits) >= _MOST_RULES_OF_A_YEAR)
