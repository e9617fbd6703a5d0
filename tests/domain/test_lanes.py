"""What the queue notes beside an order, and when a claim that nothing has come of falls back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain import lanes, offers
from domain.lanes import Circumstances, Slot
from domain.orders import Badge, Lane, OrderStatus
from tests import make

TODAY = date(2026, 11, 23)
PLAIN = Circumstances(
    status=OrderStatus.HANDLING,
    waits_for_orderer=False,
    planning_meeting=False,
    has_times=True,
    report_missing=False,
    call_back_on=None,
    next_start=None,
)
TOO_LONG = offers.unanswered_before(TODAY)
UNFILLED, FILLED = (Lane.HANDLING, Lane.OFFERED), (Lane.CONFIRMED, Lane.DONE)


def told(lane: Lane, **facts: Any) -> set[Badge]:
    return set(lanes.badges(lane, replace(PLAIN, **facts), TODAY))


@pytest.mark.parametrize(
    ("badge", "facts"),
    [
        (Badge.URGENT, {"urgent": True}),
        (Badge.WAITS_FOR_ORDERER, {"waits_for_orderer": True}),
        (Badge.OPEN_TIME, {"has_times": False}),
        (Badge.CALL_BACK, {"call_back_on": TODAY}),
    ],
)
def test_what_hinders_finding_somebody_is_noted_until_everyone_is_found(badge: Badge, facts: dict[str, Any]) -> None:
    assert all(told(lane, **facts) == {badge} for lane in UNFILLED)
    assert all(told(lane, **facts) == set() for lane in FILLED)
    assert all(told(lane) == set() for lane in (*UNFILLED, *FILLED))


def test_tomorrows_call_is_not_noted_today() -> None:
    assert told(Lane.HANDLING, call_back_on=TODAY + timedelta(days=1)) == set()


def test_an_offer_is_unanswered_from_its_second_day_on() -> None:
    just_now = TOO_LONG - timedelta(seconds=1)
    assert told(Lane.OFFERED, oldest_offer=just_now) == {Badge.UNANSWERED}
    assert told(Lane.OFFERED, oldest_offer=TOO_LONG) == set()
    assert told(Lane.HANDLING, oldest_offer=just_now) == set()


def test_a_claim_that_fell_back_is_noted_among_the_new() -> None:
    assert told(Lane.NEW) == {Badge.LAPSED}
    assert told(Lane.NEW, status=OrderStatus.NEW) == set()


@pytest.mark.parametrize(
    ("lane", "noted"), [(Lane.HANDLING, True), (Lane.CONFIRMED, True), (Lane.DONE, False), (Lane.PAYABLE, False)]
)
def test_a_planning_meeting_is_noted_until_the_work_begins(lane: Lane, noted: bool) -> None:
    assert (Badge.PLANNING_MEETING in told(lane, planning_meeting=True)) is noted
    assert Badge.PLANNING_MEETING not in told(lane)


def test_a_missing_report_is_noted_where_the_lane_does_not_say_it() -> None:
    assert told(Lane.CONFIRMED, report_missing=True) == {Badge.REPORT_MISSING}
    assert told(Lane.REPORT_MISSING, report_missing=True) == set()


def test_a_new_time_and_an_order_nobody_was_found_for_are_noted() -> None:
    assert told(Lane.CONFIRMED, yes_awaited=True) == {Badge.NEW_TIME}
    assert told(Lane.CANCELLED, status=OrderStatus.UNFILLED) == {Badge.NOT_FOUND}


@pytest.mark.parametrize(
    ("lane", "facts", "stands"),
    [
        (Lane.HANDLING, {"handled_at": make.at(18, month=11).start}, Lane.NEW),
        (Lane.HANDLING, {"handled_at": make.at(20, month=11).start}, Lane.HANDLING),
        (Lane.HANDLING, {"handled_at": make.at(18, month=11).start, "waits_for_orderer": True}, Lane.HANDLING),
        (Lane.OFFERED, {"handled_at": make.at(18, month=11).start}, Lane.OFFERED),
        (Lane.HANDLING, {}, Lane.HANDLING),
    ],
)
def test_a_claim_without_an_act_in_two_working_days_falls_back(lane: Lane, facts: dict[str, Any], stands: Lane) -> None:
    assert lanes.standing(lane, replace(PLAIN, **facts), TODAY) is stands


def test_progress_counts_those_to_come_and_past_ones_only_when_nothing_is_to_come() -> None:
    past, next_one = Slot(1, make.at(1), True, 3), Slot(2, make.at(9), False, 1)
    assert lanes.progress([past, next_one]).filled == 1
    assert lanes.progress([past]).filled == 3
    assert lanes.progress([]).filled == 0
