"""evidence"""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.add_column(sa.Column("page", sa.Integer(), server_default="0", nullable=False))

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), server_default="", nullable=False),
        sa.Column("size", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", types.Moment(), nullable=False),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.Column("removed_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["persons.id"], name=op.f("fk_evidence_added_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_evidence_entry_id")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_evidence_office_id")),
        sa.ForeignKeyConstraint(["removed_by"], ["persons.id"], name=op.f("fk_evidence_removed_by")),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name=op.f("fk_evidence_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_office_id"), ["office_id"], unique=False)
