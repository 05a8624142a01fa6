"""What everybody may read of an agency that publishes its indices."""

from dataclasses import dataclass

from flask import abort, render_template
from sqlalchemy.orm import Session

from tracker.access.guard import open_to_all
from tracker.database import db
from tracker.organisation.models import Agency
from tracker.organisation.queries import find_agency_by_code
from tracker.reviews.queries.indices import method_in_use
from tracker.scores.breakdowns import PUBLIC
from tracker.scores.parts import Breakdown, overall_by_field
from tracker.surveys.models import PublishedValue, SurveyMethod
from tracker.surveys.queries import find_published
from tracker.surveys.words import FORMULA_WORDS
from tracker.weaknesses.standing import IndexLine, Standing, standing


@dataclass(frozen=True)
class PublicPage:
    """Figures of the last closed round, those of too few people left out."""

    method: SurveyMethod | None
    standing: Standing | None
    by_field: Breakdown | None
    published: tuple[PublishedValue, ...]

    @property
    def lines(self) -> tuple[IndexLine, ...]:
        """Components with enough people, the highest first."""
        shown = [line for line in self._all if is_shown(line)]
        return tuple(sorted(shown, key=lambda line: -(line.value or 0)))

    @property
    def held_back(self) -> tuple[IndexLine, ...]:
        """Components with answers of too few people."""
        return tuple(line for line in self._all if not is_shown(line))

    @property
    def overall(self) -> IndexLine | None:
        """The overall index; None while a component is held back, which it would give away."""
        whole = self.standing.overall if self.standing else None
        return whole if whole and is_shown(whole) and not self.held_back else None

    @property
    def margins(self) -> tuple[float, float] | None:
        """The smallest and largest half width of the intervals shown, in points."""
        halves = [
            (line.high - line.low) / 2
            for line in self.lines
            if line.low is not None and line.high is not None
        ]
        return (min(halves), max(halves)) if halves else None

    @property
    def _all(self) -> tuple[IndexLine, ...]:
        return self.standing.components if self.standing else ()


def is_shown(line: IndexLine) -> bool:
    """Whether enough people answered for everybody to read the value."""
    return line.value is not None and (line.people or 0) >= PUBLIC


def public_page(session: Session, agency: Agency) -> PublicPage:
    """What an agency publishes. A round that still collects is never shown. About 25 SELECTs."""
    method_id = method_in_use(session, agency.id)
    if method_id is None:
        return PublicPage(None, None, None, ())
    found = standing(session, agency.id, method_id)
    shown = found if found.round and not found.is_provisional else None
    by_field = overall_by_field(session, shown.round, PUBLIC) if shown and shown.round else None
    told = [v for v in find_published(session, agency.id) if v.method_id == method_id]
    return PublicPage(session.get(SurveyMethod, method_id), shown, by_field, tuple(told))


@open_to_all("an agency that says so publishes its indices to the people it serves")
def public(code: str) -> str:
    """The published indices of an agency; 404 unless it publishes them."""
    agency = find_agency_by_code(db.session(), code)
    if agency is None or not agency.is_public:
        abort(404)
    page = public_page(db.session(), agency)
    return render_template(
        "home/public.html",
        page=page,
        owner=agency,
        agency=agency,  # the head names whose page this is, whoever reads it
        values=page.standing,
        fewest=PUBLIC,
        formulas=FORMULA_WORDS,
    )
