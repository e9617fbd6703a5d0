"""The register of experts: list, card and form, consents, agreements and breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dash import ALL, Input, Output, State
from dash.development.base_component import Component
from typing_extensions import TypedDict

import commands.agreements
import commands.experts
from callbacks import expert_forms
from callbacks.posted import Clicks, Day, Text
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain import register
from domain.agreements import AgreementKind, Payer
from domain.consents import Given, GivenHow, Purpose
from domain.errors import Missing, Refused
from domain.experts import ThemeRole
from domain.flow import Seen
from domain.looks import Place
from domain.permissions import Permission
from layouts import agreements, consents, expert_card, expert_form, shell
from layouts import experts as layout
from layouts.expert_card import Known
from texts import _N, _, formats

page = Page(layout.LIST, see=Permission.SEE_EXPERTS, label=_N("Experts"), icon="people")
new = Page(layout.NEW, see=Permission.EDIT_EXPERTS)
card = Page(layout.CARD, see=Permission.SEE_EXPERTS, person=Place.CARD)
EDIT = Permission.EDIT_EXPERTS
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
FORM = (
    State(expert_form.Ids.FIELD.of(name=ALL), "id"),
    State(expert_form.Ids.FIELD.of(name=ALL), "value"),
)


@dataclass(frozen=True)
class Agreement:
    id: int
    version: int = 0


class OnTheme(TypedDict):
    theme: int


@page.view
def everyone(reading: Reading) -> Component:
    return layout.register(queries.experts.register(reading), reading.viewer.may(EDIT), reading.today)


@new.view
def blank(reading: Reading) -> Component:
    return expert_form.new(queries.experts.choices(reading), reading.today)


@card.view
def show(reading: Reading, expert_id: int) -> Component:
    found = queries.cards.card(reading, expert_id)
    others = tuple(one for one in queries.offers.names(reading) if one[0] != expert_id)
    history = queries.timelines.of_expert(reading, expert_id, register.told(found.form.contact_protected))
    hints, unwanted = queries.hints.of_expert(reading, expert_id), queries.unwanted.of_expert(reading, expert_id)
    known = Known(hints, unwanted, others, history)
    may_edit, may_offer = (reading.viewer.may(right) for right in (EDIT, Permission.MATCH))
    return expert_card.card(found, known, queries.experts.choices(reading), may_edit, reading.today, may_offer)


@new.command(WHOLE, Input(expert_form.Ids.ADD, "n_clicks"), *FORM)
def add(writing: Writing, _clicks: int, ids: list[dict[str, str]], values: list[Any]) -> Done:
    expert_id = commands.experts.add(writing, expert_forms.read(ids, values))
    return Done(_("The expert was added. Add the themes with their consents next."), f"{layout.LIST}/{expert_id}")


@card.query(WHOLE, Input(expert_card.Ids.EDIT, "n_clicks"), needs=EDIT)
def open_form(reading: Reading, _clicks: int, expert_id: int) -> Component:
    found = queries.cards.card(reading, expert_id)
    return expert_form.edit(found, queries.experts.choices(reading), reading.today)


@card.query(WHOLE, Input(expert_form.Ids.CANCEL, "n_clicks"))
def cancel(reading: Reading, _clicks: int, expert_id: int) -> Component:
    return show(reading, expert_id)


@card.command(
    WHOLE, Input(expert_form.Ids.SAVE, "n_clicks"), State(expert_form.Ids.VERSION, "value"), *FORM, needs=EDIT
)
def edit(
    writing: Writing, _clicks: int, expert_id: int, version: int, ids: list[dict[str, str]], values: list[Any]
) -> Done:
    commands.experts.edit(writing, expert_id, Seen(version), expert_forms.read(ids, values))
    return Done(_("Saved."))


@card.command(
    WHOLE,
    Input(expert_card.Ids.PAUSE, "n_clicks"),
    State(expert_card.Ids.VERSION, "value"),
    State(expert_card.Ids.PAUSE_FROM, "value"),
    State(expert_card.Ids.PAUSE_TO, "value"),
    needs=EDIT,
)
def pause(writing: Writing, _clicks: int, expert_id: int, version: int, first: Day, last: Day) -> Done:
    commands.experts.pause(writing, expert_id, Seen(version), first, last)
    return Done(_("Saved."))


@card.command(
    WHOLE,
    Input(consents.Ids.SAVE, "n_clicks"),
    State(consents.Ids.THEME, "value"),
    State(consents.Ids.ROLE, "value"),
    State(consents.Ids.FROM, "value"),
    State(consents.Ids.UNTIL, "value"),
    State(consents.Ids.PURPOSE, "value"),
    State(consents.Ids.HOW, "value"),
    State(consents.Ids.GIVEN_ON, "value"),
    State(consents.Ids.GIVEN_TO, "value"),
    needs=EDIT,
)
def consent(
    writing: Writing, _clicks: int, expert_id: int, theme: int, role: ThemeRole, first: date, last: Day,
    purpose: Purpose, how: GivenHow, on: Day, to: Text,
) -> Done:  # fmt: skip
    commands.experts.consent(writing, expert_id, theme, role, first, last, Given(purpose, how, on, to))
    return Done(_("The consent was saved."))


@card.command(WHOLE, Input(consents.Ids.WITHDRAW.of(theme=ALL), "n_clicks"), needs=EDIT)
def withdraw(writing: Writing, _clicks: Clicks, on: OnTheme) -> Done:
    commands.experts.withdraw_consent(writing, on["theme"])
    return Done(_("The consent was withdrawn. The theme left matching and lists at once."))


@card.command(
    WHOLE,
    Input(agreements.Ids.SIGN, "n_clicks"),
    State(agreements.Ids.NUMBER, "value"),
    State(agreements.Ids.KIND, "value"),
    State(agreements.Ids.VALID_FROM, "value"),
    State(agreements.Ids.VALID_TO, "value"),
    State(agreements.Ids.FILED_AT, "value"),
    State(agreements.Ids.INSURANCE, "value"),
    State(agreements.Ids.KEEPS_RATES, "value"),
    State(agreements.Ids.PAYER, "value"),
    needs=EDIT,
)
def sign(
    writing: Writing, _clicks: int, expert_id: int, number: Text, kind: AgreementKind, first: date, last: Day,
    filed_at: Text, insurance: Text, keeps_rates: bool, payer: Payer,
) -> Done:  # fmt: skip
    commands.agreements.sign(writing, expert_id, number, kind, first, last, filed_at, insurance, keeps_rates, payer)
    return Done(_("The agreement was recorded."))


@card.command(
    WHOLE,
    Input(agreements.Ids.END.of(id=ALL, version=ALL), "n_clicks"),
    State(agreements.Ids.LAST_DAY.of(id=ALL), "id"),
    State(agreements.Ids.LAST_DAY.of(id=ALL), "value"),
    needs=EDIT,
)
def end_agreement(
    writing: Writing, on: Agreement, _clicks: Clicks, ids: list[Agreement], days: list[Day], expert_id: int
) -> Done:
    """Only of this expert's own agreements."""
    chosen = {one.id: day for one, day in zip(ids, days, strict=True)}.get(on.id)
    if on.id not in {row.id for row in queries.cards.card(writing, expert_id).agreements}:
        raise Missing()
    if chosen is None:
        raise Refused("Choose the last day.")
    commands.agreements.end(writing, on.id, Seen(on.version), chosen)
    return Done(_("The agreement ends on {day}.").format(day=formats.date(chosen)))
