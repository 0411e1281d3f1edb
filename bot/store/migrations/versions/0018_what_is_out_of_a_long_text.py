"""what is out of a long text"""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("parts", types.Document(), nullable=True))
