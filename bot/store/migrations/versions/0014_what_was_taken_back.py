"""what was taken back, what was replaced, and how far each history reaches"""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_NEWEST = """
    INSERT INTO heads (office_id, cycle_id, seq, hash)
    SELECT office_id, {cycle}, seq, hash FROM {book} AS one
    WHERE seq = (SELECT MAX(seq) FROM {book} AS other WHERE other.{owner} = one.{owner})
"""


def upgrade() -> None:
    with op.batch_alter_table("tasks") as batch_op:
        batch_op.add_column(sa.Column("undone_at", types.Moment(), nullable=True))
    with op.batch_alter_table("recaps") as batch_op:
        batch_op.add_column(sa.Column("archived_at", types.Moment(), nullable=True))
        batch_op.add_column(sa.Column("replaced_at", types.Moment(), nullable=True))
    op.create_table(
        "heads",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_heads_cycle_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_heads_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heads")),
    )
    with op.batch_alter_table("heads") as batch_op:
        batch_op.create_index(batch_op.f("ix_heads_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_heads_cycle_id"), ["cycle_id"], unique=False)
    op.execute(_NEWEST.format(book="history", owner="cycle_id", cycle="cycle_id"))
    op.execute(_NEWEST.format(book="office_history", owner="office_id", cycle="NULL"))
