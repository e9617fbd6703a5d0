"""The charts' queries under random filters on client, theme, area and period, and the page they are drawn on.

Goals at 1,000,000 assignments: at most 8 times reading the columns once, not slower than DuckDB in memory, 10 times
faster than SQL, 50 times faster than pandas.read_sql; figures 100 times cheaper than plotly.express; the page in a second.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import duckdb
import orjson
import pandas as pd
import plotly.express as px
from plotly.io.json import to_json_plotly
from sqlalchemy import text

from benchmarks import banks, years
from benchmarks.harness import Race
from callbacks import utilization as page
from db import facts, queries
from db.session import Reading
from domain import chosen, scopes, utilization
from domain.chosen import Measure
from domain.experts import Period
from domain.facts import Tasks
from domain.legends import Legend
from domain.scopes import Chart, Scope
from layouts.parts import chart as figures

Answer = dict[int, tuple[int, int, int]]
"""A bar's number → assignments, minutes, different experts."""

KEYS = {
    Chart.MONTHS: ("month", "month"),
    Chart.CLIENTS: ("client", "o.client_id"),
    Chart.PACKAGES: ("package", "o.package_id"),
    Chart.THEMES: ("theme", "t.theme_id"),
    Chart.AREAS: ("area", "CAST(o.municipality AS INTEGER)"),
}
"""Chart → DuckDB's column and SQL's expression for its bars."""

READ = ("day", "client", "package", "themes", "area", "expert", "ending", "minutes")
FILTERS, SEED = 8, 20_231_117
FLOOR, DUCKDB, SQL, PANDAS, EXPRESS, SECOND = 8.0, 1.0, 0.1, 0.02, 0.01, 1.0
ALWAYS = ("a figure by plotly.express", "the page in one second")
LARGE = 100
"""The scale from which on the queries have goals: a small bank is quick in any way."""
SERIES, MONTHS = 12, 97
MONTH = {
    "sqlite": "CAST(substr(a.starts_at, 1, 4) AS INTEGER) * 12 + CAST(substr(a.starts_at, 6, 2) AS INTEGER) - 1",
    "postgresql": "extract(year FROM a.starts_at AT TIME ZONE 'UTC') * 12 "
    "+ extract(month FROM a.starts_at AT TIME ZONE 'UTC') - 1",
}
ROWS = (
    "FROM assignments a JOIN orders o ON o.id = a.order_id JOIN order_themes t ON t.order_id = o.id "
    "JOIN reports r ON r.assignment_id = a.id AND r.status <> 'returned' WHERE a.status = 'done'"
)


@contextmanager
def contests(scale: int) -> Iterator[list[Race]]:
    with ExitStack() as stack:
        readings = [
            stack.enter_context(stack.enter_context(bank(scale)).reading(banks.EVERYONE))
            for bank in (years.sqlite, years.postgresql)
        ]
        reading = readings[0]
        filters = drawn(random.Random(SEED))
        legend = queries.utilization.legend(reading, filters[0])
        tasks, duck = facts.current(reading).tasks, duckdb.connect()
        duck.register("columns", _frame(tasks))
        duck.execute("CREATE TABLE tasks AS SELECT * FROM columns")
        races = [
            *(race for kind in KEYS for race in _races(kind, readings, legend, filters, duck)),
            _pandas(reading, legend, filters[0]),
            Race(ALWAYS[0], _figure, _express, EXPRESS, lambda ours, theirs: bool(ours and theirs)),
            Race(ALWAYS[1], lambda: _page(reading), lambda: time.sleep(1), SECOND, lambda *_: True),
        ]
        yield [race if scale >= LARGE or race.peer in ALWAYS else replace(race, goal=math.inf) for race in races]


def drawn(draw: random.Random) -> list[Scope]:
    """Each limits at least one of client, theme and area, and one to four years from any day on."""
    return [_scope(draw) for _ in range(FILTERS)]


def _scope(draw: random.Random) -> Scope:
    first = years.FIRST + timedelta(days=draw.randrange(years.DAYS - 4 * 365))
    period = Period(first, first + timedelta(days=draw.randrange(365, 4 * 365)))
    limits = {"client_id": years.CLIENTS, "theme": years.THEMES, "area": years.AREAS}
    asked: Any = {
        name: draw.randrange(1, limits[name] + 1) for name in draw.sample(sorted(limits), draw.randrange(1, 4))
    }
    return Scope(period, **asked)


def _races(
    kind: Chart, readings: Sequence[Reading], legend: Legend, filters: Sequence[Scope], duck: Any
) -> Iterator[Race]:
    reading = readings[0]

    def ours() -> list[Answer]:
        return [bars(kind, reading, legend, scope) for scope in filters]

    tasks = facts.current(reading).tasks
    yield Race(f"{kind}: columns read once", ours, lambda: [_read(tasks) for _ in filters], FLOOR, lambda *_: True)
    yield Race(f"{kind}: DuckDB in memory", ours, lambda: [_duck(duck, kind, scope) for scope in filters], DUCKDB)
    for bank in readings:
        yield Race(f"{kind}: SQL on {_dialect(bank)}", ours, _in_sql(bank, kind, filters), SQL)


def _dialect(reading: Reading) -> str:
    return reading.session.connection().dialect.name


