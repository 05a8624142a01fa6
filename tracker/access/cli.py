"""flask access …: who has an account, and a new password when nobody else can give one."""

import click

from tracker.access import commands as verbs
from tracker.access import queries
from tracker.commandline import AppGroup, agency_option, answer, find_agency, json_option, verb
from tracker.database import db
from tracker.errors import BadInput

access = AppGroup("access", help="Người dùng.")
commands = (access,)


@access.command("list")
@agency_option
@json_option
@verb()
def listing(agency_code: str, *, as_json: bool) -> None:
    """Người dùng của một cơ quan."""
    people = queries.find_people(db.session(), find_agency(agency_code).id)
    rows = [
        {
            "name": person.full_name,
            "title": person.title_line,
            "email": person.email,
            "roles": sorted(person.roles),
            "active": person.is_active,
        }
        for person in people
    ]
    lines = [f"{p.email}\t{p.full_name}\t{', '.join(sorted(p.roles))}" for p in people]
    answer(rows, lines, as_json=as_json)


@access.command("reset-password")
@click.argument("email")
@json_option
@verb(stores=True)
def reset_password(email: str, *, as_json: bool) -> None:
    """Cấp mật khẩu một lần, khi người quản trị duy nhất cũng quên mật khẩu."""
    person = queries.find_person_by_email(db.session(), email)
    if person is None:
        raise BadInput(f"Không có tài khoản {email}.")
    password = verbs.reset_password(db.session(), person)
    facts = {"email": person.email, "password": password}
    answer(facts, [f"{person.email}\t{password}"], as_json=as_json)
