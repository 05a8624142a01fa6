"""What the page of one round shows, in a constant number of SELECTs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.organisation.queries import find_units
from tracker.surveys.models import FormImport, HandIn, Quota, Round
from tracker.surveys.progress_chart import Chart, chart
from tracker.surveys.progressing import Pace, Reached, Wanted, by_channel, course, pace
from tracker.surveys.queries import (
    count_contacts,
    count_forms,
    find_fields,
    find_form_imports,
    find_hand_ins,
    find_quotas,
    find_replacements,
    find_sample_entries,
    find_tally_sheets,
    method_of,
)
from tracker.surveys.rounds import Opening, opening_on
from tracker.surveys.rules import Method
from tracker.surveys.words import CHANNEL_WORDS, COLLECTING, Channel, RoundState


@dataclass(frozen=True)
class QuotaLine:
    """One line of the sample with its names and how far it has come."""

    quota: Quota
    field: str
    unit: str
    reached: Reached

    @property
    def name(self) -> str:
        """What the line is called: its field, else its unit."""
        return self.field or self.unit


@dataclass(frozen=True)
class ChannelLine:
    """Forms of one channel; `share` of the largest channel, 0..1, is the length of its bar."""

    name: str
    forms: int
    share: float


@dataclass(frozen=True)
class RoundPage:
    """Everything about one round."""

    row: Round
    method: Method
    pace: Pace
    quotas: tuple[QuotaLine, ...]
    chart: Chart
    channels: tuple[ChannelLine, ...]
    hand_ins: Sequence[HandIn]
    imports: Sequence[FormImport]
    units: Mapping[int, str]
    opening: Opening
    today: date
    drawn: int  # places of the sample drawn by lot
    called: int  # of its reserve
    named: int  # people that its lists still name
    sheets: int  # tally sheets handed in

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet: prepared, or taking forms."""
        return self.row.state in COLLECTING

    @property
    def takes_forms(self) -> bool:
        return self.row.state is RoundState.OPEN

    @property
    def planned_channels(self) -> tuple[str, ...]:
        """The channels that the plan names, in words."""
        return tuple(CHANNEL_WORDS[Channel(word)] for word in self.row.channels)

    @property
    def is_on_pace(self) -> bool:
        return not self.pace.missing

    @property
    def unhanded(self) -> tuple[str, ...]:
        """Units of the sample that handed nothing over yet, while the round is open."""
        handed = {each.unit_id for each in self.hand_ins}
        asked = {q.quota.unit_id: q.unit for q in self.quotas if q.quota.unit_id}
        return tuple(name for unit, name in asked.items() if self.is_open and unit not in handed)


def names_of_parts(session: Session, agency_id: int) -> dict[str, dict[int, str]]:
    """The names of units and fields by id, former ones too. Two SELECTs."""
    return {
        "units": {u.id: u.name for u in find_units(session, agency_id, active_only=False)},
        "fields": {f.id: f.name for f in find_fields(session, agency_id)},
    }


def round_page(session: Session, row: Round, today: date) -> RoundPage:
    """Everything about a round whose method and campaign are loaded. Eleven SELECTs."""
    names = names_of_parts(session, row.agency_id)
    units, fields = names["units"], names["fields"]
    quotas = find_quotas(session, row.id)
    counted = count_forms(session, row.id)
    span = (row.collect_from, row.collect_to)
    wanted = [Wanted(q.field_id, q.unit_id, q.official, q.reserve) for q in quotas]
    stands = pace(counted, wanted, span, today, row.fewest_forms or 0)
    most = max(by_channel(counted).values(), default=1)
    return RoundPage(
        row=row,
        method=method_of(session, row.method_id),
        pace=stands,
        quotas=tuple(
            QuotaLine(
                quota=quota,
                field=fields.get(quota.field_id or 0, ""),
                unit=units.get(quota.unit_id or 0, ""),
                reached=line,
            )
            for quota, line in zip(quotas, stands.lines, strict=True)
        ),
        chart=chart(course(counted, span), span, stands.wanted, today),
        channels=tuple(
            ChannelLine(CHANNEL_WORDS[channel], forms, forms / most)
            for channel, forms in by_channel(counted).items()
        ),
        hand_ins=find_hand_ins(session, row.id),
        imports=find_form_imports(session, row.id),
        units=units,
        opening=opening_on(row.state, span, today, is_wanted=row.is_public_form_open),
        today=today,
        drawn=len(find_sample_entries(session, row.id)),
        called=len(find_replacements(session, row.id)),
        named=count_contacts(session, row.id),
        sheets=len(find_tally_sheets(session, row.id)),
    )
