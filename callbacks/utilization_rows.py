"""The rows behind a bar, and the same rows as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from callbacks.wiring import File, Page
from db import queries
from db.session import Reading
from documents import statistics
from documents import utilization as columns
from documents.column import Column, Row
from domain import rotation, scopes
from domain.errors import Refused
from domain.permissions import Permission
from domain.rotation import Base, MemberRow, Waiting
from domain.scopes import Scope
from layouts import scopes as places
from layouts import utilization_members as shares
from layouts import utilization_rows as layout
from texts import _N, _

tasks = Page(places.TASKS, see=Permission.SEE_UTILIZATION)
orders = Page(places.ORDERS, see=Permission.SEE_UTILIZATION)
members = Page(places.MEMBERS, see=Permission.SEE_UTILIZATION)
MOST_IN_FILE = 200_000


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


@members.view
def show_members(reading: Reading, base: str = "", worked: str = "", waiting: str = "", **words: str) -> Component:
    asked = scopes.read(words, reading.today)
    scope, of = asked.scope.of_charts(), _people(base, worked, waiting)
    everyone = queries.utilization.member_rows(reading, scope)
    said = _said(reading, scope, of)
    if shares.hidden(scope, everyone):
        return layout.hidden(asked, said)
    named, may_offer = (reading.viewer.may(right) for right in (Permission.SEE_EXPERT_NAMES, Permission.SEE_EXPERTS))
    file = places.members_address(scope, *of, path=places.MEMBERS_FILE)
    return layout.members(rotation.of(of[0], everyone, *of[1:]), asked, said, file, named, may_offer)


@members.file(places.MEMBERS_FILE)
def member_file(reading: Reading, base: str = "", worked: str = "", waiting: str = "", **words: str) -> File:
    scope, of = scopes.read(words, reading.today).scope.of_charts(), _people(base, worked, waiting)
    everyone = queries.utilization.member_rows(reading, scope)
    hidden = shares.hidden(scope, everyone)
    rows: Sequence[MemberRow] = () if hidden else rotation.of(of[0], everyone, *of[1:])
    named = reading.viewer.may(Permission.SEE_EXPERT_NAMES)
    return _file(reading, rows, columns.members(named), scope, _said(reading, scope, of), _N("Members of the bank"))


def _said(reading: Reading, scope: Scope, of: tuple[Base, bool | None, Waiting | None]) -> list[str]:
    return [*layout.who(*of), *places.in_words(scope, queries.utilization.legend(reading, scope))]


def _people(base: str, worked: str, waiting: str) -> tuple[Base, bool | None, Waiting | None]:
    """All members unless the address says another."""
    return (
        Base(base) if base in set(Base) else Base.MEMBERS,
        {"yes": True, "no": False}.get(worked),
        Waiting(waiting) if waiting in set(Waiting) else None,
    )


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
