"""Who is busy, and how long it takes to get from one task to the next."""

from datetime import datetime

import pytest

from domain.bookings import UNKNOWN, Booking, Municipality, clash, distance_km, gap_minutes, travel_minutes
from domain.errors import Refused
from domain.times import HELSINKI, Span

TAMPERE = Municipality("837", "Tampere", 61.498, 23.761)
NOKIA = Municipality("536", "Nokia", 61.478, 23.51)
VIRRAT = Municipality("936", "Virrat", 62.24, 23.77)


def on_thursday(start: str, end: str) -> Span:
    return Span(*(datetime.fromisoformat(f"2026-12-03T{clock}").replace(tzinfo=HELSINKI) for clock in (start, end)))


def test_a_morning_in_one_town_and_an_immediate_start_in_another_lack_the_journey() -> None:
    """Tampere–Nokia: 13.5 km straight, 18 km by road, so 28 minutes with settling in; the gap is 15."""
    morning = Booking(7, on_thursday("09:00", "10:30"), TAMPERE)

    found = clash(Booking(7, on_thursday("10:45", "12:00"), NOKIA), [morning])

    assert found is not None
    assert (found.booking, found.missing_minutes, found.overlaps) == (morning, 13, False)


def test_the_journey_counts_in_both_directions() -> None:
    afternoon = Booking(7, on_thursday("12:15", "13:00"), TAMPERE)

    found = clash(Booking(7, on_thursday("10:45", "12:00"), NOKIA), [afternoon])

    assert found is not None
    assert found.missing_minutes == 13


def test_a_gap_as_long_as_the_journey_is_enough() -> None:
    morning = Booking(7, on_thursday("09:00", "10:30"), TAMPERE)

    assert clash(Booking(7, on_thursday("10:58", "12:00"), NOKIA), [morning]) is None
    assert clash(Booking(7, on_thursday("10:57", "12:00"), NOKIA), [morning]) is not None


def test_an_overlap_is_told_apart_from_a_short_journey() -> None:
    other = Booking(7, on_thursday("09:00", "11:00"), None)

    found = clash(Booking(7, on_thursday("10:30", "12:00"), None), [other])

    assert found is not None
    assert (found.overlaps, found.missing_minutes) == (True, 30)


def test_remote_tasks_may_follow_each_other_at_once() -> None:
    other = Booking(7, on_thursday("09:00", "10:00"), None)

    assert clash(Booking(7, on_thursday("10:00", "11:00"), None), [other]) is None


def test_the_worst_clash_is_told_and_other_peoples_bookings_are_not() -> None:
    near = Booking(7, on_thursday("09:00", "10:35"), TAMPERE)
    far = Booking(7, on_thursday("12:10", "13:00"), VIRRAT)
    someone_else = Booking(8, on_thursday("11:00", "12:00"), NOKIA)

    found = clash(Booking(7, on_thursday("10:45", "12:00"), NOKIA), [near, far, someone_else])

    assert found is not None
    assert found.booking == far


@pytest.mark.parametrize(
    ("origin", "target", "minutes"),
    [
        (None, None, 0),
        (None, TAMPERE, 10),
        (TAMPERE, TAMPERE, 10),
        (TAMPERE, NOKIA, 28),
        (TAMPERE, UNKNOWN, 60),
        (UNKNOWN, UNKNOWN, 60),
    ],
)
def test_the_journey_takes_a_minute_a_kilometre_and_ten_to_settle(
    origin: Municipality | None, target: Municipality | None, minutes: int
) -> None:
    assert travel_minutes(origin, target) == minutes
    assert travel_minutes(target, origin) == minutes


def test_a_distance_to_a_place_not_known_is_refused_not_guessed() -> None:
    assert distance_km(TAMPERE, VIRRAT) == 107
    with pytest.raises(Refused, match="not known"):
        distance_km(TAMPERE, UNKNOWN)


def test_a_gap_is_counted_in_real_minutes_when_the_clocks_go_back() -> None:
    before = Span(datetime.fromisoformat("2026-10-25T02:00+03:00"), datetime.fromisoformat("2026-10-25T02:30+03:00"))
    after = Span(datetime.fromisoformat("2026-10-25T04:30+02:00"), datetime.fromisoformat("2026-10-25T05:00+02:00"))

    assert gap_minutes(before, after) == 180
