"""Dated office settings and the keys of clicks already answered."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Instant


class Setting(Base):
    __tablename__ = "settings"
    __table_args__ = (UniqueConstraint("key", "valid_from"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    valid_from: Mapped[date]
    value: Mapped[str]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Answered(Base):
    """A command's result kept by its idempotency key: the same click twice gives the same answer."""

    __tablename__ = "answered"

    key: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    parameters_sha256: Mapped[str]
    result: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
