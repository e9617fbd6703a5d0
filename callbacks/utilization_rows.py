"""The rows behind a bar, and the same rows as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dash.development.base_component import Component

from callbacks.wiring import File, Page
from db import queries
from db.session import Reading
from documents import statistics
from documents import utilization as columns
from documents.column import Column, Row
from domain import rotation, scopes
from domain.capacity import Capacity, Cover, Readiness
from domain.errors import Missing, Refused
from domain.permissions import Permission
from domain.rotation import Base, MemberRow, Waiting
from domain.scopes import Scope
from layouts import scopes as places
from layouts import utilization_members as shares
from layouts import utilization_rows as layout
from texts import _N, _, formats

tasks = Page(places.TASKS, see=Permission.SEE_UTILIZATION)
orders = Page(places.ORDERS, see=Permission.SEE_UTILIZATION)
members = Page(places.MEMBERS, see=Permission.SEE_UTILIZATION)
MOST_IN_FILE = 200_000
COVERS: Mapping[str, Callable[[Capacity], Sequence[Cover]]] = {
    "ready-themes": lambda found: found.themes,
    "ready-areas": lambda found: found.areas,
    "languages": lambda found: [replace(cover, name=formats.language(cover.name)) for cover in found.languages],
}


@tasks.view
def show_tasks(reading: Reading, **words: str) -> Component:
    asked = scopes.read(words, reading.today)
    chosen = queries.utilization.tasks(reading, asked.scope)
    rows = queries.utilization.task_rows(reading, chosen, layout.MOST_ROWS)
    named, may_open = (reading.viewer.may(right) for right in (Permission.SEE_EXPERT_NAMES, Permission.SEE_ORDERS))
    return layout.tasks(rows, chosen, asked, named, may_open)


@tasks.file(places.TASKS_FILE)
def task_file(reading: Reading, **words: str) -> File:
    scope = scopes.read(words, reading.today).scope
    chosen = queries.utilization.tasks(reading, scope)
    _check(len(chosen))
    named = reading.viewer.may(Permission.SEE_EXPERT_NAMES)
    said = places.in_words(scope, chosen.legend)
    rows = queries.utilization.task_rows(reading, chosen)
    return _file(reading, rows, columns.tasks(named), scope, said, _N("Assignments"))


@orders.view
def show_orders(reading: Reading, **words: str) -> Component:
    asked = scopes.read(words, reading.today)
    chosen = queries.utilization.orders(reading, asked.scope)
    rows = queries.utilization.order_rows(chosen, layout.MOST_ROWS)
    return layout.orders(rows, chosen, asked, reading.viewer.may(Permission.SEE_ORDERS))


@orders.file(places.ORDERS_FILE)
def order_file(reading: Reading, **words: str) -> File:
    scope = scopes.read(words, reading.today).scope
    chosen = queries.utilization.orders(reading, scope)
    _check(len(chosen))
    said = places.in_words(scope, chosen.legend, _("orders received"))
    return _file(reading, queries.utilization.order_rows(chosen), columns.ORDERS, scope, said, _N("The orders"))


@dataclass(frozen=True)
class Who:
    """Which members an address asks for: all of them unless it says another."""

    base: Base
    worked: bool | None
    waiting: Waiting | None
    ready: Readiness | None

    @classmethod
    def read(cls, base: str, worked: str, waiting: str, ready: str) -> Who:
        return cls(
            Base(base) if base in set(Base) else Base.MEMBERS,
            {"yes": True, "no": False}.get(worked),
            Waiting(waiting) if waiting in set(Waiting) else None,
            Readiness(ready) if ready in set(Readiness) else None,
        )

    def among(self, reading: Reading, everyone: Sequence[MemberRow]) -> tuple[MemberRow, ...]:
        own = rotation.of(self.base, everyone, self.worked, self.waiting)
        if self.ready is None:
            return own
        ready = queries.utilization.readiness(reading)
        return tuple(row for row in own if ready.get(row.member.expert_id) is self.ready)

    def said(self, reading: Reading, scope: Scope) -> list[str]:
        legend = queries.utilization.legend(reading, scope)
        own = layout.who(self.base, self.worked, self.waiting, self.ready)
        return [*own, *places.in_words(scope, legend)]


@members.view
def show_members(
    reading: Reading, base: str = "", worked: str = "", waiting: str = "", ready: str = "", **words: str
) -> Component:
    asked = scopes.read(words, reading.today)
    scope, who = asked.scope.of_charts(), Who.read(base, worked, waiting, ready)
    everyone = queries.utilization.rotation_of(reading, scope)
    if shares.hidden(scope, everyone):
        return layout.hidden(asked, who.said(reading, scope))
    named, may_offer = (reading.viewer.may(right) for right in (Permission.SEE_EXPERT_NAMES, Permission.MATCH))
    file = places.members_address(scope, who.base, who.worked, who.waiting, who.ready, places.MEMBERS_FILE)
    rows = who.among(reading, everyone.rows)
    return layout.members(rows, asked, who.said(reading, scope), file, named, may_offer)


@members.file(places.MEMBERS_FILE)
def member_file(
    reading: Reading, base: str = "", worked: str = "", waiting: str = "", ready: str = "", **words: str
) -> File:
    scope, who = scopes.read(words, reading.today).scope.of_charts(), Who.read(base, worked, waiting, ready)
    everyone = queries.utilization.rotation_of(reading, scope)
    rows = () if shares.hidden(scope, everyone) else who.among(reading, everyone.rows)
    named = reading.viewer.may(Permission.SEE_EXPERT_NAMES)
    return _file(reading, rows, columns.members(named), scope, who.said(reading, scope), _N("Members of the bank"))


@members.file(places.FIGURES_FILE)
def figures_file(reading: Reading, chart: str = "", **words: str) -> File:
    """Of charts that no rows may stand behind."""
    scope = scopes.read(words, reading.today).scope.of_charts()
    shown = queries.utilization.shown(reading, scope)
    said = places.in_words(scope, shown.legend, _("the figures of the chart; few are left out"))
    if chart == "efforts" and shown.efforts:
        months = tuple(shown.efforts.months.items())
        return _file(reading, months, columns.EFFORTS, scope, said, _N("Handling time of an order"))
    if chart not in COVERS or shown.capacity is None:
        raise Missing()
    covers = COVERS[chart](shown.capacity)
    return _file(reading, covers, columns.COVERS, scope, said, _N("Members who may act"))


def _check(rows: int) -> None:
    if rows > MOST_IN_FILE:
        raise Refused("A file holds at most {most} rows: choose a shorter period or more limits.", most=MOST_IN_FILE)


def _file(
    reading: Reading, rows: Sequence[Row], kinds: Sequence[Column[Row]], scope: Scope, words: list[str], title: str
) -> File:
    body = statistics.workbook(
        rows, kinds, words, title=title, made_at=reading.now, demo=queries.settings.is_demo(reading)
    )
    name, first, last = _("follow-up"), scope.period.first, scope.period.last
    return File(f"{name}-{first.isoformat()}-{last.isoformat()}.xlsx", body)
