"""Races between the program and a named peer: the same answer first, then turn about, and the median of the ratios."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

SHORTEST_SAMPLE = 0.05
MOST_CALLS = 1000


class Unequal(Exception):
    """The two sides do not give the same answer, so their times say nothing."""


@dataclass(frozen=True)
class Race:
    """`goal` is the largest ratio ours / theirs that is good enough; `same` compares what the two sides return. Without a
    goal they are only told.

    `rounds` bounds what takes long.
    """

    peer: str
    ours: Callable[[], Any]
    theirs: Callable[[], Any]
    goal: float | None
    same: Callable[[Any, Any], bool] = lambda ours, theirs: ours == theirs
    rounds: int | None = None


@dataclass(frozen=True)
class Count:
    """Two numbers that are counted, not timed; without a goal they are only told."""

    peer: str
    ours: int
    theirs: int
    goal: float | None


@dataclass(frozen=True)
class Row:
    """`ours` and `theirs` are seconds of wall time for one call, or plain counts. `low`–`high` is the middle half of the
    ratios; `cpu` is the ratio of processor time in this process."""

    scale: int
    peer: str
    ours: float
    theirs: float
    ratio: float
    low: float
    high: float
    cpu: float
    goal: float | None
    met: bool


@dataclass(frozen=True)
class Sample:
    wall: float
    cpu: float


def run(contest: Race | Count, scale: int, rounds: int) -> Row:
    return _counted(contest, scale) if isinstance(contest, Count) else _raced(contest, scale, rounds)


def _counted(count: Count, scale: int) -> Row:
    ratio = count.ours / count.theirs
    met = count.goal is None or ratio <= count.goal
    return Row(scale, count.peer, count.ours, count.theirs, ratio, ratio, ratio, ratio, count.goal, met)


def _raced(race: Race, scale: int, rounds: int) -> Row:
    if not race.same(race.ours(), race.theirs()):
        raise Unequal(f"{race.peer}, scale {scale}: the answers differ")
    gc.collect()
    pairs = list(_turn_about(race, min(rounds, race.rounds or rounds)))
    ratios = sorted(ours.wall / theirs.wall for ours, theirs in pairs)
    ratio = statistics.median(ratios)
    low, _, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else (ratio, ratio, ratio)
    return Row(
        scale,
        race.peer,
        statistics.median(ours.wall for ours, _ in pairs),
        statistics.median(theirs.wall for _, theirs in pairs),
        ratio,
        low,
        high,
        statistics.median(ours.cpu / max(theirs.cpu, 1e-9) for ours, theirs in pairs),
        race.goal,
        race.goal is None or ratio <= race.goal,
    )


def _turn_about(race: Race, rounds: int) -> Iterator[tuple[Sample, Sample]]:
    """Who goes first changes every round, so that a machine that slows down slows both."""
    calls = {side: _calls(side) for side in (race.ours, race.theirs)}
    for number in range(rounds):
        order = (race.ours, race.theirs) if number % 2 == 0 else (race.theirs, race.ours)
        samples = {side: _sample(side, calls[side]) for side in order}
        yield samples[race.ours], samples[race.theirs]


def _calls(side: Callable[[], Any]) -> int:
    """How often a call is repeated in one sample, so that the clock's grain does not matter."""
    once = max(_sample(side, 1).wall, 1e-6)
    return min(MOST_CALLS, max(1, round(SHORTEST_SAMPLE / once)))


def _sample(side: Callable[[], Any], calls: int) -> Sample:
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(calls):
        side()
    return Sample((time.perf_counter() - wall) / calls, (time.process_time() - cpu) / calls)


HEAD = ("scale", "peer", "ours", "theirs", "ratio", "middle half", "cpu", "goal", "met")


def table(rows: list[Row]) -> str:
    lines = [HEAD, *(_shown(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _shown(row: Row) -> tuple[str, ...]:
    return (
        str(row.scale),
        row.peer,
        _amount(row.ours),
        _amount(row.theirs),
        f"{row.ratio:.2f}",
        f"{row.low:.2f}–{row.high:.2f}",
        f"{row.cpu:.2f}",
        "–" if row.goal is None else f"{row.goal:.3g}",
        "yes" if row.met else "NO",
    )


def _amount(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value * 1000:.2f} ms"


def as_json(name: str, rows: list[Row]) -> dict[str, Any]:
    return {"benchmark": name, "rows": [asdict(row) for row in rows]}
