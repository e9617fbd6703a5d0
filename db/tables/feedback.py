"""Feedback of both sides on an assignment: three questions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.assignments import Party


class Feedback(Base):
    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("assignment_id", "side"),
        CheckConstraint("side <> 'customer'", name="two_sides"),
        CheckConstraint("first BETWEEN 1 AND 5 AND second BETWEEN 1 AND 5 AND third BETWEEN 1 AND 5", name="scale"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    side: Mapped[Party] = mapped_column(Checked(Party))
    first: Mapped[int]
    second: Mapped[int]
    third: Mapped[int]
    comment: Mapped[str] = mapped_column(default="")
    given_at: Mapped[datetime] = mapped_column(Instant)


class CheckIn(Base):
    """The expert has been asked how they are after the task. What was said is nowhere written."""

    __tablename__ = "check_ins"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
