"""What a method an agency makes must be, and how its parts are typed: one a line. Pure."""

from collections.abc import Iterable

from tracker.errors import BadInput
from tracker.surveys.rules import Component, Level, Method, Question
from tracker.vietnamese import fold, tidy

MOST_QUESTIONS = 400  # a byte each in the packed answers
FEWEST_LEVELS, MOST_LEVELS = 3, 9
BAR = "|"  # after it stand other words for the same thing


def typed_levels(text: str) -> tuple[Level, ...]:
    """The scale as typed, worst first: "Hài lòng | HL" is a word with another spelling."""
    return tuple(Level(word, others) for word, others in _lines(text))


def levels_text(levels: Iterable[Level]) -> str:
    """The inverse of `typed_levels`."""
    return "\n".join(_line(level.word, level.aliases) for level in levels)


def typed_questions(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Questions as typed, one a line, other headings after the bar."""
    return _lines(text)


def questions_text(questions: Iterable[Question]) -> str:
    """The inverse of `typed_questions`."""
    return "\n".join(_line(question.text, question.wordings) for question in questions)


def numbered(components: Iterable[Component]) -> tuple[Component, ...]:
    """The components with codes CS1… and questions C1… by their places."""
    found: list[Component] = []
    asked = 0
    for place, each in enumerate(components, start=1):
        questions = tuple(
            Question(f"C{asked + n}", q.text, q.wordings)
            for n, q in enumerate(each.questions, start=1)
        )
        asked += len(questions)
        found.append(
            Component(f"CS{place}", each.name, each.short, each.aliases, each.successors, questions)
        )
    return tuple(found)


def check_method(method: Method) -> None:
    """Raise BadInput naming the first thing that is missing, doubled or too long."""
    if not FEWEST_LEVELS <= method.levels <= MOST_LEVELS:
        raise BadInput(f"Thang đo cần từ {FEWEST_LEVELS} đến {MOST_LEVELS} mức, mỗi mức một dòng.")
    if not method.components:
        raise BadInput("Bộ chỉ số cần ít nhất một chỉ số thành phần.")
    for component in method.components:
        if not component.questions:
            raise BadInput(f"Chỉ số “{component.name}” cần ít nhất một câu hỏi.")
    if len(method.questions) > MOST_QUESTIONS:
        raise BadInput(f"Bộ chỉ số có tối đa {MOST_QUESTIONS} câu hỏi.")
    _check_unlike("mức", [level.word for level in method.scale], 60)
    _check_unlike("chỉ số", [component.name for component in method.components], 200)
    _check_unlike("câu hỏi", [question.text for question in method.questions], 400)


def _check_unlike(kind: str, texts: Iterable[str], longest: int) -> None:
    met: set[str] = set()
    for text in texts:
        if len(text) > longest:
            raise BadInput(f"Tên {kind} “{text[:40]}…” dài quá {longest} ký tự.")
        if fold(text) in met:
            raise BadInput(f"Có hai {kind} trùng nhau: “{text}”.")
        met.add(fold(text))


def _lines(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    parts = [[tidy(part) for part in line.split(BAR)] for line in text.splitlines()]
    return tuple((first, tuple(filter(None, rest))) for first, *rest in parts if first)


def _line(first: str, others: Iterable[str]) -> str:
    return f" {BAR} ".join((first, *others))
