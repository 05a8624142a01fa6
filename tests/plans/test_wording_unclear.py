"""Deadline words that are no certain deadline: nothing is guessed, the words stay."""

import pytest

from tests.plans.wordings import PLAN_YEAR
from tracker.plans.rules import DeadlineKind
from tracker.plans.wording import Confidence, Deadline, read_deadline

TABLE = """
ngày 10-12
31/02/2021
30/13/2021
ngày 31 tháng 4
29/02
00/5/2021
13/2021
Thứ Hai, ngày 30/7/2021
24/7
24/24
Lần 1: 30/6/2021; Lần 2: 31/12/2021
Đợt 1/2021
30/6/2021 và 31/12/2021
30/6 hoặc 31/12
Cấp xã: 30/6/2021; cấp huyện: 15/7/2021
sau ngày 30/6/2021
không trước ngày 30/6/2021
gia hạn đến 30/9/2021
30/6/2021 (gia hạn đến 30/9/2021)
Quý V
Quý 5/2021
Quý I, III
Quý II và Quý IV/2021
Quý II hoặc quý III
Trước quý III/2021
đầu quý II/2021
Quý IV/2021, trước ngày 15/3/2021
Tháng 13
Tháng 6, 12
tháng 6 và tháng 12
tháng 12 đến tháng 3
trước tháng 6/2021
đầu tháng 6
Giữa tháng 6
tuần đầu tháng 6
tuần 2 tháng 6
Trong tháng
tháng này
Quý II - tháng 6/2021
từ 15/12 đến 14/3
từ 30/6/2021 đến 01/6/2021
tháng 3-5-2021
3-5/2021
9 tháng
6 tháng đầu năm sau
6 tháng đầu năm và cả năm
6 tháng, năm
đầu năm
đầu năm 2022
giữa năm
trước năm 2025
năm học 2021-2022
năm sau
năm tới
Thường xuyên / Hàng quý
Không thường xuyên
2 tháng/lần
2 năm/lần
3 lần/năm
2 lần/tháng
Hàng tuần / Hàng tháng
Hàng tháng, hàng quý
hàng tháng, quý, năm
Hàng quý, năm
Định kỳ 6 tháng, năm
hàng quý, 6 tháng, năm
6 tháng và hàng năm
định kỳ
ngày 32 hàng tháng
ngày 5, 15, 25 hàng tháng
ngày 15 và ngày 30 hàng tháng
Ngày 25
trước ngày 15
ngày 15 tháng
ngày 5 hàng năm
15/6 và 15/12 hàng năm
trước 30/02 hàng năm
Tháng 6, tháng 12 hàng năm
trước tháng 12 hàng năm
ngày làm việc cuối cùng của tháng 6/2021
ngày làm việc thứ 5 của tháng
5 ngày làm việc đầu tiên của tháng
Cuối quý
cuối tháng
hàng tháng trước ngày 31/12/2021
hàng năm 2021
hàng tháng 12
ngày 25 Văn phòng Sở tổng hợp hàng tháng
Trước ngày 30/6 hằng năm và cập nhật chậm nhất 10 ngày làm việc khi có thay đổi
Trước Tết Nguyên đán
trước khi trình ký
Khi có yêu cầu, chậm nhất ngày 30/6
khi có yêu cầu hàng quý
05 (ba) ngày kể từ ngày ký
24 giờ làm việc
trong 6 tháng
6 tháng
trước 05 ngày
05 ngày trước khi họp
chậm nhất 05 ngày trước khi họp
03 - 05 ngày làm việc
từ 3 đến 5 ngày kể từ ngày ký
trong ngày
trong ngày làm việc
trong giờ hành chính
10 ngày đầu tháng
10 ngày đầu tháng 6
Trong 10 ngày đầu của tháng 6/2021
0 ngày kể từ ngày ký
Theo tiến độ
theo kế hoạch
Theo kế hoạch năm 2021
theo quy định
Theo lộ trình
Theo hướng dẫn của cấp trên
đúng hạn
kịp thời
Ngay
Không thời hạn
-
...
x
Không
abc
Trong quá trình thực hiện
Theo Kế hoạch số 15/KH-UBND ngày 01/3/2021
Kế hoạch năm 2021
Kế hoạch số 844/STP-VP
Tháng Giêng
15/1 âm lịch
năm tháng
tháng năm
02/2017/TT-VPCP
Hoàn thành 50% quý II, 100% quý IV
Báo cáo CCHC quý II/2021 trước ngày 14/6/2021
Quý II/2021 đối với cấp xã, Quý III đối với cấp huyện
Quý II/2021 (không kể tháng 6)
30/6/2021 (thứ Hai)
Quý II (lần 1), Quý IV (lần 2)
Hàng tháng (hàng quý)
trước ngày 15/6 và 15/12 (hàng năm)
44377
định kỳ 06 tháng, năm
Định kỳ 6 tháng và hằng năm
Trong tháng 3 và tháng 9
hằng tuần, hằng tháng
Theo từng giai đoạn
Trong suốt quá trình thực hiện
Trước kỳ họp
Trước ngày 15/6 và ngày 15/12 hàng năm
Tháng 6 và tháng 12 hằng năm
Hoàn thành trước 30/6/2021, báo cáo trước 15/7/2021
Trước ngày 14 của tháng cuối kỳ báo cáo
Từ 7h30 đến 11h30 ngày 15/6/2021
Tuần 1 tháng 6/2021
Tuần cuối tháng 6
Tuần đầu hàng tháng
10 ngày đầu mỗi tháng
Trong 5 ngày đầu tháng
sáng thứ Hai tuần đầu của tháng
thứ Hai tuần đầu tiên hàng tháng
Tháng 6/Quý II
Quý I/II
từ ngày 01/7/2021 đến khi hoàn thành
Từ 01/7/2021 đến nay
các tháng 3, 6, 9, 12
vào đầu quý
cuối quý, cuối năm
hàng quý, cuối năm
ngày cuối năm
ngày 30 cuối tháng
Ngày 15 và 30 của tháng
Ngày 15 của tháng đầu tiên
Sau mỗi quý
Sau khi kết thúc mỗi quý
Kết thúc quý
Kết thúc năm
sau 15 ngày kết thúc quý
trước 05 ngày khi kết thúc quý
trước khi kết thúc quý 05 ngày
trong ngày làm việc tiếp theo
ngay trong ngày
Ngay sau ngày 30/6/2021
sau tháng 6
ngoài năm 2021
Không xác định thời hạn
Chưa xác định
Đã hoàn thành ngày 30/6/2021
Tạm dừng đến 30/6
Quý II/2021 hoặc Quý III/2021
Trước 30/6/2021 hoặc khi có yêu cầu
Định kỳ, đột xuất
Định kỳ hoặc đột xuất theo yêu cầu
Hàng tháng, quý
Hàng tháng/quý/năm
Tháng, quý, năm
Theo tháng, quý
Báo cáo tháng
báo cáo quý, năm
Báo cáo 6 tháng
Báo cáo năm
Trước ngày 20 tháng 3, 6, 9, 12
mỗi quý 1
hàng quý I
Quý IV/2020, 2021
theo quy dinh
Theo quy định
Theo Thông tư số 02/2017/TT-VPCP
Quý I và hàng tháng
Định kỳ hàng tháng/quý/năm
(1) 30/6/2021; (2) 31/12/2021
1. Quý II/2021
a) Quý II/2021
≤ 30/6/2021
chậm nhất 16 giờ
trước 16 giờ
vào lúc 16 giờ
đến
từ
Từ đến
Trước ngày
ngày
tháng
quý
năm
hàng
Khi
Sau
Trong
trong vòng ngày kể từ ngày ký
... ngày
ngày .../.../2021
ngày    tháng   năm 2021
tháng    năm 2021
Quý ..../2021
Quý    /2021
.../2021
Văn phòng Sở, 30/6/2021
x, 30/6
"""


@pytest.mark.parametrize("words", ["", "   ", "\n", *TABLE.strip().splitlines()])
def test_what_is_not_certain_is_unclear(words: str) -> None:
    assert read_deadline(words, PLAN_YEAR) == Deadline(
        words, DeadlineKind.UNCLEAR, confidence=Confidence.CHECK
    )
