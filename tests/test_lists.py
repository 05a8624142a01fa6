"""Every list is taken away as it is narrowed, as Excel and as CSV, by who may see it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.factories import NOON, Office, make_person
from tests.factories_plans import make_item, make_plan
from tests.plans.pages import SignIn
from tests.progress.pages import stop_clock
from tests.progress.scenes import make_scene
from tracker.database import db
from tracker.progress.commands import OrderTerms, give_order

LISTS = {  # address, who may not
    "/orders": None,
    "/pressings": "clerk",
    "/confirmations": "clerk",
    "/requests": None,
    "/people": "clerk",
    "/organisation/units": None,
    "/rounds": None,
    "/published-values": None,
    "/meetings": None,
    "/meetings/conclusions": None,
    "/weaknesses": None,
    "/weaknesses/coverage": None,
    "/reviews/units": None,
}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_taken_away(office: Office, sign_in: SignIn, address: str, kind: str) -> None:
    make_scene(office)

    answer = sign_in(office.officer).get(f"{address}.{kind}")

    assert answer.status_code == 200
    name = answer.headers["Content-Disposition"]
    assert name.endswith(f"_2021-09-16.{kind}")
    if kind == "csv":
        assert answer.data.startswith("\ufeff".encode())
    else:
        assert load_workbook(BytesIO(answer.data)).active.title


@pytest.mark.parametrize("address", LISTS)
def test_the_page_leads_to_its_file(office: Office, sign_in: SignIn, address: str) -> None:
    make_scene(office)
    client = sign_in(office.officer)

    page = client.get(address).text

    for kind in ("xlsx", "csv"):
        assert f'href="{address}.{kind}' in page


@pytest.mark.parametrize("address", [a for a, who in LISTS.items() if who])
def test_who_may_not_see_a_list_may_not_take_it(
    office: Office, sign_in: SignIn, address: str
) -> None:
    assert sign_in(office.clerk).get(f"{address}.csv").status_code == 403
    assert sign_in(None).get(f"{address}.csv").status_code == 302


def test_only_what_is_narrowed_is_taken(office: Office, sign_in: SignIn) -> None:
    make_person(office.first, name="Nguyễn Thị Hạnh")
    client = sign_in(office.officer)

    found = client.get("/people.csv?q=thi%20hanh").get_data(as_text=True)

    assert "Nguyễn Thị Hạnh" in found
    assert len(found.splitlines()) == 2


def test_a_register_longer_than_its_page_is_taken_whole(office: Office, sign_in: SignIn) -> None:
    item = make_item(make_plan(office.agency), leads=[office.first])
    for number in range(60):
        given(office, item.id, f"=CHỈ ĐẠO {number}")

    found = sign_in(office.clerk).get("/orders.csv").get_data(as_text=True)

    assert len(found.splitlines()) == 61
    assert "'=CHỈ ĐẠO 59" in found  # a spreadsheet calculates nothing of it


def given(office: Office, item_id: int, text: str) -> None:
    terms = OrderTerms(office.first.id, text, item_id=item_id)
    give_order(db.session(), office.agency.id, terms, by_id=office.director.id, at=NOON)