def bars(kind: Chart, reading: Reading, legend: Legend, scope: Scope) -> Answer:
    """By the functions that the page calls."""
    rows = chosen.of(facts.current(reading).tasks, scope, legend)
    found = utilization.bars(kind, rows, Measure.MINUTES, Measure.PEOPLE)
    return {bar.code: (bar.count, bar.sums[Measure.MINUTES], bar.sums[Measure.PEOPLE]) for bar in found}


def _read(tasks: Tasks) -> list[int]:
    return [int(getattr(tasks, name).sum()) for name in READ]


def _frame(tasks: Tasks) -> pd.DataFrame:
    """What DuckDB likes best: a plain column for each thing that is asked."""
    days = [date.fromordinal(day) for day in range(int(tasks.day.min()), int(tasks.day.max()) + 1)]
    months = pd.array([day.year * 12 + day.month - 1 for day in days], dtype="int32")
    columns = {
        name: getattr(tasks, name) for name in ("day", "client", "package", "area", "expert", "minutes", "ending")
    }
    theme = [value.bit_length() - 1 for value in tasks.themes.tolist()]
    return pd.DataFrame({**columns, "theme": theme, "month": months[tasks.day - tasks.day.min()]})


def _duck(duck: Any, kind: Chart, scope: Scope) -> Answer:
    key = KEYS[kind][0]
    named = {"client": scope.client_id, "theme": scope.theme, "area": scope.area}
    limits = "".join(f" AND {name} = {value}" for name, value in named.items() if value is not None)
    rows = duck.execute(
        f"SELECT {key}, count(*), sum(minutes), count(DISTINCT expert) FROM tasks WHERE ending = 1 "
        f"AND day BETWEEN {scope.period.first.toordinal()} AND {scope.period.last.toordinal()}{limits} GROUP BY {key}"
    ).fetchall()
    return _answer(rows)


def _in_sql(bank: Reading, kind: Chart, filters: Sequence[Scope]) -> Callable[[], list[Answer]]:
    name = _dialect(bank)
    key = MONTH[name] if kind is Chart.MONTHS else KEYS[kind][1]

    def ask(scope: Scope) -> Answer:
        return _answer(bank.session.execute(text(_query(key, scope)), _words(name, scope)).all())

    return lambda: [ask(scope) for scope in filters]


def _query(key: str, scope: Scope) -> str:
    named = {"o.client_id": scope.client_id, "t.theme_id": scope.theme, "o.municipality": scope.area}
    limits = "".join(
        f" AND {column} = '{value:03}'" if column == "o.municipality" else f" AND {column} = {value}"
        for column, value in named.items()
        if value is not None
    )
    counted = "count(*), sum(r.minutes), count(DISTINCT a.expert_id)"
    period = "a.starts_at >= :first AND a.starts_at < :end"
    return f"SELECT {key} AS key, {counted} {ROWS} AND {period}{limits} GROUP BY 1"


def _words(dialect: str, scope: Scope) -> dict[str, Any]:
    days = {"first": scope.period.first, "end": scope.period.last + timedelta(days=1)}
    return {name: day.isoformat() if dialect == "sqlite" else day for name, day in days.items()}


def _answer(rows: Sequence[Sequence[Any]]) -> Answer:
    return {int(key): (int(count), int(minutes), int(people)) for key, count, minutes, people in rows}


def _pandas(reading: Reading, legend: Legend, scope: Scope) -> Race:
    columns = "a.starts_at, o.client_id, t.theme_id, o.municipality, a.expert_id, r.minutes"

    def theirs() -> Answer:
        frame = pd.read_sql(text(f"SELECT {columns} {ROWS}"), reading.session.connection())
        words = _words("sqlite", scope)
        kept = frame[(frame.starts_at >= words["first"]) & (frame.starts_at < words["end"])]
        for column, value in (("client_id", scope.client_id), ("theme_id", scope.theme)):
            kept = kept if value is None else kept[kept[column] == value]
        kept = kept if scope.area is None else kept[kept.municipality == f"{scope.area:03}"]
        month = kept.starts_at.str[:4].astype(int) * 12 + kept.starts_at.str[5:7].astype(int) - 1
        found = kept.groupby(month).agg(
            count=("minutes", "size"), minutes=("minutes", "sum"), people=("expert_id", "nunique")
        )
        return _answer([(key, *row) for key, row in zip(found.index, found.to_numpy(), strict=True)])

    return Race("month: pandas.read_sql", lambda: bars(Chart.MONTHS, reading, legend, scope), theirs, PANDAS)


_NAMES = [f"{1 + number % 12}/{2018 + number // 12}" for number in range(MONTHS)]
_VALUES = {f"Palvelu {place}": [place * 7 + number for number in range(MONTHS)] for place in range(SERIES)}


def _figure() -> bytes:
    return orjson.dumps(figures.bars(_NAMES, _VALUES))


def _express() -> str:
    rows = [(name, series, value) for series, own in _VALUES.items() for name, value in zip(_NAMES, own, strict=True)]
    frame = pd.DataFrame(rows, columns=["month", "series", "value"])
    return str(px.bar(frame, x="month", y="value", color="series", barmode="group").to_json())


def _page(reading: Reading) -> str:
    """All years with no limit: the heaviest there is, to the text that is sent."""
    words = scopes.words(Scope(Period(years.FIRST, years.FIRST + timedelta(days=years.DAYS))))
    return str(to_json_plotly(page.show(reading, **words)))
