"""The verbs of this room. Each adds to the session it is handed; the view commits."""

from tracker.surveys.commands.answering import (
    OpenAnswers,
    note_heads,
    opening_of,
    seal_answers,
    start_kiosk,
)
from tracker.surveys.commands.chaining import replace_tallies
from tracker.surveys.commands.importing import Imported, import_forms
from tracker.surveys.commands.methods import ensure_method
from tracker.surveys.commands.names import add_field, settle_field, take_first_names, take_names
from tracker.surveys.commands.published import PublishedDraft, publish_value
from tracker.surveys.commands.rounds import RoundTerms, change_round, close_round, open_round
from tracker.surveys.commands.sampling import (
    HandInTerms,
    QuotaTerms,
    campaign_for,
    record_hand_in,
    set_quotas,
)
from tracker.surveys.commands.settling import settle_names
from tracker.surveys.commands.signing import Signing, sign_round

__all__ = [
    "HandInTerms",
    "Imported",
    "OpenAnswers",
    "PublishedDraft",
    "QuotaTerms",
    "RoundTerms",
    "Signing",
    "add_field",
    "campaign_for",
    "change_round",
    "close_round",
    "ensure_method",
    "import_forms",
    "note_heads",
    "open_round",
    "opening_of",
    "publish_value",
    "record_hand_in",
    "replace_tallies",
    "seal_answers",
    "set_quotas",
    "settle_field",
    "settle_names",
    "sign_round",
    "start_kiosk",
    "take_first_names",
    "take_names",
]
