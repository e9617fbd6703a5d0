"""The operator's commands: backup, restore, the change of keys, and the check before production."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import texts
from dashboard import settings
from dashboard.settings import Settings
from db import backups, queries, schema
from db.sealed import SEALED
from db.session import Database
from domain.errors import Refused
from domain.messages import Message
from domain.permissions import HOUSE


@click.command()
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def backup(out: Path) -> None:
    """Write the whole database into one encrypted file, while people work. The keys are not in it: keep them elsewhere."""
    chosen = settings.load()
    draft = out.with_name(out.name + ".part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            backups.write(chosen.database_url, chosen.keys, file)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(out)
    finally:
        draft.unlink(missing_ok=True)
    click.echo(f"{out}: {out.stat().st_size} bytes")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring a backup back into the empty place that KOHTAANTO_DATABASE_URL names, migrate it and verify it."""
    chosen = settings.load()
    with file.open("rb") as source:
        backups.restore(source, chosen.keys, chosen.database_url)
    schema.upgrade(chosen.database_url)
    _tell(_verified(chosen))


@click.command()
def check() -> None:
    """Say what stands in the way of production; exit code 1 tells of a finding."""
    import commands.keys

    chosen = settings.load()
    findings = [*_settled(chosen), *_served(chosen), *_stored(chosen), *_verified(chosen)]
    with opened(chosen, guarded=False) as database, database.reading(HOUSE) as reading:
        for message in commands.keys.usage(reading):
            click.echo(texts.message(message))
    _tell(findings)


@click.command("rotate-keys")
def rotate_keys() -> None:
    """Seal with the newest keys what older ones have sealed, while people work. Stopped, it goes on where it was."""
    import commands.keys

    with opened(settings.load()) as database:
        for kind in SEALED:
            done, count = 0, -1
            while count:
                with database.writing(HOUSE) as writing:
                    count = commands.keys.reseal(writing, kind)
                done += count
            click.echo(f"{kind.name}: {done}")
        last = -1
        while last:
            with database.writing(HOUSE) as writing:
                last = commands.keys.renew_indexes(writing, last)
        with database.reading(HOUSE) as reading:
            for message in commands.keys.usage(reading):
                click.echo(texts.message(message))


def _settled(chosen: Settings) -> Iterator[Message]:
    keys = [*chosen.keys.keys.values(), chosen.keys.index_key, *chosen.keys.earlier_index_keys]
    if len(set(keys)) < len(keys):
        yield Message("Two keys are the same: each field key and index key is its own.")


def _served(chosen: Settings) -> Iterator[Message]:
    from dashboard.app import create_app

    database = Database(chosen.database_url, chosen.keys)
    server = create_app(chosen, database).server
    if not chosen.https:
        yield Message("KOHTAANTO_PUBLIC_URL does not begin with https://: passwords and sessions would travel openly.")
    flags = {"SESSION_COOKIE_SECURE": chosen.https, "SESSION_COOKIE_HTTPONLY": True, "SESSION_COOKIE_SAMESITE": "Lax"}
    if server.debug or any(server.config[name] != value for name, value in flags.items()):
        yield Message("The server would run with debugging on, or with a cookie that scripts can read.")


def _stored(chosen: Settings) -> Iterator[Message]:
    import commands.trail

    with opened(chosen, guarded=False) as database, database.reading(HOUSE) as reading:
        yield from commands.trail.clock(reading)
        if queries.settings.is_demo(reading):
            yield Message("The database holds demo data.")


def _verified(chosen: Settings) -> Iterator[Message]:
    import commands.trail

    with opened(chosen, guarded=False) as database, database.reading(HOUSE) as reading:
        yield from commands.trail.verify(reading)


@contextmanager
def opened(chosen: Settings, guarded: bool = True) -> Iterator[Database]:
    """A database that is at the newest revision, with all its guards unless it is looked at for what it lacks."""
    database = Database(chosen.database_url, chosen.keys)
    try:
        schema.check(database.engine, guarded)
        yield database
    finally:
        database.dispose()


def check_clock(database: Database) -> None:
    """Refused when the clock stands before what has happened already: time limits would start again."""
    import commands.trail

    with database.reading(HOUSE) as reading:
        for finding in commands.trail.clock(reading):
            raise Refused(finding.message, **finding.values)


def _tell(findings: Iterable[Message]) -> None:
    told = [texts.message(finding) for finding in findings]
    for sentence in told:
        click.echo(sentence, err=True)
    if told:
        sys.exit(1)
    click.echo("All is in order.")
