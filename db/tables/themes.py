"""The controlled list of themes and life situations, worded by service or life situation, and the municipalities."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked
from domain.themes import Precision


class Theme(Base):
    """`bit` is the theme's place in matching's 64-bit mask."""

    __tablename__ = "themes"
    __table_args__ = (UniqueConstraint("key"), UniqueConstraint("bit"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    bit: Mapped[int]
    level: Mapped[Precision] = mapped_column(
        Checked(Precision), default=Precision.THEME, server_default=Precision.THEME.value
    )
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    name_en: Mapped[str]


class MunicipalityPlace(Base):
    """Statistics Finland's code and an approximate centre."""

    __tablename__ = "municipalities"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    county_code: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
