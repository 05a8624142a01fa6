"""Uploading the table of ROWS, for the tests of the import's pages."""

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.plans.made import HEADER, ROWS
from tracker.database import Base, db

TABLE = "\n".join("\t".join(row.replace("\n", " ").split("|")) for row in (HEADER, *ROWS))
HEAD = {"number": "12/KH-SM", "signed_on": "06/7/2021", "title": "Kế hoạch năm 2021"}


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def upload(client: FlaskClient, **more: object) -> TestResponse:
    form = {"method_code": "kh-2021", "pasted": TABLE, "year": "2021"} | more
    return client.post("/plans/import", data=form)
