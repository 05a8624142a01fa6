"""Forms handed over by units, and the record of one hand-over to print."""

from io import BytesIO

from flask import current_app, render_template, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.organisation.models import Unit
from tracker.organisation.naming import find_head_on, find_unit_names_on
from tracker.organisation.queries import find_units
from tracker.papers.blocks import Paper
from tracker.papers.names import file_name
from tracker.papers.word import write_word
from tracker.store.commands import keep_file
from tracker.surveys import commands
from tracker.surveys.forms.rounds import HandInForm
from tracker.surveys.forms.totals import TotalsForm
from tracker.surveys.models import HandIn, Round
from tracker.surveys.papers import hand_over_record
from tracker.surveys.queries import find_correction
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round

EDIT = Can.SURVEY_EDIT


@bp.route("/rounds/<int:round_id>/hand-ins/new", methods=["GET", "POST"])
@requires(EDIT)
def hand_in_new(round_id: int) -> str | Response:
    row, form = get_round(round_id, EDIT), HandInForm()
    form.offer(find_units(db.session(), row.agency_id))
    if not form.is_submitted():
        form.handed_on.data, form.taker.data = clock.today(), me().full_name
    if form.validate_on_submit():
        kept = commands.record_hand_in(db.session(), row, form.terms(kept_file(form)))
        place = url_for(".hand_in", hand_in_id=kept.id)
        return web.done(place, "Đã ghi bàn giao phiếu. In biên bản để hai bên ký.")
    return render_template("surveys/hand_in_new.html", form=form, row=row, old=None)


@bp.route("/hand-ins/<int:hand_in_id>/correct", methods=["GET", "POST"])
@requires(EDIT)
def hand_in_correct(hand_in_id: int) -> str | Response:
    old = load(HandIn, hand_in_id, EDIT)
    row, form = get_round(old.round_id, EDIT), HandInForm(obj=old)
    form.offer(find_units(db.session(), row.agency_id))
    if not form.is_submitted():
        form.show(old)
    if form.validate_on_submit():
        kept = commands.record_hand_in(db.session(), row, form.terms(kept_file(form), old.id))
        return web.done(url_for(".hand_in", hand_in_id=kept.id), "Đã ghi lần bàn giao thay thế.")
    return render_template("surveys/hand_in_new.html", form=form, row=row, old=old)


@bp.get("/hand-ins/<int:hand_in_id>")
@requires(Can.READ)
def hand_in(hand_in_id: int) -> str:
    kept, row, unit = _handed(hand_in_id)
    paper = _record(kept, row)
    later = find_correction(db.session(), kept.id)
    return render_template(
        "surveys/hand_in.html", paper=paper, kept=kept, row=row, unit=unit, later=later
    )


@bp.get("/hand-ins/<int:hand_in_id>/record.docx")
@requires(Can.READ)
def hand_in_word(hand_in_id: int) -> Response:
    kept, row, unit = _handed(hand_in_id)
    content = write_word(_record(kept, row))
    name = file_name("BB", "bàn giao phiếu", row.code, unit.label if unit else "", suffix="docx")
    return send_file(BytesIO(content), as_attachment=True, download_name=name)


def _record(kept: HandIn, row: Round) -> Paper:
    session, agency = db.session(), my_agency()
    names = find_unit_names_on(session, agency.id, kept.handed_on)
    head = find_head_on(session, agency, kept.handed_on)
    return hand_over_record(kept, row, names.get(kept.unit_id or 0, ""), agency, head)


def _handed(hand_in_id: int) -> tuple[HandIn, Round, Unit | None]:
    kept = load(HandIn, hand_in_id, Can.READ)
    unit = db.session.get(Unit, kept.unit_id) if kept.unit_id else None
    return kept, get_round(kept.round_id, Can.READ), unit


def kept_file(form: HandInForm | TotalsForm) -> int | None:
    """The file that came along, kept; None where none was sent."""
    file = form.file.data
    if not file or not file.filename:
        return None
    shelf = current_app.extensions["shelf"]
    content = file.read()
    return keep_file(db.session(), shelf, my_agency().id, file.filename, content, at=clock.now()).id
