"""Units: the list, one unit, its names, spellings and end."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.queries import find_overseer, find_overseers, find_people_of_unit
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.listed import send_list
from tracker.organisation import commands, queries
from tracker.organisation.forms import AliasForm, RenameForm, UnitDetailsForm, UnitForm
from tracker.organisation.lists import UNITS
from tracker.organisation.models import Unit, UnitAlias
from tracker.organisation.rules import UNIT_WORDS
from tracker.organisation.views.blueprint import bp

EDIT = Can.ORGANISATION_EDIT


@bp.get("/units")
@requires(Can.READ)
def units() -> str:
    session, agency, today = db.session(), my_agency(), clock.today()
    return render_template(
        "organisation/units.html",
        units=queries.find_units(session, agency.id, active_only=False),
        groups=queries.find_group_lines(session, agency.id, today),
        overseers=find_overseers(session, agency.id, today),
        kinds=UNIT_WORDS,
    )


@bp.get("/units.<any(xlsx,csv):kind>")
@requires(Can.READ)
def units_list(kind: str) -> Response:
    units = queries.find_units(db.session(), my_agency().id, active_only=False)
    return send_list(kind, "Đơn vị", UNITS, units)


@bp.route("/units/new", methods=["GET", "POST"])
@requires(EDIT)
def new_unit() -> str | Response:
    form = UnitForm()
    if form.validate_on_submit():
        unit = commands.add_unit(
            db.session(),
            my_agency(),
            name=form.name.data or "",
            kind=form.kind.data,
            short=form.short.data or "",
        )
        return web.done(url_for(".unit", unit_id=unit.id), f"Đã thêm {unit.name}.")
    return render_template("organisation/unit_new.html", form=form)


@bp.get("/units/<int:unit_id>")
@requires(Can.READ)
def unit(unit_id: int) -> str:
    return _unit_page(load(Unit, unit_id, Can.READ), AliasForm())


@bp.post("/units/<int:unit_id>/aliases")
@requires(EDIT)
def add_alias(unit_id: int) -> str | Response:
    unit, form = load(Unit, unit_id, EDIT), AliasForm()
    if not form.validate_on_submit():
        return _unit_page(unit, form)
    text, by = form.text.data or "", me().name
    commands.settle_alias(db.session(), unit.agency_id, text, unit_id=unit.id, by=by)
    return web.done(url_for(".unit", unit_id=unit.id), f"Đã ghi cách viết “{text}”.")


@bp.post("/aliases/<int:alias_id>/remove")
@requires(EDIT)
def remove_alias(alias_id: int) -> Response:
    alias = load(UnitAlias, alias_id, EDIT)
    back = url_for(".units")
    if alias.unit_id is not None:
        back = url_for(".unit", unit_id=alias.unit_id)
    text = alias.text
    commands.forget_alias(db.session(), alias)
    return web.done(back, f"Đã bỏ cách viết “{text}”.")


@bp.route("/units/<int:unit_id>/edit", methods=["GET", "POST"])
@requires(EDIT)
def edit_unit(unit_id: int) -> str | Response:
    unit = load(Unit, unit_id, EDIT)
    form = UnitDetailsForm(obj=unit)
    if form.validate_on_submit():
        match_version(unit, form.version.data)
        commands.describe_unit(
            unit,
            kind=form.kind.data,
            short=form.short.data or "",
            position=form.position.data or 0,
        )
        if form.is_office.data and not unit.is_office:
            commands.make_office(db.session(), unit)
        return web.done(url_for(".unit", unit_id=unit.id), f"Đã sửa {unit.name}.")
    return render_template("organisation/unit_edit.html", form=form, unit=unit)


@bp.route("/units/<int:unit_id>/rename", methods=["GET", "POST"])
@requires(EDIT)
def rename_unit(unit_id: int) -> str | Response:
    unit = load(Unit, unit_id, EDIT)
    form = RenameForm(today=clock.today(), obj=unit)
    if form.validate_on_submit() and form.renamed_on.data:
        match_version(unit, form.version.data)
        name, document = form.new_name.data or "", form.renamed_by.data or ""
        commands.rename_unit(db.session(), unit, name, form.renamed_on.data, document)
        return web.done(url_for(".unit", unit_id=unit.id), f"Đã đổi tên thành {unit.name}.")
    return render_template("organisation/unit_rename.html", form=form, unit=unit)


def _unit_page(unit: Unit, form: AliasForm) -> str:
    session, today = db.session(), clock.today()
    aliases = queries.find_aliases(session, unit.agency_id)
    return render_template(
        "organisation/unit.html",
        unit=unit,
        form=form,
        names=queries.find_names(session, unit.id),
        changes=queries.find_changes(session, unit.id),
        aliases=[alias for alias in aliases if alias.unit_id == unit.id],
        overseer=find_overseer(session, unit.id, today),
        people=find_people_of_unit(session, unit.id),
        kinds=UNIT_WORDS,
    )
