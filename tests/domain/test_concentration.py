"""Whether few did most, and the parts into which those at work are cut: never one that few people could be known by."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from domain import concentration
from domain.concentration import Concentration, Part
from domain.experts import Period
from domain.scopes import Scope
from tests import charting
from tests.charting import task

YEAR = Scope(Period(date(2023, 1, 1), date(2023, 12, 31)))


def done(*counts: int) -> Concentration:
    return concentration.of(np.array(counts))


def test_half_of_the_work_was_done_by_as_few_as() -> None:
    """10 + 6 of 30 are more than half, 10 alone is not."""
    found = done(2, 10, 4, 5, 3, 6, 0)
    assert (found.tasks, found.people, found.working) == (30, 2, 6)


def test_exactly_half_is_half() -> None:
    assert done(5, 5).people == 1


def test_the_curve_rises_from_those_who_did_least() -> None:
    assert done(1, 3).curve == ((0.0, 0.0), (0.5, 0.25), (1.0, 1.0))
    assert done(0, 0).curve == ((0.0, 0.0),)


def test_a_long_curve_is_drawn_by_as_many_points_as_can_be_seen() -> None:
    curve = done(*range(1, 20_001)).curve
    assert (len(curve), curve[0], curve[50][0], curve[-1]) == (101, (0.0, 0.0), 0.5, (1.0, 1.0))


@pytest.mark.parametrize(("working", "parts"), [(4, 0), (5, 1), (9, 1), (10, 2), (24, 2), (25, 5), (49, 5), (50, 10)])
def test_no_part_adds_fewer_than_five_people(working: int, parts: int) -> None:
    found = done(*[1] * working).parts
    people = [0, *(part.people for part in found)]
    assert len(found) == parts
    assert all(more - before >= 5 for before, more in itertools.pairwise(people))


def test_each_part_holds_those_who_did_least() -> None:
    """Of ten the five who did least did 1 + 1 + 1 + 2 + 2 of 40."""
    found = done(9, 1, 2, 1, 8, 1, 5, 2, 5, 6)
    assert found.parts == (Part(50, 5, 7), Part(100, 10, 40))


def test_the_rows_of_a_part_are_as_many_as_it_tells_and_a_share_between_two_parts_is_the_lower() -> None:
    counts = (9, 1, 2, 1, 8, 1, 5, 2, 5, 6)
    tasks = [task(date(2023, 3, 1), expert=number) for number, count in enumerate(counts, 1) for _ in range(count)]
    tasks.append(task(date(2022, 3, 1), expert=2))

    def rows(percent: int) -> int:
        return len(charting.chosen_of(tasks, replace(YEAR, least=percent)))

    assert [rows(percent) for percent in (1, 49, 50, 99, 100)] == [0, 0, 7, 7, 40]
