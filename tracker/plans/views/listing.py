"""The living appendix: the running plan or any other, filtered, grouped, printed, exported."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from flask import abort, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.commands import keep_setting
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.queries import find_setting
from tracker.access.rules import Can
from tracker.database import db
from tracker.organisation.naming import find_head_on, find_unit_names_on
from tracker.organisation.queries import find_units
from tracker.papers.blocks import Paper
from tracker.papers.names import file_name
from tracker.papers.word import write_word
from tracker.plans import exports
from tracker.plans.filters import PlanFilter
from tracker.plans.forms.filters import SaveFilterForm
from tracker.plans.models import Amendment, Plan
from tracker.plans.plan_page import (
    FilterOptions,
    PlanPage,
    kept_filters,
    with_filter,
    without_filter,
)
from tracker.plans.printed import PaperNames, appendix_paper, numbers_paper
from tracker.plans.queries import find_amendments, find_history, find_plans
from tracker.plans.rules import PlanState
from tracker.plans.views.blueprint import bp
from tracker.plans.views.gathering import gather_all_lines, gather_lines, gather_plan
from tracker.surveys.queries import find_components

SETTING = "plan-filters"


@bp.get("/plans")
@requires(Can.READ)
def listing() -> str:
    plans = find_plans(db.session(), my_agency().id)
    running = [plan for plan in plans if plan.state is PlanState.RUNNING]
    if not plans:
        return render_template("plans/none.html")
    return _page((running or list(plans))[0])


@bp.get("/plans/<int:plan_id>")
@requires(Can.READ)
def show(plan_id: int) -> str:
    return _page(load(Plan, plan_id, Can.READ))


@bp.get("/plans/<int:plan_id>/appendix")
@requires(Can.READ)
def appendix(plan_id: int) -> str:
    version = _version(load(Plan, plan_id, Can.READ))
    return render_template("plans/appendix.html", plan=version.plan, version=version)


@bp.get("/plans/<int:plan_id>/appendix.docx")
@requires(Can.READ)
def appendix_word(plan_id: int) -> Response:
    version = _version(load(Plan, plan_id, Can.READ))
    name = "phu-luc" if version.number == 1 else f"phu-luc_ban-{version.number}"
    return _send(BytesIO(write_word(version.paper)), version.plan, name, "docx")


@bp.get("/plans/<int:plan_id>/numbers.docx")
@requires(Can.READ)
def numbers_word(plan_id: int) -> Response:
    """The table that leads from the old STT to the new one."""
    plan, session = load(Plan, plan_id, Can.READ), db.session()
    documents = sorted(find_amendments(session, plan.id), key=lambda row: row.id)
    rows = find_history(session, plan).numbers()
    paper = numbers_paper(plan, rows, _names(plan), documents, clock.now())
    return _send(BytesIO(write_word(paper)), plan, "doi-chieu-stt", "docx")


@bp.get("/plans/<int:plan_id>/items.<any(xlsx,csv):kind>")
@requires(Can.READ)
def export(plan_id: int, kind: str) -> Response:
    plan, today = load(Plan, plan_id, Can.READ), clock.today()
    sheet = gather_plan(db.session(), my_agency(), plan, today)
    page = PlanPage.of(sheet.outlines, PlanFilter.read(request.args), sheet.around)
    lines = gather_all_lines(db.session(), plan, sheet, page.found)
    if kind == "csv":
        return _send(exports.csv_file(plan, lines), plan, "theo-doi", kind)
    book = exports.workbook(plan, lines, my_agency(), today, clock.now())
    return _send(book, plan, "theo-doi", kind)


@bp.post("/plans/<int:plan_id>/filters")
@requires(Can.READ)
def save_filter(plan_id: int) -> Response:
    plan, form = load(Plan, plan_id, Can.READ), SaveFilterForm()
    if not form.validate_on_submit():
        abort(400, "Đặt tên cho bộ lọc, không quá 60 ký tự, rồi lưu lại.")
    wanted = PlanFilter.read(request.args)
    kept = kept_filters(find_setting(db.session(), me().id, SETTING))
    keep_setting(db.session(), me(), SETTING, with_filter(kept, form.name.data or "", wanted))
    place: dict[str, Any] = {"plan_id": plan.id, **wanted.query}
    return web.done(url_for(".show", **place), "Đã lưu bộ lọc.")


@bp.post("/plans/<int:plan_id>/filters/<int:number>/remove")
@requires(Can.READ)
def remove_filter(plan_id: int, number: int) -> Response:
    plan = load(Plan, plan_id, Can.READ)
    kept = kept_filters(find_setting(db.session(), me().id, SETTING))
    keep_setting(db.session(), me(), SETTING, without_filter(kept, number))
    return web.done(url_for(".show", plan_id=plan.id), "Đã bỏ bộ lọc.")


@dataclass(frozen=True)
class Version:
    """One version of an appendix as a paper, among `latest` of them."""

    plan: Plan
    number: int
    latest: int
    amendments: Sequence[Amendment]  # that it counts in
    paper: Paper


def _version(plan: Plan) -> Version:
    """The version that the address asks for; the one signed where it asks for none."""
    names = _names(plan)
    history = find_history(db.session(), plan, names.units)
    number = request.args.get("version", 1, type=int)
    if not 1 <= number <= history.latest:
        abort(404)
    documents = sorted(find_amendments(db.session(), plan.id), key=lambda row: row.id)
    counted = documents[: number - 1]
    entries = history.version(number).values()
    paper = appendix_paper(plan, entries, names, clock.now(), counted)
    return Version(plan, number, history.latest, counted, paper)


def _page(plan: Plan) -> str:
    session, today, agency = db.session(), clock.today(), my_agency()
    wanted = PlanFilter.read(request.args)
    sheet = gather_plan(session, agency, plan, today)
    page = PlanPage.of(sheet.outlines, wanted, sheet.around)
    return render_template(
        "plans/show.html",
        plan=plan,
        page=replace(page, lines=gather_lines(session, sheet, page.shown)),
        wanted=wanted,
        options=FilterOptions.of(
            find_units(session, agency.id),
            find_components(session, plan.method_id),
            sheet.outlines,
        ),
        kept=kept_filters(find_setting(session, me().id, SETTING)),
        form=SaveFilterForm(),
        period=sheet.period,
    )


def _names(plan: Plan) -> PaperNames:
    """Those of the day the plan was signed."""
    session, agency, on = db.session(), my_agency(), plan.signed_on or clock.today()
    head = find_head_on(session, agency, on)
    return PaperNames(head.name, find_unit_names_on(session, agency.id, on))


def _send(content: BytesIO, plan: Plan, what: str, suffix: str) -> Response:
    name = file_name("KH", plan.number, what, str(plan.year), suffix=suffix)
    return send_file(content, as_attachment=True, download_name=name)
