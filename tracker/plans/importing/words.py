"""What words of an appendix suggest: the kind of a new unit, the proof of a product. Pure."""

import re
from collections.abc import Sequence

from tracker.organisation.rules import UnitKind
from tracker.plans.importing.decisions import Means, UnitChoice
from tracker.plans.rules import Proof
from tracker.vietnamese import fold, tidy

# The first row that fits decides, on folded words. Suggestions only: a person or --yes takes them.
_KINDS: tuple[tuple[str, UnitKind], ...] = (
    (r"(thanh vien )?(cong doan|chi doan|doan thanh nien|hoi (?!dong))", UnitKind.UNION),
    (r"(ban bien tap|ban chi dao|ban quan ly|to (?!chuc)|hoi dong)", UnitKind.BODY),
    (r"(ubnd|uy ban nhan dan|hdnd|so |bo |cuc |cong an|buu dien|bao |dai |kho bac)",
     UnitKind.OUTSIDE),
    (r"(trung tam|chi cuc|van phong) .*\b(tinh|thanh pho|quoc gia|huyen)\b", UnitKind.OUTSIDE),
)  # fmt: skip
_GROUP = re.compile(r"(tat ca )?(cac|moi|toan the) ")

# What a product is, and so which proof it wants; the first row that fits decides.
_PROOFS: tuple[tuple[str, Proof], ...] = (
    (r"\bbien ban\b", Proof.MINUTES),
    (
        r"\b(bao cao|ke hoach|van ban|cong van|quyet dinh|to trinh|quy che|thong bao|phieu)\b",
        Proof.DOCUMENT,
    ),
    (r"\b(danh sach|danh muc|bang tong hop|so lieu|thong ke)\b", Proof.LIST),
    (r"\b(trang (ttdt|thong tin dien tu)|cong thong tin|website|dang tai|dang tin)\b", Proof.LINK),
    (r"\b(hinh anh|anh chup|trang thiet bi|ghe|niem yet|lap dat)\b", Proof.PHOTO),
)

_MEETING = re.compile(r"\b(hop giao ban|cuoc hop|giao ban)\b")
_MONTHLY = re.compile(r"\b(dinh ky( hang)? thang|hang thang|moi thang)\b")


def new_unit(typed: str) -> UnitChoice:
    """What an unknown name would be made into: a group, or a unit of the kind its words say."""
    words = fold(tidy(typed))
    if _GROUP.match(words):
        return UnitChoice(Means.NEW_GROUP, name=tidy(typed))
    kind = next((kind for p, kind in _KINDS if re.match(p, words)), UnitKind.INTERNAL)
    return UnitChoice(Means.NEW, kind=kind, name=tidy(typed))


def wanted_proof(product: str) -> Proof:
    """The proof a product seems to want; any, where its words do not say."""
    words = fold(product)
    return next((proof for pattern, proof in _PROOFS if re.search(pattern, words)), Proof.ANY)


def is_meeting_item(task: str, products: Sequence[str] = ()) -> bool:
    """Whether an item is itself the monthly meeting, whose minutes prove it (DOMAIN A11, row 12).

    The meetings room offers such an item as the one that its series proves.
    """
    words = fold(" ".join((task, *products)))
    return bool(_MEETING.search(fold(task)) and _MONTHLY.search(words))
