"""Grow a sample to any number of controlled documents, all of them valid, with three commits for each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from typing import Final

from isoqms.history.importing import Snapshot
from isoqms.model.layout import FOLDERS
from isoqms.model.samples import Sample
from isoqms.wording import nfc, slug

_BATCH: Final = 100
"""Documents that one decision issues."""
_BLOCK: Final = 10
"""A form and the procedures that use it."""
_PACE: Final = timedelta(minutes=3)
_FIRST_DECISION: Final = 101
_VIETNAM: Final = timezone(timedelta(hours=7))
_LIST_DECISION: Final = "512/QĐ-UBND"


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of administration, with what its procedures are about and what citizens bring."""

    name: str
    short: str
    subjects: tuple[str, ...]
    papers: tuple[str, ...]


_FIELDS: Final = (
    _Field("Hộ tịch", "HO", ("Đăng ký khai sinh", "Đăng ký lại khai tử", "Ghi chú ly hôn"), ("Giấy chứng sinh", "Giấy tờ chứng minh nơi cư trú")),
    _Field("Đất đai", "DD", ("Xác nhận nguồn gốc đất", "Hòa giải tranh chấp đất đai", "Đăng ký biến động đất"), ("Trích lục bản đồ địa chính", "Giấy tờ về quyền sử dụng đất")),
    _Field("Bảo trợ xã hội", "BT", ("Trợ cấp xã hội hằng tháng", "Hỗ trợ chi phí mai táng", "Xác nhận hộ nghèo"), ("Giấy xác nhận khuyết tật", "Sổ hộ nghèo")),
    _Field("Người có công", "NC", ("Trợ cấp một lần", "Cấp lại giấy xác nhận thân nhân", "Hỗ trợ thăm viếng mộ"), ("Bản khai cá nhân", "Giấy báo tử")),
    _Field("Hộ kinh doanh", "KD", ("Đăng ký thành lập hộ kinh doanh", "Tạm ngừng kinh doanh", "Chấm dứt hoạt động"), ("Biên bản họp thành viên hộ gia đình", "Hợp đồng thuê địa điểm")),
    _Field("Xây dựng", "XD", ("Cấp giấy phép xây dựng nhà ở", "Gia hạn giấy phép", "Điều chỉnh giấy phép"), ("Bản vẽ thiết kế", "Ảnh chụp hiện trạng")),
    _Field("Môi trường", "MT", ("Đăng ký môi trường", "Xác nhận kế hoạch thu gom chất thải"), ("Bản đăng ký môi trường", "Sơ đồ vị trí cơ sở")),
    _Field("Nông nghiệp", "NN", ("Hỗ trợ khôi phục sản xuất", "Xác nhận chuyển đổi cây trồng", "Kê khai chăn nuôi"), ("Bảng kê thiệt hại", "Sơ đồ thửa đất")),
    _Field("Giáo dục", "GD", ("Cho phép nhóm trẻ hoạt động", "Hỗ trợ ăn trưa cho trẻ mẫu giáo", "Chuyển trường"), ("Đề án thành lập", "Học bạ")),
    _Field("Văn hóa", "VH", ("Đăng ký hoạt động thư viện", "Thông báo tổ chức lễ hội", "Xét tặng gia đình văn hóa"), ("Bản kê vốn tài liệu", "Kế hoạch tổ chức")),
    _Field("Giao thông", "GT", ("Đăng ký phương tiện thủy nội địa", "Xác nhận lối đi chung", "Cấp phép sử dụng vỉa hè"), ("Giấy tờ nguồn gốc phương tiện", "Bản vẽ vị trí")),
    _Field("Tôn giáo", "TG", ("Đăng ký hoạt động tín ngưỡng", "Thông báo danh mục hoạt động", "Đăng ký sửa chữa cơ sở"), ("Danh sách người đại diện", "Bản mô tả hoạt động")),
)  # fmt: skip

