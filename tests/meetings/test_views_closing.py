"""What the pages say before the minutes are closed: a day to come, an empty list of people."""

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import Office
from tests.meetings.scenes import open_scene
from tracker import clock
from tracker.access.models import Person
from tracker.database import db
from tracker.meetings.models import Attendance
from tracker.meetings.rules import Presence

SignIn = Callable[[Person | None], FlaskClient]
ALONE = "Chưa ghi người dự nào ngoài chủ trì, thư ký"


def test_a_day_to_come_is_told_at_its_field(office: Office, sign_in: SignIn) -> None:
    scene = open_scene(office)
    tomorrow = clock.today() + timedelta(days=1)
    typed = {"version": scene.meeting.version, "planned_on": "17/9/2021", "planned_at": "14:00"}
    client, url = sign_in(office.officer), f"/meetings/{scene.meeting.id}/edit"
    page = client.post(url, data=typed | {"held_on": f"{tomorrow:%d/%m/%Y}"})
    assert page.status_code == 200
    assert "Ngày họp thực tế chưa đến" in page.text
    assert client.post(url, data=typed | {"held_on": "17/9/2021"}).status_code == 302


def test_an_empty_list_of_people_is_told_before_closing(office: Office, sign_in: SignIn) -> None:
    scene = open_scene(office)
    client, url = sign_in(office.officer), f"/meetings/{scene.meeting.id}/close"
    assert ALONE not in client.get(url).text
    for row in db.session.scalars(select(Attendance)):
        row.presence = Presence.ABSENT
    db.session.commit()
    assert ALONE in client.get(url).text
