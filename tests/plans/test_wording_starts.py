"""Deadline words that name a beginning, and work that goes on. The plan's year is 2021."""

import pytest

from tests.plans.wordings import PLAN_YEAR, brief, rows
from tracker.plans.wording import read_deadline

TABLE = """
giai đoạn 2021 – 2025 và những năm tiếp theo => from 2021-01-01..
Từ tháng 3/2021 => from 2021-03-01..
Từ năm 2021 => from 2021-01-01..
từ 2021 => from 2021-01-01..
Từ ngày 01/7/2021 trở đi => from 2021-07-01..
Từ quý III/2021 trở đi => from 2021-07-01..
Quý III/2021 trở đi => from 2021-07-01..
kể từ ngày 15/8/2021 => from 2021-08-15..
bắt đầu từ quý II => from 2021-04-01..
Bắt đầu từ 01/7 => from 2021-07-01..
Tính từ 01/7/2021 => from 2021-07-01..
Từ năm 2021 và các năm tiếp theo => from 2021-01-01..
năm 2021 và các năm sau => from 2021-01-01..
từ nay => from ?
Từ nay trở đi => from ?
từ đầu năm => from 2021-01-01.. ?
Kể từ ngày ký => from [ký] ?
Từ ngày ban hành Kế hoạch => from [ban hành Kế hoạch] ?
từ 01/7/2021 theo Quyết định số 12/QĐ-UBND => from 2021-07-01.. [theo Quyết định số 12/QĐ-UBND] ?
Áp dụng từ ngày 01/7/2021 => from 2021-07-01.. [Áp dụng]
Từ khi có hiệu lực => from [có hiệu lực] ?
THƯỜNG XUYÊN => continuous
thường xuyên, liên tục => continuous
Thường xuyên, kịp thời => continuous
Thường xuyên; liên tục => continuous
Thường xuyên trong năm 2021 => continuous 2021-01-01..2021-12-31
Thường xuyên, trong năm => continuous 2021-01-01..2021-12-31
Thường xuyên, cả năm => continuous 2021-01-01..2021-12-31
Thường xuyên trong quý II/2021 => continuous 2021-04-01..2021-06-30
Trong năm 2021, thường xuyên => continuous 2021-01-01..2021-12-31
Năm 2021 (thường xuyên) => continuous 2021-01-01..2021-12-31 ?
Thường xuyên (trong năm 2021) => continuous 2021-01-01..2021-12-31 ?
Thường xuyên từ Quý I/2021 => continuous 2021-01-01..
Thường xuyên, bắt đầu từ tháng 3 => continuous 2021-03-01..
Thường xuyên đến hết năm 2021 => continuous ..2021-12-31
Thường xuyên, đến 31/12/2021 => continuous ..2021-12-31
Thường xuyên từ tháng 3 đến tháng 12/2021 => continuous 2021-03-01..2021-12-31
Từ Quý I/2021, thường xuyên => continuous 2021-01-01..
Thường xuyên hàng năm => continuous [hàng năm] ?
Thường xuyên, hàng năm => continuous [hàng năm] ?
Thường xuyên và khi có yêu cầu => continuous [khi có yêu cầu] ?
Thường xuyên, đột xuất => continuous [đột xuất] ?
Thường xuyên, định kỳ => continuous [định kỳ] ?
Thường xuyên theo quy định => continuous [theo quy định] ?
Thường xuyên (theo Thông tư số 02/2017/TT-VPCP) => continuous [theo Thông tư số 02/2017/TT-VPCP]
Thường xuyên tại Bộ phận Một cửa => continuous [tại Bộ phận Một cửa] ?
Hằng ngày => continuous ?
Hàng ngày => continuous ?
Thường xuyên hàng ngày => continuous ?
Suốt năm 2021 => continuous 2021-01-01..2021-12-31
Trong suốt năm 2021 => continuous 2021-01-01..2021-12-31
suốt năm => continuous 2021-01-01..2021-12-31
Quanh năm => continuous 2021-01-01..2021-12-31
Duy trì thường xuyên => continuous [Duy trì]
Cập nhật thường xuyên => continuous [Cập nhật]
Rà soát, cập nhật thường xuyên => continuous [Rà soát, cập nhật]
Thuong xuyen => continuous ?
Thưòng xuyên => continuous ?
từ năm 2026 trở đi => from 2026-01-01..
từ tháng 7 => from 2021-07-01..
Thường xuyên hoặc đột xuất => continuous [đột xuất] ?
Thường xuyên, khi có yêu cầu => continuous [khi có yêu cầu] ?
Năm 2021 (thực hiện thường xuyên) => continuous 2021-01-01..2021-12-31 ?
Trong năm 2021, thực hiện thường xuyên => continuous 2021-01-01..2021-12-31
Thường xuyên (thực hiện trong năm) => continuous 2021-01-01..2021-12-31 ?
Thường xuyên, hoàn thành trước 31/12/2021 => continuous ..2021-12-31 ?
Thời gian thực hiện từ tháng 6 => from 2021-06-01..
Thường xuyên, từ tháng 01/2021 => continuous 2021-01-01..
"""


@pytest.mark.parametrize(("words", "reading"), rows(TABLE))
def test_a_beginning_has_no_end_and_work_goes_on(words: str, reading: str) -> None:
    assert brief(read_deadline(words, PLAN_YEAR)) == reading
