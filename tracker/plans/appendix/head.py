"""What a document says of the plan itself: number, date, issuer, year, title, target."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.intake.documents import Document, Paragraph, Table
from tracker.plans.appendix.table import Segment
from tracker.vietnamese import fold, tidy

_DAY = r"(?:ngày\s*)?(\d{1,2})\s*(?:/|-|\.|tháng)\s*(\d{1,2})\s*(?:/|-|\.|năm)\s*(\d{4})"
_NUMBER = r"[Ss]ố\s*:?\s*(\d[\w]*(?:[/-][\w&.-]+)*)"
_ATTACHED = re.compile(
    rf"kèm\s+theo\s+(?P<kind>[\w\s]{{3,40}}?)\s+{_NUMBER},?\s+{_DAY}(?:\s+của\s+(?P<issuer>[^).;]+))?",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(rf"^{_NUMBER}", re.MULTILINE | re.IGNORECASE)
_OWN_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"năm\s+(20\d\d)(?!\s*[-–])", re.IGNORECASE)
_TARGET = re.compile(
    r"(?:đạt\s+)?(?:từ|trên|tối thiểu|ít nhất|≥)(?:\s*là)?\s*(\d{1,3}(?:[.,]\d+)?)\s*%"
    r"(?:\s*trở lên)?|đạt\s+(\d{1,3}(?:[.,]\d+)?)\s*%(?:\s*trở lên)?",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\b", re.IGNORECASE
)
_BODY = re.compile(
    r"^(?:căn cứ|nhằm|để |thực hiện (?:nghị|quyết|kế hoạch số|công văn|chỉ thị|chương trình số)"
    r"|[ivx]+\.|\d+\.|kính gửi|nơi nhận|stt\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Target:
    """The plan's target in its words, and the least percentage of satisfied people it sets."""

    text: str
    satisfaction_min_percent: float


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What the file says of its plan; what it does not say is None."""

    number: str | None = None
    signed_on: date | None = None
    issuer: str | None = None
    year: int | None = None
    title: str | None = None
    target: Target | None = None
    appendix_title: str | None = None


def read_head(document: Document, segments: Sequence[Segment]) -> PlanHead:
    """The plan's own facts from the text around the appendix, its rows left out."""
    lines = list(_lines(document, segments))
    text = "\n".join(lines)
    attached = _ATTACHED.search(" ".join(lines))
    title = _title(lines)
    day = _date(attached.group(3, 4, 5)) if attached else _own_date(text)
    own_number = _OWN_NUMBER.search(text)
    number = attached[2] if attached else own_number[1] if own_number else None
    return PlanHead(
        number=number,
        signed_on=day,
        issuer=_issuer(attached["issuer"]) if attached else None,
        year=_year(title, lines, day),
        title=title,
        target=_target(lines),
        appendix_title=_appendix_title(lines),
    )


def heading_lines(document: Document, segments: Sequence[Segment]) -> list[str]:
    """The plan's title and the lines in capitals, as printed: what stands over the appendix."""
    lines = list(_lines(document, segments))
    title = _title(lines)
    return [*([title] if title else []), *(line for line in lines if line.isupper())]


def _lines(document: Document, segments: Sequence[Segment]) -> Iterator[str]:
    """The lines outside the appendix's rows, in order; of a sheet those above the header."""
    taken = {segment.table.number: segment for segment in reversed(segments)}
    for part in document.parts:
        if isinstance(part, Paragraph):
            yield tidy(part.text.replace("*", ""))
        elif not part.hidden:
            yield ""  # no title goes on across the border of a table
            for row in _rows_outside(part, taken.get(part.number)):
                yield from (tidy(line) for cell in row for line in cell.split("\n") if line)
            yield ""


def _rows_outside(table: Table, segment: Segment | None) -> tuple[tuple[str, ...], ...]:
    """The rows above an appendix in its table; the first rows of a letterhead; of a sheet none."""
    if segment is not None:
        return table.rows[: max(0, segment.start - segment.header.depth)]
    return table.rows[:40] if table.sheet is None else ()


def _date(numbers: Sequence[str]) -> date | None:
    day, month, year = (int(number) for number in numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _own_date(text: str) -> date | None:
    """The date of the letterhead: the first "ngày … tháng … năm …"."""
    found = _OWN_DATE.search(text)
    return _date(found.groups()) if found else None


def _issuer(words: str | None) -> str | None:
    """The issuer's name if it is whole: "Sở Tư pháp" without its province names no one."""
    name = tidy(words or "")
    whole = _PLACE.search(name) or fold(name).startswith(("bo ", "chinh phu", "thu tuong"))
    return name if whole else None


def _title(lines: Sequence[str]) -> str | None:
    """The lines under KẾ HOẠCH up to the first that is no title, as one."""
    for place, line in enumerate(lines):
        if fold(line) == "ke hoach":
            rest = _title_lines(lines[place + 1 :])
        elif line.isupper() and fold(line).startswith("ke hoach ") and len(line) < 200:
            return tidy(" ".join([line, *_title_lines(lines[place + 1 :])]))
        else:
            continue
        if rest:
            words = tidy(" ".join(rest))
            shouted = words.isupper()
            return f"KẾ HOẠCH {words}" if shouted else f"Kế hoạch {words[0].lower()}{words[1:]}"
    return None


def _title_lines(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines[:8]:
        ended = not line and bool(found)
        if ended or _BODY.match(line) or line.endswith((":", ".", ";")) or len(line) > 200:
            break
        if line and not set(line) <= set("-_– "):
            found.append(line)
    return found


def _appendix_title(lines: Sequence[str]) -> str | None:
    """The lines between PHỤ LỤC and the brackets that name the plan, a line feed between them."""
    for place, line in enumerate(lines):
        if re.fullmatch(r"phu luc( so)?( \d+| [ivx]+)?", fold(line)):
            found: list[str] = []
            for under in lines[place + 1 : place + 7]:
                if under.startswith("(") or (not under and found):
                    break
                found += [under] if under else []
            return "\n".join(found) or None
    return None


def _year(title: str | None, lines: Sequence[str], day: date | None) -> int | None:
    """The year of the title, else of the heading over the appendix, else of the date."""
    for line in (title or "", *(line for line in lines if line.isupper())):
        years = _YEAR.findall(line)
        if years:
            return int(years[-1])
    return day.year if day else None


def _target(lines: Sequence[str]) -> Target | None:
    """The first percentage set for satisfaction ("đạt từ 81% trở lên")."""
    for line in lines:
        words = fold(line)
        if "hai long" not in words and "sipas" not in words:
            continue
        for found in _TARGET.finditer(line):
            percent = float((found[1] or found[2]).replace(",", "."))
            if percent <= 100:
                whole = int(percent) if percent.is_integer() else percent
                return Target(tidy(found[0]), whole)
    return None
