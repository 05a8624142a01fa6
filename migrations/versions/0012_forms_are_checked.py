"""Forms are checked

Why:  paper forms are typed on a page (its rows wait in form_draft), some are typed a second time
      (recheck, recheck_form), and a wrong form is left out with a reason instead of changed
      (exclusion). A machine at the counter has an address of its own (round.kiosk_code), and its
      forms are known by the key of their page as those of the public form are; forms typed in from
      a file with that channel have numbers of their own and need not be unique.
Data: none; no round has a machine at the counter before.
Back: yes, unless a file gave two forms of the open channel one number.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

FROM_A_PAGE = sa.text("channel IN ('open', 'kiosk') AND length(form_no) = 16")
OPEN = sa.text("channel = 'open'")
SENTENCE = (
    "bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ "
    "(sealed record: add a new one that names the old one)"
)
SEALED = ("exclusion", "recheck", "recheck_form")
SQLITE = [
    f"CREATE TRIGGER seal_{table}_{deed.lower()} BEFORE {deed} ON \"{table}\" "
    f"BEGIN SELECT RAISE(ABORT, '{table}: {SENTENCE}'); END"
    for table in SEALED
    for deed in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"CREATE TRIGGER seal_{table}_{deed.lower()} BEFORE {deed} ON \"{table}\" "
    f"FOR EACH {each} EXECUTE FUNCTION refuse_sealed_change()"
    for table in SEALED
    for deed, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT"))
]


def upgrade() -> None:
    with op.batch_alter_table("round") as table:
        table.add_column(sa.Column("kiosk_code", sa.String(64), nullable=True))
        table.create_unique_constraint("uq_round_kiosk_code", ["kiosk_code"])
    op.drop_index("uq_response_open_form", "response")
    _index("uq_response_page", FROM_A_PAGE)
    _make(
        "form_draft",
        _id("round_id"),
        _id("person_id"),
        sa.Column("typed", sa.JSON(), nullable=False),
        _instant("saved_at"),
        *_refer("form_draft", round_id="round", person_id="person"),
        sa.UniqueConstraint("round_id", "person_id", name="uq_form_draft_round_id_person_id"),
    )
    op.create_index("ix_form_draft_person_id", "form_draft", ["person_id"])
    _make(
        "exclusion",
        _id("round_id"),
        _id("response_id"),
        sa.Column("reason", sa.Text(), nullable=False),
        _id("replacement_id", nullable=True),
        _id("by_id", nullable=True),
        _instant("excluded_at"),
        *_refer(
            "exclusion", round_id="round", response_id="response", replacement_id="response",
            by_id="person",
        ),
        sa.UniqueConstraint("response_id", name="uq_exclusion_response_id"),
    )
    op.create_index("ix_exclusion_round_id", "exclusion", ["round_id"])
    _make(
        "recheck",
        _id("round_id"),
        sa.Column("seed", sa.String(32), nullable=False),
        _id("of_forms"),
        sa.Column("seqs", sa.JSON(), nullable=False),
        _id("by_id", nullable=True),
        _instant("drawn_at"),
        *_refer("recheck", round_id="round", by_id="person"),
    )
    op.create_index("ix_recheck_round_id", "recheck", ["round_id"])
    _make(
        "recheck_form",
        _id("recheck_id"),
        _id("response_id"),
        sa.Column("answers", sa.LargeBinary(400), nullable=False),
        _id("differing"),
        _id("by_id", nullable=True),
        _instant("typed_at"),
        *_refer("recheck_form", recheck_id="recheck", response_id="response", by_id="person"),
        sa.UniqueConstraint(
            "recheck_id", "response_id", name="uq_recheck_form_recheck_id_response_id"
        ),
    )
    connection = op.get_bind()
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    for table in ("recheck_form", "recheck", "exclusion", "form_draft"):
        op.drop_table(table)
    op.drop_index("uq_response_page", "response")
    _index("uq_response_open_form", OPEN)
    with op.batch_alter_table("round") as table:
        table.drop_constraint("uq_round_kiosk_code", type_="unique")
        table.drop_column("kiosk_code")


def _index(name: str, where: sa.TextClause) -> None:
    op.create_index(
        name,
        "response",
        ["round_id", "form_no"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def _make(table: str, *parts: sa.schema.SchemaItem) -> None:
    """A table of an agency with a numbered id."""
    op.create_table(
        table,
        _id("id"),
        _id("agency_id"),
        *parts,
        *_refer(table, agency_id="agency"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _id(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _refer(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")
        for column, to in columns.items()
    ]
