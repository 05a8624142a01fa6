from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import Office
from tests.surveys.made import make_round, seal, typed
from tests.surveys.test_public_form import ALL_FIVE, CANARIES, everything, open_round
from tests.surveys.typed import line
from tracker.access.models import Person
from tracker.database import db
from tracker.errors import Refusal
from tracker.surveys import commands
from tracker.surveys.models import Response, Round
from tracker.surveys.words import Channel, RoundState

SignIn = Callable[[Person | None], FlaskClient]


def kiosk_of(office: Office) -> Round:
    row = open_round(office)
    commands.start_kiosk(db.session(), row)
    db.session.commit()
    return row


def channels() -> list[Channel]:
    return list(db.session.scalars(select(Response.channel).order_by(Response.seq)))


def test_the_machine_has_an_address_and_a_channel_of_its_own(
    office: Office, sign_in: SignIn
) -> None:
    row, client = kiosk_of(office), sign_in(None)
    for code in (row.kiosk_code, row.public_code, row.kiosk_code):
        answer = client.post(f"/s/{code}", data={**ALL_FIVE, "page_key": f"k-{code}"})
        assert answer.location == f"/s/{code}/thanks"

    assert channels() == [Channel.KIOSK, Channel.OPEN]
    assert "Phiếu mới" in client.get(f"/s/{row.kiosk_code}/thanks").text


def test_a_new_address_ends_the_old_one(office: Office, sign_in: SignIn) -> None:
    row, client = kiosk_of(office), sign_in(office.officer)
    old = row.kiosk_code
    client.post(f"/rounds/{row.id}/kiosk", data={"version": str(row.version)})

    new = db.session.scalars(select(Round.kiosk_code)).one()
    assert (len(new or ""), new == old) == (43, False)
    nobody = sign_in(None)
    assert nobody.get(f"/s/{old}").status_code == 404
    assert nobody.get(f"/s/{new}").status_code == 200
    assert f"/s/{new}" in client.get(f"/rounds/{row.id}/kiosk").text


def test_the_machine_works_while_the_public_form_is_shut(office: Office, sign_in: SignIn) -> None:
    row = kiosk_of(office)
    row.is_public_form_open = False
    db.session.commit()
    client = sign_in(None)

    assert client.get(f"/s/{row.public_code}").status_code == 410
    assert client.get(f"/s/{row.kiosk_code}").status_code == 200


def test_a_closed_round_has_no_machine(office: Office, sign_in: SignIn) -> None:
    row = kiosk_of(office)
    row.state = RoundState.CLOSED
    db.session.commit()

    assert sign_in(None).get(f"/s/{row.kiosk_code}").status_code == 410
    with pytest.raises(Refusal, match="không mở được máy"):
        commands.start_kiosk(db.session(), row)


def test_the_machine_knows_nobody_who_is_signed_in(office: Office, sign_in: SignIn) -> None:
    row, client = kiosk_of(office), sign_in(office.officer)
    page = client.get(f"/s/{row.kiosk_code}")

    assert "Set-Cookie" not in page.headers
    assert office.officer.full_name not in page.text
    assert "<a " not in page.text.replace('<a class="skip-link"', "")


def test_forms_typed_in_with_those_channels_may_share_a_number(office: Office) -> None:
    row = make_round(office.agency)
    rows = [line(number, unit=unit) for number, unit in ((1, "A"), ("", "A"), ("", "A"))]
    for each in rows:
        each[2] = "Trực tuyến, không mã"
    other = line(1, unit="B")
    other[2] = rows[0][2]
    for read in (typed(*rows), typed(other)):
        commands.take_names(db.session(), office.agency, read)
        seal(row, read)

    assert channels() == [Channel.OPEN] * 4


def test_nothing_of_the_machine_is_kept_with_a_form(office: Office, sign_in: SignIn) -> None:
    row, client = kiosk_of(office), sign_in(office.officer)
    posted = {**ALL_FIVE, "page_key": "canary-key"}
    for _ in range(2):
        client.post(
            f"/s/{row.kiosk_code}",
            data=posted,
            headers=CANARIES,
            environ_base={"REMOTE_ADDR": "203.0.113.77"},
        )

    found = everything()
    assert channels() == [Channel.KIOSK]
    for canary in ("canary", "203.0.113.77"):
        assert canary not in found
