"""People: the list, one person, roles, passwords, disabling."""

from collections.abc import Collection, Sequence

from flask import abort, render_template, request, url_for
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access import commands
from tracker.access.forms.people import NewPersonForm, PersonForm, RolesForm
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.lists import PEOPLE as COLUMNS
from tracker.access.models import Membership, Person
from tracker.access.predecessors import Heir, find_inherited
from tracker.access.queries import find_oversights, find_people
from tracker.access.rules import ROLE_WORDS, Can, grantable, may_manage
from tracker.access.views.blueprint import bp
from tracker.access.views.slips import slips_page
from tracker.database import db, match_version
from tracker.listed import send_list
from tracker.organisation.queries import find_units
from tracker.vietnamese import fold

PEOPLE = Can.ACCESS_PEOPLE


@bp.get("/people")
@requires(PEOPLE)
def people() -> str:
    everybody = find_people(db.session(), my_agency().id)
    return render_template(
        "access/people.html",
        people=_narrowed(everybody),
        count=len(everybody),
        role_words=ROLE_WORDS,
    )


@bp.get("/people.<any(xlsx,csv):kind>")
@requires(PEOPLE)
def people_list(kind: str) -> Response:
    return send_list(
        kind, "Người dùng", COLUMNS, _narrowed(find_people(db.session(), my_agency().id))
    )


@bp.route("/people/new", methods=["GET", "POST"])
@requires(PEOPLE)
def new_person() -> str | Response:
    agency, form = my_agency(), NewPersonForm()
    units = find_units(db.session(), agency.id)
    form.offer(units, grantable(me().roles), f"Không thuộc đơn vị ({agency.profile.leaders})")
    if form.validate_on_submit():
        free_addresses([form.email.data or ""])
        person, password = commands.add_person(
            db.session(),
            agency.id,
            name=form.name.data or "",
            email=form.email.data or "",
            roles=frozenset(form.roles.data or ()),
            salutation=form.salutation.data or "",
            title=form.title.data or "",
            unit_id=form.unit_id.data,
            is_head=bool(form.is_head.data),
        )
        return slips_page([(person, password)])
    return render_template("access/person_new.html", form=form)


def free_addresses(emails: Collection[str]) -> None:
    """Addresses that only accounts of agencies merged into one's own hold may be used again."""
    commands.inherit_addresses(db.session(), inherited(emails))


def inherited(emails: Collection[str]) -> Sequence[Person]:
    """Those accounts, but none above what the signed-in person may hand out."""
    heir = Heir(my_agency(), grantable(me().roles))
    wanted = [email.strip().lower() for email in emails]
    return find_inherited(db.session(), heir, wanted, clock.today())


@bp.get("/people/<int:person_id>")
@requires(PEOPLE)
def person(person_id: int) -> str:
    someone = _load(person_id)
    roles = RolesForm(obj=someone)
    roles.roles.offer(grantable(me().roles))
    return render_template(
        "access/person.html",
        person=someone,
        manages=may_manage(me(), someone),
        roles=roles,
        role_words=ROLE_WORDS,
        oversights=find_oversights(db.session(), someone.id),
    )


@bp.route("/people/<int:person_id>/edit", methods=["GET", "POST"])
@requires(PEOPLE)
def edit_person(person_id: int) -> str | Response:
    someone = managed(person_id)
    form = PersonForm(obj=someone)
    if form.validate_on_submit():
        match_version(someone, form.version.data)
        commands.describe_person(
            db.session(),
            someone,
            salutation=form.salutation.data or "",
            name=form.name.data or "",
            title=form.title.data or "",
            email=form.email.data or "",
        )
        return web.done(url_for(".person", person_id=someone.id), "Đã sửa thông tin.")
    return render_template("access/person_edit.html", form=form, person=someone)


@bp.post("/people/<int:person_id>/roles")
@requires(PEOPLE)
def set_roles(person_id: int) -> Response:
    someone, form = managed(person_id), RolesForm()
    form.roles.offer(grantable(me().roles))
    if not form.validate_on_submit():
        abort(400, "Vai trò đã chọn không cấp được. Mở lại trang rồi chọn lại.")
    match_version(someone, form.version.data)
    commands.set_roles(db.session(), someone, frozenset(form.roles.data or ()))
    return web.done(url_for(".person", person_id=someone.id), "Đã lưu vai trò.")


@bp.post("/people/<int:person_id>/reset-password")
@requires(PEOPLE)
def reset_password(person_id: int) -> str | Response:
    someone = managed(person_id)
    return slips_page([(someone, commands.reset_password(db.session(), someone))])


@bp.post("/people/<int:person_id>/disable")
@requires(PEOPLE)
def disable(person_id: int) -> Response:
    someone = managed(person_id)
    commands.disable(db.session(), someone)
    said = f"Đã khóa tài khoản của {someone.full_name}."
    return web.done(url_for(".person", person_id=someone.id), said)


@bp.post("/people/<int:person_id>/enable")
@requires(PEOPLE)
def enable(person_id: int) -> str | Response:
    someone = managed(person_id)
    return slips_page([(someone, commands.enable(db.session(), someone))])


def managed(person_id: int) -> Person:
    """A person of one's own agency whose account one may edit; else 404, as if there were none."""
    someone = _load(person_id)
    if not may_manage(me(), someone):
        abort(404)
    return someone


def _load(person_id: int) -> Person:
    places = selectinload(Person.memberships).options(joinedload(Membership.unit))
    return load(Person, person_id, PEOPLE, places)


def _narrowed(everybody: Sequence[Person]) -> list[Person]:
    """Those that the words in the address name."""
    words = fold(request.args.get("q", "").strip())
    return [p for p in everybody if words in fold(f"{p.name} {p.title_line} {p.email}")]
