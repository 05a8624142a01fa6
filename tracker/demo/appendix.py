"""The demo's plan: fifteen items in our own words, with deadlines set around a day."""

import csv
from datetime import date, timedelta
from io import StringIO

from tracker.vietnamese import short_date

HEADER = (
    "STT",
    "Nội dung/Nhiệm vụ",
    "Sản phẩm",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời gian hoàn thành",
    "Chỉ số cần cải thiện",
)

OFFICE = "Văn phòng Sở"
RECORDS = "Phòng Hộ tịch và Xác nhận"
REVIEW = "Phòng Thẩm định hồ sơ"
PRESS = "Phòng Thông tin, tuyên truyền"
SUPPORT = "Trung tâm Hỗ trợ công dân"
EDITORS = "Ban Biên tập Cổng thông tin của Sở"
UNION = "Công đoàn Sở"
YOUTH = "Chi đoàn Sở"
NETWORK = "Trung tâm Hạ tầng số tỉnh An Hải"
ALL_UNITS = "Các phòng, trung tâm thuộc Sở"

ACCESS = "Cải thiện Chỉ số Tiếp cận dịch vụ"
WELCOME = "Chỉ số Điều kiện tiếp đón và phục vụ"
PROCEDURE = "Chỉ số Thủ tục hành chính"
STAFF = "Chỉ số Sự phục vụ của cán bộ, công chức"
RESULT = "Chỉ số Kết quả, tiến độ giải quyết công việc"
FEEDBACK = "Chỉ số Tiếp nhận, xử lý thông tin phản hồi"

Row = tuple[str, str, str, str, str, str]


def rows(today: date) -> tuple[Row, ...]:
    """Task, products (a "- " line each), leads, partners, deadline words, indices."""
    late, soon = today - timedelta(days=12), today + timedelta(days=5)
    year = today.year
    return (
        (
            "Sắp xếp lại khu vực chờ tại Bộ phận Một cửa: đủ ghế ngồi, bàn viết và nước uống",
            "- Mỗi lượt chờ có chỗ ngồi\n- Bàn viết có kính, bút và biểu mẫu điền thử",
            OFFICE,
            "",
            "Thường xuyên",
            WELCOME,
        ),
        (
            "Lắp biển chỉ dẫn từ cổng đến từng quầy tiếp nhận, có chữ lớn cho người cao tuổi",
            "Bộ biển chỉ dẫn được treo đủ vị trí",
            OFFICE,
            UNION,
            f"Trước ngày {short_date(late)}",
            WELCOME,
        ),
        (
            "Thực hiện chuẩn giao tiếp “chào trước, hướng dẫn đủ, hẹn đúng giờ” tại các quầy",
            "- Bảng tự đánh giá hằng tháng của từng quầy\n- Không có phản ánh về thái độ phục vụ",
            OFFICE,
            ALL_UNITS,
            "Thường xuyên",
            f"Cải thiện {STAFF}",
        ),
        (
            "Trình chiếu hướng dẫn nộp hồ sơ và số điện thoại hỗ trợ trên màn hình khu vực chờ",
            "Lịch phát nội dung theo tuần",
            OFFICE,
            PRESS,
            "Thường xuyên",
            f"Cải thiện {WELCOME}",
        ),
        (
            "Rà soát, cập nhật đầy đủ quy trình, biểu mẫu của từng thủ tục trên Cổng thông tin",
            "- Danh mục quy trình đã cập nhật\n- Biểu mẫu điền sẵn của 10 thủ tục có nhiều hồ sơ",
            f"{RECORDS}, {REVIEW}; {OFFICE}",
            NETWORK,
            "Thường xuyên",
            f"{ACCESS} và {PROCEDURE}",
        ),
        (
            "Hỗ trợ người dân nộp hồ sơ trực tuyến tại chỗ và qua điện thoại",
            "Số lượt hỗ trợ, số hồ sơ nộp thành công",
            SUPPORT,
            f"{UNION}, {YOUTH}",
            "Thường xuyên",
            f"{ACCESS}; {RESULT}",
        ),
        (
            "Xử lý lỗi thanh toán phí trực tuyến và báo lại người nộp trong ngày",
            "Sổ theo dõi lỗi, thời gian khắc phục từng lỗi",
            OFFICE,
            f"{REVIEW}, {NETWORK}",
            "Thường xuyên",
            ACCESS,
        ),
        (
            "Đăng tin, hướng dẫn khi quy định về thủ tục thay đổi",
            "Tin, bài và bản so sánh quy định cũ, mới",
            EDITORS,
            ALL_UNITS,
            "Khi có sự thay đổi",
            ACCESS,
        ),
        (
            "Cắt giảm giấy tờ không cần thiết của thủ tục xác nhận thông tin",
            "- Báo cáo rà soát\n- Văn bản đề xuất phương án đơn giản hóa",
            f"{RECORDS}, {REVIEW}",
            OFFICE,
            f"Trong năm {year}",
            f"Cải thiện {PROCEDURE}",
        ),
        (
            "Kiểm tra chéo hồ sơ đã giải quyết, không để phát sinh yêu cầu bổ sung lần hai",
            "Biên bản kiểm tra từng quý",
            f"{REVIEW}, {RECORDS}",
            "",
            "Hằng quý",
            f"Cải thiện {PROCEDURE}",
        ),
        (
            "Thông báo xin lỗi và hẹn lại bằng tin nhắn với từng hồ sơ quá hẹn",
            "Danh sách hồ sơ quá hẹn kèm thông báo xin lỗi",
            REVIEW,
            OFFICE,
            f"Chậm nhất ngày {short_date(soon)}",
            f"Cải thiện {RESULT}",
        ),
        (
            "Họp giao ban cải cách hành chính hằng tháng: kết quả, hồ sơ quá hẹn, nhận xét",
            "- Biên bản họp giao ban\n- Báo cáo đánh giá nội bộ của năm",
            OFFICE,
            f"{RECORDS}, {REVIEW}",
            f"Từ Quý I/{year}",
            f"Cải thiện {RESULT}",
        ),
        (
            "Bồi dưỡng kỹ năng giao tiếp, xử lý tình huống cho công chức tiếp nhận hồ sơ",
            "02 lớp bồi dưỡng, tài liệu tình huống",
            OFFICE,
            YOUTH,
            f"6 tháng cuối năm {year}",
            f"Cải thiện {STAFF}",
        ),
        (
            "Công khai địa chỉ nhận phản ánh, kiến nghị và kết quả xử lý tại trụ sở, trên Cổng",
            "- Bảng niêm yết tại trụ sở\n- Chuyên mục trên Cổng thông tin",
            f"{OFFICE}, {EDITORS}",
            ALL_UNITS,
            f"Trong năm {year}",
            f"Cải thiện {FEEDBACK}",
        ),
        (
            "Trả lời phản ánh sau khi nhận được ý kiến của người dân về sai sót trong hồ sơ",
            "Văn bản trả lời, nhật ký xử lý",
            RECORDS,
            OFFICE,
            "Trong vòng 05 ngày làm việc, kể từ ngày nhận phản ánh",
            "",
        ),
    )


def table(today: date) -> bytes:
    """The appendix as a CSV file, as an office would save it from Excel."""
    sheet = StringIO()
    writer = csv.writer(sheet)
    writer.writerow(HEADER)
    writer.writerows([number, *row] for number, row in enumerate(rows(today), 1))
    return sheet.getvalue().encode()
