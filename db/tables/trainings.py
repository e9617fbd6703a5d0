"""Trainings, inductions, refreshers and mentoring, and who attended."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked
from domain.experts import TrainingKind


class Training(Base):
    __tablename__ = "trainings"
    __table_args__ = (
        CheckConstraint("hours >= 0", name="hours"),
        Index(None, "held_on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TrainingKind] = mapped_column(Checked(TrainingKind))
    name: Mapped[str]
    held_on: Mapped[date]
    hours: Mapped[int]
    own: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class Attendance(Base):
    __tablename__ = "attendances"
    __table_args__ = (Index(None, "expert_id"),)

    training_id: Mapped[int] = mapped_column(ForeignKey("trainings.id"), primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), primary_key=True)
    attended_on: Mapped[date]
