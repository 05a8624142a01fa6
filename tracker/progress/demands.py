"""What a period asks of a report: one line for the meeting, or results and proof. Pure.

A period that ends with a window of the CCHC report (DOMAIN A7) feeds that report, so it asks for
the result of each product and its proof; the months between serve the monthly meeting alone.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.organisation.periods import WINDOWS, PeriodSpec
from tracker.vietnamese import short_date


class Demand(StrEnum):
    LINE = "line"  # the state and one line of result
    FULL = "full"  # results per product and proof


@dataclass(frozen=True)
class Wanted:
    """A product of an item, as far as a report is asked about it."""

    id: int
    text: str
    wants_proof: bool


def windows_among(periods: Iterable[PeriodSpec]) -> tuple[PeriodSpec, ...]:
    """Those of `periods` for which a CCHC report is made, in their order."""
    return tuple(p for p in periods if p.code.partition("-")[2] in WINDOWS[p.regime])


def closed_windows(period: PeriodSpec, windows: Iterable[PeriodSpec]) -> tuple[PeriodSpec, ...]:
    """The report windows of its regime that end with `period`, the shortest first."""
    closed = (w for w in windows if (w.regime, w.ends_on) == (period.regime, period.ends_on))
    return tuple(sorted(closed, key=lambda w: w.starts_on, reverse=True))


def demand(period: PeriodSpec, windows: Iterable[PeriodSpec]) -> Demand:
    """FULL where a report window of the regime ends with `period`, else LINE."""
    return Demand.FULL if closed_windows(period, windows) else Demand.LINE


def why_demand(period: PeriodSpec, windows: Sequence[PeriodSpec]) -> str:
    """The rule in words, with the window or the next period that asks for more."""
    name = period.label.partition(" năm ")[0]
    if closed := closed_windows(period, windows):
        return (
            f"Kỳ {name} kết thúc {_names(closed)} của báo cáo CCHC nên cần kết quả theo từng sản "
            "phẩm và tài liệu kiểm chứng."
        )
    said = f"Kỳ {name} phục vụ họp giao ban, chỉ cần tình hình và một dòng kết quả."
    later = [w for w in windows if w.regime is period.regime and w.ends_on > period.ends_on]
    first = min(later, key=lambda w: w.ends_on, default=None)
    if first is None:
        return said
    following = [w for w in later if w.ends_on == first.ends_on]
    return (
        f"{said} Kết quả từng sản phẩm và tài liệu kiểm chứng cần vào kỳ kết thúc "
        f"{short_date(first.ends_on)} ({_names(following)})."
    )


def unanswered(
    products: Sequence[Wanted], results: Collection[int], proven: Collection[int | None]
) -> str:
    """What a report that is asked in full leaves open, in sentences; "" for nothing.

    `results`: ids of products with a result of their own, asked only of an item with several.
    `proven`: product ids of its evidence; None, evidence of the whole item, serves each.
    """
    said = []
    untold = [p for p in products if p.id not in results] if len(products) > 1 else []
    if untold:
        said.append(f"Chưa ghi kết quả riêng của: {_texts(untold)}.")
    unproven = [p for p in products if p.wants_proof and p.id not in proven]
    if unproven and None not in proven:
        said.append(f"Chưa có tài liệu kiểm chứng cho: {_texts(unproven)}.")
    return " ".join(said)


def _texts(products: Iterable[Wanted]) -> str:
    return "; ".join(product.text.rstrip(" ;.") for product in products)


def _names(windows: Sequence[PeriodSpec]) -> str:
    """Their labels with the year said once: quý III, 9 tháng năm 2021."""
    *others, last = sorted(windows, key=lambda w: w.starts_on, reverse=True)
    return ", ".join([*(w.label.partition(" năm ")[0] for w in others), last.label])
