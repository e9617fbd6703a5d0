"""Associations and their contact persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pydantic
from dash import ALL, Input, Output, State
from dash.development.base_component import Component

import commands.associations
from callbacks.inputs import MISSHAPEN, validated
from callbacks.posted import Clicks
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain.associations import AssociationForm
from domain.errors import Refused
from domain.flow import Seen
from domain.permissions import Permission
from layouts import associations as layout
from layouts import shell
from layouts.associations import Ids
from texts import _N, _

page = Page(layout.LIST, see=Permission.SEE_EXPERTS, label=_N("Associations"), icon="diagram-3")
new = Page(layout.NEW, see=Permission.EDIT_EXPERTS)
one = Page(layout.ONE, see=Permission.EDIT_EXPERTS)
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
FORM = (State(Ids.FIELD.of(name=ALL), "id"), State(Ids.FIELD.of(name=ALL), "value"))
READ = pydantic.TypeAdapter(AssociationForm)


@dataclass(frozen=True)
class Field:
    name: str


@dataclass(frozen=True)
class Version:
    version: int


@page.view
def show(reading: Reading) -> Component:
    return layout.page(queries.associations.every(reading), reading.viewer.may(Permission.EDIT_EXPERTS))


@new.view
def blank(reading: Reading) -> Component:
    return layout.form(None, queries.themes.choices(reading))


@one.view
def edit(reading: Reading, association_id: int) -> Component:
    history = queries.timelines.of(reading, {"associations": [association_id]})
    return layout.form(queries.associations.one(reading, association_id), queries.themes.choices(reading), history)


@new.command(WHOLE, Input(Ids.ADD, "n_clicks"), *FORM)
def add(writing: Writing, _clicks: int, fields: list[Field], values: list[Any]) -> Done:
    commands.associations.add(writing, _read(fields, values))
    return Done(_("Saved."), layout.LIST)


@one.command(WHOLE, Input(Ids.SAVE.of(version=ALL), "n_clicks"), *FORM)
def save(
    writing: Writing, on: Version, _clicks: Clicks, fields: list[Field], values: list[Any], association_id: int
) -> Done:
    commands.associations.edit(writing, association_id, Seen(on.version), _read(fields, values))
    return Done(_("Saved."), layout.LIST)


def _read(fields: list[Field], values: list[Any]) -> AssociationForm:
    given = {field.name: value for field, value in zip(fields, values, strict=True) if value is not None}
    try:
        return validated(READ, given)
    except pydantic.ValidationError:
        raise Refused(MISSHAPEN) from None
