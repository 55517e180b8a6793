"""Two agencies in a year, for the tests of its papers.

A commune under a collective, a sở under a head.
"""

LAWS = """\
documents:
  - number: 72/2025/QH15
    title: Luật Tổ chức chính quyền địa phương
    issuer: Quốc hội
    issued: 2025-06-16
  - number: 19/2014/QĐ-TTg
    title: Quyết định về việc áp dụng Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia TCVN ISO
          9001:2008
    issuer: Thủ tướng Chính phủ
    issued: 2014-03-05
    effective: 2014-05-18
  - number: 26/2014/TT-BKHCN
    title: Thông tư quy định chi tiết thi hành Quyết định số 19/2014/QĐ-TTg
    issuer: Bộ Khoa học và Công nghệ
    issued: 2014-10-10
    effective: 2014-12-01
  - number: 841/KH-UBND
    title: Kế hoạch áp dụng Hệ thống quản lý chất lượng tại các cơ quan trên địa bàn tỉnh năm 2026
    issuer: Ủy ban nhân dân tỉnh Lâm Đồng
    issued: 2026-01-10
  - number: 12/2025/QĐ-UBND
    title: Quyết định quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Xây dựng
    issuer: Ủy ban nhân dân tỉnh Lâm Đồng
    issued: 2025-03-01
    effective: 2025-03-15
"""
POLICY = (
    "---\ncode: CSCL\ntitle: Chính sách chất lượng\nkind: chinh-sach\nrevision: 1\n"
    "owner: dai-dien-lanh-dao\n"
    "approval: {drafted_by: thu-ky-iso, reviewed_by: dai-dien-lanh-dao, approved_by: "
    "nguoi-dung-dau}\n"
    "clauses: ['5.2']\n---\n\n## 1. PHƯƠNG CHÂM\n\n**ĐÚNG LUẬT - ĐÚNG HẸN**\n\n"
    "## 2. CAM KẾT\n\n- Trả kết quả đúng hẹn.\n"
)
BOARD = """\
number: 31/QĐ-UBND
kind: ban-chi-dao
summary: Thành lập Ban Chỉ đạo áp dụng Hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 của UBND
      xã An Phú
signed: 2025-07-07
authority: Chủ tịch Ủy ban nhân dân xã An Phú
appoints:
  - {role: Trưởng ban, post: Chủ tịch UBND xã}
  - {role: Phó Trưởng ban, post: Phó Chủ tịch UBND xã}
  - {role: Thành viên, post: Trưởng phòng Kinh tế, name: Lê Văn Bình}
"""
ISSUED = """\
number: 60/QĐ-UBND
kind: chinh-sach-muc-tieu
summary: Ban hành Chính sách chất lượng
signed: 2025-08-18
authority: Chủ tịch Ủy ban nhân dân xã An Phú
issues:
  - {code: CSCL, revision: 1, change: Ban hành mới}
"""
YEAR = {
    "nam/2026/ke-hoach.yaml": """\
tasks:
  - {id: xem-xet-lanh-dao, task: Họp xem xét của lãnh đạo, role: nguoi-dung-dau, due: 2026-11-30,
     output: Biên bản}
  - {id: ke-hoach-nam, task: Ban hành kế hoạch, role: thu-ky-iso, due: 2026-03-31, output: Kế hoạch}
  - {id: khac, task: Cập nhật tài liệu khi luật đổi}
""",
    "nam/2026/muc-tieu.yaml": """\
objectives:
  - id: tra-loi
    unit: van-phong
    text: Phản ánh được trả lời nhanh
    measure: Thời gian trả lời dài nhất
    target: 5
    comparison: toi-da
    unit_of_measure: ngày
  - id: dung-han
    text: Hồ sơ đúng hạn từ 98,5% trở lên
    measure: Số hồ sơ đúng hạn trên số đã giải quyết
    target: 98.5
    unit_of_measure: '%'
    baseline: 97
    policy: Đúng hẹn
    actions:
      - what: Nhắc hạn hằng ngày
        resources: Phần mềm một cửa
        role: bo-phan-mot-cua
        due: Hằng ngày
        evaluation: Số liệu hằng tháng
""",
    "nam/2026/nguon-luc.yaml": """\
budget:
  - {item: Duy trì, planned: 8.5}
  - {item: Đào tạo, planned: 6}
consultant: Công ty Tư vấn Ba Miền
""",
    "nam/2026/khong-phu-hop.yaml": """\
# Sổ này Thư ký ISO giữ.
apologies:
  - {case: H36-0007, reason: Phải lấy ý kiến thêm một đơn vị, promised: 2026-03-02,
     new_date: 2026-03-12}
""",
}
COMMUNE: dict[str, str] = {
    "ben-ngoai/van-ban.yaml": LAWS,
    "chinh-sach.md": POLICY,
    "quyet-dinh/2025/31-QD-UBND.yaml": BOARD,
    "quyet-dinh/2025/60-QD-UBND.yaml": ISSUED,
    **YEAR,
}
DEPARTMENT: dict[str, str] = {
    "isoqms.yaml": """\
name: Sở Xây dựng
full_name: Sở Xây dựng tỉnh Lâm Đồng
kind: so
province: Lâm Đồng
place: Lâm Đồng
symbol: SXD
parent_lines: [UBND tỉnh Lâm Đồng]
agency_lines: [Sở Xây dựng]
head: Giám đốc
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
units:
  - {key: van-phong, name: Văn phòng Sở, symbol: VP}
  - {key: kinh-te, name: Phòng Kinh tế xây dựng}
roles:
  - {key: nguoi-dung-dau, title: Giám đốc Sở, holder: Trần Thị Hà,
     duty: Phê duyệt tài liệu của hệ thống}
  - {key: dai-dien-lanh-dao, title: Phó Giám đốc Sở}
  - {key: thu-ky-iso, title: Thư ký ISO, unit: van-phong}
  - {key: bo-phan-mot-cua, title: Bộ phận Một cửa của Sở, unit: van-phong}
paper:
  contact: 'Địa chỉ: số 1, đường A; điện thoại: 0263 000 000'
""",
    "ben-ngoai/van-ban.yaml": LAWS,
    "du-thao/chinh-sach.md": POLICY,
    **YEAR,
}
