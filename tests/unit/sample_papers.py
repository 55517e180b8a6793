"""Papers of every kind the writer knows, as values, for the tests of the paper machinery."""

from datetime import date

from isoqms.pages.layout.blocks import (
    Addressees,
    Align,
    Annex,
    AnnexHead,
    Article,
    Authority,
    Bases,
    Block,
    Column,
    Enactment,
    Heading,
    Item,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Part,
    Properties,
    Row,
    Run,
    Signatory,
    Signature,
    Table,
    Title,
    ended,
)

DAY = date(2022, 11, 1)
KNOWN = (
    "Thực hiện Kế hoạch số 841/KH-UBND ngày 24 tháng 8 năm 2022 của Sở Khoa học và Công nghệ về "
    "kiểm tra hoạt động xây dựng, áp dụng, duy trì và cải tiến Hệ thống quản lý chất lượng theo "
    "Tiêu chuẩn quốc gia TCVN ISO 9001:2015, Ủy ban nhân dân huyện báo cáo như sau:"
)

GROUND = (
    "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014 của Thủ tướng Chính phủ về việc "
    "áp dụng Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia TCVN ISO 9001:2008 vào hoạt động "
    "của các cơ quan, tổ chức thuộc hệ thống hành chính nhà nước;"
)


def letterhead(symbol: str, number: str = "870", dated: date = DAY) -> Letterhead:
    return Letterhead((), ("Ủy ban nhân dân huyện Krông Nô",), number, symbol, "Krông Nô", dated)


def signature(*recipients: str) -> Signature:
    return Signature(
        ("KT. Chủ tịch", "Phó Chủ tịch"),
        "Nguyễn Văn An",
        recipients or ("Như trên;", "Lưu: VT, NV."),
    )


def score_table(groups: int = 6) -> Table:
    columns = (
        Column("TT", 12, Align.CENTER),
        Column("Tiêu chí đánh giá", 108),
        Column("Điểm tối đa", 18, Align.CENTER),
        Column("Điểm tự chấm", 18, Align.CENTER),
    )
    rows = [
        Row(
            ("I", "HOẠT ĐỘNG XÂY DỰNG, ÁP DỤNG HTQLCL THEO TCVN ISO 9001", "72", "67,5"), group=True
        )
    ]
    for number in range(1, groups + 1):
        rows.append(Row((str(number), "Kiểm soát thông tin dạng văn bản", "4", "3,5"), group=True))
        rows += [
            Row((f"{number}.1", "Có sự kiểm soát tài liệu nội bộ, tài liệu bên ngoài", "1", "0,5")),
            Row(
                (
                    f"{number}.2",
                    "Lưu giữ hồ sơ, tài liệu đầy đủ, khoa học trên nguyên tắc dễ nhận biết",
                    "2",
                    "2",
                )
            ),
            Row(("a", (Run("Phù hợp với Mô hình khung", italic=True),), "1", "1")),
        ]
    rows.append(Row(("", "Tổng", "100", "96,5"), bold=True))
    return Table(columns, tuple(rows))


def report(paragraphs: int = 4, summary: str | None = None, groups: int = 6) -> Paper:
    title = summary or (
        "Tình hình hoạt động xây dựng, áp dụng, duy trì và cải tiến Hệ thống quản lý chất lượng "
        "theo Tiêu chuẩn quốc gia TCVN ISO 9001:2015 năm 2022"
    )
    body: tuple[Block, ...] = (
        Title("Báo cáo", title),
        Addressees(("Sở Khoa học và Công nghệ tỉnh Đắk Nông",)),
        Paragraph(KNOWN),
        Heading(1, "I.", "Đặc điểm, tình hình"),
        Heading(2, "1.", "Tình hình cán bộ, công chức, viên chức"),
        *(Paragraph(KNOWN.replace("841", str(841 + index))) for index in range(paragraphs)),
        Heading(3, "a)", "Văn bản đã ban hành"),
        Item("Kế hoạch số 88/KH-UBND ngày 25 tháng 3 năm 2022 của Ủy ban nhân dân huyện;"),
        Item("Tỷ lệ giải quyết đúng hạn đạt 96,5%."),
        Paragraph("Trên đây là báo cáo của Ủy ban nhân dân huyện Krông Nô."),
    )
    head = AnnexHead(
        None,
        "Đánh giá việc xây dựng, áp dụng, duy trì và cải tiến HTQLCL theo TCVN ISO 9001:2015",
        "Báo cáo số 870/BC-UBND ngày 01 tháng 11 năm 2022 của Ủy ban nhân dân huyện Krông Nô",
    )
    return Paper(
        letterhead("BC-UBND"),
        ended(body),
        signature(),
        (Annex(head, (score_table(groups), Note("Ghi chú: điểm do cơ quan tự chấm."))),),
        properties=Properties("Báo cáo", "UBND huyện Krông Nô", DAY),
    )


def documents(count: int, note: str = "Ban hành mới") -> Table:
    columns = (
        Column("TT", 12, Align.CENTER),
        Column("Mã hiệu", 32, Align.CENTER),
        Column("Tên tài liệu", 110),
        Column("Lần BH", 16, Align.CENTER, group="Ban hành"),
        Column("Ngày hiệu lực", 30, Align.CENTER, group="Ban hành"),
        Column("Ghi chú", 40),
    )
    rows = []
    for number in range(1, count + 1):
        if number % 25 == 1:
            rows.append(Row((f"Lĩnh vực {number // 25 + 1}",), group=True))
        rows.append(
            Row(
                (
                    str(number),
                    f"QT-TP-{number:02d}",
                    "Quy trình đăng ký khai sinh",
                    "02",
                    "01/11/2022",
                    note,
                )
            )
        )
    return Table(columns, tuple(rows))


