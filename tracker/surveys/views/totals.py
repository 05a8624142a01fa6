"""Pages of tally sheets: totals handed in without the forms, typed or read from a workbook."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import BadInput
from tracker.intake.reading import read_document
from tracker.organisation.queries import find_units
from tracker.surveys import commands, queries
from tracker.surveys.forms.totals import TotalsForm, codes_of
from tracker.surveys.models import Round, TallySheet
from tracker.surveys.rules import Method
from tracker.surveys.total_sheets import read_totals
from tracker.surveys.totals import problems
from tracker.surveys.totals_page import totals_page
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.handing import kept_file
from tracker.surveys.views.rounds import get_round

EDIT = Can.SURVEY_EDIT


@bp.get("/rounds/<int:round_id>/tally-sheets")
@requires(Can.READ)
def tally_sheets(round_id: int) -> str:
    row = get_round(round_id, Can.READ)
    return render_template(
        "surveys/tally_sheets.html", row=row, page=totals_page(db.session(), row)
    )


@bp.route("/rounds/<int:round_id>/tally-sheets/new", methods=["GET", "POST"])
@requires(EDIT)
def tally_sheet_new(round_id: int) -> str | Response:
    return _typed(get_round(round_id, EDIT), None)


@bp.route("/tally-sheets/<int:sheet_id>/correct", methods=["GET", "POST"])
@requires(EDIT)
def tally_sheet_correct(sheet_id: int) -> str | Response:
    old = load(TallySheet, sheet_id, EDIT)
    return _typed(get_round(old.round_id, EDIT), old)


def _typed(row: Round, old: TallySheet | None) -> str | Response:
    """The page of one sheet: filled from a workbook first where one was sent, then kept."""
    session, method = db.session(), queries.method_of(db.session(), row.method_id)
    form = TotalsForm(obj=old, data={"received_on": clock.today()})
    said: tuple[str, ...] = ()
    form.offer(
        find_units(session, row.agency_id),
        queries.find_fields(session, row.agency_id),
        queries.find_hand_ins(session, row.id),
    )
    by_question = _is_by_question(method, old)
    codes = codes_of(method, by_question=by_question)
    if not form.is_submitted():
        form.lay(codes, method.levels, old.counts if old else {})
    elif request.form.get("read"):
        said = _filled(form, method)
    elif form.validate() and _fits(form, method):
        commands.record_totals(session, row, form.draft(old, kept_file(form)), by=me())
        return web.done(url_for(".tally_sheets", round_id=row.id), "Đã ghi bảng tổng hợp.")
    return render_template(
        "surveys/tally_sheet_new.html",
        form=form,
        row=row,
        old=old,
        method=method,
        names=_names(method),
        by_question=by_question,
        said=said,
    )


def _names(method: Method) -> dict[str, str]:
    names = {question.code: question.text for question in method.questions}
    return names | {component.code: component.name for component in method.components}


def _is_by_question(method: Method, old: TallySheet | None) -> bool:
    if old is not None:
        return any(question.code in old.counts for question in method.questions)
    return request.args.get("by") != "component"


def _fits(form: TotalsForm, method: Method) -> bool:
    """Whether the counts can be; what cannot is said above the lines."""
    wrong = problems(method, form.people.data or 0, form.counts())
    form.people.errors = list(wrong)
    if not wrong and not (form.document.data or form.hand_in_id.data):
        form.document.errors = ["Ghi văn bản gửi kèm hoặc chọn lần bàn giao phiếu."]
        return False
    return not wrong


def _filled(form: TotalsForm, method: Method) -> tuple[str, ...]:
    """Put what a workbook says into the lines, to be looked over; what it does not say is said."""
    file = form.file.data
    if not file or not file.filename:
        form.file.errors = ["Chọn tệp Excel bảng tổng hợp."]
        return ()
    try:
        read = read_totals(read_document(file.read(), file.filename), method)
    except BadInput as refusal:
        form.file.errors = [str(refusal)]
        return ()
    by_question = any(question.code in read.counts for question in method.questions)
    codes = codes_of(method, by_question=by_question)
    extra = [code for code in read.counts if code not in codes]
    form.lay((*codes, *extra), method.levels, read.counts)
    return (f"Đã đọc {len(read.counts)} dòng từ tệp. Kiểm tra rồi ghi.", *read.problems)
