"""Associations that train experts; some of their members are reached only through the association."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Association(Base):
    __tablename__ = "associations"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_sv: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    contact_route_only: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class AssociationTheme(Base):
    __tablename__ = "association_themes"

    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id", ondelete="CASCADE"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), primary_key=True)
