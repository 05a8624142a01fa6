"""A whole unit's month on one page: every report to send is a row."""

from collections.abc import Iterable

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.progress.forms.month import (
    KEEP,
    MonthForm,
    Row,
    chosen,
    opened_rows,
    posted_rows,
)
from tracker.progress.queries.month_desks import MonthDesk, Typist, find_month_desks, spot_of
from tracker.progress.views.blueprint import bp
from tracker.progress.views.rows import judge_again, keep_row, send_rows


@bp.route("/unit/grid", methods=["GET", "POST"])
@requires(Can.PROGRESS_REPORT)
def unit_grid() -> str | Response:
    form, wanted = MonthForm(), request.form.get("do", "")
    lines = month_desks(request.form.getlist("rows"))
    if not form.validate_on_submit():
        return _page(form, opened_rows(lines))
    at, rows = clock.now(), posted_rows(lines, request.form)
    picked = chosen(rows, wanted)
    for row in rows:
        if row.is_filled and (wanted == KEEP or row not in picked):
            keep_row(row, at)
    if wanted == KEEP:
        return web.done(_here(), f"Đã lưu nháp {len(picked):02d} dòng.")
    outcome = send_rows(picked, at)
    keys = outcome.gone
    response = web.done(_here(), outcome.said or "Chưa có dòng nào được nhập.")
    for key in keys:
        flash(key, "draft-done")
    return response


def month_desks(names: Iterable[str] = ()) -> tuple[MonthDesk, ...]:
    """The desks of the units at hand, and of the rows named as well."""
    also = [spot for name in names if (spot := spot_of(name))]
    typist = Typist(me(), chosen_units())
    return find_month_desks(db.session(), my_agency(), typist, clock.today(), also)


def chosen_units() -> frozenset[int]:
    """The one of the person's units that the address names, else all of them."""
    asked = request.args.get("unit", type=int)
    return frozenset(me().unit_ids & {asked} if asked else ()) or frozenset(me().unit_ids)


def _here() -> str:
    return url_for(".unit_grid", unit=request.args.get("unit", type=int))


def _page(form: MonthForm, rows: list[Row]) -> str:
    judge_again(rows)
    return render_template("progress/unit_grid.html", form=form, rows=rows, on=clock.today())
