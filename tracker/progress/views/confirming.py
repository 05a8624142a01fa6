"""Reports that wait for confirmation: accepting one or several, returning one with a reason."""

from itertools import chain

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import insist, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import BadInput
from tracker.listed import send_list
from tracker.progress import commands
from tracker.progress.forms.orders import ReasonForm
from tracker.progress.lists import WAITING
from tracker.progress.models import Report
from tracker.progress.queries.judges import Judges, find_judges
from tracker.progress.queries.reports import find_reports, find_waiting, get_report
from tracker.progress.queries.request_table import TableRow, line_row
from tracker.progress.queries.requests import find_waiting_lines
from tracker.progress.queries.waiting import waiting_list
from tracker.progress.views.blueprint import bp
from tracker.progress.views.returning import way_back


@bp.get("/confirmations")
@requires(Can.PROGRESS_CONFIRM)
def confirm_list() -> str:
    reports = find_waiting(db.session(), my_agency().id)
    waiting = waiting_list(reports, my_judges(), my_agency().profile, clock.today())
    return render_template("progress/confirm_list.html", waiting=waiting, answers=_answers())


@bp.get("/confirmations.<any(xlsx,csv):kind>")
@requires(Can.PROGRESS_CONFIRM)
def confirm_file(kind: str) -> Response:
    reports = find_waiting(db.session(), my_agency().id)
    groups = waiting_list(reports, my_judges(), my_agency().profile, clock.today())
    rows = list(chain.from_iterable(group.lines for group in groups))
    return send_list(kind, "Báo cáo chờ xác nhận", WAITING, rows)


@bp.post("/confirmations")
@requires(Can.PROGRESS_CONFIRM)
def confirm_several() -> Response:
    chosen = request.form.getlist("report", type=int)
    reports = find_reports(db.session(), my_agency().id, chosen)
    if not reports:
        raise BadInput("Chưa chọn báo cáo nào. Đánh dấu các báo cáo cần xác nhận.")
    commands.confirm_reports(db.session(), reports, judges=my_judges(), at=clock.now())
    return web.done(way_back(url_for(".confirm_list")), f"Đã xác nhận {len(reports):02d} báo cáo.")


@bp.post("/confirmations/<int:report_id>/confirm")
@requires(Can.PROGRESS_CONFIRM)
def confirm(report_id: int) -> Response:
    report = _load_report(report_id)
    commands.confirm_report(db.session(), report, judges=my_judges(), at=clock.now())
    said = f"Đã xác nhận báo cáo kỳ {report.period.label}, nhiệm vụ {report.item.position}."
    return web.done(way_back(url_for(".confirm_list")), said)


@bp.route("/confirmations/<int:report_id>/return", methods=["GET", "POST"])
@requires(Can.PROGRESS_CONFIRM)
def return_report(report_id: int) -> str | Response:
    report, form = _load_report(report_id), ReasonForm()
    if form.validate_on_submit():
        reason = form.reason.data or ""
        commands.return_report(db.session(), report, reason, judges=my_judges(), at=clock.now())
        said = f"Đã trả lại báo cáo kỳ {report.period.label}, nhiệm vụ {report.item.position}."
        return web.done(way_back(url_for(".confirm_list")), said)
    return render_template(
        "progress/return_report.html", report=report, form=form, judges=my_judges()
    )


def _answers() -> list[TableRow]:
    """Answers on request that wait; those of the person looking are told apart by `why_not`."""
    lines, judges = find_waiting_lines(db.session(), my_agency().id), my_judges()
    return [line_row(line, clock.today(), judges) for line in lines]


def my_judges() -> Judges:
    """What the signed-in person may confirm and decide, for every unit."""
    return find_judges(db.session(), me(), clock.today())


def _load_report(report_id: int) -> Report:
    report = get_report(db.session(), my_agency().id, report_id)
    if report is None:
        abort(404)
    insist(Can.PROGRESS_CONFIRM, report)
    return report
