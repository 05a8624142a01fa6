"""A plan edited in Excel: taken out, brought back, looked over row by row, stored."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from flask import render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.forms.people import ConfirmSheetForm
from tracker.access.guard import load, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import BadFile, BadInput
from tracker.intake.reading import read_document
from tracker.papers.names import file_name
from tracker.plans.commands.parts import component_ids
from tracker.plans.models import Plan
from tracker.plans.plan_sheet import FIELDS, CheckedRow, SheetRow, check_rows, read_rows, workbook
from tracker.plans.queries import find_standing_items
from tracker.progress.commands.sheet_edits import apply_rows
from tracker.progress.forms.bulk import PlanSheetForm
from tracker.progress.views.blueprint import bp

EDIT = Can.PLAN_EDIT
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/plans/<int:plan_id>/edit.xlsx")
@requires(EDIT)
def plan_book(plan_id: int) -> Response:
    plan = load(Plan, plan_id, EDIT)
    book = workbook(plan, find_standing_items(db.session(), plan.id), clock.now())
    name = file_name("KH", plan.number, "sua", str(plan.year), suffix="xlsx")
    return send_file(book, EXCEL, as_attachment=True, download_name=name)


@bp.route("/plans/<int:plan_id>/edit-sheet", methods=["GET", "POST"])
@requires(EDIT)
def plan_sheet(plan_id: int) -> str:
    plan, form = load(Plan, plan_id, EDIT), PlanSheetForm()
    if form.validate_on_submit():
        file = form.sheet.data
        try:
            rows = read_rows(read_document(file.read(), file.filename or "").tables, plan)
        except BadFile as refusal:
            form.sheet.errors = [str(refusal)]
        else:
            return _preview(plan, rows)
    return render_template("progress/plan_sheet.html", form=form, plan=plan)


@bp.post("/plans/<int:plan_id>/edit-sheet/confirm")
@requires(EDIT)
def plan_sheet_confirm(plan_id: int) -> Response:
    plan, session = load(Plan, plan_id, EDIT), db.session()
    checked = _check(plan, _decoded(request.form.get("rows", "")))
    names = component_ids(session, plan.method_id)
    count = apply_rows(session, checked, names, on=clock.today())
    if not count:
        raise BadInput("Không còn dòng nào sửa được: nhiệm vụ đã được người khác sửa. Xuất lại.")
    return web.done(url_for("plans.show", plan_id=plan.id), f"Đã sửa {count:02d} nhiệm vụ.")


def _preview(plan: Plan, rows: Sequence[SheetRow]) -> str:
    lines = _check(plan, rows)
    kept = json.dumps([asdict(line.row) for line in lines if line.is_ready])
    return render_template(
        "progress/plan_sheet_check.html",
        form=ConfirmSheetForm(formdata=None, rows=kept),
        plan=plan,
        lines=lines,
        ready=sum(line.is_ready for line in lines),
    )


def _check(plan: Plan, rows: Sequence[SheetRow]) -> Sequence[CheckedRow]:
    session = db.session()
    items = {item.id: item for item in find_standing_items(session, plan.id)}
    names = {spelling: spelling for spelling in component_ids(session, plan.method_id)}
    return check_rows(rows, items, names)


def _decoded(text: str) -> Sequence[SheetRow]:
    """The rows that the preview sent along; they are checked again, so they need not be trusted."""
    try:
        return [
            SheetRow(str(row["place"]), str(row["key"]), _texts(row["cells"]))
            for row in json.loads(text)
        ]
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise BadInput("Không đọc được các dòng đã xem trước. Chọn lại tệp.") from error


def _texts(cells: dict[str, object]) -> dict[str, str]:
    """The cells by field; ValueError for what no workbook can hold."""
    typed = {field: str(text) for field, text in cells.items()}
    if set(typed) - FIELDS or any("\x00" in text for text in typed.values()):
        raise ValueError("not of our columns, or no text")
    "".join(typed.values()).encode()  # half a letter pair is no text either
    return typed
