"""Payroll details: the masked list, writing an identity code or a tax card, and accounts proposed and confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

import pydantic
from dash import ALL, Input, Output, State, no_update
from dash.development.base_component import Component

import commands.accounts
import commands.payroll_details
from callbacks.addresses import number
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain.accounts import Choice
from domain.errors import Missing
from domain.flow import Seen
from domain.identifiers import Hetu, Iban
from domain.payroll_details import TaxCard
from domain.permissions import Permission
from layouts import accounts, shell
from layouts import payroll_details as layout
from layouts.payroll_details import Ids
from texts import _N, _

page = Page(layout.LIST, see=Permission.SEE_PAYROLL_DETAILS, label=_N("Payroll details"), icon="person-vcard")

EDIT = Permission.EDIT_PAYROLL_DETAILS
CHANGING = Output(accounts.Ids.LIST, "children", allow_duplicate=True)
Text = Annotated[str, pydantic.Field(max_length=200)]


@dataclass(frozen=True)
class Asked:
    id: int
    action: str = "edit"


@dataclass(frozen=True)
class OfChange:
    change: int
    version: int


@dataclass(frozen=True)
class OfChoice:
    change: int
    choice: Choice


@dataclass(frozen=True)
class OfExpert:
    expert: int


@page.view
def show(reading: Reading, expert: str = "") -> Component:
    """`expert` opens the form of one at once."""
    expert_id = number(expert)
    opened = None if expert_id is None else _form(reading, expert_id)
    everyone, changes = queries.payroll_details.everyone(reading), queries.accounts.changing(reading)
    return layout.page(everyone, changes, reading.viewer, _may_edit(reading), opened)


def closed(_reading: Reading) -> None:
    """The list follows by itself."""
    return


def _may_edit(reading: Reading) -> bool:
    return reading.viewer.may(EDIT)


@page.query(Output(Ids.LIST, "rowData"), Input(shell.Ids.LIVE, "data"))
def follow(reading: Reading, live: dict[str, Any]) -> Any:
    if not {"payroll_details", "experts"} & live.get("changes", {}).keys():
        return no_update
    return layout.list_rows(queries.payroll_details.everyone(reading))


@page.query(Output(accounts.Ids.LIST, "children"), Input(shell.Ids.LIVE, "data"), needs=EDIT)
def follow_changes(reading: Reading, live: dict[str, Any]) -> Any:
    if "payroll_details" not in live.get("changes", {}):
        return no_update
    return changing(reading)


def changing(reading: Reading) -> list[Component]:
    return accounts.card(queries.accounts.changing(reading), reading.viewer)


@page.query(Output(Ids.ASKED, "children"), Input(accounts.Ids.ASK.of(change=ALL, version=ALL), "n_clicks"), needs=EDIT)
def ask(reading: Reading, _clicks: list[int | None], on: OfChange) -> Component:
    found = next((each for each in queries.accounts.changing(reading) if each.id == on.change), None)
    if found is None:
        raise Missing()
    return accounts.dialog(found)


@page.command(
    CHANGING,
    Input(accounts.Ids.CONFIRM.of(change=ALL, version=ALL), "n_clicks"),
    State(accounts.Ids.VERIFIED, "value"),
    needs=EDIT,
    then=changing,
)
def confirm(writing: Writing, _clicks: list[int | None], verified: Text | None, on: OfChange) -> Done:
    commands.accounts.confirm(writing, on.change, Seen(on.version), verified or "")
    return Done(_("The account was confirmed."))


@page.command(
    CHANGING,
    Input(accounts.Ids.CHOOSE.of(change=ALL, choice=ALL), "n_clicks"),
    needs=Permission.PREPARE_BATCHES,
    then=changing,
)
def choose(writing: Writing, _clicks: list[int | None], on: OfChoice) -> Done:
    commands.accounts.choose(writing, on.change, on.choice)
    return Done(_("Saved."))


@page.command(CHANGING, Input(accounts.Ids.WITHDRAW.of(change=ALL, version=ALL), "n_clicks"), needs=EDIT, then=changing)
def withdraw(writing: Writing, _clicks: list[int | None], on: OfChange) -> Done:
    commands.accounts.withdraw(writing, on.change, Seen(on.version))
    return Done(_("The proposal was withdrawn."))


@page.query(Output(Ids.DIALOG, "children"), Input(Ids.OPENED, "data"), needs=EDIT)
def open_form(reading: Reading, asked: Asked) -> Any:
    """The other acts of a row open what is sealed (callbacks.reveals)."""
    return _form(reading, asked.id) if asked.action == "edit" else no_update


def _form(reading: Reading, expert_id: int) -> Component:
    return layout.form(queries.payroll_details.one(reading, expert_id), queries.timelines.of_pay(reading, expert_id))


@page.command(
    Output(Ids.DIALOG, "children", allow_duplicate=True),
    Input(Ids.SAVE.of(expert=ALL), "n_clicks"),
    State(Ids.IDENTITY_CODE, "value"),
    State(Ids.ACCOUNT, "value"),
    State(Ids.TAX_CARD, "value"),
    State(Ids.TAX_CARD_UNTIL, "value"),
    needs=EDIT,
    then=closed,
)
def save(
    writing: Writing, _clicks: list[int | None], code: Text | None, account: Text | None, tax_card: TaxCard,
    until: date | Literal[""] | None, on: OfExpert,
) -> Done:  # fmt: skip
    commands.payroll_details.set_details(
        writing,
        on.expert,
        Hetu(code) if code and code.strip() else None,
        Iban(account) if account and account.strip() else None,
        tax_card,
        until or None,
    )
    return Done(_("Saved."))
