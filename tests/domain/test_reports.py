"""What a work report says of the day, the travel and the departures from the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain import reports
from domain.errors import Refused
from domain.money import Money
from domain.permissions import Role, Viewer
from domain.reports import Departure, OverrunDecision, TravelRow, Work
from domain.tariffs import FeeUnit, TravelKind
from domain.times import Span
from tests import clerks, people

CAR = TravelRow(TravelKind.OWN_CAR, 42)


def span(start: str, end: str) -> Span:
    return Span(clerks.moment(start), clerks.moment(end))


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("10.3.2026 9.00", "10.3.2026 11.30", {date(2026, 3, 10): 150}),
        ("10.3.2026 22.30", "11.3.2026 0.30", {date(2026, 3, 10): 90, date(2026, 3, 11): 30}),
        ("10.3.2026 22.00", "11.3.2026 0.00", {date(2026, 3, 10): 120}),
        ("31.12.2026 22.00", "1.1.2027 2.00", {date(2026, 12, 31): 120, date(2027, 1, 1): 120}),
        ("28.3.2026 23.00", "29.3.2026 5.00", {date(2026, 3, 28): 60, date(2026, 3, 29): 240}),
        ("24.10.2026 23.00", "25.10.2026 5.00", {date(2026, 10, 24): 60, date(2026, 10, 25): 360}),
        (
            "28.3.2026 12.00",
            "30.3.2026 12.00",
            {date(2026, 3, 28): 720, date(2026, 3, 29): 1380, date(2026, 3, 30): 720},
        ),
    ],
)
def test_hours_belong_to_the_days_they_were_worked(start: str, end: str, minutes: dict[date, int]) -> None:
    assert reports.split_by_day(span(start, end)) == tuple(Work(day, count) for day, count in minutes.items())


def test_a_night_group_is_one_occasion_of_the_evening_it_began() -> None:
    night = span("10.3.2026 22.30", "11.3.2026 0.30")
    assert reports.work_of(night, FeeUnit.OCCASION) == (Work(date(2026, 3, 10), 120),)
    assert reports.work_of(night, FeeUnit.HOUR) == reports.split_by_day(night)


def test_work_as_planned_departs_in_nothing() -> None:
    planned = span("10.3.2026 9.00", "10.3.2026 11.00")
    assert reports.departure(planned, planned, ()) == frozenset()


def test_a_longer_day_and_travel_are_departures() -> None:
    planned, actual = span("10.3.2026 9.00", "10.3.2026 11.00"), span("10.3.2026 9.00", "10.3.2026 11.30")
    assert reports.departure(planned, actual, ()) == {Departure.TIME}
    assert reports.departure(planned, planned, [CAR]) == {Departure.TRAVEL}
    assert reports.departure(planned, actual, [CAR]) == {Departure.TIME, Departure.TRAVEL}


def test_a_moved_hour_is_a_departure_though_the_length_is_the_same() -> None:
    planned, moved = span("10.3.2026 9.00", "10.3.2026 11.00"), span("10.3.2026 10.00", "10.3.2026 12.00")
    assert reports.departure(planned, moved, ()) == {Departure.TIME}


def test_a_departure_needs_a_reason() -> None:
    with pytest.raises(Refused, match="not as planned"):
        reports.check_departure({Departure.TIME}, " ")
    reports.check_departure({Departure.TIME}, "Ryhmä jatkui keskustelulla")
    reports.check_departure(frozenset(), "")


def test_only_work_beyond_the_fees_longest_time_needs_a_decision() -> None:
    rate = clerks.fee_table().on("GROUP_TALK", date(2026, 3, 10))
    assert not reports.needs_decision(rate, 120)
    assert reports.needs_decision(rate, 121)
    assert not reports.needs_decision(replace(rate, max_minutes=None), 600)


def test_a_decision_needs_a_reason() -> None:
    with pytest.raises(Refused, match="longer session"):
        reports.check_decision(OverrunDecision.TWO_OCCASIONS, "")
    reports.check_decision(OverrunDecision.TWO_OCCASIONS, "Kaksi ryhmää peräkkäin")
    reports.check_decision(None, "")


@pytest.mark.parametrize("quantity", [0, -5])
def test_travel_is_at_least_one(quantity: int) -> None:
    with pytest.raises(Refused, match="at least one"):
        TravelRow(TravelKind.OWN_CAR, quantity)


def test_a_ticket_has_its_price_and_nothing_else_has() -> None:
    with pytest.raises(Refused, match="A ticket has its price"):
        TravelRow(TravelKind.TICKET, 1)
    with pytest.raises(Refused, match="A ticket has its price"):
        TravelRow(TravelKind.OWN_CAR, 10, Money(5_50))


@pytest.mark.parametrize(("quantity", "cents"), [(2, 3_20), (1, 0), (1, -3_20)])
def test_each_ticket_stands_on_a_row_of_its_own_with_a_real_price(quantity: int, cents: int) -> None:
    with pytest.raises(Refused, match="row of its own"):
        TravelRow(TravelKind.TICKET, quantity, Money(cents))


def test_work_lasts_at_least_a_minute() -> None:
    with pytest.raises(Refused, match="at least one minute"):
        Work(date(2026, 3, 10), 0)


def test_neither_who_entered_nor_who_is_paid_approves_a_report() -> None:
    paid_clerk = Viewer(9, "Elina Esimerkki", frozenset({Role.CLERK}), expert_id=41)
    reports.check_approver(people.COORDINATOR.id, 41, people.CLERK)
    reports.check_approver(people.COORDINATOR.id, 42, paid_clerk)
    with pytest.raises(Refused, match="You entered"):
        reports.check_approver(people.CLERK.id, 41, people.CLERK)
    with pytest.raises(Refused, match="You are paid"):
        reports.check_approver(people.COORDINATOR.id, 41, paid_clerk)


def test_work_is_reported_from_its_last_minute_on() -> None:
    worked = span("10.3.2026 9.00", "10.3.2026 11.00")
    reports.check_ended(worked, worked.end)
    with pytest.raises(Refused, match="not ended yet"):
        reports.check_ended(worked, clerks.moment("10.3.2026 10.59"))


def test_of_work_not_done_the_plan_is_reported() -> None:
    planned = span("10.3.2026 9.00", "10.3.2026 11.00")
    reports.check_planned(planned, planned)
    with pytest.raises(Refused, match="what was planned"):
        reports.check_planned(planned, span("10.3.2026 9.00", "10.3.2026 10.00"))


def test_a_reason_is_kept_without_stray_blanks() -> None:
    assert reports.check_reason("  Kilometrit puuttuvat.\r\nSoitin. ") == "Kilometrit puuttuvat.\nSoitin."
    with pytest.raises(Refused, match="Say the reason"):
        reports.check_reason(" \n ")


def test_a_protected_person_s_way_is_not_told() -> None:
    """Neither kilometres nor where a ticket took them; what the ticket cost is."""
    ticket = TravelRow(TravelKind.TICKET, 1, Money(3_20), "Nokia–Tampere", receipt="kuitti 12")
    per_diem = TravelRow(TravelKind.PER_DIEM_FULL, 1, note="Oulu")
    told = reports.told([CAR, TravelRow(TravelKind.PASSENGER, 42), ticket, per_diem])
    assert told == (replace(ticket, note=""), replace(per_diem, note=""))
