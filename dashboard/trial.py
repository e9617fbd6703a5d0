"""The first two minutes: a demo bank in an empty database, and who may log in to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

import texts
from dashboard import demo, upkeep
from dashboard.settings import Settings
from db import queries, schema
from db.session import Database
from domain.errors import Refused
from domain.permissions import HOUSE, Role
from texts import _


def fill(database: Database, size: str, seed: int) -> None:
    """Refused unless the database is empty; tells month by month how far it is."""
    demo.make(database, size, seed, progress=demo.Bar())


def open_bank(chosen: Settings) -> tuple[Login, ...]:
    """Migrates, and fills what is empty; a making that was interrupted begins anew. The logins, none but of a demo."""
    schema.upgrade(chosen.database_url)
    database = Database(chosen.database_url, chosen.keys)
    try:
        if demo.left_half_made(database):
            database.dispose()
            _clear(chosen.database_url)
        with database.reading(HOUSE) as reading:
            empty = not queries.users.everyone(reading)
        if empty:
            click.echo("  Making the demo bank:")
            fill(database, "kap", demo.SEED)
        with database.reading(HOUSE) as reading:
            is_demo = queries.settings.is_demo(reading)
        return logins(database) if is_demo else ()
    finally:
        database.dispose()


@dataclass(frozen=True)
class Login:
    """`roles` is for people to read."""

    username: str
    password: str
    name: str
    roles: str


def logins(database: Database) -> tuple[Login, ...]:
    """Who may log in to a demo bank."""
    with database.reading(HOUSE) as reading:
        names = {user.username: user.name for user in queries.users.everyone(reading)}
    return tuple(
        Login(each.username, demo.PASSWORD, names[each.username], _roles(each.roles, each.expert is not None))
        for each in demo.STAFF
        if each.username in names
    )


def _roles(roles: Sequence[Role], expert: bool) -> str:
    return ", ".join([*(texts.words(role) for role in roles), *([_("also an expert")] if expert else [])])


def remove(chosen: Settings) -> None:
    """Leaves an empty bank. Refused unless there is a demo bank, and once it has users who are not the demo's own."""
    with upkeep.opened(chosen) as database, database.reading(HOUSE) as reading:
        if not queries.settings.is_demo(reading):
            raise Refused("The database holds no demo data, so nothing was removed.")
        own = {login.username for login in demo.STAFF}
        others = [user.name for user in queries.users.everyone(reading) if user.username not in own]
        if others:
            raise Refused(
                "The bank has users of its own, so it is no longer only a demo: {names}. Nothing was removed.",
                names=", ".join(others),
            )
    _clear(chosen.database_url)


def _clear(url: str) -> None:
    schema.empty(url)
    schema.upgrade(url)
