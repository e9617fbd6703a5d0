"""Writing an order down and changing it: the form's fields arrive by name, its sessions as rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any, Literal

import pydantic
from dash import ALL, Input, Output, State
from dash.development.base_component import Component

import commands.clients
import commands.orders
from callbacks.addresses import link, number
from callbacks.inputs import validated
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain import times
from domain.edits import Kept
from domain.errors import Refused
from domain.flow import Seen
from domain.orders import OrderForm
from domain.permissions import Permission
from domain.times import Span
from layouts import clashes, orders, shell
from layouts import order_forms as layout
from layouts.order_forms import Choices, Ids, TimeRow
from texts import _

new = Page(orders.NEW, see=Permission.EDIT_ORDERS)
edit = Page(orders.EDIT, see=Permission.EDIT_ORDERS)

WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
FIELDS = (State(Ids.FIELD.of(name=ALL), "id"), State(Ids.FIELD.of(name=ALL), "value"))
TIMES = (State(Ids.TIME.of(row=ALL, part=ALL), "id"), State(Ids.TIME.of(row=ALL, part=ALL), "value"))
CONTACT = tuple(State(one, "value") for one in (Ids.CONTACT_NAME, Ids.CONTACT_PHONE, Ids.CONTACT_EMAIL))
FORM = pydantic.TypeAdapter(OrderForm)
NOTHING: tuple[object, ...] = (None, "", "0", [])
"""What a field holds when nothing has been chosen or written."""
Text = str | None


@dataclass(frozen=True)
class Field:
    name: str


@dataclass(frozen=True)
class Part:
    row: int
    part: Literal["day", "start", "end"]


@dataclass(frozen=True)
class RowAct:
    action: Literal["add", "repeat", "drop"]
    row: int


@dataclass(frozen=True)
class Version:
    version: int


@dataclass(frozen=True)
class KeptOf:
    field: str


@new.view
def show_new(reading: Reading, client: str = "") -> Component:
    return layout.new(choices(reading), number(client))


@edit.view
def show_edit(reading: Reading, order_id: int) -> Component:
    order = queries.orders.details(reading, order_id)
    base = FORM.dump_python(order.form, mode="json")
    return layout.edit(choices(reading), order.form, order_id, order.row.version, base)


def choices(reading: Reading) -> Choices:
    return Choices(
        clients=queries.clients.choices(reading),
        contacts=queries.clients.contacts(reading),
        packages=queries.packages.choices(reading),
        task_types=queries.packages.task_types(reading),
        inductions=queries.inductions.every(reading),
        themes=queries.themes.choices(reading),
        municipalities=queries.themes.municipalities(reading),
        experts=queries.offers.names(reading),
    )


@new.query(Output(Ids.GUIDANCE, "children"), Input(Ids.FIELD.of(name="package_id"), "value"))
def guide(reading: Reading, package_id: int) -> Component:
    found = (choice for choice in queries.packages.choices(reading) if choice.id == package_id)
    return layout.guidance(next(found, None))


@new.query(
    [Output(Ids.FIELD.of(name="contact_id"), "options"), Output(Ids.FIELD.of(name="contact_id"), "value")],
    Input(Ids.FIELD.of(name="client_id"), "value"),
)
def people_of(reading: Reading, client_id: int) -> tuple[list[dict[str, str]], str]:
    """The only contact person is chosen at once."""
    options = layout.contact_options(queries.clients.contacts(reading), client_id)
    return options, options[1]["value"] if len(options) == 2 else "0"


@new.query(
    Output(Ids.TIMES, "children"),
    Input(Ids.ROWS.of(action=ALL, row=ALL), "n_clicks"),
    *TIMES,
    State(Ids.COUNT, "value"),
)
def change_rows(
    _reading: Reading, on: RowAct, _clicks: list[int | None], ids: list[Part], values: list[Text], count: int | None
) -> list[Component]:
    rows = time_rows(ids, values)
    if on.action == "add":
        rows.append(TimeRow(start=rows[-1].start, end=rows[-1].end) if rows else TimeRow())
    elif on.action == "drop":
        rows = [row for place, row in enumerate(rows) if place != on.row]
    else:
        rows = weekly(rows, min(count or 2, 40))
    return layout.time_rows(rows)


@new.command(WHOLE, Input(Ids.CREATE, "n_clicks"), *FIELDS, *TIMES, *CONTACT)
def create(
    writing: Writing,
    _clicks: int,
    fields: list[Field],
    values: list[Any],
    ids: list[Part],
    parts: list[Text],
    name: Text,
    phone: Text,
    email: Text,
) -> Done:
    form = _with_contact(writing, _form(writing, fields, values, ids, parts), name, phone, email)
    order_id = commands.orders.create(writing, form)
    return Done(_("The order was saved."), link(orders.CARD, order_id=order_id))


@edit.command(
    WHOLE,
    Input(Ids.SAVE.of(version=ALL), "n_clicks"),
    Input(clashes.Ids.SETTLE.of(version=ALL), "n_clicks"),
    *FIELDS,
    *TIMES,
    *CONTACT,
    State(Ids.BASE, "data"),
    State(clashes.Ids.KEPT.of(field=ALL), "id"),
    State(clashes.Ids.KEPT.of(field=ALL), "value"),
)
def save(
    writing: Writing,
    on: Version,
    _clicks: list[int | None],
    _settled: list[int | None],
    fields: list[Field],
    values: list[Any],
    ids: list[Part],
    parts: list[Text],
    name: Text,
    phone: Text,
    email: Text,
    base: OrderForm,
    asked: list[KeptOf],
    kept: list[Kept | None],
    order_id: int,
) -> Done:
    """What somebody else has saved meanwhile is kept too; where both changed the same field, the person is asked first."""
    mine = _form(writing, fields, values, ids, parts)
    chosen = {one.field: choice for one, choice in zip(asked, kept, strict=True) if choice}
    merge = queries.edits.of_order(writing, order_id, Seen(on.version), base, mine, chosen)
    if merge.clashes:
        other = queries.edits.last_changer(writing, order_id)
        asking = clashes.dialog(merge.clashes, other, merge.version, choices(writing))
        return Done(dialog=(Ids.CLASH, asking))
    form = _with_contact(writing, merge.form, name, phone, email)
    commands.orders.edit(writing, order_id, Seen(merge.version), form)
    return Done(_("The order was saved."), link(orders.CARD, order_id=order_id))


def _form(writing: Writing, fields: list[Field], values: list[Any], ids: list[Part], parts: list[Text]) -> OrderForm:
    given = {field.name: value for field, value in zip(fields, values, strict=True) if value not in NOTHING}
    try:
        form = validated(FORM, given)
    except pydantic.ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise Refused("Fill in: {field}.", field=_(layout.LABELS.get(name, name))) from None
    minutes = queries.packages.minutes(writing, form.package_id)
    return replace(form, spans=tuple(_span(row, minutes) for row in time_rows(ids, parts) if row != TimeRow()))


def time_rows(ids: list[Part], values: list[Text]) -> list[TimeRow]:
    """The rows in their order on the screen; a row that has been emptied is an empty row."""
    found: dict[int, dict[str, str]] = {}
    for one, value in zip(ids, values, strict=True):
        found.setdefault(one.row, {})[one.part] = value or ""
    return [TimeRow(**parts) for _row, parts in sorted(found.items())]


def weekly(rows: list[TimeRow], count: int) -> list[TimeRow]:
    """As many sessions in all as `count`, a week apart from the last one; a week with a holiday on the day is skipped."""
    last = next((row for row in reversed(rows) if row.day), None)
    if last is None:
        raise Refused("Give the first session its day, then repeat it.")
    series = [row for row in rows if row.day]
    day = _day(last.day)
    while len(series) < count:
        day += timedelta(weeks=1)
        if not times.is_holiday(day):
            series.append(TimeRow(day.isoformat(), last.start, last.end))
    return series


def _span(row: TimeRow, minutes: int) -> Span:
    """Without an end the session lasts as long as its package usually does."""
    if not (row.day and row.start):
        raise Refused("Give each session its day and time.")
    start = times.at(_day(row.day), _clock(row.start))
    return Span(start, times.at(_day(row.day), _clock(row.end)) if row.end else start + timedelta(minutes=minutes))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("Give each session its day and time.") from None


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise Refused("Give each session its day and time.") from None


def _with_contact(writing: Writing, form: OrderForm, name: Text, phone: Text, email: Text) -> OrderForm:
    """A contact person who was not in the list is added with the order."""
    if not (name or "").strip():
        return form
    contact_id = commands.clients.add_contact(writing, form.client_id, name or "", phone or "", email or "")
    return replace(form, contact_id=contact_id)
