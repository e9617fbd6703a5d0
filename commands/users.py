"""Users: adding, disabling, roles granted by one and confirmed by another, and the throttled login."""

from __future__ import annotations

from datetime import date, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, select

from commands.acting import needs
from commands.seats import Seats
from db.session import Writing
from db.tables import Expert, LoginTry, RoleGrant, User
from domain import users
from domain.errors import Refused
from domain.permissions import Permission, Role
from domain.trail import Act, Outcome

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_SEATS = Seats(2)
"""64 MiB each: sixteen threads hashing at once would take a gigabyte."""

TRIES = 5
TRY_WINDOW = timedelta(minutes=15)


def hashed(password: str) -> str:
    with _SEATS.taken():
        return HASHER.hash(password)


def verified(password_hash: str, password: str) -> bool:
    """Takes as long for a wrong password as for a right one; call it outside any transaction."""
    with _SEATS.taken():
        try:
            return HASHER.verify(password_hash, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


@needs(Permission.EDIT_USERS)
def add(
    writing: Writing,
    username: str,
    name: str,
    password_hash: str,
    email: str = "",
    language: str = "fi",
    expert_id: int | None = None,
) -> int:
    """The id of the new user, who may do nothing before a role is confirmed. Hash the password beforehand: it is slow."""
    if not username.strip() or not name.strip():
        raise Refused("A user needs a user name and a name.")
    user = User(
        username=username.strip().lower(),
        name=name.strip(),
        email=email.strip(),
        password_hash=password_hash,
        language=language,
        expert_id=expert_id,
    )
    writing.session.add(user)
    writing.record(Act.CREATE, user)
    return user.id


@needs(Permission.EDIT_USERS)
def grant(writing: Writing, user_id: int, role: Role, valid_from: date, valid_to: date | None = None) -> int:
    """The id of the grant; it gives no right before `confirm` by another person."""
    users.check_period(valid_from, valid_to)
    user = writing.locked(User, user_id)
    entry = RoleGrant(
        user_id=user.id,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        granted_by_id=writing.viewer.id or None,
        granted_at=writing.now,
    )
    writing.session.add(entry)
    writing.record(Act.GRANT, user, role=role.value, valid_from=valid_from.isoformat())
    return entry.id


@needs(Permission.CONFIRM_ROLES)
def confirm(writing: Writing, grant_id: int) -> None:
    entry = writing.locked(RoleGrant, grant_id)
    if entry.confirmed_by_id is not None:
        raise Refused("This role has been confirmed already.")
    users.check_confirmer(entry.granted_by_id, entry.user_id, writing.viewer)
    entry.confirmed_by_id = writing.viewer.id
    entry.confirmed_at = writing.now
    writing.changed(entry)
    _end_sessions(writing, entry.user_id)
    writing.record(Act.CONFIRM, entry, user_id=entry.user_id, role=entry.role.value)


@needs(Permission.EDIT_USERS)
def end_role(writing: Writing, grant_id: int, last_day: date) -> None:
    entry = writing.locked(RoleGrant, grant_id)
    users.check_period(entry.valid_from, last_day)
    entry.valid_to = last_day
    writing.changed(entry)
    _end_sessions(writing, entry.user_id)
    writing.record(Act.CHANGE, entry, valid_to=last_day.isoformat())


@needs(Permission.EDIT_USERS)
def disable(writing: Writing, user_id: int) -> None:
    """Ends every session of the user at once."""
    if user_id == writing.viewer.id:
        raise Refused("Nobody disables their own account.")
    user = writing.locked(User, user_id)
    user.disabled_at = writing.now
    _end_sessions(writing, user_id)
    writing.record(Act.DISABLE, user)


@needs(Permission.EDIT_USERS)
def enable(writing: Writing, user_id: int) -> None:
    user = writing.locked(User, user_id)
    user.disabled_at = None
    writing.changed(user)
    writing.record(Act.CHANGE, user, field="disabled_at")


@needs(Permission.EDIT_USERS)
def link_expert(writing: Writing, user_id: int, number: str) -> None:
    """Tells that the user is also paid by the bank, so that nobody approves their own pay; an empty number ends the link."""
    user = writing.locked(User, user_id)
    expert_id = writing.session.execute(select(Expert.id).where(Expert.number == number.strip())).scalar_one_or_none()
    if number.strip() and expert_id is None:
        raise Refused("There is no expert with the number {number}.", number=number.strip())
    user.expert_id = expert_id
    writing.changed(user)
    writing.record(Act.CHANGE, user, field="expert_id")


@needs(Permission.EDIT_USERS)
def reset_password(writing: Writing, user_id: int, password_hash: str) -> None:
    user = writing.locked(User, user_id)
    user.password_hash = password_hash
    _end_sessions(writing, user_id)
    writing.record(Act.CHANGE, user, field="password")


def change_password(writing: Writing, password_hash: str) -> int:
    """One's own, once the present one has been asked for; the epoch in which a new session may begin."""
    user = writing.locked(User, writing.viewer.id)
    user.password_hash = password_hash
    _end_sessions(writing, user.id)
    writing.record(Act.CHANGE, user, field="password")
    return user.session_epoch


def choose_language(writing: Writing, language: str) -> None:
    """One's own choice; no right is needed and the trail has no interest in it."""
    user = writing.locked(User, writing.viewer.id)
    user.language = language


def know_the_house(writing: Writing) -> None:
    """One's own choice as well: the first steps are put away."""
    user = writing.locked(User, writing.viewer.id)
    user.knows_the_house = True


def _end_sessions(writing: Writing, user_id: int) -> None:
    user = writing.locked(User, user_id)
    user.session_epoch += 1
    writing.changed(user)


def reserve_try(writing: Writing, account: str, address: str) -> None:
    """Counts a try per account and per address before any hashing; Refused from the sixth within a quarter of an hour."""
    for label, text, limit in (("account", account, TRIES), ("address", address, TRIES * 10)):
        key = writing.keys.blind(text, f"login {label}").hex()
        entry = writing.session.get(LoginTry, key, with_for_update=True)
        if entry is None or writing.now - entry.since > TRY_WINDOW:
            writing.session.merge(LoginTry(key=key, count=1, since=writing.now))
        elif entry.count >= limit:
            raise Refused("Too many tries. Wait {minutes} minutes and try again.", minutes=TRY_WINDOW.seconds // 60)
        else:
            entry.count += 1


def logged_in(writing: Writing, user_id: int, account: str) -> None:
    writing.session.execute(delete(LoginTry).where(LoginTry.key == writing.keys.blind(account, "login account").hex()))
    user = writing.session.execute(select(User).where(User.id == user_id)).scalar_one()
    writing.record(Act.LOG_IN, user)


def login_failed(writing: Writing, user_id: int | None) -> None:
    writing.note(Act.LOG_IN_FAILED, "users", user_id, Outcome.REFUSED)


def logged_out(writing: Writing) -> None:
    """Ends every copy of the session."""
    user = writing.locked(User, writing.viewer.id)
    user.session_epoch += 1
    writing.record(Act.LOG_OUT, user)
