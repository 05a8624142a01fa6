"""The figures of the paper on one round, gathered once for the page, Word and Excel."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access.queries import find_signature
from tracker.organisation.models import Agency
from tracker.organisation.naming import find_head_on
from tracker.organisation.rules import Profile
from tracker.papers.blocks import Signature
from tracker.scores.breakdowns import INSIDE, PartFigure, shielded
from tracker.scores.queries.comparing import group_names
from tracker.scores.rules import QuestionScore, question_scores, round_scores
from tracker.surveys.models import Round
from tracker.surveys.queries import find_form_imports, find_hand_ins, method_of, tallies_of
from tracker.surveys.rules import Method
from tracker.surveys.tallies import Slice, Tallies
from tracker.surveys.words import Group, RoundState
from tracker.vietnamese import sort_key
from tracker.weaknesses.standing import IndexLine, Standing, standing_of


@dataclass(frozen=True)
class Part:
    """Forms of one field, unit or channel, and its overall index; hidden where too few people."""

    name: str
    forms: int
    figure: PartFigure


@dataclass(frozen=True)
class RoundReport:
    """Everything the paper on a round says; `issued` and `returned` are 0 without hand-overs."""

    agency: str
    superior: str
    place: str
    symbol: str
    profile: Profile
    signature: Signature
    number: str  # "" until the paper is signed, as its day
    signed_on: date | None
    title: str
    code: str
    document: str
    instrument: str
    collect_from: date
    collect_to: date
    sign_on: date | None
    is_provisional: bool
    forms: int
    issued: int
    returned: int
    left_out: int  # whole forms of the files that did not count
    head: str  # the end of the chain, for the file's properties
    method: Method
    standing: Standing
    questions: tuple[QuestionScore, ...]
    fields: tuple[Part, ...]
    units: tuple[Part, ...]
    channels: tuple[Part, ...]

    @property
    def lines(self) -> tuple[IndexLine, ...]:
        """The components, and the overall index last where there is one."""
        whole = self.standing.overall
        return (*self.standing.components, *((whole,) if whole else ()))


def gather_report(session: Session, agency: Agency, row: Round) -> RoundReport:
    """The figures of a round, method and campaign loaded. About twenty SELECTs at any size."""
    method, tallies = method_of(session, row.method_id), tallies_of(session, row.id)
    names = group_names(session, agency.id, row.signed_on or row.collect_to)
    hand_ins, imports = find_hand_ins(session, row.id), find_form_imports(session, row.id)
    head = find_head_on(session, agency, row.signed_on)
    return RoundReport(
        agency=head.name,
        superior=head.superior,
        place=agency.place,
        symbol=f"BC-{agency.document_code}" if agency.document_code else "BC",
        profile=agency.profile,
        signature=find_signature(session, agency, name=row.signer, on=row.signed_on),
        number=row.report_number,
        signed_on=row.signed_on,
        title=row.title,
        code=row.code,
        document=row.campaign.document if row.campaign else "",
        instrument=row.instrument,
        collect_from=row.collect_from,
        collect_to=row.collect_to,
        sign_on=row.sign_on,
        is_provisional=row.state in {RoundState.DRAFT, RoundState.OPEN},
        forms=row.responses,
        issued=sum(each.issued for each in hand_ins),
        returned=sum(each.returned for each in hand_ins),
        left_out=sum(each.rows - each.accepted for each in imports),
        head=row.chain_hash,
        method=method,
        standing=standing_of(session, row),
        questions=question_scores(method, tallies, population=row.population),
        fields=_parts(method, tallies, Group.FIELD, names),
        units=_parts(method, tallies, Group.UNIT, names),
        channels=_parts(method, tallies, Group.CHANNEL, names),
    )


def _parts(
    method: Method, tallies: Tallies, group: Group, names: dict[tuple[Group, str], str]
) -> tuple[Part, ...]:
    """The parts of one kind by name; figures of few people are held back as on the pages."""
    named = {key: names.get((group, key)) or key for key in tallies.keys(group)}
    keys = sorted(named, key=lambda key: sort_key(named[key]))
    figures = []
    for key in keys:
        found = round_scores(method, tallies, Slice(group, key)).overall
        value = None if found.value is None else float(found.value)
        figures.append(PartFigure(named[key], value, found.people))
    forms = [tallies.counted[Slice(group, key)].forms for key in keys]
    return tuple(
        Part(figure.label, count, figure)
        for figure, count in zip(shielded(figures, INSIDE), forms, strict=True)
    )
