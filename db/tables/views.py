"""Saved views of a list, own and shared, and what each person has chosen for their own lists."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.permissions import Role


class View(Base):
    """`state` is the query string of the list's address. `role` makes a shared view the first one of that role."""

    __tablename__ = "views"
    __table_args__ = (UniqueConstraint("owner_id", "place", "name"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    place: Mapped[str]
    name: Mapped[str]
    state: Mapped[str]
    shared: Mapped[bool] = mapped_column(default=False)
    role: Mapped[Role | None] = mapped_column(Checked(Role))
    saved_at: Mapped[datetime] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)


class ViewChoice(Base):
    """`columns` is JSON of the list's columns as the person left them: which, in what order and how wide."""

    __tablename__ = "view_choices"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    view_id: Mapped[int | None] = mapped_column(ForeignKey("views.id"))
    columns: Mapped[str] = mapped_column(default="")
