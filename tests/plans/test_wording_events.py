"""Deadline words that wait for an event. The plan's year is 2021."""

import pytest

from tests.plans.wordings import PLAN_YEAR, brief, rows
from tracker.plans.wording import read_deadline

TABLE = """
Khi có thay đổi => on_event [có thay đổi]
khi có yêu cầu => on_event [có yêu cầu]
Khi có => on_event [có]
khi cần => on_event [cần]
Khi cần thiết => on_event [cần thiết]
Mỗi khi có thay đổi => on_event [có thay đổi]
Ngay khi có kết quả => on_event [có kết quả]
ngay sau khi có văn bản => on_event [có văn bản]
Ngay sau khi Kế hoạch được ban hành => on_event [Kế hoạch được ban hành]
Sau khi có hướng dẫn của Bộ Tư pháp => on_event [có hướng dẫn của Bộ Tư pháp]
sau khi được phê duyệt => on_event [được phê duyệt]
Sau hội nghị => on_event [hội nghị] ?
Sau Tết Nguyên đán => on_event [Tết Nguyên đán] ?
Theo yêu cầu => on_event [Theo yêu cầu]
theo yêu cầu của UBND tỉnh => on_event [theo yêu cầu của UBND tỉnh]
Theo chỉ đạo của Giám đốc Sở => on_event [Theo chỉ đạo của Giám đốc Sở]
Báo cáo đột xuất => on_event [Báo cáo; đột xuất]
đột xuất theo yêu cầu => on_event [đột xuất theo yêu cầu]
Đột xuất khi có yêu cầu của cấp trên => on_event [Đột xuất khi có yêu cầu của cấp trên]
khi phát sinh hồ sơ => on_event [phát sinh hồ sơ]
Phát sinh => on_event [Phát sinh]
Khi có hồ sơ không hợp lệ => on_event [có hồ sơ không hợp lệ]
Khi tiếp nhận hồ sơ => on_event [tiếp nhận hồ sơ]
Khi có phản ánh từ người dân => on_event [có phản ánh từ người dân]
Khi có văn bản chỉ đạo (trong năm 2021) => on_event [có văn bản chỉ đạo (trong năm 2021)] ?
Sau khi kết thúc quý III/2021 => on_event [kết thúc quý III/2021] ?
Rà soát khi có thay đổi => on_event [Rà soát; có thay đổi]
Cập nhật cơ sở dữ liệu khi có thay đổi => on_event [Cập nhật cơ sở dữ liệu; có thay đổi] ?
trong vòng 05 ngày làm việc => after_event 5 working_day
Trong 05 ngày => after_event 5 day
trong thời hạn 05 ngày kể từ ngày nhận đủ hồ sơ => after_event 5 day [nhận đủ hồ sơ]
05 ngày làm việc kể từ ngày nhận được hồ sơ => after_event 5 working_day [nhận được hồ sơ]
05 (năm) ngày làm việc kể từ ngày ký => after_event 5 working_day [ký]
năm (05) ngày làm việc kể từ ngày ký => after_event 5 working_day [ký]
Trong vòng ba (03) ngày làm việc, kể từ ngày nhận => after_event 3 working_day [nhận]
ba ngày làm việc kể từ ngày ký => after_event 3 working_day [ký]
không quá 30 ngày kể từ ngày ban hành => after_event 30 day [ban hành]
tối đa 05 ngày làm việc => after_event 5 working_day
chậm nhất 03 ngày sau khi họp => after_event 3 day [họp]
Chậm nhất sau 5 ngày làm việc kể từ ngày kết thúc => after_event 5 working_day [kết thúc]
10 ngày sau khi ban hành => after_event 10 day [ban hành]
sau khi ban hành 10 ngày => after_event 10 day [ban hành]
Sau khi kết thúc 05 ngày làm việc => after_event 5 working_day [kết thúc]
sau 5 ngày => after_event 5 day
trong vòng 48 giờ kể từ khi nhận được phản ánh => after_event 48 hour [nhận được phản ánh]
không quá 24 giờ => after_event 24 hour
Trong 24h => after_event 24 hour
24h => after_event 24 hour ?
trong vòng 01 tháng kể từ ngày ký => after_event [trong vòng 01 tháng kể từ ngày ký] ?
trong vòng 1 tuần kể từ ngày ký => after_event 7 day [ký] ?
02 tuần => after_event 14 day ?
chậm nhất ngày thứ 10 kể từ ngày kết thúc quý => after_event 10 day [kết thúc quý]
trong vòng 05 ngày kể từ ngày 01/6/2021 => after_event 5 day [ngày 01/6/2021] ?
trong vòng 10 ngày kể từ ngày kết thúc quý II/2021 => after_event 10 day [kết thúc quý II/2021] ?
Gửi báo cáo 05 ngày sau khi kết thúc đợt => after_event 5 day [Gửi báo cáo; kết thúc đợt]
sau 03 ngày làm việc => after_event 3 working_day
Khi có văn bản mới => on_event [có văn bản mới]
Ngay khi có phát sinh => on_event [có phát sinh]
Khi có chỉ đạo => on_event [có chỉ đạo]
trong vòng 72 giờ => after_event 72 hour
sau mỗi đợt khảo sát => on_event [mỗi đợt khảo sát] ?
Khi kết thúc quý => on_event [kết thúc quý]
Sau 15 ngày kể từ khi kết thúc quý => after_event 15 day [kết thúc quý]
05 ngày sau kết thúc quý => after_event 5 day [kết thúc quý]
Ngay sau khi ban hành Kế hoạch => on_event [ban hành Kế hoạch]
Khi có yêu cầu của cấp có thẩm quyền => on_event [có yêu cầu của cấp có thẩm quyền]
Khi có văn bản sửa đổi, bổ sung, thay thế => on_event [có văn bản sửa đổi, bổ sung, thay thế]
Sau khi có kết quả khảo sát 05 ngày => after_event 5 day [có kết quả khảo sát]
Chậm nhất 15 ngày sau khi kết thúc quý => after_event 15 day [kết thúc quý]
"""


@pytest.mark.parametrize(("words", "reading"), rows(TABLE))
def test_an_event_is_kept_as_a_note(words: str, reading: str) -> None:
    assert brief(read_deadline(words, PLAN_YEAR)) == reading
