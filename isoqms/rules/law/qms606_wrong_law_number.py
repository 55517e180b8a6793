"""Số, ký hiệu văn bản viện dẫn sai dạng.

Viện dẫn sai số thì không tra được văn bản. Hay gặp: thêm năm vào quyết định cá biệt của bộ (đúng là
101/QĐ-BKHCN), quên năm của nghị định, thông tư, viết ND thay NĐ, thiếu số 0 trước số dưới 10, gạch
ngang dài, gạch dưới hoặc dấu cách trong số, chép cả chữ «Nghị định số» vào ô số. Số sai trong danh
mục chỉ nhắc một lần, ở chính dòng ấy: sửa ở đó thì các tài liệu viện dẫn đúng tự khớp.

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
  - number: 7/2025/TT-BTP  # <- QMS606
    title: Về chứng thực
    issuer: Bộ Tư pháp
  - number: 168/2025/NĐ–CP  # <- QMS606
    title: Về đăng ký doanh nghiệp
    issuer: Chính phủ
  - number: 123_2015_NĐ-CP  # <- QMS606
    title: Về hộ tịch
    issuer: Chính phủ
  - number: 23 / 2015/NĐ-CP  # <- QMS606
    title: Về chứng thực
    issuer: Chính phủ
  - number: 20/2021/NÐ-CP  # <- QMS606
    title: Về trợ giúp xã hội
    issuer: Chính phủ
    amends:
      - 136/NĐ-CP  # <- QMS606
    guides:
      - 60/QH13  # <- QMS606
  - number: 217/QĐ-TW  # <- QMS606
    title: Quy chế giám sát
    issuer: Bộ Chính trị
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

## Đúng

Số, ký hiệu có thật mà không theo khuôn thường gặp.

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 66.7/2025/NQ-CP, title: Cắt giảm thủ tục, issuer: Chính phủ, effective: 2025-11-15}
  - {number: 30c/NQ-CP, title: Chương trình tổng thể, issuer: Chính phủ, issued: 2011-11-08}
  - {number: 08.a/2010/TT-BTP, title: Biểu mẫu hộ tịch, issuer: Bộ Tư pháp, effective: 2010-05-10}
  - {number: 13/2014/TTLT-BYT-BTP, title: Liên tịch, issuer: Bộ Y tế, effective: 2014-08-15}
  - {number: 12/VBHN-VPQH, title: Văn bản hợp nhất, issuer: Văn phòng Quốc hội, issued: 2020-07-15}
  - {number: 217-QĐ/TW, title: Quy chế giám sát, issuer: Bộ Chính trị, issued: 2013-12-12}
  - {number: 38-CP, title: Cải cách một bước, issuer: Chính phủ, issued: 1994-05-04}
```
"""

from collections.abc import Iterator
from datetime import date

from isoqms.diagnostics import Finding, Law, Place, Severity
from isoqms.facts.law.numbers import misspelt
from isoqms.repository import Repository

CODE = "QMS606"
SEVERITY = Severity.WARNING
BASIS = (Law("NĐ 30/2020/NĐ-CP", "Phụ lục I, phần II, mục 3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The numbers of others' instruments that cannot be right, with the right form in the hint.

    Each wrong number once, where it stands first.
    """
    told: set[str] = set()
    for place, number, issued in _numbers(repository):
        wrong = misspelt(number, issued)
        if wrong is not None and number not in told:
            told.add(number)
            yield Finding(
                place,
                f"Số, ký hiệu «{number}» không đúng: {wrong.why}.",
                f"Viết «{wrong.right}» nếu đúng là văn bản ấy.",
            )


def _numbers(repository: Repository) -> Iterator[tuple[Place, str, date | None]]:
    """Where each number stands, the number, and the day of the instrument where it is known."""
    for law in repository.laws:
        yield law.at("number"), law.record.number, law.record.issued or law.record.effective
    for law in repository.laws:
        if law.record.replaced_by is not None:
            yield law.at("replaced_by"), law.record.replaced_by, None
        for key in ("amends", "guides"):
            for named in law.rows(key, getattr(law.record, key)):
                yield named.place, named.record, None
    if repository.procedures is not None:
        for index, decision in enumerate(repository.procedures.record.published_by):
            place = repository.procedures.at("published_by", index, "number")
            yield place, decision.number, decision.signed
