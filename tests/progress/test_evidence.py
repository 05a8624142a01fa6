"""Evidence is a download of one's own agency, under a policy of its own."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.factories import Office
from tests.progress.pages import PDF, Desk, SignIn, stop_clock
from tests.progress.scenes import LATE, make_scene
from tracker.database import db
from tracker.progress.commands import EvidenceDraft
from tracker.progress.models import Evidence
from tracker.progress.rules import EvidenceKind


@pytest.fixture
def desk(office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    stop_clock(monkeypatch)
    return Desk(make_scene(office), sign_in)


def proof(desk: Desk) -> Evidence:
    desk.post(
        "clerk", desk.report_path(), claimed="under-way", result="Đã xong 3 việc.",
        files=[("Biên bản số 1.pdf", PDF)],
    )  # fmt: skip
    return db.session.scalars(select(Evidence)).one()


def test_evidence_is_a_download_under_its_own_policy(desk: Desk) -> None:
    row = proof(desk)
    answer = desk.get("other_clerk", f"/evidence/{row.id}")
    assert (answer.status_code, answer.data) == (200, PDF)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.mimetype == "application/pdf"


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("anonymous", 302)])
def test_evidence_stays_in_its_agency(desk: Desk, who: str, status: int) -> None:
    assert desk.get(who, f"/evidence/{proof(desk).id}").status_code == status


def test_a_document_without_a_file_says_so(desk: Desk) -> None:
    paper = EvidenceDraft(EvidenceKind.DOCUMENT, number="15/BC-SM")
    desk.scene.send(replace(LATE, evidence=(paper,)))
    row = db.session.scalars(select(Evidence)).one()
    assert desk.get("clerk", f"/evidence/{row.id}").status_code == 400
