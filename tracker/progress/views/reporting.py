"""Sending a report, and promising a day for a late one."""

from datetime import datetime

from flask import abort, flash, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.models import Person
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import Refusal
from tracker.organisation.rules import Profile
from tracker.plans.models import ActionItem
from tracker.plans.queries import whole_item
from tracker.progress import commands
from tracker.progress.commands import Finished, Place
from tracker.progress.forms.reporting import PromiseForm, ReportForm, for_desk, typed_in
from tracker.progress.models import Report
from tracker.progress.queries.desk import Asker, Desk, find_desk
from tracker.progress.queries.judges import judged
from tracker.progress.queries.reports import get_report_to_judge
from tracker.progress.rules import confirmer_words
from tracker.progress.views.blueprint import bp
from tracker.progress.views.files import keep_files
from tracker.progress.views.returning import way_back


@bp.route("/items/<int:item_id>/reports/new", methods=["GET", "POST"])
@requires(Can.PROGRESS_REPORT)
def report(item_id: int) -> Response:
    item = load(ActionItem, item_id, Can.PROGRESS_REPORT, *whole_item())
    desk = open_desk(item, me(), my_unit(item))
    form = for_desk(desk, posted=request.method == "POST")
    if form.validate_on_submit() and _is_proven(desk, form) and form.may_go(desk):
        return _hand_to_head(desk, form) if desk.needs_head else _send(desk, form)
    return _form_page(desk, form)


def _is_proven(desk: Desk, form: ReportForm) -> bool:
    """Whether what is claimed done has its proof; else told at the field, where it can be added."""
    if form.files.data:
        return True  # kept with the report, and asked there
    said = commands.lacks_proof(db.session(), desk.item, form.draft(desk, []))
    form.claimed.errors = [*form.claimed.errors, said] if said else form.claimed.errors
    return not said


@bp.route("/items/<int:item_id>/promises/new", methods=["GET", "POST"])
@requires(Can.PROGRESS_REPORT)
def promise(item_id: int) -> str | Response:
    item = load(ActionItem, item_id, Can.PROGRESS_REPORT, *whole_item())
    desk = open_desk(item, me(), my_unit(item))
    form = PromiseForm(promised_on=desk.promised_on)
    if form.validate_on_submit() and form.promised_on.data:
        place = Place(item, desk.unit.id, desk.period)
        commands.promise_day(
            db.session(), place, form.promised_on.data, author=me(), at=clock.now()
        )
        said = f"Đã ghi ngày hẹn gửi {form.said()}. Báo cáo vẫn tính là chậm."
        return web.done(way_back(url_for(".unit")), said)
    return render_template("progress/promise.html", desk=desk, form=form)


def my_unit(item: ActionItem) -> int:
    """The unit for which the signed-in person acts on `item`: the one asked for, else the first.

    404 when he acts for none, or asks for a unit that is not his.
    """
    own = [line.unit_id for line in item.leads if line.unit_id in me().unit_ids and line.owes]
    asked = request.args.get("unit", type=int)
    chosen = asked if asked is not None else next(iter(own), None)
    if chosen is None or chosen not in own:
        abort(404)
    return chosen


def open_desk(item: ActionItem, person: Person, unit_id: int, code: str = "") -> Desk:
    """The desk of a unit at `item`, for the period of the address; Refusal if none is open."""
    asker = Asker(person, unit_id, code or request.args.get("period", ""))
    desk = find_desk(db.session(), my_agency(), item, asker, clock.today())
    if desk is None:
        raise Refusal("Nhiệm vụ này không còn kỳ nào phải báo cáo.")
    if not desk.is_open:
        raise Refusal(
            f"Kỳ {desk.period.label} không nhận báo cáo: kỳ chưa bắt đầu, đã được xác nhận hoặc "
            "ngoài thời gian của nhiệm vụ."
        )
    return desk


def _form_page(desk: Desk, form: ReportForm) -> Response:
    in_panel = "HX-Request" in request.headers
    page = "progress/_report_form.html" if in_panel else "progress/report.html"
    back = way_back(url_for(".unit"))
    response = make_response(
        render_template(page, desk=desk, form=form, in_panel=in_panel, back=back)
    )
    response.headers["Vary"] = "HX-Request"
    return response


def _send(desk: Desk, form: ReportForm) -> Response:
    at = clock.now()
    draft = form.draft(desk, keep_files(form.files.data, at))
    place = Place(desk.item, desk.unit.id, desk.period, desk.owing)
    sent = commands.send_report(db.session(), place, draft, author=me(), at=at)
    return finish(desk, form, sent, at)


def finish(desk: Desk, form: ReportForm, sent: Report, at: datetime) -> Response:
    """Raise the obstacle that came with a report, forget its draft, commit and say so."""
    session, key = db.session(), desk.draft_key
    author_id = sent.author_id or me().id
    if obstacle := form.obstacle_draft(sent.id):
        commands.raise_obstacle(session, desk.item, desk.unit.id, obstacle, author=me(), at=at)
    commands.drop_draft(session, author_id, key)
    whole = get_report_to_judge(session, sent.id)
    response = web.done(way_back(url_for(".unit")), _said(desk, whole, my_agency().profile))
    flash(key, "draft-done")  # not read from the desk: the commit has expired its rows
    return response


def _said(desk: Desk, sent: Report, words: Profile) -> str:
    late = f", chậm {desk.days_late} ngày" if desk.days_late else ""
    who = confirmer_words(judged(sent).confirmer, words)
    return f"Đã gửi báo cáo kỳ {desk.period.label}{late}. {who}."


def _hand_to_head(desk: Desk, form: ReportForm) -> Response:
    at, key = clock.now(), desk.draft_key
    kept = {"file_ids": keep_files(form.files.data, at), "sent_anyway": form.sent_anyway.data or ""}
    typed = {**typed_in(desk.item, request.form), **kept}
    finished = Finished(desk.unit.id, key, typed)
    commands.await_head(db.session(), finished, author=me(), at=at)
    said = f"Đã chuyển người đứng đầu {desk.unit.name} duyệt. Báo cáo chưa được gửi."
    response = web.done(way_back(url_for(".unit")), said)
    flash(key, "draft-done")
    return response
