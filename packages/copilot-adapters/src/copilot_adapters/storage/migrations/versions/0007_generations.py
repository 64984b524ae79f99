"""Generations: on what kept answers depend. What is there already gets one, which no other database has."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    made = op.create_table(
        "generations",
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("generation", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "person", name="pk_generations"),
    )
    op.bulk_insert(made, [{"topic": "jobs", "person": "", "generation": token_hex(8)}])


def downgrade() -> None:
    op.drop_table("generations")
