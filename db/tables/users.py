"""Staff users, their dated roles and the login throttle."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Checked, Instant
from domain.permissions import Role


class User(Base):
    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("username"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str]
    language: Mapped[str] = mapped_column(default="fi")
    knows_the_house: Mapped[bool] = mapped_column(default=False, server_default=false())
    session_epoch: Mapped[int] = mapped_column(default=1)
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("experts.id"))
    disabled_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)


class RoleGrant(Base):
    """A role is in force from–to once another person than its granter has confirmed it."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id <> granted_by_id", name="two_persons"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    role: Mapped[Role] = mapped_column(Checked(Role))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    granted_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)


class LoginTry(Base):
    """Failed logins by keyed account or address; reserved before hashing."""

    __tablename__ = "login_tries"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime] = mapped_column(Instant)
