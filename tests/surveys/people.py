"""A list of completed transactions for tests, and a round with a sample to draw from it."""

from collections.abc import Sequence
from datetime import date

from tests.factories import Office
from tests.surveys.made import NOON, make_round
from tracker.database import db
from tracker.intake.reading import read_document
from tracker.surveys import commands
from tracker.surveys.commands import QuotaTerms
from tracker.surveys.models import Round, SampleEntry, SampleList
from tracker.surveys.queries import find_sample_entries
from tracker.surveys.sample_sheets import ListRead, read_list
from tracker.surveys.words import RoundState

DAY = date(2021, 2, 1)
HEAD = "STT;Họ và tên;Địa chỉ;Số điện thoại;Mã hồ sơ;Lĩnh vực;Ngày trả kết quả"
FIELDS = ("Tư pháp", "Đất đai")


def lines(count: int = 60, fields: Sequence[str] = FIELDS) -> list[str]:
    return [
        f"{n};Canhten{n:04d} Kín;Canhdiachi{n:04d} thôn Mẫu;0900{n:06d};HS{n:04d}zqz;"
        f"{fields[n % len(fields)]};02/01/2021"
        for n in range(1, count + 1)
    ]


def content(count: int = 60) -> bytes:
    return "\n".join([HEAD, *lines(count)]).encode()


def people(count: int = 60) -> ListRead:
    return read_list(read_document(content(count), "ds.csv"))


def sampled_round(office: Office, official: int = 5, reserve: int = 5) -> Round:
    row = make_round(office.agency)
    fields = [commands.add_field(db.session(), office.agency.id, name) for name in FIELDS]
    terms = [QuotaTerms(field.id, None, official, reserve) for field in fields]
    commands.set_quotas(db.session(), row, terms)
    return row


def drawn(office: Office, row: Round, seed: str = "2021") -> SampleList:
    kept = commands.keep_list(db.session(), row, people(), at=NOON, by=office.officer)
    commands.draw_list(db.session(), row, kept, seed, at=NOON)
    return kept


def entries(row: Round) -> list[SampleEntry]:
    return list(find_sample_entries(db.session(), row.id))


def close(row: Round) -> None:
    row.state, row.closed_at = RoundState.CLOSED, NOON
    db.session.flush()
