"""An order in each lane of the queue on the day the demo is made, in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from commands import offers, orders, reports, trainings
from dashboard.demo import around, seasons
from dashboard.demo import orders as courses
from dashboard.demo.around import Around
from dashboard.demo.office import Story
from dashboard.demo.orders import AS_WRITTEN, CLAIMED
from dashboard.demo.seasons import at
from dashboard.demo.staff import CLERK_2, COORDINATOR
from dashboard.demo.trainings import NAMES
from domain.assignments import Party
from domain.experts import TrainingKind
from domain.offers import Answer
from domain.reports import ReportForm

TUESDAY = 1
PAID_DAYS = 55
"""Work done this many days ago has been paid by now, whatever the day of the month."""


def stories(here: Around) -> Iterator[Story]:
    yield new_with_open_time(here)
    yield new_series_in_swedish(here)
    yield two_of_three_found(here)
    yield offered(here)
    yield series_three_of_eight(here)
    yield confirmed_for_two(here)
    yield report_missing(here)
    yield payable(here)
    yield done(here)
    yield cancelled_in_time(here)
    yield held_today(here)
    yield trainings_to_come(here)


def new_with_open_time(here: Around) -> Story:
    order = replace(here.written("parent_evening_open_time", here.this_morning), open_time="vk 4–5")
    yield from courses.received(here.office, order)


def new_series_in_swedish(here: Around) -> Story:
    spans = [around.span(here.day(12) + timedelta(weeks=week), 13, 90) for week in range(4)]
    order = here.written("swedish_group", here.at(-1, 14, 20), spans)
    yield from courses.received(here.office, replace(order, planning_meeting=True))


def two_of_three_found(here: Around) -> Story:
    order = here.staffed(here.written("letters_plain", here.at(-1, 10), [here.span(9, 13, 180)]), people=2)
    yield from around.kept_open(here.office, order)


def offered(here: Around) -> Story:
    """One has not answered, the other will be called back today."""
    order = here.staffed(here.written("staff_training_two", here.at(-3, 9, 30), [here.span(11, 9, 90)]))
    order_id = yield from courses.received(here.office, order)
    yield here.at(-1, 10, 15)
    silent, thinking = (here.office.experts[place] for place in order.places)
    writing = here.office.by(courses.handler(order))
    offers.answer(writing, order_id, silent, Answer.NO_ANSWER, override_reason=order.override)
    offers.answer(writing, order_id, thinking, Answer.ASKS_TIME, here.today, override_reason=order.override)


def series_three_of_eight(here: Around) -> Story:
    """The third Tuesday was last week's or this week's; what has been held goes the usual way."""
    next_tuesday = here.today + timedelta(days=(TUESDAY - here.today.weekday() - 1) % 7 + 1)
    days = [next_tuesday + timedelta(weeks=week) for week in range(-3, 5)]
    received = at(seasons.working_day(days[0], -6), 9, 40)
    order = here.staffed(here.written("housing_group_series", received, [around.span(day, 13, 120) for day in days]))
    visits = yield from courses.agreed(here.office, order)
    here.office.visits.extend(visits)


def confirmed_for_two(here: Around) -> Story:
    spans = [around.span(here.day(8) + timedelta(weeks=4 * meeting), 10, 120) for meeting in range(5)]
    order = here.staffed(here.written("steering_group", here.at(-6, 11), spans))
    yield from around.kept_open(here.office, order)


def report_missing(here: Around) -> Story:
    order = here.staffed(
        here.written("pair_reception", here.at(-12, 12, 5), [here.span(day, 13, 60) for day in (-4, -3, -2)])
    )
    yield from around.kept_open(here.office, replace(order, wished=order.places[0]))


def payable(here: Around) -> Story:
    order = here.staffed(here.written("home_from_hospital", here.at(-14, 9), [here.span(-4, 10, 150)]))
    visits = yield from around.kept_open(here.office, order)
    yield here.at(-2, 9, 20)
    form = ReportForm(order.spans[0])
    entered = [reports.report(here.office.by(COORDINATOR), visit.assignment_id, form) for visit in visits]
    yield here.at(-1, 13)
    for report_id in entered:
        reports.approve(here.office.by(CLERK_2), report_id, AS_WRITTEN)


def done(here: Around) -> Story:
    day = seasons.working_day(here.today - timedelta(days=PAID_DAYS), 1)
    order = here.staffed(here.written("students", at(seasons.working_day(day, -9), 10), [around.span(day, 12, 90)]))
    visits = yield from courses.agreed(here.office, order)
    here.office.visits.extend(visits)


def cancelled_in_time(here: Around) -> Story:
    order = here.staffed(here.written("youth_evening", here.at(-9, 13), [here.span(2, 17, 90)]))
    visits = yield from around.kept_open(here.office, order)
    yield here.at(-2, 11)
    orders.cancel(here.office.by(courses.handler(order)), visits[0].order_id, CLAIMED, Party.CLIENT)


def held_today(here: Around) -> Story:
    """Today opens with work also on a Saturday or in July."""
    tomorrow = here.today + timedelta(days=1)
    spans = [around.span(here.today, 14, 60), around.span(tomorrow, 11, 60)]
    order = here.staffed(here.plain("adult_social_west", "ASIAKASTAPAAMINEN", here.at(-4, 9, 45), spans))
    yield from around.kept_open(here.office, order)


def trainings_to_come(here: Around) -> Story:
    """So that the grid can say which day would mend a lack."""
    yield here.at(-5, 13)
    writing = here.office.by(COORDINATOR)
    for kind, offset, hours in ((TrainingKind.REFRESHER, 6, 3), (TrainingKind.MENTORING, 8, 2)):
        trainings.hold(writing, kind, NAMES[kind], here.day(offset), hours)
