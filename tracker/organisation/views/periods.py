"""Reporting periods of a year: made from a preset, then the office's own."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.organisation import commands, queries
from tracker.organisation.forms import PeriodForm
from tracker.organisation.models import Period
from tracker.organisation.periods import REGIME_WORDS, PeriodSpec, explain_cutoff
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


@bp.route("/periods/<int:period_id>", methods=["GET", "POST"])
@requires(EDIT)
def edit_period(period_id: int) -> str | Response:
    period = load(Period, period_id, EDIT)
    form = PeriodForm(obj=period)
    if form.validate_on_submit() and form.cutoff_on.data:
        match_version(period, form.version.data)
        commands.edit_period(period, form.cutoff_on.data, form.due_on.data)
        year, regime = period.code.partition("-")[0], period.regime.value
        back = url_for(".periods", year=year, regime=regime)
        return web.done(back, f"Đã sửa kỳ {period.label}.")
    calendar = queries.working_calendar(db.session(), period.agency_id)
    why = explain_cutoff(_spec(period), calendar)
    return render_template("organisation/period.html", form=form, period=period, why=why)


def _asked_regime() -> Regime:
    typed = request.args.get("regime", "")
    return Regime(typed) if typed in set(Regime) else Regime.ND09


def _spec(period: Period) -> PeriodSpec:
    return PeriodSpec(
        regime=period.regime,
        code=period.code,
        kind=period.kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        cutoff_on=period.cutoff_on,
        due_on=period.due_on,
        label=period.label,
    )
