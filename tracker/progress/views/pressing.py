"""Pressing units for what they owe: logged, with texts to paste and a letter to be signed."""

from collections.abc import Collection, Sequence
from io import BytesIO

from flask import render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.queries import find_people_of_unit
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.listed import send_list
from tracker.organisation.models import Unit
from tracker.organisation.queries import office_unit
from tracker.papers.names import file_name
from tracker.papers.word import write_word
from tracker.plans.queries import running_plan
from tracker.progress import commands
from tracker.progress.forms.asks import PressForm
from tracker.progress.letter import LetterFacts, letter
from tracker.progress.lists import DEBTS
from tracker.progress.queries.debts import UnitDebt, find_debts
from tracker.progress.views.blueprint import bp
from tracker.progress.wording import WAY_WORDS
from tracker.store.kinds import KINDS


@bp.get("/pressings")
@requires(Can.PROGRESS_PRESS)
def pressings() -> str:
    return render_template(
        "progress/pressings.html",
        debts=_debts(),
        words=my_agency().profile,
        form=PressForm(formdata=None),
        ways=WAY_WORDS,
    )


@bp.get("/pressings.<any(xlsx,csv):kind>")
@requires(Can.PROGRESS_PRESS)
def pressings_list(kind: str) -> Response:
    return send_list(kind, "Đơn vị cần đôn đốc", DEBTS, _debts())


@bp.get("/pressings/letter.docx")
@requires(Can.PROGRESS_PRESS)
def press_letter() -> Response:
    debts = _debts(request.args.getlist("unit", type=int))
    if not debts:
        raise Refusal("Chọn ít nhất một đơn vị còn việc phải đôn đốc.")
    agency = my_agency()
    word = write_word(letter(_facts(debts)))
    name = file_name("CV", agency.document_code or agency.code, "don-doc", suffix="docx")
    media = KINDS["docx"].media_type
    return send_file(BytesIO(word), media, as_attachment=True, download_name=name)


@bp.post("/pressings")
@requires(Can.PROGRESS_PRESS)
def press_all() -> Response:
    debts = _debts(request.form.getlist("unit", type=int))
    if not debts:
        raise Refusal("Chọn ít nhất một đơn vị còn việc phải đôn đốc.")
    _press(debts, _valid(PressForm()))
    said = f"Đã ghi nhận đôn đốc {len(debts):02d} đơn vị; bản chữ để gửi ở ngay dưới đây."
    return web.done(url_for(".pressings"), said)


@bp.post("/units/<int:unit_id>/press")
@requires(Can.PROGRESS_PRESS)
def press(unit_id: int) -> Response:
    unit = load(Unit, unit_id, Can.PROGRESS_PRESS)
    debts = _debts([unit.id])
    if not debts:
        raise Refusal(f"{unit.name} không còn việc nào phải đôn đốc.")
    _press(debts, _valid(PressForm()))
    said = f"Đã ghi nhận đôn đốc {unit.name}; bản chữ để gửi ở ngay dưới đây."
    return web.done(url_for(".pressings", _anchor=f"don-vi-{unit.id}"), said)


def _debts(unit_ids: Collection[int] = ()) -> list[UnitDebt]:
    """What units owe today; all of them unless some are named (a form with none ticked names 0)."""
    debts = find_debts(db.session(), my_agency(), clock.today())
    return [debt for debt in debts if not unit_ids or debt.unit.id in unit_ids]


def _facts(debts: Sequence[UnitDebt]) -> LetterFacts:
    session, agency = db.session(), my_agency()
    office = office_unit(session, agency.id)
    people = find_people_of_unit(session, office.id) if office else ()
    heads = [line.person.name for line in people if line.place.is_head]
    return LetterFacts(
        agency=agency,
        plan=running_plan(session, agency.id),
        debts=debts,
        today=clock.today(),
        office_head=next(iter(heads), ""),
    )


def _valid(form: PressForm) -> PressForm:
    """The form as posted; a button elsewhere posts none of its fields."""
    if not form.validate_on_submit():
        raise BadInput(" ".join(text for texts in form.errors.values() for text in texts))
    return form


def _press(debts: Sequence[UnitDebt], form: PressForm) -> None:
    agency, at = my_agency(), clock.now()
    for debt in debts:
        note = commands.PressNote(
            text=debt.text(agency.profile.office, clock.today()),
            way=form.way.data,
            document=form.document.data or "",
        )
        commands.press_unit(db.session(), agency.id, debt.unit.id, note, by=me(), at=at)
