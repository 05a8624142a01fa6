"""Small groups stay held back

Why:  which units, fields and channels are too small to show is settled when a round closes, from
      what they share with one another, and stays so: a page reads it without reading the forms.
Data: none; for rounds closed before, it is reckoned from their forms each time.
Back: yes, forgets what was settled; it is reckoned anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_SAID = (
    "withheld: bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ "
    "(sealed record: add a new one that names the old one)"
)
SQLITE = tuple(
    f'CREATE TRIGGER seal_withheld_{verb} BEFORE {verb.upper()} ON "withheld" '
    f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    for verb in ("update", "delete")
)
POSTGRESQL = tuple(
    f'CREATE TRIGGER seal_withheld_{verb} BEFORE {verb.upper()} ON "withheld" '
    f"FOR EACH {scope} EXECUTE FUNCTION refuse_sealed_change()"
    for verb, scope in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT"))
)


def upgrade() -> None:
    group = sa.Enum("all", "unit", "field", "channel", name="group", native_enum=False, length=30)
    op.create_table(
        "withheld",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("fewest", sa.Integer(), nullable=False),
        sa.Column("group", group, nullable=False),
        sa.Column("group_key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_withheld_agency_id_agency"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_withheld_round_id_round"),
        sa.PrimaryKeyConstraint("id", name="pk_withheld"),
        sa.UniqueConstraint(
            "round_id",
            "fewest",
            "group",
            "group_key",
            name="uq_withheld_round_id_fewest_group_group_key",
        ),
    )
    connection = op.get_bind()
    on_sqlite = connection.dialect.name == "sqlite"
    for statement in SQLITE if on_sqlite else POSTGRESQL:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    op.drop_table("withheld")
