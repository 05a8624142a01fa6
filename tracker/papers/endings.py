"""The lower part of a paper: closing sentence, signatures and "Nơi nhận", kept on one page."""

from tracker.papers.blocks import Ending, Signature
from tracker.papers.wml import Element, open_table, paragraph, paragraphs, run


def _receivers(block: Ending) -> list[Element]:
    if not block.receivers:
        return [paragraph("NoiNhanDong")]
    lines = [paragraph("NoiNhanDong", run(line)) for line in block.receiver_lines]
    return [paragraph("NoiNhan", run("Nơi nhận:")), *lines]


def _signature(signature: Signature) -> list[Element]:
    titles = [paragraph("ChuKy", run(line)) for line in signature.lines]
    return [*titles, paragraph("ChoKy"), paragraph("ChuKy", run(signature.name))]


def ending(block: Ending, room_mm: float) -> list[Element]:
    """The last block in a text width of `room_mm`; the sentence holds on to the signatures."""
    words = block.last_words
    lines = paragraphs("DoanVan", words, keep_next=True) if words else []
    signed = [_signature(one) for one in block.signatures]
    if len(signed) == 1:
        rows = [[_receivers(block), signed[0]]]
    else:
        rows = [signed]
        if block.receivers:
            rows.append([[paragraph("KhoangCach"), *_receivers(block)], [paragraph("KhoangCach")]])
    halves = (room_mm / 2, room_mm / 2)
    return [*lines, paragraph("KhoangCach", keep_next=True), open_table(halves, rows)]
