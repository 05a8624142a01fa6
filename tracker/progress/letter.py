"""Công văn đôn đốc: the letter that presses units, with the table of who owes what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.organisation.models import Agency
from tracker.papers.blocks import (
    Align,
    Block,
    Ending,
    Grid,
    GridColumn,
    Head,
    Paper,
    Para,
    Signature,
)
from tracker.papers.signing import SignsFor, signature
from tracker.plans.models import Plan
from tracker.plans.outcomes import days_late
from tracker.plans.rules import ReportState
from tracker.progress.queries.debts import Lacking, UnitDebt
from tracker.vietnamese import first_upper, long_date, short_date

COLUMNS = (
    GridColumn("STT", 1, Align.CENTRE),
    GridColumn("Nhiệm vụ", 4),
    GridColumn("Kỳ/Thời hạn", 2.3),
    GridColumn("Đơn vị", 2.3),
    GridColumn("Số ngày chậm", 1.1, Align.CENTRE),
    GridColumn("Ghi chú", 1.9),
)
ABOUT = "V/v đôn đốc thực hiện nhiệm vụ, báo cáo kết quả"


@dataclass(frozen=True)
class LetterFacts:
    """What a letter is made of, on its day."""

    agency: Agency
    plan: Plan | None
    debts: Sequence[UnitDebt]
    today: date
    office_head: str = ""


def letter(facts: LetterFacts) -> Paper:
    """The letter to the units of `facts.debts`; number and day are left blank for the clerk."""
    agency, code = facts.agency, facts.agency.document_code
    return Paper(
        title="Công văn đôn đốc thực hiện nhiệm vụ, báo cáo kết quả",
        head=Head(
            agency.letter_name,
            agency.superior,
            symbol=f"{code}-VP" if code else "VP",
            place=agency.place,
            expected_on=facts.today,
            about=ABOUT,
        ),
        to=tuple(debt.unit.name for debt in facts.debts),
        body=tuple(_body(facts)),
    )


def _body(facts: LetterFacts) -> Iterator[Block]:
    profile, several = facts.agency.profile, len(facts.debts) > 1
    units = "các đơn vị" if several else facts.debts[0].unit.name
    seen = (
        f"qua theo dõi đến hết ngày {short_date(facts.today)}, {units} còn các báo cáo, nhiệm vụ, "
        "kết luận, chỉ đạo chưa thực hiện xong theo bảng sau:"
    )
    yield Para(first_upper(f"{_basis(facts.plan)}{seen}"), keep_next=True)
    yield Grid(COLUMNS, _rows(facts), "Việc chưa thực hiện xong của từng đơn vị")
    yield Para(
        f"{first_upper(profile.self_name)} đề nghị {units} khẩn trương thực hiện, gửi báo cáo kết "
        f"quả về {profile.office}. Việc chưa thực hiện được thì nêu rõ lý do và ngày hẹn gửi; "
        "nhiệm vụ, chỉ đạo cần thêm thời gian thì đề nghị điều chỉnh thời hạn hoàn thành."
    )
    yield Ending(
        (_signature(facts),),
        f"{first_upper(profile.self_name)} đề nghị {units} nghiêm túc thực hiện",
        ("Như trên", f"{first_upper(profile.leaders)} (để báo cáo)", "Lưu: VT, VP"),
    )


def _basis(plan: Plan | None) -> str:
    if plan is None:
        return ""
    signed = f" {long_date(plan.signed_on)}" if plan.signed_on else ""
    return f"Thực hiện Kế hoạch số {plan.number}{signed}, "


def _signature(facts: LetterFacts) -> Signature:
    profile = facts.agency.profile
    return signature(
        facts.office_head, profile.office_head_sign, SignsFor.ORDER, head=profile.head_sign
    )


def _rows(facts: LetterFacts) -> list[tuple[str, ...]]:
    rows = [row for debt in facts.debts for row in _of_unit(debt, facts.today)]
    return [(str(number), *row) for number, row in enumerate(rows, start=1)]


def _of_unit(debt: UnitDebt, today: date) -> Iterator[tuple[str, ...]]:
    unit = debt.unit.name
    for one in debt.reports:
        what = _numbered(one.position, one.task)
        yield what, _when(one), unit, _days(one.days_late), _note(one)
    for asked in debt.requests:
        when = f"Hạn {short_date(asked.due_on)}"
        yield asked.what, when, unit, _days(asked.days), "Báo cáo theo yêu cầu"
    for item in debt.items:
        what = _numbered(item.position, item.task)
        note = "Chưa báo cáo hoàn thành"
        yield what, f"Hạn {short_date(item.due_on)}", unit, _days(item.days), note
    for order in debt.orders:
        late = _days(days_late(order.due_on, today))
        note = order.source or "Kết luận, chỉ đạo"
        yield order.text, f"Hạn {short_date(order.due_on)}", unit, late, note


def _numbered(position: int, task: str) -> str:
    return f"Nhiệm vụ {position}: {task}"


def _when(one: Lacking) -> str:
    is_returned = one.state is ReportState.RETURNED
    limit = "gửi lại chậm nhất" if is_returned else "chốt"
    return f"Kỳ {one.period}, {limit} {short_date(one.due_on)}"


def _days(number: int) -> str:
    return str(number) if number else "–"


def _note(one: Lacking) -> str:
    if one.state is ReportState.RETURNED:
        return "Bị trả lại, chưa gửi lại"
    return "Chưa báo cáo" if one.days_late else "Đến kỳ báo cáo"
