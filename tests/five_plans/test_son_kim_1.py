"""Sơn Kim 1, 2021: a commune of a few people; quotas by field; voluntary, anonymous, sealed."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.five_plans.conftest import Words
from tests.five_plans.offices import Commune, at, close, make_commune, open_round, seal_forms, sign
from tests.ledger.specimens import loosen
from tracker.access.models import Person
from tracker.database import db
from tracker.surveys import commands, queries
from tracker.surveys.commands import QuotaTerms
from tracker.surveys.models import Response, Round
from tracker.surveys.progressing import Wanted, pace
from tracker.surveys.words import Channel, RoundState

pytestmark = pytest.mark.usefixtures("app")

SignIn = Callable[[Person | None], FlaskClient]
SPAN = (date(2021, 10, 26), date(2021, 11, 5))
SAMPLE = (("Tư pháp", 20, 20), ("Tài nguyên môi trường", 20, 20),
          ("Lao động, thương binh xã hội", 10, 10))  # fmt: skip
DAY = date(2021, 11, 1)


@pytest.fixture
def commune(app: object) -> Commune:
    return make_commune("son-kim-1", "UBND xã Sơn Kim 1", "UBND HUYỆN HƯƠNG SƠN", "Trần Văn B")


@pytest.fixture
def opened(commune: Commune) -> Round:
    row = open_round(
        commune.agency, "2021", *SPAN, channels=(Channel.PAPER, Channel.ONLINE),
        is_public_form_open=True,
    )  # fmt: skip
    fields = [commands.add_field(db.session(), row.agency_id, name) for name, _, _ in SAMPLE]
    lines = [
        QuotaTerms(field.id, None, official, reserve)
        for field, (_, official, reserve) in zip(fields, SAMPLE, strict=True)
    ]
    commands.set_quotas(db.session(), row, lines)
    return row


def stands(row: Round) -> list[tuple[int, int]]:
    """Official and reserve forms so far, by field."""
    wanted = [
        Wanted(q.field_id, q.unit_id, q.official, q.reserve)
        for q in queries.find_quotas(db.session(), row.id)
    ]
    found = pace(queries.count_forms(db.session(), row.id), wanted, SPAN, SPAN[1])
    return [(line.official, line.reserve) for line in found.lines]


def test_sample_window_and_rules_are_those_of_the_plan(words: Words) -> None:
    said = words("002")
    for name, official, reserve in SAMPLE:
        assert f"{name} {official} {reserve}" in said, name
    for part in ("26/10/2021 – 05/11/2021", "Nghiêm cấm mọi hành vi sửa chữa",
                 "Không bắt buộc cung cấp thông tin", "trực tuyến và phiếu giấy"):  # fmt: skip
        assert part in said, part


def test_forms_beyond_the_official_ones_are_the_reserve_of_their_field(
    commune: Commune, opened: Round
) -> None:
    seal_forms(opened, [4] * 23, field=SAMPLE[0][0], unit=commune.unit.name, day=DAY)
    seal_forms(opened, [5] * 9, field=SAMPLE[2][0], unit=commune.unit.name, day=DAY, first=24)
    assert stands(opened) == [(20, 3), (0, 0), (9, 0)]


def test_a_citizen_answers_online_without_name_or_login(opened: Round, sign_in: SignIn) -> None:
    nobody = sign_in(None)
    opened.collect_from, opened.collect_to = date(2020, 1, 1), date(2100, 1, 1)
    db.session.commit()
    page = nobody.get(f"/s/{opened.public_code}")
    assert page.status_code == 200
    assert "Họ tên" not in page.text
    posted = {"cau-1": "5", "page_key": "k1"}
    assert nobody.post(f"/s/{opened.public_code}", data=posted).status_code == 302
    form = db.session.scalars(select(Response)).one()
    assert (form.channel, form.unit_id, form.bands) == (Channel.OPEN, None, None)


def test_a_sealed_answer_cannot_be_altered_and_an_altered_one_is_found(
    commune: Commune, opened: Round
) -> None:
    seal_forms(opened, [2] * 3, field=SAMPLE[0][0], unit=commune.unit.name, day=DAY)
    assert queries.first_altered(db.session(), opened) is None
    connection = db.session.connection()
    better = text("UPDATE response SET form_no = 'x' WHERE seq = 2")
    with pytest.raises(DBAPIError, match="niêm phong"), connection.begin_nested():
        connection.execute(better)
    loosen(connection)  # whoever owns the database could: the chain shows it
    connection.execute(better)
    assert queries.first_altered(db.session(), opened) == 2
    db.session.rollback()


def test_one_person_of_every_role_does_it_all_and_the_chair_signs_for_the_committee(
    commune: Commune, opened: Round
) -> None:
    for place, (name, official, _) in enumerate(SAMPLE):
        seal_forms(
            opened, [4] * official, field=name, unit=commune.unit.name, day=DAY,
            first=100 * place + 1, by=commune.clerk,
        )  # fmt: skip
    for other in db.session.scalars(select(Person).where(Person.agency_id == commune.agency.id)):
        other.is_active = other.id == commune.clerk.id
    close(opened, SPAN[1], by=commune.clerk)  # nobody else could: it must not stay open for ever
    assert opened.state is RoundState.CLOSED
    said = sign(commune.agency, opened, "70/BC-UBND", date(2021, 11, 10), commune.chair.name)
    for part in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn B",
                 "Tài nguyên môi trường", "Cỡ mẫu"):  # fmt: skip
        assert part in said, part


def test_with_a_leader_at_hand_the_clerk_asks_and_the_leader_closes(
    commune: Commune, opened: Round
) -> None:
    seal_forms(opened, [4], field=SAMPLE[0][0], unit=commune.unit.name, day=DAY, by=commune.clerk)
    assert commands.must_ask(db.session(), opened, commune.clerk)
    commands.ask_closing(db.session(), opened, by=commune.clerk, at=at(DAY))
    close(opened, SPAN[1], by=commune.chair)
    assert opened.state is RoundState.CLOSED
