"""Pages of rounds: the list, one round, its terms."""

from itertools import groupby

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import insist, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.listed import send_list
from tracker.scores.queries import values_of_round
from tracker.surveys import commands, queries
from tracker.surveys.codes import qr_code
from tracker.surveys.commands import RoundTerms
from tracker.surveys.forms.rounds import RoundForm
from tracker.surveys.lists import ROUNDS
from tracker.surveys.methods import load_shipped, shipped_codes
from tracker.surveys.models import Round
from tracker.surveys.round_page import round_page
from tracker.surveys.rounds import Opening
from tracker.surveys.totals_page import totals_page
from tracker.surveys.views.addresses import public_address
from tracker.surveys.views.blueprint import bp
from tracker.surveys.words import FORMULA_WORDS, ROUND_WORDS

EDIT = Can.SURVEY_EDIT


@bp.get("/rounds")
@requires(Can.READ)
def listing() -> str:
    agency = my_agency()
    rounds = queries.find_rounds(db.session(), agency.id)
    years = [(year, list(some)) for year, some in groupby(rounds, lambda r: r.collect_to.year)]
    return render_template(
        "surveys/listing.html",
        years=years,
        wanted=queries.count_wanted(db.session(), agency.id),
        states=ROUND_WORDS,
    )


@bp.get("/rounds.<any(xlsx,csv):kind>")
@requires(Can.READ)
def rounds_list(kind: str) -> Response:
    rounds = queries.find_rounds(db.session(), my_agency().id)
    return send_list(kind, "Các đợt khảo sát", ROUNDS, rounds)


@bp.route("/rounds/new", methods=["GET", "POST"])
@requires(EDIT)
def new() -> str | Response:
    agency, form = my_agency(), _round_form(RoundForm())
    if not form.is_submitted():
        form.method_code.data = agency.method_code
    if form.validate_on_submit():
        row = commands.open_round(db.session(), agency, _terms(form), at=clock.now(), by=me())
        return web.done(url_for(".show", round_id=row.id), f"Đã lập {row.title}.")
    return render_template("surveys/round_edit.html", form=form, row=None)


@bp.get("/rounds/<int:round_id>")
@requires(Can.READ)
def show(round_id: int) -> str:
    row = get_round(round_id, Can.READ)
    page, address = round_page(db.session(), row, clock.today()), public_address(row)
    return render_template(
        "surveys/show.html",
        page=page,
        totals=totals_page(db.session(), row) if page.sheets else None,
        values=values_of_round(db.session(), row) if row.responses else (),
        address=address,
        code=None if page.opening is Opening.OVER else qr_code(address),
        states=ROUND_WORDS,
        formulas=FORMULA_WORDS,
    )


@bp.route("/rounds/<int:round_id>/edit", methods=["GET", "POST"])
@requires(EDIT)
def edit(round_id: int) -> str | Response:
    row = get_round(round_id, EDIT)
    known = {
        "method_code": row.method.code,
        "document": row.campaign.document if row.campaign else "",
    }
    form = _round_form(RoundForm(obj=row, data=known))
    del form.code  # it opens the chain of the sealed forms
    if form.validate_on_submit():
        match_version(row, form.version.data)
        commands.change_round(db.session(), row, _terms(form, row.code))
        return web.done(url_for(".show", round_id=row.id), "Đã sửa đợt khảo sát.")
    return render_template("surveys/round_edit.html", form=form, row=row)


def get_round(round_id: int, wish: Can) -> Round:
    """A round of one's own agency, method and campaign loaded; else 404."""
    row = queries.get_round(db.session(), my_agency().id, round_id)
    if row is None:
        abort(404)
    insist(wish, row)
    return row


def _round_form(form: RoundForm) -> RoundForm:
    form.method_code.choices = {code: load_shipped(code).name for code in shipped_codes()}
    return form


def _terms(form: RoundForm, code: str = "") -> RoundTerms:
    """The typed terms; method and campaign are made where they are new."""
    session, agency = db.session(), my_agency()
    method = commands.ensure_method(session, form.method_code.data or agency.method_code)
    year = (form.collect_to.data or clock.today()).year
    campaign = commands.campaign_for(session, agency.id, year, form.document.data or "")
    return form.terms(code or form.code.data or "", method.id, campaign.id if campaign else None)
