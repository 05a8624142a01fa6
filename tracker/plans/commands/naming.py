"""From the typed names of an appendix to units and groups, made where somebody chose to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.organisation.commands import add_group, add_unit, settle_alias
from tracker.organisation.models import Agency
from tracker.organisation.queries import known_units, office_unit
from tracker.organisation.rules import UnitKind
from tracker.plans.importing import ImportChoices, KnownNames, Means, UnitChoice
from tracker.vietnamese import fold, tidy


@dataclass(frozen=True)
class Owner:
    """The unit or the group that a typed name means; exactly one id is set."""

    unit_id: int | None = None
    group_id: int | None = None


def settle_names(
    session: Session, agency: Agency, typed: Iterable[str], choices: ImportChoices
) -> Mapping[str, Owner]:
    """What each typed name means. Names nobody decided about, or left as words, are absent.

    Stored spellings count first. New units and groups are made, and a choice for a spelling is
    remembered as an alias. Raises Refusal for a name that is the same as itself in a circle.
    """
    known = KnownNames(known_units(session, agency.id))
    settler = _Settler(session, agency, choices, known)
    owners = {name: settler.owner(name) for name in dict.fromkeys(typed)}
    return {name: owner for name, owner in owners.items() if owner}


class _Settler:
    def __init__(
        self, session: Session, agency: Agency, choices: ImportChoices, known: KnownNames
    ) -> None:
        self.session, self.agency, self.choices, self.known = session, agency, choices, known
        self.done: dict[str, Owner | None] = {}
        self.asked: set[str] = set()

    def owner(self, typed: str) -> Owner | None:
        if typed in self.done:
            return self.done[typed]
        if typed in self.asked:
            raise Refusal(f"“{typed}” được chọn là tên khác của chính nó. Chọn lại đơn vị.")
        self.asked.add(typed)
        known = self.known.meaning(typed)
        choice = self.choices.units.get(typed)
        self.done[typed] = _of(known) if known else self._chosen(typed, choice) if choice else None
        return self.done[typed]

    def _chosen(self, typed: str, choice: UnitChoice) -> Owner | None:
        match choice.means:
            case Means.WORDS:
                return None
            case Means.NEW | Means.NEW_GROUP:
                owner = self._made(typed, choice)
            case Means.NAME:
                owner = self.owner(choice.name) or self._nobody(typed, choice.name)
            case _:
                owner = _of(choice)
        is_new = choice.means in {Means.NEW, Means.NEW_GROUP}
        if not is_new or tidy(choice.name or typed).casefold() != typed.casefold():
            self._remember(typed, owner)
        return owner

    def _made(self, typed: str, choice: UnitChoice) -> Owner:
        """A new unit or group; the one that bears this name already, where there is one."""
        name = choice.name or typed
        standing = self.known.meaning(name) or self.known.same_name(name)
        if standing:
            return _of(standing)
        if choice.means is Means.NEW_GROUP:
            return Owner(group_id=add_group(self.session, self.agency, name).id)
        kind = choice.kind or UnitKind.INTERNAL
        unit = add_unit(
            self.session, self.agency, name=name, kind=kind, is_office=self._is_office(name, kind)
        )
        return Owner(unit_id=unit.id)

    def _is_office(self, name: str, kind: UnitKind) -> bool:
        """Whether this is the office that runs everything, in an agency that has none yet."""
        return (
            kind is UnitKind.INTERNAL
            and fold(name) == fold(self.agency.profile.office)
            and office_unit(self.session, self.agency.id) is None
        )

    def _remember(self, typed: str, owner: Owner) -> None:
        settle_alias(
            self.session,
            self.agency.id,
            typed,
            unit_id=owner.unit_id,
            group_id=owner.group_id,
            by=self.choices.settled_by,
        )

    @staticmethod
    def _nobody(typed: str, other: str) -> Owner:
        raise Refusal(f"“{typed}” được chọn là “{other}”, nhưng “{other}” chưa có trong danh mục.")


def _of(choice: UnitChoice) -> Owner:
    if choice.means is Means.UNIT:
        return Owner(unit_id=choice.id)
    return Owner(group_id=choice.id)
