"""Who signs a paper for whom."""

from enum import StrEnum

from tracker.papers.blocks import Signature
from tracker.vietnamese import fold


class SignsFor(StrEnum):
    """In what capacity somebody signs: the short form before the title (NĐ 30/2020, Điều 13)."""

    SELF = ""
    DEPUTY = "KT."  # ký thay
    ORDER = "TL."  # thừa lệnh
    AUTHORISED = "TUQ."  # thừa ủy quyền
    ACTING = "Q."  # quyền


def bare_name(person: str) -> str:
    """The name alone, as it stands under a signature: no Ông or Bà, no title after a comma."""
    name = person.split(",", maxsplit=1)[0].strip()
    return name.removeprefix("Ông ").removeprefix("Bà ")


def capacity_of(title: str) -> SignsFor:
    """In what capacity the holder of a title signs a paper of the agency's head."""
    words = fold(title)
    if words.startswith("pho "):
        return SignsFor.DEPUTY
    if words.startswith("chanh van phong"):
        return SignsFor.ORDER
    return SignsFor.ACTING if words.startswith(("quyen ", "q. ")) else SignsFor.SELF


def signature(
    name: str,
    title: str,
    capacity: SignsFor = SignsFor.SELF,
    *,
    head: str = "",
    collective: str = "",
) -> Signature:
    """The block of somebody with `title`, in capitals as on the paper.

    `head` is the title signed for (needed with KT., TL. and TUQ.), `collective` the body whose
    decision it is: TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH.
    """
    lines = [f"TM. {collective}"] if collective else []
    if capacity in (SignsFor.SELF, SignsFor.ACTING):
        lines.append(f"{capacity.value} {title}".strip())
    else:
        lines += [f"{capacity.value} {head}", title]
    return Signature(tuple(line.upper() for line in lines), bare_name(name))
