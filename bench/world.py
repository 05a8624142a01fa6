"""A department with many items, on a file database with the settings that are shipped."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import insert

from tests import factories
from tests.factories_plans import make_plan
from tracker import clock, create_app
from tracker.access import sessions
from tracker.access.models import Person
from tracker.config import Config
from tracker.database import db
from tracker.plans.models import ActionItem, ItemUnit, Plan, Product
from tracker.plans.rules import DeadlineKind, Part

IN_A_PLAN = 50  # what a department's plan holds; the others are of other plans of the agency


@dataclass(frozen=True)
class World:
    """Ids, because sessions come and go between measurements."""

    agency_id: int
    plan_id: int
    item_id: int
    unit_id: int
    clerk_id: int
    officer_id: int
    director_id: int
    items: int


@contextmanager
def opened(folder: Path) -> Iterator[Flask]:
    """The application on a migrated SQLite file, durable as shipped."""
    folder.mkdir()
    extra = {"TESTING": True, "WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False}
    url = f"sqlite:///{folder / 'tracker.sqlite3'}"
    app = create_app(Config(folder, url, "bench", extra=extra))
    with app.app_context():
        upgrade(directory=app.config["MIGRATIONS"])
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def build(app: Flask, items: int) -> World:
    """One agency with `items` items in plans of IN_A_PLAN; three items in a hundred are late."""
    with app.app_context():
        office = factories.make_office()
        plans = [make_plan(office.agency, number=f"{n}/KH") for n in range(items // IN_A_PLAN)]
        db.session.flush()
        for number, plan in enumerate(plans):
            _fill(plan, number * IN_A_PLAN, (office.first.id, office.second.id))
        world = World(
            agency_id=office.agency.id,
            plan_id=plans[-1].id if plans else 0,
            item_id=(len(plans) - 1) * IN_A_PLAN + 1,
            unit_id=office.first.id,
            clerk_id=office.clerk.id,
            officer_id=office.officer.id,
            director_id=office.director.id,
            items=len(plans) * IN_A_PLAN,
        )
        db.session.commit()
    return world


def _fill(plan: Plan, first: int, units: tuple[int, int]) -> None:
    """Rows straight into the tables: the ledger of making them is not what is measured."""
    today, items, leads, products = clock.today(), [], [], []
    for n in range(1, IN_A_PLAN + 1):
        item_id, is_late = first + n, n % 33 == 0
        due = today - timedelta(days=9) if is_late else today + timedelta(days=60)
        owed = today + timedelta(days=20) if n % 25 else today - timedelta(days=4)
        base: dict[str, Any] = {"agency_id": plan.agency_id, "version": 1}
        items.append(base | _item(plan, item_id, n, due, owed))
        leads.append(
            {"agency_id": plan.agency_id, "item_id": item_id, "unit_id": units[n % 2]}
            | {"part": Part.LEAD, "position": 1, "next_report_due_on": owed}
        )
        products.append(base | {"item_id": item_id, "position": 1, "text": f"Sản phẩm {n}"})
    for table, rows in ((ActionItem, items), (ItemUnit, leads), (Product, products)):
        db.session.connection().execute(insert(table.__table__), rows)  # type: ignore[arg-type]


def _item(plan: Plan, item_id: int, position: int, due: date, owed: date) -> dict[str, Any]:
    return {
        "id": item_id,
        "plan_id": plan.id,
        "position": position,
        "task": f"Rà soát, niêm yết công khai thủ tục hành chính thuộc lĩnh vực số {position}",
        "folded": f"ra soat niem yet cong khai {position}",
        "deadline_text": "Trong năm",
        "deadline_kind": DeadlineKind.BY,
        "first_due_on": due,
        "due_on": due,
        "ends_on": due + timedelta(days=400),
        "next_report_due_on": owed,
    }


def client_of(app: Flask, person_id: int) -> FlaskClient:
    """A browser in which that person is signed in."""
    client = app.test_client()
    with app.app_context():
        person = db.session.get_one(Person, person_id)
        with app.test_request_context():
            sessions.start(person)
            db.session.commit()
            token = sessions.current_token()
    with client.session_transaction() as cookie:
        cookie["token"] = token
    return client
