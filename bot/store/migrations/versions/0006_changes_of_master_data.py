"""changes of the master data are kept, papers may be the office's own, and an entry's indicator may be revised"""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_history",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("acting_as", sa.Text(), server_default="", nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("data", types.Document(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_office_history_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_office_history_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_history")),
        sa.UniqueConstraint("office_id", "seq", name=op.f("uq_office_history_office_id_seq")),
    )
    op.create_index(op.f("ix_office_history_office_id"), "office_history", ["office_id"], unique=False)
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.alter_column("cycle_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revisions", types.Document(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("dropped", sa.Boolean(), server_default=sa.false(), nullable=False))
