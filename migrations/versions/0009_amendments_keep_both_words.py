"""Amendments keep both words

Why:  a document that changes a signed plan adds, drops, rewords and renumbers its lines; every
      version must print as it stood, so a change holds the line before and after it, and an item
      goes on as the same row. An STT may be given anew once its line is gone. A change made to
      several items at once keeps what each was, so that it can be taken back exactly.
Data: none; items changed before stay two rows, bound by replaced_by_id.
Back: yes, unless an STT was given anew: then the old uniqueness cannot hold.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STANDING = sa.text("removed_by_id IS NULL")
SENTENCE = (
    "bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ "
    "(sealed record: add a new one that names the old one)"
)
SEALED = ("item_change", "bulk_edit")
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
BULK = ("attach", "detach", "rhythm", "proof", "note", "pause", "resume", "close", "drop")
KINDS = ("added", "changed", "dropped", "renumbered")


def upgrade() -> None:
    with op.batch_alter_table("amendment") as table:
        table.add_column(sa.Column("file_id", sa.Integer(), nullable=True))
        _refers(table, "amendment", "file_id", "stored_file")
    with op.batch_alter_table("action_item") as table:
        table.add_column(sa.Column("changed_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("removed_by_id", sa.Integer(), nullable=True))
        _refers(table, "action_item", "changed_by_id", "amendment")
        _refers(table, "action_item", "removed_by_id", "amendment")
        table.drop_constraint("uq_action_item_plan_id_position", type_="unique")
    op.create_index(
        "uq_action_item_position",
        "action_item",
        ["plan_id", "position"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    with op.batch_alter_table("product") as table:
        table.add_column(sa.Column("removed_by_id", sa.Integer(), nullable=True))
        _refers(table, "product", "removed_by_id", "amendment")
    with op.batch_alter_table("plan_import") as table:
        table.add_column(sa.Column("amends_id", sa.Integer(), nullable=True))
        _refers(table, "plan_import", "amends_id", "plan")
    _make_item_change()
    _make_bulk_edit()
    connection = op.get_bind()
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    op.drop_table("bulk_edit")
    op.drop_table("item_change")
    with op.batch_alter_table("plan_import") as table:
        table.drop_constraint(_key("plan_import", "amends_id", "plan"), type_="foreignkey")
        table.drop_column("amends_id")
    with op.batch_alter_table("product") as table:
        table.drop_constraint(_key("product", "removed_by_id", "amendment"), type_="foreignkey")
        table.drop_column("removed_by_id")
    op.drop_index("uq_action_item_position", "action_item")
    with op.batch_alter_table("action_item") as table:
        for name in ("changed_by_id", "removed_by_id"):
            table.drop_constraint(_key("action_item", name, "amendment"), type_="foreignkey")
            table.drop_column(name)
        table.create_unique_constraint("uq_action_item_plan_id_position", ["plan_id", "position"])
    with op.batch_alter_table("amendment") as table:
        table.drop_constraint(_key("amendment", "file_id", "stored_file"), type_="foreignkey")
        table.drop_column("file_id")


def _key(table: str, column: str, referred: str) -> str:
    return f"fk_{table}_{column}_{referred}"


def _refers(table: object, name: str, column: str, referred: str) -> None:
    table.create_foreign_key(_key(name, column, referred), referred, [column], ["id"])


def _make_item_change() -> None:
    op.create_table(
        "item_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="changekind", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{referred}.id"], name=_key("item_change", column, referred))
            for column, referred in (
                ("agency_id", "agency"),
                ("plan_id", "plan"),
                ("amendment_id", "amendment"),
                ("item_id", "action_item"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name="pk_item_change"),
    )
    op.create_index("ix_item_change_plan_id", "item_change", ["plan_id"])
    op.create_index("ix_item_change_item_id", "item_change", ["item_id"])


def _make_bulk_edit() -> None:
    op.create_table(
        "bulk_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum(*BULK, name="bulkkind", native_enum=False, length=30), nullable=False
        ),
        sa.Column("said", sa.String(2200), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{referred}.id"], name=_key("bulk_edit", column, referred))
            for column, referred in (
                ("agency_id", "agency"),
                ("plan_id", "plan"),
                ("by_id", "person"),
                ("undoes_id", "bulk_edit"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name="pk_bulk_edit"),
        sa.UniqueConstraint("undoes_id", name="uq_bulk_edit_undoes_id"),
    )
    op.create_index("ix_bulk_edit_plan_id", "bulk_edit", ["plan_id"])
