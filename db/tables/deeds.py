"""What people did in one go and may take back: a deed and its steps in the order they were taken."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Id, Instant
from domain.deeds import DeedKind


class Deed(Base):
    __tablename__ = "deeds"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DeedKind] = mapped_column(Checked(DeedKind))
    actor_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class DeedStep(Base):
    """`before` is JSON of what the step replaced: ids, statuses and instants, never a text that somebody wrote."""

    __tablename__ = "deed_steps"
    __table_args__ = (Index(None, "order_id"),)

    deed_id: Mapped[int] = mapped_column(ForeignKey("deeds.id"), primary_key=True)
    place: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    noun: Mapped[str]
    row_id: Mapped[int]
    act: Mapped[str]
    before: Mapped[str]
