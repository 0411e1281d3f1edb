"""a form keeps its unit's name, and whether its lines are the head of the office's own"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("forms", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit_name", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("leader", sa.Boolean(), server_default=sa.false(), nullable=False))
    for column, of_unit in (("unit_name", "name"), ("leader", "leader")):
        op.execute(f"UPDATE forms SET {column} = (SELECT {of_unit} FROM units WHERE units.id = forms.unit_id)")
