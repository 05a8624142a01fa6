"""An item with its debts, and the command that reminds of them, as one says it in a test."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from tests.factories import NOON, Office
from tests.factories_plans import whole
from tests.outbox.post_office import PostOffice
from tests.progress.pages import stop_clock
from tests.progress.scenes import LATE, Scene, make_scene
from tracker.config import Config
from tracker.database import db
from tracker.organisation.models import Period
from tracker.plans.models import ActionItem, Plan
from tracker.progress.commands import (
    refresh_item,
)

MONDAY = NOON + timedelta(days=4)


def make_debts(office: Office) -> Scene:
    """Tháng 8 of one item is missing for 30 days, tháng 9 is cut off today."""
    made = make_scene(office)
    for period in db.session.scalars(select(Period)):
        period.due_on = None  # no report of the agency's own
    refresh(made.item)
    return made


def report(scene: Scene, *codes: str) -> None:
    """The unit reports these periods, the last one in time."""
    db.session.refresh(scene.office.clerk, ["memberships"])
    for code in codes:
        scene.send(LATE, code)
    refresh(scene.item)


def refresh(item: ActionItem) -> None:
    refresh_item(db.session(), whole(item))
    db.session.commit()


def plan_of(scene: Scene) -> Plan:
    return db.session.get_one(Plan, scene.item.plan_id)


def send(app: Flask, *more: str, url: str = "", at: datetime | None = None) -> Result:
    """Run the command; `url` is the mail server, `at` the instant where it is not noon."""
    config: Config = app.config["TRACKER"]
    app.config["TRACKER"] = Config(config.data_dir, config.database_url, "x", mail_url=url)
    with pytest.MonkeyPatch.context() as patch:
        if at is not None:
            stop_clock(patch, at)
        result = app.test_cli_runner().invoke(args=["reminders", "send", "--agency", "mau", *more])
    app.config["TRACKER"] = config
    db.session.expire_all()
    return result


def facts(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def readers(office: PostOffice) -> set[str]:
    return {reader for group in office.readers for reader in group}
