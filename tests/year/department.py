"""The department that lives the year: its people, its clock, and what they do on the pages."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.plans.pages import fields_of
from tests.progress.pages import SignIn
from tracker.access.models import Person
from tracker.clock import HOUSE_ZONE
from tracker.database import db
from tracker.organisation.models import Agency, Unit
from tracker.plans import obligations, reasons
from tracker.plans.models import ActionItem, Plan
from tracker.plans.queries import ItemFilter, find_items_with_units
from tracker.plans.rules import Progress, ReportState
from tracker.progress.models import Report, RequestAnswer
from tracker.progress.queries.overdue import (
    BlockedItem,
    LateItem,
    OverdueOrder,
    SilentLine,
    find_blocked,
    find_late,
    find_overdue_orders,
    find_silent,
)
from tracker.progress.queries.states import Owing, find_owing

ONE_DAY = timedelta(days=1)
FOUND = "Đã thực hiện 12/12 việc của kỳ, gửi kèm Báo cáo số 45/BC-VP."


@dataclass(frozen=True)
class Evening:
    """What the pages of one day said when it ended; each list in the words of its rows."""

    silent: frozenset[tuple[int, str, str, int]]  # item, unit, period, days
    late: frozenset[tuple[int, int]]  # item, days
    blocked: frozenset[int]
    orders: frozenset[tuple[int, int]]  # order, days


def evening_of(
    silent: Sequence[SilentLine],
    late: Sequence[LateItem],
    blocked: Sequence[BlockedItem],
    orders: Sequence[OverdueOrder],
) -> Evening:
    """The four lists of a day by what they say."""
    return Evening(
        frozenset((line.position, line.unit, line.period_code, line.days) for line in silent),
        frozenset((item.position, item.days) for item in late),
        frozenset(item.position for item in blocked),
        frozenset((order.order_id, order.days) for order in orders),
    )


@dataclass
class Department:
    """The real plan's department on one day after another."""

    app: Flask
    agency: Agency
    plan: Plan
    people: dict[str, Person]  # by what they are called in the story
    clerks: dict[str, str]  # unit's name -> who reports for it
    sign_in: SignIn
    today: date = date(2021, 7, 8)
    hour: int = 9
    evenings: dict[date, Evening] = field(default_factory=dict)
    progresses: set[Progress] = field(default_factory=set)
    explained: dict[ReportState, set[str]] = field(default_factory=lambda: defaultdict(set))
    _clients: dict[str, FlaskClient] = field(default_factory=dict)

    def now(self) -> datetime:
        """The instant of the story; later with every step, so that facts keep their order."""
        return datetime.combine(self.today, time(self.hour), HOUSE_ZONE)

    def live_until(self, day: date) -> None:
        """Let the days pass, noting each evening; the story goes on in the morning of `day`."""
        while self.today < day:
            self.hour = 23
            self._note()
            self.today, self.hour = self.today + ONE_DAY, 9
            self._clients.clear()  # sessions end overnight

    def _note(self) -> None:
        session, agency_id, today = db.session(), self.agency.id, self.today
        session.expire_all()
        lists = (
            find_silent(session, agency_id, today),
            find_late(session, agency_id, today),
            find_blocked(session, agency_id, today),
            find_overdue_orders(session, agency_id, today),
        )
        assert all(row.why.endswith(".") for rows in lists for row in rows)
        self.evenings[today] = evening_of(*lists)
        self._note_states()

    def _note_states(self) -> None:
        """Every state on both axes, and what "why?" answers to it."""
        items, today = self.items(), self.today
        self.progresses |= {item.progress for item in items}
        for o in find_owing(db.session(), self.agency, items):
            for period in o.periods:
                state = obligations.state_on(o.terms, period, o.sents, o.grace, today)
                if state is not None:
                    why = reasons.why_state(o.terms, period, o.sents, o.grace, today)
                    self.explained[state].add(why)

    def items(self) -> Sequence[ActionItem]:
        """The items of the plan as they stand, in order."""
        return find_items_with_units(db.session(), ItemFilter(self.agency.id, self.plan.id))

    def item(self, number: int) -> ActionItem:
        """The item of that number."""
        return next(item for item in self.items() if item.position == number)

    def unit(self, name: str) -> Unit:
        """The unit of that name."""
        query = select(Unit).where(Unit.agency_id == self.agency.id, Unit.name == name)
        return db.session.scalars(query).one()

    def get(self, who: str, path: str) -> str:
        """A page as somebody sees it."""
        answer = self._client(who).get(path)
        assert answer.status_code == 200, (who, path, answer.status_code)
        return answer.get_data(as_text=True)

    def post(self, who: str, path: str, status: int = 302, /, **typed: object) -> TestResponse:
        """A form as somebody sends it; it must be answered with `status`."""
        pairs = MultiDict[str, Any]()
        for name, value in typed.items():
            for one in value if isinstance(value, tuple) else (value,):
                if one is not None:  # None: a field nobody touched
                    pairs.add(name, str(one))
        answer = self._client(who).post(path, data=pairs)
        assert answer.status_code == status, (who, path, answer.get_data(as_text=True)[-3000:])
        db.session.expire_all()
        return answer

    def fields(self, who: str, path: str) -> dict[str, str]:
        """What the form of a page would post if nobody touched it."""
        return fields_of(self.get(who, path))

    def settle(self, who: str, path: str, **typed: object) -> None:
        """A form that is looked over once before it is sent."""
        page = self.post(who, path, 200, **typed).get_data(as_text=True)
        self.post(who, path, **(fields_of(page) | typed))

    def answer(self, who: str, line_id: int, words: str) -> None:
        """An answer on request to its first question."""
        path = f"/request-lines/{line_id}/answer"
        typed = self.fields(who, path)
        asked = next(name for name in typed if name.startswith("answer"))
        late = {"late_reason": "Chờ số liệu."} if "late_reason" in typed else {}
        self.post(who, path, **(typed | {asked: words} | late))

    def judge_answers(self, *, returned: dict[int, str] | None = None) -> None:
        """The Office decides about every answer on request that waits; by line, some return."""
        query = select(RequestAnswer.id, RequestAnswer.line_id)
        open_ones = query.where(~RequestAnswer.decisions.any()).order_by(RequestAnswer.id)
        for answer_id, line_id in db.session.execute(open_ones).all():
            reason = (returned or {}).get(line_id)
            path = f"/request-answers/{answer_id}"
            if reason:
                self.post("office", f"{path}/return", reason=reason)
            else:
                self.post("office", f"{path}/confirm")

    def _client(self, who: str) -> FlaskClient:
        if who not in self._clients:
            self._clients[who] = self.sign_in(self.people[who])
        return self._clients[who]

    def owing(self) -> list[Owing]:
        """Every lead unit of the plan with its facts."""
        return find_owing(db.session(), self.agency, self.items())

    def owed(self, code: str) -> Iterator[tuple[int, str]]:
        """Item number and unit for each report of a period that is still to be sent."""
        for o in self.owing():
            for one in obligations.still_owed(o.terms, o.periods, o.sents, o.grace):
                if one.period.code == code and o.line.unit is not None:
                    yield o.item.position, o.line.unit.name

    def report(self, number: int, unit: str, code: str, **typed: Any) -> None:
        """One report, by whoever writes for the unit."""
        known = {"claimed": "under-way", "result": FOUND, "sent_anyway": "1"} | typed
        path = f"/items/{self.item(number).id}/reports/new"
        where = f"?unit={self.unit(unit).id}&period={code}"
        self.post(known.pop("by", "") or self.clerks[unit], path + where, **known)

    def everyone_reports(self, code: str, *, but: Sequence[tuple[int, str]] = ()) -> None:
        """All who owe the period report it, but for some."""
        for number, unit in list(self.owed(code)):
            if (number, unit) not in but:
                self.report(number, unit, code)

    def waiting(self) -> list[Report]:
        """The reports nobody decided about yet."""
        query = (
            select(Report).where(~Report.confirmations.any(), ~_is_replaced()).order_by(Report.id)
        )
        return list(db.session.scalars(query))

    def confirm_all(self, *, returned: dict[tuple[int, str], str] | None = None) -> None:
        """Whoever may, confirms what waits; some is returned with a reason (item, unit)."""
        for report in self.waiting():
            unit = db.session.get_one(Unit, report.unit_id)
            item = db.session.get_one(ActionItem, report.item_id)
            who = self._confirmer(report, unit)
            reason = (returned or {}).get((item.position, unit.name))
            path = f"/confirmations/{report.id}"
            if reason:
                self.post(who, f"{path}/return", reason=reason)
            else:
                self.post("office", f"{path}/confirm", 302 if who == "office" else 409)
                if who != "office":
                    self.post(who, f"{path}/confirm")

    def _confirmer(self, report: Report, unit: Unit) -> str:
        if not unit.is_office:
            return "office"
        return "deputy" if report.author_id == self.people["head"].id else "head"


def _is_replaced() -> Any:
    later = select(Report.replaces_id).where(Report.replaces_id.is_not(None))
    return Report.id.in_(later)
