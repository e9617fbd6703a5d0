"""Who may act in the bank on which day."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.availability import Availability, Exceptional, Free, Slot
from domain.experts import (
    Attendance,
    EligibilityPolicy,
    Ineligible,
    Period,
    Standing,
    TrainingKind,
    WorkWish,
    pause_of,
    standing,
)
from domain.times import HELSINKI, Span

POLICY = EligibilityPolicy()
OWN_TRAINING = Attendance(TrainingKind.BASIC, date(2024, 5, 20), hours=120, own=True)
REFRESHER = Attendance(TrainingKind.REFRESHER, date(2025, 11, 30), hours=3, own=True)
MENTORING = Attendance(TrainingKind.MENTORING, date(2026, 10, 1), hours=2)
AGREEMENT = Period(date(2026, 1, 1))


def lacking(day: date, *attended: Attendance, agreements: tuple[Period, ...] = (AGREEMENT,)) -> list[Ineligible]:
    return [lack.reason for lack in standing(attended, agreements, POLICY).lacking_on(day)]


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=HELSINKI)


def test_a_refresher_valid_to_30_november_allows_an_order_on_that_day_and_not_on_the_next() -> None:
    expert = standing([OWN_TRAINING, REFRESHER, MENTORING], [AGREEMENT], POLICY)

    assert expert.eligible_on(date(2026, 11, 30))
    (lack,) = expert.lacking_on(date(2026, 12, 1))
    assert (lack.reason, lack.day) == (Ineligible.REFRESHER, date(2026, 11, 30))
    assert lack.message.message == "Valid only until {day}: {duty}."


def test_the_banks_own_training_needs_no_induction() -> None:
    assert lacking(date(2026, 11, 2), OWN_TRAINING, REFRESHER, MENTORING) == []


def test_another_training_of_fifty_hours_needs_an_induction_of_twelve() -> None:
    other = Attendance(TrainingKind.BASIC, date(2024, 5, 20), hours=50)
    first = Attendance(TrainingKind.INDUCTION, date(2024, 6, 3), hours=6)
    second = Attendance(TrainingKind.INDUCTION, date(2024, 6, 4), hours=6)
    day = date(2026, 11, 2)

    assert lacking(day, other, REFRESHER, MENTORING) == [Ineligible.INDUCTION]
    assert lacking(day, other, first, REFRESHER, MENTORING) == [Ineligible.INDUCTION]
    assert lacking(day, other, first, second, REFRESHER, MENTORING) == []


def test_a_training_of_49_hours_is_not_enough() -> None:
    short = Attendance(TrainingKind.BASIC, date(2024, 5, 20), hours=49)
    induction = Attendance(TrainingKind.INDUCTION, date(2024, 6, 3), hours=12)

    assert lacking(date(2026, 11, 2), short, induction, REFRESHER, MENTORING) == [Ineligible.TRAINING]


def test_the_refreshers_first_year_runs_from_the_own_training() -> None:
    early = [OWN_TRAINING, Attendance(TrainingKind.MENTORING, date(2025, 5, 1), hours=2)]
    expert = standing(early, [Period()], POLICY)

    assert expert.eligible_on(date(2025, 5, 20))
    assert [lack.reason for lack in expert.lacking_on(date(2025, 5, 21))] == [Ineligible.REFRESHER]


def test_mentoring_holds_for_ninety_days() -> None:
    assert lacking(date(2026, 11, 30), OWN_TRAINING, REFRESHER, MENTORING) == []
    late = Attendance(TrainingKind.MENTORING, date(2026, 8, 31), hours=2)
    assert lacking(date(2026, 11, 29), OWN_TRAINING, REFRESHER, late) == []
    assert lacking(date(2026, 11, 30), OWN_TRAINING, REFRESHER, late) == [Ineligible.MENTORING]


def test_ticking_a_name_on_an_attendance_list_is_what_makes_one_eligible() -> None:
    day = date(2026, 11, 2)

    assert lacking(day, OWN_TRAINING, REFRESHER) == [Ineligible.MENTORING]
    assert lacking(day, OWN_TRAINING, REFRESHER, MENTORING) == []


def test_an_agreement_signed_for_later_does_not_hide_the_one_in_force() -> None:
    agreements = (Period(date(2026, 1, 1), date(2026, 11, 15)), Period(date(2027, 1, 1), date(2027, 12, 31)))

    assert lacking(date(2026, 11, 15), OWN_TRAINING, REFRESHER, MENTORING, agreements=agreements) == []
    expert = standing([OWN_TRAINING, REFRESHER, MENTORING], agreements, POLICY)
    (lack,) = expert.lacking_on(date(2026, 11, 16))
    assert (lack.reason, lack.day) == (Ineligible.AGREEMENT, date(2026, 11, 15))


def test_an_agreement_not_yet_in_force_says_from_when_it_is() -> None:
    (lack,) = standing([OWN_TRAINING, REFRESHER, MENTORING], [Period(date(2026, 12, 1))], POLICY).lacking_on(
        date(2026, 11, 20)
    )

    assert lack.message.message == "Valid only from {day}: {duty}."
    assert lack.day == date(2026, 12, 1)


def test_adjacent_agreements_are_one() -> None:
    years = (Period(date(2025, 1, 1), date(2025, 12, 31)), Period(date(2026, 1, 1), date(2026, 12, 31)))

    assert standing([], years, POLICY).agreement == (Period(date(2025, 1, 1), date(2026, 12, 31)),)


def test_nothing_known_lacks_every_duty_without_a_day() -> None:
    lacks = Standing().lacking_on(date(2026, 11, 2))

    assert [lack.reason for lack in lacks] == [
        Ineligible.TRAINING,
        Ineligible.INDUCTION,
        Ineligible.REFRESHER,
        Ineligible.MENTORING,
        Ineligible.AGREEMENT,
    ]
    assert {lack.day for lack in lacks} == {None}


@pytest.mark.parametrize(
    ("wish", "first", "last", "paused_days"),
    [
        (WorkWish.PAUSED, None, None, {1, 15, 30}),
        (WorkWish.OFTEN, date(2026, 11, 10), date(2026, 11, 20), {15}),
        (WorkWish.OFTEN, date(2026, 11, 10), None, {15, 30}),
        (WorkWish.OFTEN, None, None, set()),
    ],
)
def test_a_pause_holds_on_its_days(wish: WorkWish, first: date, last: date, paused_days: set[int]) -> None:
    expert = standing([OWN_TRAINING, REFRESHER, MENTORING], [AGREEMENT], POLICY, pause_of(wish, first, last))

    assert {day for day in (1, 15, 30) if not expert.eligible_on(date(2026, 11, day))} == paused_days


MORNINGS = Availability.weekly([Slot(weekday, 9 * 60, 12 * 60) for weekday in range(5)])
THAT_DAY = Period(date(2026, 11, 23), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("availability", "start", "end", "answer"),
    [
        (MORNINGS, (9, 0), (12, 0), Free.FREE),
        (MORNINGS, (9, 15), (10, 45), Free.FREE),
        (MORNINGS, (11, 45), (12, 15), Free.NOT_FREE),
        (Availability(), (9, 0), (12, 0), Free.UNKNOWN),
        (Availability(exceptions=(Exceptional(THAT_DAY, free=False),)), (9, 0), (10, 0), Free.NOT_FREE),
        (Availability(exceptions=(Exceptional(THAT_DAY, free=True),)), (22, 0), (23, 0), Free.FREE),
        (replace(MORNINGS, exceptions=(Exceptional(THAT_DAY, free=False),)), (9, 0), (10, 0), Free.NOT_FREE),
    ],
)
def test_availability_is_free_not_free_or_unknown(
    availability: Availability, start: tuple[int, int], end: tuple[int, int], answer: Free
) -> None:
    assert availability.at(Span(local(2026, 11, 23, *start), local(2026, 11, 23, *end))) is answer


def test_a_half_hour_free_only_in_part_is_not_free() -> None:
    availability = Availability.weekly([Slot(0, 9 * 60 + 15, 12 * 60)])

    assert availability.at(Span(local(2026, 11, 23, 9, 15), local(2026, 11, 23, 10))) is Free.NOT_FREE
    assert availability.at(Span(local(2026, 11, 23, 9, 30), local(2026, 11, 23, 10))) is Free.FREE


def test_an_evening_over_midnight_asks_for_both_days() -> None:
    mondays = Availability.weekly([Slot(0, 20 * 60, 24 * 60)])
    both = Availability.weekly([Slot(0, 20 * 60, 24 * 60), Slot(1, 0, 60)])
    night = Span(local(2026, 11, 23, 23), local(2026, 11, 24, 1))

    assert mondays.at(night) is Free.NOT_FREE
    assert both.at(night) is Free.FREE
