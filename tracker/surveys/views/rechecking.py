"""Phúc tra: forms drawn at random, typed a second time by somebody else, and what differed."""

from collections.abc import Sequence

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import Refusal
from tracker.surveys import commands, queries
from tracker.surveys.forms.checking import RowsForm
from tracker.surveys.models import FormImport, Recheck
from tracker.surveys.recheck_page import RecheckPage, recheck_page
from tracker.surveys.rechecks import SHARE
from tracker.surveys.typing_rows import cells_of, kept, read_cells
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round

EDIT = Can.SURVEY_EDIT


@bp.route("/rounds/<int:round_id>/rechecks", methods=["GET", "POST"])
@requires(EDIT)
def rechecks(round_id: int) -> str | Response:
    row, form = get_round(round_id, EDIT), RowsForm()
    imports = queries.find_form_imports(db.session(), row.id)
    if form.validate_on_submit():
        batch = _batch(imports, request.form.get("batch", ""))
        drawn = commands.draw_recheck(db.session(), row, by=me(), at=clock.now(), batch=batch)
        said = f"Đã rút {len(drawn.seqs)} phiếu để phúc tra."
        return web.done(url_for(".recheck", recheck_id=drawn.id), said)
    return render_template(
        "surveys/rechecks.html",
        row=row,
        form=form,
        imports=imports,
        draws=queries.find_rechecks(db.session(), row.id),
        share=SHARE,
    )


@bp.route("/rechecks/<int:recheck_id>", methods=["GET", "POST"])
@requires(EDIT)
def recheck(recheck_id: int) -> str | Response | tuple[str, int]:
    drawn, form = load(Recheck, recheck_id, EDIT), RowsForm()
    row = get_round(drawn.round_id, EDIT)
    typed = kept(request.form)
    page = recheck_page(db.session(), row, drawn, me(), typed)
    if form.validate_on_submit() and not page.errors:
        return _type_again(page, drawn, typed)
    shown = render_template("surveys/recheck.html", page=page, form=form, drawn=drawn)
    return (shown, 400) if page.errors else shown


def _type_again(page: RecheckPage, drawn: Recheck, typed: dict[str, str]) -> Response:
    questions = len(page.method.questions)
    answers = {
        line.form.seq: read_cells(cells, page.method)[0]
        for line in page.waiting
        for cells in (cells_of(typed, line.form.seq, questions),)
        if any(cells)
    }
    if not answers:
        raise Refusal("Chưa gõ lại phiếu nào.")
    kept_forms = commands.type_again(db.session(), drawn, answers, by=me(), at=clock.now())
    here = url_for(".recheck", recheck_id=drawn.id)
    return web.done(here, f"Đã ghi {kept_forms} phiếu nhập lại.")


def _batch(imports: Sequence[FormImport], chosen: str) -> FormImport | None:
    """The batch of the round that was chosen; None for the whole round."""
    found = next((each for each in imports if str(each.id) == chosen), None)
    if chosen and found is None:
        abort(404)
    return found
