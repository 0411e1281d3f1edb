"""what was given up is found, and strangers are counted"""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("addresses") as batch_op:
        batch_op.add_column(sa.Column("unanswered", sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("beats") as batch_op:
        batch_op.add_column(sa.Column("warned_at", types.Moment(), nullable=True))
    for name, table, given_up in (
        ("ix_inbox_parked", "inbox", sa.text("done = 2")),
        ("ix_outbox_failed", "outbox", sa.text("state = 2")),
    ):
        op.create_index(name, table, ["id"], sqlite_where=given_up, postgresql_where=given_up)
