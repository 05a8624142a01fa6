"""Reading plans, what changed them and uploads on their way in. Changes nothing."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from tracker.plans.models import (
    Amendment,
    Plan,
    PlanImport,
)
from tracker.plans.rules import PlanState
from tracker.weaknesses.models import Yardstick


def running_plan(session: Session, agency_id: int) -> Plan | None:
    """The newest plan of an agency that is not closed; None before the first. One SELECT."""
    query = (
        select(Plan)
        .where(Plan.agency_id == agency_id, Plan.state == PlanState.RUNNING)
        .order_by(Plan.year.desc(), Plan.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def plan_in_force(session: Session, agency_id: int, day: date) -> Plan | None:
    """The newest plan signed by `day` that had not ended then; None without one. One SELECT.

    A plan whose year is over stays in force until it is closed.
    """
    query = select(Plan).where(
        Plan.agency_id == agency_id,
        func.coalesce(Plan.signed_on, Plan.owed_from) <= day,
        or_(Plan.state == PlanState.RUNNING, Plan.ends_on >= day),
    )
    return session.scalar(query.order_by(Plan.year.desc(), Plan.id.desc()).limit(1))


def find_plans(session: Session, agency_id: int) -> Sequence[Plan]:
    """Every plan of an agency, the newest first. One SELECT."""
    query = select(Plan).where(Plan.agency_id == agency_id)
    return session.scalars(query.order_by(Plan.year.desc(), Plan.id.desc())).all()


def later_plan(session: Session, plan: Plan) -> Plan | None:
    """The newest plan in force made after `plan`, where its items may go on. One SELECT."""
    query = select(Plan).where(
        Plan.agency_id == plan.agency_id,
        Plan.state == PlanState.RUNNING,
        tuple_(Plan.year, Plan.id) > tuple_(literal(plan.year), literal(plan.id)),
    )
    return session.scalar(query.order_by(Plan.year.desc(), Plan.id.desc()).limit(1))


def find_amendments(session: Session, plan_id: int) -> Sequence[Amendment]:
    """The documents that changed a plan, oldest first. One SELECT."""
    query = select(Amendment).where(Amendment.plan_id == plan_id)
    return session.scalars(query.order_by(Amendment.signed_on, Amendment.id)).all()


def find_yardsticks(session: Session, agency_id: int, year: int) -> Sequence[Yardstick]:
    """The yardsticks of an agency for a year. One SELECT."""
    query = select(Yardstick).where(Yardstick.agency_id == agency_id, Yardstick.year == year)
    return session.scalars(query.order_by(Yardstick.id)).all()


def find_open_imports(session: Session, agency_id: int) -> Sequence[PlanImport]:
    """Uploads looked over but not stored yet, the newest first, ten at most. One SELECT."""
    query = select(PlanImport).where(
        PlanImport.agency_id == agency_id, PlanImport.plan_id.is_(None)
    )
    return session.scalars(query.order_by(PlanImport.id.desc()).limit(10)).all()


def get_amendment(session: Session, amendment_id: int | None) -> Amendment | None:
    """The document that added an item; None for an item of the plan itself. One SELECT at most."""
    return session.get(Amendment, amendment_id) if amendment_id else None
