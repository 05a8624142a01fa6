"""`flask demo load`: the demo agency, around today."""

from flask import current_app

from tracker import clock
from tracker.commandline import AppGroup, answer, json_option, verb
from tracker.database import db
from tracker.demo.loading import load_demo, sign_in_lines
from tracker.demo.people import PASSWORD, SIGN_INS

group = AppGroup("demo", help="Cơ quan dùng thử.")
commands = (group,)


@group.command("load")
@json_option
@verb(stores=True)
def load(as_json: bool) -> None:
    """Nạp cơ quan dùng thử, số liệu quanh ngày hôm nay."""
    shelf = current_app.extensions["shelf"]
    agency = load_demo(db.session(), shelf, clock.today())
    facts = {
        "agency": agency.code,
        "sign_ins": [{"email": email, "password": PASSWORD} for email, _ in SIGN_INS],
    }
    answer(facts, [f"Đã nạp {agency.name}.", *sign_in_lines()], as_json=as_json)
