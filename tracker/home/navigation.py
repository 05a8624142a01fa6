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

# The first role of this order that a person holds decides.
BY_ROLE: dict[Role, tuple[Place, ...]] = {
    Role.DIRECTOR: (HOME_DIRECTOR, PLAN, SCORES, MEETINGS, APPROVALS),
    Role.OFFICE: (HOME_OFFICE, PLAN, SCORES, SURVEYS, MEETINGS, REPORTS),
    Role.UNIT: (HOME_UNIT, PLAN, SCORES, MEETINGS),
    Role.ADMIN: (HOME_ADMIN, PLAN, SCORES),
}


def places(roles: AbstractSet[Role]) -> tuple[Place, ...]:
    """The main navigation for somebody with these roles, in order; empty without a role."""
    for role, entries in BY_ROLE.items():
        if role in roles:
            return entries
    return ()
