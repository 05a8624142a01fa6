from dataclasses import dataclass

import pytest

from tracker.access.rules import GRANTABLE, Role, grantable, may_manage

UNIT, OFFICE, DIRECTOR, ADMIN = Role.UNIT, Role.OFFICE, Role.DIRECTOR, Role.ADMIN


@dataclass(frozen=True)
class Someone:
    id: int
    roles: frozenset[Role]
    agency_id: int = 1
    unit_ids: frozenset[int] = frozenset()


def test_every_role_has_a_row() -> None:
    assert set(GRANTABLE) == set(Role)


@pytest.mark.parametrize(
    ("own", "given"),
    [
        ({ADMIN}, {UNIT, OFFICE, DIRECTOR, ADMIN}),
        ({OFFICE}, {UNIT}),
        ({DIRECTOR}, set()),
        ({UNIT}, set()),
        ({OFFICE, ADMIN}, {UNIT, OFFICE, DIRECTOR, ADMIN}),
        (set(), set()),
    ],
)
def test_the_office_hands_out_no_power(own: set[Role], given: set[Role]) -> None:
    assert grantable(own) == given


@pytest.mark.parametrize(
    ("manager", "other", "may"),
    [
        ({ADMIN}, {DIRECTOR}, True),
        ({ADMIN}, {ADMIN}, True),
        ({OFFICE}, {UNIT}, True),
        ({OFFICE}, set(), True),
        ({OFFICE}, {OFFICE}, False),  # the head of the Office confirms what its people write
        ({OFFICE}, {UNIT, DIRECTOR}, False),
        ({OFFICE}, {ADMIN}, False),
        ({UNIT}, {UNIT}, False),
    ],
)
def test_who_may_edit_an_account(manager: set[Role], other: set[Role], may: bool) -> None:
    assert may_manage(Someone(1, frozenset(manager)), Someone(2, frozenset(other))) is may


def test_nobody_manages_himself_or_another_agency() -> None:
    admin = Someone(1, frozenset({ADMIN}))
    assert not may_manage(admin, admin)
    assert not may_manage(admin, Someone(2, frozenset({UNIT}), agency_id=2))
