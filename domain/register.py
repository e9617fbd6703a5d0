"""The register of experts as the coordinator keeps it: what is asked of an expert and what is shown of one.

No field asks for a diagnosis or a cause, and there is no free notes field: it would fill with illnesses.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta

from domain import prose
from domain.agreements import AgreementKind, Payer
from domain.assignments import AssignmentStatus
from domain.availability import Exceptional, Slot
from domain.backgrounds import Background
from domain.consents import Consent
from domain.errors import Refused
from domain.experts import DUTIES, ContactRoute, Ineligible, Standing, ThemeRole, TrainingKind, WorkWish
from domain.money import ZERO, Money
from domain.themes import Precision
from domain.times import Span

LAPSES_WITHIN = 60
"""Days: long enough to get into the next refresher."""

LANGUAGES = ("fi", "sv", "en", "se", "ru", "et", "ar", "so", "fse")
"""What the form offers, the official ones first; an expert may have others."""

PARAGRAPHS = frozenset({"address", "practical_wishes"})


CONTACT = frozenset({"phone", "email", "contact_way"})
TOLD = CONTACT | {
    "availability_known", "contact_hours", "contact_protected", "contact_route", "first_name", "joined_on", "languages",
    "last_name", "left_on", "number", "on_site", "paused_from", "paused_to", "practical_wishes", "preferred_name",
    "remote", "work_wish",
}  # fmt: skip
"""Fields whose earlier values stand in the card's history; what is sealed or is a background never does."""


def told(contact_protected: bool) -> frozenset[str]:
    return TOLD - CONTACT if contact_protected else TOLD


@dataclass(frozen=True)
class ExpertForm:
    """What a coordinator writes of an expert; themes are given apart, each with its consent.

    `week` is None while nobody has asked when the expert is free. Municipality and areas are Statistics Finland's
    codes. Empty `task_type_ids` means that every task type is accepted. An empty `number` is given by the register.
    """

    first_name: str
    last_name: str
    number: str = ""
    preferred_name: str = ""
    phone: str = ""
    email: str = ""
    contact_way: str = ""
    contact_hours: str = ""
    contact_route: ContactRoute = ContactRoute.SELF
    association_id: int | None = None
    municipality: str = ""
    address: str | None = None
    contact_protected: bool = False
    languages: tuple[str, ...] = ("fi",)
    areas: tuple[str, ...] = ()
    on_site: bool = True
    remote: bool = True
    work_wish: WorkWish = WorkWish.NOW_AND_THEN
    practical_wishes: str = ""
    monthly_cap: Money | None = None
    monthly_cap_minutes: int | None = None
    task_type_ids: tuple[int, ...] = ()
    week: tuple[Slot, ...] | None = None
    exceptions: tuple[Exceptional, ...] = ()
    unwanted_client_ids: tuple[int, ...] = ()
    unwanted_expert_ids: tuple[int, ...] = ()
    joined_on: date | None = None
    left_on: date | None = None

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if type(value) is str:
                clean = prose.paragraph if field.name in PARAGRAPHS else prose.line
                object.__setattr__(self, field.name, clean(value))
        prose.required(self.first_name, "First name")
        prose.required(self.last_name, "Last name")
        self._check()

    def _check(self) -> None:
        if not self.languages:
            raise Refused("Choose at least one language.")
        if not (self.on_site or self.remote):
            raise Refused("An expert works on site, remotely or both.")
        if self.contact_route is ContactRoute.ASSOCIATION and self.association_id is None:
            raise Refused("Choose the association through which the expert is reached.")
        if self.monthly_cap is not None and self.monthly_cap <= ZERO:
            raise Refused("A monthly limit is more than zero; leave it empty when there is none.")
        if self.monthly_cap_minutes is not None and self.monthly_cap_minutes <= 0:
            raise Refused("A monthly limit is more than zero; leave it empty when there is none.")
        if self.joined_on and self.left_on and self.left_on < self.joined_on:
            raise Refused("The last day must not come before the first.")


@dataclass(frozen=True, order=True)
class Lapse:
    """The last day of a duty's fulfilment."""

    last: date
    duty: Ineligible


def lapses(standing: Standing, today: date, days: int = LAPSES_WITHIN) -> tuple[Lapse, ...]:
    """What is still valid today and lapses within the days, the soonest first."""
    ends = [Lapse(last, duty) for duty in DUTIES if (last := standing.valid_until(duty))]
    return tuple(sorted(lapse for lapse in ends if today <= lapse.last <= today + timedelta(days=days)))


def eligible_until(standing: Standing, today: date) -> date | None:
    """The last day in a row, from today on, on which every duty is fulfilled; None when today is not one."""
    if not standing.eligible_on(today):
        return None
    return min((last for duty in DUTIES if (last := standing.valid_until(duty))), default=date.max)


@dataclass(frozen=True)
class ExpertRow:
    """One row of the register. Of a protected contact there is no municipality here at all."""

    id: int
    number: str
    name: str
    municipality: str
    languages: tuple[str, ...]
    themes: int
    standing: Standing
    last_assignment: date | None
    wish: WorkWish
    contact_protected: bool


@dataclass(frozen=True)
class ThemeConsent:
    """One theme with its consent. A withdrawn one is not shown any more; its row stays as proof of the withdrawal."""

    id: int
    theme_id: int
    theme: str
    level: Precision
    role: ThemeRole
    consent: Consent


@dataclass(frozen=True)
class AgreementRow:
    id: int
    number: str
    kind: AgreementKind
    valid_from: date
    valid_to: date | None
    filed_at: str
    insurance_statement: str
    keeps_rates: bool
    payer: Payer
    version: int


@dataclass(frozen=True)
class AttendedRow:
    training_id: int
    kind: TrainingKind
    name: str
    held_on: date
    hours: int


@dataclass(frozen=True)
class Work:
    id: int
    order_id: int
    span: Span
    client: str
    package: str
    status: AssignmentStatus


@dataclass(frozen=True)
class ExpertCard:
    """Everything a coordinator sees of one expert: never an identity code, an account or a tax card.

    `form` holds what can be edited, without what is sealed: the address, and of a protected contact also the municipality,
    areas, telephone and e-mail. `has_address` tells that there is one to be opened.
    """

    id: int
    version: int
    has_address: bool
    form: ExpertForm
    municipality: str
    association: str
    standing: Standing
    paused_from: date | None
    paused_to: date | None
    themes: tuple[ThemeConsent, ...]
    backgrounds: tuple[Background, ...]
    agreements: tuple[AgreementRow, ...]
    attended: tuple[AttendedRow, ...]
    assignments: tuple[Work, ...]
    assignment_count: int

    @property
    def name(self) -> str:
        return f"{self.form.first_name} {self.form.last_name}"


@dataclass(frozen=True)
class Choices:
    """What the form offers: pairs of a stored value and its word; `situations` are the themes of the second level."""

    municipalities: tuple[tuple[str, str], ...]
    associations: tuple[tuple[int, str], ...]
    task_types: tuple[tuple[int, str], ...]
    themes: tuple[tuple[int, str], ...]
    clients: tuple[tuple[int, str], ...]
    situations: frozenset[int] = frozenset()
