"""The blueprint of this room, and what all of its pages share."""

from flask import Blueprint, request
from flask.blueprints import BlueprintSetupState

from tracker.config import MEGABYTE
from tracker.progress.forms.evidence import MOST_FILES
from tracker.progress.queries.register import ORDER_STATE_WORDS
from tracker.progress.requests import LINE_WORDS, REQUEST_WORDS
from tracker.progress.rules import ORDER_WORDS
from tracker.store.kinds import LIMIT_BYTES

bp = Blueprint("progress", __name__)

# Pages that take several pieces of evidence at once; everywhere else one file is the most.
_TAKES_FILES = frozenset(
    {
        "progress.report",
        "progress.approve",
        "progress.answer_order",
        "progress.answer_coordination",
        "progress.answer_request",
        "progress.approve_answer",
    }
)


@bp.record_once
def _name_words(state: BlueprintSetupState) -> None:
    """Fixed words as globals: macros, which other rooms import too, see no page context."""
    words = {"ORDER_WORDS": ORDER_WORDS, "ORDER_STATE_WORDS": ORDER_STATE_WORDS}
    on_request = {"REQUEST_WORDS": REQUEST_WORDS, "LINE_WORDS": LINE_WORDS}
    state.app.jinja_env.globals.update(words, **on_request)


@bp.url_value_preprocessor
def _allow_several_files(endpoint: str | None, _values: object) -> None:
    # Before anything reads the form: the limit holds from the first byte.
    if endpoint in _TAKES_FILES:
        request.max_content_length = MOST_FILES * LIMIT_BYTES + MEGABYTE
