"""Puts a demo in the midst of things that its own year leaves finished or not begun."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.installations import installation
from tracker import clock
from tracker.access.models import Person
from tracker.database import db
from tracker.demo.appendix import table
from tracker.intake.reading import read_document
from tracker.meetings.commands.drawing import draw_agenda
from tracker.meetings.queries import next_meeting
from tracker.organisation.models import Agency
from tracker.plans.commands import Source, read_upload, start_import
from tracker.plans.obligations import current_period
from tracker.plans.queries import ItemFilter, find_items
from tracker.progress.commands import Finished, RequestDraft, await_head, make_request
from tracker.progress.models import RequestLine
from tracker.progress.queries.desk import draft_key
from tracker.progress.queries.request_table import answer_key
from tracker.progress.queries.states import find_owing
from tracker.progress.requests import Question, QuestionKind, Scope
from tracker.surveys import commands as surveys
from tracker.surveys.commands import (
    TotalsDraft,
    draw_list,
    keep_list,
    record_totals,
    replace_entry,
)
from tracker.surveys.methods import load_shipped
from tracker.surveys.queries import (
    find_fields,
    find_quotas,
    find_sample_entries,
    find_unsigned_rounds,
    method_of,
)
from tracker.surveys.sample_sheets import read_list
from tracker.surveys.words import RoundState, Unreached
from tracker.vietnamese import short_date


def stage(folder: Path) -> None:
    """An appendix being looked over, a meeting being held, a report waiting, forms checked."""
    with installation(folder, f"sqlite:///{folder / 'tracker.sqlite3'}") as app:
        session = db.session()
        agency = session.scalars(select(Agency).where(Agency.code == "demo")).one()
        people = session.scalars(select(Person).where(Person.agency_id == agency.id))
        by_key = {person.email.partition("@")[0]: person for person in people}
        _read_appendix(session, app, agency, by_key["office"])
        _open_meeting(session, agency)
        _finish_report(session, agency, by_key["clerk"])
        _finish_answer(session, by_key["clerk"])
        _ask_again(session, agency, by_key["office"])
        _check_forms(session, agency, by_key["office"])
        _draw_sample(session, agency, by_key["office"])
        surveys.copy_method(session, agency.id, load_shipped("kh-2021"), "bo-rieng", "Bộ riêng")
        session.commit()


def _check_forms(session: Session, agency: Agency, by: Person) -> None:
    """In the open round: rows being typed, forms drawn for phúc tra, one left out, a machine."""
    row = next(r for r in find_unsigned_rounds(session, agency.id) if r.state is RoundState.OPEN)
    at, cells = clock.now(), {f"r1-c{n}": "4" for n in range(1, 26)}
    surveys.keep_rows(session, row, by, {"r1-number": "201", **cells, "r2-c1": "9"}, at=at)
    drawn = surveys.draw_recheck(session, row, by=by, at=at, seed="a1")
    surveys.type_again(session, drawn, {drawn.seqs[0]: (4,) * 25}, by=by, at=at)
    why = surveys.Leaving("Phiếu thử của Văn phòng, không phải phiếu của người dân")
    surveys.exclude_form(session, row, row.responses, why, by=by, at=at)
    surveys.start_kiosk(session, row)


def _read_appendix(session: Session, app: Flask, agency: Agency, by: Person) -> None:
    source = Source("phu-luc.csv", table(clock.today()))
    upload = read_upload(session, agency, source, clock.today().year + 1, "kh-2021")
    start_import(session, agency, app.extensions["shelf"], upload, by=by, at=clock.now())


def _open_meeting(session: Session, agency: Agency) -> None:
    meeting = next_meeting(session, agency.id, clock.today() - timedelta(days=1))
    assert meeting is not None
    draw_agenda(session, agency, meeting, at=clock.now())


def _finish_report(session: Session, agency: Agency, author: Person) -> None:
    items = find_items(session, ItemFilter(agency.id))
    unit_id = author.memberships[0].unit_id
    owing = next(o for o in find_owing(session, agency, items) if o.line.unit_id == unit_id)
    period = current_period(owing.terms, owing.periods, clock.today())
    assert unit_id is not None
    assert period is not None
    key = draft_key(owing.item.id, unit_id, period.code)
    typed = {"claimed": "under-way", "result": "Đã rà soát xong 12 thủ tục."}
    await_head(session, Finished(unit_id, key, typed), author=author, at=clock.now())


def _finish_answer(session: Session, author: Person) -> None:
    """What was asked of the clerk's unit is answered, and waits for its head."""
    unit_id = author.memberships[0].unit_id
    line = session.scalars(select(RequestLine).where(RequestLine.unit_id == unit_id)).first()
    assert unit_id is not None
    assert line is not None
    typed = {"answer_0": "5", "answer_1": "no", "answer_2": "Chờ xác minh.", "late_reason": "Chờ."}
    finished = Finished(unit_id, answer_key(line.id), typed)
    await_head(session, finished, author=author, at=clock.now())


def _ask_again(session: Session, agency: Agency, by: Person) -> None:
    """A request that nobody answered yet: it may still be corrected."""
    unit_id = by.memberships[0].unit_id
    assert unit_id is not None
    draft = RequestDraft(
        summary="Báo cáo danh sách công chức tiếp nhận hồ sơ",
        due_on=clock.today() + timedelta(days=5),
        scope=Scope.UNITS,
        questions=(Question("Số công chức", QuestionKind.NUMBER),),
    )
    make_request(session, agency.id, draft, [(unit_id, None)], author=by, at=clock.now())


def _draw_sample(session: Session, agency: Agency, by: Person) -> None:
    """People drawn for the open round, another list waiting, and totals without forms."""
    rounds = find_unsigned_rounds(session, agency.id)
    row = next(r for r in rounds if r.state is RoundState.OPEN and find_quotas(session, r.id))
    fields = [field.name for field in find_fields(session, agency.id)]
    rows = ["Họ và tên;Địa chỉ;Số điện thoại;Lĩnh vực;Ngày trả kết quả"]
    rows += [
        f"Người thứ {n};Thôn {n % 9 + 1};0900000{n:03d};{name};{short_date(row.collect_from)}"
        for n in range(1, 121)
        for name in fields
    ]
    read = read_list(read_document("\n".join(rows).encode(), "danh-sach.csv"))
    kept = keep_list(session, row, read, at=clock.now(), by=by)
    draw_list(session, row, kept, "2021", at=clock.now())
    first = find_sample_entries(session, row.id)[0]
    replace_entry(session, row, first, Unreached.MOVED, on=clock.today(), by=by)
    keep_list(session, row, read, at=clock.now(), by=by)
    counts = {c.code: [1, 2, 7, 30, 20] for c in method_of(session, row.method_id).components}
    draft = TotalsDraft(clock.today(), "Công văn số 12", 60, counts)
    record_totals(session, row, draft, by=by)
