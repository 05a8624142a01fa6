from datetime import timedelta

import pytest

from tests.factories import NOON, Office
from tracker.access.commands import accept_attempt, open_attempt
from tracker.access.delays import FREE_TRIES
from tracker.access.passwords import hash_password
from tracker.database import db


@pytest.fixture
def known(office: Office) -> Office:
    office.clerk.password_hash = hash_password("bốn cây dừa xanh")
    db.session.flush()
    return office


def test_an_unknown_address_is_tried_against_nothing(known: Office) -> None:
    assert open_attempt(db.session(), None, NOON).stored_hash == ""


def test_after_the_free_tries_the_account_closes_for_a_while(known: Office) -> None:
    for _ in range(FREE_TRIES + 1):
        assert open_attempt(db.session(), known.clerk, NOON).person_id == known.clerk.id
    assert open_attempt(db.session(), known.clerk, NOON).stored_hash == ""
    later = NOON + timedelta(seconds=30)
    almost = later - timedelta(seconds=1)
    assert open_attempt(db.session(), known.clerk, almost).person_id is None
    assert open_attempt(db.session(), known.clerk, later).person_id == known.clerk.id


def test_a_right_password_forgets_the_failures_and_leaves_the_version(known: Office) -> None:
    version = known.clerk.version
    open_attempt(db.session(), known.clerk, NOON)
    accept_attempt(db.session(), known.clerk)
    db.session.refresh(known.clerk)
    assert (known.clerk.failed_count, known.clerk.closed_until) == (0, None)
    assert known.clerk.version == version
