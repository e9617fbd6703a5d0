"""Ranking one order, explained and with what would bring people back, against reading the columns once, one SQL statement on
SQLite, and a loop over ORM objects; and how soon columns start, follow a commit and reach the screen.

Goals at scale 100 (20,000 experts, 1,000,000 past assignments): at most 6 × reading, a fiftieth of SQL, a ten-thousandth of
the loop, twice the time of 200 experts. On small banks a fixed quarter of a millisecond weighs, so they carry no goal there.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import orjson
from sqlalchemy import update

import commands.histories
from benchmarks import loops, members, openings, statements
from benchmarks.banks import EVERYONE
from benchmarks.harness import Count, Race
from callbacks import matching as page
from db import columns, queries, tables
from db.session import Database
from domain.matching import ranking
from domain.matching.arrays import Array
from domain.matching.columns import Columns
from domain.matching.need import Need
from domain.matching.ranking import Ranking
from domain.matching.weights import Weights

NATION = 100
OF_READING, OF_SQL, OF_ORM, OF_SMALL = 6.0, 1 / 50, 1 / 10_000, 2.0
SEEN_WITHIN_MS, DRAWN_WITHIN_MS, SHOWN_WITHIN_MS = 250, 100, 300
COMMITS, OPENINGS = 40, 40
ORM_ROUNDS = 2


@contextmanager
def contests(scale: int) -> Iterator[list[Race | Count]]:
    with ExitStack() as stack:
        bank = stack.enter_context(members.bank(scale))
        with bank.reading(EVERYONE) as reading:
            kept = queries.histories.afresh(reading)
        with bank.writing(EVERYONE) as writing:
            commands.histories.keep(writing, kept.seq, kept.history)
        yield [*_ranking(stack, bank, scale), *_following(bank), *_opening(bank)]


def _ranking(stack: ExitStack, bank: Database, scale: int) -> list[Race | Count]:
    rank = ranker(bank)
    connection = stack.enter_context(statements.connection(bank))
    found: list[Race | Count] = [
        Race("reading the needed columns once", rank, reader(bank), _goal(scale, OF_READING), lambda *_: True),
        Race(
            "one SQL statement on SQLite",
            rank,
            lambda: statements.ranked(connection),
            _goal(scale, OF_SQL),
            same_totals,
        ),
        Race(
            "ORM objects and a loop",
            rank,
            lambda: loops.ranked(bank),
            _goal(scale, OF_ORM),
            same_totals,
            rounds=ORM_ROUNDS,
        ),
    ]
    if scale > 1:
        small = ranker(stack.enter_context(members.bank(1)))
        found.append(Race("the same at 200 experts", rank, small, _goal(scale, OF_SMALL), lambda *_: True))
    return found


def _following(bank: Database) -> list[Race | Count]:
    late = milliseconds(seen_after(bank))[95]
    return [
        Race("starting by a scan of the assignments", lambda: built(bank), lambda: scanned(bank), 1.0, same_columns, 1),
        Count("p95 in ms until another worker has a commit, of 250", late, SEEN_WITHIN_MS, 1.0),
    ]


def _opening(bank: Database) -> Iterator[Count]:
    drawn = milliseconds(opened(bank))
    yield Count("p95 in ms of processor time to draw 100 candidates, of 100", drawn[95], DRAWN_WITHIN_MS, 1.0)
    clicks = openings.clicked(bank, min(page.SHOWN, len(ranker(bank)().ids)))
    if clicks:
        shown = milliseconds(clicks)
        yield Count("p50 in ms from a click on an order to 100 candidates on screen", shown[50], SHOWN_WITHIN_MS, None)
        yield Count("p95 in ms from a click to 100 candidates on screen, of 300", shown[95], SHOWN_WITHIN_MS, 1.0)


def _goal(scale: int, goal: float) -> float | None:
    return goal if scale >= NATION else None


def ranker(bank: Database) -> Callable[[], Ranking]:
    """Ranks the order; what the order itself works out of its days is worked out anew each time."""
    held, need, weights = asked(bank)
    return lambda: ranking.rank(held, replace(need), weights)


def asked(bank: Database) -> tuple[Columns, Need, Weights]:
    with bank.reading(EVERYONE) as reading:
        need = queries.matching.need(reading, members.ORDER)
        return columns.current(reading, reading.today), need, queries.matching.weights(reading)


def reader(bank: Database) -> Callable[[], list[Any]]:
    held, need, _ = asked(bank)
    needed = needed_columns(held, need)
    return lambda: [column.sum() for column in needed]


def needed_columns(held: Columns, need: Need) -> list[Array]:
    """What ranking this order asks of everyone: of areas, tasks and cards only the order's own row."""
    each, task = held.each, held.vocabulary.task_place[need.task_type_id]
    word = held.vocabulary.place(need.place) // 64
    plain = [each.ids, each.own, each.close, each.languages, each.task_types, each.areas[word], each.home, each.on_site]
    work = [each.count_90, each.count_365, each.cents_90, each.cents_365, each.last, each.joined, each.wish]
    lists = [each.remote, *each.validity.reshape(-1, len(held)), *each.pause, each.asked, *each.week]
    caps = [each.tasks_done[task], each.leanings[task], each.cap_cents, each.cap_minutes, each.through_association]
    return [*plain, *lists, *work, *caps]


def same_totals(ours: Ranking, theirs: dict[int, int]) -> bool:
    return dict(zip(ours.ids.tolist(), ours.totals().tolist(), strict=True)) == theirs


def built(bank: Database) -> Columns:
    with bank.reading(EVERYONE) as reading:
        return columns.built(reading, reading.today)


def scanned(bank: Database) -> Columns:
    with bank.reading(EVERYONE) as reading:
        profiles = queries.profiles.of(reading, reading.today)
        return Columns.build(profiles, queries.matching.vocabulary(reading))


def same_columns(ours: Columns, theirs: Columns) -> bool:
    return ours.differences(theirs) == []


def seen_after(bank: Database) -> Iterator[float]:
    """Seconds from a commit until a second worker's columns hold it; the change is there or the run fails."""
    other = Database(bank.url, bank.keys, bank.clock)
    asked(other)
    for number in range(1, COMMITS + 1):
        with bank.writing(EVERYONE) as writing:
            flipped = update(tables.Expert).where(tables.Expert.id == number).values(remote=number % 2 == 0)
            writing.session.execute(flipped)
        begun = time.perf_counter()
        held, _, _ = asked(other)
        yield time.perf_counter() - begun
        if held.each.remote[np.searchsorted(held.each.ids, number)] != (number % 2 == 0):
            raise AssertionError("another worker has not seen a commit")
    other.dispose()


def opened(bank: Database) -> Iterator[float]:
    """Seconds of processor time to draw the page of an order, after another commit, to the JSON that is sent."""
    for number in range(1, OPENINGS + 1):
        with bank.writing(EVERYONE) as writing:
            paused = update(tables.Expert).where(tables.Expert.id == number).values(remote=number % 2 == 1)
            writing.session.execute(paused)
        begun = time.process_time()
        with bank.reading(EVERYONE) as reading:
            orjson.dumps(page.show(reading, members.ORDER), default=lambda part: part.to_plotly_json())
        yield time.process_time() - begun


def milliseconds(seconds: Iterable[float]) -> dict[int, int]:
    """Percentile → whole milliseconds."""
    cuts = statistics.quantiles(seconds, n=20)
    return {5 * place: round(1000 * cut) for place, cut in enumerate(cuts, start=1)}
