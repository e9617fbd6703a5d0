"""Experts from a workbook: the columns, whom a row means, and what it would change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from commands import experts, rows
from commands.rows import Cells, Plan
from db import queries
from db.queries.imports import KnownConsent, KnownExpert, Names
from db.session import Reading, Writing
from documents import cells
from documents.imports import Field
from domain import times
from domain.errors import Refused
from domain.experts import WorkWish
from domain.flow import Seen
from domain.imports import Row, Table, Verdict
from domain.register import ExpertForm
from domain.themes import ThemeRole
from texts import N_

FIELDS = (
    Field("number", "Numero", "Number", example="0123"),
    Field("first_name", "Etunimi", "First name", required=True, example="Aino"),
    Field("last_name", "Sukunimi", "Last name", required=True, example="Esimerkki"),
    Field("preferred_name", "Kutsumanimi", "Name used"),
    Field("phone", "Puhelin", "Telephone", example="040 123 4567"),
    Field("email", "Sähköposti", "Email", example="aino@example.org"),
    Field("contact_way", "Yhteydenottotapa", "How to be reached", example="ensin tekstiviesti"),
    Field("contact_hours", "Parhaat ajat", "Best hours", example="arkisin klo 10–14"),
    Field("municipality", "Kunta", "Municipality", example="Vantaa"),
    Field("languages", "Kielet", "Languages", cells.listed, example="suomi, ruotsi"),
    Field("areas", "Toiminta-alue", "Areas", cells.listed, example="Vantaa, Kerava"),
    Field("on_site", "Toimii paikan päällä", "Works on site", cells.yes_or_no, example="kyllä"),
    Field("remote", "Toimii etänä", "Works remotely", cells.yes_or_no, example="kyllä"),
    Field("work_wish", "Haluaa tehtäviä", "Wants work", cells.member(WorkWish), example="silloin tällöin"),
    Field("own_themes", "Teemat, oma kokemus", "Themes, own experience", cells.listed),
    Field("close_themes", "Teemat, läheisenä", "Themes, as a close one", cells.listed),
    Field("consent_from", "Suostumus alkaa", "Consent from", cells.day, example="3.12.2026"),
    Field("practical_wishes", "Käytännön toiveet", "Practical wishes", cells.text(2000)),
    Field("joined_on", "Pankissa alkaen", "In the bank since", cells.day, example="1.9.2026"),
    Field("association_id", "Yhdistys", "Association"),
)
ROLES = {"own_themes": ThemeRole.OWN, "close_themes": ThemeRole.CLOSE_ONE}
APART = frozenset({"number", "consent_from", *ROLES})
"""Fields that are not a field of the form, or that tell whom the row means."""

Consents = Mapping[tuple[int, int, ThemeRole], KnownConsent]
Meanings = Mapping[str, Callable[[Any], Any]]


@dataclass(frozen=True)
class Given:
    """A theme's consent as the file gives it; `field` is its column."""

    field: str
    theme_id: int
    role: ThemeRole
    from_: date


class Register:
    """The experts that the rows may mean, found by number or, without one, by name and telephone."""

    def __init__(self, known: tuple[KnownExpert, ...]) -> None:
        self._numbered = {one.form.number: one for one in known}
        self._called: dict[tuple[str, ...], list[KnownExpert]] = {}
        for one in known:
            self._called.setdefault(_called(vars(one.form)), []).append(one)

    def find(self, values: Mapping[str, Any]) -> KnownExpert | None:
        number, called = values.get("number"), self._called.get(_called(values), [])
        if number:
            found = self._numbered.get(number) or self._numbered.get(padded(number))
            if found is None and called and values.get("phone"):
                taken = called[0].form.number
                raise Refused("This name and telephone are in the register with the number {number}.", number=taken)
            return found
        if len(called) > 1:
            raise Refused("There are several experts with this name and telephone. Give the number.")
        return called[0] if called else None


def padded(number: str) -> str:
    """As the register gives numbers: Excel drops their first zeros."""
    return number.zfill(4) if number.isdecimal() else number


def plans(reading: Reading, table: Table) -> Iterator[Plan]:
    ids = _meant(reading, table)
    planned = partial(
        _plan,
        Register(queries.imports.experts(reading, ids)),
        queries.imports.consents(reading, ids),
        _meanings(queries.imports.names(reading)),
    )
    seen: dict[tuple[str, ...], Row] = {}
    for row in table.rows:
        yield planned(row, seen.setdefault(_key(row.values), row))


