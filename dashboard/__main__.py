"""The command line: `python -m dashboard COMMAND`, or `kohtaanto COMMAND` once installed."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import click

import texts
from dashboard import settings, upkeep
from dashboard.settings import Settings
from db import queries, schema
from db.session import Database
from domain.errors import Missing, Refusal, Refused
from domain.imports import Noun
from domain.permissions import HOUSE, Role, Viewer

SEED = 2026
OPERATOR = Viewer(0, "", frozenset({Role.ADMIN}))
"""Whoever has the machine in hand; the trail knows no name for them."""

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
as_user = click.option(
    "--as", "username", required=True, metavar="USER", help="The user whose rights and name are used."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Kohtaanto: from an order for an expert by experience to a payroll spreadsheet and a chart.

    Settings come from the environment; README has them in one table.
    """


for command in (upkeep.backup, upkeep.restore, upkeep.check, upkeep.rotate_keys):
    cli.add_command(command)


def main() -> None:
    """A refusal or a wrong setting is one line on standard error and exit code 1."""
    texts.speak(_language(os.environ.get("LANG", "")))
    try:
        cli(prog_name="kohtaanto")
    except (Refusal, schema.NotReady) as error:
        click.echo(texts.message(error) if isinstance(error, Refusal) else f"{error}", err=True)
        sys.exit(1)


@cli.command()
def serve() -> None:
    """Serve the program until it is told to stop."""
    _serve(settings.load())


@cli.command()
def migrate() -> None:
    """Bring the database to the newest revision, and add what is missing of the reference data."""
    from commands import reference

    chosen = settings.load()
    schema.upgrade(chosen.database_url)
    with _database(chosen) as database, database.writing(OPERATOR, "reference.load") as writing:
        added = reference.load(writing)
    click.echo(
        "The database is at the newest revision." + (f" Reference data: {added} rows were added." if added else "")
    )


@cli.command()
@click.option("--size", type=click.Choice(["kap", "county", "nation"]), default="kap", show_default=True)
@click.option("--seed", type=int, default=SEED, show_default=True, help="The same seed makes the same bank.")
@click.option(
    "--fresh", is_flag=True, help="Remove the demo bank that is there first, with all that was tried out in it."
)
@click.option("--remove", is_flag=True, help="Only remove it: what is left is an empty bank.")
def demo(size: str, seed: int, fresh: bool, remove: bool) -> None:
    """Fill an empty database with a demo bank, make the demo bank anew, or remove it.

    Stop the server first. A bank with users who are not the demo's own is never removed.
    """
    from dashboard import trial

    chosen = settings.load()
    schema.upgrade(chosen.database_url)
    if fresh or remove:
        trial.remove(chosen)
    if remove:
        click.echo("The demo bank was removed. The database is empty.")
        return
    with _database(chosen) as database:
        trial.fill(database, size, seed)


@cli.command()
def run() -> None:
    """Migrate, fill an empty database with the demo bank, and serve: the two-minute way in."""
    from dashboard import trial

    chosen = settings.load()
    logins = trial.open_bank(chosen)
    click.echo(f"\n  Kohtaanto: {chosen.public_url}   (Ctrl+C stops)\n")
    for login in logins:
        click.echo(f"    {login.username:9}{login.password:20}{login.name} ({login.roles})")
    click.echo()
    _serve(chosen)


