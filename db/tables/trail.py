"""The trail: every change and every refused attempt, chained by hashes, append-only."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Id, Instant
from domain.trail import Act, Outcome

REVEALS = f"act = '{Act.REVEAL.value}'"


class TrailEvent(Base):
    """`facts` is canonical JSON of ids, field names and plain facts, never an identity code, account or background."""

    __tablename__ = "trail"
    __table_args__ = (
        Index(None, "noun", "row_id"),
        Index("ix_trail_reveals", "actor_id", "at", sqlite_where=text(REVEALS), postgresql_where=text(REVEALS)),
    )

    seq: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int | None]
    act: Mapped[Act] = mapped_column(Checked(Act))
    noun: Mapped[str]
    row_id: Mapped[int | None]
    outcome: Mapped[Outcome] = mapped_column(Checked(Outcome))
    facts: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class TrailValue(Base):
    """What one field of one expert held before and after, under the expert's own key; the event names it by its hash."""

    __tablename__ = "trail_values"

    commitment: Mapped[str] = mapped_column(primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    sealed: Mapped[bytes]


class TrailHead(Base):
    """The chain's last link; its row is locked as the last statement before a commit."""

    __tablename__ = "trail_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str]
