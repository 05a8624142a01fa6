"""From the rows of a meeting to the content of its minutes. Runs no SELECT, changes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from tracker.access.models import Person
from tracker.meetings.concluding import Wanted
from tracker.meetings.content import Concluded, MinutesContent, Said
from tracker.meetings.models import AgendaLine, Attendance, Meeting
from tracker.meetings.rules import THERE, Presence, Section, Standing
from tracker.meetings.situation import Situation
from tracker.organisation.models import Agency
from tracker.organisation.naming import AgencyHead
from tracker.vietnamese import first_upper, long_date, short_date

UNKNOWN = "…"
LIVE = "kl-live"  # the id meeting.js writes to


@dataclass(frozen=True)
class Held:
    """A meeting with all that its minutes are made of; chair, secretary and people loaded."""

    agency: Agency
    head: AgencyHead  # of its day
    meeting: Meeting
    attendance: Sequence[Attendance]
    lines: Sequence[AgendaLine]  # in the order of the agenda
    units: Mapping[int, str]  # names of its day

    @property
    def is_alone(self) -> bool:
        """Whether nobody but chair and secretary is listed as there."""
        return next(_present(self), None) is None


def minutes_content(held: Held, live_line_id: int | None = None) -> MinutesContent:
    """What the minutes of `held` say now. `live_line_id`: the line being written on the page."""
    meeting, agency = held.meeting, held.agency
    situation = _situation(held.lines)
    standing = [line for line in held.lines if line.standing is not None and not line.is_dropped]
    others = [line for line in held.lines if line.standing is None and not _is_withdrawn(line)]
    said = [line for line in others if line.discussion.strip()]
    done = [line for line in others if Wanted.from_json(line.draft).kind or line.id == live_line_id]
    left = [line for line in others if line not in said and line not in done]
    return MinutesContent(
        agency=held.head.letter_name,
        superior=held.head.superior,
        code=agency.document_code,
        about=meeting.title,
        started=_started(meeting.started_at, meeting.held_on),
        ended=_ended(meeting.ended_at),
        place=meeting.place.rstrip(".") or UNKNOWN,
        present=tuple(_present(held)),
        absent=tuple(_absent(held)),
        chair=_named(held, meeting.chair),
        secretary=_named(held, meeting.secretary),
        chair_name=meeting.chair.name if meeting.chair else "",
        secretary_name=meeting.secretary.name if meeting.secretary else "",
        plan=situation.plan,
        situation=situation.sentence,
        standing=tuple(_said(line, held, live_line_id) for line in standing),
        discussed=tuple(Said(_label(line), line.discussion) for line in said),
        concluded=tuple(_concluded(line, held, live_line_id) for line in done),
        numbers_not_discussed=tuple(map(str, sorted(n for n in map(_number, left) if n))),
        others_not_discussed=tuple(line.title for line in left if not _number(line)),
        receivers=(
            first_upper(agency.profile.leaders),
            f"Các phòng, đơn vị thuộc {agency.profile.self_name}",
            "Lưu: VT, Hồ sơ",
        ),
    )


def _is_withdrawn(line: AgendaLine) -> bool:
    """A line somebody added and took back; one the rule drew and somebody dropped stays listed."""
    return line.is_dropped and line.section is Section.FREE


def is_written(line: AgendaLine) -> bool:
    """Whether anything was discussed or concluded on a line."""
    return bool(line.discussion.strip() or line.draft)


def _situation(lines: Sequence[AgendaLine]) -> Situation:
    reform = next((line for line in lines if line.standing is Standing.REFORM), None)
    kept = reform.snapshot.get("situation") if reform is not None else None
    return Situation(**kept) if kept else Situation()


def _number(line: AgendaLine) -> int | None:
    """Its number in the running plan's appendix; None for anything else."""
    number: int | None = line.snapshot.get("position")
    return None if line.snapshot.get("plan") else number


def _label(line: AgendaLine) -> str:
    number = _number(line)
    return f"Nhiệm vụ {number}" if number else line.title


def _task(line: AgendaLine) -> str:
    number, plan = line.snapshot.get("position"), line.snapshot.get("plan")
    name = line.snapshot.get("name") or line.title
    if not number:
        return name
    return f"{name} ({number}, Kế hoạch số {plan})" if plan else f"{name} ({number})"


def _said(line: AgendaLine, held: Held, live_line_id: int | None) -> Said:
    wanted = Wanted.from_json(line.draft)
    unit = held.units.get(wanted.unit_id or 0, "")
    due = f", hạn {short_date(wanted.due_on)}" if wanted.due_on else ""
    to = f" ({unit}{due})" if unit and wanted.gives_order else ""
    text = wanted.text.rstrip(".") if to else wanted.text
    anchor = LIVE if line.id == live_line_id else ""
    return Said(line.title, line.discussion, f"{text}{to}", anchor)


def _concluded(line: AgendaLine, held: Held, live_line_id: int | None) -> Concluded:
    wanted = Wanted.from_json(line.draft)
    return Concluded(
        task=_task(line),
        text=wanted.text,
        unit=held.units.get(wanted.unit_id or 0, ""),
        due=short_date(wanted.due_on),
        anchor=LIVE if line.id == live_line_id else "",
    )


def _started(at: time | None, on: date | None) -> str:
    hour = clock_words(at) if at else f"{UNKNOWN} giờ {UNKNOWN} phút"
    return f"{hour}, {long_date(on) if on else f'ngày {UNKNOWN}'}"


def _ended(at: time | None) -> str:
    return f"{clock_words(at) if at else f'{UNKNOWN} giờ {UNKNOWN} phút'} cùng ngày"


def clock_words(at: time) -> str:
    """08 giờ 00 phút."""
    return f"{at.hour:02d} giờ {at.minute:02d} phút"


def _named(held: Held, person: Person | None) -> str:
    if person is None:
        return UNKNOWN
    row = next((a for a in held.attendance if a.person_id == person.id), None)
    return with_title(person, row.title if row else person.title)


def with_title(person: Person, title: str) -> str:
    """Bà Bùi Thanh Vân, Phó Giám đốc Sở."""
    return f"{person.full_name}, {title}" if title else person.full_name


def _present(held: Held) -> Iterator[str]:
    """Those who were there, chair and secretary aside: they stand on lines of their own."""
    apart = {held.meeting.chair_id, held.meeting.secretary_id}
    for row in held.attendance:
        if row.presence in THERE and row.person_id not in apart:
            yield with_title(row.person, row.title)


def _absent(held: Held) -> Iterator[str]:
    deputies = {a.stands_for_id: a.person for a in held.attendance if a.stands_for_id}
    for row in held.attendance:
        if row.presence in THERE:
            continue
        usual = "không có lý do" if row.presence is Presence.ABSENT else "có lý do"
        deputy = deputies.get(row.person_id)
        note = [row.reason or usual, *([f"{deputy.full_name} dự thay"] if deputy else [])]
        yield f"{with_title(row.person, row.title)} ({'; '.join(note)})"