@cli.command("add-user")
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--email", default="")
@click.option("--language", type=click.Choice(texts.LANGUAGES), default="fi", show_default=True)
@click.option("--role", "roles", type=click.Choice([role.value for role in Role]), multiple=True)
@click.option("--as", "granter", metavar="USER", help="The admin who adds; left out while the bank is being founded.")
@click.option("--confirmed-by", "confirmer", metavar="USER", help="Only while the bank is being founded: see above.")
@click.password_option(help="Asked for when not given.")
def add_user(
    username: str,
    name: str,
    email: str,
    language: str,
    roles: tuple[str, ...],
    granter: str | None,
    confirmer: str | None,
    password: str,
) -> None:
    """Add a staff user. Roles are granted from today and wait for another person to confirm them on the users page.

    A bank is founded by two: the first user is added without --as, the second --confirmed-by the first. The second may
    then log in and confirm the first one's role.
    """
    import commands.users
    from domain import users

    users.check_password(password, username)
    hashed = commands.users.hashed(password)
    with _database() as database:
        by = _viewer(database, granter) if granter else _founder(database)
        confirms = _founder(database, confirmer) if confirmer else None
        with database.writing(by, "users.add") as writing:
            user_id = commands.users.add(writing, username, name, hashed, email, language)
            grants = [commands.users.grant(writing, user_id, Role(role), writing.today) for role in roles]
        if confirms:
            with database.writing(confirms, "users.confirm") as writing:
                for grant_id in grants:
                    commands.users.confirm(writing, grant_id)
    click.echo(f"User {username} was added.")


@cli.command("import")
@click.argument("noun", type=click.Choice(["experts", "orders"]))
@click.argument("file", type=FILE)
@as_user
@click.option("--confirm", is_flag=True, help="Write what the report says; without it nothing is written.")
def import_(noun: str, file: Path, username: str, confirm: bool) -> None:
    """Read experts or orders from a workbook and report by row what is new, changed and faulty."""
    from dashboard import imports

    with _database() as database:
        for line in imports.bring_in(database, _viewer(database, username), Noun(noun), file.read_bytes(), confirm):
            click.echo(line)


@cli.command()
@click.argument("batch", type=int)
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path))
@as_user
def payroll(batch: int, out: Path, username: str) -> None:
    """Write the stored payroll file of an exported batch; fetching leaves a line on the trail."""
    import commands.payroll

    with _database() as database, database.writing(_viewer(database, username), "payroll.fetch") as writing:
        _name, body = commands.payroll.fetch(writing, batch)
    out.write_bytes(body)
    click.echo(f"{out}: {len(body)} bytes")


@cli.command()
def verify() -> None:
    """Check the trail's chain, the guards, approved sums, stored files and the keys; exit code 1 tells of a finding."""
    import commands.trail

    with upkeep.opened(settings.load(), guarded=False) as database, database.reading(HOUSE) as reading:
        findings = commands.trail.verify(reading)
    for finding in findings:
        click.echo(texts.message(finding), err=True)
    if findings:
        sys.exit(1)
    click.echo("All is in order.")


def _language(wanted: str) -> str:
    return wanted[:2] if wanted[:2] in texts.LANGUAGES else "en"


def _database(chosen: Settings | None = None) -> AbstractContextManager[Database]:
    return upkeep.opened(chosen or settings.load())


def _viewer(database: Database, username: str) -> Viewer:
    with database.reading(HOUSE) as reading:
        viewer = queries.users.by_username(reading, username.strip().lower())
    if viewer is None:
        raise Missing("There is no user {username} who may log in.", username=username)
    return viewer


def _founder(database: Database, username: str = "") -> Viewer:
    """Whoever sets the bank up, or the first user in that part, for as long as nobody holds a confirmed role."""
    with database.reading(HOUSE) as reading:
        users = queries.users.everyone(reading)
    if any(grant.confirmed_by for user in users for grant in user.grants):
        raise Refused("The bank has users already: say with --as which admin adds the user.")
    found = [user for user in users if user.username == username]
    if username and not found:
        raise Missing("There is no user {username} who may log in.", username=username)
    return Viewer(found[0].id if found else 0, username, frozenset({Role.ADMIN}))


def _serve(chosen: Settings) -> None:
    with _database(chosen) as database:  # what is not ready is refused here in one line, not by each worker in turn
        upkeep.check_clock(database)
    from dashboard import server

    server.serve(chosen)


if __name__ == "__main__":
    main()
