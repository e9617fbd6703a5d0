"""Staff users: adding, roles by two persons, passwords, accounts."""

from __future__ import annotations

from dash import ALL, Input, Output, State
from dash.development.base_component import Component
from typing_extensions import TypedDict

import commands.reveals
import commands.users
from callbacks.posted import Clicks, Day, Text, Whole
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain import users
from domain.permissions import Permission, Role
from layouts import shell
from layouts import users as layout
from layouts.users import Ids
from texts import _N, _

page = Page(layout.LIST, see=Permission.SEE_USERS, label=_N("Users"), icon="person-gear")
one = Page(layout.LIST + "/{user_id}", see=Permission.SEE_USERS)
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
EDIT = Permission.EDIT_USERS


class OnGrant(TypedDict):
    grant: int


@page.view
def show(reading: Reading) -> Component:
    return layout.page(queries.users.everyone(reading), queries.reveals.limit(reading), reading.today)


@page.command(
    WHOLE,
    Input(Ids.SAVE_REVEALS, "n_clicks"),
    State(Ids.REVEALS, "value"),
    State(Ids.REVEALS_FROM, "value"),
    needs=EDIT,
)
def limit_reveals(writing: Writing, _clicks: int, limit: Whole, first: Day) -> Done:
    commands.reveals.set_limit(writing, limit or 0, first or writing.today)
    return Done(_("Saved."))


@one.view
def card(reading: Reading, user_id: int) -> Component:
    user = queries.users.one(reading, user_id)
    number, history = queries.users.expert_number(reading, user_id), queries.timelines.of_user(reading, user_id)
    return layout.card(user, number, history, reading.viewer, reading.today)


def first_hash(_reading: Reading, username: Text, password: Text, **_rest: object) -> str:
    """Slow on purpose, so it is done before the transaction."""
    users.check_password(password, username)
    return commands.users.hashed(password)


@page.command(
    WHOLE,
    Input(Ids.ADD, "n_clicks"),
    State(Ids.USERNAME, "value"),
    State(Ids.NAME, "value"),
    State(Ids.EMAIL, "value"),
    State(Ids.LANGUAGE, "value"),
    State(Ids.PASSWORD, "value"),
    needs=EDIT,
    prepare=first_hash,
)
def add(
    writing: Writing,
    _clicks: int,
    username: Text,
    name: Text,
    email: Text,
    language: str,
    password: Text,
    prepared: str,
) -> Done:
    del password
    user_id = commands.users.add(writing, username, name, prepared, email, language)
    return Done(_("{name} was added. Grant a role next.").format(name=name), f"{layout.LIST}/{user_id}")


@one.command(
    WHOLE,
    Input(Ids.GRANT, "n_clicks"),
    State(Ids.ROLE, "value"),
    State(Ids.FROM, "value"),
    State(Ids.TO, "value"),
    needs=EDIT,
)
def grant(writing: Writing, _clicks: int, user_id: int, role: Role, first: Day, last: Day) -> Done:
    commands.users.grant(writing, user_id, role, first or writing.today, last)
    return Done(_("The role was granted. Another person confirms it."))


@one.command(WHOLE, Input(Ids.CONFIRM.of(grant=ALL), "n_clicks"), needs=Permission.CONFIRM_ROLES)
def confirm(writing: Writing, _clicks: Clicks, on: OnGrant) -> Done:
    commands.users.confirm(writing, on["grant"])
    return Done(_("The role was confirmed."))


@one.command(WHOLE, Input(Ids.END.of(grant=ALL), "n_clicks"), State(Ids.LAST_DAY, "value"), needs=EDIT)
def end(writing: Writing, _clicks: Clicks, on: OnGrant, last_day: Day) -> Done:
    commands.users.end_role(writing, on["grant"], last_day or writing.today)
    return Done(_("Saved."))


def new_hash(reading: Reading, user_id: int, password: Text, **_rest: object) -> str:
    users.check_password(password, queries.users.one(reading, user_id).username)
    return commands.users.hashed(password)


@one.command(WHOLE, Input(Ids.RESET, "n_clicks"), State(Ids.NEW_PASSWORD, "value"), needs=EDIT, prepare=new_hash)
def reset(writing: Writing, _clicks: int, user_id: int, password: Text, prepared: str) -> Done:
    del password
    commands.users.reset_password(writing, user_id, prepared)
    return Done(_("The password was changed and the user was logged out everywhere."))


@one.command(WHOLE, Input(Ids.LINK, "n_clicks"), State(Ids.EXPERT, "value"), needs=EDIT)
def link_expert(writing: Writing, _clicks: int, user_id: int, number: Text) -> Done:
    commands.users.link_expert(writing, user_id, number)
    return Done(_("Saved."))


@one.command(WHOLE, Input(Ids.DISABLE, "n_clicks"), needs=EDIT)
def disable(writing: Writing, _clicks: int, user_id: int) -> Done:
    commands.users.disable(writing, user_id)
    return Done(_("The account was disabled."))


@one.command(WHOLE, Input(Ids.ENABLE, "n_clicks"), needs=EDIT)
def enable(writing: Writing, _clicks: int, user_id: int) -> Done:
    commands.users.enable(writing, user_id)
    return Done(_("The user may log in again."))
