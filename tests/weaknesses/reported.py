"""Survey reports written and frozen for tests."""

from tests.surveys.made import NOON
from tracker.database import db
from tracker.organisation.models import Agency
from tracker.surveys.models import Round
from tracker.weaknesses.models import FrozenReport
from tracker.weaknesses.queries import find_round_text
from tracker.weaknesses.round_freezing import ReportWords, freeze_report, write_words

WORDS = ReportWords("Thông tin phản hồi còn thấp.", "Thiếu người trực.", "Bố trí người trực.")


def report(agency: Agency, row: Round, words: ReportWords = WORDS) -> FrozenReport:
    """The report of a closed round with these words, frozen."""
    write_words(db.session(), row, words, find_round_text(db.session(), row.id))
    return freeze_report(db.session(), agency, row, by=None, at=NOON)
