"""Handling time: only medians of a team, from three people and twenty orders up."""

from __future__ import annotations

import pytest

from domain import efforts
from domain.efforts import Effort, Worked
from domain.errors import Refused

MARCH, APRIL = 2026 * 12 + 2, 2026 * 12 + 3


def worked(count: int, people: int, month: int = MARCH) -> list[Worked]:
    """The orders took 60, 120, 180 … seconds."""
    return [Worked(month, 1 + number % people, 60 * (number + 1)) for number in range(count)]


def test_the_median_is_told_of_enough_orders_by_enough_people() -> None:
    """Of 21 orders the eleventh took 660 seconds."""
    assert efforts.of(True, worked(21, 3)).whole == Effort(21, 660)


@pytest.mark.parametrize(("count", "people"), [(19, 3), (40, 2), (0, 1)])
def test_of_few_orders_or_people_only_their_number_is_told(count: int, people: int) -> None:
    assert efforts.of(True, worked(count, people)).whole == Effort(count, None)


def test_an_order_without_a_handler_is_no_third_person() -> None:
    rows = [*worked(30, 2), Worked(MARCH, None, 60)]
    assert efforts.of(True, rows).whole.seconds is None


def test_each_month_needs_enough_of_its_own() -> None:
    found = efforts.of(True, [*worked(21, 3), *worked(5, 3, APRIL)])
    assert found.months == {MARCH: Effort(21, 660), APRIL: Effort(5, None)}


@pytest.mark.parametrize("seconds", [0, -1, 121])
def test_a_time_that_no_browser_could_have_measured_is_refused(seconds: int) -> None:
    with pytest.raises(Refused):
        efforts.check(seconds)
