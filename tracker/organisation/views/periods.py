"""Reporting periods of a year: made from a preset, then the office's own.

A period is edited in `progress`, where the days that hang on its cut-off follow.
"""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import web
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.organisation import commands, queries
from tracker.organisation.periods import REGIME_WORDS
from tracker.organisation.rules import Regime
from tracker.organisation.views.blueprint import bp
from tracker.organisation.views.calendar import asked_year

EDIT = Can.ORGANISATION_EDIT


@bp.get("/periods")
@requires(Can.READ)
def periods() -> str:
    year, regime, agency = asked_year(), _asked_regime(), my_agency()
    rows = queries.find_periods(db.session(), agency.id, regime, year=year)
    calendar = queries.working_calendar(db.session(), agency.id)
    return render_template(
        "organisation/periods.html",
        year=year,
        regime=regime,
        rows=rows,
        about=REGIME_WORDS[regime],
        caveat=calendar.caveat(*(row.cutoff_on for row in rows)),
    )


@bp.post("/periods/<int:year>/make")
@requires(EDIT)
def make_periods(year: int) -> Response:
    regime = _asked_regime()
    commands.ensure_periods(db.session(), my_agency(), regime, year)
    back = url_for(".periods", year=year, regime=regime.value)
    return web.done(back, f"Đã lập các kỳ báo cáo năm {year}.")


def _asked_regime() -> Regime:
    typed = request.args.get("regime", "")
    return Regime(typed) if typed in set(Regime) else Regime.ND09
