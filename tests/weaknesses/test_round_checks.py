"""What the survey report says of forms left out and of forms typed a second time."""

import pytest

from tests.factories import Office
from tests.surveys.made import NOON, forms, make_round, seal
from tests.weaknesses.test_round_paper import reported, texts
from tracker.database import db
from tracker.surveys import commands
from tracker.surveys.commands import Leaving
from tracker.weaknesses.round_files import word_file

pytestmark = pytest.mark.usefixtures("app")


def test_forms_left_out_and_typed_again_stand_in_the_report(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(30))
    why = Leaving("Phiếu thử của Văn phòng, không phải phiếu của người dân")
    commands.exclude_form(db.session(), row, 30, why, by=None, at=NOON)
    drawn = commands.draw_recheck(db.session(), row, by=None, at=NOON, seed="a1")
    again = {seq: (5, *[4] * 24) for seq in drawn.seqs}
    commands.type_again(db.session(), drawn, again, by=office.office_head, at=NOON)

    said = texts(word_file(reported(office, row)).content)
    assert "số phiếu hợp lệ 29; loại 1 phiếu đã niêm phong, có lý do từng phiếu." in said
    assert "Phúc tra ngẫu nhiên 2 phiếu giấy: sai khác 2 trên 50 câu trả lời, tỷ lệ 4,00%." in said


def test_a_report_says_nothing_of_checks_that_were_not_made(office: Office) -> None:
    row = make_round(office.agency)
    seal(row, forms(3))

    said = texts(word_file(reported(office, row)).content)
    assert "Phúc tra" not in said
    assert "loại" not in said.split("II. KẾT QUẢ")[0]
