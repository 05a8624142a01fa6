"""`flask reviews overdue`: the lists of the review in a terminal."""

from collections.abc import Iterable
from typing import Any

import click

from tracker import clock
from tracker.commandline import (
    AppGroup,
    agency_option,
    answer,
    day_option,
    find_agency,
    json_option,
    verb,
)
from tracker.database import db
from tracker.reviews.queries import Review, review, review_on
from tracker.vietnamese import short_date

group = AppGroup("reviews", help="Việc quá hạn, chưa báo cáo, vướng mắc, chỉ đạo, yêu cầu quá hạn.")
commands = (group,)


@group.command("overdue")
@click.option("--on", "on", type=day_option, default=None, help="Ngày xét, mặc định hôm nay.")
@agency_option
@json_option
@verb()
def overdue(on: Any, agency_code: str, as_json: bool) -> None:
    """Các danh sách, không cộng vào nhau."""
    agency = find_agency(agency_code)
    today = clock.today()
    day = on or today
    session = db.session()
    found = review_on(session, agency, day) if day < today else review(session, agency.id, day)
    answer(facts(found), sentences(found), as_json=as_json)


def facts(found: Review) -> dict[str, list[dict[str, Any]]]:
    """CONTRACT's shape: each line with item number, unit, due, days."""
    return {
        name: [
            {
                "item": line.position,
                "unit": line.unit,
                "due": line.due_on.isoformat(),
                "days": line.days,
                "task": line.task,
                "why": line.why,
            }
            for line in lines
        ]
        for name, lines in _lists(found)
    }


def sentences(found: Review) -> list[str]:
    """The same for people."""
    words = {
        "late": "Nhiệm vụ quá hạn",
        "silent": "Chưa báo cáo",
        "blocked": "Vướng mắc",
        "orders": "Kết luận, chỉ đạo quá hạn",
        "requests": "Báo cáo theo yêu cầu quá hạn",
    }
    lines = [f"Ngày {short_date(found.on)}"]
    for name, rows in _lists(found):
        lines.append(f"{words[name]}: {len(rows)}")
        lines += [f"  {row.position or '–'}. {row.unit}: {row.why}" for row in rows]
    return lines


def _lists(found: Review) -> Iterable[tuple[str, list[Any]]]:
    return (
        ("late", list(found.late)),
        ("silent", list(found.silent)),
        ("blocked", list(found.blocked)),
        ("orders", list(found.orders)),
        ("requests", list(found.requests)),
    )
