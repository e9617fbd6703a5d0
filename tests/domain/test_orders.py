"""In which lane an order stands, by the office's own table, and what is said of it besides."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest

from domain import assignments, lanes, orders
from domain.assignments import AssignmentStatus, Settlement
from domain.errors import Refused
from domain.lanes import Circumstances, Slot
from domain.orders import Badge, Gap, Lane, OrderForm, OrderStatus
from tests import clerks, make

STATUSES = {
    "uusi": OrderStatus.NEW,
    "käsittelyssä": OrderStatus.HANDLING,
    "tekijää ei löytynyt": OrderStatus.UNFILLED,
    "peruttu": OrderStatus.CANCELLED,
}
LANES = {
    "uusi": Lane.NEW,
    "käsittelyssä": Lane.HANDLING,
    "tarjottu": Lane.OFFERED,
    "vahvistettu": Lane.CONFIRMED,
    "raportti puuttuu": Lane.REPORT_MISSING,
    "maksettavana": Lane.PAYABLE,
    "valmis": Lane.DONE,
    "peruttu": Lane.CANCELLED,
}
EXAMPLES = clerks.rows("jonot.csv")
FORM = {"client_id": 1, "package_id": 1, "task_type_id": 1}
NOTHING_PAID = Settlement(owed=False, reported=False, paid=False)


def slots(to_come: str, past: str) -> list[Slot]:
    numbers = count(1)
    return [
        Slot(next(numbers), make.at(1), over, int(taken))
        for cell, over in ((past, True), (to_come, False))
        for taken in cell.split()
    ]


@pytest.mark.parametrize("row", EXAMPLES, ids=[row["tapaus"] for row in EXAMPLES])
def test_the_lane_is_the_earliest_unfinished_stage(row: dict[str, str]):
    found = lanes.lane(
        STATUSES[row["tilauksen tila"]],
        slots(row["tulevat kerrat"], row["menneet kerrat"]),
        [LANES[stage] for stage in row["toimeksiannot"].split("+") if stage],
        int(row["tarvitaan"]),
        int(row["avoimia tarjouksia"]),
    )
    assert found is LANES[row["jono"]]


@pytest.mark.parametrize(
    ("status", "over", "settlement", "stage"),
    [
        (AssignmentStatus.AGREED, False, NOTHING_PAID, Lane.CONFIRMED),
        (AssignmentStatus.AGREED, True, NOTHING_PAID, Lane.REPORT_MISSING),
        (AssignmentStatus.DONE, True, Settlement(owed=True, reported=True, paid=False), Lane.PAYABLE),
        (AssignmentStatus.DONE, True, Settlement(owed=True, reported=True, paid=True), Lane.DONE),
        (AssignmentStatus.DONE, True, Settlement(owed=True, reported=False, paid=False), Lane.REPORT_MISSING),
        (AssignmentStatus.CANCELLED, False, NOTHING_PAID, None),
        (AssignmentStatus.CANCELLED, False, Settlement(owed=True, reported=True, paid=False), Lane.PAYABLE),
        (AssignmentStatus.NO_SHOW, True, NOTHING_PAID, None),
        (AssignmentStatus.VOID, False, NOTHING_PAID, None),
    ],
)
def test_an_assignment_goes_through_four_stages_or_none(status, over: bool, settlement: Settlement, stage):
    assert assignments.stage(status, over, settlement) is stage


def test_a_series_tells_how_many_have_been_held():
    found = lanes.progress(slots("1 1 1 1 1", "1 1 1"))
    assert (found.filled, found.held, found.sessions) == (1, 3, 8)


def test_filled_is_told_by_the_session_that_lacks_most():
    assert lanes.progress(slots("2 1", "3")).filled == 1


def test_a_yes_fills_the_sessions_to_come_and_past_ones_only_when_nothing_is_to_come():
    assert [slot.session_id for slot in lanes.to_fill(slots("0 1 0", "0"), 1)] == [2, 4]
    assert [slot.session_id for slot in lanes.to_fill(slots("", "0 1"), 1)] == [1]


def test_an_empty_order_tells_everything_that_is_missing():
    assert orders.missing(OrderForm(**FORM)) == tuple(Gap)


def test_remote_work_needs_no_place():
    assert Gap.PLACE not in orders.missing(OrderForm(**FORM, remote=True))


@pytest.mark.parametrize(
    ("day", "soon"), [(date(2026, 11, 23), True), (date(2026, 11, 27), True), (date(2026, 11, 30), False)]
)
def test_an_unfilled_order_less_than_five_working_days_ahead_is_marked(day: date, soon: bool):
    """Today is Monday 23 November 2026; Monday 30 November is five working days later."""
    now = Circumstances(
        status=OrderStatus.NEW,
        waits_for_orderer=False,
        planning_meeting=False,
        has_times=True,
        report_missing=False,
        call_back_on=None,
        next_start=make.at(day.day, month=day.month).start,
    )
    assert (Badge.SOON in lanes.badges(Lane.NEW, now, date(2026, 11, 23))) is soon


def test_a_session_of_more_than_a_day_is_a_slip_of_the_pen():
    with pytest.raises(Refused, match="at most a day"):
        OrderForm(**FORM, spans=(make.at(2, minutes=25 * 60),))


def test_a_series_holds_at_most_sixty_sessions():
    spans = tuple(make.at(1 + place % 28, 8 + place // 28 * 2, 30) for place in range(61))
    with pytest.raises(Refused, match="at most 60"):
        OrderForm(**FORM, spans=spans)


@pytest.mark.parametrize("needed", [0, 21])
def test_an_order_is_for_one_to_twenty_experts(needed: int):
    OrderForm(**FORM, experts_needed=1)
    OrderForm(**FORM, experts_needed=20)
    with pytest.raises(Refused, match="1–20 experts"):
        OrderForm(**FORM, experts_needed=needed)


def test_themes_and_sessions_are_kept_in_order_and_sessions_never_overlap():
    form = OrderForm(**FORM, theme_ids=(3, 1), spans=(make.at(3), make.at(2)))
    assert (form.theme_ids, form.spans) == ((1, 3), (make.at(2), make.at(3)))
    with pytest.raises(Refused, match="at the same time") as told:
        OrderForm(**FORM, spans=(make.at(2), make.at(2, minutes=30)))
    assert told.value.values == {"start": make.at(2).start}


def test_a_whole_day_and_sixty_sessions_are_not_too_much():
    OrderForm(**FORM, spans=(make.at(2, minutes=24 * 60),))
    spans = tuple(make.at(1 + place % 28, 8 + place // 28 * 2, 30) for place in range(60))
    assert len(OrderForm(**FORM, spans=spans).spans) == 60


def test_nothing_is_done_to_a_closed_order_before_it_is_opened_again():
    orders.check_open(OrderStatus.NEW)
    orders.check_open(OrderStatus.HANDLING)
    for closed in (OrderStatus.UNFILLED, OrderStatus.CANCELLED):
        with pytest.raises(Refused, match="The order is closed"):
            orders.check_open(closed)
