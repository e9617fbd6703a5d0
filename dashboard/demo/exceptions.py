"""Each exceptional case once on the day the demo is made, and a batch that waits for its approval."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from commands import accounts, agreements, assignments, fees, payroll_details, reports
from dashboard.demo import around, batches, people, register, vocabulary
from dashboard.demo import orders as courses
from dashboard.demo.around import Around
from dashboard.demo.office import Story, Visit
from dashboard.demo.orders import AS_WRITTEN
from dashboard.demo.plans import Order
from dashboard.demo.reports import TRAVELLED
from dashboard.demo.staff import CLERK, CLERK_2, COORDINATOR, COORDINATOR_2
from db import queries
from domain import times
from domain.assignments import Party
from domain.flow import Seen
from domain.payroll_details import TaxCard
from domain.reports import ReportForm
from domain.times import Span
from domain.travel import Claim

UNPAID_DAYS = 14
"""The batch that waits for approval takes the work done up to this many days ago; what came after is still payable."""
PAID_DAYS = 21
"""A batch between the monthly ones has paid what was done before that: one week is left, and so few sums are unusual."""
NEW_ACCOUNTS = 500_000
DISPUTE = "Tilaajan mukaan kesto oli puolet ilmoitetusta. Kysytty molemmilta."
OVERRAN = "Ryhmän keskustelu jatkui puoli tuntia."
DETOUR_KM, DETOUR = 14, "Tie oli poikki, ajettiin kiertotietä"


def stories(here: Around) -> Iterator[Story]:
    yield withdrew_this_morning(here)
    yield cancelled_late(here)
    yield moved(here)
    yield over_two_hours(here)
    yield driven_around(here)
    yield disputed(here)
    yield agreement_ending(here)
    yield from waiting_batch(here)


def withdrew_this_morning(here: Around) -> Story:
    order = _single(here, "health_centre_east", "ASIAKASTAPAAMINEN", -5, here.span(1, 10, 60))
    visits = yield from around.kept_open(here.office, order)
    yield here.this_morning
    assignments.cancel(here.office.by(courses.handler(order)), visits[0].assignment_id, AS_WRITTEN, Party.EXPERT)


def cancelled_late(here: Around) -> Story:
    """The orderer called off three and a half hours before; the fee waits for approval."""
    order = _single(here, "adult_social_west", "VERKOSTOTYO", -7, here.span(-1, 12, 90))
    visits = yield from around.kept_open(here.office, order)
    yield here.at(-1, 8, 30)
    assignments.cancel(here.office.by(courses.handler(order)), visits[0].assignment_id, AS_WRITTEN, Party.CLIENT)


def moved(here: Around) -> Story:
    """By one who is free at both times."""
    first, second = here.span(4, 9, 60), here.span(6, 13, 60)
    order = _single(here, "recovery_day_centre", "KOKEMUSTARINA", -6, first, second)
    visits = yield from around.kept_open(here.office, replace(order, spans=(first,)))
    yield here.at(-1, 15)
    assignments.move(here.office.by(courses.handler(order)), visits[0].assignment_id, AS_WRITTEN, second)


def over_two_hours(here: Around) -> Story:
    order = _single(here, "health_centre_kerava", "RYHMANOHJAUS", -9, here.span(-2, 13, 120))
    visits = yield from around.kept_open(here.office, order)
    longer = Span(order.spans[0].start, order.spans[0].end + timedelta(minutes=30))
    yield here.at(-1, 9, 10)
    reports.report(here.office.by(COORDINATOR), visits[0].assignment_id, ReportForm(longer, reason=OVERRAN))


def driven_around(here: Around) -> Story:
    """More kilometres than the table has: both stand in the report that waits for approval, with the reason."""
    asked = here.plain("health_centre_kerava", "ASIAKASTAPAAMINEN", here.at(-9, 9, 15), [here.span(-3, 9, 60)])
    order = _about_one_theme(here, here.staffed(asked, from_elsewhere=True))
    (visit,) = yield from around.kept_open(here.office, order)
    yield here.at(-2, 10, 20)
    writing = here.office.by(COORDINATOR)
    away = queries.reports.kilometres_away(writing, visit.assignment_id) or 0
    claim = Claim(2 * away + DETOUR_KM, route="koti – tehtävä – koti", correction=DETOUR)
    reports.claim(writing, visit.assignment_id, order.spans[0], claim, TRAVELLED)


def disputed(here: Around) -> Story:
    order = _single(here, "project_paths", "KEHITTAMINEN", -12, here.span(-6, 10, 120))
    visits = yield from around.kept_open(here.office, order)
    yield here.at(-5, 9)
    writing = here.office.by(COORDINATOR_2)
    report_id = reports.report(writing, visits[0].assignment_id, ReportForm(order.spans[0]))
    yield here.at(-4, 10, 30)
    reports.dispute(here.office.by(CLERK), report_id, AS_WRITTEN, DISPUTE)


def agreement_ending(here: Around) -> Story:
    """Of one who has no task, active if there is such a one."""
    year = here.today.year
    idle = [person for person in here.office.people if not person.works & {year - 1, year, year + 1}]
    yield here.at(-20, 10)
    agreement_id = here.office.agreements[max(idle, key=lambda person: year in person.refreshed).place]
    agreements.end(here.office.by(COORDINATOR), agreement_id, AS_WRITTEN, here.today + timedelta(days=12))


def waiting_batch(here: Around) -> Iterator[Story]:
    """A week's work of over two weeks ago: one payee's account has changed, another's is changing, one has
    no tax card, one line is on hold."""
    changed, cardless, held, changing = (
        _single(here, unit, "ASIAKASTAPAAMINEN", -18, here.span(-11, hour, 60))
        for unit, hour in (
            ("adult_social_west", 9),
            ("housing_support", 11),
            ("health_centre_east", 14),
            ("recovery_day_centre", 13),
        )
    )
    yield account_changed(here, changed)
    yield account_changing(here, changing)
    yield without_tax_card(here, cardless)
    yield on_hold(here, held)
    paid_up_to = min(here.today - timedelta(days=PAID_DAYS), here.day(-12))
    yield batches.paid(here.office, paid_up_to, here.day(-8), here.day(-4))
    yield waiting_for_approval(here)


def account_changed(here: Around, order: Order) -> Story:
    """Confirmed long enough ago to be in use."""
    yield from _approved(here, order)
    yield here.at(-7, 10)
    expert_id = _propose_account(here, order)
    yield here.at(-6, 10)
    (change,) = queries.accounts.changing(here.office.by(CLERK), [expert_id])
    accounts.confirm(here.office.by(CLERK), change.id, Seen(change.version), register.CALLED)


def account_changing(here: Around, order: Order) -> Story:
    """Proposed yesterday: another person has not confirmed it, and nobody has chosen what to do meanwhile."""
    yield from _approved(here, order)
    yield here.at(-2, 10)
    _propose_account(here, order)


def _propose_account(here: Around, order: Order) -> int:
    account = people.account(NEW_ACCOUNTS + order.places[0])
    expert_id = here.office.experts[order.places[0]]
    payroll_details.set_details(here.office.by(CLERK_2), expert_id, None, account, TaxCard.RECEIVED)
    return expert_id


def without_tax_card(here: Around, order: Order) -> Story:
    yield from _approved(here, order)
    yield here.at(-3, 10)
    expert_id = here.office.experts[order.places[0]]
    payroll_details.set_details(here.office.by(CLERK_2), expert_id, None, None, TaxCard.MISSING)


def on_hold(here: Around, order: Order) -> Story:
    visit = yield from _approved(here, order)
    yield here.at(-3, 11)
    writing = here.office.by(CLERK)
    lines = queries.batches.payable(writing, times.day_of(order.spans[0].start)).lines
    line = next(line for line in lines if line.assignment_id == visit.assignment_id)
    fees.hold(writing, line.id, vocabulary.reasons("hold")[0])


def waiting_for_approval(here: Around) -> Story:
    yield here.at(-1, 11)
    up_to = here.today - timedelta(days=UNPAID_DAYS)
    batches.prepare(here.office, up_to, times.working_days_later(here.today, 6))


def _single(here: Around, unit: str, package: str, received: int, *spans: Span) -> Order:
    """For one person, about one theme; `received` is in working days from today."""
    return _about_one_theme(here, here.staffed(here.plain(unit, package, here.at(received, 9, 15), spans)))


def _about_one_theme(here: Around, order: Order) -> Order:
    (place,) = order.places
    shared = sorted(here.office.people[place].theme_keys & set(order.themes))
    return replace(order, themes=tuple(shared[:1]))


def _approved(here: Around, order: Order) -> Generator[datetime, None, Visit]:
    (visit,) = yield from around.kept_open(here.office, order)
    yield here.at(-10, 9)
    writing = here.office.by(COORDINATOR)
    report_id = reports.report(writing, visit.assignment_id, ReportForm(order.spans[0]))
    yield here.at(-9, 13)
    reports.approve(here.office.by(CLERK_2), report_id, AS_WRITTEN)
    return visit
