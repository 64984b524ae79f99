"""The files that resumes were read out of."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "originals",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("resume", sa.String(), nullable=False),
        sa.Column("piece", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person", "resume"], ["resumes.person", "resumes.id"], name="fk_originals_resume", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person", "resume", "piece", name="pk_originals"),
    )


def downgrade() -> None:
    op.drop_table("originals")
