"""Find the assignments of a session without reading every assignment there is"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_assignments_session_id"), "assignments", ["session_id"])
