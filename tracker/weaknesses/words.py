"""The rules by which an index is judged too low (DOMAIN A3). Pure."""

from enum import StrEnum


class WeaknessRule(StrEnum):
    BELOW_TARGET = "below_target"
    BELOW_OVERALL = "below_overall"
    LOWEST = "lowest"
    FELL = "fell"


RULE_WORDS = {
    WeaknessRule.BELOW_TARGET: "Chưa đạt mục tiêu",
    WeaknessRule.BELOW_OVERALL: "Thấp hơn chỉ số chung của cơ quan",
    WeaknessRule.LOWEST: "Thuộc nhóm chỉ số thấp nhất",
    WeaknessRule.FELL: "Giảm rõ rệt so với đợt trước",
}
