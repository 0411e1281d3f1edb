"""what the outbox said is purged, some time after it was sent, failed or dropped"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.alter_column("body", existing_type=sa.JSON(), nullable=True)
        batch_op.alter_column("sent_at", new_column_name="done_at", existing_type=sa.Text())
    op.execute("UPDATE outbox SET done_at = created_at WHERE state IN (2, 3)")
    holds = sa.text("body IS NOT NULL")
    op.create_index("ix_outbox_purgeable", "outbox", ["done_at"], sqlite_where=holds, postgresql_where=holds)
