"""The pages that bring an appendix in, from the file to the stored plan."""

from sqlalchemy import select

from tests.conftest import counting
from tests.factories import Office
from tests.plans.made import HEADER, items_of
from tests.plans.pages import SignIn, fields_of, settle, text_of
from tests.plans.uploads import HEAD, TABLE, count, upload
from tracker.database import db
from tracker.organisation.models import Unit, UnitAlias
from tracker.plans.importing.kept import choices_of
from tracker.plans.models import Plan, PlanImport
from tracker.store.models import StoredFile


def test_a_pasted_table_becomes_a_plan(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    place = upload(client).headers["Location"]

    answer = settle(client, place, **HEAD, go="confirm")
    assert answer.headers["Location"] == f"{place}/confirm"
    done = settle(client, f"{place}/confirm")

    plan = db.session.scalars(select(Plan)).one()
    assert done.headers["Location"] == f"/plans/{plan.id}"
    assert (plan.number, str(plan.owed_from)) == ("12/KH-SM", "2021-06-15")
    assert [i.position for i in items_of(plan)] == [1, 2, 3, 4]
    assert count(Unit) == 4  # every name was known


def test_nothing_of_the_plan_is_stored_before_it_is_confirmed(
    office: Office, sign_in: SignIn
) -> None:
    client = sign_in(office.officer)

    place = upload(client).headers["Location"]
    settle(client, place, **HEAD)

    assert (count(Plan), count(PlanImport), count(StoredFile)) == (0, 1, 1)


def test_confirming_twice_stores_one_plan(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    place = upload(client).headers["Location"]
    settle(client, place, **HEAD)
    form = fields_of(client.get(f"{place}/confirm").get_data(as_text=True))

    first = client.post(f"{place}/confirm", data=form)
    again = client.post(f"{place}/confirm", data=form)
    later = client.post(f"{place}/confirm", data=form | {"idempotency_key": "another"})

    assert count(Plan) == 1
    assert first.headers["Location"] == again.headers["Location"] == later.headers["Location"]


def test_the_choices_of_one_step_are_there_in_the_next(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    table = TABLE.replace("Phòng Nghiệp vụ 2", "Phòng Nghiệp vu 2")
    place = upload(client, pasted=table).headers["Location"]
    page = client.get(place).get_data(as_text=True)
    assert "Gần giống “Phòng Nghiệp vụ 2”" in page

    wish = f"names-0|unit:{office.second.id}"
    settle(client, place, settle=wish)

    row = db.session.scalars(select(PlanImport)).one()
    assert choices_of(row.decisions).units["Phòng Nghiệp vu 2"].id == office.second.id
    assert "Tiếp tục với 01 mục chưa xử lý" in text_of(client.get(place))


def test_an_alias_settled_once_is_known_the_next_time(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    table = TABLE.replace("Phòng Nghiệp vụ 2", "Phòng Nghiệp vu 2")
    place = upload(client, pasted=table).headers["Location"]
    settle(client, place, settle=f"names-0|unit:{office.second.id}", **HEAD)
    settle(client, f"{place}/confirm")

    again = upload(client, pasted=table).headers["Location"]

    alias = db.session.scalars(select(UnitAlias)).one()
    assert (alias.unit_id, alias.settled_by) == (office.second.id, office.officer.full_name)
    assert "chưa có trong danh mục" not in client.get(again).get_data(as_text=True)


def test_blank_indices_are_taken_as_suggested_only_when_asked(
    office: Office, sign_in: SignIn
) -> None:
    client = sign_in(office.officer)
    place = upload(client).headers["Location"]

    settle(client, place, **{"indices-0-choice": "Thủ tục hành chính"}, **HEAD)
    settle(client, f"{place}/confirm")

    third = items_of(db.session.scalars(select(Plan)).one())[2]
    assert [(c.component.name, c.is_added) for c in third.components] == [
        ("Thủ tục hành chính", True)
    ]


def test_a_deadline_is_corrected_on_a_page_of_its_own(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    place = upload(client).headers["Location"]
    fixed = {"kind": "by", "end": "15/10/2021"}

    answer = settle(client, f"{place}/deadlines/3", **fixed)
    settle(client, place, **HEAD)
    settle(client, f"{place}/confirm")

    assert answer.headers["Location"] == f"{place}#thoi-han"
    third = items_of(db.session.scalars(select(Plan)).one())[2]
    assert (third.deadline_text, str(third.due_on)) == ("Trước ngày 30/9/2021", "2021-10-15")


def test_a_thrown_away_upload_is_gone(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    place = upload(client).headers["Location"]

    client.post(f"{place}/discard")

    assert client.get(place).status_code == 404


def test_the_file_can_be_had_back(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    place = upload(client).headers["Location"]

    answer = client.get(f"{place}/file")

    assert answer.data.decode() == TABLE
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_imported_file_leads_to_its_plan(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    place = upload(client).headers["Location"]
    settle(client, place, **HEAD)
    settle(client, f"{place}/confirm")

    plan_id = db.session.scalars(select(Plan.id)).one()
    assert client.get(place).headers["Location"] == f"/plans/{plan_id}"
    assert client.post(f"{place}/discard").status_code == 409


def test_the_review_takes_the_same_queries_for_any_number_of_rows(
    office: Office, sign_in: SignIn
) -> None:
    client = sign_in(office.officer)
    row = "{}\tViệc {}\tSản phẩm\tPhòng lạ {}\t\tThường xuyên\tTiếp cận dịch vụ"
    header = HEADER.replace("|", "\t")
    many = "\n".join([header, *(row.format(n, n, n) for n in range(1, 60))])
    short = upload(client).headers["Location"]
    long = upload(client, pasted=many).headers["Location"]

    with counting() as few:
        client.get(short)
    with counting() as lots:
        client.get(long)

    assert len(few) == len(lots)
