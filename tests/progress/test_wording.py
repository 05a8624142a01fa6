from datetime import date

import pytest

from tracker.progress.wording import Due, Missed, is_vague, press_text


@pytest.mark.parametrize(
    "text",
    [
        "Đã thực hiện.",
        "đang triển khai theo kế hoạch",
        "ĐÃ HOÀN THÀNH TỐT, ĐẦY ĐỦ",
        "Vẫn đang tiếp tục thực hiện thường xuyên theo quy định.",
        "Đang thực hiện.",
        "Đã triển khai",
        "Theo kế hoạch.",
        "Thực hiện tốt.",
        "Thường xuyên",
        "Cơ bản hoàn thành.",
        "Thực hiện nghiêm túc, đúng tiến độ, bảo đảm chất lượng",
        "Phòng đã tích cực, chủ động phối hợp thực hiện.",
        "Như kỳ trước.",
        "Công tác này luôn được đơn vị quan tâm, chú trọng.",
        "Tiếp tục duy trì ổn định",
        "Đang triển khai theo lộ trình, kịp thời, hiệu quả",
    ],
)
def test_sayings_that_tell_nothing_are_noticed(text: str) -> None:
    assert is_vague(text)


@pytest.mark.parametrize(
    "text",
    [
        "Đã đăng 04 tin trên trang điện tử",
        "Đã công khai danh mục tại Bộ phận Một cửa",
        "Đã ban hành Kế hoạch số 12/KH-STP",
        "Phối hợp Sở Nội vụ thực hiện",
        "Đã thực hiện 3 việc",
        "Chưa phát sinh hồ sơ trễ hạn",
        "Đã họp Hội đồng",
        "",
        "...",
    ],
)
def test_anything_that_can_be_checked_is_not_vague(text: str) -> None:
    assert not is_vague(text)


def test_a_long_run_of_empty_words_is_judged_at_once() -> None:
    assert is_vague("đã thực hiện " * 5000)


REPORT = Missed("Nhiệm vụ 5, kỳ tháng 8 năm 2021", date(2021, 8, 17), 30)
ORDER = Missed("Kiểm tra hồ sơ.", date(2021, 9, 10), 6, "quá hạn")


def test_the_text_that_presses_keeps_reports_and_orders_apart() -> None:
    assert press_text(
        "Văn phòng Sở", "Phòng Nghiệp vụ 1", Due(reports=[REPORT], orders=[ORDER])
    ) == (
        "Văn phòng Sở đề nghị Phòng Nghiệp vụ 1 thực hiện:\n"
        "01 báo cáo chưa gửi:\n"
        "- Nhiệm vụ 5, kỳ tháng 8 năm 2021: hạn 17/8/2021, chậm 30 ngày;\n"
        "01 kết luận, chỉ đạo chưa báo cáo kết quả:\n"
        "- Kiểm tra hồ sơ: hạn 10/9/2021, quá hạn 6 ngày."
    )


def test_the_office_does_not_ask_itself() -> None:
    due = Missed("Nhiệm vụ 2, kỳ tháng 9 năm 2021", date(2021, 9, 16), 0)
    assert press_text("Văn phòng Sở", "Văn phòng Sở", Due(reports=[due])) == (
        "Đề nghị Văn phòng Sở thực hiện:\n"
        "01 báo cáo chưa gửi:\n"
        "- Nhiệm vụ 2, kỳ tháng 9 năm 2021: hạn 16/9/2021."
    )


def test_a_unit_that_owes_nothing_is_not_pressed() -> None:
    assert press_text("Văn phòng Sở", "Phòng Nghiệp vụ 1", Due()) == ""
