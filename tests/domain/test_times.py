"""Helsinki's days, the nights the clocks change, and the days when banks pay."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from domain import times
from domain.errors import Refused
from domain.times import Month, Span
from tests.clerks import moment

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def test_a_naive_time_is_a_fault() -> None:
    with pytest.raises(ValueError, match="naive"):
        times.instant(datetime(2026, 3, 10, 9, 0))


def test_summer_and_winter_have_their_own_offset() -> None:
    assert times.at(date(2026, 1, 15), time(9)) == datetime(2026, 1, 15, 7, tzinfo=UTC)
    assert times.at(date(2026, 7, 15), time(9)) == datetime(2026, 7, 15, 6, tzinfo=UTC)


@pytest.mark.parametrize("clock", [time(3), time(3, 30), time(3, 59)])
def test_the_hour_that_spring_skips_does_not_exist(clock: time) -> None:
    with pytest.raises(Refused, match="clocks are moved forward"):
        times.at(SPRING, clock)


def test_the_hours_around_the_skipped_one_do() -> None:
    assert times.at(SPRING, time(4)) - times.at(SPRING, time(2, 59)) == timedelta(minutes=1)


def test_the_hour_that_autumn_repeats_is_taken_the_first_time() -> None:
    assert times.at(AUTUMN, time(3, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 3, 10), 24)])
def test_a_day_is_as_long_as_it_is_lived(day: date, hours: int) -> None:
    assert times.start_of(day + timedelta(days=1)) - times.start_of(day) == timedelta(hours=hours)


def test_an_evening_in_utc_may_be_the_next_month_in_helsinki() -> None:
    assert times.day_of(datetime(2026, 10, 31, 22, 30, tzinfo=UTC)) == date(2026, 11, 1)
    assert times.day_of(datetime(2026, 12, 31, 21, 59, tzinfo=UTC)) == date(2026, 12, 31)


def test_spans_compare_whatever_zone_they_were_written_in() -> None:
    paris = timezone(timedelta(hours=1))
    span = Span(datetime(2026, 1, 15, 8, tzinfo=paris), datetime(2026, 1, 15, 9, tzinfo=paris))
    assert span == Span(moment("15.1.2026 9.00"), moment("15.1.2026 10.00"))
    assert span.minutes == 60


@pytest.mark.parametrize(
    ("start", "end"), [("15.1.2026 9.00", "15.1.2026 9.00"), ("15.1.2026 10.00", "15.1.2026 9.00")]
)
def test_the_end_comes_after_the_start(start: str, end: str) -> None:
    with pytest.raises(Refused, match="after the start"):
        Span(moment(start), moment(end))


def test_back_to_back_is_no_overlap_and_a_minute_is() -> None:
    morning = Span(moment("15.1.2026 9.00"), moment("15.1.2026 10.00"))
    assert not morning.overlaps(Span(moment("15.1.2026 10.00"), moment("15.1.2026 11.00")))
    assert morning.overlaps(Span(moment("15.1.2026 9.59"), moment("15.1.2026 11.00")))
    assert morning.widened(30) == Span(moment("15.1.2026 8.30"), moment("15.1.2026 10.30"))


def test_months_follow_each_other_over_the_year() -> None:
    assert list(times.months(Month(2026, 11), Month(2027, 2))) == [
        Month(2026, 11),
        Month(2026, 12),
        Month(2027, 1),
        Month(2027, 2),
    ]
    assert (Month(2028, 2).last, Month(2027, 2).last, str(Month(2027, 2))) == (
        date(2028, 2, 29),
        date(2027, 2, 28),
        "2027-02",
    )


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 6),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 12, 25),
        date(2026, 12, 13),
    ],
    ids=["loppiainen", "pitkäperjantai", "2. pääsiäispäivä", "vappu", "helatorstai", "joulupäivä", "sunnuntai"],
)
def test_banks_do_not_pay_on_holidays_or_sundays(day: date) -> None:
    assert not times.is_banking_day(day)


def test_a_payday_on_a_holiday_moves_earlier() -> None:
    assert times.banking_day_on_or_before(date(2026, 4, 6)) == date(2026, 4, 2)
    assert times.banking_day_on_or_before(date(2026, 12, 15)) == date(2026, 12, 15)


def test_working_days_are_counted_past_weekends_and_holidays() -> None:
    assert times.working_days_later(date(2026, 4, 1), 3) == date(2026, 4, 8)
    assert times.working_days_later(date(2026, 4, 1), 0) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("at", "start", "left"),
    [
        ("9.3.2026 10.00", "10.3.2026 10.00", True),
        ("9.3.2026 10.01", "10.3.2026 10.00", False),
        ("28.3.2026 10.00", "29.3.2026 10.00", False),
        ("24.10.2026 11.00", "25.10.2026 10.00", True),
        ("24.10.2026 11.01", "25.10.2026 10.00", False),
    ],
)
def test_a_full_day_is_24_real_hours(at: str, start: str, left: bool) -> None:
    assert times.full_hours_before(moment(at), moment(start), 24) is left
