"""More wordings of plans from which no deadline can be told for certain."""

import pytest

from tests.plans.wordings import PLAN_YEAR
from tracker.plans.rules import DeadlineKind
from tracker.plans.wording import read_deadline

TABLE = """
ngày 30/6 năm nay
đầu tháng 6/2021
tuần cuối tháng 6/2021
giữa năm 2021
trong quý
6 tháng đầu năm, cuối năm
6 tháng, 1 năm
nửa đầu tháng 6
năm học
Quý II và Quý IV
Từ tháng 9 đến tháng 5
Những năm tiếp theo
Trước ngày 15/6 và 15/12
15/6/2021; 15/12/2021
Định kỳ 6 tháng, 1 năm
thứ hai đầu tháng
theo tiến độ của Bộ Tư pháp
Theo Kế hoạch kiểm tra CCHC năm 2021
Theo Quyết định số 468/QĐ-TTg ngày 27/3/2021
Theo hướng dẫn của Sở Nội vụ
Thường xuyên/Đột xuất
Định kỳ hoặc đột xuất
05 ngày trước khi tổ chức hội nghị
Trước 5 ngày so với ngày họp
Ngay lập tức
Hàng tháng/quý
Định kỳ tháng, quý, 6 tháng, năm
30/6/2021, hàng tháng
30/6/2021 hoặc khi có yêu cầu
Trước 30/6/2021 và sau 01/3/2021
quý sau
Trong nhiệm kỳ
Trước ngày Quốc khánh 2/9
Trong kỳ họp cuối năm của HĐND
Phiên họp tháng 6
như trên
Văn phòng Sở
Quý III/2021: 50%; Quý IV/2021: 100%
30//6/2021
ngày .../6/2021
Giai đoạn 2021-2025, định hướng đến năm 2030
Chậm nhất giữa tháng 6
Trước ngày 15 và 30 hàng tháng
Trước ngày 20/3, 20/6, 20/9, 20/12
Báo cáo quý
Tổng kết năm
Đã hoàn thành
Không muộn quá 30/6/2021
Chưa có thời hạn; dự kiến 2022
Lùi đến 30/9/2021
ngày 5,6 tháng 7/2021
05 và 06/7/2021
100 ngày đầu
4 quý
H1/2021
HK1 năm học 2021-2022
2021-Q3
I, II/2021
30 June 2021
Trước ngày rằm tháng 7
10/3 (âm lịch)
Các tháng còn lại của năm
Những tháng cuối năm 2021
các tháng đầu năm
Tháng cuối quý
Tháng cuối mỗi quý
Hết quý
Trước cuối quý
Tuần cuối cùng của tháng
Thứ hai tuần đầu tiên của tháng
Thứ 2 đến thứ 6
Thứ 2 - 6 hàng tuần
Giờ hành chính
Các ngày trong tuần
Các ngày làm việc trong tuần
02 ngày/lần
Nửa tháng/lần
02 tuần một lần
Hai tháng một lần
01 báo cáo/quý
Sơ kết 6 tháng; tổng kết năm
Định kỳ theo quy định
Định kỳ theo kế hoạch
Báo cáo theo định kỳ
Hàng tháng và hàng quý
Hàng tháng, 6 tháng, năm
Hàng quý và năm
Thường xuyên hoặc định kỳ
Thường xuyên/hàng tháng
Quý III/2021 và thường xuyên
Từ tháng 6/2021 và thường xuyên
không định kỳ
Không xác định
Không có
Chưa rõ
Đang thực hiện
Dài hạn
Ngắn hạn
sau ngày 15/6
Sau năm 2021
Ngoài 30/6
Kể từ sau ngày 01/7/2021
Từ giữa tháng 6 đến cuối tháng 7
T6 - T9
Tháng 6 hoặc 7
Tháng 3, 6, 9, 12
Tháng 6 và 12
Trước ngày 31 tháng 01 của năm
Ngày 30/6 và ngày 31/12 hàng năm
30/6, 31/12
30/3; 30/6; 30/9; 30/12
30/6/2021 + 30/12/2021
30/6/2021 30/12/2021
30/6/2021 (báo cáo 15/7/2021)
30/6/2021 đổi thành 30/9/2021
Theo Nghị quyết số 76/NQ-CP ngày 15/7/2021
Nghị quyết 76/NQ-CP
QĐ 468 ngày 27/3/2021
Kế hoạch 844/STP-VP ngày 06/7/2021
theo Kế hoạch của UBND tỉnh
Theo lộ trình 2021-2025
Theo nhu cầu
Theo tình hình thực tế
Theo ngày
Theo từng đợt
Mỗi đợt
Hàng kỳ
Khi hết năm
Sau 1 tháng
Trong 01 năm
05 ngày/tháng
Trong 04 giờ làm việc
Trong vòng 1/2 ngày
1/2 ngày
Trong 1,5 ngày
½ ngày
Ngay trong ngày làm việc
Không quá 15 phút
Trong vòng 15 phút
Trước ngày họp 02 ngày
Trước cuộc họp
Trước ngày tổ chức hội nghị
Trước khi ban hành
Trước mắt
Trước 3 tháng
Trước 30/6/2021 05 ngày
Hơn 05 ngày
Ít nhất 05 ngày trước ngày họp
Tối thiểu 30 ngày
05-07 ngày
Trước 12 giờ đêm ngày 30/6
30/6/2021 trước 17h
17h00 hàng ngày
ngày làm việc cuối cùng của tháng 6
ngày đầu tiên của tháng 6
Thực hiện Nghị quyết 30/2021
Thông tư 01/2018/TT-VPCP
Luật số 15/2020/QH14
Nghị định 09/2019/NĐ-CP
Điều 12
mục 3/2021
Tiêu chí 1.2
1. 30/6/2021
1) Quý II/2021
(1) 30/6/2021
Quý I: 30/3/2021
Năm 2021: Quý III
Giai đoạn I: 2021-2023; giai đoạn II: 2024-2025
Cấp tỉnh: 30/6/2021, cấp huyện: 30/7/2021
Văn phòng 30/6/2021
Báo cáo 6 tháng trước ngày 15/6/2021
Báo cáo năm trước ngày 15/12/2021
Báo cáo tháng trước ngày 25
Kế hoạch năm 2022: trước 31/12/2021
Ban hành kế hoạch năm 2022 trong tháng 12/2021
Đánh giá năm 2020 trong quý I/2021
Sơ kết 6 tháng đầu năm trước 15/6
Khảo sát đợt 1 tháng 6/2021
lần 1 quý II, lần 2 quý IV
Lần 1: Quý II; Lần 2: Quý IV
2 lần/năm: trước 15/6 và 15/12
6 tháng: 15/6; năm: 15/12
06 tháng (15/6)
Quý (ngày 15 tháng cuối quý)
Hàng tháng; hoàn thành trong năm 2021
30,6,2021
30*6*2021
30 6 2021
<30/6/2021>
< 30/6/2021
>= 30/6/2021
x/6/2021
30/__/2021
30/6/20__
…/6/2021
tháng .../2021
quý .../2021
ngày ... tháng 6 năm 2021
Quý IV/2021-I/2022
Quý II/2020 và quý III/2021
4 quý/năm
Q2/Q3
quý thứ 2
Quý tới
Quý l/2021
Quý lll/2021
Quý IIII/2021
Quý I I/2021
TX
H.tháng
hăng tháng
CN 30/6/2021
30/6/2021 trừ trường hợp bất khả kháng
30/6/2021 chưa hoàn thành
quá hạn từ 30/6/2021
Hạn: 30/6/2021; gia hạn: 30/9/2021
Ngày bắt đầu 01/6/2021
Bắt đầu: 01/6/2021; kết thúc: 30/6/2021
Bắt đầu từ 01/6/2021 và kết thúc vào 30/6/2021
kết thúc 30/6/2021
Kết thúc năm 2021
Khai trương 30/6/2021
Trước ngày 14/3 (quý I), 14/6 (6 tháng), 14/9 (9 tháng), 14/12 (năm)
Trước ngày 25 tháng cuối của kỳ báo cáo
Ngày 14 của tháng cuối cùng thuộc kỳ báo cáo
Theo quy định tại Thông tư số 01/2021/TT-VPCP
Theo quy chế làm việc
Khoảng giữa tháng 6
Hoàn thành trong tuần
Trước và trong tháng 6/2021
Trước, trong và sau Tết
Từ ngày 28/6 đến 02/7/2021 (01 tuần)
05 ngày, từ 28/6/2021 đến 02/7/2021
02 ngày (28, 29/6/2021)
ngày 28, 29 tháng 6 năm 2021
Thườngxuyên
Th áng 6/2021
tháng O6/2021
30/6/2O21
1 30/6/2021
tháng 6/2021 năm 2022
ngày 30/6/2021 năm 2021
Quý II năm 2021 năm 2022
tháng 6 quý II
quý II năm 2021 tháng 6
Quý II/2021, Tháng 9/2021
Từ tháng 12 năm trước đến tháng 11 năm sau
15/12 năm trước
quý IV năm trước
năm ngoái
Trước tháng 12 năm trước
Từ ngày 15/12 của năm trước kỳ báo cáo đến ngày 14/6
Trước ngày 14/3/2021 (báo cáo hàng quý)
trong năm ngày 31/12
Ngày 25 hàng tháng (ngày 5, 15)
Thường xuyên/ định kỳ hàng quý
Quý III/2021/Thường xuyên
Hàng tháng; quý; năm
Các tháng cuối quý
Trong quý (theo tiến độ)
Trước ngày 31 tháng 12 hằng năm, kể từ năm 2021
Định kỳ vào tháng 6 và tháng 12
Định kỳ tháng 6, tháng 12 hàng năm
Tuần đầu tiên của tháng
Tuần đầu của quý
Thứ Hai, tuần đầu tiên của tháng
Ngày 1, 15 hàng tháng
25/tháng
Ngày 25/tháng
25 hàng tháng (hoặc ngày làm việc liền trước)
Trước 25 hàng tháng, nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo
Năm 2021 - Quý I/2022
Quý IV/2021 - 2022
Quý IV/2021-2022
Năm 2021, Quý I/2022
Giai đoạn 2021 - 2025; tầm nhìn 2030
Giai đoạn 2021 - 2025 và tầm nhìn đến 2030
Đến hết nhiệm kỳ
Deadline 30/6
Before 30/6/2021
ASAP
TBD
N/A
Quý I năm sau nữa
"""


@pytest.mark.parametrize("words", TABLE.strip().splitlines())
def test_no_deadline_is_made_of_them(words: str) -> None:
    assert read_deadline(words, PLAN_YEAR).kind is DeadlineKind.UNCLEAR
