"""Service packages, their dated client prices, and the task types inside them."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Cents, Checked
from domain.money import Money
from domain.orders import Use


class Package(Base):
    __tablename__ = "packages"
    __table_args__ = (UniqueConstraint("code"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    use: Mapped[Use] = mapped_column(Checked(Use))
    fee_code: Mapped[str]
    minutes: Mapped[int]
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    name_en: Mapped[str]
    text_fi: Mapped[str] = mapped_column(default="")
    text_sv: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    agree_fi: Mapped[str] = mapped_column(default="")
    agree_sv: Mapped[str] = mapped_column(default="", server_default="")
    agree_en: Mapped[str] = mapped_column(default="", server_default="")
    version: Mapped[int] = mapped_column(default=1)


class PackagePrice(Base):
    """What the ordering client is charged for one assignment; not the expert's fee."""

    __tablename__ = "package_prices"
    __table_args__ = (UniqueConstraint("package_id", "valid_from"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    package_id: Mapped[int] = mapped_column(ForeignKey("packages.id"))
    valid_from: Mapped[date]
    price: Mapped[Money] = mapped_column(Cents)


class TaskType(Base):
    __tablename__ = "task_types"
    __table_args__ = (UniqueConstraint("key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    use: Mapped[Use] = mapped_column(Checked(Use))
    fee_code: Mapped[str]
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    name_en: Mapped[str]
