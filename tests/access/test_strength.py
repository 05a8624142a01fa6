import pytest

from tracker.access.passwords import one_time_password
from tracker.access.strength import insist_on_strength
from tracker.errors import BadInput

WHO = ("Nguyễn Thu Hà", "thuha.nguyen@mau.example", "Sở Mẫu Thử Nghiệm")


@pytest.mark.parametrize(
    "password",
    [
        "ngắn",
        "1234567",  # one short of eight
        "12345678",
        "15081985",  # a birthday
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "qwertyuiop",
        "MatKhau@2026",
        "mật khẩu 123",
        "P@ssw0rd!",
        "anhyeuem99",
        "NguyenThuHa",
        "thuha.nguyen1",
        "SoMauThuNghiem",
    ],
)
def test_what_others_try_first_is_refused(password: str) -> None:
    with pytest.raises(BadInput):
        insist_on_strength(password, WHO)


@pytest.mark.parametrize(
    "password",
    ["bốn cây dừa xanh", "quạt máy kêu", "tre4nua9", "830172946518", "ha noi mua thu vang"],
)
def test_no_kind_of_letter_is_demanded(password: str) -> None:
    insist_on_strength(password, WHO)


def test_a_slip_password_is_strong() -> None:
    for _ in range(50):
        insist_on_strength(one_time_password(), WHO)
