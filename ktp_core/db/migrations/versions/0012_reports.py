"""monthly reports that were issued

Revision ID: 0012
Revises: 0011
"""

from alembic import op
import sqlalchemy as sa
from ktp_core.db import dialects
from ktp_core.db.types import Day, Instant, Region

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_issue",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("regency", Region(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", Day(), nullable=False),
        sa.Column("known_on", Day(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_issue")),
    )
    op.create_index("uq_report_issue_number", "report_issue", ["regency", "month", "number"], unique=True)
    dialects.protect_append_only(op.get_bind(), ("report_issue",))


def downgrade() -> None:
    op.drop_table("report_issue")
