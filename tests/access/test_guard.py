import pytest

from tests.factories import Office
from tracker.access.rules import OWN_UNIT_ONLY, TABLE, Can, Role, allows


def test_every_permission_has_a_row() -> None:
    assert set(TABLE) == set(Can)
    assert set(TABLE) >= OWN_UNIT_ONLY


@pytest.mark.parametrize("role", Role)
def test_an_administrator_writes_nothing_of_the_work(role: Role) -> None:
    may = {wish for wish, roles in TABLE.items() if role in roles}
    if role is Role.ADMIN:
        assert may == {
            Can.READ,
            Can.OWN_ACCOUNT,
            Can.ACCESS_PEOPLE,
            Can.ACCESS_SETTINGS,
            Can.LEDGER_READ,
        }
    else:
        assert Can.READ in may


def test_nobody_crosses_agencies(office: Office) -> None:
    assert allows(office.officer, Can.READ, office.first)
    assert not allows(office.stranger, Can.READ, office.first)
