"""The verbs of this room. Each adds to the session it is handed; the view commits."""

from tracker.surveys.commands.chaining import replace_tallies
from tracker.surveys.commands.importing import Imported, import_forms
from tracker.surveys.commands.methods import ensure_method
from tracker.surveys.commands.names import add_field, settle_field, take_first_names, take_names
from tracker.surveys.commands.published import PublishedDraft, publish_value
from tracker.surveys.commands.rounds import RoundTerms, change_round, close_round, open_round

__all__ = [
    "Imported",
    "PublishedDraft",
    "RoundTerms",
    "add_field",
    "change_round",
    "close_round",
    "ensure_method",
    "import_forms",
    "open_round",
    "publish_value",
    "replace_tallies",
    "settle_field",
    "take_first_names",
    "take_names",
]
