"""People to ask are drawn by lot

Why:  the sample of a round is drawn from a list of completed transactions, its names stand apart
      from the ledger and go after the round; units may hand in totals without the forms; a wrong
      hand-over is corrected by another that names it; a round may have a least number of forms.
Data: none; earlier rounds have no least number, earlier hand-overs correct nothing.
Back: yes, forgets lists, draws, totals and which hand-over corrected which.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("sample_list", "sample_contact", "sample_entry", "sample_replacement", "tally_sheet")
_SAID = (
    "bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ "
    "(sealed record: add a new one that names the old one)"
)
_WHOLE = ("sample_entry", "sample_replacement", "tally_sheet")
_SQLITE_LIST = (
    'CREATE TRIGGER seal_sample_list_update BEFORE UPDATE ON "sample_list" WHEN ((NEW."id" IS NOT OLD."id") OR '
    '(NEW."agency_id" IS NOT OLD."agency_id") OR '
    '(NEW."round_id" IS NOT OLD."round_id") OR '
    '(NEW."digest" IS NOT OLD."digest") OR '
    '(NEW."rows" IS NOT OLD."rows") OR '
    '(NEW."rejected" IS NOT OLD."rejected") OR '
    '(NEW."by_id" IS NOT OLD."by_id") OR '
    '(NEW."listed_at" IS NOT OLD."listed_at") OR '
    '(OLD."seed" <> \'\' AND NEW."seed" IS NOT OLD."seed") OR '
    '(OLD."drawn_at" IS NOT NULL AND NEW."drawn_at" IS NOT OLD."drawn_at") OR '
    '(OLD."strata" IS NOT NULL AND NEW."strata" IS NOT OLD."strata") OR '
    '(OLD."ended_at" IS NOT NULL AND NEW."ended_at" IS NOT OLD."ended_at") OR '
    '(OLD."erased_at" IS NOT NULL AND NEW."erased_at" IS NOT OLD."erased_at") OR '
    '(OLD."official_reached" IS NOT NULL AND NEW."official_reached" IS NOT OLD."official_reached") OR '
    '(OLD."reserve_reached" IS NOT NULL AND NEW."reserve_reached" IS NOT OLD."reserve_reached")) BEGIN SELECT RAISE(ABORT, \'sample_list: %SAID%\'); END'
)
_POSTGRESQL_LIST = (
    'CREATE TRIGGER seal_sample_list_update BEFORE UPDATE ON "sample_list" FOR EACH ROW WHEN ((NEW."id" IS DISTINCT FROM OLD."id") OR '
    '(NEW."agency_id" IS DISTINCT FROM OLD."agency_id") OR '
    '(NEW."round_id" IS DISTINCT FROM OLD."round_id") OR '
    '(NEW."digest" IS DISTINCT FROM OLD."digest") OR '
    '(NEW."rows" IS DISTINCT FROM OLD."rows") OR '
    '(NEW."rejected"::text IS DISTINCT FROM OLD."rejected"::text) OR '
    '(NEW."by_id" IS DISTINCT FROM OLD."by_id") OR '
    '(NEW."listed_at" IS DISTINCT FROM OLD."listed_at") OR '
    '(OLD."seed" <> \'\' AND NEW."seed" IS DISTINCT FROM OLD."seed") OR '
    '(OLD."drawn_at" IS NOT NULL AND NEW."drawn_at" IS DISTINCT FROM OLD."drawn_at") OR '
    '(OLD."strata"::text IS NOT NULL AND NEW."strata"::text IS DISTINCT FROM OLD."strata"::text) OR '
    '(OLD."ended_at" IS NOT NULL AND NEW."ended_at" IS DISTINCT FROM OLD."ended_at") OR '
    '(OLD."erased_at" IS NOT NULL AND NEW."erased_at" IS DISTINCT FROM OLD."erased_at") OR '
    '(OLD."official_reached" IS NOT NULL AND NEW."official_reached" IS DISTINCT FROM OLD."official_reached") OR '
    '(OLD."reserve_reached" IS NOT NULL AND NEW."reserve_reached" IS DISTINCT FROM OLD."reserve_reached")) EXECUTE FUNCTION refuse_sealed_change()'
)
SQLITE = (
    _SQLITE_LIST.replace("%SAID%", _SAID),
    "CREATE TRIGGER seal_sample_list_delete BEFORE DELETE ON \"sample_list\" "
    f"BEGIN SELECT RAISE(ABORT, 'sample_list: {_SAID}'); END",
    *(
        f'CREATE TRIGGER seal_{table}_{verb} BEFORE {verb.upper()} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table}: {_SAID}'); END"
        for table in _WHOLE
        for verb in ("update", "delete")
    ),
)
POSTGRESQL = (
    _POSTGRESQL_LIST,
    *(
        f'CREATE TRIGGER seal_{table}_{verb} BEFORE {verb.upper()} ON "{table}" '
        f"FOR EACH {scope} EXECUTE FUNCTION refuse_sealed_change()"
        for table in ("sample_list", *_WHOLE)
        for verb, scope in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT"))
        if (table, verb) != ("sample_list", "update")
    ),
)


def upgrade() -> None:
    _make_lists()
    _make_entries()
    _make_sheets()
    op.add_column("round", sa.Column("fewest_forms", sa.Integer(), nullable=True))
    op.execute(  # added in place: a table made anew would lose its triggers
        "ALTER TABLE hand_in ADD COLUMN replaces_id INTEGER "
        "CONSTRAINT fk_hand_in_replaces_id_hand_in REFERENCES hand_in (id)"
    )
    op.create_index("uq_hand_in_replaces_id", "hand_in", ["replaces_id"], unique=True)
    connection = op.get_bind()
    on_sqlite = connection.dialect.name == "sqlite"
    for statement in SQLITE if on_sqlite else POSTGRESQL:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    op.drop_index("uq_hand_in_replaces_id", "hand_in")
    op.execute("ALTER TABLE hand_in DROP COLUMN replaces_id")
    op.execute("ALTER TABLE round DROP COLUMN fewest_forms")
    for name in reversed(TABLES):
        op.drop_table(name)


def _make_lists() -> None:
    op.create_table(
        "sample_list",
        *_owned(),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("strata", sa.JSON(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("official_reached", sa.Integer(), nullable=True),
        sa.Column("reserve_reached", sa.Integer(), nullable=True),
        *_keys("sample_list", round_id="round", by_id="person"),
    )
    op.create_index("ix_sample_list_round_id", "sample_list", ["round_id"])
    op.create_table(
        "sample_contact",
        *_owned(),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("phone", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("field", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("is_reached", sa.Boolean(), nullable=False),
        *_keys("sample_contact", list_id="sample_list"),
        sa.UniqueConstraint("list_id", "place", name="uq_sample_contact_list_id_place"),
    )


def _make_entries() -> None:
    op.create_table(
        "sample_entry",
        *_owned(),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("part", _word("part", "official", "reserve"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        *_keys(
            "sample_entry", round_id="round", list_id="sample_list", field_id="field",
            unit_id="unit",
        ),
        sa.UniqueConstraint("list_id", "place", name="uq_sample_entry_list_id_place"),
    )
    op.create_index("ix_sample_entry_round_id", "sample_entry", ["round_id"])
    reasons = ("no-contact", "refused", "moved", "not-concerned", "other")
    op.create_table(
        "sample_replacement",
        *_owned(),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=False),
        sa.Column("reason", _word("unreached", *reasons), nullable=False),
        sa.Column("replaced_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        *_keys(
            "sample_replacement", entry_id="sample_entry", substitute_id="sample_entry",
            by_id="person",
        ),
        sa.UniqueConstraint("entry_id", name="uq_sample_replacement_entry_id"),
        sa.UniqueConstraint("substitute_id", name="uq_sample_replacement_substitute_id"),
    )


def _make_sheets() -> None:
    op.create_table(
        "tally_sheet",
        *_owned(),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("hand_in_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("field_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        *_keys(
            "tally_sheet", round_id="round", hand_in_id="hand_in", unit_id="unit",
            field_id="field", file_id="stored_file", by_id="person", replaces_id="tally_sheet",
        ),
        sa.UniqueConstraint("replaces_id", name="uq_tally_sheet_replaces_id"),
    )
    op.create_index("ix_tally_sheet_round_id", "tally_sheet", ["round_id"])


def _owned() -> list[sa.Column]:
    """The key of a row, and the agency it belongs to."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
    ]


def _word(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=30)


def _keys(table: str, **named: str) -> list[sa.Constraint]:
    """The primary key and the foreign keys, column -> the table it points at."""
    return [
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *(
            sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")
            for column, to in {"agency_id": "agency", **named}.items()
        ),
    ]
