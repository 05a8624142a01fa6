"""How many forms a round needs, and what a number of forms can show (DOMAIN A4)."""

from dataclasses import dataclass

from flask import render_template, request

from tracker.access.guard import may, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import BadInput
from tracker.surveys.forms.planning import PlannerForm
from tracker.surveys.models import Round
from tracker.surveys.planning import (
    Detectable,
    Share,
    detectable,
    forms_needed,
    sample_size,
    shares,
)
from tracker.surveys.queries import find_unsigned_rounds
from tracker.surveys.views.blueprint import bp
from tracker.surveys.words import COLLECTING


@dataclass(frozen=True)
class Plan:
    """What the planner says; None where a figure was not typed or no such change fits."""

    sample: int | None = None
    up: int | None = None
    down: int | None = None
    seen: Detectable | None = None
    shares: tuple[Share, ...] = ()

    @property
    def official(self) -> int:
        return sum(share.official for share in self.shares)

    @property
    def reserve(self) -> int:
        return sum(share.reserve for share in self.shares)


@bp.get("/rounds/planner")
@requires(Can.READ)
def planner() -> str:
    form = PlannerForm(request.args)
    plan = _plan(form) if request.args and form.validate() else Plan()
    form.lay()
    rounds = _open_rounds() if plan.shares and may(Can.SURVEY_EDIT) else []
    return render_template("surveys/planner.html", form=form, plan=plan, rounds=rounds)


def _open_rounds() -> list[Round]:
    """Rounds that may take the sample over."""
    found = find_unsigned_rounds(db.session(), my_agency().id)
    return [row for row in found if row.state in COLLECTING]


def _plan(form: PlannerForm) -> Plan:
    value, change, forms = form.value.data, form.change.data, form.forms.data
    return Plan(
        sample=sample_size(form.population.data, form.error) if form.population.data else None,
        up=_needed(value, change),
        down=_needed(value, -change if change is not None else None),
        seen=detectable(value, forms, forms) if value is not None and forms else None,
        shares=shares(form.populations(), form.reserve.data or 0, form.error),
    )


def _needed(value: float | None, change: float | None) -> int | None:
    """Forms for a change that fits between `value` and the ends of the scale, else None."""
    if value is None or not change:
        return None
    try:
        return forms_needed(value, change)
    except BadInput:
        return None
