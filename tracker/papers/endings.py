"""The lower part of a paper: closing sentence, signatures and "Nơi nhận", kept on one page."""

from collections.abc import Sequence

from tracker.papers.blocks import Ending, Signature
from tracker.papers.wml import Element, open_table, paragraph, paragraphs, run
from tracker.papers.wording import closed


def _receivers(places: Sequence[str]) -> list[Element]:
    if not places:
        return [paragraph("NoiNhanDong")]
    stops = [";"] * (len(places) - 1) + ["."]
    lines = [
        paragraph("NoiNhanDong", run(f"- {place.rstrip('.;')}{stop}"))
        for place, stop in zip(places, stops, strict=True)
    ]
    return [paragraph("NoiNhan", run("Nơi nhận:")), *lines]


def _signature(signature: Signature) -> list[Element]:
    titles = [paragraph("ChuKy", run(line)) for line in signature.lines]
    return [*titles, paragraph("ChoKy"), paragraph("ChuKy", run(signature.name))]


def ending(block: Ending, room_mm: float) -> list[Element]:
    """The last block in a text width of `room_mm`; the sentence holds on to the signatures."""
    lines = paragraphs("DoanVan", closed(block.closing), keep_next=True) if block.closing else []
    signed = [_signature(one) for one in block.signatures]
    if len(signed) == 1:
        rows = [[_receivers(block.receivers), signed[0]]]
    else:
        rows = [signed]
        if block.receivers:
            rows.append([[paragraph("Cach"), *_receivers(block.receivers)], [paragraph("Cach")]])
    halves = (room_mm / 2, room_mm / 2)
    return [*lines, paragraph("Cach", keep_next=True), open_table(halves, rows)]
