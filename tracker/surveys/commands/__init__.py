"""The verbs of this room. Each adds to the session it is handed; the view commits."""

from tracker.surveys.commands.answering import (
    OpenAnswers,
    note_heads,
    opening_of,
    seal_answers,
    start_kiosk,
)
from tracker.surveys.commands.campaigns import CampaignTerms, save_campaign
from tracker.surveys.commands.chaining import replace_tallies
from tracker.surveys.commands.excluding import Leaving, exclude_form
from tracker.surveys.commands.importing import Imported, find_held, import_forms
from tracker.surveys.commands.methods import (
    change_method,
    choose_method,
    copy_method,
    ensure_method,
    set_equivalents,
)
from tracker.surveys.commands.names import add_field, settle_field, take_first_names, take_names
from tracker.surveys.commands.published import PublishedDraft, publish_value
from tracker.surveys.commands.rechecking import draw_recheck, first_typists, type_again
from tracker.surveys.commands.rounds import (
    RoundTerms,
    ask_closing,
    change_round,
    close_round,
    closers_of,
    must_ask,
    open_round,
    prepare_round,
    start_round,
)
from tracker.surveys.commands.samples import (
    draw_list,
    end_list,
    erase_names,
    keep_list,
    mark_reached,
    replace_entry,
)
from tracker.surveys.commands.sampling import (
    HandInTerms,
    QuotaTerms,
    campaign_for,
    record_hand_in,
    set_quotas,
)
from tracker.surveys.commands.settling import settle_names
from tracker.surveys.commands.signing import Signing, sign_round
from tracker.surveys.commands.totals import TotalsDraft, record_totals
from tracker.surveys.commands.typing import keep_rows, seal_rows

__all__ = [
    "CampaignTerms",
    "HandInTerms",
    "Imported",
    "Leaving",
    "OpenAnswers",
    "PublishedDraft",
    "QuotaTerms",
    "RoundTerms",
    "Signing",
    "TotalsDraft",
    "add_field",
    "ask_closing",
    "campaign_for",
    "change_method",
    "change_round",
    "choose_method",
    "close_round",
    "closers_of",
    "copy_method",
    "draw_list",
    "draw_recheck",
    "end_list",
    "ensure_method",
    "erase_names",
    "exclude_form",
    "find_held",
    "first_typists",
    "import_forms",
    "keep_list",
    "keep_rows",
    "mark_reached",
    "must_ask",
    "note_heads",
    "open_round",
    "opening_of",
    "prepare_round",
    "publish_value",
    "record_hand_in",
    "record_totals",
    "replace_entry",
    "replace_tallies",
    "save_campaign",
    "seal_answers",
    "seal_rows",
    "set_equivalents",
    "set_quotas",
    "settle_field",
    "settle_names",
    "sign_round",
    "start_kiosk",
    "start_round",
    "take_first_names",
    "take_names",
    "type_again",
]
