"""Items go on in a later plan

Why:  an item carried over when its plan was closed said in words where it goes on; now it names
      the item of the later plan, and both pages lead to one another.
Data: none; items carried over before keep their words.
Back: yes, forgets which items they went on as; the words stay.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("action_item") as table:
        table.add_column(sa.Column("carried_to_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_action_item_carried_to_id_action_item", "action_item", ["carried_to_id"], ["id"]
        )
        table.create_index("ix_action_item_carried_to_id", ["carried_to_id"])


def downgrade() -> None:
    with op.batch_alter_table("action_item") as table:
        table.drop_index("ix_action_item_carried_to_id")
        table.drop_constraint("fk_action_item_carried_to_id_action_item", type_="foreignkey")
        table.drop_column("carried_to_id")
