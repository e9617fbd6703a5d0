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
FOUND_BY = {"a_changed_account_is_not_noticed": 3}
"""The seed, where the first one's walk does not come by."""
ACTS = {**work_acts.ACTS, **money_acts.ACTS}


def walk(database: Database, clock: Clock, seed: int, steps: int = STEPS) -> Counter[str]:
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
    ("kind", "seeds"),
    [
        ("sqlite", SEEDS),
        ("postgresql", [SEEDS[0]]),
        pytest.param("sqlite", range(6, 206), marks=pytest.mark.soak),
        pytest.param("postgresql", SEEDS, marks=pytest.mark.soak),
    ],
)
def test_the_money_is_right_after_every_step(kind: str, seeds: Sequence[int], maker: Callable[[str], Maker]) -> None:
    """Every act is done often enough to say so, when five walks have been taken."""
    reached: Counter[str] = Counter()
    for seed in seeds:
        clock = Clock()
        with bank(maker(kind), clock) as database:
            reached += walk(database, clock, seed)
    rare = {act: reached[act] for act in ACTS if reached[act] < LEAST}
    assert rare == {} or len(seeds) < len(SEEDS)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_walk_finds_what_a_careless_hand_sowed(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    FAULTS[fault](monkeypatch)
    with pytest.raises(AssertionError):
        walk(database, clock, FOUND_BY.get(fault, SEEDS[0]))
