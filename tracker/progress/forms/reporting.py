"""The report of a unit for a period, and the day promised for a late one."""

from collections.abc import Iterator, Mapping

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from tracker.forms import DayField, HouseForm, Required, RequiredIf
from tracker.plans.models import ActionItem, Product
from tracker.plans.rules import PROOF_WORDS, WORDS, Progress, Proof
from tracker.progress.commands import EvidenceDraft, ObstacleDraft, ReportDraft
from tracker.progress.demands import Demand, Wanted, unanswered
from tracker.progress.forms.evidence import DocumentForm, EvidenceFilesField
from tracker.progress.models import Report
from tracker.progress.queries.desk import Desk
from tracker.progress.rules import EvidenceKind
from tracker.progress.wording import is_vague
from tracker.vietnamese import short_date

MOST_DOCUMENTS = 3
UNCHOSEN = ("0", "proves")  # a menu of products left as it stands
NO_EVENT = "Không phát sinh trong kỳ."
VAGUE = "Nội dung còn chung chung: nên ghi số liệu, tên văn bản hoặc kết quả kiểm tra được."
CLAIM_WORDS = "Đã hoàn thành, đề nghị xác nhận"


class ReportForm(HouseForm):
    """One report. `for_desk` makes it; results per product are fields it adds."""

    claimed = RadioField(
        "Tình hình thực hiện",
        coerce=Progress,
        validators=[RequiredIf(lambda f: not f.is_no_event.data, "Chọn tình hình thực hiện.")],
        validate_choice=False,
    )
    is_no_event = BooleanField("Không phát sinh trong kỳ")
    result = TextAreaField(
        "Kết quả thực hiện trong kỳ",
        validators=[
            RequiredIf(lambda f: not f.is_no_event.data, "Ghi kết quả thực hiện trong kỳ."),
            Length(max=4000),
        ],
    )
    next_step = TextAreaField("Việc tiếp theo", validators=[Length(max=2000)])
    late_reason = TextAreaField(
        "Lý do chậm",
        validators=[
            RequiredIf(lambda f: f.is_late, "Đã quá ngày chốt: cần ghi lý do chậm."),
            Length(max=1000),
        ],
    )
    has_obstacle = BooleanField("Có vướng mắc cần cấp trên tháo gỡ")
    obstacle = TextAreaField(
        "Vướng mắc, đề xuất",
        validators=[
            RequiredIf(lambda f: f.has_obstacle.data, "Ghi nội dung vướng mắc."),
            Length(max=2000),
        ],
    )
    remover = TextAreaField("Cơ quan, người có thể tháo gỡ", validators=[Length(max=200)])
    documents = FieldList(
        FormField(DocumentForm), min_entries=MOST_DOCUMENTS, max_entries=MOST_DOCUMENTS
    )
    files = EvidenceFilesField("Tệp kèm theo")
    proves = SelectField("Kiểm chứng cho", coerce=int, validators=[Optional()], default=0)
    explanation = TextAreaField("Giải trình thay tài liệu", validators=[Length(max=2000)])
    sent_anyway = HiddenField()

    is_late = False
    concerns: tuple[str, ...] = ()  # what was asked before it is sent as it stands
    products: tuple[Product, ...] = ()

    @property
    def has_product_results(self) -> bool:
        """Whether any product's own result is filled in."""
        return any(self[product_field(product.id)].data for product in self.products)

    @property
    def has_more(self) -> bool:
        """Whether anything is filled, or wrong, of what a period that asks one line folds away."""
        more = (self.next_step, self.has_obstacle, self.explanation, self.obstacle, self.remover)
        has_documents = any(entry.form.draft(None) for entry in self.documents)
        is_filled = has_documents or self.has_product_results or any(f.data for f in more)
        return is_filled or bool(self.errors)

    def may_go(self, desk: Desk) -> bool:
        """Whether it is sent now. What it says or leaves open is asked about once.

        Not when files are attached: a browser forgets them on the way.
        """
        if self.sent_anyway.data or self.files.data:
            return True
        self.concerns = self.doubts(desk)
        self.sent_anyway.data = "1" if self.concerns else ""
        return not self.concerns

    def doubts(self, desk: Desk) -> tuple[str, ...]:
        """What it says or leaves open that a reader would ask about, in sentences."""
        return tuple(filter(None, self._doubts(desk)))

    def _doubts(self, desk: Desk) -> Iterator[str]:
        if is_vague(self.result.data or ""):
            yield VAGUE
        if desk.demand is Demand.FULL and not self.is_no_event.data:
            draft = self.draft(desk, [])
            wanted = [Wanted(p.id, p.text, p.proof is not Proof.NONE) for p in self.products]
            proven = desk.proven | {e.product_id for e in draft.evidence}
            yield unanswered(wanted, draft.results, proven)

    def draft(self, desk: Desk, file_ids: list[int]) -> ReportDraft:
        """The typed values; `file_ids` are the stored files, in the order they were sent."""
        no_event = bool(self.is_no_event.data)
        return ReportDraft(
            claimed=self.claimed.data or desk.own,
            result=self.result.data or (NO_EVENT if no_event else ""),
            next_step=self.next_step.data or "",
            late_reason=self.late_reason.data or "",
            is_no_event=no_event,
            results={
                product.id: text
                for product in self.products
                if (text := self[product_field(product.id)].data)
            },
            evidence=tuple(self._evidence(file_ids)),
        )

    def _evidence(self, file_ids: list[int]) -> list[EvidenceDraft]:
        product_id = self.proves.data or None
        named = [entry.form.draft(product_id) for entry in self.documents]
        found = [document for document in named if document is not None]
        found += [
            EvidenceDraft(EvidenceKind.FILE, file_id=file_id, product_id=product_id)
            for file_id in file_ids
        ]
        if self.explanation.data:
            found.append(
                EvidenceDraft(
                    EvidenceKind.EXPLANATION,
                    summary=self.explanation.data,
                    product_id=product_id,
                )
            )
        return found

    def obstacle_draft(self, report_id: int) -> ObstacleDraft | None:
        """The obstacle named in the report; None without one."""
        if not self.has_obstacle.data:
            return None
        return ObstacleDraft(
            text=self.obstacle.data or "", remover=self.remover.data or "", report_id=report_id
        )


