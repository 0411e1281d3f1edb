"""the reminder ledger"""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminded",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("deadline_no", sa.Integer(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("superior", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("said", types.Document(), nullable=True),
        sa.Column("outbox_ids", types.Document(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_reminded_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_reminded_person_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_reminded_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminded")),
    )
    with op.batch_alter_table("reminded", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminded_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminded_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminded_task_id"), ["task_id"], unique=False)

    op.create_table(
        "snoozes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("deadline_no", sa.Integer(), nullable=False),
        sa.Column("planned_at", types.Moment(), nullable=False),
        sa.Column("look_at", types.Moment(), nullable=False),
        sa.Column("state", sa.Text(), server_default="planned", nullable=False),
        sa.Column("fired_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_snoozes_office_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_snoozes_person_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_snoozes_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snoozes")),
        sa.UniqueConstraint(
            "task_id", "person_id", "rung", "deadline_no", name=op.f("uq_snoozes_task_id_person_id_rung_deadline_no")
        ),
    )
    with op.batch_alter_table("snoozes", schema=None) as batch_op:
        batch_op.create_index("ix_snoozes_due", ["state", "look_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_snoozes_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_snoozes_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_snoozes_task_id"), ["task_id"], unique=False)
