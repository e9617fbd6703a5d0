"""How a status changes: right, rule, change and trail in one act."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from db.base import Base
from db.session import Writing
from db.tables import Answered, Order
from domain import deeds, trail
from domain.errors import Refused, Stale
from domain.flow import Flow, Step
from domain.permissions import Permission
from domain.trail import Act

P = ParamSpec("P")
R = TypeVar("R")


def advance(
    writing: Writing,
    row: Base,
    flow: Flow[Any, Any],
    action: Any,
    *,
    facts: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """The only way in the program to change a status. `changes` are columns that belong to the same act."""
    advance_all(writing, [row], flow, action, facts=facts, **changes)


def advance_all(
    writing: Writing,
    rows: Sequence[Base],
    flow: Flow[Any, Any],
    action: Any,
    *,
    facts: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """The same step of several rows of one table, all of them or none.

    A guarded UPDATE states the status and versions it leaves; Stale when someone was first.
    """
    for row in rows:
        allowed(writing, row, flow, action)
    writing.session.flush()
    before = [{name: getattr(row, name) for name in ("status", *changes)} for row in rows]
    for status, version in sorted({(row.status, row.version) for row in rows}):  # type: ignore[attr-defined]
        own = [row for row in rows if (row.status, row.version) == (status, version)]  # type: ignore[attr-defined]
        _step(writing, own, {"status": flow.step(action, status).target, "version": version + 1, **changes})
    for row, was in zip(rows, before, strict=True):
        took(writing, row, action.value, was)
        writing.note(Act(action.value), row.__tablename__, row.id, **(facts or {}))  # type: ignore[attr-defined]


def _step(writing: Writing, rows: Sequence[Base], values: dict[str, Any]) -> None:
    table: Any = type(rows[0])
    status, version = rows[0].status, rows[0].version  # type: ignore[attr-defined]
    ids = [row.id for row in rows]  # type: ignore[attr-defined]
    done = writing.session.execute(
        update(table)
        .where(table.id.in_(ids), table.status == status, table.version == version)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != len(rows):  # type: ignore[attr-defined]
        raise Stale("Someone has changed this after you opened it. Nothing was saved; look at it again.")
    for row in rows:
        for name, value in values.items():
            set_committed_value(row, name, value)


def took(writing: Writing, row: Base, act: str, before: Mapping[str, object]) -> None:
    """Notes a step of an order's course, so that the deed it belongs to can be taken back."""
    order_id = getattr(row, "order_id", None) or (row.id if isinstance(row, Order) else None)
    if order_id is not None:
        plain = {name: _plain(value) for name, value in before.items()}
        writing.steps.append(deeds.Step(row.__tablename__, row.id, order_id, act, plain))  # type: ignore[attr-defined]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def allowed(writing: Writing, row: Base, flow: Flow[Any, Any], action: Any) -> Step[Any, Any]:
    """The step from the row's status, when this person may take it; `advance` asks it too."""
    step: Step[Any, Any] = flow.step(action, row.status)  # type: ignore[attr-defined]
    writing.viewer.need(step.needs)
    return step


def needs(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Writing, P], R]], Callable[Concatenate[Writing, P], R]]:
    """The right of a command that is no step of a workflow."""

    def decorate(command: Callable[Concatenate[Writing, P], R]) -> Callable[Concatenate[Writing, P], R]:
        @functools.wraps(command)
        def checked(writing: Writing, /, *args: P.args, **kwargs: P.kwargs) -> R:
            writing.viewer.need(permission)
            return command(writing, *args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]
        return checked

    return decorate


def answered(writing: Writing, key: str, parameters: Mapping[str, object], act: Callable[[], str]) -> str:
    """What `act` returns, kept under the dialog's `key`: the same click twice gives the same answer and acts once.

    A refused act keeps nothing, so it can be tried again. Without a key every call acts.
    """
    if not key:
        return act()
    asked = hashlib.sha256(trail.facts_text(dict(parameters)).encode()).hexdigest()
    entry = Answered(key=key, user_id=writing.viewer.id, parameters_sha256=asked, result="", at=writing.now)
    try:
        # On PostgreSQL the second of two simultaneous clicks waits here for the first one's commit.
        with writing.session.begin_nested():
            writing.session.add(entry)
    except IntegrityError:
        return _earlier(writing, key, asked)
    entry.result = act()
    return entry.result


def _earlier(writing: Writing, key: str, asked: str) -> str:
    entry = writing.session.get_one(Answered, key)
    if (entry.user_id, entry.parameters_sha256) != (writing.viewer.id, asked):
        raise Refused("This button has been used for something else. Open the page again.")
    return entry.result
