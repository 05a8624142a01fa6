"""People from a spreadsheet: the template, the preview with each row's errors, the adding."""

import json
from collections.abc import Sequence
from dataclasses import astuple
from operator import attrgetter

from flask import render_template, send_file
from werkzeug.wrappers import Response

from tracker.access import commands
from tracker.access.forms.people import ConfirmSheetForm, SheetForm
from tracker.access.guard import me, my_agency, requires
from tracker.access.models import Person
from tracker.access.passwords import OneTime, new_one_time
from tracker.access.people_sheet import (
    COLUMNS,
    MOST_ROWS,
    CheckedRow,
    Known,
    PersonRow,
    check_rows,
    read_people,
)
from tracker.access.queries import find_taken_emails
from tracker.access.rules import ROLE_WORDS, Can, grantable
from tracker.access.views.blueprint import bp
from tracker.access.views.people import free_addresses, inherited
from tracker.access.views.slips import slips_page
from tracker.database import begin_writing, db
from tracker.errors import BadFile, BadInput
from tracker.intake.reading import read_document
from tracker.organisation.queries import find_units, known_units
from tracker.papers.sheets import Column, Sheet, write_book
from tracker.vietnamese import fold

PEOPLE = Can.ACCESS_PEOPLE
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/people/import/template")
@requires(PEOPLE)
def import_template() -> Response:
    columns = [
        Column[PersonRow](heading, attrgetter(field), width=24) for field, heading, _ in COLUMNS
    ]
    lists = [
        Column[str]("Đơn vị ghi được trong cột Đơn vị", str, width=60),
    ]
    units = [unit.name for unit in find_units(db.session(), my_agency().id)]
    roles = ", ".join(word for role, word in ROLE_WORDS.items() if role in grantable(me().roles))
    notes = (f"Vai trò ghi được: {roles}; để trống là Đơn vị.", "Người đứng đầu: ghi x.")
    book = write_book(
        [Sheet("Người dùng", columns, ()), Sheet("Hướng dẫn", lists, units, notes=notes)]
    )
    return send_file(book, EXCEL, as_attachment=True, download_name="mau-danh-sach-nguoi-dung.xlsx")


@bp.route("/people/import", methods=["GET", "POST"])
@requires(PEOPLE)
def import_people() -> str:
    form = SheetForm()
    if form.validate_on_submit():
        db.session.rollback()  # reading takes seconds; nobody should wait for the write lock
        try:
            file = form.sheet.data
            rows = read_people(read_document(file.read(), file.filename or "").tables)
        except BadFile as refusal:
            form.sheet.errors = [str(refusal)]
        else:
            return _preview(rows)
    return render_template("access/import.html", form=form, most=MOST_ROWS)


@bp.post("/people/import/confirm")
@requires(PEOPLE)
def confirm_import() -> str | Response:
    form = ConfirmSheetForm()
    if not form.validate_on_submit():
        raise BadInput("Không đọc được danh sách đã xem trước. Chọn lại tệp.")
    ready = [row for row in _check(_decoded(form.rows.data or "")) if row.is_ready]
    agency_id = my_agency().id
    db.session.rollback()
    passwords = [new_one_time() for _ in ready]  # 20 ms each: before the write lock, not under it
    begin_writing()
    free_addresses([row.row.email for row in ready])
    pairs = zip(ready, passwords, strict=True)
    return slips_page([_add(agency_id, row, password) for row, password in pairs])


def _add(agency_id: int, row: CheckedRow, password: OneTime) -> tuple[Person, str]:
    return commands.add_person(
        db.session(),
        agency_id,
        name=row.row.name,
        email=row.row.email,
        roles=row.roles,
        salutation=row.row.salutation,
        title=row.row.title,
        unit_id=row.unit_id,
        is_head=row.is_head,
        ready=password,
    )


def _preview(rows: Sequence[PersonRow]) -> str:
    lines = _check(rows)
    form = ConfirmSheetForm(formdata=None, rows=json.dumps([astuple(row) for row in rows]))
    ready = sum(line.is_ready for line in lines)
    return render_template("access/import_check.html", form=form, lines=lines, ready=ready)


def _check(rows: Sequence[PersonRow]) -> Sequence[CheckedRow]:
    session, agency_id = db.session(), my_agency().id
    names = known_units(session, agency_id)
    units = {fold(n.text): n.unit_id for n in reversed(names) if n.unit_id is not None}
    emails = [row.email.lower() for row in rows]
    taken = find_taken_emails(session, emails) - {person.email for person in inherited(emails)}
    return check_rows(rows, Known(units, taken, grantable(me().roles)))


def _decoded(text: str) -> Sequence[PersonRow]:
    """The rows that the preview sent along; they are checked again, so they need not be trusted."""
    try:
        rows = [PersonRow(*map(str, cells)) for cells in json.loads(text)][: MOST_ROWS + 1]
    except (TypeError, ValueError, RecursionError) as error:
        raise BadInput("Không đọc được danh sách đã xem trước. Chọn lại tệp.") from error
    return rows[:MOST_ROWS]
