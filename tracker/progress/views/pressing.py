"""Pressing units for what they owe: logged, with the text to paste into a letter or message."""

from collections.abc import Sequence

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import Refusal
from tracker.organisation.models import Unit
from tracker.progress import commands
from tracker.progress.queries.debts import UnitDebt, find_debts
from tracker.progress.views.blueprint import bp


@bp.get("/pressings")
@requires(Can.PROGRESS_PRESS)
def pressings() -> str:
    return render_template("progress/pressings.html", debts=_debts(), words=my_agency().profile)


@bp.post("/pressings")
@requires(Can.PROGRESS_PRESS)
def press_all() -> Response:
    debts = _debts()
    if not debts:
        raise Refusal("Không còn đơn vị nào chưa gửi báo cáo.")
    _press(debts)
    said = f"Đã ghi nhận đôn đốc {len(debts):02d} đơn vị; bản chữ để gửi ở ngay dưới đây."
    return web.done(url_for(".pressings"), said)


@bp.post("/units/<int:unit_id>/press")
@requires(Can.PROGRESS_PRESS)
def press(unit_id: int) -> Response:
    unit = load(Unit, unit_id, Can.PROGRESS_PRESS)
    debts = [debt for debt in _debts() if debt.unit.id == unit.id]
    if not debts:
        raise Refusal(f"{unit.name} không còn báo cáo nào chưa gửi.")
    _press(debts)
    said = f"Đã ghi nhận đôn đốc {unit.name}; bản chữ để gửi ở ngay dưới đây."
    return web.done(url_for(".pressings", _anchor=f"don-vi-{unit.id}"), said)


def _debts() -> list[UnitDebt]:
    return find_debts(db.session(), my_agency(), clock.today())


def _press(debts: Sequence[UnitDebt]) -> None:
    agency, at = my_agency(), clock.now()
    for debt in debts:
        text = debt.text(agency.profile.office, clock.today())
        commands.press_unit(db.session(), agency.id, debt.unit.id, text, by=me(), at=at)
