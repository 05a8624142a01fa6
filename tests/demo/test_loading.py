from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tracker.database import db
from tracker.demo.loading import load_demo
from tracker.errors import BadInput
from tracker.meetings.models import Minutes
from tracker.plans.queries import ItemFilter, find_items, running_plan
from tracker.reports.models import CchcReport
from tracker.reviews.queries import review
from tracker.scores.models import VerdictRow
from tracker.scores.words import Verdict
from tracker.store.files import Shelf
from tracker.weaknesses.standing import standing

# Any day; one 105 days after a meeting's; the last of a year; one within the days off of Tết.
DAYS = (date(2026, 11, 22), date(2026, 11, 29), date(2026, 12, 31), date(2027, 2, 8))


@pytest.mark.parametrize("today", DAYS, ids=date.isoformat)
def test_the_demo_always_has_something_to_decide(app: Flask, tmp_path: Path, today: date) -> None:
    session = db.session()
    agency = load_demo(session, Shelf(tmp_path), today)
    found = review(session, agency.id, today)
    plan = running_plan(session, agency.id)
    assert plan is not None

    assert all((found.late, found.silent, found.blocked, found.orders))
    assert len(found.requests) == 1
    assert len(find_items(session, ItemFilter(agency.id, plan_id=plan.id))) == 15
    assert session.scalars(select(Minutes)).all()
    assert session.scalars(select(CchcReport)).all()
    verdicts = session.scalars(select(VerdictRow.verdict)).all()
    assert Verdict.IMPROVED in verdicts
    assert any(i.is_weak for i in standing(session, agency.id, plan.method_id).components)

    with pytest.raises(BadInput):
        load_demo(session, Shelf(tmp_path), today)
