"""How ready the members are: by what is valid today, and for few people nothing that could name them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from domain import capacity
from domain.capacity import Cover, Readiness
from domain.experts import Period, Standing
from domain.matching.columns import Columns
from domain.matching.profiles import ExpertProfile
from domain.matching.vocabulary import Vocabulary
from tests.charting import CRISIS, LEGEND, SUBSTANCE

TODAY = date(2026, 11, 23)
JOINED = date(2021, 4, 1)
ALWAYS = (Period(JOINED, date(2040, 1, 1)),)
ALL = dict.fromkeys(("training", "induction", "refresher", "mentoring", "agreement"), ALWAYS)
VOCABULARY = Vocabulary({SUBSTANCE: 0, CRISIS: 63}, (), ("fi", "sv"), ())


def until(days: int) -> tuple[Period, ...]:
    return (Period(JOINED, TODAY + timedelta(days=days)),)


def columns(*profiles: ExpertProfile) -> Columns:
    return Columns.build(profiles, VOCABULARY)


def ready(number: int, *themes: int, languages: tuple[str, ...] = ("fi",)) -> ExpertProfile:
    own = frozenset(themes)
    return ExpertProfile(number, JOINED, own_themes=own, languages=frozenset(languages), standing=Standing(**ALL))


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (ALL, Readiness.READY),
        (ALL | {"refresher": until(60)}, Readiness.READY),
        (ALL | {"refresher": until(59)}, Readiness.LAPSING),
        (ALL | {"refresher": until(0)}, Readiness.LAPSING),
        (ALL | {"refresher": until(-1)}, Readiness.LAPSED),
        (ALL | {"mentoring": ()}, Readiness.LAPSED),
        (ALL | {"agreement": ()}, Readiness.LAPSED),
        (ALL | {"induction": (), "refresher": ()}, Readiness.IN_INDUCTION),
        ({}, Readiness.IN_TRAINING),
    ],
)
def test_readiness_is_judged_today(standing: dict[str, tuple[Period, ...]], expected: Readiness) -> None:
    one = ExpertProfile(7, JOINED, standing=Standing(**standing))
    assert capacity.readiness(columns(one), TODAY) == {7: expected}


def test_only_members_are_counted() -> None:
    counts = capacity.counts(columns(ready(1), ready(2)), TODAY, np.array([1]))
    assert {word: count for word, count in counts.items() if count} == {Readiness.READY: 1}


def test_few_ready_members_of_a_theme_are_not_counted_and_neither_is_the_next_fewest() -> None:
    people = [*(ready(number, SUBSTANCE) for number in range(1, 7)), *(ready(number, CRISIS) for number in (8, 9))]
    assert capacity.themes(columns(*people), TODAY, LEGEND) == (Cover("Kriisit", None), Cover("Päihteet", None))
    more = [*people, *(ready(number, CRISIS) for number in (10, 11, 12))]
    assert capacity.themes(columns(*more), TODAY, LEGEND) == (Cover("Päihteet", 6), Cover("Kriisit", 5))


def test_a_theme_without_anybody_is_told_for_it_is_what_must_be_recruited() -> None:
    people = [ready(number, SUBSTANCE) for number in range(1, 7)]
    assert capacity.themes(columns(*people), TODAY, LEGEND) == (Cover("Päihteet", 6), Cover("Kriisit", 0))


def test_who_may_not_act_covers_no_language() -> None:
    lapsed = ExpertProfile(9, JOINED, languages=frozenset({"sv"}), standing=Standing())
    people = [*(ready(number) for number in range(1, 6)), lapsed]
    assert capacity.languages(columns(*people), TODAY) == (Cover("fi", 5), Cover("sv", 0))
