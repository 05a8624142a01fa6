"""Methods, rounds, the sealed responses, their tallies, and values others announced."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.database import Base, Versioned, word
from tracker.surveys.words import Channel, Formula, Group, RoundState

# Forms of the public page and of a kiosk, told from imported ones by the length of their number.
FROM_A_PAGE = text("channel IN ('open', 'kiosk') AND length(form_no) = 16")


class SurveyMethod(Versioned, Base):
    """A set of indices (bộ chỉ số), versioned; shipped ones belong to no agency, read-only."""

    __tablename__ = "method"
    __table_args__ = (
        UniqueConstraint("agency_id", "code", "method_version"),
        # NULLs are never equal, so the shipped ones need a law of their own.
        Index(
            "uq_method_shipped",
            "code",
            "method_version",
            unique=True,
            sqlite_where=text("agency_id IS NULL"),
            postgresql_where=text("agency_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    code: Mapped[str] = mapped_column(String(40))
    method_version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(200))
    formula: Mapped[Formula] = mapped_column(word(Formula))
    decimals: Mapped[int] = mapped_column(default=2)
    scale: Mapped[list[Any]] = mapped_column(default=list)  # {word, aliases}, worst first
    source: Mapped[str] = mapped_column(Text, default="")

    components: Mapped[list["Component"]] = relationship(
        lazy="raise_on_sql", order_by="Component.position", viewonly=True
    )


class Component(Base):
    """One component index (chỉ số thành phần) of a method."""

    __tablename__ = "component"
    __table_args__ = (UniqueConstraint("method_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    method_id: Mapped[int] = mapped_column(ForeignKey("method.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    short: Mapped[str] = mapped_column(String(60), default="")
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    successors: Mapped[list[Any]] = mapped_column(default=list)  # {method, component or null}

    @property
    def label(self) -> str:
        """The short name for tables and charts, where there is one."""
        return self.short or self.name


class Question(Base):
    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("component_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    component_id: Mapped[int] = mapped_column(ForeignKey("component.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]  # over the whole method: its place in the packed answers, from 1
    text: Mapped[str] = mapped_column(String(400))
    wordings: Mapped[list[Any]] = mapped_column(default=list)  # headings offices use for it


class Field(Versioned, Base):
    """A field of work (lĩnh vực) that forms are counted by."""

    __tablename__ = "field"
    __table_args__ = (UniqueConstraint("agency_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200))
    aliases: Mapped[list[Any]] = mapped_column(default=list)  # other spellings, folded


class Campaign(Versioned, Base):
    """A year's survey plan of an agency (kế hoạch khảo sát)."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    year: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    document: Mapped[str] = mapped_column(String(200), default="")
    no_survey_reason: Mapped[str] = mapped_column(String(400), default="")  # "": rounds are planned


