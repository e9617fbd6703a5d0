"""Who of the members was at work, who has waited longest against their own wish, and whether few did most."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain import rotation
from domain.experts import Period, WorkWish
from domain.facts import Ending
from domain.rotation import Base, Member, MemberRow, Rotation, Share, Waiting
from domain.scopes import Scope
from tests import charting
from tests.charting import task

YEAR = Scope(Period(date(2023, 1, 1), date(2023, 12, 31)))
JOINED = date(2021, 4, 1)


def moved(members: list[Member], tasks: list[dict[str, object]]) -> Rotation:
    rows, everything = charting.chosen_of(tasks, YEAR), charting.facts(tasks).tasks
    return rotation.activity(charting.members(members), rows, everything, date(2023, 12, 31))


def activity(members: list[Member], tasks: list[dict[str, object]]) -> tuple[MemberRow, ...]:
    return moved(members, tasks).rows


def member(number: int, wish: WorkWish = WorkWish.NOW_AND_THEN, refreshed: bool = True, name: str = "") -> Member:
    return Member(number, refreshed, JOINED, wish, name)


def test_of_69_members_45_worked_and_of_the_refreshed_53_the_same_45() -> None:
    """The bank's published figures of 2023: 65 % and 85 %."""
    members = [member(number, refreshed=number <= 53) for number in range(1, 70)]
    found = moved(members, [task(date(2023, 3, 1), expert=1 + number % 45) for number in range(702)])
    assert found.shares == {Base.MEMBERS: Share(45, 69), Base.REFRESHED: Share(45, 53)}
    assert len(rotation.of(Base.MEMBERS, found.rows, worked=False)) == 24


def test_a_paid_cancellation_puts_nobody_to_work() -> None:
    (row,) = activity([member(1)], [task(date(2023, 5, 5), Ending.CANCELLED_BY_CLIENT, owed=True)])
    assert (row.worked, row.count, row.last) == (False, 0, None)


def test_work_of_an_earlier_year_ends_the_waiting_though_it_is_not_counted() -> None:
    (row,) = activity([member(1)], [task(date(2022, 12, 31))])
    assert (row.count, row.last, row.waited) == (0, date(2022, 12, 31), 365)


def test_who_has_never_worked_has_waited_since_joining() -> None:
    (row,) = activity([member(1)], [])
    assert row.waited == (date(2023, 12, 31) - JOINED).days


@pytest.mark.parametrize(
    ("wish", "waited", "expected"),
    [
        (WorkWish.OFTEN, 30, Waiting.WITHIN),
        (WorkWish.OFTEN, 31, Waiting.OVER),
        (WorkWish.OFTEN, 61, Waiting.TWICE),
        (WorkWish.NOW_AND_THEN, 61, Waiting.WITHIN),
        (WorkWish.SELDOM, 361, Waiting.TWICE),
        (WorkWish.PAUSED, 900, Waiting.PAUSED),
    ],
)
def test_waiting_is_against_each_ones_own_wish(wish: WorkWish, waited: int, expected: Waiting) -> None:
    found = moved([member(1, wish)], [task(date(2023, 12, 31) - timedelta(days=waited))])
    assert [row.waiting for row in found.rows] == [expected]
    assert {word: count for word, count in found.waiting.items() if count} == {expected: 1}


def test_whoever_has_waited_longest_against_their_wish_stands_first_and_not_who_did_most() -> None:
    members = [member(1, WorkWish.SELDOM), member(2, WorkWish.OFTEN), member(3, WorkWish.PAUSED)]
    days = {1: date(2023, 9, 1), 2: date(2023, 10, 1)}
    rows = activity(members, [task(days[1]), task(days[1]), task(days[2], expert=2), task(JOINED, expert=3)])
    assert [row.member.expert_id for row in rows] == [2, 1, 3]
