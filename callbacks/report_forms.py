"""The form of a work report: what was held and travelled otherwise than planned, reckoned while it is filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated

import pydantic
from dash import ALL, Input, Output, Patch, State
from dash.development.base_component import Component

import commands.reports
from callbacks.posted import Clicks, Day, Text
from callbacks.reports import BODY, Asked, redrawn
from callbacks.reports import page as page
from callbacks.wiring import Done
from db import queries
from db.session import Reading, Writing
from domain import money, times, travel
from domain.permissions import Permission
from domain.times import Span
from domain.travel import Claim, PerDiemChoice, Ticket
from layouts import report_forms
from layouts.reports import Ids
from texts import _

TICKETS_SHOWN = 1000
"""Numbers of added ticket fields start here, far from those of a report that came back."""

Count = Annotated[int, pydantic.Field(ge=0, le=5000)]
Clock = Annotated[time | None, pydantic.BeforeValidator(lambda value: value or None)]


@dataclass(frozen=True)
class OfAssignment:
    assignment: int


@page.query(Output(Ids.DIALOG, "children"), Input(Ids.REPORTING, "data"), needs=Permission.ENTER_REPORTS)
def open_form(reading: Reading, asked: Asked) -> Component:
    waiting, journey = queries.reports.waiting_one(reading, asked.id), queries.reports.journey(reading, asked.id)
    return report_forms.form(waiting, journey, queries.vouchers.of_assignment(reading, asked.id))


JOURNEY = (
    State(report_forms.Ids.LEFT, "value"),
    State(report_forms.Ids.BACK_DAY, "value"),
    State(report_forms.Ids.BACK, "value"),
    State(report_forms.Ids.FREE_MEALS, "value"),
)


@page.query(
    Output(report_forms.Ids.TICKETS, "children"),
    Input(report_forms.Ids.MORE, "n_clicks"),
    needs=Permission.ENTER_REPORTS,
)
def one_more_ticket(_reading: Reading, clicks: int) -> Patch:
    rows = Patch()
    rows.append(report_forms.ticket(TICKETS_SHOWN + clicks))
    return rows


@page.query(
    Output(report_forms.Ids.RECKONED, "children"),
    *(Input(state.component_id, "value") for state in JOURNEY),
    State(report_forms.Ids.DAY, "value"),
    State(report_forms.Ids.SAVE.of(assignment=ALL), "id"),
    needs=Permission.ENTER_REPORTS,
)
def reckon(
    reading: Reading, left: Clock, back_day: Day, back: Clock, free_meals: Count | None, day: date,
    ids: list[OfAssignment],
) -> Component | None:  # fmt: skip
    trip = _trip(day, left, back_day, back)
    if trip is None or not ids:
        return None
    away = queries.reports.kilometres_away(reading, ids[0].assignment)
    return report_forms.reckoned(travel.rows(Claim(trip=trip, free_meals=free_meals or 0), away), trip)


@page.command(
    BODY,
    Input(report_forms.Ids.SAVE.of(assignment=ALL), "n_clicks"),
    State(report_forms.Ids.DAY, "value"),
    State(report_forms.Ids.STARTS, "value"),
    State(report_forms.Ids.ENDS, "value"),
    State(report_forms.Ids.KILOMETRES, "value"),
    State(report_forms.Ids.PASSENGERS, "value"),
    State(report_forms.Ids.TICKET.of(place=ALL), "value"),
    State(report_forms.Ids.RECEIPT.of(place=ALL), "value"),
    State(report_forms.Ids.ROUTE, "value"),
    *JOURNEY,
    State(report_forms.Ids.MEALS, "value"),
    State(report_forms.Ids.PER_DIEM, "value"),
    State(report_forms.Ids.CORRECTION, "value"),
    State(report_forms.Ids.REASON, "value"),
    needs=Permission.ENTER_REPORTS,
    then=redrawn,
)
def report(
    writing: Writing, _clicks: Clicks, day: date, starts: time, ends: time, kilometres: Count | None,
    passengers: Count | None, tickets: list[str | None], receipts: list[str | None], route: Text, left: Clock,
    back_day: Day, back: Clock, free_meals: Count | None, meals: Count | None, per_diem: PerDiemChoice,
    correction: Text, reason: Text, on: OfAssignment,
) -> Done:  # fmt: skip
    claim = Claim(
        kilometres or 0, passengers or 0, _tickets(tickets, receipts), route, _trip(day, left, back_day, back),
        free_meals or 0, meals or 0, per_diem, correction,
    )  # fmt: skip
    commands.reports.claim(writing, on.assignment, Span(times.at(day, starts), times.at(day, ends)), claim, reason)
    return Done(_("The report was entered."))


def _tickets(prices: list[str | None], receipts: list[str | None]) -> tuple[Ticket, ...]:
    pairs = zip(prices, receipts, strict=True)
    return tuple(Ticket(money.parse(price), receipt or "") for price, receipt in pairs if price and price.strip())


def _trip(day: date, left: time | None, back_day: date | None, back: time | None) -> Span | None:
    """None until both ends are told."""
    if left is None or back is None:
        return None
    return Span(times.at(day, left), times.at(back_day or day, back))
