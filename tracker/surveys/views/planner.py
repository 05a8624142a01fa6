"""How many forms a round needs, and what a number of forms can show (DOMAIN A4)."""

from dataclasses import dataclass

from flask import render_template, request

from tracker.access.guard import requires
from tracker.access.rules import Can
from tracker.errors import BadInput
from tracker.surveys.forms.planning import PlannerForm
from tracker.surveys.planning import Detectable, detectable, forms_needed, sample_size
from tracker.surveys.views.blueprint import bp


@dataclass(frozen=True)
class Plan:
    """What the planner says; None where a figure was not typed or no such change fits."""

    sample: int | None = None
    up: int | None = None
    down: int | None = None
    seen: Detectable | None = None


@bp.get("/rounds/planner")
@requires(Can.READ)
def planner() -> str:
    form = PlannerForm(request.args)
    plan = _plan(form) if request.args and form.validate() else Plan()
    return render_template("surveys/planner.html", form=form, plan=plan)


def _plan(form: PlannerForm) -> Plan:
    value, change, forms = form.value.data, form.change.data, form.forms.data
    return Plan(
        sample=sample_size(form.population.data) if form.population.data else None,
        up=_needed(value, change),
        down=_needed(value, -change if change is not None else None),
        seen=detectable(value, forms, forms) if value is not None and forms else None,
    )


def _needed(value: float | None, change: float | None) -> int | None:
    """Forms for a change that fits between `value` and the ends of the scale, else None."""
    if value is None or not change:
        return None
    try:
        return forms_needed(value, change)
    except BadInput:
        return None
