"""Fields for evidence: document references and files."""

from typing import Any

from flask_wtf.file import MultipleFileField
from typing_extensions import override
from werkzeug.datastructures import FileStorage
from wtforms import Form, SelectField, StringField
from wtforms.validators import Length, Optional, ValidationError

from tracker.errors import BadFile
from tracker.forms import DayField, Vietnamese, clean
from tracker.progress.commands import EvidenceDraft
from tracker.progress.rules import EvidenceKind
from tracker.store.kinds import LIMIT_BYTES, file_kind

MOST_FILES = 5


class DocumentForm(Form):
    """One document named as proof; counts when any of it is filled."""

    class Meta:
        def get_translations(self, _form: Any) -> Vietnamese:
            return Vietnamese()

    number = StringField("Số, ký hiệu văn bản", filters=[clean], validators=[Length(max=80)])
    dated_on = DayField("Ngày văn bản")
    summary = StringField("Trích yếu", filters=[clean], validators=[Length(max=500)])
    kept_at = StringField("Nơi lưu", filters=[clean], validators=[Length(max=200)])
    proves = SelectField(
        "Kiểm chứng cho",
        coerce=int,
        choices={"0": "Cả nhiệm vụ"},  # a report adds the products of its item
        validators=[Optional()],
        default=0,
    )

    def draft(self, product_id: int | None) -> EvidenceDraft | None:
        """The reference as typed; None when nothing was. `product_id` where it names no product."""
        if not (self.number.data or self.summary.data or self.kept_at.data or self.dated_on.data):
            return None
        return EvidenceDraft(
            EvidenceKind.DOCUMENT,
            number=self.number.data or "",
            dated_on=self.dated_on.data,
            summary=self.summary.data or "",
            kept_at=self.kept_at.data or "",
            product_id=self.proves.data or product_id,
        )


class EvidenceFilesField(MultipleFileField):
    """Several files, each of a kind that is kept and not over 20 MB; checked before they are."""

    data: list[FileStorage]

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        chosen = (file for file in valuelist if isinstance(file, FileStorage))
        self.data = [file for file in chosen if file.filename]

    def pre_validate(self, _form: Any) -> None:
        if len(self.data or ()) > MOST_FILES:
            raise ValidationError(f"Mỗi lần gửi không quá {MOST_FILES:02d} tệp.")
        for file in self.data or ():
            try:
                file_kind(file.filename or "", read_whole(file))
            except BadFile as bad:
                raise ValidationError(str(bad)) from bad


def read_whole(file: FileStorage) -> bytes:
    """The content of an uploaded file, one byte over the limit at most; may be read again."""
    file.stream.seek(0)
    content = file.stream.read(LIMIT_BYTES + 1)
    file.stream.seek(0)
    return content
