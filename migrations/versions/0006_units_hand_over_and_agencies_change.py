"""Units hand over what they hold, agencies change

Why:  a unit that ends hands its open items, orders and requests to others, each with its day and
      document; until when a unit led stays known. An agency's superior and name change by a
      document, and agencies merge into another, after which their records are only read. The unit
      of an order or of a request to a partner may move, so their seals leave it open.
Data: none.
Back: yes, forgets who took over what, and the changes of agencies.
      Statements are literal: `flask ledger seals` prints them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SUCCESSOR = "fk_agency_successor_id_agency"
SQLITE_NEW = (
    'CREATE TRIGGER seal_agency_change_update BEFORE UPDATE ON "agency_change" BEGIN SELECT RAISE(ABORT, \'agency_change: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)\'); END',
    'CREATE TRIGGER seal_agency_change_delete BEFORE DELETE ON "agency_change" BEGIN SELECT RAISE(ABORT, \'agency_change: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)\'); END',
    'CREATE TRIGGER seal_unit_handover_update BEFORE UPDATE ON "unit_handover" BEGIN SELECT RAISE(ABORT, \'unit_handover: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)\'); END',
    'CREATE TRIGGER seal_unit_handover_delete BEFORE DELETE ON "unit_handover" BEGIN SELECT RAISE(ABORT, \'unit_handover: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)\'); END',
)
SQLITE_LOOSER = (
    'CREATE TRIGGER seal_coordination_update BEFORE UPDATE ON "coordination" WHEN ((NEW."id" IS NOT OLD."id") OR (NEW."agency_id" IS NOT OLD."agency_id") OR (NEW."item_id" IS NOT OLD."item_id") OR (NEW."text" IS NOT OLD."text") OR (NEW."letter" IS NOT OLD."letter") OR (NEW."due_on" IS NOT OLD."due_on") OR (NEW."author_id" IS NOT OLD."author_id") OR (NEW."asked_at" IS NOT OLD."asked_at") OR (OLD."answered_on" IS NOT NULL AND NEW."answered_on" IS NOT OLD."answered_on")) BEGIN SELECT RAISE(ABORT, \'coordination: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)\'); END',
    'CREATE TRIGGER seal_order_update BEFORE UPDATE ON "order" WHEN ((NEW."id" IS NOT OLD."id") OR (NEW."agency_id" IS NOT OLD."agency_id") OR (NEW."item_id" IS NOT OLD."item_id") OR (NEW."kind" IS NOT OLD."kind") OR (NEW."text" IS NOT OLD."text") OR (NEW."given_on" IS NOT OLD."given_on") OR (NEW."first_due_on" IS NOT OLD."first_due_on") OR (NEW."given_by_id" IS NOT OLD."given_by_id") OR (NEW."source" IS NOT OLD."source") OR (NEW."recorded_by_id" IS NOT OLD."recorded_by_id") OR (OLD."affirmed_at" IS NOT NULL AND NEW."affirmed_at" IS NOT OLD."affirmed_at") OR (NEW."given_at" IS NOT OLD."given_at") OR (OLD."closed_on" IS NOT NULL AND NEW."closed_on" IS NOT OLD."closed_on")) BEGIN SELECT RAISE(ABORT, \'order: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)\'); END',
)
SQLITE_BEFORE = (
    'CREATE TRIGGER seal_coordination_update BEFORE UPDATE ON "coordination" WHEN ((NEW."id" IS NOT OLD."id") OR (NEW."agency_id" IS NOT OLD."agency_id") OR (NEW."item_id" IS NOT OLD."item_id") OR (NEW."asking_unit_id" IS NOT OLD."asking_unit_id") OR (NEW."unit_id" IS NOT OLD."unit_id") OR (NEW."text" IS NOT OLD."text") OR (NEW."letter" IS NOT OLD."letter") OR (NEW."due_on" IS NOT OLD."due_on") OR (NEW."author_id" IS NOT OLD."author_id") OR (NEW."asked_at" IS NOT OLD."asked_at") OR (OLD."answered_on" IS NOT NULL AND NEW."answered_on" IS NOT OLD."answered_on")) BEGIN SELECT RAISE(ABORT, \'coordination: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)\'); END',
    'CREATE TRIGGER seal_order_update BEFORE UPDATE ON "order" WHEN ((NEW."id" IS NOT OLD."id") OR (NEW."agency_id" IS NOT OLD."agency_id") OR (NEW."item_id" IS NOT OLD."item_id") OR (NEW."unit_id" IS NOT OLD."unit_id") OR (NEW."kind" IS NOT OLD."kind") OR (NEW."text" IS NOT OLD."text") OR (NEW."given_on" IS NOT OLD."given_on") OR (NEW."first_due_on" IS NOT OLD."first_due_on") OR (NEW."given_by_id" IS NOT OLD."given_by_id") OR (NEW."source" IS NOT OLD."source") OR (NEW."recorded_by_id" IS NOT OLD."recorded_by_id") OR (OLD."affirmed_at" IS NOT NULL AND NEW."affirmed_at" IS NOT OLD."affirmed_at") OR (NEW."given_at" IS NOT OLD."given_at") OR (OLD."closed_on" IS NOT NULL AND NEW."closed_on" IS NOT OLD."closed_on")) BEGIN SELECT RAISE(ABORT, \'order: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ (sealed record: add a new one that names the old one)\'); END',
)
POSTGRESQL_NEW = (
    'CREATE TRIGGER seal_agency_change_update BEFORE UPDATE ON "agency_change" FOR EACH ROW EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_agency_change_delete BEFORE DELETE ON "agency_change" FOR EACH ROW EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_agency_change_truncate BEFORE TRUNCATE ON "agency_change" FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_unit_handover_update BEFORE UPDATE ON "unit_handover" FOR EACH ROW EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_unit_handover_delete BEFORE DELETE ON "unit_handover" FOR EACH ROW EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_unit_handover_truncate BEFORE TRUNCATE ON "unit_handover" FOR EACH STATEMENT EXECUTE FUNCTION refuse_sealed_change()',
)
POSTGRESQL_LOOSER = (
    'CREATE TRIGGER seal_coordination_update BEFORE UPDATE ON "coordination" FOR EACH ROW WHEN ((NEW."id" IS DISTINCT FROM OLD."id") OR (NEW."agency_id" IS DISTINCT FROM OLD."agency_id") OR (NEW."item_id" IS DISTINCT FROM OLD."item_id") OR (NEW."text" IS DISTINCT FROM OLD."text") OR (NEW."letter" IS DISTINCT FROM OLD."letter") OR (NEW."due_on" IS DISTINCT FROM OLD."due_on") OR (NEW."author_id" IS DISTINCT FROM OLD."author_id") OR (NEW."asked_at" IS DISTINCT FROM OLD."asked_at") OR (OLD."answered_on" IS NOT NULL AND NEW."answered_on" IS DISTINCT FROM OLD."answered_on")) EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_order_update BEFORE UPDATE ON "order" FOR EACH ROW WHEN ((NEW."id" IS DISTINCT FROM OLD."id") OR (NEW."agency_id" IS DISTINCT FROM OLD."agency_id") OR (NEW."item_id" IS DISTINCT FROM OLD."item_id") OR (NEW."kind" IS DISTINCT FROM OLD."kind") OR (NEW."text" IS DISTINCT FROM OLD."text") OR (NEW."given_on" IS DISTINCT FROM OLD."given_on") OR (NEW."first_due_on" IS DISTINCT FROM OLD."first_due_on") OR (NEW."given_by_id" IS DISTINCT FROM OLD."given_by_id") OR (NEW."source" IS DISTINCT FROM OLD."source") OR (NEW."recorded_by_id" IS DISTINCT FROM OLD."recorded_by_id") OR (OLD."affirmed_at" IS NOT NULL AND NEW."affirmed_at" IS DISTINCT FROM OLD."affirmed_at") OR (NEW."given_at" IS DISTINCT FROM OLD."given_at") OR (OLD."closed_on" IS NOT NULL AND NEW."closed_on" IS DISTINCT FROM OLD."closed_on")) EXECUTE FUNCTION refuse_sealed_change()',
)
POSTGRESQL_BEFORE = (
    'CREATE TRIGGER seal_coordination_update BEFORE UPDATE ON "coordination" FOR EACH ROW WHEN ((NEW."id" IS DISTINCT FROM OLD."id") OR (NEW."agency_id" IS DISTINCT FROM OLD."agency_id") OR (NEW."item_id" IS DISTINCT FROM OLD."item_id") OR (NEW."asking_unit_id" IS DISTINCT FROM OLD."asking_unit_id") OR (NEW."unit_id" IS DISTINCT FROM OLD."unit_id") OR (NEW."text" IS DISTINCT FROM OLD."text") OR (NEW."letter" IS DISTINCT FROM OLD."letter") OR (NEW."due_on" IS DISTINCT FROM OLD."due_on") OR (NEW."author_id" IS DISTINCT FROM OLD."author_id") OR (NEW."asked_at" IS DISTINCT FROM OLD."asked_at") OR (OLD."answered_on" IS NOT NULL AND NEW."answered_on" IS DISTINCT FROM OLD."answered_on")) EXECUTE FUNCTION refuse_sealed_change()',
    'CREATE TRIGGER seal_order_update BEFORE UPDATE ON "order" FOR EACH ROW WHEN ((NEW."id" IS DISTINCT FROM OLD."id") OR (NEW."agency_id" IS DISTINCT FROM OLD."agency_id") OR (NEW."item_id" IS DISTINCT FROM OLD."item_id") OR (NEW."unit_id" IS DISTINCT FROM OLD."unit_id") OR (NEW."kind" IS DISTINCT FROM OLD."kind") OR (NEW."text" IS DISTINCT FROM OLD."text") OR (NEW."given_on" IS DISTINCT FROM OLD."given_on") OR (NEW."first_due_on" IS DISTINCT FROM OLD."first_due_on") OR (NEW."given_by_id" IS DISTINCT FROM OLD."given_by_id") OR (NEW."source" IS DISTINCT FROM OLD."source") OR (NEW."recorded_by_id" IS DISTINCT FROM OLD."recorded_by_id") OR (OLD."affirmed_at" IS NOT NULL AND NEW."affirmed_at" IS DISTINCT FROM OLD."affirmed_at") OR (NEW."given_at" IS DISTINCT FROM OLD."given_at") OR (OLD."closed_on" IS NOT NULL AND NEW."closed_on" IS DISTINCT FROM OLD."closed_on")) EXECUTE FUNCTION refuse_sealed_change()',
)


def upgrade() -> None:
    _add_tables()
    with op.batch_alter_table("item_unit") as table:
        table.add_column(sa.Column("until", sa.Date(), nullable=True))
    with op.batch_alter_table("agency") as table:
        table.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("successor_id", sa.Integer(), nullable=True))
        table.create_foreign_key(SUCCESSOR, "agency", ["successor_id"], ["id"])
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    _execute(SQLITE_NEW if on_sqlite else POSTGRESQL_NEW)
    _replace(SQLITE_LOOSER if on_sqlite else POSTGRESQL_LOOSER)


def downgrade() -> None:
    _replace(SQLITE_BEFORE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_BEFORE)
    with op.batch_alter_table("agency") as table:
        table.drop_constraint(SUCCESSOR, type_="foreignkey")
        table.drop_column("successor_id")
        table.drop_column("closed_on")
    with op.batch_alter_table("item_unit") as table:
        table.drop_column("until")
    op.drop_table("agency_change")
    op.drop_table("unit_handover")


def _execute(statements: tuple[str, ...]) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def _replace(statements: tuple[str, ...]) -> None:
    """Put each trigger in the place of the one that has its name."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in statements:
        name, table = statement.split()[2], statement.split(" ON ")[1].split()[0]
        where = "" if on_sqlite else f" ON {table}"
        op.get_bind().exec_driver_sql(f"DROP TRIGGER {name}{where}")
    _execute(statements)


def _add_tables() -> None:
    op.create_table(
        "agency_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(300), nullable=False),
        sa.Column("before", sa.String(200), nullable=False),
        sa.Column("after", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_agency_change_agency_id_agency"),
        sa.ForeignKeyConstraint(["receiver_id"], ["agency.id"], name="fk_agency_change_receiver_id_agency"),
        sa.PrimaryKeyConstraint("id", name="pk_agency_change"),
    )
    op.create_index("ix_agency_change_agency_id", "agency_change", ["agency_id"])
    op.create_table(
        "unit_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("from_unit_id", sa.Integer(), nullable=False),
        sa.Column("to_unit_id", sa.Integer(), nullable=True),
        sa.Column("thing", sa.String(30), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(300), nullable=False),
        sa.Column("handed_by", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_unit_handover_agency_id_agency"),
        sa.ForeignKeyConstraint(["from_unit_id"], ["unit.id"], name="fk_unit_handover_from_unit_id_unit"),
        sa.ForeignKeyConstraint(["to_unit_id"], ["unit.id"], name="fk_unit_handover_to_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_unit_handover"),
    )
    op.create_index("ix_unit_handover_from_unit_id", "unit_handover", ["from_unit_id"])
