"""The working-day calendar: a year's days off, worked weekends, and their confirmation.

A day is added, edited or taken out in `progress`, where the days that hang on it follow.
"""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.organisation import commands, queries
from tracker.organisation.calendar import checked_year
from tracker.organisation.forms import ConfirmYearForm
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
