"""The office's rules of payment: seen by who pays, changed from a day on."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import pydantic
from dash import Input, Output, State
from dash.development.base_component import Component

import commands.payment_rules
from callbacks.posted import Day, Text
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain import money
from domain.payment_rules import PaymentRules
from domain.permissions import Permission
from layouts import payment_rules as layout
from layouts import shell
from layouts.payment_rules import Ids
from texts import _N, _

page = Page(layout.LIST, see=Permission.SEE_PAYMENT_RULES, label=_N("Payment rules"), icon="calendar-check")

Times = Annotated[Decimal, pydantic.BeforeValidator(lambda value: str(value).replace(",", "."))]
Limit = Annotated[int, pydantic.Field(ge=0, le=999)]


@page.view
def show(reading: Reading) -> Component:
    may_edit = reading.viewer.may(Permission.EDIT_PAYMENT_RULES)
    history = queries.timelines.of_payment_rules(reading)
    return layout.page(queries.payment_rules.current(reading), history, may_edit, reading.today)


@page.command(
    Output(shell.Ids.MAIN, "children", allow_duplicate=True),
    Input(Ids.SAVE, "n_clicks"),
    State(Ids.CLOSING_DAY, "value"),
    State(Ids.PAY_DAY, "value"),
    State(Ids.WAITING_DAYS, "value"),
    State(Ids.TIMES_USUAL, "value"),
    State(Ids.LEAST, "value"),
    State(Ids.BATCHES, "value"),
    State(Ids.HOURS_APART, "value"),
    State(Ids.KILOMETRES_PERCENT, "value"),
    State(Ids.KILOMETRES_LEAST, "value"),
    State(Ids.FROM, "value"),
    needs=Permission.EDIT_PAYMENT_RULES,
)
def save(
    writing: Writing, _clicks: int, closing_day: Limit, pay_day: Limit, waiting_days: Limit, times_usual: Times,
    least: Text, batches: Limit, hours_apart: Limit, percent: Limit, kilometres: Limit, first: Day,
) -> Done:  # fmt: skip
    rules = PaymentRules(
        closing_day, pay_day, waiting_days, times_usual, money.parse(least), batches, hours_apart, percent, kilometres
    )
    commands.payment_rules.change(writing, rules, first or writing.today)
    return Done(_("Saved."))
