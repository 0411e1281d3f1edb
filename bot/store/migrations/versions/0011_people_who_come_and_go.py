"""people who come and go: mandates, chats that speak for two offices, the invite that founds one"""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WHOSE_DIALOG = """
UPDATE dialogs SET office_id = (
    SELECT min(held.office_id) FROM addresses AS here JOIN assignments AS held ON held.person_id = here.person_id
    WHERE here.channel = dialogs.channel AND here.chat_id = dialogs.chat_id
)
"""


def upgrade() -> None:
    """Until now a chat spoke for one person, of one office."""
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chosen_at", types.Moment(), nullable=True))
        batch_op.add_column(sa.Column("failing_at", types.Moment(), nullable=True))
        batch_op.add_column(sa.Column("wrong_codes", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("wrong_at", types.Moment(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_addresses_channel_chat_id"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_addresses_channel_chat_id_person_id"), ["channel", "chat_id", "person_id"]
        )

    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stands_for", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_assignments_stands_for"), ["stands_for"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_assignments_stands_for"), "persons", ["stands_for"], ["id"])

    with op.batch_alter_table("dialogs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("office_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_dialogs_office_id"), ["office_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_dialogs_office_id"), "offices", ["office_id"], ["id"])
    op.execute(WHOSE_DIALOG)

    with op.batch_alter_table("invites", schema=None) as batch_op:
        batch_op.alter_column("office_id", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("person_id", existing_type=sa.Integer(), nullable=True)

    with op.batch_alter_table("offices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("in_force", types.Document(), nullable=True))
