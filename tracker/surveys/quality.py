"""Questions to ask about how the forms of a round came in: never an answer, never a deletion. Pure.

Each rule looks at what honest forms may show too: a contented person ticks one column, a busy day
brings many forms. So nothing is called false, and nothing is left out of the indices by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.surveys.progressing import Pace
from tracker.vietnamese import count, short_date


class Kind(StrEnum):
    STRAIGHT = "straight"
    BURST = "burst"
    IDENTICAL = "identical"
    OWN_HAND = "own-hand"
    RESERVE = "reserve"
    QUOTA = "quota"


@dataclass(frozen=True)
class Threshold:
    """From where on a question is asked, and why from there."""

    name: str
    share: int  # percent of the unit's forms
    forms: int  # at the least
    why: str


# Fieldwork convention, not a law: no source sets these figures, so each says what it rests on.
THRESHOLDS: Mapping[Kind, Threshold] = {
    Kind.STRAIGHT: Threshold(
        "Chọn cùng một mức cho mọi câu",
        40,
        5,
        "Người hài lòng có thể chọn một mức cho mọi câu; khi quá nhiều phiếu của một đơn vị như "
        "vậy, cần hỏi phiếu được phát và ghi thế nào.",
    ),
    Kind.BURST: Threshold(
        "Nhiều phiếu trong một ngày",
        50,
        20,
        "Phiếu phát khi trả kết quả thường rải theo ngày làm việc; dồn vào một ngày có thể do "
        "nhập bù, cần xem ngày ghi trên phiếu là ngày trả lời hay ngày nhập.",
    ),
    Kind.IDENTICAL: Threshold(
        "Phiếu trả lời giống hệt nhau",
        0,
        3,
        "Hai phiếu trùng nhau là thường; từ ba phiếu có cùng câu trả lời khác mức nhau, cùng đơn "
        "vị, cùng ngày, cần đối chiếu với phiếu giấy.",
    ),
    Kind.OWN_HAND: Threshold(
        "Phiếu do chính đơn vị được đánh giá nhập",
        0,
        1,
        "Đơn vị được đánh giá không nên tự nhập phiếu về mình; phúc tra một phần phiếu giấy.",
    ),
    Kind.RESERVE: Threshold(
        "Dùng mẫu dự bị", 0, 1, "Phiếu dự bị thay phiếu chính thức; cần có lý do thay."
    ),
    Kind.QUOTA: Threshold(
        "Chưa đủ cỡ mẫu", 0, 1, "Nhóm thiếu phiếu làm kết quả nghiêng về nhóm đủ phiếu."
    ),
}
FEWEST_ANSWERS = 10  # on fewer answers one level throughout says nothing


@dataclass(frozen=True)
class Form:
    """What is looked at of one sealed form."""

    seq: int
    unit_id: int | None
    day: date
    answers: bytes


@dataclass(frozen=True)
class Typing:
    """One import: the places of its forms, and the units of who typed them."""

    first: int
    last: int
    unit_ids: frozenset[int]


@dataclass(frozen=True)
class Question:
    """One thing to ask, about `forms` of `of`; `seqs` are their places, () for missing ones."""

    kind: Kind
    key: str
    sentence: str
    forms: int
    of: int
    seqs: tuple[int, ...] = ()


def questions(
    forms: Iterable[Form], typings: Sequence[Typing], units: Mapping[int, str]
) -> tuple[Question, ...]:
    """What the forms of a round ask, unit by unit in the order of `units`."""
    of_unit: dict[int, list[Form]] = defaultdict(list)
    for form in forms:
        of_unit[form.unit_id or 0].append(form)
    known = sorted(of_unit, key=lambda u: list(units).index(u) if u in units else len(units))
    return tuple(
        question
        for unit_id in known
        for question in _of_unit(
            unit_id, units.get(unit_id, "Không ghi đơn vị"), of_unit[unit_id], typings
        )
    )


def sample_questions(pace: Pace, names: Sequence[str], *, is_over: bool) -> tuple[Question, ...]:
    """Reserve forms used, and once collecting is over quotas not reached; `names` of the lines."""
    found = []
    for place, (line, name) in enumerate(zip(pace.lines, names, strict=True)):
        wanted = line.wanted.official
        if line.reserve:
            said = f"{name}: {count(line.reserve)} phiếu ngoài mẫu chính thức, tính là dự bị."
            found.append(Question(Kind.RESERVE, f"r{place}", said, line.reserve, wanted))
        if is_over and line.official < wanted:
            said = f"{name}: {count(line.official)}/{count(wanted)} phiếu chính thức."
            found.append(Question(Kind.QUOTA, f"q{place}", said, wanted - line.official, wanted))
    return tuple(found)


def _of_unit(
    unit_id: int, name: str, forms: Sequence[Form], typings: Sequence[Typing]
) -> Iterator[Question]:
    checks = (
        (Kind.STRAIGHT, "mọi câu một mức", [f for f in forms if _is_straight(f.answers)]),
        (Kind.OWN_HAND, "do người của đơn vị nhập", _own_hand(unit_id, forms, typings)),
    )
    for kind, words, met in checks:
        if _is_asked(kind, len(met), len(forms)):
            yield _question(kind, f"{unit_id}", f"{name}: {words}", met, forms)
    yield from _bursts(unit_id, name, forms)
    yield from _identical(unit_id, name, forms)


def _bursts(unit_id: int, name: str, forms: Sequence[Form]) -> Iterator[Question]:
    days: dict[date, list[Form]] = defaultdict(list)
    for form in forms:
        days[form.day].append(form)
    for day, met in sorted(days.items()):
        if _is_asked(Kind.BURST, len(met), len(forms)):
            said = f"{name}: cùng ngày {short_date(day)}"
            yield _question(Kind.BURST, f"{unit_id}-{day.toordinal()}", said, met, forms)


def _identical(unit_id: int, name: str, forms: Sequence[Form]) -> Iterator[Question]:
    same: dict[tuple[date, bytes], list[Form]] = defaultdict(list)
    for form in forms:
        if _is_mixed(form.answers):
            same[form.day, form.answers].append(form)
    for (day, _), met in sorted(same.items()):
        if _is_asked(Kind.IDENTICAL, len(met), len(forms)):
            said = f"{name}: giống hệt nhau, ngày {short_date(day)}"
            yield _question(Kind.IDENTICAL, f"{unit_id}-{met[0].seq}", said, met, forms)


def _question(
    kind: Kind, key: str, said: str, met: Sequence[Form], forms: Sequence[Form]
) -> Question:
    sentence = f"{said}: {count(len(met))}/{count(len(forms))} phiếu."
    seqs = tuple(form.seq for form in met)
    return Question(kind, f"{kind.value}-{key}", sentence, len(met), len(forms), seqs)


def _is_asked(kind: Kind, met: int, forms: int) -> bool:
    limit = THRESHOLDS[kind]
    return met >= limit.forms and 100 * met >= limit.share * forms


def _is_straight(answers: bytes) -> bool:
    given = answers.replace(b"\0", b"")
    return len(given) >= FEWEST_ANSWERS and len(set(given)) == 1


def _is_mixed(answers: bytes) -> bool:
    given = answers.replace(b"\0", b"")
    return len(given) >= FEWEST_ANSWERS and len(set(given)) > 1


def _own_hand(unit_id: int, forms: Sequence[Form], typings: Sequence[Typing]) -> list[Form]:
    spans = [(each.first, each.last) for each in typings if unit_id in each.unit_ids]
    return [form for form in forms if any(a <= form.seq <= b for a, b in spans)]
