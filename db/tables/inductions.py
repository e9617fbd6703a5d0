"""Inductions that a certain kind of task requires beside the bank's own, and where they are required and taught."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Induction(Base):
    """`valid_days` is how long one attendance holds; None: for good."""

    __tablename__ = "inductions"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("valid_days > 0", name="valid_days"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    name_en: Mapped[str]
    valid_days: Mapped[int | None]


class PackageInduction(Base):
    __tablename__ = "package_inductions"

    package_id: Mapped[int] = mapped_column(ForeignKey("packages.id"), primary_key=True)
    induction_id: Mapped[int] = mapped_column(ForeignKey("inductions.id"), primary_key=True)


class OrderInduction(Base):
    """What one order requires beyond its package."""

    __tablename__ = "order_inductions"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    induction_id: Mapped[int] = mapped_column(ForeignKey("inductions.id"), primary_key=True)


class TrainingInduction(Base):
    """The one task-specific induction that an event teaches."""

    __tablename__ = "training_inductions"
    __table_args__ = (Index(None, "induction_id"),)

    training_id: Mapped[int] = mapped_column(ForeignKey("trainings.id"), primary_key=True)
    induction_id: Mapped[int] = mapped_column(ForeignKey("inductions.id"))
