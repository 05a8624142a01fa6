"""Forms left out of the count: the list with reasons, and leaving one out."""

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import me, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.surveys import commands, queries
from tracker.surveys.commands import Leaving
from tracker.surveys.facts import form_number
from tracker.surveys.forms.checking import ExclusionForm, FindForm
from tracker.surveys.models import Response as Sealed
from tracker.surveys.models import Round
from tracker.surveys.round_page import names_of_parts
from tracker.surveys.typing_rows import cells_of, kept, read_cells
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round
from tracker.surveys.words import CHANNEL_WORDS

EDIT = Can.SURVEY_EDIT


@bp.get("/rounds/<int:round_id>/exclusions")
@requires(Can.READ)
def exclusions(round_id: int) -> str:
    row, form = get_round(round_id, Can.READ), FindForm(request.args)
    found = _found(row, form) if request.args and form.validate() else None
    return render_template(
        "surveys/exclusions.html",
        row=row,
        form=form,
        found=found,
        left_out=queries.find_exclusions(db.session(), row.id),
        names=names_of_parts(db.session(), row.agency_id),
        channels=CHANNEL_WORDS,
    )


@bp.route("/rounds/<int:round_id>/exclusions/<int:seq>", methods=["GET", "POST"])
@requires(EDIT)
def exclude(round_id: int, seq: int) -> str | Response | tuple[str, int]:
    row, form = get_round(round_id, EDIT), ExclusionForm()
    method, sealed = queries.method_of(db.session(), row.method_id), _sealed(row, seq)
    cells = cells_of(kept(request.form), seq, len(method.questions))
    said: tuple[str, ...] = ()
    if form.validate_on_submit():
        correct, _, said = read_cells(cells, method)
        if not said:
            return _leave_out(
                row, seq, Leaving(form.reason.data or "", correct if any(cells) else None)
            )
    page = render_template(
        "surveys/exclude.html",
        row=row,
        form=form,
        sealed=sealed,
        method=method,
        cells=cells,
        said=said,
        names=names_of_parts(db.session(), row.agency_id),
        channels=CHANNEL_WORDS,
    )
    return (page, 400) if said else page


def _leave_out(row: Round, seq: int, leaving: Leaving) -> Response:
    commands.exclude_form(db.session(), row, seq, leaving, by=me(), at=clock.now())
    said = "Đã loại phiếu và niêm phong phiếu nhập lại." if leaving.correct else "Đã loại phiếu."
    return web.done(url_for(".exclusions", round_id=row.id), said)


def _sealed(row: Round, seq: int) -> Sealed:
    found = queries.find_form(db.session(), row.id, seq)
    return abort(404) if found is None else found


def _found(row: Round, form: FindForm) -> list[Sealed]:
    """The forms meant: by number those that still count, by place the one there is."""
    if form.seq.data:
        return [f for f in (queries.find_form(db.session(), row.id, form.seq.data),) if f]
    number = form_number(form.number.data or "")
    return list(queries.find_forms_numbered(db.session(), row.id, number)) if number else []
