"""The dot plot: shapes that mean something, no inline style, nothing built from text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tracker.papers.pictures import IndexPoint, index_chart_svg, to_png

SVG = "{http://www.w3.org/2000/svg}"
POINTS = (
    IndexPoint("Tiếp cận dịch vụ", 78.33, 74, 82, 76.9),
    IndexPoint("Sự phục vụ của cán bộ, công chức", 85.79),
)


def drawn(points: tuple[IndexPoint, ...], target: float | None = 81) -> list[str]:
    root = etree.fromstring(index_chart_svg(points, target))
    return [str(node.tag).removeprefix(SVG) for node in root]


def test_the_shape_tells_what_missed_the_target() -> None:
    # the legend draws each shape once more
    assert drawn(POINTS).count("polygon") == 2
    assert drawn(POINTS[1:]).count("polygon") == 1
    assert drawn((IndexPoint("x", 81),)).count("polygon") == 1  # at the target is met


def test_without_a_target_or_an_earlier_round_nothing_speaks_of_them() -> None:
    svg = index_chart_svg(POINTS[1:], None)
    assert "Mục tiêu" not in svg
    assert "Kỳ trước" not in svg
    assert "polygon" not in svg


def test_the_figures_can_be_read_out() -> None:
    label = etree.fromstring(index_chart_svg(POINTS, 81)).get("aria-label")
    assert label == (
        "Tiếp cận dịch vụ: 78,33%; Sự phục vụ của cán bộ, công chức: 85,79%; mục tiêu 81,00%."
    )


@given(st.text(max_size=60))
def test_a_name_is_text_whatever_it_holds(name: str) -> None:
    root = etree.fromstring(index_chart_svg([IndexPoint(name, 50)], 81))
    assert {str(node.tag).removeprefix(SVG) for node in root} <= {
        "text",
        "line",
        "circle",
        "polygon",
    }
    assert not [node for node in root.iter() if node.get("style")]


@pytest.mark.parametrize("value", [0.0, 50.0, 100.0])
def test_every_figure_lies_on_the_axis(value: float) -> None:
    root = etree.fromstring(index_chart_svg([IndexPoint("x", value)], None))
    assert 245 <= float(root.find(f"{SVG}circle").get("cx")) <= 575


def test_the_picture_for_word_is_a_png() -> None:
    png = to_png(index_chart_svg(POINTS, 81), 72)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 640


def test_what_is_no_svg_is_refused() -> None:
    with pytest.raises(RuntimeError):
        to_png('#panic("x")')
