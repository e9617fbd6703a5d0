"""A race is fair: the same answer first, turn about, and a goal that can be missed."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from benchmarks import __main__ as command
from benchmarks import harness
from benchmarks.harness import Count, Race, Unequal


def sums(upto: int) -> int:
    return sum(range(upto))


def test_a_race_against_a_hundredth_of_the_work_is_lost() -> None:
    row = harness.run(Race("less", lambda: sums(200_000) and 1, lambda: sums(2_000) and 1, goal=2.0), 1, rounds=5)
    assert row.ratio > 2
    assert not row.met
    assert row.low <= row.ratio <= row.high


def test_a_race_against_the_hundredfold_work_is_won() -> None:
    row = harness.run(Race("more", lambda: sums(2_000) and 1, lambda: sums(200_000) and 1, goal=0.5), 10, rounds=5)
    assert row.met
    assert (row.scale, row.peer, row.goal) == (10, "more", 0.5)


def test_different_answers_are_not_timed() -> None:
    with pytest.raises(Unequal, match="the other, scale 1: the answers differ"):
        harness.run(Race("the other", lambda: 1, lambda: 2, goal=1.0), 1, rounds=1)


def test_the_sides_take_turns_in_going_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harness, "SHORTEST_SAMPLE", 0.0)
    called: list[str] = []
    race = Race("peer", lambda: called.append("ours"), lambda: called.append("theirs"), goal=1.0)
    harness.run(race, 1, rounds=3)
    assert called[-6:] == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]


@pytest.mark.parametrize(("ours", "met"), [(4, True), (5, False)])
def test_a_count_is_compared_as_it_is(ours: int, met: bool) -> None:
    row = harness.run(Count("queries on a small bank", ours, 4, goal=1.0), 100, rounds=1)
    assert (row.ours, row.theirs, row.met) == (ours, 4, met)


def test_json_has_the_fields_that_are_promised() -> None:
    rows = [harness.run(Count("peer", 1, 1, goal=1.0), 1, rounds=1)]
    told = json.loads(json.dumps(harness.as_json("reads", rows)))
    assert told["benchmark"] == "reads"
    assert {"scale", "ours", "peer", "theirs", "ratio", "goal", "met"} <= told["rows"][0].keys()


def test_a_benchmark_that_is_not_there_is_told_in_one_line() -> None:
    told = CliRunner().invoke(command.main, ["speed"])
    assert told.exit_code == 2
    assert "'speed' is not one of" in told.output