def _meant(reading: Reading, table: Table) -> list[int]:
    """Ids of everyone whom some row may mean: the register is large, and a job asks for a few rows at a time."""
    numbers = {padded(number) for row in table.rows if (number := row.values.get("number"))}
    named = {_called(row.values) for row in table.rows}
    held = queries.imports.called(reading)
    return [one["id"] for one in held if padded(one["number"]) in numbers or _called(one) in named]


def _key(values: Mapping[str, Any]) -> tuple[str, ...]:
    number = values.get("number")
    return (padded(number),) if number else _called(values)


def _called(values: Mapping[str, Any]) -> tuple[str, ...]:
    first, last, phone = (str(values.get(name) or "") for name in ("first_name", "last_name", "phone"))
    digits = "".join(character for character in phone if character.isdecimal())
    return (" ".join(first.split()).casefold(), " ".join(last.split()).casefold(), digits)


def _meanings(names: Names) -> Meanings:
    place, theme = rows.known(names.municipalities), rows.known(names.themes)
    return {
        "municipality": place,
        "areas": rows.each(place),
        "languages": rows.each(rows.known(rows.languages())),
        "association_id": rows.known(names.associations),
        **dict.fromkeys(ROLES, rows.each(theme)),
    }


def _plan(register: Register, consents: Consents, meanings: Meanings, row: Row, first: Row) -> Plan:
    read = Cells(row)
    meant = {field.name: read.meant(field.name, meanings.get(field.name, _itself)) for field in FIELDS}
    whom = "number" if meant["number"] else "last_name"
    read.said_before(whom, first)
    found = read.asked(whom, lambda: register.find(row.values))
    given = [one for one in _given(read, meant) if _is_news(read, consents, found, one)]
    wanted = {name: value for name, value in meant.items() if value is not None and name not in APART}
    title = " ".join(filter(None, (meant["number"], meant["first_name"], meant["last_name"])))
    form = None if read.faults else read.asked("", lambda: _form(found, wanted, meant["number"]))
    if form is None:
        return Plan(read.entry(title, Verdict.FAULTY))
    if found is None:
        return Plan(read.entry(title, Verdict.NEW), partial(_add, form, given), late=not form.number)
    changes = {name: getattr(form, name) for name in wanted if getattr(form, name) != getattr(found.form, name)}
    changed = (*changes, *dict.fromkeys(one.field for one in given))
    if not changed:
        return Plan(read.entry(title, Verdict.UNCHANGED))
    return Plan(read.entry(title, Verdict.CHANGED, changed), partial(_change, found, changes, given, consents))


def _itself(value: Any) -> Any:
    return value


def _form(found: KnownExpert | None, wanted: Mapping[str, Any], number: str | None) -> ExpertForm:
    return replace(found.form, **wanted) if found else ExpertForm(**{"number": padded(number or ""), **wanted})


def _given(read: Cells, meant: Mapping[str, Any]) -> list[Given]:
    themes = [(field, theme_id) for field in ROLES for theme_id in meant[field] or ()]
    if themes and meant["consent_from"] is None:
        read.fault("consent_from", N_("Themes need the day of the expert's consent."))
        return []
    return [Given(field, theme_id, ROLES[field], meant["consent_from"]) for field, theme_id in themes]


def _is_news(read: Cells, consents: Consents, found: KnownExpert | None, given: Given) -> bool:
    """A withdrawal stands until the expert consents anew: a file made before it does not undo it."""
    held = consents.get((found.id, given.theme_id, given.role)) if found else None
    if held is None:
        return True
    if held.withdrawn_at is None:
        return held.consent_from != given.from_
    if given.from_ <= (withdrawn := times.day_of(held.withdrawn_at)):
        read.fault(given.field, N_("A consent on this row was withdrawn on {day}. Take the theme out."), day=withdrawn)
    return True


def _add(form: ExpertForm, given: list[Given], writing: Writing) -> None:
    expert_id = experts.add(writing, form)
    for one in given:
        experts.consent(writing, expert_id, one.theme_id, one.role, one.from_)


def _change(
    found: KnownExpert, changes: Mapping[str, Any], given: list[Given], consents: Consents, writing: Writing
) -> None:
    if changes:
        whole = queries.cards.form(writing, found.id)
        experts.edit(writing, found.id, Seen(found.version), replace(whole, **changes))
    for one in given:
        held = consents.get((found.id, one.theme_id, one.role))
        until = held.consent_until if held and held.withdrawn_at is None else None
        experts.consent(writing, found.id, one.theme_id, one.role, one.from_, until)
