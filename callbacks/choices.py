"""Choosing: offers, the answers heard on the telephone, setting a rule aside, and why just this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import dash
from dash import ALL, Input, Output, State
from dash.development.base_component import Component

import commands.assignments
import commands.offers
import texts
from callbacks import briefs as letters
from callbacks import candidates, matching
from callbacks.addresses import link
from callbacks.matching import DATES
from callbacks.posted import Clicks
from callbacks.posted import Ids as Dates
from callbacks.wiring import Done
from db import queries
from db.session import Reading, Writing
from domain.assignments import ChoiceReason
from domain.errors import Missing
from domain.flow import Seen
from domain.offers import Answer
from layouts import briefs, offers, orders, shell
from layouts import candidates as grid
from layouts import matching as layout
from layouts.matching import Ids
from texts import _

NOTED = (Answer.NO, Answer.NO_ANSWER)
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)

page = matching.page


@dataclass(frozen=True)
class Act:
    """What a button in a row of the grid tells."""

    action: Literal[Answer.YES, Answer.NO, Answer.NO_ANSWER, Answer.ASKS_TIME, "keep_yes", "offer", "override"]
    id: int


@dataclass(frozen=True)
class Chosen:
    expert: int


@dataclass(frozen=True)
class Standing:
    id: int
    version: int


@dataclass(frozen=True)
class Why:
    expert: int
    reason: ChoiceReason


@page.query(Output(Ids.DIALOG, "children"), Input(grid.Ids.ACT, "data"), DATES)
def ask(reading: Reading, act: Act, dates: Dates, order_id: int) -> Component:
    """A day, a reason or a look at the offer is needed first."""
    if act.action not in ("override", "offer", Answer.ASKS_TIME):
        raise dash.exceptions.PreventUpdate
    (candidate,) = candidates.of(reading, candidates.match(reading, order_id, dates), [act.id]) or (None,)
    if candidate is None:
        raise Missing()
    if act.action == "override":
        return layout.override(candidate)
    if act.action == "offer":
        return offers.offer(candidate.person.name, act.id, letters.offer(reading, order_id, act.id, dates))
    return layout.call_back(candidate.person.name, candidate.person.id, reading.today)


@page.command(
    Output(Ids.BODY, "children", allow_duplicate=True), Input(grid.Ids.ACT, "data"), DATES, then=matching.refreshed
)
def answer(writing: Writing, act: Act, dates: Dates, order_id: int) -> Done:
    """Until somebody agrees the telephone goes on to the next row: the grid keeps its focus."""
    if act.action == Answer.YES:
        commands.offers.answer(writing, order_id, act.id, Answer.YES, session_ids=dates)
        return _agreed_on(order_id, act.id)
    if act.action == "keep_yes":
        commands.offers.keep_yes(writing, order_id, act.id, session_ids=dates)
        return Done(_("Would come. Choose when the others have answered."))
    if act.action not in NOTED:
        raise dash.exceptions.PreventUpdate
    said = Answer(act.action)
    commands.offers.answer(writing, order_id, act.id, said, session_ids=dates)
    return Done(_("Noted: {answer}.").format(answer=texts.words(said)))


@page.command(
    Output(Ids.BODY, "children", allow_duplicate=True),
    Input(offers.Ids.RECORD.of(expert=ALL), "n_clicks"),
    DATES,
    then=matching.refreshed,
)
def offer(writing: Writing, on: Chosen, _clicks: Clicks, dates: Dates, order_id: int) -> Done:
    commands.offers.offer(writing, order_id, on.expert, session_ids=dates)
    return Done(_("The offer is open."))


@page.command(WHOLE, Input(offers.Ids.CHOOSE.of(expert=ALL), "n_clicks"), DATES)
def choose(writing: Writing, on: Chosen, _clicks: Clicks, dates: Dates, order_id: int) -> Done:
    commands.offers.answer(writing, order_id, on.expert, Answer.YES, session_ids=dates)
    return _agreed_on(order_id, on.expert)


@page.command(WHOLE, Input(offers.Ids.WITHDRAW.of(id=ALL, version=ALL), "n_clicks"))
def withdraw(writing: Writing, on: Standing, _clicks: Clicks, order_id: int) -> Done:
    if on.id not in {row.id for row in queries.offers.of_order(writing, order_id)}:
        raise Missing()
    commands.offers.withdraw(writing, on.id, Seen(on.version))
    return Done(_("The offer was withdrawn. Tell the expert."))


@page.command(
    WHOLE,
    Input(Ids.LATER.of(expert=ALL), "n_clicks"),
    State(Ids.CALL_BACK_ON.of(expert=ALL), "value"),
)
def answer_later(writing: Writing, on: Chosen, _clicks: Clicks, days: list[date | None], order_id: int) -> None:
    commands.offers.answer(writing, order_id, on.expert, Answer.ASKS_TIME, call_back_on=next(iter(days), None))


@page.command(
    WHOLE,
    Input(Ids.OVERRIDE.of(expert=ALL), "n_clicks"),
    State(Ids.REASON.of(expert=ALL), "value"),
    DATES,
)
def set_aside(
    writing: Writing, on: Chosen, _clicks: Clicks, reasons: list[str | None], dates: Dates, order_id: int
) -> Done:
    commands.offers.answer(
        writing,
        order_id,
        on.expert,
        Answer.YES,
        override_reason="".join(reason or "" for reason in reasons),
        session_ids=dates,
    )
    return _agreed_on(order_id, on.expert)


@page.command(WHOLE, Input(briefs.Ids.WHY.of(expert=ALL, reason=ALL), "n_clicks"))
def why(writing: Writing, on: Why, _clicks: Clicks, order_id: int) -> None:
    commands.assignments.explain_choice(writing, order_id, on.expert, on.reason)


def _agreed_on(order_id: int, expert_id: int) -> Done:
    return Done(_("Assigned."), link(orders.MATCH, order_id=order_id, agreed=expert_id))
