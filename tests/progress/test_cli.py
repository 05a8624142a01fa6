import json

from flask import Flask

from tests.factories import Office
from tests.factories_plans import make_item, make_plan, whole
from tests.progress.scenes import LATE, Scene
from tracker.database import db


def test_what_the_rows_cache_is_rebuilt_from_the_facts(app: Flask, office: Office) -> None:
    scene = Scene(office, make_item(make_plan(office.agency), leads=[office.first]))
    scene.send(LATE, "2021-08")
    due_on = scene.item.next_report_due_on
    scene.item.leads[0].next_period_code = "2021-12"
    scene.item.next_report_due_on = None
    db.session.commit()

    command = ["progress", "refresh", "--agency", "mau", "--json"]
    answers = [app.test_cli_runner().invoke(args=command) for _ in range(2)]
    assert [json.loads(a.stdout)["changed"] for a in answers] == [[1], []]
    db.session.expire_all()
    item = whole(scene.item)
    assert (item.next_report_due_on, item.leads[0].next_period_code) == (due_on, "2021-09")
