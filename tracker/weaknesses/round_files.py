"""The paper on a round as the two files people take away."""

from dataclasses import dataclass
from hashlib import sha256

from tracker.papers.names import file_name
from tracker.papers.word import write_word
from tracker.weaknesses.round_book import write_workbook
from tracker.weaknesses.round_paper import compose
from tracker.weaknesses.round_report import RoundReport


@dataclass(frozen=True)
class Made:
    """A file made for download: its name, content and hash."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def word_file(found: RoundReport) -> Made:
    """BC-STP_do-luong-hai-long_2021-Q1.docx."""
    return Made(_name(found, "docx"), write_word(compose(found)))


def excel_file(found: RoundReport) -> Made:
    """BC-STP_do-luong-hai-long_2021-Q1.xlsx."""
    return Made(_name(found, "xlsx"), write_workbook(found).getvalue())


def _name(found: RoundReport, suffix: str) -> str:
    return file_name(found.symbol, "đo lường hài lòng", found.code, suffix=suffix)
