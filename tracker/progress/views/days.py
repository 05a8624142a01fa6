"""Days off and cut-offs are edited here, because what units owe by them follows at once."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.organisation.forms import DayForm, PeriodForm
from tracker.organisation.models import CalendarDay, Period
from tracker.organisation.periods import explain_cutoff
from tracker.organisation.queries import working_calendar
from tracker.organisation.views.calendar import asked_year
from tracker.progress import commands
from tracker.progress.queries.moves import find_moves
from tracker.progress.views.blueprint import bp

EDIT = Can.ORGANISATION_EDIT


@bp.route("/organisation/calendar/new", methods=["GET", "POST"])
@requires(EDIT)
def new_day() -> str | Response:
    form = DayForm()
    if form.validate_on_submit() and form.day.data:
        row = commands.list_day(db.session(), my_agency(), form.listed(form.day.data))
        return _back_to_calendar("Đã thêm ngày vào lịch.", row.day.year)
    return render_template("organisation/day.html", form=form, row=None, year=asked_year())


@bp.route("/organisation/calendar/days/<int:day_id>", methods=["GET", "POST"])
@requires(EDIT)
def edit_day(day_id: int) -> str | Response:
    row = load(CalendarDay, day_id, EDIT)
    form = DayForm(obj=row)
    del form.day  # a listed day keeps its date
    if form.validate_on_submit():
        match_version(row, form.version.data)
        commands.change_day(db.session(), my_agency(), row, form.listed(row.day))
        return _back_to_calendar("Đã sửa ngày trong lịch.", row.day.year)
    return render_template("organisation/day.html", form=form, row=row, year=row.day.year)


@bp.post("/organisation/calendar/days/<int:day_id>/remove")
@requires(EDIT)
def remove_day(day_id: int) -> Response:
    row = load(CalendarDay, day_id, EDIT)
    match_version(row, request.form.get("version", type=int))
    year = row.day.year
    commands.change_day(db.session(), my_agency(), row, None)
    return _back_to_calendar("Đã bỏ ngày khỏi lịch.", year)


@bp.route("/organisation/periods/<int:period_id>", methods=["GET", "POST"])
@requires(EDIT)
def edit_period(period_id: int) -> str | Response:
    period = load(Period, period_id, EDIT)
    form = PeriodForm(obj=period)
    if form.validate_on_submit() and form.cutoff_on.data:
        match_version(period, form.version.data)
        days = (form.cutoff_on.data, form.due_on.data)
        commands.change_period(db.session(), my_agency(), period, *days)
        year, regime = period.code.partition("-")[0], period.regime.value
        back = url_for("organisation.periods", year=year, regime=regime)
        said = f"Đã sửa kỳ {period.label}; ngày phải báo cáo của nhiệm vụ đã tính lại."
        return web.done(back, said)
    why = explain_cutoff(period.spec, working_calendar(db.session(), period.agency_id))
    return render_template("organisation/period.html", form=form, period=period, why=why)


@bp.get("/organisation/periods/moves")
@requires(EDIT)
def moves() -> str:
    """What would move if the days were counted again."""
    found = find_moves(db.session(), my_agency(), clock.today())
    return render_template("progress/moves.html", moves=found)


@bp.post("/organisation/periods/moves")
@requires(EDIT)
def make_moves() -> Response:
    keys = request.form.getlist("move")
    count = commands.make_moves(db.session(), my_agency(), keys, clock.today())
    said = f"Đã tính lại {count:02d} ngày; ngày phải báo cáo của nhiệm vụ đổi theo."
    return web.done(url_for("organisation.periods"), said)


def _back_to_calendar(words: str, year: int) -> Response:
    """Back to the calendar, or first to what would move because of the edit."""
    session = db.session()
    session.flush()
    found = find_moves(session, my_agency(), clock.today())
    if not found.count:
        return web.done(url_for("organisation.calendar", year=year), words)
    return web.done(url_for(".moves"), f"{words} {found.count:02d} ngày đang tính theo lịch cũ.")
