"""Files that came with a form go to the shelf; evidence is downloaded from there."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from flask import current_app, send_file
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import BadFile
from tracker.progress.forms.evidence import read_whole
from tracker.progress.models import Evidence
from tracker.progress.views.blueprint import bp
from tracker.store.commands import keep_file
from tracker.store.files import Shelf
from tracker.store.kinds import KINDS
from tracker.store.models import StoredFile

# A file is never a page: whatever it holds, nothing in it may run or load.
_OWN_POLICY = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'"


@bp.get("/evidence/<int:evidence_id>")
@requires(Can.READ)
def evidence_file(evidence_id: int) -> Response:
    row = load(Evidence, evidence_id, Can.READ, joinedload(Evidence.file))
    if row.file is None:
        raise BadFile("Tài liệu này chỉ ghi số, ngày văn bản, không có tệp kèm theo.")
    return as_download(row.file)


def as_download(file: StoredFile) -> Response:
    """A stored file as something to save, never to show."""
    kind = KINDS.get(file.kind)
    response = send_file(
        BytesIO(shelf().get(file.sha256)),
        mimetype=kind.media_type if kind else "application/octet-stream",
        as_attachment=True,
        download_name=file.name,
    )
    response.headers["Content-Security-Policy"] = _OWN_POLICY
    return response


def shelf() -> Shelf:
    """Where this application keeps its files."""
    own: Shelf = current_app.extensions["shelf"]
    return own


def keep_files(files: Iterable[FileStorage] | None, at: datetime) -> list[int]:
    """The ids of the stored files, in the order they came; BadFile if one may not stay."""
    session, agency_id = db.session(), my_agency().id
    return [
        keep_file(session, shelf(), agency_id, file.filename or "", read_whole(file), at=at).id
        for file in files or ()
    ]
