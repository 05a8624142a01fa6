"""The list of reports on request: newest first, each with how many owe, answered and are late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from tracker.plans.outcomes import days_late
from tracker.progress.models import ReportRequest, RequestLine
from tracker.progress.requests import RequestState, request_state

PAGE = 50


@dataclass(frozen=True)
class RequestFilter:
    """What the list is narrowed to; None: every request."""

    state: RequestState | None = None

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "RequestFilter":
        """From the words of an address; an unknown word means all."""
        state = asked.get("state", "")
        return cls(RequestState(state) if state in set(RequestState) else None)


@dataclass(frozen=True)
class ListedRequest:
    """A request with how many owe an answer, how many answered, how many are overdue."""

    request: ReportRequest
    owing: int
    answered: int
    overdue: int
    days_late: int  # of the longest overdue
    state: RequestState


_OWING = func.count(RequestLine.id)
_ANSWERED = func.count(RequestLine.answered_on)


def find_requests(
    session: Session, agency_id: int, wanted: RequestFilter, today: date
) -> list[ListedRequest]:
    """At most PAGE requests, the newest first. One SELECT, whatever the number of units."""
    is_silent = (
        RequestLine.ended_on.is_(None)
        & RequestLine.answered_on.is_(None)
        & (RequestLine.due_on < today)
    )
    overdue = func.coalesce(func.sum(case((is_silent, 1), else_=0)), 0)
    oldest = func.min(case((is_silent, RequestLine.due_on)))
    query = (
        select(
            ReportRequest,
            _OWING,
            _ANSWERED,
            overdue,
            oldest,
        )
        .outerjoin(
            RequestLine,
            (RequestLine.request_id == ReportRequest.id) & RequestLine.dropped_on.is_(None),
        )
        .where(ReportRequest.agency_id == agency_id, *_withdrawn(wanted.state))
        .group_by(ReportRequest.id)
        .having(_narrowed(wanted.state, overdue))
        .order_by(ReportRequest.sent_at.desc(), ReportRequest.id.desc())
        .limit(PAGE)
    )
    return [
        ListedRequest(
            request=request,
            owing=owing,
            answered=answered,
            overdue=late,
            days_late=days_late(oldest, today),
            state=request_state(
                owing, answered, late, is_withdrawn=request.withdrawn_on is not None
            ),
        )
        for request, owing, answered, late, oldest in session.execute(query)
    ]


def _withdrawn(state: RequestState | None) -> tuple[ColumnElement[bool], ...]:
    if state is None:
        return ()
    is_withdrawn = ReportRequest.withdrawn_on.is_not(None)
    return (is_withdrawn if state is RequestState.WITHDRAWN else ~is_withdrawn,)


def _narrowed(state: RequestState | None, overdue: ColumnElement[int]) -> ColumnElement[bool]:
    """requests.request_state, as the database says it."""
    if state is RequestState.OVERDUE:
        return overdue > 0
    if state is RequestState.COMPLETE:
        return (overdue == 0) & (_ANSWERED >= _OWING)
    if state is RequestState.WAITING:
        return (overdue == 0) & (_ANSWERED < _OWING)
    return _OWING >= 0
