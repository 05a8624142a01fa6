"""What the plan page narrows by, read from the query string and written back into links. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TypeVar

from tracker.plans.rules import Progress, ReportState

WordT = TypeVar("WordT", bound=StrEnum)
UNLINKED = "-"  # the filter "chưa gắn chỉ số"


class View(StrEnum):
    """The saved views of the house, in the order of the page."""

    ALL = "tat-ca"
    ORDERS = "chi-dao-qua-han"
    LATE = "qua-han"
    SILENT = "chua-bao-cao"
    DUE = "den-ky"
    STUCK = "vuong-mac"
    UNLINKED = "chua-gan-chi-so"
    WEAK = "chi-so-chua-dat"


class Grouping(StrEnum):
    APPENDIX = "phu-luc"
    INDEX = "chi-so"
    UNIT = "don-vi"


VIEW_WORDS = {
    View.ALL: "Toàn bộ phụ lục",
    View.ORDERS: "Kết luận, chỉ đạo quá hạn",
    View.LATE: "Nhiệm vụ quá hạn",
    View.SILENT: "Chưa báo cáo",
    View.DUE: "Đến kỳ, chưa gửi",
    View.STUCK: "Vướng mắc, chờ phối hợp",
    View.UNLINKED: "Chưa gắn chỉ số",
    View.WEAK: "Nhiệm vụ gắn chỉ số chưa đạt",
}
GROUP_WORDS = {
    Grouping.APPENDIX: "Theo phụ lục",
    Grouping.INDEX: "Theo chỉ số",
    Grouping.UNIT: "Theo đơn vị",
}


@dataclass(frozen=True)
class PlanFilter:
    """One way of looking at a plan. None or "" narrows nothing; links carry what differs."""

    view: View = View.ALL
    words: str = ""
    unit_id: int | None = None  # that leads
    component: str = ""  # the id of an index, or UNLINKED
    progress: Progress | None = None
    criterion: str = ""  # a code of a CCHC criterion, such as 3.2.1
    report: ReportState | None = None
    grouping: Grouping = Grouping.APPENDIX
    is_compact: bool = False
    page: int = 1

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "PlanFilter":
        """The filter of a query string. What cannot be read narrows nothing."""
        component = typed.get("chi-so", "")
        return cls(
            view=_word(View, typed.get("xem", "")) or View.ALL,
            words=typed.get("tim", "").strip()[:100],
            unit_id=_number(typed.get("don-vi", "")),
            component=component if component == UNLINKED or component.isdecimal() else "",
            progress=_word(Progress, typed.get("tinh-hinh", "")),
            criterion=typed.get("tieu-chi", "").strip().upper()[:60],
            report=_word(ReportState, typed.get("bao-cao", "")),
            grouping=_word(Grouping, typed.get("nhom", "")) or Grouping.APPENDIX,
            is_compact=typed.get("mat-do") == "rut-gon",
            page=max(1, _number(typed.get("trang", "")) or 1),
        )

    @property
    def query(self) -> dict[str, str]:
        """The query string that reads back as this filter; the usual values left out."""
        said = {
            "xem": self.view if self.view is not View.ALL else "",
            "tim": self.words,
            "don-vi": str(self.unit_id or ""),
            "chi-so": self.component,
            "tinh-hinh": self.progress or "",
            "tieu-chi": self.criterion,
            "bao-cao": self.report or "",
            "nhom": self.grouping if self.grouping is not Grouping.APPENDIX else "",
            "mat-do": "rut-gon" if self.is_compact else "",
            "trang": str(self.page) if self.page > 1 else "",
        }
        return {name: str(value) for name, value in said.items() if value}

    def changed(self, **to: object) -> dict[str, str]:
        """The query string of this filter with some of it changed, on its first page."""
        return replace(self, page=1, **to).query  # type: ignore[arg-type]

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        usual = PlanFilter()
        shown = {"grouping", "is_compact", "page"}
        names = [field.name for field in fields(self) if field.name not in shown]
        return any(getattr(self, name) != getattr(usual, name) for name in names)


def _word(kind: type[WordT], text: str) -> WordT | None:
    return kind(text) if text in set(kind) else None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
