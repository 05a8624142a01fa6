"""People, their places in units, sessions, settings, delegations, and who is in charge of whom."""

from datetime import date, datetime
from typing import Any

from flask_login import UserMixin
from sqlalchemy import JSON, Dialect, ForeignKey, Index, String, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from typing_extensions import override

from tracker.access.rules import Role
from tracker.database import Base, Versioned
from tracker.organisation.models import Unit


class Roles(TypeDecorator[frozenset[Role]]):
    """A set of roles as "office,unit": four fixed words, several for one person in a commune."""

    impl = String(60)
    cache_ok = True

    @override
    def process_bind_param(self, value: frozenset[Role] | None, dialect: Dialect) -> str:
        return ",".join(sorted(role.value for role in value or ()))

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> frozenset[Role]:
        return frozenset(Role(text) for text in (value or "").split(",") if text)


class Person(Versioned, UserMixin, Base):
    """Somebody who signs in. `units` must be loaded before rules are asked (see queries)."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    salutation: Mapped[str] = mapped_column(String(10), default="")  # Ông, Bà
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120), default="")  # today's; memberships are dated
    email: Mapped[str] = mapped_column(String(200))
    roles: Mapped[frozenset[Role]] = mapped_column(Roles, default=frozenset)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    must_change_password: Mapped[bool] = mapped_column(default=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    failed_count: Mapped[int] = mapped_column(default=0)
    closed_until: Mapped[datetime | None]  # the growing delay after wrong passwords

    memberships: Mapped[list["Membership"]] = relationship(
        lazy="raise_on_sql", order_by="Membership.id", viewonly=True
    )

    @property
    def unit_ids(self) -> frozenset[int]:
        """Units of today: needs `memberships` loaded (guard and queries load the open ones)."""
        return frozenset(m.unit_id for m in self.memberships if m.unit_id and m.valid_to is None)

    @property
    def headed_unit_ids(self) -> frozenset[int]:
        """Units of today that this person heads; needs `memberships` loaded."""
        return frozenset(
            m.unit_id for m in self.memberships if m.unit_id and m.is_head and m.valid_to is None
        )

    @property
    def full_name(self) -> str:
        """With Ông or Bà, as on papers."""
        return f"{self.salutation} {self.name}".strip()

    @property
    def title_line(self) -> str:
        """Title and units for the account menu; needs memberships with their units loaded."""
        units = [m.unit.name for m in self.memberships if m.unit and m.valid_to is None]
        return ", ".join(part for part in (self.title, *units) if part)

    @property
    def initials(self) -> str:
        """Two letters for the account's disc: the last two words of the name."""
        return "".join(word[0] for word in self.name.split()[-2:]).upper()

    @override
    def get_id(self) -> str:
        return str(self.id)


class Membership(Base):
    """A person's place in a unit from one day to another; no unit: the agency's leadership."""

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_unit_open", "unit_id", "valid_to"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    title: Mapped[str] = mapped_column(String(120), default="")
    is_head: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]  # inclusive; None: still

    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")


class Session(Base):
    """A signed-in browser: the cookie holds the token, this row its hash, so it can be revoked."""

    __tablename__ = "session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


MAIL_SETTING = "mail"  # {"off": True}: no mail to this person


class PersonSetting(Base):
    """Saved filters, reminders, shortcuts: what one person chose for herself."""

    __tablename__ = "person_setting"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    value: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Oversight(Base):
    """The deputy director in charge of a unit (phụ trách), from one day to another."""

    __tablename__ = "oversight"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Delegation(Base):
    """One director's queue and chair handed to another for some days (ủy quyền)."""

    __tablename__ = "delegation"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    document: Mapped[str] = mapped_column(String(300), default="")
