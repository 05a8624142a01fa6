"""Which pages stand in the main navigation of whom. Pure."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tracker.access.rules import Role


@dataclass(frozen=True)
class Place:
    """One entry: the endpoint, its words, its short words for the tab bar, its icon."""

    endpoint: str
    text: str
    icon: str
    short: str = ""


_OF_HOME = frozenset({"progress", "reviews", "reminders"})  # rooms reached from the home page
# Pages of those rooms about an index, and about a plan.
_OF_ANOTHER = {
    "reviews.index_dossier": "scores",
    "reviews.unit_ranking": "scores",
    "progress.amend_upload": "plans",
    "progress.amended_file": "plans",
    "progress.bulk": "plans",
    "progress.bulk_edit": "plans",
    "progress.bundle": "plans",
    "progress.change_item": "plans",
    "progress.plan_sheet": "plans",
    "progress.renumber": "plans",
    "progress.year_grid": "plans",
}

HOME_UNIT = Place("home.start", "Nhiệm vụ của đơn vị", "checklist", "Nhiệm vụ")
HOME_OFFICE = Place("home.start", "Việc hôm nay", "home", "Hôm nay")
HOME_DIRECTOR = Place("home.start", "Tổng quan", "home")
HOME_ADMIN = Place("home.start", "Quản trị", "settings")
PLAN = Place("plans.listing", "Kế hoạch", "list-check")
SCORES = Place("scores.listing", "Chỉ số", "chart-dots")
SURVEYS = Place("surveys.listing", "Khảo sát", "clipboard-text")
MEETINGS = Place("meetings.listing", "Giao ban", "users-group")
REPORTS = Place("reports.listing", "Báo cáo", "report")
APPROVALS = Place("reports.listing", "Chờ duyệt, ký", "signature", "Duyệt, ký")

# The first role of this order that a person holds gives the home page.
BY_ROLE: dict[Role, tuple[Place, ...]] = {
    Role.DIRECTOR: (HOME_DIRECTOR, PLAN, SCORES, MEETINGS, APPROVALS),
    Role.OFFICE: (HOME_OFFICE, PLAN, SCORES, SURVEYS, MEETINGS, REPORTS),
    Role.UNIT: (HOME_UNIT, PLAN, SCORES, MEETINGS, REPORTS),
    Role.ADMIN: (HOME_ADMIN, PLAN, SCORES),
}
# The pages of a further role, where a few people hold several (DOMAIN A12): its own home by an
# address of its own, and what the first role's navigation lacks.
FURTHER: dict[Role, tuple[Place, ...]] = {
    Role.OFFICE: (Place("home.office", "Việc hôm nay", "checklist", "Hôm nay"), SURVEYS),
    Role.UNIT: (Place("progress.unit", "Nhiệm vụ của đơn vị", "checklist", "Nhiệm vụ"),),
}


def places(roles: AbstractSet[Role]) -> tuple[Place, ...]:
    """The main navigation for somebody with these roles, in order; empty without a role."""
    held = [role for role in BY_ROLE if role in roles]
    if not held:
        return ()
    home, *others = BY_ROLE[held[0]]
    more = [place for role in held[1:] for place in FURTHER.get(role, ())]
    return (home, *more, *others)


def where(roles: AbstractSet[Role], endpoint: str, blueprint: str) -> Place | None:
    """The place a page belongs to: the very page, else the first one of its room or above it."""
    known = places(roles)
    room = _OF_ANOTHER.get(endpoint, "home" if blueprint in _OF_HOME else blueprint)
    exact = (place for place in known if place.endpoint == endpoint)
    near = (place for place in known if place.endpoint.partition(".")[0] == room)
    return next(exact, None) or next(near, None)
