"""Packages of evidence: chosen by period, index or criterion, their size said, then sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, render_template, request
from sqlalchemy import or_, select

from tracker import clock
from tracker.access.guard import may, mine, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.organisation.models import Period
from tracker.organisation.queries import find_periods
from tracker.papers.names import file_name
from tracker.plans.criteria import all_codes
from tracker.plans.models import Plan
from tracker.plans.queries import find_plans
from tracker.plans.rules import PlanState
from tracker.progress.bundle_papers import NAME, Cover, contents_book, contents_word
from tracker.progress.bundles import Bundle, bundle_of
from tracker.progress.queries.proofs import ProofFilter, find_criteria, find_proofs
from tracker.progress.views.blueprint import bp
from tracker.progress.views.files import shelf
from tracker.store.packing import Member, stream_package
from tracker.surveys.models import Component, SurveyMethod
from tracker.surveys.queries import find_components


@dataclass(frozen=True)
class Asked:
    """What the address asks for, read once."""

    wanted: ProofFilter
    component: Component | None
    with_waiting: bool

    @property
    def words(self) -> str:
        """What the package is narrowed to, in words; "" for the whole plan."""
        period, criterion = self.wanted.period, self.wanted.criterion
        parts = (
            f"kỳ {period.label}" if period else "",
            f"chỉ số {self.component.name}" if self.component else "",
            f"tiêu chí CCHC {criterion}" if criterion else "",
        )
        return ", ".join(filter(None, parts))

    @property
    def query(self) -> dict[str, str | int]:
        """The address of this very package."""
        known: dict[str, str | int] = {"plan": self.wanted.plan.id}
        if self.wanted.period:
            known["period"] = self.wanted.period.id
        if self.component:
            known["component"] = self.component.id
        if self.wanted.criterion:
            known["criterion"] = self.wanted.criterion
        return known | ({"waiting": 1} if self.with_waiting else {})


@bp.get("/evidence-bundle")
@requires(Can.READ)
def bundle() -> str:
    """Choices, and what the package would hold."""
    session, agency = db.session(), my_agency()
    plans = find_plans(session, agency.id)
    if not plans:
        return render_template("plans/none.html")
    asked = _asked(plans)
    plan, today = asked.wanted.plan, clock.today()
    periods = find_periods(session, agency.id, plan.regime)
    return render_template(
        "progress/bundle.html",
        asked=asked,
        found=_found(asked),
        plans=plans,
        periods=[p for p in periods if plan.owed_from <= p.ends_on and p.starts_on <= today],
        components=find_components(session, plan.method_id),
        criteria=all_codes(find_criteria(session, plan.id)),
    )


@bp.get("/evidence-bundle.zip")
@requires(Can.READ)
def bundle_zip() -> Response:
    agency, made_at = my_agency(), clock.now().astimezone(clock.HOUSE_ZONE)
    asked = _asked(find_plans(db.session(), agency.id))
    found, plan = _found(asked), asked.wanted.plan
    cover = Cover(plan.number, asked.words, agency.name, made_at)
    members = [
        Member.made(f"{NAME}.xlsx", contents_book(found, cover)),
        Member.made(f"{NAME}.docx", contents_word(found, cover)),
        *(Member(line.name, line.sha256) for line in found.files),
    ]
    name = file_name("TLKC", plan.number, asked.words, suffix="zip")
    response = Response(stream_package(shelf(), members, made_at), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _found(asked: Asked) -> Bundle:
    """The package: each piece of evidence passes the check of a single download."""
    proofs = find_proofs(db.session(), asked.wanted)
    readable = [proof for proof in proofs if may(Can.READ, proof.evidence)]
    store = shelf()
    return bundle_of(
        readable,
        with_waiting=asked.with_waiting,
        is_kept=lambda sha256: store.path(sha256).exists(),
    )


def _asked(plans: Sequence[Plan]) -> Asked:
    """The choices of the address within one's own agency; 404 for what is not there.

    Without a plan named: the running one, for an index the one that measures by its method.
    """
    component, period = _component(), None
    if period_id := request.args.get("period", type=int):
        period = db.session.scalar(mine(Period).where(Period.id == period_id)) or abort(404)
    chosen = request.args.get("plan", type=int)
    running = [plan for plan in plans if plan.state is PlanState.RUNNING]
    likely = [p for p in plans if component and p.method_id == component.method_id]
    known = [p for p in plans if p.id == chosen] if chosen else [*likely, *running, *plans]
    if not known:
        abort(404)
    wanted = ProofFilter(
        plan=known[0],
        period=period,
        component_id=component.id if component else None,
        criterion=request.args.get("criterion", "").strip()[:60],
    )
    return Asked(wanted, component, with_waiting="waiting" in request.args)


def _component() -> Component | None:
    """The index the address names, of a shipped method or one's own; 404 for another."""
    component_id = request.args.get("component", type=int)
    if not component_id:
        return None
    known = or_(SurveyMethod.agency_id.is_(None), SurveyMethod.agency_id == my_agency().id)
    query = select(Component).join(SurveyMethod, SurveyMethod.id == Component.method_id)
    found: Component = db.session.scalar(query.where(Component.id == component_id, known)) or abort(
        404
    )
    return found
