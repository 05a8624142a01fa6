"""Collective names and who stands under them, from when to when."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.organisation import commands, queries
from tracker.organisation.forms import AliasForm, GroupForm, GroupMemberForm, LeaveGroupForm
from tracker.organisation.models import Unit, UnitGroup, UnitGroupMember
from tracker.organisation.views.blueprint import bp

EDIT = Can.ORGANISATION_EDIT


@bp.route("/groups/new", methods=["GET", "POST"])
@requires(EDIT)
def new_group() -> str | Response:
    form = GroupForm()
    if form.validate_on_submit():
        group = commands.add_group(db.session(), my_agency(), form.name.data or "")
        return web.done(url_for(".group", group_id=group.id), f"Đã thêm nhóm “{group.name}”.")
    return render_template("organisation/group_new.html", form=form)


@bp.get("/groups/<int:group_id>")
@requires(Can.READ)
def group(group_id: int) -> str:
    return _group_page(load(UnitGroup, group_id, Can.READ), GroupMemberForm(), AliasForm())


@bp.post("/groups/<int:group_id>/members")
@requires(EDIT)
def add_member(group_id: int) -> str | Response:
    group, form = load(UnitGroup, group_id, EDIT), GroupMemberForm()
    form.offer(queries.find_units(db.session(), group.agency_id))
    if not form.validate_on_submit():
        return _group_page(group, form, AliasForm(formdata=None))
    unit = load(Unit, form.unit_id.data, EDIT)
    commands.add_to_group(db.session(), group, unit, form.since.data)
    return web.done(url_for(".group", group_id=group.id), f"Đã thêm {unit.name} vào nhóm.")


@bp.post("/groups/<int:group_id>/aliases")
@requires(EDIT)
def add_group_alias(group_id: int) -> str | Response:
    group, form = load(UnitGroup, group_id, EDIT), AliasForm()
    if not form.validate_on_submit():
        return _group_page(group, GroupMemberForm(formdata=None), form)
    text, by = form.text.data or "", me().name
    commands.settle_alias(db.session(), group.agency_id, text, group_id=group.id, by=by)
    return web.done(url_for(".group", group_id=group.id), f"Đã ghi cách viết “{text}”.")


@bp.route("/group-members/<int:member_id>/end", methods=["GET", "POST"])
@requires(EDIT)
def end_member(member_id: int) -> str | Response:
    member = load(UnitGroupMember, member_id, EDIT)
    unit, form = load(Unit, member.unit_id, EDIT), LeaveGroupForm(today=clock.today())
    if form.validate_on_submit() and form.ended_on.data:
        commands.remove_from_group(member, form.ended_on.data)
        back = url_for(".group", group_id=member.group_id)
        return web.done(back, f"{unit.name} đã ra khỏi nhóm.")
    return render_template("organisation/member_end.html", form=form, member=member, unit=unit)


def _group_page(group: UnitGroup, form: GroupMemberForm, alias_form: AliasForm) -> str:
    session = db.session()
    form.offer(queries.find_units(session, group.agency_id))
    aliases = queries.find_aliases(session, group.agency_id)
    return render_template(
        "organisation/group.html",
        group=group,
        form=form,
        alias_form=alias_form,
        lines=queries.find_member_lines(session, group.id),
        aliases=[alias for alias in aliases if alias.group_id == group.id],
    )
