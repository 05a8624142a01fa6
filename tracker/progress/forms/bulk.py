"""What a person chooses to change on several items at once."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from tracker.forms import HouseForm, Required
from tracker.organisation.forms import id_or_none
from tracker.organisation.rules import PeriodKind
from tracker.plans.rules import PROOF_WORDS, RHYTHM_WORDS, Proof
from tracker.progress.bulk import BULK_WORDS, BulkKind, BulkWish
from tracker.surveys.models import Component


class BulkForm(HouseForm):
    kind = RadioField("Việc cần làm", validators=[Required("Chọn việc cần làm.")])
    component_id = SelectField("Chỉ số", coerce=id_or_none)
    rhythm = SelectField(
        "Nhịp báo cáo",
        choices={kind.value: word for kind, word in RHYTHM_WORDS.items()},
        default=PeriodKind.MONTH.value,
    )
    proof = SelectField(
        "Tài liệu kiểm chứng",
        choices={proof.value: word for proof, word in PROOF_WORDS.items()},
        default=Proof.ANY.value,
    )
    note = TextAreaField("Ghi chú", validators=[Length(max=2000)])
    reason = StringField("Lý do, căn cứ", validators=[Length(max=2000)])
    seen = HiddenField()

    def offer(self, kinds: Iterable[BulkKind], components: Iterable[Component]) -> None:
        """The kinds that the person may choose, the indices of the plan's method."""
        self.kind.choices = {kind.value: BULK_WORDS[kind] for kind in kinds}
        names = {str(one.id): one.name for one in components}
        self.component_id.choices = {"": "Chọn chỉ số"} | names

    def wish(self, today: date) -> BulkWish:
        """What was chosen. Call after validation has passed."""
        names: Mapping[str, str] = dict(self.component_id.choices)  # type: ignore[arg-type]
        component_id = self.component_id.data or 0
        return BulkWish(
            kind=BulkKind(self.kind.data),
            on=today,
            component_id=component_id,
            component=names.get(str(component_id), ""),
            rhythm=PeriodKind(self.rhythm.data),
            proof=Proof(self.proof.data),
            note=self.note.data or "",
            reason=self.reason.data or "",
        )


class PlanSheetForm(HouseForm):
    sheet = FileField("Tệp đã sửa", validators=[FileRequired("Chọn tệp.")])
