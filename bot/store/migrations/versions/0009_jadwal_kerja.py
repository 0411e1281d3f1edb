"""the day and hour of each schedule, and a cancelled period that may be begun anew"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("schedules", schema=None) as batch_op:
        batch_op.add_column(sa.Column("day", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("hour", sa.Integer(), server_default="8", nullable=False))
    with op.batch_alter_table("cycles", schema=None) as batch_op:
        batch_op.drop_constraint("uq_cycles_office_id_period", type_="unique")
    counts = sa.text("phase != 'cancelled'")
    op.create_index(
        "uq_cycles_period", "cycles", ["office_id", "period"], unique=True, sqlite_where=counts, postgresql_where=counts
    )
    _move_hours()


def _move_hours() -> None:
    """An office had one hour for all its schedules, in its policy."""
    offices = sa.table("offices", sa.column("id", sa.Integer), sa.column("policy", sa.JSON))
    schedules = sa.table("schedules", sa.column("office_id", sa.Integer), sa.column("hour", sa.Integer))
    tx = op.get_bind()
    for office in tx.execute(sa.select(offices.c.id, offices.c.policy)).all():
        policy: dict[str, Any] = office.policy
        hour = policy.get("proposal_hour", 8)
        tx.execute(schedules.update().where(schedules.c.office_id == office.id).values(hour=hour))
