"""What everybody may read of an agency that publishes its indices."""

from dataclasses import dataclass, replace

from flask import abort, current_app, render_template, request, url_for
from sqlalchemy.orm import Session

from tracker.access.guard import open_to_all
from tracker.database import db
from tracker.organisation.models import Agency
from tracker.organisation.queries import find_agency_by_code
from tracker.reviews.queries.indices import method_in_use
from tracker.scores.breakdowns import PUBLIC
from tracker.scores.parts import Breakdown, overall_by_field
from tracker.surveys.codes import qr_code
from tracker.surveys.models import PublishedValue, SurveyMethod
from tracker.surveys.queries import count_exclusions, find_published
from tracker.surveys.words import FORMULA_WORDS
from tracker.weaknesses.standing import IndexLine, Standing, standing


@dataclass(frozen=True)
class PublicPage:
    """Figures of the last closed round, those of too few people left out."""

    method: SurveyMethod | None
    standing: Standing | None
    by_field: Breakdown | None
    published: tuple[PublishedValue, ...]
    forms: int = 0  # that count, without those left out

    @property
    def lines(self) -> tuple[IndexLine, ...]:
        """Components with enough people, the highest first."""
        shown = [_beside(line) for line in self._all if is_shown(line)]
        return tuple(sorted(shown, key=lambda line: -(line.value or 0)))

    @property
    def code(self) -> str:
        """The code of the round shown; "" without one."""
        return self.standing.round.code if self.standing and self.standing.round else ""

    @property
    def held_back(self) -> tuple[IndexLine, ...]:
        """Components with answers of too few people."""
        return tuple(line for line in self._all if not is_shown(line))

    @property
    def overall(self) -> IndexLine | None:
        """The overall index; None while a component is held back, which it would give away."""
        whole = self.standing.overall if self.standing else None
        if whole is None or not is_shown(whole) or self.held_back:
            return None
        is_known = all(line.before is not None for line in self.lines)
        return whole if is_known else replace(whole, before=None)

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


def _beside(line: IndexLine) -> IndexLine:
    """The line; without the earlier round where too few people answered it then."""
    if line.change is not None and line.change.people_before >= PUBLIC:
        return line
    return replace(line, before=None, verdict=None, sentence="", change=None)


def public_page(session: Session, agency: Agency) -> PublicPage:
    """What an agency publishes. A round that still collects is never shown. About 25 SELECTs."""
    method_id = method_in_use(session, agency.id)
    if method_id is None:
        return PublicPage(None, None, None, ())
    found = standing(session, agency.id, method_id)
    shown = found if found.round and not found.is_provisional else None
    by_field = overall_by_field(session, shown.round, PUBLIC) if shown and shown.round else None
    told = [v for v in find_published(session, agency.id) if v.method_id == method_id]
    method, row = session.get(SurveyMethod, method_id), shown.round if shown else None
    forms = row.responses - count_exclusions(session, row.id) if row else 0
    return PublicPage(method, shown, by_field, tuple(told), forms)


@open_to_all("an agency that says so publishes its indices to the people it serves")
def public(code: str) -> str:
    """The published indices of an agency; 404 unless it publishes them."""
    return _shown("home/public.html", _publishing(code))


@open_to_all("the same figures on a sheet to hang up")
def poster(code: str) -> str:
    """The published indices on one A4 page, with the address of the page as a code."""
    return _shown("home/poster.html", _publishing(code))


def _publishing(code: str) -> Agency:
    agency = find_agency_by_code(db.session(), code)
    if agency is None or not agency.is_public:
        abort(404)
    return agency


def _shown(template: str, agency: Agency) -> str:
    page, address = public_page(db.session(), agency), public_address(agency)
    return render_template(
        template,
        page=page,
        owner=agency,
        agency=agency,  # the head names whose page this is, whoever reads it
        values=page.standing,
        fewest=PUBLIC,
        formulas=FORMULA_WORDS,
        address=address,
        code=qr_code(address),
    )


def public_address(agency: Agency) -> str:
    """The whole address of an agency's public page, to type or to scan."""
    base = current_app.config["TRACKER"].base_url or request.url_root.rstrip("/")
    return f"{base}{url_for('home.public', code=agency.code)}"
