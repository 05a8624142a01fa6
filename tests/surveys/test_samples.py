"""Lists of people to ask: drawn once, replaced from the reserve in its order, put aside openly."""

import pytest
from sqlalchemy import inspect, select

from tests.factories import Office
from tests.surveys.made import NOON
from tests.surveys.people import DAY, close, drawn, entries, people, sampled_round
from tracker.database import Base, db
from tracker.errors import BadInput, Refusal
from tracker.ledger.models import LedgerEntry
from tracker.surveys import commands
from tracker.surveys.commands.samples import listed
from tracker.surveys.lots import draw
from tracker.surveys.models import SampleContact, SampleReplacement
from tracker.surveys.progressing import Wanted
from tracker.surveys.sample_sheets import ListRead
from tracker.surveys.stored import names_of
from tracker.surveys.words import Part, Unreached


def contacts() -> list[SampleContact]:
    return list(db.session.scalars(select(SampleContact)))


def test_a_draw_fills_every_line_and_forgets_everybody_else(office: Office) -> None:
    row = sampled_round(office)
    kept = drawn(office, row)
    found = entries(row)

    assert [e.part for e in found].count(Part.OFFICIAL) == 10
    assert len(found) == len(contacts()) == 20
    assert {(c.list_id, c.place) for c in contacts()} == {(e.list_id, e.place) for e in found}
    assert kept.seed == "2021"


def test_what_is_stored_of_a_draw_is_enough_to_draw_it_again(office: Office) -> None:
    row = sampled_round(office)
    kept, read = drawn(office, row), people()
    assert kept.strata is not None
    names = names_of(db.session(), row.agency_id)
    wanted = [Wanted(s["field_id"], s["unit_id"], s["official"], s["reserve"]) for s in kept.strata]
    again = draw(listed(read.accepted, names), wanted, kept.seed)
    stored = {(e.part, e.place) for e in entries(row)}
    assert read.digest == kept.digest
    assert stored == {(Part.OFFICIAL, p) for d in again for p in d.official} | {
        (Part.RESERVE, p) for d in again for p in d.reserve
    }


def test_a_list_is_drawn_once_and_a_seed_is_made_where_none_was_typed(office: Office) -> None:
    row = sampled_round(office)
    kept = drawn(office, row, seed="")
    assert len(kept.seed) == 16
    with pytest.raises(Refusal, match="đã rút mẫu"):
        commands.draw_list(db.session(), row, kept, "nữa", at=NOON)


def test_a_second_list_draws_only_for_lines_without_entries(office: Office) -> None:
    row = sampled_round(office)
    drawn(office, row)
    second = commands.keep_list(db.session(), row, people(), at=NOON, by=None)
    with pytest.raises(BadInput, match="Không có dòng nào"):
        commands.draw_list(db.session(), row, second, "", at=NOON)


def test_a_list_put_aside_frees_its_lines_and_keeps_its_seed_but_no_name(office: Office) -> None:
    row = sampled_round(office)
    first = drawn(office, row)
    commands.end_list(db.session(), row, first, at=NOON)
    assert (first.seed, contacts(), entries(row)) == ("2021", [], [])
    assert drawn(office, row, seed="2022").seed == "2022"


def test_a_list_looked_over_and_not_drawn_makes_room_for_the_next(office: Office) -> None:
    row = sampled_round(office)
    first = commands.keep_list(db.session(), row, people(), at=NOON, by=None)
    commands.keep_list(db.session(), row, people(30), at=NOON, by=None)
    assert first.ended_at == NOON
    assert len(contacts()) == 30


def test_reserves_are_called_in_their_order_until_they_are_used_up(office: Office) -> None:
    row = sampled_round(office, official=2, reserve=2)
    drawn(office, row)
    found = [e for e in entries(row) if e.field_id == entries(row)[0].field_id]
    first, reserves = found[0], [e for e in found if e.part is Part.RESERVE]
    session = db.session()

    called = commands.replace_entry(session, row, first, Unreached.MOVED, on=DAY, by=office.officer)
    assert called is reserves[0]
    with pytest.raises(Refusal, match="không còn trong danh sách"):
        commands.replace_entry(session, row, first, Unreached.MOVED, on=DAY, by=None)
    with pytest.raises(Refusal, match="không còn trong danh sách"):
        commands.replace_entry(session, row, reserves[1], Unreached.MOVED, on=DAY, by=None)
    assert (
        commands.replace_entry(session, row, called, Unreached.REFUSED, on=DAY, by=None)
        is (reserves[1])
    )
    with pytest.raises(Refusal, match="hết mẫu dự bị"):
        commands.replace_entry(session, row, reserves[1], Unreached.OTHER, on=DAY, by=None)
    reasons = session.scalars(select(SampleReplacement.reason)).all()
    assert list(reasons) == [Unreached.MOVED, Unreached.REFUSED]


def test_marks_change_only_what_was_shown_and_carry_no_day(office: Office) -> None:
    row = sampled_round(office)
    drawn(office, row)
    one, two, *_ = entries(row)
    assert commands.mark_reached(db.session(), row, {one.id: True, two.id: False}) == 1
    assert commands.mark_reached(db.session(), row, {two.id: True}) == 1
    assert sum(c.is_reached for c in contacts()) == 2
    columns = inspect(SampleContact).columns.keys()
    assert not {"reached_at", "reached_on", "reached_by_id", "by_id"} & set(columns)


def test_nothing_leads_from_the_sample_to_a_response() -> None:
    own = {"sample_list", "sample_contact", "sample_entry", "sample_replacement"}
    response = Base.metadata.tables["response"]
    towards = {key.column.table.name for key in response.foreign_keys}
    assert not towards & own
    for name in own:
        found = {key.column.table.name for key in Base.metadata.tables[name].foreign_keys}
        assert not found & {"response", "form_import", "tally"}


def test_a_closed_round_takes_no_list_draw_mark_or_reserve(office: Office) -> None:
    row = sampled_round(office)
    kept, session = drawn(office, row), db.session()
    entry = entries(row)[0]
    close(row)
    for deed in (
        lambda: commands.keep_list(session, row, people(), at=NOON, by=None),
        lambda: commands.draw_list(session, row, kept, "", at=NOON),
        lambda: commands.end_list(session, row, kept, at=NOON),
        lambda: commands.mark_reached(session, row, {entry.id: True}),
        lambda: commands.replace_entry(session, row, entry, Unreached.MOVED, on=DAY, by=None),
    ):
        with pytest.raises(Refusal, match="đã đóng"):
            deed()


def test_an_empty_list_and_a_long_seed_are_refused(office: Office) -> None:
    row = sampled_round(office)
    with pytest.raises(BadInput, match="không có dòng nào"):
        commands.keep_list(db.session(), row, ListRead((), ()), at=NOON, by=None)
    kept = commands.keep_list(db.session(), row, people(), at=NOON, by=None)
    with pytest.raises(BadInput, match="64 ký tự"):
        commands.draw_list(db.session(), row, kept, "7" * 65, at=NOON)


def test_the_ledger_names_nobody_of_a_list(office: Office) -> None:
    row = sampled_round(office)
    drawn(office, row)
    held = " ".join(filter(None, db.session.scalars(select(LedgerEntry.payload))))
    assert "sample_list" in " ".join(db.session.scalars(select(LedgerEntry.subject)).all())
    assert not [word for word in ("Canhten", "Canhdiachi", "0900", "zqz") if word in held]
