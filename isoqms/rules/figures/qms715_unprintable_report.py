"""Báo cáo còn chỗ không điền được.

Trong lời văn của báo cáo, `{{ cases_total }}` được thay bằng số liệu của năm, `{{
decision("1016/QĐ-UBND") }}` và `{{ document("88/KH-UBND") }}` bằng tên đầy đủ của văn bản. Tên viết
sai thì báo cáo không in được; số liệu, văn bản mà lời văn hỏi và chưa có thì bản in ghi «[chưa có
…]» đúng chỗ ấy để người ký thấy. Câu lấy từ hồ sơ chỉ in khi hồ sơ có; mục nào không hồ sơ nào nói
và cơ quan chưa viết thì được kể một lần ở trang cuối của bản dự thảo, kèm lệnh để ghi.

Lời văn đứng sau câu lấy từ hồ sơ, không thay câu ấy. Số liệu mà câu lấy từ hồ sơ của cùng mục đã
nói thì lời văn không nói lại.

Tên các số liệu: documents, procedures, procedures_served, procedures_served_rate,
internal_activities, cases_total, cases_received, cases_carried_over, cases_resolved, cases_on_time,
cases_late, cases_on_time_rate, cases_late_rate, cases_returned, cases_pending, people_in_charge,
training_participants, training_certificates, documents_issued, documents_withdrawn, audit_rounds,
audit_rounds_done, nonconformity_requests, corrective_actions, survey_rate, complaints, score_total,
score_max.

Đề cương của tỉnh, của cơ quan đặt ở mau/bao-cao-nam.md; câu nào cũng sửa được. Danh sách đi qua
bằng `{% for … in … %}`: ban_chi_dao, nhan_luc, kinh_phi, van_ban, huong_dan, xac_nhan, ky_duyet,
ban_hanh, cong_bo_tthc, noi_ap_dung, chinh_sach, cong_bo, muc_tieu, so_hoa, boi_canh, rui_ro,
phan_phoi, ben_ngoai, danh_gia, chua_danh_gia, xem_xet, khong_phu_hop, truc_tuyen,
truc_tuyen_tthc, xin_loi,
khao_sat, khieu_nai, cai_tien, iso_dien_tu, dao_tao, luat_moi; phần của mỗi dòng viết sau dấu chấm,
như trong đề cương chung.

## Sai

```markdown nam/2025/bao-cao.md
---
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## II.6 Kết quả giải quyết

Đã tiếp nhận {{ case_total }} hồ sơ. <!-- <- QMS715 -->
```

## Sai

```markdown nam/2025/bao-cao.md
--- # <- QMS715
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## II.6 Kết quả giải quyết

Đã tiếp nhận {{ cases_total }} hồ sơ, <!-- <- QMS715 -->
theo {{ document("99/KH-UBND") }}. <!-- <- QMS715 -->

## IV.9 Mục lạ <!-- <- QMS715 -->

Đề cương không có mục này.
```

## Sai

```markdown nam/2025/bao-cao.md
---
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## II.4 Phổ biến

Đã phổ biến.

| Đơn vị | Số buổi | <!-- <- QMS715 -->
|--------|---------|
| Văn phòng | 2 |
```

## Đúng

```yaml nam/2025/nguon-luc.yaml
people_in_charge: 4
```

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-12-31, carried_over: 6, received: 94,
     early_or_on_time: 90, late: 0, returned: 0}
```

```yaml nam/2025/so-lieu.yaml
documents: 30
procedures: 20
procedures_served: 20
internal_activities: 3
```

```yaml nam/2025/dao-tao.yaml
sessions:
  - {subject: Đánh giá nội bộ, participants: 6, certificates: 6}
```

```yaml nam/2025/khieu-nai.yaml
none_received: true
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 88/KH-UBND, day: 2025-03-25, type: Kế hoạch, issuer: UBND xã An Phú,
     summary: Áp dụng hệ thống năm 2025}
```

```markdown nam/2025/bao-cao.md
---
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## I.1 Nhân lực

Đều kiêm nhiệm.

## I.2 Nguồn lực

Đủ phòng làm việc.

## II.2 Xác nhận

Đã xác nhận theo {{ document("88/KH-UBND") }}.

## II.4 Phổ biến

Đã phổ biến.

## II.5 Tuân thủ

Đã tuân thủ.

## II.8 Cải tiến

Đã cải tiến.

## II.9 Công nghệ thông tin

Đã ứng dụng.

## II.11 Cập nhật

Đã cập nhật.

## II.12 Công bố

Đã công bố.

## III.1 Hiệu quả

Tốt hơn.

## III.2 Khó khăn

Không có.

## III.3 Bài học

Làm sớm.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.errors import IsoqmsError
from isoqms.model.layout import file_of
from isoqms.repository import Entry, Repository
from isoqms.wording import listed, within

if TYPE_CHECKING:
    from isoqms.facts.composing.text import Missing, ReportText
    from isoqms.model.reporting import ReportHead

CODE = "QMS715"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """What stops a year's report from being printed, or else each place printed as missing."""
    for year, records in repository.years.items():
        if records.report is not None:
            yield from _told(repository, year, records.report)


