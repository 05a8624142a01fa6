"""The blueprint of this room, and the words its macros say."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from tracker.plans.printed import USUAL
from tracker.plans.rules import CHANGE_WORDS

bp = Blueprint("plans", __name__)


@bp.record_once
def _name_words(state: BlueprintSetupState) -> None:
    """Fixed words as globals: macros, which other rooms import too, see no page context."""
    words = {"CHANGE_WORDS": CHANGE_WORDS, "COLUMN_TITLES": USUAL}
    state.app.jinja_env.globals.update(words)
