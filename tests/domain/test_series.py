"""How far an act on one date of a series reaches."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain import series
from domain.errors import Refused
from domain.series import Reach
from tests import make

DATES = {1: make.at(2), 2: make.at(9), 3: make.at(16), 4: make.at(30)}
BEFORE = make.at(1).start
AFTER_THE_FIRST = make.at(3).start


@pytest.mark.parametrize(
    ("reach", "now", "expected"),
    [
        (Reach.THIS, BEFORE, (2,)),
        (Reach.FOLLOWING, BEFORE, (2, 3, 4)),
        (Reach.ALL, BEFORE, (1, 2, 3, 4)),
        (Reach.ALL, AFTER_THE_FIRST, (2, 3, 4)),
    ],
)
def test_an_act_reaches_this_date_the_following_or_all_to_come(reach: Reach, now, expected: tuple[int, ...]):
    assert series.reached(DATES, 2, reach, now) == expected


def test_what_has_been_held_is_touched_only_when_it_is_the_chosen_one():
    assert series.reached(DATES, 1, Reach.FOLLOWING, AFTER_THE_FIRST) == (1, 2, 3, 4)
    assert series.reached(DATES, 3, Reach.ALL, make.at(10).start) == (3, 4)


def test_the_others_move_by_as_many_days_to_the_same_hours():
    assert series.moved(DATES[3], DATES[2], make.at(10, hour=14, minutes=90)) == make.at(17, hour=14, minutes=90)


def test_a_date_keeps_its_hours_over_the_end_of_summer_time():
    october = make.at(20, month=10)
    assert series.moved(make.at(27, month=10), october, make.at(21, month=10)) == make.at(28, month=10)


def test_no_date_is_moved_onto_a_public_holiday():
    epiphany_eve = make.at(5, month=1, year=2027)
    chosen = make.at(29)
    with pytest.raises(Refused, match="public holiday"):
        series.moved(epiphany_eve, chosen, make.at(30))
    assert series.moved(chosen, chosen, make.at(25)) == make.at(25)
    assert chosen.start + timedelta(days=7) == epiphany_eve.start
