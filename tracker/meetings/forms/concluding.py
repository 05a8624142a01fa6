"""The form of one line: what was discussed, what is concluded."""

from collections.abc import Iterable, Sequence
from typing import Any

from typing_extensions import override
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.forms import DayField, HouseForm
from tracker.meetings.concluding import Ground, Wanted, problems
from tracker.meetings.models import AgendaLine
from tracker.meetings.rules import (
    CLOSING_WORDS,
    CONCLUSION_WORDS,
    Closing,
    ConclusionKind,
)
from tracker.organisation.forms import id_or_none, unit_choices
from tracker.organisation.models import Unit

# Kinds whose conclusion names a unit; for the others what the list shows is left aside.
_WITH_UNIT = frozenset(ConclusionKind) - {ConclusionKind.CLOSE, ConclusionKind.NOTE}


class LineForm(HouseForm):
    """Parts every line has. `ground` is set by the view before validation."""

    discussion = TextAreaField("Ý kiến thảo luận", validators=[Length(max=8000)])
    text = TextAreaField("Nội dung kết luận", validators=[Length(max=4000)])
    unit_id = SelectField("Đơn vị thực hiện", coerce=id_or_none)
    due_on = DayField("Thời hạn")

    ground: Ground

    def offer_units(self, units: Iterable[Unit]) -> None:
        """The units in use, with a first line for none."""
        self.unit_id.choices = unit_choices(units, "Chọn đơn vị")

    def wanted(self) -> Wanted:
        """The conclusion as typed."""
        raise NotImplementedError

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first; then what the rules say is put at its field."""
        if not super().validate(extra_validators):
            return False
        found = problems(self.wanted(), self.ground)
        for problem in found:
            field = self._fields.get(problem.field, self.text)
            field.errors = [*field.errors, problem.message]
        return not found


class ConcludeForm(LineForm):
    """A line about an item, an order, an index or a free matter."""

    kind = RadioField(
        "Kết luận",
        choices={k.value: word for k, word in CONCLUSION_WORDS.items()},
        validators=[Optional()],
    )
    closing = RadioField(
        "Kết thúc theo dõi vì",
        choices={k.value: word for k, word in CLOSING_WORDS.items()},
        validators=[Optional()],
    )
    target = SelectField("Gia hạn cho")
    from_unit_id = SelectField("Thay cho đơn vị", coerce=id_or_none)

    def offer(self, line: AgendaLine, ground: Ground) -> None:
        """The leads that may hand over, and what may get more time; needs units loaded."""
        self.ground = ground
        leads = line.item.leads if line.item is not None else []
        known = [u.unit for u in leads if u.unit is not None and u.owes]
        self.from_unit_id.choices = unit_choices(known, "" if len(known) == 1 else "Chọn đơn vị")
        self.target.choices = {t.key: t.words for t in ground.targets} or {"": "Không có"}

    @override
    def wanted(self) -> Wanted:
        kind = ConclusionKind(self.kind.data) if self.kind.data else None
        closes = kind is ConclusionKind.CLOSE and self.closing.data
        is_change = kind is ConclusionKind.CHANGE_LEAD
        return Wanted(
            kind=kind,
            text=(self.text.data or "").strip(),
            closing=Closing(self.closing.data) if closes else None,
            unit_id=self.unit_id.data if kind in _WITH_UNIT else None,
            from_unit_id=self.from_unit_id.data if is_change else None,
            due_on=self.due_on.data,
            target=self.target.data or "" if kind is ConclusionKind.EXTEND else "",
        )


class StandingForm(LineForm):
    """A standing line: noted, or given to a unit when both unit and day are named."""

    def offer(self, _line: AgendaLine, ground: Ground) -> None:
        """Nothing but the ground it stands on."""
        self.ground = ground

    @override
    def wanted(self) -> Wanted:
        text, unit_id, due_on = self.text.data or "", self.unit_id.data, self.due_on.data
        if unit_id is not None or due_on is not None:
            return Wanted(ConclusionKind.INSTRUCT, text.strip(), unit_id=unit_id, due_on=due_on)
        return Wanted(ConclusionKind.NOTE, text.strip()) if text.strip() else Wanted()


def line_form(
    line: AgendaLine, ground: Ground, units: Sequence[Unit]
) -> ConcludeForm | StandingForm:
    """The form of a line, filled with what it keeps; the first lead is offered as the unit."""
    kept = Wanted.from_json(line.draft)
    leads = [u.unit_id for u in line.item.leads if u.unit_id] if line.item is not None else []
    values: dict[str, Any] = {
        "discussion": line.discussion,
        "text": kept.text,
        "unit_id": kept.unit_id or next(iter(leads), None),
        "due_on": kept.due_on,
        "kind": kept.kind.value if kept.kind else None,
        "closing": kept.closing.value if kept.closing else None,
        "target": kept.target or next((t.key for t in ground.targets), ""),
        "from_unit_id": kept.from_unit_id or (leads[0] if len(leads) == 1 else None),
        "version": line.version,
    }
    kind = StandingForm if line.standing is not None else ConcludeForm
    form = kind(data=values)
    form.offer_units(units)
    form.offer(line, ground)
    return form
