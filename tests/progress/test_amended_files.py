"""An amended appendix comes in as a comparison: on the page, corrected, stored once; a command."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.factories import Office
from tests.plans.amended import AMENDED, pasted
from tests.plans.made import items_of, make_plan
from tests.plans.pages import SignIn, settle, text_of
from tracker.database import db
from tracker.plans.models import ActionItem, Amendment, ItemChange, Plan
from tracker.plans.rules import ChangeKind

BASIS = {"document": "20/KH-SM", "signed_on": "01/9/2021"}


def upload(client: FlaskClient, plan: Plan, *rows: str) -> str:
    """Where the comparison of these rows is shown."""
    form = BASIS | {"document_kind": "Kế hoạch sửa đổi, bổ sung", "pasted": pasted(*rows)}
    answer = client.post(f"/plans/{plan.id}/amendments/import", data=form)
    assert answer.status_code == 302, text_of(answer)
    return answer.headers["Location"]


def confirm(client: FlaskClient, place: str) -> str:
    version = re.search(r'name="version"[^>]*value="(\d+)"', client.get(place).text)
    assert version is not None
    return text_of(client.post(f"{place}/confirm", data={"version": version[1]}))


def kinds() -> dict[ChangeKind, int]:
    query = select(ItemChange.kind, func.count()).group_by(ItemChange.kind)
    return {row.kind: row[1] for row in db.session.execute(query)}


def test_the_comparison_shows_every_change_before_it_is_stored(
    office: Office, sign_in: SignIn
) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)

    page = text_of(client.get(upload(client, plan, *AMENDED)))

    assert "<b>Bổ sung</b> 1 · <b>Sửa đổi</b> 1 · <b>Bãi bỏ</b> 1 · <b>Đổi STT</b> 2" in (
        page.replace(" 01", " 1").replace(" 02", " 2")
    )
    assert "Thời gian hoàn thành" in page
    assert "Trước ngày 30/11/2021" in page
    assert len(items_of(plan)) == 4
    assert kinds() == {}


def test_confirmed_it_is_one_amendment(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    seats, lists, waits, talks = items_of(plan)
    client = sign_in(office.officer)

    confirm(client, upload(client, plan, *AMENDED))

    standing = [i for i in items_of(plan) if not i.removed_by_id]
    assert [i.id for i in standing[:3]] == [seats.id, waits.id, talks.id]
    assert [i.position for i in standing] == [1, 2, 3, 4]
    assert (standing[0].due_on, standing[3].task) == (date(2021, 11, 30), "Lập đường dây nóng")
    assert db.session.get_one(ActionItem, lists.id).ended_on == date(2021, 8, 31)
    assert kinds() == {
        ChangeKind.ADDED: 1,
        ChangeKind.CHANGED: 1,
        ChangeKind.DROPPED: 1,
        ChangeKind.RENUMBERED: 2,
    }
    assert db.session.scalars(select(Amendment.signed_on)).all() == [date(2021, 9, 1)]


def test_the_same_appendix_again_changes_nothing(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)
    confirm(client, upload(client, plan, *AMENDED))

    page = text_of(client.get(upload(client, plan, *AMENDED)))

    assert "Hai phụ lục như nhau" in page


def test_a_person_corrects_what_goes_on_with_what(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client, lists = sign_in(office.officer), items_of(plan)[1]
    place = upload(client, plan, *AMENDED)
    numbers = re.findall(r'name="(matches-\d+)-place"[^>]*value="4"', client.get(place).text)

    settle(client, place, **{f"{numbers[0]}-number": "2"})
    confirm(client, place)

    hotline = db.session.get_one(ActionItem, lists.id)
    assert (hotline.task, hotline.position, hotline.removed_by_id) == (
        "Lập đường dây nóng",
        4,
        None,
    )


def test_it_is_stored_once(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    client = sign_in(office.officer)
    place = upload(client, plan, *AMENDED)
    confirm(client, place)

    again = client.post(f"{place}/confirm", data={"version": "2"})

    assert again.status_code == 409
    assert len(items_of(plan)) == 5


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 403), ("director", 403), ("admin", 403), ("stranger", 404)]
)
def test_who_may_bring_an_amended_appendix(
    office: Office, sign_in: SignIn, who: str, status: int
) -> None:
    plan = make_plan(office.agency)
    place = upload(sign_in(office.officer), plan, *AMENDED)
    client = sign_in(getattr(office, who))

    for address in (f"/plans/{plan.id}/amendments/import", place):
        assert client.get(address).status_code == status
    assert client.post(f"{place}/confirm").status_code == status


def test_a_table_that_cannot_be_read_is_sent_back(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    form = BASIS | {"pasted": "không phải bảng"}

    answer = sign_in(office.officer).post(f"/plans/{plan.id}/amendments/import", data=form)

    assert answer.status_code == 200
    assert "bảng" in text_of(answer)


def command(app: Flask, tmp_path: Path, *more: str) -> dict[str, object]:
    db.session.commit()
    path = tmp_path / "phu-luc.txt"
    path.write_text(pasted(*AMENDED), encoding="utf-8")
    words = ["plans", "amend", str(path), "--agency", "mau", "--plan", "12/KH-SM", "--json"]
    words += ["--basis", "Kế hoạch số 20/KH-SM", "--date", "2021-09-01", *more]
    result = app.test_cli_runner().invoke(args=words)
    assert result.exit_code == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("more", [(), ("--yes",)])
def test_the_command_prints_the_comparison_and_stores_with_yes(
    app: Flask, office: Office, tmp_path: Path, more: tuple[str, ...]
) -> None:
    plan = make_plan(office.agency)

    found = command(app, tmp_path, *more)

    lines = found["lines"]
    assert isinstance(lines, list)
    assert [(x["change"], x["old_no"], x["new_no"]) for x in lines] == [
        ("changed", 1, 1),
        ("renumbered", 3, 2),
        ("renumbered", 4, 3),
        ("added", None, 4),
        ("dropped", 2, None),
    ]
    assert found["stored"] is bool(more)
    assert len(items_of(plan)) == (5 if more else 4)


def test_a_plan_nobody_knows_ends_in_exit_status_2(
    app: Flask, office: Office, tmp_path: Path
) -> None:
    db.session.commit()
    words = ["plans", "amend", "x.txt", "--plan", "9/KH", "--basis", "A", "--date", "2021-09-01"]
    result = app.test_cli_runner().invoke(args=[*words, "--agency", "mau"])
    assert (result.exit_code, "Không có kế hoạch số 9/KH" in result.stderr) == (2, True)


@pytest.mark.shared_inputs
def test_the_real_appendix_compared_with_itself_differs_in_nothing(
    app: Flask, office: Office, inputs: Path
) -> None:
    db.session.commit()
    runner, basis = app.test_cli_runner(), ["--basis", "Kế hoạch số 9", "--date", "2021-09-01"]
    file = str(inputs / "khanh-hoa-2021-appendix.docx")
    head = ["--agency", "mau", "--number", "844/STP-VP", "--date", "06/7/2021", "--year", "2021"]
    stored = runner.invoke(args=["plans", "import", file, *head, "--yes"])
    assert stored.exit_code == 0, stored.stderr

    for ending in ("docx", "xlsx"):
        other = file.replace("docx", ending)
        words = ["plans", "amend", other, "--plan", "844/STP-VP", "--agency", "mau", "--json"]
        lines = json.loads(runner.invoke(args=[*words, *basis]).stdout)["lines"]
        assert [line for line in lines if line["change"]] == []
        assert len(lines) == 15
