"""The survey plan of a year: its document, its title, or that there is no survey this year."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.surveys.models import Campaign, Round
from tracker.vietnamese import tidy


@dataclass(frozen=True)
class CampaignTerms:
    """What a survey plan says. With `no_survey_reason` the year is a gap, never 0."""

    year: int
    title: str
    document: str = ""
    no_survey_reason: str = ""


def save_campaign(
    session: Session, agency_id: int, terms: CampaignTerms, row: Campaign | None = None
) -> Campaign:
    """Make the survey plan of a year, or change `row`; flushed.

    Raises Refusal for a year without survey that has rounds, having stored nothing.
    """
    if row is not None and terms.no_survey_reason and _has_rounds(session, row):
        raise Refusal("Kế hoạch đã có đợt khảo sát nên không ghi là năm không khảo sát được.")
    if row is None:
        row = Campaign(agency_id=agency_id)
        session.add(row)
    row.year, row.title = terms.year, tidy(terms.title)
    row.document, row.no_survey_reason = tidy(terms.document), tidy(terms.no_survey_reason)
    session.flush()
    return row


def _has_rounds(session: Session, row: Campaign) -> bool:
    return bool(session.scalar(select(exists().where(Round.campaign_id == row.id))))
