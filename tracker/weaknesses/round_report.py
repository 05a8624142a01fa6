"""The figures of the paper on one round, gathered once for the page, Word and Excel."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access.queries import find_signature
from tracker.organisation.models import Agency
from tracker.organisation.naming import find_head_on
from tracker.organisation.rules import Profile
from tracker.papers.blocks import Signature
from tracker.scores.breakdowns import INSIDE, PartFigure
from tracker.scores.parts import GROUP_WORDS, overall_breakdowns
from tracker.scores.queries.comparing import group_names
from tracker.scores.questions import QuestionFigure, questions_of
from tracker.surveys.models import Round
from tracker.surveys.queries import (
    Agreement,
    agreement_of,
    count_exclusions,
    find_form_imports,
    find_hand_ins,
    find_quotas,
    method_of,
    tallies_of,
)
from tracker.surveys.rules import Method
from tracker.surveys.tallies import Slice, Tallies
from tracker.surveys.totals import Totals
from tracker.surveys.totals_page import round_totals
from tracker.surveys.words import COLLECTING, Group
from tracker.vietnamese import sort_key
from tracker.weaknesses.queries import find_round_text
from tracker.weaknesses.standing import IndexLine, Standing, standing_of


@dataclass(frozen=True)
class Part:
    """Forms of one field, unit or channel, and its overall index; hidden where too few people.

    `issued`, `returned`: of the hand-overs; `wanted`: the official sample. None where not known.
    """

    name: str
    forms: int
    figure: PartFigure
    wanted: int | None = None
    issued: int | None = None
    returned: int | None = None


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
    excluded: int  # sealed forms that were left out afterwards, each with its reason
    rechecked: Agreement  # phúc tra: forms typed a second time
    refused: Mapping[str, int]  # reason -> forms that units set aside when handing over
    head: str  # the end of the chain, for the file's properties
    method: Method
    standing: Standing
    questions: tuple[QuestionFigure, ...]
    fields: tuple[Part, ...]
    units: tuple[Part, ...]
    channels: tuple[Part, ...]
    totals: Totals | None = None  # handed in as tally sheets, never mixed with the rest
    shortcomings: str = ""
    causes: str = ""
    proposals: str = ""

    @property
    def lines(self) -> tuple[IndexLine, ...]:
        """The components, and the overall index last where there is one."""
        whole = self.standing.overall
        return (*self.standing.components, *((whole,) if whole else ()))


def gather_report(session: Session, agency: Agency, row: Round) -> RoundReport:
    """The figures of a round as they stand, method and campaign loaded.

    About twenty-five SELECTs at any size. What was frozen is put in by `round_freezing`.
    """
    method, tallies = method_of(session, row.method_id), tallies_of(session, row.id)
    names = group_names(session, agency.id, row.signed_on or row.collect_to)
    parts = _parts(session, row, tallies, names)
    text = find_round_text(session, row.id)
    hand_ins, imports = find_hand_ins(session, row.id), find_form_imports(session, row.id)
    excluded = count_exclusions(session, row.id)
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
        is_provisional=row.state in COLLECTING,
        forms=row.responses - excluded,
        issued=sum(each.issued for each in hand_ins),
        returned=sum(each.returned for each in hand_ins),
        left_out=sum(each.rows - each.accepted for each in imports),
        excluded=excluded,
        rechecked=agreement_of(session, row.id),
        refused=sum((Counter(each.rejected) for each in hand_ins), Counter[str]()),
        head=row.chain_hash,
        method=method,
        standing=standing_of(session, row),
        questions=_questions(method, tallies, is_provisional=row.state in COLLECTING),
        fields=parts[Group.FIELD],
        units=parts[Group.UNIT],
        channels=parts[Group.CHANNEL],
        totals=round_totals(session, row),
        shortcomings=text.shortcomings if text else "",
        causes=text.causes if text else "",
        proposals=text.proposals if text else "",
    )


def _questions(
    method: Method, tallies: Tallies, *, is_provisional: bool
) -> tuple[QuestionFigure, ...]:
    """Every question of a closed round, small ones hidden; none while it collects."""
    if is_provisional:
        return ()
    return tuple(
        line
        for component in method.components
        for line in questions_of(method, tallies, component, INSIDE, None).lines
    )


def _parts(
    session: Session, row: Round, tallies: Tallies, names: dict[tuple[Group, str], str]
) -> dict[Group, tuple[Part, ...]]:
    """Forms of every part by name, figures held back as on the pages; all while it collects."""
    shown = () if row.state in COLLECTING else overall_breakdowns(session, row, INSIDE)
    figures = {
        Slice(split.group, key): part
        for split in shown
        for key, part in zip(split.keys, split.parts, strict=True)
    }
    planned = _planned(session, row)
    found = {}
    for group in GROUP_WORDS:
        keys = {*tallies.keys(group), *(p.key for p in planned if p.group is group)}
        named = [(names.get((group, key)) or key, Slice(group, key)) for key in keys]
        found[group] = tuple(
            Part(
                name,
                tallies.counted[part].forms if part in tallies.counted else 0,
                figures.get(part) or PartFigure(name, None, None, is_hidden=True),
                **planned.get(part, {}),
            )
            for name, part in sorted(named, key=lambda pair: sort_key(pair[0]))
        )
    return found


def _planned(session: Session, row: Round) -> dict[Slice, dict[str, int]]:
    """The sample of fields and units, and what units handed over. Two SELECTs."""
    found: dict[Slice, dict[str, int]] = {}
    for quota in find_quotas(session, row.id):
        for group, key in ((Group.FIELD, quota.field_id), (Group.UNIT, quota.unit_id)):
            if key is not None:
                _add(found, Slice(group, str(key)), wanted=quota.official)
    for each in find_hand_ins(session, row.id):
        if each.unit_id is not None:
            part = Slice(Group.UNIT, str(each.unit_id))
            _add(found, part, issued=each.issued, returned=each.returned)
    return found


def _add(found: dict[Slice, dict[str, int]], part: Slice, **more: int) -> None:
    sums = found.setdefault(part, {})
    for name, number in more.items():
        sums[name] = sums.get(name, 0) + number
