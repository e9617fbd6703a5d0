"""The change log that live pages, matching columns and charts follow; written by triggers."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Change(Base):
    """On PostgreSQL `seq` is given by the deferred trigger through `change_head`, so its order is the order of commits."""

    __tablename__ = "changes"
    __table_args__ = ({"sqlite_autoincrement": True},)

    seq: Mapped[int] = mapped_column(primary_key=True)
    noun: Mapped[str]
    row_id: Mapped[int]


class ChangeHead(Base):
    __tablename__ = "change_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
