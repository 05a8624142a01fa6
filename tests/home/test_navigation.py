"""Where a page stands in the main navigation."""

import pytest
from flask import Flask

from tracker.access.rules import Role
from tracker.home.navigation import _OF_ANOTHER, PLAN, SCORES, where

OFFICE = frozenset({Role.OFFICE})


@pytest.mark.parametrize(
    ("endpoint", "place"),
    [("progress.year_grid", PLAN), ("progress.bulk", PLAN), ("reviews.unit_ranking", SCORES)],
)
def test_a_page_about_a_plan_or_an_index_stands_under_it(endpoint: str, place: object) -> None:
    assert where(OFFICE, endpoint, endpoint.partition(".")[0]) is place


def test_every_page_named_there_exists(application: Flask) -> None:
    assert set(_OF_ANOTHER) <= set(application.view_functions)
