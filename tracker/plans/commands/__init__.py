"""The verbs of this room. Each adds to the session it is handed; the view commits."""

from tracker.plans.commands.amending import Amended, Basis, Changes, amend_plan
from tracker.plans.commands.closing import (
    ENDING_WORDS,
    Ending,
    ItemEnding,
    close_plan,
    decide_items,
    reopen_plan,
)
from tracker.plans.commands.describing import PlanFacts, describe_plan, understand_deadline
from tracker.plans.commands.first_reports import set_first_reports
from tracker.plans.commands.imports import (
    PASTED,
    Source,
    Upload,
    confirm_import,
    correct_deadline,
    discard_import,
    keep_decisions,
    read_upload,
    start_import,
)
from tracker.plans.commands.items import (
    carry_over,
    change_lead,
    end_item,
    enter_event,
    pause_item,
    replace_unit,
    resume_item,
)
from tracker.plans.commands.links import (
    attach_component,
    describe_item,
    detach_component,
    link_weaknesses,
)
from tracker.plans.commands.naming import Owner
from tracker.plans.commands.rewording import Wording
from tracker.plans.commands.storing import check_free, store_plan
from tracker.plans.importing import HeadDraft, ImportChoices, PlanHead, UnitChoice

__all__ = [
    "ENDING_WORDS",
    "PASTED",
    "Amended",
    "Basis",
    "Changes",
    "Ending",
    "HeadDraft",
    "ImportChoices",
    "ItemEnding",
    "Owner",
    "PlanFacts",
    "PlanHead",
    "Source",
    "UnitChoice",
    "Upload",
    "Wording",
    "amend_plan",
    "attach_component",
    "carry_over",
    "change_lead",
    "check_free",
    "close_plan",
    "confirm_import",
    "correct_deadline",
    "decide_items",
    "describe_item",
    "describe_plan",
    "detach_component",
    "discard_import",
    "end_item",
    "enter_event",
    "keep_decisions",
    "link_weaknesses",
    "pause_item",
    "read_upload",
    "reopen_plan",
    "replace_unit",
    "resume_item",
    "set_first_reports",
    "start_import",
    "store_plan",
    "understand_deadline",
]