_LAWS: Final = (
    ("118/2025/NĐ-CP", "2025-06-09", "2025-07-01", "Chính phủ", "Nghị định về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia"),
    ("63/2010/NĐ-CP", "2010-06-08", "2010-10-14", "Chính phủ", "Nghị định về kiểm soát thủ tục hành chính"),
    ("30/2020/NĐ-CP", "2020-03-05", "2020-03-05", "Chính phủ", "Nghị định về công tác văn thư"),
)  # fmt: skip

_SPECIAL: Final = (
    ("Kiểm tra thực địa, lập biên bản có chữ ký của người có yêu cầu", "cong-chuc-chuyen-mon", "Biên bản kiểm tra thực địa"),
    ("Lấy ý kiến đơn vị liên quan bằng văn bản, theo dõi thời hạn trả lời", "don-vi-lien-quan", "Văn bản trả lời"),
    ("Niêm yết công khai tại trụ sở và nhà văn hóa thôn", "cong-chuc-chuyen-mon", "Biên bản niêm yết"),
    ("Đối chiếu với cơ sở dữ liệu quốc gia về dân cư", "cong-chuc-chuyen-mon", "Kết quả đối chiếu"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Grown:
    """One grown document: its number from 0 decides everything about it."""

    index: int
    alone: bool
    """The last of all, with nothing after it that could use it as a form."""

    @property
    def is_form(self) -> bool:
        return self.index % _BLOCK == 0 and not self.alone

    @property
    def is_revised(self) -> bool:
        """Every fourth goes through two issues, and has one draft fewer."""
        return self.index % 4 == 3

    @property
    def field(self) -> _Field:
        return _FIELDS[self.index // _BLOCK % len(_FIELDS)]

    @property
    def serial(self) -> int:
        return self.index // (_BLOCK * len(_FIELDS)) * _BLOCK + self.index % _BLOCK

    @property
    def form(self) -> str:
        """The code of the form of its block."""
        return f"BM-{self.field.short}-{self.serial // _BLOCK * _BLOCK + 1:03}-01"

    @property
    def code(self) -> str:
        return self.form if self.is_form else f"QT-{self.field.short}-{self.serial:03}"

    @property
    def service(self) -> str:
        """The code of the administrative procedure that it serves."""
        return f"1.{900000 + self.index:06}" if self.index < 100_000 else f"2.{self.index:06}"

    @property
    def subject(self) -> str:
        subjects = self.field.subjects
        return f"{subjects[self.serial % len(subjects)]} (trường hợp {self.serial // len(subjects) + 1})"

    @property
    def title(self) -> str:
        if self.is_form:
            return f"Đơn đề nghị giải quyết thủ tục lĩnh vực {self.field.name.lower()} số {self.serial + 1}"
        return f"Quy trình {self.subject[0].lower()}{self.subject[1:]}"

    @property
    def place(self) -> str:
        """Its path below `tai-lieu/` or `du-thao/`."""
        folder = "bieu-mau" if self.is_form else f"tthc/{slug(self.field.name)}"
        return f"{folder}/{self.code}.md"

    @property
    def days(self) -> int:
        """Working days of its longest step."""
        return 1 + self.index * 7 % 15

    def text(self, revision: int = 1, *, complete: bool = True) -> str:
        """The whole file, as of an issue, or as a first draft that still lacks its sections."""
        draw = _form_text if self.is_form else _procedure_text
        return nfc(draw(self, revision, complete))


def grow(state: Mapping[str, str], sample: Sample, documents: int) -> tuple[Snapshot, ...]:
    """The commits that make a repository of so many documents out of the sample's agency, three for each document."""
    grown = tuple(_Grown(index, alone=index == documents - 1) for index in range(documents))
    ground = {path: text for path, text in state.items() if _stays(path)}
    ground |= {"ben-ngoai/van-ban.yaml": _laws(), "tthc/danh-muc.yaml": _services(grown)}
    email = f"{slug(sample.author)}@{sample.domain}"
    commits: list[Snapshot] = []
    for number, first in enumerate(range(0, documents, _BATCH)):
        morning = datetime.combine(sample.start, time(8), _VIETNAM) + timedelta(days=4 * number)
        for act in _batch(grown[first : first + _BATCH], number, morning):
            writes = act.writes if commits else ground | dict(act.writes)
            commits.append(Snapshot(act.when, sample.author, email, act.message, writes, act.deletes))
    return tuple(commits)


@dataclass(frozen=True, slots=True)
class _Act:
    when: datetime
    message: str
    writes: Mapping[str, str]
    deletes: tuple[str, ...] = ()


def _stays(path: str) -> bool:
    """Whether a file of the sample's agency suits a repository whose documents are others."""
    top = path.split("/", 1)[0]
    return path != "chinh-sach.md" and (top == "boi-canh" or top not in FOLDERS)


def _batch(batch: tuple[_Grown, ...], number: int, morning: datetime) -> Iterator[_Act]:
    """The acts of a batch: one day all are drafted, then most completed, then all issued, then some revised."""
    revised = tuple(one for one in batch if one.is_revised)
    rest = tuple(one for one in batch if not one.is_revised)
    first, second, third, fourth = (morning + timedelta(days=days) for days in range(4))
    for when, one in _paced(first, batch):
        yield _Act(when, f"Dự thảo {one.code}", {f"du-thao/{one.place}": one.text(complete=one.is_revised)})
    for when, one in _paced(second, rest):
        yield _Act(when, f"Hoàn thiện dự thảo {one.code}", {f"du-thao/{one.place}": one.text()})
    issue = _Decision(_FIRST_DECISION + 2 * number, third)
    for last, (when, one) in enumerate(_paced(third, batch), start=1):
        files = {f"tai-lieu/{one.place}": one.text(), issue.path: issue.text(batch[:last], 1)}
        yield _Act(when, f"Ban hành {one.code} theo {issue.number}", files, (f"du-thao/{one.place}",))
    renew = _Decision(issue.running + 1, fourth)
    for last, (when, one) in enumerate(_paced(fourth, revised), start=1):
        files = {f"tai-lieu/{one.place}": one.text(2), renew.path: renew.text(revised[:last], 2)}
        yield _Act(when, f"Ban hành {one.code} lần 2 theo {renew.number}", files)


def _paced(morning: datetime, batch: tuple[_Grown, ...]) -> Iterator[tuple[datetime, _Grown]]:
    return ((morning + _PACE * place, one) for place, one in enumerate(batch))


@dataclass(frozen=True, slots=True)
class _Decision:
    running: int
    day: datetime

    @property
    def number(self) -> str:
        return f"{self.running}/QĐ-UBND"

    @property
    def path(self) -> str:
        return f"quyet-dinh/{self.day.year}/{self.running}-QD-UBND.yaml"

    def text(self, listed: tuple[_Grown, ...], revision: int) -> str:
        """The decision as far as it has been carried out."""
        what = "Ban hành mới" if revision == 1 else "Rút ngắn thời hạn giải quyết"
        summary = "Ban hành tài liệu" if revision == 1 else "Ban hành tài liệu sửa đổi"
        entries = "".join(f"  - code: {one.code}\n    revision: {revision}\n    change: {what}\n" for one in listed)
        return nfc(
            f"number: {self.number}\nkind: ban-hanh-tai-lieu\n"
            f"summary: {summary} của hệ thống quản lý chất lượng\n"
            f"signed: {self.day:%Y-%m-%d}\nauthority: Chủ tịch Ủy ban nhân dân\nsigner_post: Chủ tịch\nissues:\n{entries}"
        )


def _laws() -> str:
    entries = (
        f"  - number: {number}\n    title: {title}\n    issuer: {issuer}\n    issued: {issued}\n"
        f"    effective: {effective}\n    kept_by: Văn phòng\n"
        for number, issued, effective, issuer, title in _LAWS
    )
    return nfc("documents:\n" + "".join(entries))


def _services(grown: tuple[_Grown, ...]) -> str:
    entries = "".join(
        f"  - code: '{one.service}'\n    name: {one.subject}\n    field: {one.field.name}\n"
        f"    decision: {_LIST_DECISION}\n    online: toàn trình\n    fee: Không\n"
        for one in grown
        if not one.is_form
    )
    head = (
        f"published_by:\n  - number: {_LIST_DECISION}\n    signed: 2025-06-30\n    authority: Ủy ban nhân dân tỉnh\n"
        "    summary: Công bố danh mục thủ tục hành chính thuộc thẩm quyền giải quyết của cấp xã\n"
    )
    return nfc(head + (f"procedures:\n{entries}" if entries else ""))


_APPROVAL: Final = """approval:
  drafted_by: cong-chuc-chuyen-mon
  reviewed_by: dai-dien-lanh-dao
  approved_by: nguoi-dung-dau
"""


def _form_text(one: _Grown, revision: int, complete: bool) -> str:
    papers = "".join(f"  - Số, ngày của {paper.lower()} kèm theo\n" for paper in one.field.papers)
    head = f"""---
code: {one.code}
title: {one.title}
kind: bieu-mau
revision: {revision}
field: {one.field.name}
owner: cong-chuc-chuyen-mon
{_APPROVAL}clauses: ['8.2', '8.5']
fields:
  - Kính gửi
  - Họ và tên người đề nghị
  - Nơi cư trú
  - Số điện thoại, thư điện tử để nhận thông báo
  - Nội dung đề nghị
{papers}  - Cam kết của người đề nghị
  - Ngày tháng năm, chữ ký
---
"""
    if not complete:
        return f"{head}\nBản dự thảo đầu, đang lấy ý kiến công chức lĩnh vực {one.field.name.lower()}.\n"
    return f"""{head}
Người có yêu cầu điền đơn này khi nộp hồ sơ lĩnh vực {one.field.name.lower()}; công chức tiếp nhận hướng dẫn nhưng không điền thay. Đơn nộp trực tuyến được in ra khi hồ sơ phải chuyển bằng bản giấy.

Một đơn dùng cho một hồ sơ. Nội dung sửa, xóa phải có chữ ký của người có yêu cầu bên cạnh. Đơn thiếu chữ ký không được tiếp nhận; công chức ghi rõ lý do trên phiếu hướng dẫn và chỉ hướng dẫn bổ sung một lần.

Đơn là thành phần của hồ sơ giải quyết thủ tục, lưu cùng hồ sơ tại bộ phận chuyên môn trong năm, sau đó chuyển lưu trữ cơ quan theo thời hạn của hồ sơ. Lần ban hành {revision} của mẫu này thay cho mọi mẫu đã dùng trước đó trong lĩnh vực.
"""


def _steps(one: _Grown, revision: int) -> tuple[tuple[str, str, str, str], ...]:
    """Task, role, days and result; the second issue saves half a day of the work itself."""
    long = one.days - (0.5 if revision > 1 else 0)
    special = _SPECIAL[one.index % len(_SPECIAL)]
    extra = ((special[0], special[1], "2", special[2]),) if one.index % 3 else ()
    return (
        ("Kiểm tra, tiếp nhận hồ sơ, quét lên hệ thống và hẹn ngày trả", "bo-phan-mot-cua", "0.5", "Giấy tiếp nhận và hẹn trả"),
        ("Phân công công chức thụ lý", "truong-don-vi", "0.5", "Hồ sơ được phân công"),
        (f"Thẩm định hồ sơ {one.field.name.lower()}, dự thảo kết quả", "cong-chuc-chuyen-mon", f"{long:g}", "Dự thảo kết quả"),
        *extra,
        ("Xem xét dự thảo, ký nháy", "truong-don-vi", "0.5", "Dự thảo đã ký nháy"),
        ("Ký duyệt kết quả", "dai-dien-lanh-dao", "0.5", "Kết quả đã ký"),
        ("Đóng dấu, vào sổ, chuyển Bộ phận Một cửa", "van-thu", "0.5", "Kết quả đã phát hành"),
        ("Trả kết quả, thu phiếu đánh giá", "bo-phan-mot-cua", "0.5", "Sổ theo dõi hồ sơ"),
    )  # fmt: skip


def _procedure_text(one: _Grown, revision: int, complete: bool) -> str:
    steps = _steps(one, revision)
    form = "" if one.alone and one.index % _BLOCK == 0 else one.form
    rows = "".join(
        f"  - task: {task}\n    role: {role}\n    days: {days}\n"
        + (f"    forms: [{form}]\n" if form and place == 0 else "")
        + f"    result: {result}\n"
        for place, (task, role, days, result) in enumerate(steps)
    )
    papers = "".join(
        f"  - name: {paper}\n    {'originals' if (one.index + place) % 2 else 'copies'}: 1\n"
        for place, paper in enumerate(one.field.papers)
    )
    application = f"  - name: Đơn đề nghị theo mẫu\n    originals: 1\n    form: {form}\n" if form else ""
    total = sum(float(days) for _, _, days, _ in steps)
    laws = ", ".join(law[0] for law in _LAWS[: 1 + one.index % len(_LAWS)])
    head = f"""---
code: {one.code}
title: {one.title}
kind: quy-trinh-tthc
revision: {revision}
field: {one.field.name}
owner: truong-don-vi
{_APPROVAL}clauses: ['8.1', '8.2', '8.5', '8.6']
serves: ['{one.service}']
legal_basis: [{laws}]
dossier:
{application}{papers}dossier_sets: 1
time_limit:
  days: {total:g}
reception: Trung tâm Phục vụ hành chính công
fee: {"Không" if one.index % 5 else "Theo nghị quyết của Hội đồng nhân dân tỉnh"}
outcome: Văn bản giải quyết hoặc văn bản trả lời nêu rõ lý do
steps:
{rows}{f"forms: [{form}]" + chr(10) if form else ""}records:
  - name: Hồ sơ {one.subject[0].lower()}{one.subject[1:]}
    kept_by: cong-chuc-chuyen-mon
    retention: {5 + one.index % 3 * 5:02} năm
    disposal: Lập biên bản, hủy giấy theo quy định về lưu trữ
---
"""
    if not complete:
        return f"{head}\n## 1. MỤC ĐÍCH\n\nBản dự thảo đầu, đang lấy ý kiến.\n"
    return f"""{head}
## 1. MỤC ĐÍCH

Thống nhất cách tiếp nhận, thẩm định và trả kết quả thủ tục «{one.subject}», để mỗi bước có người chịu trách nhiệm, có thời hạn và để lại hồ sơ.

## 2. PHẠM VI

Áp dụng cho công chức lĩnh vực {one.field.name.lower()} và Bộ phận Một cửa khi giải quyết thủ tục này cho tổ chức, cá nhân trên địa bàn.

## 4. ĐỊNH NGHĨA, VIẾT TẮT

- TTHC: thủ tục hành chính.
- UBND: Ủy ban nhân dân.
- Hồ sơ hợp lệ: hồ sơ đủ thành phần, đúng mẫu, thông tin khớp nhau.

## 5. NỘI DUNG

Công chức tiếp nhận chỉ yêu cầu giấy tờ có trong thành phần hồ sơ; thông tin đã có trên cơ sở dữ liệu dùng chung thì tự tra cứu. Hồ sơ chưa hợp lệ được hướng dẫn bổ sung một lần, bằng phiếu ghi rõ nội dung.

Bước thẩm định dài {one.days} ngày vì công chức phải đối chiếu {one.field.papers[0].lower()} với sổ gốc. Khi có khả năng trễ hạn, công chức báo trưởng đơn vị trước một ngày để xin lỗi và hẹn lại bằng văn bản.

Kết quả là văn bản giấy hoặc điện tử có giá trị như nhau; bản điện tử được lưu vào kho dữ liệu của người có yêu cầu.
"""
