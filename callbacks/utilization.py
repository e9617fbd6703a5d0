"""Utilization: its charts, the rows behind a bar, and the same rows as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated
from urllib.parse import parse_qsl

from dash import ALL, Input, Output, State, no_update
from dash.development.base_component import Component
from pydantic import BaseModel, Field

from callbacks.wiring import File, Page
from db import queries
from db.session import Reading
from documents import statistics
from documents import utilization as columns
from documents.column import Column, Row
from domain import scopes, utilization
from domain.permissions import Permission
from domain.scopes import Asked, Counted, Scope
from domain.utilization import Base, MemberRow, Task
from layouts import scopes as places
from layouts import shell, utilization_charts, utilization_rows
from layouts import utilization as layout
from texts import _N, _

page = Page(places.CHARTS, see=Permission.SEE_UTILIZATION, label=_N("Follow-up"), icon="bar-chart")
tasks = Page(places.TASKS, see=Permission.SEE_UTILIZATION)
members = Page(places.MEMBERS, see=Permission.SEE_UTILIZATION)


class Point(BaseModel):
    """A bar hands on the address of its rows; a bar without rows has none."""

    customdata: Annotated[str, Field(pattern=rf"^({places.TASKS}|{places.MEMBERS})\?[\w=&%.+~-]*$|^$")] | None = None


class Click(BaseModel):
    points: list[Point]


@page.view
def show(reading: Reading, **words: str) -> Component:
    asked = _held(scopes.read(words, reading.today))
    names = queries.utilization.names(reading, asked.scope)
    return layout.page(queries.utilization.volumes(reading, asked.scope), asked, names)


@page.query(
    Output(shell.Ids.URL, "href", allow_duplicate=True), Input(utilization_charts.Ids.CHART.of(name=ALL), "clickData")
)
def open_bar(_reading: Reading, clicks: list[Click | None]) -> object:
    return next(
        (point.customdata for click in clicks if click for point in click.points if point.customdata), no_update
    )


@page.query(
    Output(shell.Ids.URL, "href", allow_duplicate=True),
    Input(layout.Ids.SHOW, "n_clicks"),
    State(layout.Ids.SINCE, "value"),
    State(layout.Ids.UNTIL, "value"),
    State(shell.Ids.URL, "search"),
)
def choose_period(reading: Reading, _clicks: int, since: str | None, until: str | None, search: str | None) -> str:
    """The limits of the address stay."""
    days = {"since": since or "", "until": until or ""}
    limits = {name: text for name, text in parse_qsl((search or "").lstrip("?")) if name in scopes.LIMITS}
    asked = scopes.read(limits | {name: text for name, text in days.items() if text}, reading.today)
    return places.address(places.CHARTS, _held(asked).scope)


@tasks.view
def show_tasks(reading: Reading, **words: str) -> Component:
    asked = scopes.read(words, reading.today)
    names = queries.utilization.names(reading, asked.scope)
    named, may_open = (reading.viewer.may(right) for right in (Permission.SEE_EXPERT_NAMES, Permission.SEE_ORDERS))
    return utilization_rows.tasks(_tasks(reading, asked.scope), asked, names, named, may_open)


@tasks.file(places.TASKS_FILE)
def task_file(reading: Reading, **words: str) -> File:
    scope = scopes.read(words, reading.today).scope
    named = reading.viewer.may(Permission.SEE_EXPERT_NAMES)
    return _file(reading, _tasks(reading, scope), columns.tasks(named), scope, [], _N("Assignments"))


@members.view
def show_members(reading: Reading, base: str = "", worked: str = "", **words: str) -> Component:
    asked = _held(scopes.read(words, reading.today))
    of, at_work = _people(base, worked)
    names = queries.utilization.names(reading, asked.scope)
    named = reading.viewer.may(Permission.SEE_EXPERT_NAMES)
    return utilization_rows.members(_members(reading, asked.scope, of, at_work), asked, names, of, at_work, named)


@members.file(places.MEMBERS_FILE)
def member_file(reading: Reading, base: str = "", worked: str = "", **words: str) -> File:
    scope = _held(scopes.read(words, reading.today)).scope
    of, at_work = _people(base, worked)
    rows = _members(reading, scope, of, at_work)
    named = reading.viewer.may(Permission.SEE_EXPERT_NAMES)
    who = [utilization_rows.who(of, at_work)]
    return _file(reading, rows, columns.members(named), scope, who, _N("Members of the bank"))


def _held(asked: Asked) -> Asked:
    """Only euros are counted of what was not held."""
    return replace(asked, scope=replace(asked.scope, counted=Counted.HELD))


def _tasks(reading: Reading, scope: Scope) -> tuple[Task, ...]:
    return utilization.behind(scope, queries.utilization.tasks(reading, scope))


def _members(reading: Reading, scope: Scope, base: Base, worked: bool) -> tuple[MemberRow, ...]:
    everyone = queries.utilization.members(reading, scope.period)
    rows = utilization.activity(everyone, scope, queries.utilization.tasks(reading, scope))
    return utilization.of(base, rows, worked)


def _people(base: str, worked: str) -> tuple[Base, bool]:
    """All members and those at work, unless the address says another."""
    return (Base(base) if base in set(Base) else Base.MEMBERS), worked != "no"


def _file(
    reading: Reading, rows: Sequence[Row], kinds: Sequence[Column[Row]], scope: Scope, who: list[str], title: str
) -> File:
    words = [*who, *places.in_words(scope, queries.utilization.names(reading, scope))]
    body = statistics.workbook(
        rows, kinds, words, title=title, made_at=reading.now, demo=queries.settings.is_demo(reading)
    )
    name, first, last = _("follow-up"), scope.period.first, scope.period.last
    return File(f"{name}-{first.isoformat()}-{last.isoformat()}.xlsx", body)
