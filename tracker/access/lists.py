"""The columns of this room's lists, as they are taken away."""

from tracker.access.models import Person
from tracker.access.rules import ROLE_WORDS, Role
from tracker.papers.sheets import Column

PEOPLE = (
    Column[Person]("Ông/Bà", lambda person: person.salutation, 8),
    Column[Person]("Họ và tên", lambda person: person.name, 26),
    Column[Person]("Chức danh, đơn vị", lambda person: person.title_line, 44),
    Column[Person]("Thư điện tử", lambda person: person.email, 30),
    Column[Person](
        "Vai trò",
        lambda person: "; ".join(ROLE_WORDS[role] for role in Role if role in person.roles),
        24,
    ),
    Column[Person]("Tài khoản", lambda person: "Đang dùng" if person.is_active else "Khóa", 14),
)
