"""Experts by experience: contact, themes with consent, languages, areas, availability. There is no free notes field."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Cents, Checked, Instant
from domain.consents import GivenHow, Purpose
from domain.experts import ContactRoute, ThemeRole, WorkWish
from domain.money import Money


class Expert(Base):
    """`address`, `service_path` and `own_words` are ciphertext bound to this row (db.encryption), fetched only where they are
    asked for; the last two rest on a consent in `backgrounds`."""

    __tablename__ = "experts"
    __table_args__ = (
        CheckConstraint("number <> ''", name="has_number"),
        UniqueConstraint("number"),
        Index(None, "last_name", "first_name"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]
    preferred_name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    contact_way: Mapped[str] = mapped_column(default="")
    contact_hours: Mapped[str] = mapped_column(default="")
    contact_route: Mapped[ContactRoute] = mapped_column(Checked(ContactRoute), default=ContactRoute.SELF)
    association_id: Mapped[int | None] = mapped_column(ForeignKey("associations.id"))
    municipality: Mapped[str] = mapped_column(default="")
    on_site: Mapped[bool] = mapped_column(default=True)
    remote: Mapped[bool] = mapped_column(default=True)
    work_wish: Mapped[WorkWish] = mapped_column(Checked(WorkWish), default=WorkWish.NOW_AND_THEN)
    paused_from: Mapped[date | None]
    paused_to: Mapped[date | None]
    practical_wishes: Mapped[str] = mapped_column(default="")
    monthly_cap: Mapped[Money | None] = mapped_column(Cents)
    monthly_cap_minutes: Mapped[int | None]
    contact_protected: Mapped[bool] = mapped_column(default=False)
    availability_known: Mapped[bool] = mapped_column(default=False)
    address: Mapped[bytes | None] = mapped_column(deferred=True)
    service_path: Mapped[bytes | None] = mapped_column(deferred=True)
    own_words: Mapped[bytes | None] = mapped_column(deferred=True)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class ExpertTheme(Base):
    """One theme one person may be asked about; without consent in force it does not exist for matching."""

    __tablename__ = "expert_themes"
    __table_args__ = (
        UniqueConstraint("expert_id", "theme_id", "role"),
        CheckConstraint("consent_until IS NULL OR consent_until >= consent_from", name="period"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"))
    role: Mapped[ThemeRole] = mapped_column(Checked(ThemeRole))
    consent_from: Mapped[date]
    consent_until: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    purpose: Mapped[Purpose] = mapped_column(
        Checked(Purpose), default=Purpose.MATCHING, server_default=Purpose.MATCHING.value
    )
    given_how: Mapped[GivenHow] = mapped_column(
        Checked(GivenHow), default=GivenHow.NOT_TOLD, server_default=GivenHow.NOT_TOLD.value
    )
    given_on: Mapped[date | None]
    given_to: Mapped[str] = mapped_column(default="", server_default="")


class ExpertLanguage(Base):
    __tablename__ = "expert_languages"

    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)


class ExpertArea(Base):
    """A municipality where the expert works on site."""

    __tablename__ = "expert_areas"

    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), primary_key=True)
    municipality: Mapped[str] = mapped_column(primary_key=True)


class ExpertTaskType(Base):
    """A task type the expert accepts; no rows means all are accepted."""

    __tablename__ = "expert_task_types"

    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"), primary_key=True)
    task_type_id: Mapped[int] = mapped_column(ForeignKey("task_types.id"), primary_key=True)


class AvailabilitySlot(Base):
    """A weekly half-open stretch of the expert's free time in minutes from midnight, Helsinki time; weekday 0 is Monday."""

    __tablename__ = "availability_slots"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("0 <= from_minute AND from_minute < to_minute AND to_minute <= 1440", name="minutes"),
        Index(None, "expert_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    weekday: Mapped[int]
    from_minute: Mapped[int]
    to_minute: Mapped[int]


class AvailabilityException(Base):
    """Days, both ends included, when the weekly pattern does not hold."""

    __tablename__ = "availability_exceptions"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="period"),
        Index(None, "expert_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    available: Mapped[bool]


class Unwanted(Base):
    """A unit this expert does not want, or another expert they are not placed with; the reason is not stored."""

    __tablename__ = "unwanted"
    __table_args__ = (
        CheckConstraint("(client_id IS NULL) <> (other_expert_id IS NULL)", name="one_target"),
        Index(None, "expert_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("experts.id"))
    client_id: Mapped[int | None] = mapped_column(ForeignKey("clients.id"))
    other_expert_id: Mapped[int | None] = mapped_column(ForeignKey("experts.id"))
    until: Mapped[date | None]
