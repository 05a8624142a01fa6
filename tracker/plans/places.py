"""Who stands where in an item, on which day: places that units hold one after the other."""

from datetime import date

from tracker.plans.models import ActionItem, ItemUnit
from tracker.plans.rules import Part


def held_on(item: ActionItem, part: Part, day: date | None) -> list[ItemUnit]:
    """Who led or helped on a day, None: as signed; needs `units` loaded."""
    return [u for u in item.units if u.part is part and u.holds_on(day)]


def owed_before(item: ActionItem) -> list[ItemUnit]:
    """Former leads that owed reports; needs `units` and the plan loaded."""
    places = [u.position for u in item.units if u.part is Part.LEAD]
    only = min(places, default=0) if item.plan.first_lead_only else None
    return [u for u in item.former_leads if only in {None, u.position}]


def follows(line: ItemUnit, former: ItemUnit) -> bool:
    """Whether `line` took over the place that `former` had held, as another unit."""
    if former.until is None or line.since is None or former.unit_id == line.unit_id:
        return False
    return former.position == line.position and former.until < line.since
