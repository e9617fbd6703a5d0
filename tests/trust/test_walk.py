"""A seeded walk of 1,500 steps over the whole payment life, and the faults sown into the program that it must find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import pytest

import commands.trail
from db.session import Database
from tests import people
from tests.clocks import Clock
from tests.databases import Maker, bank
from tests.trust import money_acts, work_acts
from tests.trust.faults import FAULTS
from tests.trust.invariants import Ledger
from tests.trust.walk import Walk

STEPS = 1500
BETWEEN_AUDITS = 25
LEAST = 20
SEEDS = range(1, 6)
FOUND_BY = {
    "the_preparer_approves": 4,
    "nobody_is_asked_for_a_right": 2,
    "a_changed_account_is_not_noticed": 4,
    "only_full_hours_are_paid": 3,
    "cents_are_cut_off": 2,
    "an_export_leaves_no_event": 5,
    "a_new_edition_is_not_stored": 5,
    "a_void_task_is_reported_as_held": 5,
}
"""The seed whose walk comes by soonest, where it is not the first; should it pass by one day, the others are walked."""
ACTS = {**work_acts.ACTS, **money_acts.ACTS}


def walk(database: Database, clock: Clock, seed: int, steps: int) -> Counter[str]:
    """How often each act was done; an AssertionError names the seed's first broken invariant."""
    going = Walk(database, clock, Random(seed), ACTS)
    going.settle()
    ledger = Ledger(going)
    for number in range(1, steps + 1):
        going.step()
        with database.reading(people.READER) as reading:
            ledger.read(reading)
            if number % BETWEEN_AUDITS == 0:
                ledger.audit(reading)
    with database.reading(people.READER) as reading:
        assert commands.trail.verify(reading) == ()
    return going.reached


@pytest.mark.parametrize(
    ("kind", "seeds", "steps"),
    [
        ("sqlite", SEEDS, STEPS),
        ("postgresql", SEEDS[:1], STEPS // 5),
        pytest.param("sqlite", range(6, 206), STEPS, marks=pytest.mark.soak),
        pytest.param("postgresql", SEEDS, STEPS, marks=pytest.mark.soak),
    ],
)
def test_the_money_is_right_after_every_step(
    kind: str, seeds: Sequence[int], steps: int, maker: Callable[[str], Maker]
) -> None:
    """Every act is done often enough to say so, when five walks have been taken."""
    reached: Counter[str] = Counter()
    for seed in seeds:
        reached += alone(maker(kind), seed, steps)
    rare = {act: reached[act] for act in ACTS if reached[act] < LEAST}
    assert rare == {} or len(seeds) < len(SEEDS)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_walk_finds_what_a_careless_hand_sowed(
    maker: Callable[[str], Maker], monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    FAULTS[fault](monkeypatch)
    soonest = FOUND_BY.get(fault, SEEDS[0])
    with pytest.raises(AssertionError):
        for seed in sorted(SEEDS, key=lambda seed: seed != soonest):
            alone(maker("sqlite"), seed)


def alone(kind: Maker, seed: int, steps: int = STEPS) -> Counter[str]:
    """A walk in a bank of its own."""
    clock = Clock()
    with bank(kind, clock) as database:
        return walk(database, clock, seed, steps)
