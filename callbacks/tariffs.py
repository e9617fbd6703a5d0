"""Fees and travel rates: proposing, confirming by another person, withdrawing a proposal."""

from __future__ import annotations

from typing import Literal

from dash import ALL, Input, Output, State
from dash.development.base_component import Component
from typing_extensions import TypedDict

import commands.tariffs
from callbacks.posted import Clicks, Day, Text, Whole
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain import money
from domain.permissions import Permission
from domain.tariffs import FeeForm, FeeUnit, IncomeType, OverrunDecision, OverrunPolicy, TravelKind
from layouts import income_types, overruns, rates, shell
from layouts import tariffs as layout
from layouts.tariffs import Ids
from texts import _N, _

page = Page(layout.LIST, see=Permission.SEE_TARIFFS, label=_N("Fees and rates"), icon="tags")
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
PROPOSE = Permission.PROPOSE_TARIFFS
PROPOSED = _N("The price was proposed. Another person confirms it.")
CONFIRMED = _N("The price was confirmed.")
WITHDRAWN = _N("The proposal was withdrawn.")


class OnRate(TypedDict):
    rate: int


@page.view
def show(reading: Reading, fee: str = "", travel: str = "") -> Component:
    """`fee` or `travel` is the number of a price that a payment line names."""
    fees, travels = queries.tariffs.fee_entries(reading), queries.tariffs.travel_entries(reading)
    history = queries.timelines.of(reading, {"fee_rates": None, "travel_rates": None})
    named = [rates.card(each) for each in fees if str(each.rate.id) == fee]
    named += [rates.card(each) for each in travels if str(each.rate.id) == travel]
    missing = queries.tariffs.missing(reading)
    return layout.page(fees, travels, missing, history, reading.viewer, reading.today, named)


@page.command(
    WHOLE,
    Input(Ids.PROPOSE_PRICE, "n_clicks"),
    State(Ids.CODE, "value"),
    State(Ids.PRICE, "value"),
    State(Ids.FROM, "value"),
    State(Ids.SOURCE, "value"),
    State(Ids.PRICE_TYPE, "value"),
    State(Ids.PRICE_OVERRUN, "value"),
    State(Ids.PRICE_OVERRUN_CODE, "value"),
    needs=PROPOSE,
)
def propose_price(
    writing: Writing, _clicks: int, code: Text, price: Text, first: Day, source: Text,
    income_type: IncomeType | Literal["same"], overrun: OverrunDecision | Literal["same", "ask"], overrun_code: Text,
) -> Done:  # fmt: skip
    commands.tariffs.propose_price(
        writing,
        code,
        money.parse(price) if price.strip() else None,
        first or writing.today,
        source,
        income_type if isinstance(income_type, IncomeType) else None,
        None if overrun == overruns.SAME else _policy(overrun, overrun_code),
    )
    return Done(_(PROPOSED))


def _policy(overrun: str, code: str) -> OverrunPolicy:
    """The hourly fee matters only where the time over is paid by the hour."""
    decision = None if overrun == overruns.ASK else OverrunDecision(overrun)
    hourly = decision is OverrunDecision.HOURS_OVER and code != overruns.NONE
    return OverrunPolicy(decision, code if hourly else "")


@page.command(
    WHOLE,
    Input(Ids.PROPOSE_FEE, "n_clicks"),
    State(Ids.NEW_CODE, "value"),
    State(Ids.NAME_FI, "value"),
    State(Ids.NAME_SV, "value"),
    State(Ids.NAME_EN, "value"),
    State(Ids.UNIT, "value"),
    State(Ids.NEW_PRICE, "value"),
    State(Ids.NEW_FROM, "value"),
    State(Ids.INCOME_TYPE, "value"),
    State(Ids.MAX_HOURS, "value"),
    State(Ids.PREPARATION, "value"),
    State(Ids.AFTER_WORK, "value"),
    State(Ids.OVERRUN, "value"),
    State(Ids.OVERRUN_CODE, "value"),
    State(Ids.NEW_SOURCE, "value"),
    needs=PROPOSE,
)
def propose_fee(
    writing: Writing, _clicks: int, code: Text, name_fi: Text, name_sv: Text, name_en: Text, unit: FeeUnit, price: Text,
    first: Day, income_type: IncomeType, max_hours: Whole, preparation: bool, after_work: bool,
    overrun: OverrunDecision | Literal["ask"], overrun_code: Text, source: Text,
) -> Done:  # fmt: skip
    policy = _policy(overrun, overrun_code)
    form = FeeForm(
        code=code.upper(),
        name_fi=name_fi,
        name_sv=name_sv,
        name_en=name_en,
        unit=unit,
        price=money.parse(price),
        valid_from=first or writing.today,
        income_type=income_type,
        max_minutes=max_hours * 60 if max_hours else None,
        includes_preparation=preparation,
        includes_after_work=after_work,
        overrun=policy.decision,
        overrun_code=policy.code,
        source=source,
    )
    commands.tariffs.propose_fee(writing, form)
    return Done(_(PROPOSED))


@page.command(
    WHOLE,
    Input(Ids.PROPOSE_TRAVEL, "n_clicks"),
    State(Ids.KIND, "value"),
    State(Ids.TRAVEL_PRICE, "value"),
    State(Ids.TRAVEL_FROM, "value"),
    State(Ids.TRAVEL_SOURCE, "value"),
    needs=PROPOSE,
)
def propose_travel(writing: Writing, _clicks: int, kind: TravelKind, price: Text, first: Day, source: Text) -> Done:
    commands.tariffs.propose_travel(writing, kind, money.parse(price), first or writing.today, source)
    return Done(_(PROPOSED))


@page.command(
    WHOLE,
    Input(income_types.Ids.CONFIRM, "n_clicks"),
    State(income_types.Ids.RATE, "value"),
    State(income_types.Ids.WORD, "value"),
    needs=PROPOSE,
)
def confirm_income_type(writing: Writing, _clicks: int, rate: int, word: Text) -> Done:
    commands.tariffs.confirm_income_type(writing, rate, word)
    return Done(_("Payroll's word was recorded."))


@page.command(WHOLE, Input(Ids.CONFIRM_FEE.of(rate=ALL), "n_clicks"), needs=PROPOSE)
def confirm_fee(writing: Writing, _clicks: Clicks, on: OnRate) -> Done:
    commands.tariffs.confirm_fee(writing, on["rate"])
    return Done(_(CONFIRMED))


@page.command(WHOLE, Input(Ids.WITHDRAW_FEE.of(rate=ALL), "n_clicks"), needs=PROPOSE)
def withdraw_fee(writing: Writing, _clicks: Clicks, on: OnRate) -> Done:
    commands.tariffs.withdraw_fee(writing, on["rate"])
    return Done(_(WITHDRAWN))


@page.command(WHOLE, Input(Ids.CONFIRM_TRAVEL.of(rate=ALL), "n_clicks"), needs=PROPOSE)
def confirm_travel(writing: Writing, _clicks: Clicks, on: OnRate) -> Done:
    commands.tariffs.confirm_travel(writing, on["rate"])
    return Done(_(CONFIRMED))


@page.command(WHOLE, Input(Ids.WITHDRAW_TRAVEL.of(rate=ALL), "n_clicks"), needs=PROPOSE)
def withdraw_travel(writing: Writing, _clicks: Clicks, on: OnRate) -> Done:
    commands.tariffs.withdraw_travel(writing, on["rate"])
    return Done(_(WITHDRAWN))
