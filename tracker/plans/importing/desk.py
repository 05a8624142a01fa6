"""Everything the preview of an import shows, read with a constant number of SELECTs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from tracker.clock import day_of
from tracker.errors import BadInput
from tracker.organisation.models import Agency, Unit
from tracker.organisation.periods import PeriodSpec, make_periods
from tracker.organisation.queries import (
    GroupLine,
    find_group_lines,
    find_units,
    known_units,
    working_calendar,
)
from tracker.organisation.rules import PeriodKind, Regime
from tracker.plans.appendix.items import Appendix
from tracker.plans.commands.methods import method_of
from tracker.plans.importing.decisions import HeadDraft, ImportChoices, KnownNames, Means, PlanHead
from tracker.plans.importing.kept import choices_of, draft_of, reading_of
from tracker.plans.importing.review import Review, review
from tracker.plans.models import PlanImport
from tracker.surveys.methods import load_shipped, shipped_codes
from tracker.surveys.queries import find_component_names, find_own_method_codes


@dataclass(frozen=True)
class ImportDesk:
    """One upload laid out: what was read, what is decided, what is still open."""

    row: PlanImport
    reading: Appendix
    draft: HeadDraft
    choices: ImportChoices
    review: Review
    units: Sequence[Unit]
    groups: Sequence[GroupLine]
    component_names: Sequence[str]

    @cached_property
    def unit_words(self) -> Mapping[str, str]:
        """Every unit and group of the agency by the code a choice posts."""
        units = {f"unit:{unit.id}": unit.name for unit in self.units}
        return units | {f"group:{line.group.id}": line.group.name for line in self.groups}

    def understood(self, typed: str) -> str:
        """The name that a typed one will get; itself while nobody decided."""
        choice = self.choices.units.get(typed)
        if choice is None or choice.means is Means.WORDS:
            return typed
        return self.unit_words.get(choice.code) or choice.name or typed


def open_desk(
    session: Session, agency: Agency, row: PlanImport, reading: Appendix | None = None
) -> ImportDesk:
    """The upload, or the part of it in `reading`, with its decisions applied. Four SELECTs."""
    reading, choices = reading or reading_of(row.reading), choices_of(row.decisions)
    draft = draft_of(row.decisions["head"])
    known = KnownNames(known_units(session, agency.id))
    groups = find_group_lines(session, agency.id, draft.signed_on or day_of(row.read_at))
    members = {line.group.id: tuple(u.name for u in line.units) for line in groups}
    return ImportDesk(
        row=row,
        reading=reading,
        draft=draft,
        choices=choices,
        review=review(reading, known, choices, members),
        units=find_units(session, agency.id),
        groups=groups,
        component_names=find_component_names(session, agency.id, draft.method_code),
    )


def method_choices(session: Session, agency: Agency) -> dict[str, str]:
    """Codes and names of the methods an agency may measure by. One SELECT."""
    shipped = {code: load_shipped(code).name for code in shipped_codes()}
    own = find_own_method_codes(session, agency.id)
    return shipped | {code: shipped.get(code, code) for code in own}


def months_of(session: Session, agency: Agency, regime: Regime, year: int) -> list[PeriodSpec]:
    """The months of a year as they would be made now, made or not. One SELECT."""
    calendar = working_calendar(session, agency.id)
    specs = make_periods(regime, year, calendar, agency.settings)
    return [spec for spec in specs if spec.kind is PeriodKind.MONTH]


@dataclass(frozen=True)
class Confirmed:
    """What the last step of an import chooses."""

    first_code: str
    regime: Regime
    method_code: str
    yardstick_id: int | None = None
    first_lead_only: bool = False


def plan_head(session: Session, agency: Agency, draft: HeadDraft, confirmed: Confirmed) -> PlanHead:
    """The head of the plan to store; the method's rows are made where they are missing.

    Raises BadInput while number, day or title are missing, or for a period not of the plan's year.
    """
    if not (draft.number and draft.title and draft.signed_on):
        raise BadInput("Cần số, ngày ban hành và tên kế hoạch. Quay lại bước kiểm tra để nhập.")
    months = months_of(session, agency, confirmed.regime, draft.year)
    first = next((month for month in months if month.code == confirmed.first_code), None)
    if first is None:
        raise BadInput("Chọn kỳ báo cáo đầu tiên trong danh sách.")
    return PlanHead(
        number=draft.number,
        signed_on=draft.signed_on,
        title=draft.title,
        year=draft.year,
        method_id=method_of(session, agency, confirmed.method_code).id,
        owed_from=first.starts_on,
        regime=confirmed.regime,
        yardstick_id=confirmed.yardstick_id,
        target_text=draft.target_text,
        target_percent=draft.target_percent,
        first_lead_only=confirmed.first_lead_only,
    )
