"""What the import pages send back or refuse, and to whom; nothing is stored then."""

from io import BytesIO

import pytest
from sqlalchemy import select

from tests.factories import Office
from tests.plans.made import make_plan
from tests.plans.pages import SignIn, fields_of, settle, text_of
from tests.plans.uploads import HEAD, count, upload
from tracker.database import db
from tracker.plans.models import Plan, PlanImport
from tracker.store.models import StoredFile


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kind": "", "end": ""}, "Chọn cách hiểu"),
        ({"kind": "by", "end": ""}, "cần ô “Đến hết ngày”"),
        ({"kind": "within", "start": "20/12/2021", "end": "01/12/2021"}, "sau ngày kết thúc"),
        ({"kind": "recurring", "every": ""}, "cần ô “Bao lâu một lần”"),
    ],
)
def test_half_a_deadline_is_sent_back(
    office: Office, sign_in: SignIn, typed: dict[str, str], said: str
) -> None:
    client = sign_in(office.officer)
    place = upload(client).headers["Location"]

    answer = settle(client, f"{place}/deadlines/3", **typed)

    assert answer.status_code == 200
    assert said in text_of(answer)


def test_a_stale_review_is_a_conflict(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    place = upload(client).headers["Location"]
    old = fields_of(client.get(place).get_data(as_text=True))
    settle(client, place, number="1/KH")

    answer = client.post(place, data=old | {"number": "2/KH", "idempotency_key": "b"})

    assert answer.status_code == 409
    assert db.session.scalars(select(PlanImport)).one().decisions["head"]["number"] == "1/KH"


def test_a_plan_without_its_number_is_not_stored(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    place = upload(client).headers["Location"]

    answer = settle(client, f"{place}/confirm")

    assert answer.status_code == 400
    assert "Cần số, ngày ban hành và tên kế hoạch" in text_of(answer)
    assert count(Plan) == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ke-hoach.docx", b"PK\x03\x04 not a package"),
        ("ke-hoach.docm", b"PK\x03\x04"),
        ("ke-hoach.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old word"),
        ("anh.png", b"\x89PNG\r\n\x1a\n"),
        ("rong.csv", b""),
        ("thu.csv", "Chỉ có lời, không có bảng".encode()),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    office: Office, sign_in: SignIn, name: str, content: bytes
) -> None:
    client = sign_in(office.officer)

    answer = upload(client, file=(BytesIO(content), name), pasted="")

    page = text_of(answer)
    assert answer.status_code == 200
    assert "Có 1 chỗ cần sửa" in page
    assert (count(PlanImport), count(StoredFile), count(Plan)) == (0, 0, 0)


def test_nothing_chosen_is_said_so(office: Office, sign_in: SignIn) -> None:
    answer = upload(sign_in(office.officer), pasted="")

    assert "Chọn tệp hoặc dán bảng" in text_of(answer)


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("clerk", 403), ("director", 403), ("admin", 403), (None, 302)],
)
def test_only_the_office_imports(
    office: Office, sign_in: SignIn, who: str | None, status: int
) -> None:
    person = getattr(office, who) if who else None

    assert sign_in(person).get("/plans/import").status_code == status


def test_an_upload_of_another_agency_is_missing(office: Office, sign_in: SignIn) -> None:
    place = upload(sign_in(office.officer)).headers["Location"]
    stranger = sign_in(office.stranger)

    for address in (place, f"{place}/confirm", f"{place}/file", f"{place}/deadlines/1"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{place}/discard").status_code == 404


def test_the_same_number_is_refused_on_the_page(office: Office, sign_in: SignIn) -> None:
    make_plan(office.agency)
    client = sign_in(office.officer)
    place = upload(client).headers["Location"]
    settle(client, place, **HEAD)

    answer = settle(client, f"{place}/confirm")

    assert answer.status_code == 400
    assert count(Plan) == 1
