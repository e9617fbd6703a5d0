"""How the demo's experts come to the bank: the register, consents, agreements, payroll details and trainings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from commands import accounts, agreements, experts, payroll_details, trainings
from dashboard.demo import opening
from dashboard.demo.office import Office, Story
from dashboard.demo.people import Intake, Person
from dashboard.demo.seasons import at
from dashboard.demo.staff import CLERK, CLERK_2, COORDINATOR, COORDINATOR_2, PAID_CLERK
from dashboard.demo.trainings import Event
from db import queries
from domain.agreements import AgreementKind
from domain.consents import Given, GivenHow, Purpose
from domain.experts import ContactRoute
from domain.flow import Seen
from domain.payroll_details import TaxCard
from domain.register import ExpertForm

FILED = "Asianhallinta, sopimukset"
CALLED = "Soitettu rekisterin numeroon."
CONSENTED = Given(Purpose.MATCHING, GivenHow.ON_PAPER)
INSURED = "Kuuluu pankin ryhmätapaturmavakuutukseen."


def joining(office: Office, intake: Intake) -> Story:
    """The coordinator takes them into the register, the clerk writes down what payroll needs."""
    yield at(intake.joined, 10)
    joined = [person for person in office.people if person.intake is intake]
    for person in joined:
        _register(office, person, intake.joined)
    yield at(intake.joined, 13)
    for person in joined:
        payroll_details.set_details(
            office.by(CLERK), office.experts[person.place], person.identity_code, person.account, TaxCard.RECEIVED
        )
    yield at(intake.joined, 14)
    confirm_accounts(office, [office.experts[person.place] for person in joined])


def confirm_accounts(office: Office, expert_ids: Sequence[int]) -> None:
    """By the other clerk, who calls each expert."""
    for change in queries.accounts.changing(office.by(CLERK_2), expert_ids):
        accounts.confirm(office.by(CLERK_2), change.id, Seen(change.version), CALLED)


def trained(office: Office, event: Event) -> Story:
    """Entered once everyone who attended is in the register."""
    attended = [person for person in office.people if person.place in event.places]
    yield max(at(event.day, 16), at(max(person.intake.joined for person in attended), 11))
    writing = office.by(COORDINATOR_2)
    training_id = trainings.hold(writing, event.kind, event.name, event.day, event.hours, event.own)
    trainings.attend(writing, training_id, [office.experts[person.place] for person in attended])


def paid_clerk(office: Office, starts: date) -> Story:
    """One of the experts is taken on as a clerk."""
    yield at(starts, 9)
    assert PAID_CLERK.expert is not None
    person = office.people[PAID_CLERK.expert]
    expert_id = office.experts[person.place]
    office.viewers[PAID_CLERK.username] = opening.hire(office, PAID_CLERK, person.name, expert_id)


def _register(office: Office, person: Person, joined: date) -> None:
    writing = office.by(COORDINATOR)
    expert_id = experts.add(writing, _form(office, person, joined))
    for theme, role in person.themes:
        experts.consent(writing, expert_id, office.ids["themes"][theme], role, joined, None, CONSENTED)
    office.agreements[person.place] = agreements.sign(
        writing,
        expert_id,
        f"PS-{person.form.number}",
        AgreementKind.ASSIGNMENT,
        joined,
        None,
        FILED,
        INSURED,
        person.keeps_rates,
    )
    office.experts[person.place] = expert_id


def _form(office: Office, person: Person, joined: date) -> ExpertForm:
    association, task_types = person.association, office.ids["task_types"]
    through = association is not None and association.contact_route_only
    return replace(
        person.form,
        association_id=office.ids["associations"][association.key] if association else None,
        contact_route=ContactRoute.ASSOCIATION if through else ContactRoute.SELF,
        task_type_ids=tuple(sorted(task_types[key] for key in person.task_types)),
        joined_on=joined,
    )


def stories(office: Office, events: Sequence[Event]) -> list[Story]:
    intakes = dict.fromkeys(person.intake for person in office.people)
    return [
        *(joining(office, intake) for intake in intakes),
        *(trained(office, event) for event in events),
        paid_clerk(office, date(2022, 1, 10)),
    ]
