from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.factories import Office
from tests.surveys.made import UNIT, make_round
from tracker.access.models import Person
from tracker.database import db
from tracker.scores.models import Score
from tracker.surveys import commands
from tracker.surveys.models import Field, Response, Round
from tracker.surveys.words import RoundState

SignIn = Callable[[Person | None], FlaskClient]
HEAD = "Số phiếu,Ngày,Kênh,Lĩnh vực,Đơn vị," + ",".join(f"C{n}" for n in range(1, 26))


def sheet(*units: str) -> bytes:
    rows = [
        f"{n},04/01/2021,Phiếu giấy,Hộ tịch,{unit}," + ",".join(["4"] * 25)
        for n, unit in enumerate(units, start=1)
    ]
    return "\n".join([HEAD, *rows]).encode()


def upload(client: FlaskClient, row: Round, content: bytes, name: str = "phieu.csv") -> str:
    """Post a file; where the preview of it stands."""
    answer = client.post(f"/rounds/{row.id}/forms/new", data={"file": (BytesIO(content), name)})
    return str(answer.location)


def sealed() -> int:
    return db.session.scalar(select(func.count()).select_from(Response)) or 0


def test_a_file_is_looked_over_before_anything_is_sealed(office: Office, sign_in: SignIn) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    place = upload(client, row, sheet("Phòng Nghiệp vu 1x", UNIT))
    page = client.get(place).text

    assert "Đơn vị chưa có trong danh mục" in page
    assert "Gần giống “Phòng Nghiệp vụ 1”" in page
    assert "“Hộ tịch” là" in page
    assert sealed() == 0


def test_names_are_settled_and_the_forms_sealed_in_one_go(office: Office, sign_in: SignIn) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    place = upload(client, row, sheet("Phòng Nghiệp vu 1x", UNIT, "Bộ phận lạ"))
    posted = {
        "units-0-typed": "Phòng Nghiệp vu 1x",
        "units-0-choice": str(office.first.id),
        "units-1-typed": "Bộ phận lạ",
        "units-1-choice": "nothing",
        "fields-0-typed": "Hộ tịch",
        "fields-0-choice": "new",
    }
    answer = client.post(place, data=posted)

    assert (answer.status_code, answer.location) == (302, f"/rounds/{row.id}")
    units = db.session.scalars(select(Response.unit_id).order_by(Response.seq)).all()
    assert list(units) == [office.first.id, office.first.id, None]
    assert db.session.scalars(select(Field.name)).one() == "Hộ tịch"
    again = client.get(upload(client, row, sheet("Phòng Nghiệp vu 1x")))
    assert "Đơn vị, lĩnh vực và kênh thu phiếu đều đã nhận ra" in again.text


def test_nothing_is_sealed_while_a_name_is_open(office: Office, sign_in: SignIn) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    place = upload(client, row, sheet("Phòng Lạ"))
    posted = {"units-0-typed": "Phòng Lạ", "units-0-choice": "", "fields-0-typed": "Hộ tịch",
              "fields-0-choice": "new"}  # fmt: skip
    answer = client.post(place, data=posted)

    assert "Chọn một mục" in answer.text
    assert sealed() == 0
    assert db.session.scalars(select(Field)).all() == []


def test_the_same_file_again_says_so_and_adds_nothing(office: Office, sign_in: SignIn) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    commands.add_field(db.session(), office.agency.id, "Hộ tịch")
    db.session.commit()
    client.post(upload(client, row, sheet(UNIT)))
    place = upload(client, row, sheet(UNIT))

    assert "Tệp này đã được nhập" in client.get(place).text
    assert client.post(place).status_code == 409
    assert sealed() == 1


def test_forms_that_the_round_has_already_are_said_before_sealing(
    office: Office, sign_in: SignIn
) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    commands.add_field(db.session(), office.agency.id, "Hộ tịch")
    db.session.commit()
    client.post(upload(client, row, sheet(UNIT)))
    page = client.get(upload(client, row, sheet(UNIT, UNIT))).text

    assert "Niêm phong 1 phiếu" in page
    assert "phiếu số 1 đã được niêm phong trong đợt này" in page


def test_a_file_that_cannot_be_read_says_what_to_do(office: Office, sign_in: SignIn) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    answer = client.get(upload(client, row, b"a,b\n1,2\n"))

    assert answer.status_code == 400
    assert "Không tìm thấy bảng phiếu" in answer.text
    assert "Chưa có phiếu nào được ghi" in answer.text


def test_closing_is_said_back_and_done_by_a_second_person(office: Office, sign_in: SignIn) -> None:
    row_id = make_round(office.agency).id
    commands.add_field(db.session(), office.agency.id, "Hộ tịch")
    first, second = sign_in(office.officer), sign_in(office.office_head)
    first.post(upload(first, db.session.get_one(Round, row_id), sheet(UNIT, UNIT)))
    address = f"/scores/rounds/{row_id}/close"
    assert "không mở lại được" in first.get(address).text
    assert "Đề nghị đóng đợt" in first.get(address).text
    assert first.post(address, data={"version": 1}).status_code == 302
    assert db.session.get_one(Round, row_id).state is RoundState.OPEN
    assert "Xem và xác nhận đóng đợt" in second.get(f"/rounds/{row_id}").text

    answer = second.post(address, data={"version": 2})

    row = db.session.get_one(Round, row_id)
    assert (answer.status_code, row.state) == (302, RoundState.CLOSED)
    assert db.session.scalars(select(Score)).first()


def test_the_real_file_goes_in_through_the_browser(
    office: Office, sign_in: SignIn, inputs: Path
) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    content = (inputs / "survey-2021-q1.xlsx").read_bytes()
    place = upload(client, row, content, "survey-2021-q1.xlsx")
    page = client.get(place).text
    assert "Niêm phong 240 phiếu" in page
    posted: dict[str, str] = {}
    for part in ("units", "fields"):
        for line in range(page.count(f'name="{part}-') // 2):
            name = page.split(f'name="{part}-{line}-typed" type="hidden" value="')[1].split('"')[0]
            posted |= {f"{part}-{line}-typed": name, f"{part}-{line}-choice": "new"}
    client.post(place, data=posted)

    shown = client.get(f"/rounds/{row.id}").text
    assert sealed() == 240
    assert "71,61" in shown
