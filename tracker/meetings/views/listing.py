"""The list of meetings and their series."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, may, me, my_agency, requires
from tracker.access.queries import find_directors, find_people
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.listed import send_list
from tracker.meetings import commands, queries
from tracker.meetings.forms.meetings import SeriesForm, series_values
from tracker.meetings.lists import MEETINGS
from tracker.meetings.models import MeetingSeries
from tracker.meetings.planning import is_monthly_meeting
from tracker.meetings.queries.finding import find_minutes, find_series
from tracker.meetings.rules import STATE_WORDS
from tracker.meetings.views.blueprint import bp
from tracker.plans.models import ActionItem
from tracker.plans.queries import ItemFilter, find_items, running_plan


@bp.get("/meetings")
@requires(Can.READ)
def listing() -> str:
    session, agency, today = db.session(), my_agency(), clock.today()
    meetings = queries.find_meetings(session, agency.id)
    upcoming = queries.next_meeting(session, agency.id, today)
    drafts = upcoming is not None and may(Can.MEETING_PREPARE)
    counts = queries.draft_counts(session, agency, upcoming, today) if upcoming and drafts else None
    return render_template(
        "meetings/listing.html",
        meetings=meetings,
        minutes=find_minutes(session, [m.id for m in meetings]),
        series=find_series(session, agency.id),
        next_meeting=upcoming,
        draft_counts=counts,
        words=STATE_WORDS,
    )


@bp.get("/meetings.<any(xlsx,csv):kind>")
@requires(Can.READ)
def meetings_list(kind: str) -> Response:
    return send_list(
        kind, "Giao ban", MEETINGS, queries.find_meetings(db.session(), my_agency().id)
    )


@bp.route("/meetings/series/new", methods=["GET", "POST"])
@requires(Can.MEETING_PREPARE)
def new_series() -> str | Response:
    items = _items()
    proven = next((i.id for i in items if is_monthly_meeting(i.task)), None)
    form = SeriesForm(data=_usual_values() | {"item_id": proven, "secretary_id": me().id})
    _offer(form, items)
    if form.validate_on_submit():
        commands.create_series(db.session(), my_agency().id, form.draft())
        return web.done(url_for(".listing"), "Đã lập lịch họp định kỳ.")
    return render_template("meetings/series.html", form=form, series=None, proven=proven)


@bp.route("/meetings/series/<int:series_id>", methods=["GET", "POST"])
@requires(Can.MEETING_PREPARE)
def edit_series(series_id: int) -> str | Response:
    series = load(MeetingSeries, series_id, Can.MEETING_PREPARE)
    form = SeriesForm(data=series_values(series))
    _offer(form, _items())
    if form.validate_on_submit():
        match_version(series, form.version.data)
        commands.edit_series(series, form.draft())
        return web.done(url_for(".listing"), "Đã lưu lịch họp định kỳ.")
    return render_template("meetings/series.html", form=form, series=series, proven=None)


@bp.post("/meetings/series/<int:series_id>/next")
@requires(Can.MEETING_PREPARE)
def plan_next(series_id: int) -> Response:
    series = load(MeetingSeries, series_id, Can.MEETING_PREPARE)
    meeting = commands.plan_next(db.session(), series, today=clock.today())
    return web.done(url_for(".show", meeting_id=meeting.id), f"Đã lên lịch {meeting.title}.")


def _usual_values() -> dict[str, object]:
    return {"title": "Họp giao ban công tác cải cách hành chính", "day_of_month": 17}


def _items() -> list[ActionItem]:
    session, agency = db.session(), my_agency()
    plan = running_plan(session, agency.id)
    return list(find_items(session, ItemFilter(agency.id, plan.id))) if plan else []


def _offer(form: SeriesForm, items: list[ActionItem]) -> None:
    session, agency_id = db.session(), me().agency_id
    people = [p for p in find_people(session, agency_id) if p.is_active]
    form.offer(find_directors(session, agency_id), people, items)
