"""Khánh Hòa 2021: what was measured, held against 81 %, answered by the fifteen items of the plan.

The months after that (reports, meetings, minutes, quarterly reports) are walked in tests/year.
"""

import json
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Office
from tests.five_plans.offices import at, close, open_round
from tracker.database import db
from tracker.intake.reading import read_document
from tracker.plans.models import ActionItem, ItemComponent, Plan
from tracker.scores.queries import values_of_round
from tracker.surveys import commands
from tracker.surveys.models import Component, Round
from tracker.surveys.queries import method_of
from tracker.surveys.sheets import read_forms
from tracker.vietnamese import rounded
from tracker.weaknesses.commands import YardstickTerms, judge_round, set_yardstick
from tracker.weaknesses.models import Weakness

TARGET = 81.0
HEAD = ("--agency", "mau", "--number", "844/STP-VP", "--date", "2021-07-06", "--year", "2021")


@pytest.fixture
def measured(office: Office, inputs: Path) -> Round:
    """The first quarter's 240 forms, sealed and closed."""
    row = open_round(office.agency, "2021-Q1", date(2021, 1, 4), date(2021, 3, 31))
    found = read_forms(
        read_document(inputs / "survey-2021-q1.xlsx"), method_of(db.session(), row.method_id)
    )
    commands.take_names(db.session(), office.agency, found)
    commands.import_forms(db.session(), row, found, at=at(date(2021, 4, 1)))
    return close(row, date(2021, 4, 2))


@pytest.fixture
def weak(office: Office, measured: Round) -> list[Weakness]:
    terms = YardstickTerms(2021, measured.method_id, TARGET)
    yardstick = set_yardstick(db.session(), office.agency, terms)
    return list(judge_round(db.session(), yardstick, measured, at=at(date(2021, 4, 3))))


def test_the_first_quarter_gives_the_figures_expected(measured: Round, inputs: Path) -> None:
    wanted = json.loads((inputs / "survey-2021-q1.expected.json").read_text(encoding="utf-8"))
    values = {v.name: v for v in values_of_round(db.session(), measured) if v.component_id}
    assert {name: float(rounded(v.value or 0, 2)) for name, v in values.items()} == {
        name: each["percent_4_5"] for name, each in wanted["all"]["indices"].items()
    }
    assert measured.responses == wanted["all"]["responses"] == 240


def test_all_but_one_index_are_below_the_target_of_the_plan(weak: list[Weakness]) -> None:
    codes = {db.session.get_one(Component, w.component_id).code for w in weak if w.component_id}
    assert codes == {"CS1", "CS2", "CS3", "CS5", "CS6"}  # the staff reaches 81,31 %


def test_every_weak_index_has_items_of_the_plan_and_row_12_is_the_meeting(
    app: Flask, weak: list[Weakness], inputs: Path
) -> None:
    db.session.commit()
    file = str(inputs / "khanh-hoa-2021-appendix.docx")
    runner = app.test_cli_runner()
    done = runner.invoke(args=["plans", "import", file, *HEAD, "--yes", "--json"])
    assert done.exit_code == 0, done.stderr
    plan = db.session.scalars(select(Plan)).one()
    assert plan.number == "844/STP-VP"
    items = db.session.scalars(select(ActionItem).order_by(ActionItem.position)).all()
    assert len(items) == 15
    assert "giao ban CCHC định kỳ tháng" in items[11].task
    aimed = set(db.session.scalars(select(ItemComponent.component_id)))
    assert {w.component_id for w in weak if w.component_id} <= aimed
