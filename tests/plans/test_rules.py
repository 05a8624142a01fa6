import pytest

from tracker.plans.rules import printed_name


@pytest.mark.parametrize(
    ("task", "name"),
    [
        ("- Rà soát danh mục; công khai kết quả.", "Rà soát danh mục"),
        ("Rà soát danh mục.\n- Công khai", "Rà soát danh mục"),
        ("Sửa bảng chỉ dẫn, ghế ngồi, quầy tiếp nhận", "Sửa bảng chỉ dẫn, ghế ngồi"),
        ("Sửa bảng chỉ dẫn ghế ngồi quầy tiếp nhận", "Sửa bảng chỉ dẫn ghế ngồi quầy…"),
    ],
)
def test_papers_name_an_item_by_its_first_clause(task: str, name: str) -> None:
    assert printed_name(task, longest=35) == name