def decision(issued: int = 101, withdrawn: int = 80) -> Paper:
    attached = (
        "Quyết định số 2545/QĐ-UBND ngày 30 tháng 9 năm 2022 của Chủ tịch Ủy ban nhân "
        "dân huyện Krông Nô"
    )
    body = (
        Title(
            "Quyết định",
            "Về việc ban hành và áp dụng hệ thống tài liệu của Hệ thống quản lý chất lượng",
        ),
        Authority("Chủ tịch Ủy ban nhân dân huyện Krông Nô"),
        Bases(
            (
                "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015.",
                GROUND,
                "Theo đề nghị của Trưởng phòng Phòng Nội vụ",
            )
        ),
        Enactment(),
        Article(
            "1", text=f"Ban hành và áp dụng {issued} tài liệu (Phụ lục I kèm theo Quyết định này)."
        ),
        Article(
            "2", text=f"Thu hồi, hết hiệu lực áp dụng đối với {withdrawn} tài liệu (Phụ lục II)."
        ),
        Article("3", text="Quyết định này có hiệu lực kể từ ngày ký."),
        Article(
            "4",
            text="Chánh Văn phòng và Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm thi hành.",
        ),
    )
    return Paper(
        letterhead("QĐ-UBND", "2545", date(2022, 9, 30)),
        ended(body),
        Signature(
            ("Chủ tịch",), "Trần Thị Bình", ("Như Điều 4;", "Sở KH&CN;", "Lưu: VT, NV (03b)")
        ),
        (
            Annex(
                AnnexHead(1, "Danh mục tài liệu ban hành và áp dụng", attached),
                (documents(issued),),
                landscape=True,
            ),
            Annex(
                AnnexHead(2, "Danh mục tài liệu thu hồi", attached),
                (documents(withdrawn, "Thay thế"),),
                landscape=True,
            ),
        ),
        properties=Properties("Quyết định", "UBND huyện Krông Nô", date(2022, 9, 30)),
    )


def minutes() -> Paper:
    body = (
        Title("Biên bản", "Họp xem xét của lãnh đạo về Hệ thống quản lý chất lượng năm 2022"),
        Paragraph("Thời gian bắt đầu: 14 giờ 00, ngày 05 tháng 12 năm 2022."),
        Paragraph("Địa điểm: Phòng họp số 1, trụ sở Ủy ban nhân dân huyện."),
        Paragraph((Run("Nội dung: ", bold=True), Run("xem xét kết quả đánh giá nội bộ."))),
        Paragraph("Kết quả thực hiện mục tiêu chất lượng;", label="1."),
        Table(
            (Column("Việc", 100), Column("Hạn", 30, Align.CENTER)),
            (Row(("Cập nhật quy trình", "31/12/2022")),),
        ),
        Paragraph("Cuộc họp kết thúc vào 16 giờ 30, ngày 05 tháng 12 năm 2022"),
    )
    foot = Signature(
        ("Chủ tọa",),
        "Trần Thị Bình",
        ("Các thành viên dự họp;", "Lưu: VT, Hồ sơ."),
        (Signatory(("Thư ký",), "Lê Văn Cường"),),
    )
    head = Letterhead((), ("Ủy ban nhân dân huyện Krông Nô",), "7", "BB-UBND")
    return Paper(
        head, ended(body), foot, properties=Properties("Biên bản", "UBND huyện", date(2022, 12, 5))
    )


def letter() -> Paper:
    head = Letterhead(
        ("Ủy ban nhân dân tỉnh Đắk Nông",),
        ("Sở Khoa học và Công nghệ",),
        None,
        "SKHCN-TĐC",
        "Đắk Nông",
        year=2022,
        subject="công bố Hệ thống quản lý chất lượng phù hợp Tiêu chuẩn quốc gia TCVN ISO "
        "9001:2015",
    )
    body = (
        Addressees(
            ("Ủy ban nhân dân các xã, phường;", "Các sở, ban, ngành", "Văn phòng HĐND&UBND tỉnh.")
        ),
        Paragraph(KNOWN),
        Paragraph("Đề nghị các cơ quan, đơn vị quan tâm thực hiện."),
    )
    foot = Signature(("Giám đốc",), "", ("Như trên", "Lưu: VT, TĐC"), post="Trưởng Ban Chỉ đạo")
    return Paper(
        head, ended(body), foot, properties=Properties("Công văn", "Sở KH&CN", date(2022, 3, 1))
    )


def regulation() -> Paper:
    text = (
        Title(
            "Quy chế",
            "Làm việc của Ban Chỉ đạo",
            "Quyết định số 05/QĐ-UBND ngày 02 tháng 8 năm 2022 của Ủy ban",
        ),
        Part("Chương I", "Quy định chung"),
        Article("1", "Phạm vi điều chỉnh", "Quy chế này quy định chế độ làm việc."),
        Paragraph("Ban Chỉ đạo làm việc theo nguyên tắc tập trung.", label="1."),
        Paragraph("Họp định kỳ hằng quý;", label="a)"),
    )
    attached = Letterhead((), ("Ủy ban nhân dân huyện Krông Nô",), attached=True)
    main = decision()
    return Paper(
        main.letterhead,
        main.body,
        main.signature,
        (Annex(attached, ended(text)),),
        properties=Properties("Quyết định", "UBND huyện", date(2022, 8, 2)),
    )
