"""Pages of signed-in people over many items, beside the floor: a core SELECT and a template."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Template
from sqlalchemy import select, update

from bench.measuring import Figure, at_most, cpu_ms
from bench.world import World, client_of
from tracker.database import db
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem, ItemUnit
from tracker.plans.rules import Progress

TIMES = 10
APART = 1_000_000  # from the positions that the items had in their own plans
TABLE = Template(
    """<table>{% for row in rows %}<tr><td>{{ row.position }}</td><td>{{ row.task }}</td>
    <td>{{ row.name }}</td><td>{{ row.due_on }}</td><td>{{ row.progress }}</td></tr>{% endfor %}
    </table>""",
    autoescape=True,
)


def measure(app: Flask, world: World) -> Iterator[Figure]:
    """The pages of PERFORMANCE's goals."""
    officer, director = client_of(app, world.officer_id), client_of(app, world.director_id)
    floor = _floor(app, world)
    listing = cpu_ms(_get(officer, f"/plans/{world.plan_id}"), times=TIMES)
    name = f"plan page, 50 of {world.items} items"
    yield at_most("floor: core SELECT and template, 50 rows", floor, "CPU ms", 3)
    yield at_most(name, listing, "CPU ms", 6)
    yield at_most(f"{name}, to its floor", listing / floor, "ratio", 2.5)
    item = cpu_ms(_get(officer, f"/items/{world.item_id}"), times=TIMES)
    yield at_most("item page", item, "CPU ms", 5)
    first = cpu_ms(_get(director, "/"), times=3)
    yield at_most(f"director's page over {world.items} items", first, "CPU ms", 8)
    yield at_most("posting a durable report", _post(app, world), "CPU ms", 5)
    yield from _in_one_plan(app, world, officer)


def _get(client: FlaskClient, path: str) -> Callable[[], object]:
    def act() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    return act


def _floor(app: Flask, world: World) -> float:
    query = (
        select(
            ActionItem.position, ActionItem.task, Unit.name, ActionItem.due_on, ActionItem.progress
        )
        .join(ItemUnit, ItemUnit.item_id == ActionItem.id)
        .join(Unit, Unit.id == ItemUnit.unit_id)
        .where(ActionItem.plan_id == world.plan_id)
        .order_by(ActionItem.position)
    )
    with app.app_context():

        def act() -> None:
            with db.engine.connect() as connection:
                TABLE.render(rows=connection.execute(query).all())

        return cpu_ms(act, times=TIMES)


def _post(app: Flask, world: World) -> float:
    """Each call reports another item of the unit: form, ledger and a synced commit."""
    clerk = client_of(app, world.clerk_id)
    with app.app_context():
        owned = select(ItemUnit.item_id).where(ItemUnit.unit_id == world.unit_id)
        ids = iter(db.session.scalars(owned.order_by(ItemUnit.item_id.desc()).limit(200)).all())
    typed = {
        "claimed": Progress.UNDER_WAY.value,
        "result": "Đã công khai 12/12 thủ tục; 03 hồ sơ trả trước hạn.",
        "late_reason": "Chờ số liệu của các đơn vị liên quan.",
        "sent_anyway": "1",  # the period asks for proof once
    }

    def act() -> None:
        path = f"/items/{next(ids)}/reports/new?unit={world.unit_id}&period=2021-09"
        answer = clerk.post(path, data=typed)
        assert answer.status_code == 302, answer.get_data(as_text=True)

    return cpu_ms(act, times=5)


def _in_one_plan(app: Flask, world: World, officer: FlaskClient) -> Iterator[Figure]:
    """The hardest case: all items in one plan, narrowed to the late ones. Last: it moves them."""
    with app.app_context():
        table: Any = ActionItem.__table__
        moved = update(table).where(table.c.agency_id == world.agency_id)
        db.session.connection().execute(
            moved.values(plan_id=world.plan_id, position=table.c.id + APART)
        )
        db.session.commit()
    path = f"/plans/{world.plan_id}?xem=qua-han"
    taken = cpu_ms(_get(officer, path), rounds=1)
    yield at_most(f"one plan of {world.items} items, its late ones", taken, "CPU ms", 6)
