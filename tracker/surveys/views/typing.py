"""Paper forms typed on a page: rows kept as they are typed, looked over, sealed as a batch."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import me, requires
from tracker.access.rules import Can
from tracker.database import commit, db
from tracker.organisation.queries import find_units
from tracker.surveys import commands, queries
from tracker.surveys.forms.checking import RowsForm, choices_of
from tracker.surveys.models import Round
from tracker.surveys.rules import Method
from tracker.surveys.typing_rows import MOST_ROWS, Names, kept, read_typed
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round
from tracker.vietnamese import count

EDIT = Can.SURVEY_EDIT


@bp.route("/rounds/<int:round_id>/typing", methods=["GET", "POST"])
@requires(EDIT)
def typing(round_id: int) -> str | Response:
    row, form = get_round(round_id, EDIT), RowsForm()
    if form.validate_on_submit():
        commands.keep_rows(db.session(), row, me(), kept(request.form), at=clock.now())
        if request.form.get("go") == "check":
            return web.done(url_for(".typing_check", round_id=row.id))
        return web.done(url_for(".typing", round_id=row.id), "Đã lưu nháp các dòng đã gõ.")
    typed = queries.find_typed(db.session(), row.id, me().id)
    method, names = _known(row)
    return render_template(
        "surveys/typing.html",
        row=row,
        form=form,
        method=method,
        names=names,
        head=typed,
        typed=read_typed(typed, method, names),
        most=MOST_ROWS,
    )


@bp.post("/rounds/<int:round_id>/typing/draft")
@requires(EDIT)
def typing_draft(round_id: int) -> Response:
    """Answers 204 to the page that types."""
    row = get_round(round_id, EDIT)
    commands.keep_rows(db.session(), row, me(), kept(request.form), at=clock.now())
    commit(db.session())
    return Response(status=204)


@bp.route("/rounds/<int:round_id>/typing/check", methods=["GET", "POST"])
@requires(EDIT)
def typing_check(round_id: int) -> str | Response:
    row, form, session = get_round(round_id, EDIT), RowsForm(), db.session()
    method, names = _known(row)
    found = read_typed(queries.find_typed(session, row.id, me().id), method, names)
    if form.validate_on_submit():
        done = commands.seal_rows(session, row, found, by=me(), at=clock.now())
        said = f"Đã niêm phong {count(done.accepted)} phiếu."
        if done.rows > done.accepted:
            said += f" Để ngoài {count(done.rows - done.accepted)} phiếu, lý do ghi ở lần nhập này."
        return web.done(url_for(".show", round_id=row.id), said)
    held = commands.find_held(session, row, found.read, at=clock.now())
    return render_template(
        "surveys/typing_check.html", row=row, form=form, method=method, found=found, held=held
    )


def _known(row: Round) -> tuple[Method, Names]:
    """The method of a round, and the fields and units to choose from."""
    session = db.session()
    fields = queries.find_fields(session, row.agency_id)
    names = choices_of(fields, find_units(session, row.agency_id))
    return queries.method_of(session, row.method_id), names
