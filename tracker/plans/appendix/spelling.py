"""Slips of the typing hand in a plan's words. They are pointed out, never mended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Syllables that Vietnamese doubles on purpose.
_ON_PURPOSE = (
    "ai ào càng cao chầm dần dày đều đời gần hay hằm hơi khăng khư kìa lâu lăm luôn mãi mau mới năm"
    " ngày người nhanh nhà nho nơi oang phăm rành rất sang song sâu thường tháng thi tiếp tờ tuần"
    " từ vàng vẹn xa xanh xấp xoay đâu đó đằng khắp bốn ba hai chốn"
)
_DOUBLED = frozenset(_ON_PURPOSE.split())
_TWICE = re.compile(r"(?<!\w)(\w{1,12}) +(\w{1,12}) +\2(?!\w)", re.IGNORECASE)
# Words that office papers often get wrong: what is written, what is meant (in small letters).
_SLIPS = tuple(
    (re.compile(rf"(?<!\w){wrong}(?!\w)", re.IGNORECASE), meant)
    for wrong, meant in (
        ("công (thông tin|dịch vụ)(?= điện tử| dịch vụ| công| quốc gia| một cửa)", r"cổng \1"),
        ("(công chức, )viên(?= (?!chức))", r"\1viên chức"),
        ("(cán bộ, )công(?= (?!chức|an|nhân|đoàn|khai|tác|việc|dân|trình|ty))", r"\1công chức"),
        ("cải thiến", "cải thiện"),
        ("cải cách hành chánh", "cải cách hành chính"),
        ("thủ tực", "thủ tục"),
        ("thũ tục", "thủ tục"),
        ("hồ sở", "hồ sơ"),
        ("tiếp nhân(?= hồ sơ| và trả| phản ánh)", "tiếp nhận"),
        ("giãi quyết", "giải quyết"),
        ("sữa đổi", "sửa đổi"),
        ("bổ xung", "bổ sung"),
        ("xữ lý", "xử lý"),
        ("phãn ánh", "phản ánh"),
        ("kiên nghị", "kiến nghị"),
        ("niêm yêt", "niêm yết"),
        ("thường xuyện", "thường xuyên"),
        ("nghiêm chỉnh chấp hánh", "nghiêm chỉnh chấp hành"),
        ("doang nghiệp", "doanh nghiệp"),
        ("đánh gía", "đánh giá"),
        ("rà xoát", "rà soát"),
        ("chủ chì", "chủ trì"),
        ("phối hơp", "phối hợp"),
    )
)


@dataclass(frozen=True, slots=True)
class Slip:
    """Words as written and as probably meant."""

    found: str
    meant: str


def slips(text: str) -> Iterator[Slip]:
    """Probable slips of a text in their order of kind: a syllable typed twice, then known ones."""
    for found in _TWICE.finditer(text):
        before, twice = found.groups()
        if twice.lower() not in _DOUBLED and not twice.isdigit():
            yield Slip(found[0], f"{before} {twice}")
    for pattern, meant in _SLIPS:
        for found in pattern.finditer(text):
            yield Slip(found[0], _in_case_of(found[0], found.expand(meant)))


def _in_case_of(written: str, meant: str) -> str:
    """`meant` with the capitals of what was written."""
    if written.isupper():
        return meant.upper()
    return meant[:1].upper() + meant[1:] if written[:1].isupper() else meant
