"""The living appendix: who may see it, what it counts and finds, how many queries it takes."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from flask.testing import FlaskClient

from tests.conftest import counting
from tests.factories import Office
from tests.plans.made import items_of, make_plan, read_table
from tests.plans.pages import SignIn, text_of
from tracker.database import db
from tracker.organisation.models import Agency
from tracker.plans.commands import ImportChoices, close_plan, end_item
from tracker.plans.models import Plan
from tracker.plans.rules import Progress

DAY = date(2021, 9, 16)


def many(agency: Agency, number: int) -> Plan:
    row = (
        "{}|Việc số {}|Sản phẩm|Phòng Nghiệp vụ 1, Phòng Nghiệp vụ 2||Thường xuyên|Tiếp cận dịch vụ"
    )
    reading = read_table(*(row.format(n, n) for n in range(1, number + 1)), agency=agency)
    return make_plan(agency, reading, ImportChoices(), number=f"{number}/KH")


def shown(client: FlaskClient, **query: object) -> list[int]:
    """The numbers of the items that the page shows under a query."""
    page = client.get("/plans", query_string=query).get_data(as_text=True)
    parts = page.split('<td class="c-no num">')[1:]
    return [int(part.partition("<")[0]) for part in parts]


def test_the_running_plan_shows_every_item(office: Office, sign_in: SignIn) -> None:
    make_plan(office.agency)

    page = text_of(sign_in(office.clerk).get("/plans"))

    assert "Phụ lục kèm theo Kế hoạch số 12/KH-SM ngày 06/7/2021 · 4 nhiệm vụ" in page
    assert "Hiển thị 4/4 nhiệm vụ" in page
    assert "Chưa báo cáo kỳ tháng 7, tháng 8" in page  # the clock stands later


@pytest.mark.parametrize("who", ["clerk", "head", "officer", "director", "admin"])
def test_everybody_of_the_agency_reads_the_plan(office: Office, sign_in: SignIn, who: str) -> None:
    plan = make_plan(office.agency)

    client = sign_in(getattr(office, who))

    assert client.get(f"/plans/{plan.id}").status_code == 200


def test_another_agency_finds_no_plan(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    stranger = sign_in(office.stranger)

    for tail in ("", "/appendix", "/appendix.docx", "/items.xlsx", "/items.csv"):
        assert stranger.get(f"/plans/{plan.id}{tail}").status_code == 404
    assert "Chưa có kế hoạch nào" in text_of(stranger.get("/plans"))


def test_nobody_unknown_reads_a_plan(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)

    answer = sign_in(None).get(f"/plans/{plan.id}")

    assert answer.status_code == 302
    assert "/sign-in" in answer.headers["Location"]


def test_only_the_office_is_shown_what_it_may_change(office: Office, sign_in: SignIn) -> None:
    make_plan(office.agency)

    assert "Bổ sung nhiệm vụ" in text_of(sign_in(office.officer).get("/plans"))
    assert "Bổ sung nhiệm vụ" not in text_of(sign_in(office.clerk).get("/plans"))


def test_a_query_narrows_the_page(office: Office, sign_in: SignIn) -> None:
    make_plan(office.agency)
    client = sign_in(office.clerk)

    assert shown(client, **{"don-vi": office.second.id}) == [2, 3]
    assert shown(client, tim="ghe ngoi") == [1]
    assert shown(client, xem="chua-gan-chi-so") == [3]
    assert shown(client, nhom="chi-so") == [3, 2, 1, 4]
    assert 'Chưa gắn chỉ số<span class="n">1</span>' in text_of(client.get("/plans"))


def test_a_filter_is_kept_and_thrown_away(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client, place = sign_in(office.clerk), f"/plans/{plan.id}"

    settle_at = f"{place}?don-vi={office.second.id}"
    form = client.get(settle_at)
    answer = client.post(
        f"{place}/filters?don-vi={office.second.id}", data={"name": "Phòng tôi phối hợp"}
    )

    assert form.status_code == 200
    assert answer.headers["Location"] == settle_at
    assert "Phòng tôi phối hợp" in text_of(client.get(place))
    client.post(f"{place}/filters/1/remove")
    assert "Phòng tôi phối hợp" not in text_of(client.get(place))


def test_a_kept_filter_is_seen_by_its_owner_alone(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    place = f"/plans/{plan.id}"
    sign_in(office.clerk).post(f"{place}/filters?tim=ghe", data={"name": "Ghế"})

    assert "Ghế</a>" not in text_of(sign_in(office.head).get(place))


def test_a_filter_without_a_name_is_not_kept(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)

    answer = sign_in(office.clerk).post(f"/plans/{plan.id}/filters?tim=ghe", data={"name": ""})

    assert answer.status_code == 400


def test_a_long_plan_takes_as_many_queries_as_a_short_one(office: Office, sign_in: SignIn) -> None:
    short, long = many(office.agency, 15), many(office.agency, 1000)
    client = sign_in(office.officer)

    with counting() as few:
        client.get(f"/plans/{short.id}")
    with counting() as lots:
        page = client.get(f"/plans/{long.id}").get_data(as_text=True)

    assert "1000/1000" in page
    assert len(few) == len(lots) <= 22


def test_a_list_too_long_for_one_page_is_cut_into_pages(office: Office, sign_in: SignIn) -> None:
    many(office.agency, 201)
    client = sign_in(office.clerk)

    assert shown(client) == list(range(1, 101))
    assert shown(client, trang=3) == [201]
    assert shown(client, trang=99) == [201]


def test_what_is_filtered_is_exported(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)

    answer = sign_in(office.clerk).get(f"/plans/{plan.id}/items.xlsx?don-vi={office.second.id}")

    sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[0][0] == "THEO DÕI THỰC HIỆN KẾ HOẠCH SỐ 12/KH-SM ngày 06/7/2021"
    assert [row[0] for row in rows[2:]] == ["STT", 2, 3]
    assert rows[2][7:9] == ("Tình hình thực hiện", "Hạn")


def test_user_text_never_becomes_a_formula(office: Office, sign_in: SignIn) -> None:
    reading = read_table(
        "1|=1+1 và niêm yết|Sản phẩm|Phòng Nghiệp vụ 1||Thường xuyên|", agency=office.agency
    )
    plan = make_plan(office.agency, reading, ImportChoices())
    client = sign_in(office.clerk)

    sheet = openpyxl.load_workbook(BytesIO(client.get(f"/plans/{plan.id}/items.xlsx").data)).active
    csv = client.get(f"/plans/{plan.id}/items.csv").data.decode("utf-8-sig")

    assert sheet is not None
    assert sheet["B4"].data_type == "s"
    assert "'=1+1" in csv


def test_a_closed_plan_can_still_be_read(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    for item in items_of(plan):
        end_item(db.session(), item, Progress.DONE_IN_TIME, on=DAY, reason="")
    close_plan(db.session(), plan)

    page = text_of(sign_in(office.officer).get("/plans"))

    assert "đã kết thúc" in page
    assert "Bổ sung nhiệm vụ" not in page
