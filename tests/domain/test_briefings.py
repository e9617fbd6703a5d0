"""What changed since last week: seven days against the seven before, and what asks for a decision."""

from __future__ import annotations

from datetime import date

from domain import briefings
from domain.briefings import Briefing
from domain.experts import WorkWish
from domain.facts import Ending, Outcome
from domain.rotation import Member
from tests import charting
from tests.charting import CRISIS, SUBSTANCE, order, task

TODAY = date(2026, 11, 23)
THIS, FIRST_DAY, BEFORE, LONG_AGO = date(2026, 11, 20), date(2026, 11, 17), date(2026, 11, 16), date(2026, 11, 9)


def week(
    tasks: tuple[dict[str, object], ...] = (), orders: tuple[dict[str, object], ...] = (), *members: Member
) -> Briefing:
    return briefings.of(charting.facts(tasks, orders), charting.LEGEND, charting.members(members), TODAY)


def test_a_week_is_seven_days_up_to_today() -> None:
    found = week(tuple(task(day) for day in (TODAY, THIS, FIRST_DAY, BEFORE, LONG_AGO)))
    assert (found.held.now, found.held.before) == (3, 1)
    assert found.held.scope is not None
    assert (found.held.scope.period.first, found.held.scope.period.last) == (FIRST_DAY, TODAY)


def test_an_agreement_counts_on_the_day_it_was_made() -> None:
    tomorrow = date(2026, 11, 24)
    found = week((task(tomorrow, Ending.AGREED, agreed=THIS.toordinal()), task(tomorrow, agreed=BEFORE.toordinal())))
    assert (found.agreed.now, found.agreed.before, found.held.now) == (1, 1, 0)


def test_what_fell_through_and_what_came_are_told() -> None:
    found = week((task(THIS, Ending.CANCELLED_BY_CLIENT),), (order(THIS), order(BEFORE)))
    assert (found.broken.now, found.broken.before) == (1, 0)
    assert (found.received.now, found.received.before) == (1, 1)


def test_the_theme_that_lacks_people_most_often_is_named() -> None:
    orders = [order(LONG_AGO, Outcome.NO_THEME, [theme]) for theme in (CRISIS, CRISIS, SUBSTANCE)]
    found = week((), (*orders, order(date(2026, 8, 25), Outcome.NO_AREA)))
    assert (found.lacking.orders, found.lacking.theme) == (3, "Kriisit")


def test_one_order_of_a_theme_shows_no_lack_of_it() -> None:
    found = week((), (order(THIS, Outcome.NO_THEME, [CRISIS]),))
    assert (found.lacking.orders, found.lacking.theme) == (1, "")


def test_members_who_have_waited_over_twice_their_wish_are_counted() -> None:
    joined = date(2021, 4, 1)
    often, seldom, paused = (
        Member(number, True, joined, wish)
        for number, wish in enumerate((WorkWish.OFTEN, WorkWish.SELDOM, WorkWish.PAUSED), 1)
    )
    tasks = tuple(task(date(2026, 9, 1), expert=number) for number in (1, 2, 3))
    assert week(tasks, (), often, seldom, paused).waiting == 1
