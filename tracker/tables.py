"""Imports the tables of every room: for migrations and for checks that walk them all."""

from tracker.access import models as access
from tracker.ledger import models as ledger
from tracker.meetings import models as meetings
from tracker.organisation import models as organisation
from tracker.outbox import models as outbox
from tracker.plans import models as plans
from tracker.progress import models as progress
from tracker.reminders import models as reminders
from tracker.reports import models as reports
from tracker.scores import models as scores
from tracker.store import models as store
from tracker.surveys import models as surveys
from tracker.weaknesses import models as weaknesses

__all__ = [
    "access",
    "ledger",
    "meetings",
    "organisation",
    "outbox",
    "plans",
    "progress",
    "reminders",
    "reports",
    "scores",
    "store",
    "surveys",
    "weaknesses",
]
