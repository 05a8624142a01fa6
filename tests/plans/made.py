"""Methods, readings and plans for the tests of this room; tables in our own words."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from tracker.database import db
from tracker.intake.reading import read_document
from tracker.organisation.models import Agency
from tracker.organisation.queries import known_units
from tracker.plans.appendix import Appendix, KnownIndex, read_appendix
from tracker.plans.appendix.units import gathered
from tracker.plans.commands import ImportChoices, PlanHead, UnitChoice, store_plan
from tracker.plans.importing import Means
from tracker.plans.importing.words import new_unit
from tracker.plans.models import ActionItem, Plan
from tracker.plans.queries import ItemFilter, find_items
from tracker.surveys.commands.methods import ensure_method
from tracker.surveys.methods import load_shipped
from tracker.surveys.models import SurveyMethod

AT = datetime(2021, 7, 8, 2, 0, tzinfo=UTC)
HEADER = "STT|Nội dung/Nhiệm vụ|Sản phẩm|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian hoàn thành|Chỉ số"
_FIRST = (
    "1|Sắp xếp lại khu vực chờ của người dân|- Đủ ghế ngồi;\n- Có bảng chỉ dẫn"
    "|Phòng Nghiệp vụ 1|Phòng Nghiệp vụ 2|Thường xuyên|Điều kiện tiếp đón và phục vụ"
)
_SECOND = (
    "2|Niêm yết thủ tục mới|Danh mục thủ tục|Phòng Nghiệp vụ 1, Phòng Nghiệp vụ 2||"
    "Khi có sự thay đổi|Tiếp cận dịch vụ"
)
_THIRD = "3|Đo thời gian chờ tại quầy|Báo cáo kết quả|Phòng Nghiệp vụ 2||Trước ngày 30/9/2021|"
_FOURTH = (
    "4|Duy trì họp giao ban định kỳ hằng tháng|Biên bản họp|Văn phòng Sở||Từ Quý III/2021"
    "|Kết quả, tiến độ giải quyết công việc"
)
ROWS = (_FIRST, _SECOND, _THIRD, _FOURTH)


def make_method(code: str = "kh-2021") -> SurveyMethod:
    """The rows of a shipped method, made once."""
    return ensure_method(db.session(), code)


def shipped_indices(code: str = "kh-2021") -> tuple[KnownIndex, ...]:
    components = load_shipped(code).components
    return tuple(
        KnownIndex(c.name, c.aliases, c.code, tuple(q.text for q in c.questions))
        for c in components
    )


def read_table(*rows: str, header: str = HEADER, agency: Agency | None = None) -> Appendix:
    """The reading of a table typed as bars and line feeds."""
    lines = [
        "\t".join(f'"{cell}"' if "\n" in cell else cell for cell in row.split("|"))
        for row in (header, *(rows or ROWS))
    ]
    document = read_document("\n".join(lines).encode(), "bang.csv")
    return _read_for(document, agency)


def read_real(inputs: Path, ending: str, agency: Agency | None = None) -> Appendix:
    """The reading of the real plan in one of its three forms."""
    return _read_for(read_document(inputs / f"khanh-hoa-2021-appendix.{ending}"), agency)


def _read_for(document: object, agency: Agency | None) -> Appendix:
    known = gathered(known_units(db.session(), agency.id)) if agency else ()
    return read_appendix(document, 2021, shipped_indices(), known)  # type: ignore[arg-type]


def head_of(method: SurveyMethod, **more: object) -> PlanHead:
    facts: dict[str, object] = {
        "number": "12/KH-SM",
        "signed_on": date(2021, 7, 6),
        "title": "Kế hoạch cải thiện chất lượng phục vụ năm 2021",
        "year": 2021,
        "method_id": method.id,
        "owed_from": date(2021, 6, 15),
        "target_text": "từ 81% trở lên",
        "target_percent": 81.0,
    }
    return PlanHead(**facts | more)  # type: ignore[arg-type]


def all_new(reading: Appendix) -> dict[str, UnitChoice]:
    """Every typed name as something to be made."""
    typed = {n for i in reading.items for n in (*i.lead_units, *i.partner_units)}
    return {name: new_unit(name) for name in sorted(typed)}


def words_only(*names: str) -> dict[str, UnitChoice]:
    return dict.fromkeys(names, UnitChoice(Means.WORDS))


def make_plan(
    agency: Agency,
    reading: Appendix | None = None,
    choices: ImportChoices | None = None,
    *,
    method: SurveyMethod | None = None,
    **head: object,
) -> Plan:
    """A stored plan; without a reading the four rows of ROWS."""
    reading = reading or read_table(agency=agency)
    method = method or make_method()
    choices = choices or ImportChoices(units=all_new(reading), settled_by="Thử nghiệm")
    return store_plan(db.session(), agency, reading, head_of(method, **head), choices, at=AT)


def items_of(plan: Plan) -> Sequence[ActionItem]:
    db.session.expire_all()
    return find_items(db.session(), ItemFilter(plan.agency_id, plan_id=plan.id))
