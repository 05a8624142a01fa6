"""Deadline words that name a day or the end of a stretch. The plan's year is 2021."""

import pytest

from tests.plans.wordings import PLAN_YEAR, brief, rows
from tracker.plans.wording import read_deadline

TABLE = """
30/06/2021 => by ..2021-06-30
30.06.2021 => by ..2021-06-30
30-06-2021 => by ..2021-06-30
30 / 6 / 2021 => by ..2021-06-30
30/6 => by ..2021-06-30
ngày 30/6 => by ..2021-06-30
ngày 30 tháng 6 => by ..2021-06-30
ngày 31 tháng 3 năm 2026 => by ..2026-03-31
Ngày 31 tháng 3/2026 => by ..2026-03-31
31/3 năm 2026 => by ..2026-03-31
30/6/21 => by ..2021-06-30 ?
30.6 => by ..2021-06-30 ?
ngày 30.6 => by ..2021-06-30 ?
ngày 30-6 => by ..2021-06-30 ?
2021-06-30 00:00:00 => by ..2021-06-30
2021-06-30 => by ..2021-06-30
2021-06-30T17:00:00 => by ..2021-06-30 at 17:00
2021/06/30 => by ..2021-06-30 ?
30/06/2021 00:00:00 => by ..2021-06-30
29/02/2024 => by ..2024-02-29
20. 7. 2020 => by ..2020-07-20
30/6/2021./. => by ..2021-06-30
- Trước ngày 30/6/2021; => by ..2021-06-30
Trước 31/12/2021 => by ..2021-12-31
Xong trước 30/6 => by ..2021-06-30 [Xong]
Trước ngày 30 tháng sáu => by ..2021-06-30
ngày 15 tháng mười hai năm 2021 => by ..2021-12-15
Thứ Sáu, ngày 30/7/2021 => by ..2021-07-30
trước 17 giờ ngày 30/6/2021 => by ..2021-06-30 at 17:00
17h00 ngày 30/6/2021 => by ..2021-06-30 at 17:00
Trước 16h30 ngày 15/9 => by ..2021-09-15 at 16:30
Trước 11 giờ 30 phút ngày 24/3/2021 => by ..2021-03-24 at 11:30
trước 24 giờ ngày 30/6/2021 => by ..2021-06-30
Chậm nhất 10h ngày 5/5 => by ..2021-05-05 at 10:00
Chiều 30/6/2021 => by ..2021-06-30 [Chiều]
30/6/2012 => by ..2012-06-30 ?
muộn nhất ngày 30/6 => by ..2021-06-30
Muộn nhất là ngày 30/6/2021 => by ..2021-06-30
không muộn hơn ngày 30/6/2021 => by ..2021-06-30
không quá ngày 30/6/2021 => by ..2021-06-30
Hạn chót: 30/6/2021 => by ..2021-06-30
Thời hạn hoàn thành: 30/6/2021 => by ..2021-06-30
Đến ngày 30/6/2021 => by ..2021-06-30
Đến hết ngày 30/6/2021 => by ..2021-06-30
Hết ngày 30/6/2021 => by ..2021-06-30
đến 30/6 => by ..2021-06-30
Dự kiến 30/6/2021 => by ..2021-06-30 [Dự kiến] ?
Lần 1 - 30/6/2021 => by ..2021-06-30 [Lần 1] ?
Lần 1 (30/6/2021) => by ..2021-06-30 [Lần 1] ?
Đợt 1: trước ngày 30/6/2021 => by ..2021-06-30 [Đợt 1]
Cấp xã: 30/6/2021 => by ..2021-06-30 [Cấp xã] ?
Hết quý II/2021 => by ..2021-06-30
Đến hết quý II => by ..2021-06-30
Đến quý II/2021 => by ..2021-06-30 ?
Chậm nhất quý II/2021 => by ..2021-06-30
Trước hết quý II => by ..2021-06-30
Cuối quý II/2021 => by ..2021-06-30 ?
Quý IV/2021 (trước 15/12) => by ..2021-12-15 ?
Quý IV/2021, trước ngày 15/12/2021 => by ..2021-12-15 ?
Hết tháng 6 => by ..2021-06-30
Đến hết tháng 6/2021 => by ..2021-06-30
Cuối tháng 6/2021 => by ..2021-06-30 ?
3-5-2021 => by ..2021-05-03
cuối năm => by ..2021-12-31 ?
cuối năm 2021 => by ..2021-12-31 ?
Hết năm 2021 => by ..2021-12-31
đến hết năm => by ..2021-12-31
đến cuối năm 2021 => by ..2021-12-31 ?
đến năm 2025 => by ..2025-12-31 ?
Từ nay đến hết năm => by ..2021-12-31
từ nay đến hết năm 2021 => by ..2021-12-31
Từ nay đến cuối năm => by ..2021-12-31 ?
từ nay đến 30/6/2021 => by ..2021-06-30
truoc ngay 30/6/2021 => by ..2021-06-30 ?
Họp vào ngày 30/6/2021 => by ..2021-06-30 [Họp]
Ngày 30/6/2021 tại Hội trường Sở => by ..2021-06-30 [tại Hội trường Sở] ?
trước ngày 30/6/2021 gửi về Văn phòng Sở => by ..2021-06-30 [gửi về Văn phòng Sở] ?
30/6/2021 (thứ Tư) => by ..2021-06-30 ?
ngày 30/6/2021 (Quý II) => by ..2021-06-30 [Quý II] ?
Trong quý II/2021, hoàn thành trước ngày 30/6/2021 => by ..2021-06-30 ?
Chậm nhất 15 giờ 30 phút ngày 10/6/2021 => by ..2021-06-10 at 15:30
Trước 15g30 ngày 10/6/2021 => by ..2021-06-10 at 15:30
Trước 9:30 ngày 10/6/2021 => by ..2021-06-10 at 09:30
Lúc 8:00 ngày 10/6/2021 => by ..2021-06-10 at 08:00
08 giờ 00 phút, ngày 10/6/2021 => by ..2021-06-10 at 08:00
Mùng 1/6 => by ..2021-06-01
đến 2025 => by ..2025-12-31 ?
Đến 31/12 => by ..2021-12-31
Vào cuối năm => by ..2021-12-31 ?
vào cuối quý IV => by ..2021-12-31 ?
Trong ngày 30/6/2021 => by ..2021-06-30
Trước ngày 10/01 năm sau => by ..2022-01-10 ?
trước ngày 15 tháng 01 của năm sau => by ..2022-01-15 ?
Trước 30-6 => by ..2021-06-30 ?
30 - 6 - 2021 => by ..2021-06-30 ?
ngày 10/6 (thứ Năm) => by ..2021-06-10 ?
gửi Sở Tư pháp trước ngày 30/6 => by ..2021-06-30 [gửi Sở Tư pháp] ?
Thời gian hoàn thành trước 30/6/2021 => by ..2021-06-30
Thời hạn hoàn thành 30/6/2021 => by ..2021-06-30
Hạn cuối 30/6/2021 => by ..2021-06-30
Trước 15/9/2021 (đối với cấp huyện) => by ..2021-09-15 [đối với cấp huyện]
Đến tháng 12/2021 => by ..2021-12-31 ?
Lần thứ nhất: 30/6/2021 => by ..2021-06-30 [Lần thứ nhất] ?
Lần thứ 2: 31/12/2021 => by ..2021-12-31 [Lần thứ 2]
30/6/2021 và => by ..2021-06-30 ?
và 30/6/2021 => by ..2021-06-30 ?
30/6/2021 - => by ..2021-06-30 ?
từ ngày ký đến hết năm 2021 => by ..2021-12-31 [ký] ?
Từ ngày ban hành Kế hoạch đến 31/12/2021 => by ..2021-12-31 [ban hành Kế hoạch] ?
"""


@pytest.mark.parametrize(("words", "reading"), rows(TABLE))
def test_a_day_or_an_end_is_due(words: str, reading: str) -> None:
    assert brief(read_deadline(words, PLAN_YEAR)) == reading
