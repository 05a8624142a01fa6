"""The permission table: the only place that says who may do what. Pure: no Flask, no SQL."""

from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    UNIT = "unit"
    OFFICE = "office"
    DIRECTOR = "director"
    ADMIN = "admin"


class Can(StrEnum):
    """What may be done, named scope first. One row of TABLE for each."""

    ACCESS_PEOPLE = "access-people"  # people, roles, passwords
    ACCESS_SETTINGS = "access-settings"  # the agency's choices
    LEDGER_READ = "ledger-read"
    MEETING_APPROVE = "meeting-approve"  # the chair approves minutes
    MEETING_PREPARE = "meeting-prepare"  # agenda, attendance, conclusions, minutes draft
    ORDER_ANSWER = "order-answer"
    ORDER_GIVE = "order-give"
    ORDER_RECORD = "order-record"  # the Office records for a director
    ORGANISATION_EDIT = "organisation-edit"  # units, words and names, periods, calendar
    OWN_ACCOUNT = "own-account"
    PLAN_CLOSE_ITEM = "plan-close-item"  # pause, drop, close
    PLAN_EDIT = "plan-edit"  # import, amend, links
    PROGRESS_ASK = "progress-ask"  # extension, obstacle, coordination
    PROGRESS_CONFIRM = "progress-confirm"
    PROGRESS_DECIDE = "progress-decide"  # extensions and obstacles
    PROGRESS_PRESS = "progress-press"  # đôn đốc
    PROGRESS_REPORT = "progress-report"
    READ = "read"
    REPORT_APPROVE = "report-approve"
    REPORT_PREPARE = "report-prepare"
    REQUEST_MAKE = "request-make"  # reports on request: made, corrected, extended, withdrawn
    REVIEW = "review"  # the directors' page
    SURVEY_CLOSE = "survey-close"  # the second of the two persons who close a round
    SURVEY_EDIT = "survey-edit"  # methods, rounds, forms, published values, yardstick


# One row per permission: the roles that hold it (DOMAIN A12).
_ALL = frozenset(Role)
_WORKING = frozenset({Role.UNIT, Role.OFFICE, Role.DIRECTOR})
_OFFICE = frozenset({Role.OFFICE})
_DIRECTOR = frozenset({Role.DIRECTOR})
TABLE: dict[Can, frozenset[Role]] = {
    Can.ACCESS_PEOPLE: frozenset({Role.ADMIN, Role.OFFICE}),
    Can.ACCESS_SETTINGS: frozenset({Role.ADMIN}),
    Can.LEDGER_READ: frozenset({Role.ADMIN, Role.OFFICE, Role.DIRECTOR}),
    Can.MEETING_APPROVE: _DIRECTOR,
    Can.MEETING_PREPARE: _OFFICE,
    Can.ORDER_ANSWER: frozenset({Role.UNIT, Role.OFFICE}),
    Can.ORDER_GIVE: _DIRECTOR,
    Can.ORDER_RECORD: _OFFICE,
    Can.ORGANISATION_EDIT: _OFFICE,
    Can.OWN_ACCOUNT: _ALL,
    Can.PLAN_CLOSE_ITEM: _DIRECTOR,
    Can.PLAN_EDIT: _OFFICE,
    Can.PROGRESS_ASK: frozenset({Role.UNIT, Role.OFFICE}),
    Can.PROGRESS_CONFIRM: frozenset({Role.OFFICE, Role.DIRECTOR}),
    Can.PROGRESS_DECIDE: _DIRECTOR,
    Can.PROGRESS_PRESS: _OFFICE,
    Can.PROGRESS_REPORT: frozenset({Role.UNIT, Role.OFFICE}),
    Can.READ: _ALL,
    Can.REPORT_APPROVE: _DIRECTOR,
    Can.REPORT_PREPARE: _OFFICE,
    Can.REQUEST_MAKE: _OFFICE,
    Can.REVIEW: frozenset({Role.OFFICE, Role.DIRECTOR}),
    Can.SURVEY_CLOSE: frozenset({Role.OFFICE, Role.DIRECTOR}),
    Can.SURVEY_EDIT: _OFFICE,
}

# Permissions that reach only what one's own units do; the thing names those units.
OWN_UNIT_ONLY = frozenset({Can.PROGRESS_REPORT, Can.PROGRESS_ASK, Can.ORDER_ANSWER})

ROLE_WORDS = {
    Role.UNIT: "Đơn vị",
    Role.OFFICE: "Văn phòng",
    Role.DIRECTOR: "Lãnh đạo",
    Role.ADMIN: "Quản trị",
}

# Who may manage whom (field level, PROMISES R23): the roles one may hand out, and so the people one
# may edit, disable or give a new password. Whoever resets a password could sign in with it, so the
# Office reaches unit people only: else an officer could become the director who confirms for him.
GRANTABLE: dict[Role, frozenset[Role]] = {
    Role.ADMIN: _ALL,
    Role.OFFICE: frozenset({Role.UNIT}),
    Role.DIRECTOR: frozenset(),
    Role.UNIT: frozenset(),
}


def grantable(roles: AbstractSet[Role]) -> frozenset[Role]:
    """The roles that somebody with `roles` may hand out and take away."""
    return frozenset(role for own in roles for role in GRANTABLE[own])


class Person(Protocol):
    @property
    def agency_id(self) -> int: ...
    @property
    def roles(self) -> AbstractSet[Role]: ...
    @property
    def unit_ids(self) -> AbstractSet[int]: ...


class Owned(Protocol):
    @property
    def agency_id(self) -> int: ...


def allows(person: Person, wish: Can, thing: Owned | None = None) -> bool:
    """Whether `person` may do `wish`, to `thing` when the wish is about one thing.

    Without `thing` the question is "could this person ever?", the check made before anything is
    loaded. For the wishes of OWN_UNIT_ONLY the thing's `acting_unit_ids` must meet one's own units
    (no such attribute: its `unit_id`).
    """
    if not TABLE[wish] & person.roles:
        return False
    if thing is None:
        return True
    if thing.agency_id != person.agency_id:
        return False
    return wish not in OWN_UNIT_ONLY or bool(acting_units(thing) & person.unit_ids)


class Account(Person, Protocol):
    @property
    def id(self) -> int: ...


def may_manage(manager: Account, other: Account) -> bool:
    """Whether `manager` may edit the account of `other`: never the own, never above GRANTABLE.

    One's own account has its own page; so nobody raises or locks out himself, and the last
    administrator stays.
    """
    return (
        manager.agency_id == other.agency_id
        and manager.id != other.id
        and other.roles <= grantable(manager.roles)
    )


def acting_units(thing: object) -> AbstractSet[int]:
    """The units that act for `thing`: its `acting_unit_ids`, else its one `unit_id`."""
    several: AbstractSet[int] | None = getattr(thing, "acting_unit_ids", None)
    if several is not None:
        return several
    one: int | None = getattr(thing, "unit_id", None)
    return frozenset() if one is None else frozenset({one})