def _told(repository: Repository, year: int, report: Entry[ReportHead]) -> Iterator[Finding]:
    # The engine of the templates takes longer to import than all the checks of a small repository.
    from isoqms.facts.composing.text import ReportFault, compose  # noqa: PLC0415

    try:
        text = compose(repository, year)
    except ReportFault as fault:
        yield Finding(
            Place(fault.path, (), fault.line), fault.message, fault.hint, severity=Severity.ERROR
        )
    except IsoqmsError as error:
        yield Finding(
            report.at(), f"Không in được báo cáo: {error}", error.hint, severity=Severity.ERROR
        )
    else:
        yield from _lacking(report, text)


def _lacking(report: Entry[ReportHead], text: ReportText) -> Iterator[Finding]:
    unplaced: list[Missing] = []
    for missing in text.missing:
        found = list(_asked(report, missing.name))
        for place in found:
            yield Finding(place, f"Chưa có {missing.kind}: {missing.title}.", _HINTS[missing.kind])
        if not found:
            unplaced.append(missing)
    for section in text.unused:
        hint = "Đặt lời văn dưới một mục của đề cương, ví dụ `## II.8`, mỗi mục một lần."
        yield Finding(Place(report.path, (), section.heading_line), f"{section.unprinted}.", hint)
    for section, figure in text.repeated:
        yield Finding(
            Place(report.path, (), section.heading_line),
            f"Lời văn của mục {section.key} nói lại {within(figure.title)}, câu lấy từ hồ sơ của "
            "mục ấy đã nói.",
            f"Bỏ {{{{ {figure.name} }}}} khỏi lời văn.",
            severity=Severity.NOTE,
        )
    if unplaced:
        titles: dict[str, list[str]] = {}
        for missing in unplaced:
            titles.setdefault(missing.kind, []).append(missing.title)
        lacking = "; ".join(f"{kind}: {listed(named)}" for kind, named in titles.items())
        hint = "Lệnh để ghi từng chỗ: xem bằng `isoqms report --dry-run`."
        yield Finding(
            Place(report.path, (), 1), f"Báo cáo chưa có {lacking}.", hint, severity=Severity.NOTE
        )


_HINTS = {
    "số liệu": "Ghi số liệu ấy vào hồ sơ năm; bản in ghi «[chưa có số liệu …]» ở chỗ này.",
    "hồ sơ": "Ghi hồ sơ ấy; lệnh ghi xem bằng `isoqms report --dry-run`.",
    "nội dung": "Viết nội dung mục ấy.",
    "văn bản trong kho": (
        f"Sửa số, ký hiệu, hoặc ghi văn bản vào {file_of('van-ban-di')}, "
        "quyết định vào quyet-dinh/."
    ),
}


def _asked(report: Entry[ReportHead], name: str) -> Iterator[Place]:
    """Where the prose asks for a figure or document."""
    wanted = re.compile(rf"\{{\{{[^}}]*?(?<![\w/]){re.escape(name)}(?![\w/])")
    for match in wanted.finditer(report.body):
        before = report.body[: match.end() - len(name)]
        yield report.in_body(before.count("\n"), len(before) - before.rfind("\n"))