class Round(Versioned, Base):
    """One round of collecting (đợt khảo sát); a response belongs to it by name, never by date."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("agency_id", "code"),
        UniqueConstraint("public_code"),
        UniqueConstraint("kiosk_code"),
        Index("ix_round_agency_to", "agency_id", "collect_to"),
        CheckConstraint("collect_from <= collect_to", name="from_before_to"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    method_id: Mapped[int] = mapped_column(ForeignKey("method.id"))
    code: Mapped[str] = mapped_column(String(40))  # as typed: 2021-Q1
    title: Mapped[str] = mapped_column(String(200))
    instrument: Mapped[str] = mapped_column(String(100), default="")
    population: Mapped[int | None]  # N, for the finite population correction
    fewest_forms: Mapped[int | None]  # "mỗi quý ít nhất 60 phiếu", whatever the lines of the sample
    collect_from: Mapped[date]
    collect_to: Mapped[date]
    channels: Mapped[list[Any]] = mapped_column(default=list)  # those the plan names
    hand_in_on: Mapped[date | None]
    hand_in_days: Mapped[int | None]  # working days after the end that the plan gives
    consolidate_on: Mapped[date | None]
    sign_on: Mapped[date | None]
    state: Mapped[RoundState] = mapped_column(word(RoundState), default=RoundState.OPEN)
    public_code: Mapped[str] = mapped_column(String(64))  # random; the address of the public form
    kiosk_code: Mapped[str | None] = mapped_column(String(64))  # of the machine at the counter
    is_public_form_open: Mapped[bool] = mapped_column(default=False)
    # The end of the chain: moved by the sealing alone, by plain SQL, so that a form sealed does not
    # age the row people edit; its entries stand in the round's own stream of the ledger.
    responses: Mapped[int] = mapped_column(default=0)
    chain_hash: Mapped[str] = mapped_column(String(64), default="")
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    close_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    # The survey report, signed outside the system; entered once.
    report_number: Mapped[str] = mapped_column(String(60), default="")
    signed_on: Mapped[date | None]
    signer: Mapped[str] = mapped_column(String(200), default="")
    signed_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    method: Mapped[SurveyMethod] = relationship(lazy="raise_on_sql")
    campaign: Mapped[Campaign | None] = relationship(lazy="raise_on_sql")


class Quota(Base):
    """How many forms a field or unit should give, official and in reserve (chính thức, dự bị)."""

    __tablename__ = "quota"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    official: Mapped[int]
    reserve: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(String(200), default="")


class HandIn(Base):
    """Forms a unit handed over (bàn giao phiếu); insert-only."""

    __tablename__ = "hand_in"
    __table_args__ = (Index("uq_hand_in_replaces_id", "replaces_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    handed_on: Mapped[date]
    issued: Mapped[int]
    returned: Mapped[int]
    valid: Mapped[int]
    rejected: Mapped[dict[str, Any]] = mapped_column(default=dict)  # reason -> forms
    giver: Mapped[str] = mapped_column(String(120), default="")
    taker: Mapped[str] = mapped_column(String(120), default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("hand_in.id"))  # corrected by this


class Response(Base):
    """One sealed form: the day only, nothing to join a person by; insert-only, chained."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("round_id", "seq"),
        # A public page's own number is made from the key of the page: sent twice, sealed once.
        Index(
            "uq_response_page",
            "round_id",
            "form_no",
            unique=True,
            sqlite_where=FROM_A_PAGE,
            postgresql_where=FROM_A_PAGE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    seq: Mapped[int]
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    channel: Mapped[Channel] = mapped_column(word(Channel))
    day: Mapped[date]
    form_no: Mapped[str] = mapped_column(String(40), default="")
    answers: Mapped[bytes] = mapped_column(LargeBinary(400))  # a byte a question, 0 is blank
    bands: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # age band …
    is_valid: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str] = mapped_column(String(200), default="")
    remark: Mapped[str] = mapped_column(Text, default="")
    remark_salt: Mapped[str] = mapped_column(String(32), default="")
    remark_hash: Mapped[str] = mapped_column(String(64), default="")  # stays when erased
    hash: Mapped[str] = mapped_column(String(64))


class FormImport(Base):
    """A file of typed forms that was sealed into a round, and what of it did not count."""

    __tablename__ = "form_import"
    __table_args__ = (UniqueConstraint("round_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    digest: Mapped[str] = mapped_column(String(64))  # over the forms read: the same file once
    rows: Mapped[int]
    accepted: Mapped[int]
    rejected: Mapped[list[Any]] = mapped_column(default=list)  # {sheet, row, cell, reason}
    last_seq: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    imported_at: Mapped[datetime]


class Tally(Base):
    """The sums of DOMAIN A2 for one component or question and one group; rebuildable."""

    __tablename__ = "tally"
    __table_args__ = (
        UniqueConstraint("round_id", "group", "group_key", "subject"),
        Index("ix_tally_round_group", "round_id", "group"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    group: Mapped[Group] = mapped_column(word(Group))
    group_key: Mapped[str] = mapped_column(String(40), default="")  # id of unit/field, the channel
    subject: Mapped[str] = mapped_column(String(20))  # component or question code; "" overall
    sums: Mapped[dict[str, Any]] = mapped_column(default=dict)  # integers only
    forms: Mapped[int] = mapped_column(default=0)


class PublishedValue(Base):
    """A value somebody else announced, with its document; never mixed with computed ones."""

    __tablename__ = "published_value"
    __table_args__ = (Index("ix_published_value_agency_year", "agency_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    method_id: Mapped[int] = mapped_column(ForeignKey("method.id"))
    component_id: Mapped[int | None] = mapped_column(ForeignKey("component.id"))  # None: overall
    year: Mapped[int]
    label: Mapped[str] = mapped_column(String(100))  # "Năm 2020"
    value: Mapped[float]  # 0..100
    people: Mapped[int | None]
    document: Mapped[str] = mapped_column(String(300))
    announced_on: Mapped[date | None]
    issuer: Mapped[str] = mapped_column(String(200), default="")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("published_value.id"))

    component: Mapped[Component | None] = relationship(lazy="raise_on_sql")
    method: Mapped[SurveyMethod] = relationship(lazy="raise_on_sql")
