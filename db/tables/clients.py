"""Ordering units and their contact persons."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Client(Base):
    """`group_name` is the reporting group of the published figures (e.g. the county's own units, projects, the city)."""

    __tablename__ = "clients"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_sv: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))
    group_name: Mapped[str] = mapped_column(default="")
    sector: Mapped[str] = mapped_column(default="")
    cost_centre: Mapped[str] = mapped_column(default="")
    business_id: Mapped[str] = mapped_column(default="")
    internal: Mapped[bool] = mapped_column(default=True)
    municipality: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class ContactPerson(Base):
    __tablename__ = "contact_persons"
    __table_args__ = (Index(None, "client_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
