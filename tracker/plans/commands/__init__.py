"""The verbs of this room. Each adds to the session it is handed; the view commits."""

from tracker.plans.commands.closing import close_plan
from tracker.plans.commands.first_reports import set_first_reports
from tracker.plans.commands.imports import Upload, confirm_import, keep_decisions, start_import
from tracker.plans.commands.items import (
    change_lead,
    end_item,
    enter_event,
    pause_item,
    resume_item,
    set_due,
)
from tracker.plans.commands.links import attach_component, detach_component, set_note, set_proof
from tracker.plans.commands.storing import check_free, store_plan
from tracker.plans.importing import HeadDraft, ImportChoices, PlanHead, UnitChoice

__all__ = [
    "HeadDraft",
    "ImportChoices",
    "PlanHead",
    "UnitChoice",
    "Upload",
    "attach_component",
    "change_lead",
    "check_free",
    "close_plan",
    "confirm_import",
    "detach_component",
    "end_item",
    "enter_event",
    "keep_decisions",
    "pause_item",
    "resume_item",
    "set_due",
    "set_first_reports",
    "set_note",
    "set_proof",
    "start_import",
    "store_plan",
]
