"""The verbs of progress. None commits; each says in its docstring what it refuses."""

from tracker.progress.commands.amending import amend, amend_by_file
from tracker.progress.commands.answering import (
    AnswerDraft,
    answer_request,
    confirm_answer,
    return_answer,
)
from tracker.progress.commands.asking import (
    ObstacleDraft,
    ObstacleWord,
    PressNote,
    Wish,
    affirm_obstacle,
    answer_coordination,
    ask_coordination,
    decide_obstacle,
    press_unit,
    raise_obstacle,
)
from tracker.progress.commands.confirming import confirm_report, confirm_reports, return_report
from tracker.progress.commands.deciding import ItemAction, ItemDecision, decide_item
from tracker.progress.commands.drafts import (
    Finished,
    await_head,
    drop_draft,
    hand_back,
    save_draft,
)
from tracker.progress.commands.evidence import EvidenceDraft, Proves, attach
from tracker.progress.commands.extensions import (
    ExtensionDraft,
    Grant,
    affirm_extension,
    ask_extension,
    decide_extension,
)
from tracker.progress.commands.meeting_reports import (
    MeetingProof,
    add_meeting_report,
    confirm_meeting_report,
)
from tracker.progress.commands.moving import (
    change_day,
    change_period,
    list_day,
    make_moves,
)
from tracker.progress.commands.orders import (
    OrderTerms,
    Recorded,
    affirm_order,
    answer_order,
    close_order,
    give_order,
    record_decision,
    return_order,
)
from tracker.progress.commands.refreshing import refresh_item, refresh_items
from tracker.progress.commands.reporting import (
    Place,
    ReportDraft,
    lacks_proof,
    promise_day,
    send_report,
)
from tracker.progress.commands.requesting import (
    Moved,
    RequestDraft,
    correct_request,
    extend_request,
    make_request,
    withdraw_request,
)

__all__ = [
    "AnswerDraft",
    "EvidenceDraft",
    "ExtensionDraft",
    "Finished",
    "Grant",
    "ItemAction",
    "ItemDecision",
    "MeetingProof",
    "Moved",
    "ObstacleDraft",
    "ObstacleWord",
    "OrderTerms",
    "Place",
    "PressNote",
    "Proves",
    "Recorded",
    "ReportDraft",
    "RequestDraft",
    "Wish",
    "add_meeting_report",
    "affirm_extension",
    "affirm_obstacle",
    "affirm_order",
    "amend",
    "amend_by_file",
    "answer_coordination",
    "answer_order",
    "answer_request",
    "ask_coordination",
    "ask_extension",
    "attach",
    "await_head",
    "change_day",
    "change_period",
    "close_order",
    "confirm_answer",
    "confirm_meeting_report",
    "confirm_report",
    "confirm_reports",
    "correct_request",
    "decide_extension",
    "decide_item",
    "decide_obstacle",
    "drop_draft",
    "extend_request",
    "give_order",
    "hand_back",
    "lacks_proof",
    "list_day",
    "make_moves",
    "make_request",
    "press_unit",
    "promise_day",
    "raise_obstacle",
    "record_decision",
    "refresh_item",
    "refresh_items",
    "return_answer",
    "return_order",
    "return_report",
    "save_draft",
    "send_report",
    "withdraw_request",
]
