"""The public survey form: no sign-in, no cookie, no address kept, the day only."""

from flask import render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import open_to_all
from tracker.access.throttling import hold_back
from tracker.database import db
from tracker.errors import BadInput
from tracker.organisation.models import Agency
from tracker.surveys import commands, queries
from tracker.surveys.forms.public import ANSWER_PREFIX, PublicForm
from tracker.surveys.models import Round
from tracker.surveys.rounds import Opening
from tracker.surveys.views.blueprint import bp
from tracker.surveys.words import Channel

ANYBODY = "citizens answer without an account; the address itself is the secret of the round"
# A whole one-stop desk may answer from behind one address.
PER_ADDRESS = "30 per minute; 120 per hour"
IN_ALL = "600 per minute"
Page = str | tuple[str, int] | Response


@bp.route("/s/<public_code>", methods=["GET", "POST"])
@open_to_all(ANYBODY)
def answer(public_code: str) -> Page:
    if request.method == "POST":
        hold_back("survey", PER_ADDRESS, IN_ALL)
    row = queries.get_round_by_public_code(db.session(), public_code)
    channel = _channel(row, public_code)
    opening = _opening(row, channel)
    if row is None or opening is not Opening.OPEN:
        return _closed(row, opening)
    form = PublicForm()
    form.offer(queries.find_fields(db.session(), row.agency_id))
    said = ""
    if form.validate_on_submit():
        try:
            return _sealed(row, form, channel)
        except BadInput as refusal:
            said = str(refusal)
    return _form_page(row, form, channel, said)


@bp.get("/s/<public_code>/thanks")
@open_to_all(ANYBODY)
def thanks(public_code: str) -> Page:
    row = queries.get_round_by_public_code(db.session(), public_code)
    if row is None:
        return _closed(None, Opening.OVER)
    owner = db.session.get(Agency, row.agency_id)
    is_kiosk = _channel(row, public_code) is Channel.KIOSK
    return render_template(
        "surveys/public_thanks.html", owner=owner, kiosk=public_code if is_kiosk else ""
    )


@bp.record
def _without_token(state: BlueprintSetupState) -> None:
    """The token needs a cookie; here nobody has rights that another site could borrow."""
    state.app.extensions["csrf"].exempt(f"{answer.__module__}.{answer.__name__}")


def _channel(row: Round | None, code: str) -> Channel:
    """The machine at the counter has an address of its own: nobody else can claim its channel."""
    return Channel.KIOSK if row is not None and code == row.kiosk_code else Channel.OPEN


def _opening(row: Round | None, channel: Channel) -> Opening:
    if row is None:
        return Opening.OVER
    today = clock.today()
    if db.session.get_one(Agency, row.agency_id).is_closed(today):
        return Opening.OVER
    return commands.opening_of(row, channel, today)


def _sealed(row: Round, form: PublicForm, channel: Channel) -> Response:
    """Seal the form; the same page sent again leads to the same thanks."""
    method = queries.method_of(db.session(), row.method_id)
    given = form.given(method, channel, request.form)
    commands.seal_answers(db.session(), row, given, today=clock.today())
    code = row.kiosk_code if channel is Channel.KIOSK else row.public_code
    return web.done(url_for(".thanks", public_code=code))


def _form_page(row: Round, form: PublicForm, channel: Channel, said: str) -> Page:
    page = render_template(
        "surveys/public_form.html",
        row=row,
        form=form,
        method=queries.method_of(db.session(), row.method_id),
        said=said,
        prefix=ANSWER_PREFIX,
        chosen=request.form,
        owner=db.session.get(Agency, row.agency_id),
        is_kiosk=channel is Channel.KIOSK,
    )
    return (page, 400) if said or form.errors else page


def _closed(row: Round | None, opening: Opening) -> Page:
    """Unknown, closed and not yet open look alike but for what a person can do about it."""
    owner = db.session.get(Agency, row.agency_id) if row else None
    page = render_template("surveys/public_closed.html", row=row, opening=opening, owner=owner)
    return page, 404 if row is None else 410
