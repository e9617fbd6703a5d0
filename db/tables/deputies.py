"""Who answers for an absent colleague's orders, from which day to which."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant


class Deputy(Base):
    __tablename__ = "deputies"
    __table_args__ = (
        CheckConstraint("user_id <> deputy_id", name="two_persons"),
        CheckConstraint("last_day >= first_day", name="period"),
        Index(None, "deputy_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    named_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    named_at: Mapped[datetime] = mapped_column(Instant)
