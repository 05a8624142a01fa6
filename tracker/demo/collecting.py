"""The round that the demo collects forms for today, and a value that somebody else announced."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sqlalchemy.orm import Session

from tracker.clock import end_of
from tracker.demo.appendix import RECORDS, REVIEW, SUPPORT
from tracker.demo.people import House
from tracker.demo.rounds import CHANCES, FIELDS, drawn_form
from tracker.surveys import commands
from tracker.surveys.commands import HandInTerms, PublishedDraft, QuotaTerms, RoundTerms
from tracker.surveys.commands.chaining import seal
from tracker.surveys.models import Round, SurveyMethod
from tracker.surveys.queries import find_components, method_of

BEGAN_AGO, ENDS_IN = timedelta(days=20), timedelta(days=25)
FORMS = 70
OFFICIAL, RESERVE = (60, 60, 40), 10  # forms wanted of each field
ANNOUNCED = {"CS1": 76.4, "CS3": 79.1, "": 78.2}  # last year, by component code; "": overall


def collect_now(session: Session, house: House, method: SurveyMethod, today: date) -> Round:
    """An open round with a sample, a public form, some forms and one hand-over; flushed."""
    row = _open(session, house, method, today)
    fields = [commands.add_field(session, house.agency.id, name) for name in FIELDS]
    units = [house.units[name] for name in (RECORDS, SUPPORT, REVIEW)]
    lines = [
        QuotaTerms(field.id, unit.id, official, RESERVE)
        for field, unit, official in zip(fields, units, OFFICIAL, strict=True)
    ]
    commands.set_quotas(session, row, lines)
    value, random = method_of(session, method.id), Random(70)  # noqa: S311 drawn, not secret
    last = today - timedelta(days=1)
    forms = [drawn_form(value, CHANCES[-1], random, house, fields, last) for _ in range(FORMS)]
    inside = [form for form in forms if form.day >= row.collect_from]
    seal(session, row, value, [replace(f, number=str(n)) for n, f in enumerate(inside, start=1)])
    commands.record_hand_in(session, row, _hand_in(house, last))
    _announce(session, house, method, today)
    return row


def _open(session: Session, house: House, method: SurveyMethod, today: date) -> Round:
    ends_on = today + ENDS_IN
    campaign = commands.campaign_for(
        session, house.agency.id, ends_on.year, f"Kế hoạch số 08/KH-SDVC năm {ends_on.year}"
    )
    terms = RoundTerms(
        code=f"{ends_on.year}-L4",
        title=f"Lần 4 ({ends_on.month}/{ends_on.year})",
        method_id=method.id,
        collect_from=today - BEGAN_AGO,
        collect_to=ends_on,
        instrument="Phiếu tại quầy và trực tuyến",
        campaign_id=campaign.id if campaign else None,
        hand_in_on=ends_on + timedelta(days=5),
        consolidate_on=ends_on + timedelta(days=12),
        sign_on=ends_on + timedelta(days=15),
        is_public_form_open=True,
    )
    at = end_of(today - BEGAN_AGO - timedelta(days=1))
    return commands.open_round(session, house.agency, terms, at=at, by=house.people["office"])


def _hand_in(house: House, day: date) -> HandInTerms:
    return HandInTerms(
        unit_id=house.units[SUPPORT].id,
        handed_on=day,
        issued=40,
        returned=34,
        valid=32,
        rejected={"Phiếu trống": 2},
        giver=house.people["han"].full_name,
        taker=house.people["office"].full_name,
    )


def _announce(session: Session, house: House, method: SurveyMethod, today: date) -> None:
    year = today.year - 1
    ids = {component.code: component.id for component in find_components(session, method.id)}
    for code, value in ANNOUNCED.items():
        draft = PublishedDraft(
            method_id=method.id,
            component_id=ids.get(code),
            year=year,
            label=f"Năm {year}",
            value=value,
            people=None,
            document=f"Thông báo kết quả đo lường mức độ hài lòng năm {year}",
            announced_on=min(today, date(today.year, 1, 20)),
            issuer="Sở Nội vụ tỉnh An Hải",
        )
        commands.publish_value(session, house.agency, draft)
