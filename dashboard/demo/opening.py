"""How the demo office is opened and its prices kept: users, reference data, orderers, associations, fees and rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from commands import associations, clients, column_sets, packages, reference, settings, tariffs
from dashboard.demo import demand, people, seasons, staff, vocabulary
from dashboard.demo.office import Office, Story
from dashboard.demo.seasons import at
from dashboard.demo.staff import ADMIN, CLERK, COORDINATOR, MANAGER
from db import queries
from domain.associations import AssociationForm
from domain.clients import ClientForm
from domain.permissions import Viewer

PHONES_OF_CONTACTS = 900_001
PHONES_OF_ASSOCIATIONS = 950_001

UNCLEAR = frozenset({"GROUP_TALK"})
"""A talk in a group may be a lecture or not: payroll has not said."""
PAYROLL_SAID = "Palkanlaskennan vastaus 29.3.2021"


def opened(office: Office, today: date, contact_names: Sequence[str]) -> None:
    """Everything that there must be before the first expert joins."""
    with office.at_work(at(seasons.PREPARED, 9)):
        _hire(office)
        reference.load(office.by(ADMIN))
        settings.put(office.by(ADMIN), "demo", today.isoformat())
        known = queries.reference.ids(office.by(ADMIN))
        office.ids |= {"themes": known.themes, "packages": known.packages, "task_types": known.task_types}
        office.ids["clients"] = dict(_clients(office, contact_names))
        office.ids["associations"] = dict(_associations(office, contact_names))
        _propose_fees(office)
        _use_csv(office)


def prices(office: Office, years: Sequence[int]) -> Story:
    """In December the next year's travel rates and, when they change, the packages' prices."""
    for year in years:
        day = date(year - 1, 12, 9) if year > seasons.OPENED.year else seasons.PREPARED
        yield at(day, 10)
        begins = max(date(year, 1, 1), seasons.OPENED)
        for code, price in demand.prices(begins).items() if begins in demand.PRICES else ():
            packages.set_price(office.by(MANAGER), office.ids["packages"][code], price, begins)
        rates = [tariffs.propose_travel(office.by(CLERK), *rate) for rate in reference.travel_rates(year)]
        yield at(day + timedelta(days=1), 9)
        for rate_id in rates:
            tariffs.confirm_travel(office.by(MANAGER), rate_id)


def _use_csv(office: Office) -> None:
    """Payroll gets its lines as CSV as well, in the general form."""
    admin = office.by(ADMIN)
    general = queries.column_sets.one(admin, "general")
    column_sets.save(admin, general.column_set, in_use=True, version=general.version)


def _hire(office: Office) -> None:
    """The first two confirm each other's roles; after them the admin grants and the manager confirms."""
    founder, waiting = office.as_(staff.FOUNDER), {}
    for login in (ADMIN, MANAGER):
        office.viewers[login.username], waiting[login] = staff.add(founder, login, login.name, office.password_hash)
    for login, confirmer in ((ADMIN, MANAGER), (MANAGER, ADMIN)):
        staff.confirm(office.by(confirmer), waiting[login])
    for login in staff.STAFF:
        if login not in waiting and login.expert is None:
            office.viewers[login.username] = hire(office, login, login.name)


def hire(office: Office, login: staff.Login, name: str, expert_id: int | None = None) -> Viewer:
    viewer, grants = staff.add(office.by(ADMIN), login, name, office.password_hash, expert_id)
    staff.confirm(office.by(MANAGER), grants)
    return viewer


def _clients(office: Office, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    for number, unit in enumerate(vocabulary.units()):
        form = ClientForm(
            name=unit.fi,
            name_sv=unit.sv,
            group_name=unit.group,
            sector=unit.sector,
            cost_centre=unit.cost_centre,
            internal=unit.internal,
            municipality=unit.municipality,
        )
        client_id = clients.add(office.by(COORDINATOR), form)
        phone = people.phone(PHONES_OF_CONTACTS + number)
        office.contacts[unit.key] = clients.add_contact(
            office.by(COORDINATOR), client_id, names[number], phone, people.email(names[number])
        )
        yield unit.key, client_id


def _associations(office: Office, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    for number, each in enumerate(vocabulary.associations()):
        contact = names[-1 - number]
        yield (
            each.key,
            associations.add(
                office.by(COORDINATOR),
                AssociationForm(
                    name=each.fi,
                    name_sv=each.sv,
                    contact_name=contact,
                    phone=people.phone(PHONES_OF_ASSOCIATIONS + number),
                    email=people.email(contact),
                    contact_route_only=each.contact_route_only,
                    theme_ids=tuple(office.ids["themes"][theme] for theme in each.themes),
                ),
            ),
        )


def _propose_fees(office: Office) -> None:
    """From the first day: proposed by the clerk, confirmed by the manager."""
    for form in reference.first_fees(seasons.OPENED):
        rate_id = tariffs.propose_fee(office.by(CLERK), form)
        tariffs.confirm_fee(office.by(MANAGER), rate_id)
        if form.code not in UNCLEAR:
            tariffs.confirm_income_type(office.by(CLERK), rate_id, PAYROLL_SAID)
