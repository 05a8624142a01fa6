"""The columns of this room's lists, as they are taken away."""

from collections.abc import Mapping

from tracker.papers.sheets import Column, Kind
from tracker.weaknesses.models import Weakness
from tracker.weaknesses.words import RULE_WORDS


def weakness_columns(
    answers: Mapping[int, str],
) -> tuple[Column[Weakness], ...]:
    """Index, figures, rule, and the numbers of the items that answer each weakness, by its id."""
    return (
        Column("Chỉ số", lambda row: row.component.name if row.component else "Chỉ số chung", 40),
        Column("Giá trị (%)", lambda row: row.value, 12, Kind.PERCENT),
        Column("Mục tiêu (%)", lambda row: row.target, 12, Kind.PERCENT),
        Column("Chênh lệch", lambda row: row.gap, 12, Kind.POINTS),
        Column("Quy tắc", lambda row: RULE_WORDS[row.rule], 30),
        Column("Nhận định", lambda row: row.sentence, 60),
        Column("Nhiệm vụ", lambda row: answers.get(row.id, ""), 16),
    )
