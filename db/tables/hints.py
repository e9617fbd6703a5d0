"""Hyvä tietää: short dated cards about what tasks suit an expert."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.hints import Leaning, Source


class Hint(Base):
    """`task_type_id` None: of all tasks. `gone_through_on` is the day it was gone through with the expert."""

    __tablename__ = "hints"
    __table_args__ = (
        CheckConstraint("valid_until >= written_on", name="period"),
        CheckConstraint("leaning <> 'against' OR source = 'expert'", name="own_wish"),
        CheckConstraint("length(text) BETWEEN 1 AND 140", name="short"),
        Index(None, "expert_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    text: Mapped[str]
    source: Mapped[Source] = mapped_column(Checked(Source))
    leaning: Mapped[Leaning] = mapped_column(Checked(Leaning))
    task_type_id: Mapped[int | None] = mapped_column(ForeignKey("task_types.id"))
    written_on: Mapped[date]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    valid_until: Mapped[date]
    gone_through_on: Mapped[date | None]
    gone_through_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
