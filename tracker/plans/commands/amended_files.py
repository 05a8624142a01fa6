"""An amended appendix on its way in: kept beside its plan, and matched by a person."""

from collections.abc import Mapping

from tracker.errors import Refusal
from tracker.plans.commands.amending import Basis
from tracker.plans.importing import ImportChoices
from tracker.plans.importing.amend_desk import basis_json
from tracker.plans.importing.kept import choices_json
from tracker.plans.models import Plan, PlanImport
from tracker.plans.rules import PlanState


def await_amendment(row: PlanImport, plan: Plan, basis: Basis) -> None:
    """Hold a fresh upload as an amended appendix of `plan`, which stays as it is.

    Raises Refusal for a plan that is closed.
    """
    if plan.state is PlanState.CLOSED:
        raise Refusal("Kế hoạch đã kết thúc nên không sửa đổi, bổ sung được.")
    row.amends_id = plan.id
    row.decisions = {**row.decisions, "basis": basis_json(basis)}


def keep_matches(
    row: PlanImport, choices: ImportChoices, matches: Mapping[int, int | None]
) -> None:
    """Keep what a person decided so far. Raises Refusal once the amendment is stored."""
    check_waiting(row)
    kept = {str(place): item_id for place, item_id in matches.items()}
    row.decisions = {**row.decisions, **choices_json(choices), "matches": kept}


def check_waiting(row: PlanImport) -> None:
    """Raise Refusal for an amended appendix that is stored already."""
    if row.plan_id is not None:
        raise Refusal("Tệp này đã được ghi thành lần sửa đổi. Mở Các lần sửa đổi để xem.")
