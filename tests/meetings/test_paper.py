"""The minutes as a paper: what is missing is said, never an empty heading."""

from dataclasses import fields, replace

from tracker.meetings.content import Concluded, MinutesContent, content_of
from tracker.meetings.paper import NO_ATTENDANCE, minutes_paper
from tracker.papers.blocks import Bullets, Grid, Para

LISTS = ("standing", "discussed", "concluded")
TEXTS = ("present", "absent", "numbers_not_discussed", "others_not_discussed", "receivers")
KEPT = {field.name: "x" for field in fields(MinutesContent)}
CONTENT = content_of({**KEPT, **{key: [] for key in (*LISTS, *TEXTS)}})


def texts(content: MinutesContent) -> list[str]:
    """The paragraphs of the minutes, those of lists too."""
    blocks = [b for b in minutes_paper(content).body if isinstance(b, Para | Bullets)]
    return ["".join(run.text for run in line) for block in blocks for line in block.lines]


def test_minutes_without_attendance_say_so() -> None:
    assert f"Thành phần tham dự: {NO_ATTENDANCE}." in texts(CONTENT)
    told = texts(replace(CONTENT, absent=("Ông A (có lý do)",)))
    assert told[told.index("Thành phần tham dự:") + 1] == "- Vắng mặt: Ông A (có lý do)."


def test_a_conclusion_ends_with_a_stop() -> None:
    rows = (Concluded("Việc", "Rà soát lại"), Concluded("Việc", "Xong."))
    paper = minutes_paper(replace(CONTENT, concluded=rows))
    (grid,) = (block for block in paper.body if isinstance(block, Grid))
    assert [tuple(row)[2] for row in grid.rows] == ["Rà soát lại.", "Xong."]  # type: ignore[arg-type]
