"""flask organisation …, flask calendar …: agencies and years of days off, from a terminal."""

from datetime import date
from typing import Any

import click

from tracker import clock
from tracker.commandline import (
    AppGroup,
    agency_option,
    answer,
    day_option,
    find_agency,
    json_option,
    verb,
)
from tracker.database import db
from tracker.organisation import commands as verbs
from tracker.organisation import queries
from tracker.organisation.models import Agency
from tracker.organisation.rules import AgencyKind
from tracker.vietnamese import short_date

organisation = AppGroup("organisation", help="Cơ quan.")
calendar = AppGroup("calendar", help="Lịch nghỉ, ngày làm việc.")
commands = (organisation, calendar)

KINDS = click.Choice([kind.value for kind in AgencyKind])


@organisation.command("add")
@click.argument("code")
@click.option("--name", required=True, help="Tên cơ quan.")
@click.option("--kind", type=KINDS, default=AgencyKind.DEPARTMENT.value, help="so hoặc xa.")
@click.option("--superior", default="", help="Cơ quan cấp trên, in phía trên tên cơ quan.")
@click.option("--place", default="", help="Địa danh.")
@click.option("--document-code", default="", help="Chữ viết tắt trong số văn bản.")
@json_option
@verb(stores=True)
def add(code: str, name: str, kind: str, *, as_json: bool, **papers: Any) -> None:
    """Thêm một cơ quan với Văn phòng, lịch nghỉ và kỳ báo cáo của năm nay và năm sau."""
    session = db.session()
    agency = verbs.add_agency(session, code=code, name=name, kind=AgencyKind(kind), **papers)
    verbs.make_ready(session, agency, clock.today().year)
    answer([_row(agency)], [f"Đã thêm {agency.name} ({agency.code})."], as_json=as_json)


@organisation.command("list")
@json_option
@verb()
def listing(*, as_json: bool) -> None:
    """Các cơ quan trên máy chủ này."""
    agencies = queries.find_agencies(db.session())
    lines = [f"{a.code}\t{a.name}" for a in agencies] or ["Chưa có cơ quan nào."]
    answer([_row(a) for a in agencies], lines, as_json=as_json)


@organisation.command("merge")
@click.argument("old", nargs=-1, required=True)
@click.option("--into", "into", required=True, help="Mã cơ quan sau hợp nhất, đã có.")
@click.option("--on", "on", type=day_option, required=True, help="Ngày có hiệu lực.")
@click.option("--document", required=True, help="Số, ngày, cơ quan ban hành văn bản.")
@json_option
@verb(stores=True)
def merge(old: tuple[str, ...], into: str, on: date, document: str, *, as_json: bool) -> None:
    """Hợp nhất các cơ quan OLD vào một cơ quan: hồ sơ cũ chỉ đọc, cơ quan mới xem được."""
    closing, receiver = [find_agency(code) for code in old], find_agency(into)
    verbs.merge_agencies(db.session(), closing, receiver, on=on, document=document)
    said = f"Từ {short_date(on)} hồ sơ chỉ đọc; {receiver.name} ({receiver.code}) xem được."
    lines = [f"{agency.name} ({agency.code}) hợp nhất. {said}" for agency in closing]
    facts = {"merged": [_row(agency) for agency in closing], "into": _row(receiver), "on": on}
    answer(facts, lines, as_json=as_json)


@calendar.command("seed")
@click.argument("year", type=int)
@agency_option
@json_option
@verb(stores=True)
def seed(year: int, agency_code: str, *, as_json: bool) -> None:
    """Thêm ngày nghỉ và ngày làm bù của một năm, ghi là dự kiến."""
    agency = find_agency(agency_code)
    added = verbs.seed_calendar(db.session(), agency, year)
    days = queries.find_days(db.session(), agency.id, year)
    rows = [
        {
            "day": day.day,
            "kind": day.kind,
            "reason": day.reason,
            "notice": day.notice,
            "confirmed": day.is_confirmed,
        }
        for day in days
    ]
    lines = [f"{short_date(d.day)}\t{d.reason}\t{d.notice}" for d in days]
    answer(rows, [*lines, f"Đã thêm {added:02d} ngày dự kiến."], as_json=as_json)


def _row(agency: Agency) -> dict[str, Any]:
    return {
        "code": agency.code,
        "name": agency.name,
        "kind": agency.kind,
        "place": agency.place,
        "document_code": agency.document_code,
        "method": agency.method_code,
    }