def product_field(product_id: int) -> str:
    """The name of the field for a product's own result."""
    return f"product_{product_id}"


def form_kind(item: ActionItem) -> type[ReportForm]:
    """The form for one item: with a field for the result of each of its products."""
    fields = {
        product_field(p.id): TextAreaField(p.text, validators=[Length(max=2000)])
        for p in item.products
    }
    return type("ReportFormOfItem", (ReportForm,), fields)


def for_desk(desk: Desk, *, posted: bool, typed: Mapping[str, str] | None = None) -> ReportForm:
    """The form of a desk: as posted, else with `typed`, the draft, or the report it replaces."""
    known = typed or (desk.draft.typed if desk.draft else typed_of(desk.current))
    kind = form_kind(desk.item)
    form = kind() if posted else kind(formdata=MultiDict(known) if known else None)
    _offer(form, desk)
    return form


def for_row(desk: Desk, prefix: str, typed: Mapping[str, str]) -> ReportForm:
    """The form of a desk as one row among others, filled in with `typed`; its names have `prefix`.

    The token and the key are those of the form around the rows.
    """
    filled = MultiDict({f"{prefix}-{name}": value for name, value in typed.items()})
    form = form_kind(desk.item)(formdata=filled or None, prefix=prefix, meta={"csrf": False})
    _offer(form, desk)
    return form


def _offer(form: ReportForm, desk: Desk) -> None:
    """Lay before the form what its desk offers."""
    form.is_late = desk.is_late
    form.products = tuple(desk.item.products)
    form.claimed.choices = {
        state.value: CLAIM_WORDS if state is Progress.CLAIMED else WORDS[state]
        for state in desk.offered
    }
    proves = {"0": "Cả nhiệm vụ"} | {str(p.id): _wanted_words(p) for p in desk.item.products}
    form.proves.choices = proves
    for entry in form.documents:
        entry.form.proves.choices = proves


def _wanted_words(product: Product) -> str:
    """A product with the kind of proof it wants: "Danh mục thủ tục (cần văn bản)"."""
    text = product.text.rstrip(" ;.")
    if product.proof in {Proof.ANY, Proof.NONE}:
        return text
    return f"{text} (cần {PROOF_WORDS[product.proof].lower()})"


def typed_of(report: Report | None) -> Mapping[str, str]:
    """A report in the words of the form, to be put right; needs its results loaded."""
    if report is None:
        return {}
    typed = {
        "claimed": report.claimed.value,
        "result": report.result,
        "next_step": report.next_step,
        "late_reason": report.late_reason,
        **{product_field(r.product_id): r.text for r in report.results},
    }
    return {**typed, "is_no_event": "y"} if report.is_no_event else typed


def typed_in(item: ActionItem, post: MultiDict[str, str]) -> dict[str, str]:
    """What a draft keeps of a post: the form's own fields, but keys, files and tokens."""
    left_out = {"csrf_token", "idempotency_key", "version", "files", "sent_anyway"}
    own = {field.name for field in form_kind(item)(formdata=None)} - left_out
    return {
        name: value[:4000]
        for name, value in post.items()
        if value and name.partition("-")[0] in own and (value, name[-6:]) != UNCHOSEN
    }


class PromiseForm(HouseForm):
    promised_on = DayField("Ngày hẹn gửi", validators=[Required("Nhập ngày hẹn gửi.")])

    def said(self) -> str:
        """The day, for the notice."""
        return short_date(self.promised_on.data)


class NoteForm(HouseForm):
    """What the unit's head writes when handing a report back."""

    note = TextAreaField("Nội dung cần sửa", validators=[Required(), Length(max=1000)])
