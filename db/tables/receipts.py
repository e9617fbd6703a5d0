"""Lines that payroll did not pay."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant


class Rejection(Base):
    """`settled_by_id` is a line that takes the rejected one back and never goes to payroll, `again_id` the one that is
    paid in its stead."""

    __tablename__ = "rejections"
    __table_args__ = (UniqueConstraint("settled_by_id"), UniqueConstraint("again_id"))

    line_id: Mapped[int] = mapped_column(ForeignKey("payment_lines.id"), primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    settled_by_id: Mapped[int] = mapped_column(ForeignKey("payment_lines.id"))
    again_id: Mapped[int] = mapped_column(ForeignKey("payment_lines.id"))
    reason: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
