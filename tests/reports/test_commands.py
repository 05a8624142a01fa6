from datetime import date

import pytest

from tests.factories import NOON
from tests.reports.conftest import Desk
from tests.reports.test_gathering import figures
from tracker.database import db
from tracker.errors import Refusal
from tracker.reports import commands
from tracker.reports.models import CchcReport
from tracker.reports.queries import figures_of
from tracker.reports.rules import PaperState


def opened(desk: Desk) -> CchcReport:
    return commands.open_report(db.session(), desk.office.agency, desk.period)


def frozen(desk: Desk) -> CchcReport:
    report = opened(desk)
    commands.freeze(db.session(), report, figures(desk), by_id=desk.office.officer.id, at=NOON)
    return report


def test_a_running_window_cannot_be_frozen(desk: Desk) -> None:
    report = opened(desk)

    with pytest.raises(Refusal, match="chưa kết thúc"):
        commands.freeze(db.session(), report, figures(desk, date(2021, 9, 10)), by_id=None, at=NOON)

    assert report.state is PaperState.DRAFT


def test_frozen_figures_do_not_follow_later_facts(desk: Desk) -> None:
    frozen(desk)
    before = figures(desk)
    desk.item.task = "Đã sửa sau khi chốt"
    db.session.flush()

    after = figures_of(db.session(), desk.office.agency, desk.period, date(2021, 9, 20))

    assert after == before


def test_figures_are_frozen_once(desk: Desk) -> None:
    report = frozen(desk)

    with pytest.raises(Refusal, match="đã chốt"):
        commands.freeze(db.session(), report, figures(desk), by_id=None, at=NOON)


def test_a_paper_goes_its_way_step_by_step(desk: Desk) -> None:
    report = frozen(desk)
    with pytest.raises(Refusal, match="chưa được trình"):
        commands.approve(report, by_id=desk.office.director.id, at=NOON)

    commands.submit(report, at=NOON)
    commands.approve(report, by_id=desk.office.director.id, at=NOON)
    entered = commands.Issue("15/BC-SM", date(2021, 9, 20), "Người ký")
    commands.issue(report, entered, at=NOON)
    db.session.flush()

    assert report.state is PaperState.ISSUED
    with pytest.raises(Refusal):
        commands.issue(report, entered, at=NOON)


def test_an_approved_text_cannot_change(desk: Desk) -> None:
    report = frozen(desk)
    commands.submit(report, at=NOON)
    commands.approve(report, by_id=desk.office.director.id, at=NOON)

    with pytest.raises(Refusal, match="đã được duyệt"):
        commands.save_texts(report, {"directions": "Khác"})
