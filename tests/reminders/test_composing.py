"""One letter a person: grouped, dated, and never a line that breaks out of its place."""

from datetime import date

from tracker.reminders.composing import Reader, Sender, compose
from tracker.reminders.rules import Kind, Matter, Rung, Step

TODAY = date(2021, 9, 16)
SENDER = Sender("Sở Tư pháp tỉnh Khánh Hòa", "Văn phòng Sở", "https://theodoi.mau.example")
READER = Reader("Bà Nguyễn Thị Hà", frozenset({1}))


def step(kind: Kind, due_on: date, unit_id: int = 1, about: str = "", what: str = "") -> Step:
    found = Matter(
        kind=kind,
        key=f"{kind.value}:{unit_id}:{due_on}",
        what=what or "Nhiệm vụ 5, kỳ tháng 8 năm 2021",
        due_on=due_on,
        path="/items/5",
        done_at="/items/5/reports/new",
        about=about,
        unit_id=unit_id,
        unit=f"Phòng số {unit_id}",
    )
    return Step(found, Rung.ON)


def test_a_letter_groups_its_lines_and_adds_nothing_up() -> None:
    steps = [
        step(Kind.ORDER, date(2021, 9, 20), about="Kiểm tra 02 hồ sơ.", what="Kết luận, chỉ đạo"),
        step(Kind.REPORT, TODAY, what="Nhiệm vụ 2, kỳ tháng 9 năm 2021"),
        step(Kind.REPORT, date(2021, 8, 17), unit_id=2, about="Công khai thủ tục"),
    ]
    letter = compose(SENDER, READER, steps, TODAY)
    assert letter.subject == "Đôn đốc ngày 16/9/2021: 02 báo cáo, 01 kết luận, chỉ đạo"
    assert letter.body.startswith(
        "Kính gửi: Bà Nguyễn Thị Hà.\n\n"
        "Sở Tư pháp tỉnh Khánh Hòa: việc đến hạn, quá hạn tính đến ngày 16/9/2021.\n\n"
        "I. Báo cáo của đơn vị (02)\n"
        "- Nhiệm vụ 5, kỳ tháng 8 năm 2021 (Phòng số 2): Công khai thủ tục. Hạn 17/8/2021, "
        "chậm báo cáo 30 ngày.\n"
        "  https://theodoi.mau.example/items/5\n"
        "- Nhiệm vụ 2, kỳ tháng 9 năm 2021. Hạn 16/9/2021, đến hạn hôm nay.\n"
        "  https://theodoi.mau.example/items/5/reports/new\n\n"
        "II. Kết luận, chỉ đạo (01)\n"
        "- Kết luận, chỉ đạo: Kiểm tra 02 hồ sơ. Hạn 20/9/2021, còn 4 ngày.\n"
    )


def test_without_an_address_there_are_no_links() -> None:
    letter = compose(Sender("Sở", "Văn phòng Sở"), READER, [step(Kind.ITEM, TODAY)], TODAY)
    assert "http" not in letter.body
    assert "/items" not in letter.body


def test_words_that_people_typed_stay_on_their_line() -> None:
    wild = step(Kind.ORDER, TODAY, about="Một\r\nBcc: all@mau.example\n\n.\nhai", what="Việc\nmới")
    lines = compose(SENDER, READER, [wild], TODAY).body.splitlines()
    assert "- Việc mới: Một Bcc: all@mau.example . hai. Hạn 16/9/2021, đến hạn hôm nay." in lines


def test_a_planned_meeting_that_nobody_wrote_up_is_asked_for() -> None:
    meeting = step(Kind.MEETING, date(2021, 9, 15), what="Họp giao ban tháng 9, 14 giờ 00")
    body = compose(SENDER, READER, [meeting], TODAY).body
    assert "Họp ngày 15/9/2021, chưa ghi kết quả." in body
