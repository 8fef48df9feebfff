"""months that other offices sent

Revision ID: 0010
Revises: 0009
"""

from alembic import op
import sqlalchemy as sa
from ktp_core.db.types import Instant, Region

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "summary_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("received_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_file")),
    )
    op.create_index("ix_summary_file_month", "summary_file", ["month", "regency", "made_at"], unique=False)


def downgrade() -> None:
    op.drop_table("summary_file")
