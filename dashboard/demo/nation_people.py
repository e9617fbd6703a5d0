"""The rows of a nation's experts: who they are, what they may be asked about, and that they are eligible today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from commands import reference
from dashboard.demo import trainings
from dashboard.demo.office import Office
from dashboard.demo.people import Person
from domain.agreements import AgreementKind
from domain.experts import ContactRoute, TrainingKind
from domain.payroll_details import TaxCard

Rows = Iterator[dict[str, Any]]
NEIGHBOURS = 3
PLAIN = (
    "first_name",
    "last_name",
    "number",
    "phone",
    "email",
    "contact_way",
    "contact_hours",
    "contact_protected",
    "on_site",
    "remote",
    "work_wish",
    "practical_wishes",
    "monthly_cap",
)
"""Columns of the register that stand in the person's form as such."""

PLACES = tuple(place.code for place in reference.municipalities())


def expert_id(person: Person) -> int:
    return person.place + 1


def home(person: Person) -> str:
    return PLACES[person.place % len(PLACES)]


def tables(office: Office, today: date) -> Iterator[tuple[str, Rows]]:
    yield "experts", (_expert(office, person) for person in office.people)
    yield (
        "expert_languages",
        (
            {"expert_id": expert_id(person), "language": language}
            for person in office.people
            for language in person.form.languages
        ),
    )
    yield (
        "expert_areas",
        (
            {"expert_id": expert_id(person), "municipality": PLACES[(person.place + step) % len(PLACES)]}
            for person in office.people
            for step in range(NEIGHBOURS)
        ),
    )
    yield (
        "expert_themes",
        (
            {
                "expert_id": expert_id(person),
                "theme_id": office.ids["themes"][theme],
                "role": role,
                "consent_from": person.intake.joined,
            }
            for person in office.people
            for theme, role in person.themes
        ),
    )
    yield (
        "expert_task_types",
        (
            {"expert_id": expert_id(person), "task_type_id": office.ids["task_types"][key]}
            for person in office.people
            for key in sorted(person.task_types)
        ),
    )
    yield (
        "availability_slots",
        (
            {"expert_id": expert_id(person), "weekday": slot.weekday, "from_minute": slot.first, "to_minute": slot.last}
            for person in office.people
            for slot in person.form.week or ()
        ),
    )
    yield "agreements", (_agreement(person) for person in office.people)
    yield "payroll_details", (_details(office, person) for person in office.people)
    yield from _trainings(office, today)


def _expert(office: Office, person: Person) -> dict[str, Any]:
    key, association = expert_id(person), person.association
    sealed = office.database.keys.seal((person.form.address or "").encode(), "experts.address", key)
    return {
        "id": key,
        **{name: getattr(person.form, name) for name in PLAIN},
        "municipality": home(person),
        "association_id": office.ids["associations"][association.key] if association else None,
        "contact_route": ContactRoute.SELF,
        "availability_known": person.form.week is not None,
        "address": sealed,
        "joined_on": person.intake.joined,
    }


def _agreement(person: Person) -> dict[str, Any]:
    return {
        "expert_id": expert_id(person),
        "number": f"PS-{person.form.number}",
        "kind": AgreementKind.ASSIGNMENT,
        "valid_from": person.intake.joined,
    }


def _details(office: Office, person: Person) -> dict[str, Any]:
    key, keys = expert_id(person), office.database.keys
    code, account = person.identity_code.value, person.account.value
    return {
        "expert_id": key,
        "identity_code": keys.seal(code.encode(), "payroll_details.identity_code", key),
        "identity_code_index": keys.blind(code, "identity_code"),
        "iban": keys.seal(account.encode(), "payroll_details.iban", key),
        "iban_index": keys.blind(account, "iban"),
        "account_ending": person.account.ending,
        "tax_card": TaxCard.RECEIVED,
    }


def _trainings(office: Office, today: date) -> Iterator[tuple[str, Rows]]:
    """Of the yearly events only those that still count."""
    kept = [event for event in trainings.events(office.people, today.year) if event.day <= today]
    kept = [event for event in kept if event.kind not in YEARLY or (today - event.day).days <= YEARLY[event.kind]]
    yield (
        "trainings",
        (
            {
                "id": key,
                "kind": event.kind,
                "name": event.name,
                "held_on": event.day,
                "hours": event.hours,
                "own": event.own,
            }
            for key, event in enumerate(kept, start=1)
        ),
    )
    yield (
        "attendances",
        (
            {"training_id": key, "expert_id": place + 1, "attended_on": event.day}
            for key, event in enumerate(kept, start=1)
            for place in sorted(event.places)
        ),
    )


YEARLY = {
    TrainingKind.REFRESHER: trainings.POLICY.refresher_days + 31,
    TrainingKind.MENTORING: trainings.POLICY.mentoring_days,
}
