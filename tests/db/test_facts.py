"""The columns of the charts follow every commit: patched by the change log they equal a rebuild, and are as of the look."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

import commands.assignments
import commands.facts
import commands.fees
import commands.offers
import commands.orders
import commands.reports
from dashboard import jobs
from db import facts, queries, tables
from db.session import Database, Writing
from domain import times
from domain.assignments import AssignmentStatus, Party
from domain.chosen import Measure
from domain.errors import Refusal
from domain.experts import Period
from domain.flow import Seen
from domain.money import Money
from domain.offers import Answer
from domain.orders import OrderStatus, UnfilledReason
from domain.permissions import Viewer
from domain.scopes import Counted, Scope
from tests import make, people, volumes
from tests.clocks import Clock

Draw = random.Random
THEMES = ("housing", "money", "grief")
STEPS = 110


def test_after_any_acts_the_columns_and_the_queue_equal_a_rebuild(database: Database, clock: Clock) -> None:
    client_id = make.settle(database)
    experts = [make.expert(database, theme) for theme in THEMES]
    draw = random.Random(6)
    done = set()
    for step in range(STEPS):
        act = draw.choice(ACTS)
        if _tried(database, act, draw, client_id, experts):
            done.add(act.__name__)
        if step == STEPS // 3:
            _keep(database)
        clock.pass_by(hours=draw.randrange(12))
        assert _differences(database) == []
        with database.reading(people.COORDINATOR) as reading:
            assert queries.queue.ids(reading) == queries.queue.found(reading)
    assert done == {act.__name__ for act in ACTS}


def _tried(database: Database, act: Callable[..., Any], draw: Draw, client_id: int, experts: list[int]) -> bool:
    try:
        return act(database, draw, client_id, experts) is not None
    except (Refusal, IndexError):
        return False


def _differences(database: Database) -> list[str]:
    """Of those that follow, and of those that a fresh worker starts with."""
    with database.reading(people.MANAGER) as reading:
        rows = queries.facts.of(reading)
        return facts.current(reading).differences(rows) + facts.afresh(reading).value.differences(rows)


def _picked(database: Database, draw: Draw, table: Any, *conditions: Any) -> Any:
    with database.reading(people.NOBODY) as reading:
        rows = select(table.id, table.version).where(*conditions).order_by(table.id)
        return draw.choice(reading.session.execute(rows).all())


def _line(database: Database, draw: Draw) -> int:
    with database.reading(people.NOBODY) as reading:
        rows = select(tables.PaymentLine.id).order_by(tables.PaymentLine.id)
        return draw.choice(reading.session.execute(rows).scalars().all())


def _said(database: Database, viewer: Viewer, command: Callable[..., Any], *arguments: Any) -> bool:
    with database.writing(viewer) as writing:
        command(writing, *arguments)
    return True


def _order(database: Database, draw: Draw, client_id: int, _experts: list[int]) -> object:
    day = times.day_of(database.clock()) + timedelta(days=draw.randrange(1, 4))
    span = make.at(day.day, draw.randrange(8, 18), month=day.month, year=day.year)
    themes = tuple(draw.sample(THEMES, draw.randrange(1, 3)))
    return make.order(database, client_id, span, themes=themes, remote=draw.random() < 0.3)


def _assign(database: Database, draw: Draw, _client_id: int, experts: list[int]) -> object:
    order = _picked(database, draw, tables.Order, tables.Order.status != OrderStatus.CANCELLED)
    with database.writing(people.COORDINATOR) as writing:
        reason = "sopii tähän"
        return commands.offers.answer(writing, order.id, draw.choice(experts), Answer.YES, override_reason=reason)


def _end(database: Database, draw: Draw, _client_id: int, _experts: list[int]) -> object:
    row = _picked(database, draw, tables.Assignment, tables.Assignment.status == AssignmentStatus.AGREED)
    ends = (commands.assignments.cancel, commands.assignments.mark_no_show)
    return _said(database, people.COORDINATOR, draw.choice(ends), row.id, Seen(row.version), draw.choice(list(Party)))


def _void(database: Database, draw: Draw, _client_id: int, _experts: list[int]) -> object:
    row = _picked(database, draw, tables.Assignment, tables.Assignment.status == AssignmentStatus.AGREED)
    return _said(database, people.COORDINATOR, commands.assignments.void, row.id, Seen(row.version))


def _report(database: Database, draw: Draw, _client_id: int, _experts: list[int]) -> object:
    row = _picked(database, draw, tables.Assignment, tables.Assignment.status == AssignmentStatus.AGREED)
    return _said(database, people.COORDINATOR, commands.reports.confirm, [row.id])


def _approve(database: Database, draw: Draw, _client_id: int, _experts: list[int]) -> object:
    row = _picked(database, draw, tables.Report)
    return _said(database, people.CLERK, commands.reports.approve, row.id, Seen(row.version))


def _correct(database: Database, draw: Draw, _client_id: int, _experts: list[int]) -> object:
    corrected = (_line(database, draw), Decimal(1), Money(draw.randrange(10_00, 40_00)), "väärä palkkio")
    return _said(database, people.CLERK, commands.fees.correct, *corrected)


def _close(database: Database, draw: Draw, _client_id: int, _experts: list[int]) -> object:
    row = _picked(database, draw, tables.Order, tables.Order.status == OrderStatus.NEW)
    reason = draw.choice(list(UnfilledReason))

    def close(writing: Writing) -> None:
        commands.orders.claim(writing, row.id, Seen(row.version))
        writing.session.flush()
        commands.orders.close_unfilled(
            writing, row.id, Seen(writing.session.get_one(tables.Order, row.id).version), reason
        )

    return _said(database, people.COORDINATOR, close)


def _cancel(database: Database, draw: Draw, _client_id: int, _experts: list[int]) -> object:
    row = _picked(database, draw, tables.Order)
    return _said(
        database, people.COORDINATOR, commands.orders.cancel, row.id, Seen(row.version), draw.choice(list(Party))
    )


ACTS = [
    act
    for act, often in {
        _order: 4,
        _assign: 4,
        _report: 1,
        _approve: 2,
        _correct: 1,
        _end: 3,
        _void: 1,
        _close: 1,
        _cancel: 1,
    }.items()
    for _ in range(often)
]


def _keep(database: Database) -> None:
    with database.reading(people.NOBODY) as reading:
        kept = facts.afresh(reading)
    with database.writing(people.NOBODY) as writing:
        commands.facts.keep(writing, kept)


def test_a_fresh_worker_starts_from_the_stored_columns(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    volumes.settle(database)
    _keep(database)
    volumes.held(database, date(2023, 5, 8))
    asked: list[Any] = []
    read = queries.facts.of
    monkeypatch.setattr(queries.facts, "of", lambda reading, ids=None: asked.append(ids) or read(reading, ids))
    other = Database(database.url, database.keys, database.clock)
    with other.reading(people.MANAGER) as reading:
        assert len(facts.current(reading).tasks) == 1
    other.dispose()
    assert [len(ids) for ids in asked] == [1]


def test_stored_columns_of_another_form_are_not_read(database: Database) -> None:
    volumes.settle(database)
    _keep(database)
    with database.writing(people.NOBODY) as writing:
        writing.session.execute(tables.Facts.__table__.update().values(form=0))
    with database.reading(people.MANAGER) as reading:
        assert facts.behind(reading) > 0
        assert facts.afresh(reading).seq > 0


def test_the_job_process_stores_the_columns_when_they_have_fallen_behind(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "BEHIND", 5)
    volumes.settle(database)
    volumes.several(database)
    jobs.keep_facts(database)
    with database.reading(people.MANAGER) as reading:
        assert facts.behind(reading) == 0


def test_only_the_changed_orders_are_read_again(database: Database) -> None:
    volumes.settle(database)
    volumes.several(database)
    with database.reading(people.MANAGER) as reading:
        first = facts.current(reading)
        assert facts.current(reading) is first
    volumes.held(database, date(2023, 5, 8))
    with database.reading(people.MANAGER) as reading:
        second = facts.current(reading)
        assert second is not first
        assert len(second.tasks) == len(first.tasks) + 1


@pytest.mark.parametrize(("counted", "expected"), [(Counted.HELD, 5), (Counted.PAID, 7)])
def test_euros_are_the_sums_of_the_payment_lines(database: Database, counted: Counted, expected: int) -> None:
    """Of 2023 all but one are approved: 30 € each; what was not held and is paid counts among the paid."""
    volumes.settle(database)
    volumes.several(database)
    scope = Scope(Period(date(2023, 1, 1), date(2023, 12, 31)), counted=counted)
    with database.reading(people.MANAGER) as reading:
        assert queries.utilization.tasks(reading, scope).sum(Measure.FEE) == expected * 30_00
