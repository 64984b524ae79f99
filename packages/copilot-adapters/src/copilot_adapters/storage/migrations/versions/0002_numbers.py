"""Numbers that are given once: a job's is never given again, so that a list begun shows no other job."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "numbers",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_numbers"),
    )
    op.execute("INSERT INTO numbers (name, last) SELECT 'jobs', coalesce(max(key), 0) FROM jobs")


def downgrade() -> None:
    op.drop_table("numbers")
