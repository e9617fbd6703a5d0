"""Who of the members was at work, who has waited longest against their own wish, and whether few did most."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain import rotation
from domain.experts import Period, WorkWish
from domain.facts import Ending
from domain.rotation import Base, Member, MemberRow, Share, Waiting
from domain.scopes import Scope
from tests import charting
from tests.charting import task

YEAR = Scope(Period(date(2023, 1, 1), date(2023, 12, 31)))
EVER = Scope(Period(date(2000, 1, 1), date(2023, 12, 31)))
JOINED = date(2021, 4, 1)


def activity(members: list[Member], tasks: list[dict[str, object]]) -> tuple[MemberRow, ...]:
    rows, ever = (charting.chosen_of(tasks, scope) for scope in (YEAR, EVER))
    return rotation.activity(members, rows, ever, date(2023, 12, 31))


def member(number: int, wish: WorkWish = WorkWish.NOW_AND_THEN, refreshed: bool = True, name: str = "") -> Member:
    return Member(number, refreshed, JOINED, wish, name)


def done(*counts: int) -> tuple[MemberRow, ...]:
    tasks = [task(date(2023, 3, 1), expert=number) for number, count in enumerate(counts, 1) for _ in range(count)]
    return activity([member(number) for number in range(1, len(counts) + 1)], tasks)


def test_of_69_members_45_worked_and_of_the_refreshed_53_the_same_45() -> None:
    """The bank's published figures of 2023: 65 % and 85 %."""
    members = [member(number, refreshed=number <= 53) for number in range(1, 70)]
    rows = activity(members, [task(date(2023, 3, 1), expert=1 + number % 45) for number in range(702)])
    assert rotation.share(Base.MEMBERS, rows) == Share(45, 69)
    assert rotation.share(Base.REFRESHED, rows) == Share(45, 53)
    assert len(rotation.of(Base.MEMBERS, rows, worked=False)) == 24


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
    (row,) = activity([member(1, wish)], [task(date(2023, 12, 31) - timedelta(days=waited))])
    assert row.waiting is expected
    assert sum(rotation.waiting([row]).values()) == rotation.waiting([row])[expected] == 1


def test_whoever_has_waited_longest_against_their_wish_stands_first_and_not_who_did_most() -> None:
    members = [member(1, WorkWish.SELDOM), member(2, WorkWish.OFTEN), member(3, WorkWish.PAUSED)]
    days = {1: date(2023, 9, 1), 2: date(2023, 10, 1)}
    rows = activity(members, [task(days[1]), task(days[1]), task(days[2], expert=2), task(JOINED, expert=3)])
    assert [row.member.expert_id for row in rows] == [2, 1, 3]


def test_half_of_the_work_was_done_by_as_few_as() -> None:
    """10 + 6 of 30 are more than half, 10 alone is not."""
    found = rotation.concentration(done(2, 10, 4, 5, 3, 6, 0))
    assert (found.tasks, found.people, found.working) == (30, 2, 6)


def test_exactly_half_is_half() -> None:
    assert rotation.concentration(done(5, 5)).people == 1


def test_the_curve_rises_from_those_who_did_least() -> None:
    assert rotation.concentration(done(1, 3)).curve == ((0.0, 0.0), (0.5, 0.25), (1.0, 1.0))
    assert rotation.concentration(done(0, 0)).curve == ((0.0, 0.0),)
