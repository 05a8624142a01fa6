"""Pages of rounds: the list, one round, its terms."""

from datetime import date

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import insist, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.listed import send_list
from tracker.organisation.queries import working_calendar
from tracker.scores.queries import values_of_round
from tracker.surveys import commands, queries
from tracker.surveys.codes import qr_code
from tracker.surveys.commands import RoundTerms
from tracker.surveys.equivalents import key_of
from tracker.surveys.forms.rounds import RoundForm
from tracker.surveys.lists import ROUNDS
from tracker.surveys.models import Round, SurveyMethod
from tracker.surveys.round_page import round_page
from tracker.surveys.rounds import Opening, day_by_rule
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
    plans = queries.find_campaigns(db.session(), agency.id)
    years = {r.collect_to.year for r in rounds} | {p.year for p in plans if p.no_survey_reason}
    return render_template(
        "surveys/listing.html",
        years=[(y, [r for r in rounds if r.collect_to.year == y]) for y in sorted(years)[::-1]],
        plans=plans,
        wanted=queries.count_wanted(db.session(), agency.id),
        left_out=queries.count_left_out(db.session(), agency.id),
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
        form.document.data = request.args.get("ke-hoach", "")
    if form.validate_on_submit():
        if form.is_draft.data:
            row = commands.prepare_round(db.session(), agency, _terms(form))
        else:
            row = commands.open_round(db.session(), agency, _terms(form), at=clock.now(), by=me())
        return web.done(url_for(".show", round_id=row.id), f"Đã lập {row.title}.")
    return render_template("surveys/round_edit.html", form=form, row=None)


@bp.post("/rounds/<int:round_id>/start")
@requires(EDIT)
def start(round_id: int) -> Response:
    row = get_round(round_id, EDIT)
    commands.start_round(db.session(), row, at=clock.now(), by=me())
    return web.done(url_for(".show", round_id=row.id), f"{row.title} bắt đầu thu phiếu.")


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
        hand_in_note=_hand_in_note(row),
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
        "method_code": _key(row.method),
        "document": (row.campaign.document or row.campaign.title) if row.campaign else "",
    }
    form = _round_form(RoundForm(obj=row, data=known))
    del form.code  # it opens the chain of the sealed forms
    del form.is_draft
    if form.validate_on_submit():
        match_version(row, form.version.data)
        commands.change_round(db.session(), row, _terms(form, row))
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
    form.method_code.choices = dict(queries.method_choices(db.session(), my_agency().id))
    return form


def _key(method: SurveyMethod) -> str:
    return key_of(method.code, method.method_version) if method.agency_id else method.code


def _terms(form: RoundForm, row: Round | None = None) -> RoundTerms:
    """The typed terms; method and campaign are made where they are new."""
    session, agency = db.session(), my_agency()
    key = form.method_code.data or agency.method_code
    method = commands.choose_method(session, agency.id, key)
    year = (form.collect_to.data or clock.today()).year
    campaign = commands.campaign_for(session, agency.id, year, form.document.data or "")
    code = row.code if row else form.code.data or ""
    return form.terms(code, method.id, campaign.id if campaign else None, _hand_in(form, row))


def _hand_in(form: RoundForm, row: Round | None) -> date | None:
    """The hand-in day as typed, else counted in working days from the end of collecting."""
    end, days = form.collect_to.data, form.hand_in_days.data
    if end is None or days is None:
        return form.hand_in_on.data
    calendar = working_calendar(db.session(), my_agency().id)
    before = row.hand_in_on if row and row.hand_in_days else None
    return day_by_rule(form.hand_in_on.data, days, (end, before), calendar.add_working_days)


def _hand_in_note(row: Round) -> str:
    """How the hand-in day was counted, and whether another one was typed; "" without a rule."""
    if row.hand_in_days is None:
        return ""
    calendar = working_calendar(db.session(), row.agency_id)
    said = calendar.explain(row.collect_to, row.hand_in_days)
    if row.hand_in_on == calendar.add_working_days(row.collect_to, row.hand_in_days):
        return said
    return f"{said} Ngày ghi ở trên do Văn phòng chọn."
