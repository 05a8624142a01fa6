"""The working-day calendar: a year's days off, worked weekends, and their confirmation."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.organisation import commands, queries
from tracker.organisation.calendar import checked_year
from tracker.organisation.forms import ConfirmYearForm, DayForm
from tracker.organisation.models import CalendarDay
from tracker.organisation.views.blueprint import bp

EDIT = Can.ORGANISATION_EDIT


@bp.get("/calendar")
@requires(Can.READ)
def calendar() -> str:
    return _calendar_page(asked_year(), ConfirmYearForm())


@bp.post("/calendar/<int:year>/seed")
@requires(EDIT)
def seed_calendar(year: int) -> Response:
    added = commands.seed_calendar(db.session(), my_agency(), year)
    said = f"Đã thêm {added:02d} ngày dự kiến." if added else "Lịch năm này đã đủ ngày dự kiến."
    return web.done(url_for(".calendar", year=year), said)


@bp.post("/calendar/<int:year>/confirm")
@requires(EDIT)
def confirm_year(year: int) -> str | Response:
    form = ConfirmYearForm()
    if not form.validate_on_submit():
        return _calendar_page(checked_year(year), form)
    notice = form.notice.data or ""
    count = commands.confirm_year(db.session(), my_agency().id, checked_year(year), notice)
    said = f"Đã xác nhận {count:02d} ngày của năm {year} theo {notice}."
    return web.done(url_for(".calendar", year=year), said)


@bp.route("/calendar/new", methods=["GET", "POST"])
@requires(EDIT)
def new_day() -> str | Response:
    form = DayForm()
    if form.validate_on_submit() and form.day.data:
        row = commands.add_day(db.session(), my_agency().id, form.listed(form.day.data))
        return web.done(url_for(".calendar", year=row.day.year), "Đã thêm ngày vào lịch.")
    return render_template("organisation/day.html", form=form, row=None, year=asked_year())


@bp.route("/calendar/days/<int:day_id>", methods=["GET", "POST"])
@requires(EDIT)
def edit_day(day_id: int) -> str | Response:
    row = load(CalendarDay, day_id, EDIT)
    form = DayForm(obj=row)
    del form.day  # a listed day keeps its date
    if form.validate_on_submit():
        commands.edit_day(row, form.listed(row.day))
        return web.done(url_for(".calendar", year=row.day.year), "Đã sửa ngày trong lịch.")
    return render_template("organisation/day.html", form=form, row=row, year=row.day.year)


@bp.post("/calendar/days/<int:day_id>/remove")
@requires(EDIT)
def remove_day(day_id: int) -> Response:
    row = load(CalendarDay, day_id, EDIT)
    year = row.day.year
    commands.remove_day(db.session(), row)
    return web.done(url_for(".calendar", year=year), "Đã bỏ ngày khỏi lịch.")


def asked_year() -> int:
    """The year in the address, else this year. Raises BadInput outside 2000..2100."""
    typed = request.args.get("year", "")
    return checked_year(int(typed)) if typed.isdecimal() else clock.today().year


def _calendar_page(year: int, form: ConfirmYearForm) -> str:
    days = queries.find_days(db.session(), my_agency().id, year)
    return render_template(
        "organisation/calendar.html",
        year=year,
        days=days,
        form=form,
        waiting=sum(not day.is_confirmed for day in days),
    )
