"""An agency copies a shipped method, changes it until it is used, and says what is equivalent."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.factories import Office
from tests.surveys.made import NOON, forms, make_round, seal
from tracker.access.models import Person
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.scores.commands import close_and_freeze, compare_rounds
from tracker.scores.queries import trend
from tracker.scores.words import Verdict
from tracker.surveys import commands, queries
from tracker.surveys.commands import RoundTerms
from tracker.surveys.methods import load_shipped
from tracker.surveys.models import Round, SurveyMethod

SignIn = Callable[[Person | None], FlaskClient]
KH = load_shipped("kh-2021")
ADDRESS = "/methods/so-mau@1"


def copied(office: Office, code: str = "so-mau") -> SurveyMethod:
    return commands.copy_method(db.session(), office.agency.id, KH, code, "Bộ của Sở")


def open_by(office: Office, method: SurveyMethod, code: str) -> Round:
    span = (date(2021, 4, 1), date(2021, 6, 30))
    terms = RoundTerms(code, f"Đợt {code}", method.id, *span)
    return commands.open_round(db.session(), office.agency, terms, at=NOON)


def typed(office: Office, **other: object) -> dict[str, object]:
    row = queries.find_own_method(db.session(), office.agency.id, "so-mau")
    assert row is not None
    return {
        "version": row.version,
        "name": "Bộ của Sở, ba mức",
        "formula": "mean_of_max",
        "decimals": "1",
        "scale": "Kém\nBình thường\nTốt | T",
        "source": "Quyết định số 5",
        "components-0-code": "CS3",
        "components-0-name": "Thủ tục hành chính",
        "components-0-questions": "Mẫu đơn | Tờ khai\nPhí",
        "components-1-name": "Kết quả",
        "components-1-questions": "Kết quả đúng hẹn",
    } | other


def test_a_copy_is_the_next_version_of_the_agencys_own(office: Office) -> None:
    first, second = copied(office), copied(office)
    assert (first.method_version, second.method_version) == (1, 2)
    assert queries.method_of(db.session(), second.id).questions == KH.questions
    with pytest.raises(BadInput, match="đi kèm hệ thống"):
        copied(office, "kh-2021")
    assert queries.find_method(db.session(), office.stranger.agency_id, "so-mau@1") is None


def test_the_office_copies_and_rewrites_a_method_on_its_pages(
    office: Office, sign_in: SignIn
) -> None:
    client = sign_in(office.officer)
    answer = client.post("/methods/kh-2021/copy", data={"code": "so-mau", "name": "Bộ của Sở"})
    assert answer.headers["Location"].endswith("/methods/so-mau@1/edit")
    assert "Bảng niêm yết thủ tục hành chính" in client.get(f"{ADDRESS}/edit").text
    assert client.post(f"{ADDRESS}/edit", data=typed(office)).status_code == 302
    found = queries.find_method(db.session(), office.agency.id, "so-mau@1")
    assert found is not None
    assert [(c.code, c.name, len(c.questions)) for c in found.components] == [
        ("CS1", "Thủ tục hành chính", 2), ("CS2", "Kết quả", 1),
    ]  # fmt: skip
    assert [q.code for q in found.questions] == ["C1", "C2", "C3"]
    assert found.components[0].successor_in("kh-2021").component == "CS3"  # type: ignore[union-attr]
    assert "Kết quả đúng hẹn" in client.get(ADDRESS).text


def test_a_stale_form_and_a_doubled_question_change_nothing(
    office: Office, sign_in: SignIn
) -> None:
    copied(office)
    client = sign_in(office.officer)
    stale = client.post(f"{ADDRESS}/edit", data=typed(office, version=9))
    doubled = client.post(
        f"{ADDRESS}/edit", data=typed(office, **{"components-1-questions": "Phí"})
    )
    assert (stale.status_code, doubled.status_code) == (409, 400)
    found = queries.find_method(db.session(), office.agency.id, "so-mau@1")
    assert found is not None
    assert len(found.questions) == 25


def test_a_form_opened_before_only_a_question_changed_is_stale(
    office: Office, sign_in: SignIn
) -> None:
    row = copied(office)
    client, posted = sign_in(office.officer), typed(office)
    assert client.post(f"{ADDRESS}/edit", data=posted).status_code == 302
    later = typed(office, **{"components-1-questions": "Kết quả chính xác"})
    assert client.post(f"{ADDRESS}/edit", data=later).status_code == 302
    assert client.post(f"{ADDRESS}/edit", data=later).status_code == 409
    assert row.version == 3


def test_a_method_in_use_is_read_only_but_for_its_equivalents(
    office: Office, sign_in: SignIn
) -> None:
    row = copied(office)
    open_by(office, row, "2021-Q2")
    with pytest.raises(Refusal, match="chỉ để đọc"):
        commands.change_method(db.session(), row, KH)
    client = sign_in(office.officer)
    page = client.get(ADDRESS).text
    assert f"{ADDRESS}/edit" not in page
    place = f"{ADDRESS}/equivalents/sipas-2023"
    posted = {"version": row.version, "lines-0-code": "CS1", "lines-0-target": "CS1",
              "lines-1-code": "CS2", "lines-1-target": "-"}  # fmt: skip
    assert client.post(place, data=posted).status_code == 302
    assert "không còn tương đương" in client.get(ADDRESS).text
    assert client.get("/methods/kh-2021/equivalents/sipas-2023").status_code == 404


def test_rounds_by_two_methods_are_not_compared_and_each_index_says_what_became_of_it(
    office: Office,
) -> None:
    first = make_round(office.agency, collect_to=date(2021, 3, 31))
    second = open_by(office, copied(office), "2021-Q2")
    for row in (first, second):
        seal(row, forms(6))
        close_and_freeze(db.session(), row, by=None, at=NOON)
    found = compare_rounds(db.session(), first, second, at=NOON)
    assert {each.verdict for each in found} == {Verdict.NOT_COMPARABLE}
    assert found[0].difference is None
    assert "chỉ số tương đương ở bộ chỉ số trước là “Tiếp cận dịch vụ”" in found[0].sentence
    course = trend(db.session(), office.agency.id, second.method_id)
    assert [point.joined for point in course] == [False, False]
    assert len(course[0].values) == 6


def test_a_round_is_opened_by_an_own_method(office: Office, sign_in: SignIn) -> None:
    copied(office)
    client = sign_in(office.officer)
    posted = {"code": "2021-L1", "title": "Lần 1", "method_code": "so-mau@1",
              "collect_from": "01/02/2021", "collect_to": "15/6/2021"}  # fmt: skip
    assert client.post("/rounds/new", data=posted).status_code == 302
    row = queries.get_round_by_code(db.session(), office.agency.id, "2021-L1")
    assert (row.method.agency_id, row.method.code) == (office.agency.id, "so-mau")
    assert 'value="so-mau@1"' in client.get(f"/rounds/{row.id}/edit").text
    assert client.get("/yardsticks/new?method=so-mau@1").status_code == 200
    assert client.get("/published-values/new?method=so-mau@1").status_code == 200
