"""A unit's answer on request: a field for each question, proof, the reason when it is late."""

from collections.abc import Iterable, Mapping, Sequence

from typing_extensions import override
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from tracker.forms import HouseForm, Required, RequiredIf, clean
from tracker.progress.commands import AnswerDraft, EvidenceDraft
from tracker.progress.forms.evidence import DocumentForm, EvidenceFilesField
from tracker.progress.queries.request_table import AnswerDesk
from tracker.progress.requests import (
    YES_NO_WORDS,
    Question,
    QuestionKind,
    number_words,
    parse_number,
)
from tracker.progress.rules import EvidenceKind

MOST_DOCUMENTS = 2


class NumberField(StringField):
    """A number typed in the Vietnamese way; `data` is canonical."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return number_words(self.data or "")

    @override
    def process_formdata(self, valuelist: list[str]) -> None:
        typed = clean(str(valuelist[0])) if valuelist else ""
        self.data = parse_number(typed) if typed else ""
        if self.data is None:
            raise ValidationError("Cần nhập số, ví dụ: 12 hoặc 1.250,5.")


class RequestAnswerForm(HouseForm):
    """One answer. `for_answer` makes it: the questions are fields it adds."""

    late_reason = TextAreaField(
        "Lý do chậm",
        validators=[
            RequiredIf(lambda f: f.is_late, "Đã quá hạn: cần ghi lý do chậm."),
            Length(max=1000),
        ],
    )
    documents = FieldList(
        FormField(DocumentForm), min_entries=MOST_DOCUMENTS, max_entries=MOST_DOCUMENTS
    )
    files = EvidenceFilesField("Tệp kèm theo")

    is_late = False
    asked: tuple[Question, ...] = ()

    def draft(self, file_ids: Iterable[int]) -> AnswerDraft:
        """The typed values; `file_ids` are the stored files."""
        named = [entry.form.draft(None) for entry in self.documents]
        files = [EvidenceDraft(EvidenceKind.FILE, file_id=file_id) for file_id in file_ids]
        return AnswerDraft(
            values=tuple(str(self[answer_field(n)].data or "") for n in range(len(self.asked))),
            late_reason=self.late_reason.data or "",
            evidence=(*(document for document in named if document), *files),
        )


def answer_field(place: int) -> str:
    """The name of the field for the question in this place, from 0."""
    return f"answer_{place}"


def answer_kind(asked: Sequence[Question]) -> type[RequestAnswerForm]:
    """The form for these questions."""
    fields = {answer_field(place): _field(question) for place, question in enumerate(asked)}
    return type("AnswerFormOfRequest", (RequestAnswerForm,), fields)


def _field(question: Question) -> object:
    needed = [Required("Cần trả lời câu hỏi này.")]
    if question.kind is QuestionKind.YES_NO:
        return RadioField(question.text, choices=YES_NO_WORDS, validators=needed)
    if question.kind is QuestionKind.NUMBER:
        return NumberField(question.text, validators=needed)
    return TextAreaField(question.text, validators=[*needed, Length(max=4000)])


def for_answer(
    desk: AnswerDesk, *, posted: bool, typed: Mapping[str, str] | None = None
) -> RequestAnswerForm:
    """The form of a desk: as posted, else with `typed`, the draft, or the answer it replaces."""
    asked = desk.line.request.asked
    known = typed or (desk.draft.typed if desk.draft else _typed_of(desk))
    kind = answer_kind(asked)
    form = kind() if posted else kind(formdata=MultiDict(known) if known else None)
    form.is_late, form.asked = desk.is_late, asked
    return form


def _typed_of(desk: AnswerDesk) -> dict[str, str]:
    last = desk.line.last
    if last is None:
        return {}
    pairs = zip(desk.line.request.asked, last.values, strict=True)
    return {
        answer_field(place): number_words(value) if q.kind is QuestionKind.NUMBER else value
        for place, (q, value) in enumerate(pairs)
    } | {"late_reason": last.late_reason}


def typed_answer(asked: Sequence[Question], post: MultiDict[str, str]) -> dict[str, str]:
    """What a draft keeps of a post: the form's own fields, but keys, files and tokens."""
    left_out = {"csrf_token", "idempotency_key", "version", "files"}
    own = {field.name for field in answer_kind(asked)(formdata=None)} - left_out
    return {
        name: value[:4000]
        for name, value in post.items()
        if value and name.partition("-")[0] in own
    }
