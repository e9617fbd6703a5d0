"""Payroll details: the masked list, and writing an identity code, an account or a tax card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

import pydantic
from dash import ALL, Input, Output, State, no_update
from dash.development.base_component import Component

import commands.payroll_details
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain.identifiers import Hetu, Iban
from domain.payroll_details import TaxCard
from domain.permissions import Permission
from layouts import payroll_details as layout
from layouts import shell
from layouts.payroll_details import Ids
from texts import _N, _

page = Page(layout.LIST, see=Permission.SEE_PAYROLL_DETAILS, label=_N("Payroll details"), icon="person-vcard")

Text = Annotated[str, pydantic.Field(max_length=100)]


@dataclass(frozen=True)
class Asked:
    id: int


@dataclass(frozen=True)
class OfExpert:
    expert: int


@page.view
def show(reading: Reading, expert: str = "") -> Component:
    """`expert` opens the form of one at once."""
    opened = queries.payroll_details.one(reading, int(expert)) if expert.isdecimal() else None
    return layout.page(queries.payroll_details.everyone(reading), _may_edit(reading), opened)


def closed(_reading: Reading) -> None:
    """The list follows by itself."""
    return


def _may_edit(reading: Reading) -> bool:
    return reading.viewer.may(Permission.EDIT_PAYROLL_DETAILS)


@page.query(Output(Ids.LIST, "rowData"), Input(shell.Ids.LIVE, "data"))
def follow(reading: Reading, live: dict[str, Any]) -> Any:
    if not {"payroll_details", "experts"} & live.get("changes", {}).keys():
        return no_update
    return layout.list_rows(queries.payroll_details.everyone(reading))


@page.query(Output(Ids.DIALOG, "children"), Input(Ids.OPENED, "data"), needs=Permission.EDIT_PAYROLL_DETAILS)
def open_form(reading: Reading, asked: Asked) -> Component:
    return layout.form(queries.payroll_details.one(reading, asked.id))


@page.command(
    Output(Ids.DIALOG, "children", allow_duplicate=True),
    Input(Ids.SAVE.of(expert=ALL), "n_clicks"),
    State(Ids.IDENTITY_CODE, "value"),
    State(Ids.ACCOUNT, "value"),
    State(Ids.TAX_CARD, "value"),
    State(Ids.TAX_CARD_UNTIL, "value"),
    needs=Permission.EDIT_PAYROLL_DETAILS,
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
