"""What is open has its index

Why:  the lists of what is late and blocked could read a whole table: SQLite took (agency, progress)
      and (agency, cleared) for no better than that. Only what has not ended is asked for.
Data: none.
Back: yes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

DUE, BLOCKED = "ix_action_item_agency_due", "ix_obstacle_open"


def upgrade() -> None:
    op.drop_index(DUE, "action_item")
    op.drop_index(BLOCKED, "obstacle")
    _index(DUE, "action_item", "due_on", sa.text("ended_on IS NULL"))
    _index(BLOCKED, "obstacle", "since_on", sa.text("cleared_on IS NULL"))


def _index(name: str, table: str, column: str, where: sa.TextClause) -> None:
    op.create_index(
        name, table, ["agency_id", column], sqlite_where=where, postgresql_where=where
    )


def downgrade() -> None:
    op.drop_index(DUE, "action_item")
    op.drop_index(BLOCKED, "obstacle")
    op.create_index(DUE, "action_item", ["agency_id", "progress", "due_on"])
    op.create_index(BLOCKED, "obstacle", ["agency_id", "cleared_on"])
