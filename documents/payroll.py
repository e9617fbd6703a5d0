"""The payroll workbook: people by income type, lines, controls and new accounts, in Finnish whoever makes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from documents import workbook as workbooks
from documents.column import Column, Kind
from documents.workbook import Sheet
from domain.fees import LineKind, LineRole
from domain.money import Money
from domain.payees import BaseChange
from domain.payroll import ChangeRow, Controls, LineRow, Payroll, PerDiem, PersonRow, Unit
from domain.payroll_details import TaxCard
from domain.tariffs import IncomeType

DEMO = "Esittelyaineistoa: henkilöt ovat keksittyjä, mitään ei makseta."

INCOME_TYPES = {
    IncomeType.TIME_RATE_PAY: "Aikapalkka",
    IncomeType.MEETING_FEE: "Kokouspalkkio",
    IncomeType.LECTURE_FEE: "Luentopalkkio",
    IncomeType.MEAL_ALLOWANCE: "Ateriakorvaus",
    IncomeType.KILOMETRE_ALLOWANCE: "Kilometrikorvaus (verovapaa)",
    IncomeType.PER_DIEM: "Päiväraha",
    IncomeType.NON_WAGE_COMPENSATION: "Työkorvaus",
    IncomeType.TAXABLE_REIMBURSEMENT: "Veronalainen kustannusten korvaus",
    IncomeType.NOT_REPORTED: "Matkaliput, ei ilmoiteta tulorekisteriin",
}

TEXTS = {
    LineKind.FEE: "Kokemusasiantuntijapalkkio",
    LineKind.ADD_ON: "Kokemusasiantuntijapalkkion lisä",
    LineKind.KILOMETRES: "Kilometrikorvaus",
    LineKind.PASSENGER: "Kilometrikorvauksen korotus matkustajasta",
    LineKind.TICKET: "Matkalippu",
    LineKind.PER_DIEM: "Päiväraha",
    LineKind.MEAL: "Ateriakorvaus",
}
"""Neutral on purpose: what was talked about or where must not reach payroll."""

UNITS = {Unit.HOUR: "tunti", Unit.OCCASION: "kerta", Unit.KILOMETRE: "km", Unit.PIECE: "kpl", Unit.DAY: "päivä"}

PER_DIEMS = {PerDiem.FULL: "kokopäiväraha", PerDiem.PARTIAL: "osapäiväraha"}

ROLES = {LineRole.ORIGINAL: None, LineRole.MINUS: "korjaus, vähennys", LineRole.PLUS: "korjaus, lisäys"}

TAX_CARDS = {
    TaxCard.MISSING: "puuttuu",
    TaxCard.RECEIVED: "toimitettu",
    TaxCard.PREPAYMENT_REGISTER: "ennakkoperintärekisterissä",
}

CHANGES_OF = {BaseChange.NEW_PAYEE: "uusi saaja", BaseChange.NEW_ACCOUNT: "tilinumero on muuttunut"}

PEOPLE: tuple[Column[PersonRow], ...] = (
    Column("Henkilötunnus", lambda row: row.payee.identity_code, width=14),
    Column("Nimi", lambda row: row.payee.name, width=26),
    Column("Henkilönumero", lambda row: row.payee.number, width=14),
    Column("Verokortti", lambda row: TAX_CARDS[row.payee.tax_card], width=16),
    Column("Tulolaji", lambda row: _code(row.income_type), width=9),
    Column("Tulolajin nimi", lambda row: INCOME_TYPES[row.income_type], width=26),
    Column("Rivejä", lambda row: row.lines, Kind.INTEGER, 9),
    Column("Ensimmäinen työpäivä", lambda row: row.first_day, Kind.DATE),
    Column("Viimeinen työpäivä", lambda row: row.last_day, Kind.DATE),
    Column("Kilometrit", lambda row: row.kilometres, Kind.INTEGER, 10),
    Column("Palkkiot", lambda row: row.fees, Kind.EUROS),
    Column("Matkakorvaukset", lambda row: row.travel, Kind.EUROS),
    Column("Yhteensä", lambda row: row.total, Kind.EUROS),
)

CHANGES: tuple[Column[ChangeRow], ...] = (
    Column("Henkilötunnus", lambda row: row.payee.identity_code, width=14),
    Column("Nimi", lambda row: row.payee.name, width=26),
    Column("Henkilönumero", lambda row: row.payee.number, width=14),
    Column("Muutos", lambda row: CHANGES_OF[row.change], width=24),
    Column("Tilinumero", lambda row: row.account, width=28),
    Column("Verokortti", lambda row: TAX_CARDS[row.payee.tax_card], width=24),
)

LINES: tuple[Column[LineRow], ...] = (
    Column("Rivin tunniste", lambda row: row.reference, width=12),
    Column("Palkkioerä", lambda row: row.batch.reference, width=11),
    Column("Henkilötunnus", lambda row: row.payee.identity_code, width=14),
    Column("Nimi", lambda row: row.payee.name, width=26),
    Column("Tulolaji", lambda row: _code(row.line.income_type), width=9),
    Column("Tulolajin nimi", lambda row: INCOME_TYPES[row.line.income_type], width=26),
    Column("Selite", lambda row: description(row), width=46),
    Column("Määrä", lambda row: row.line.quantity, Kind.DECIMAL, 10),
    Column("Yksikkö", lambda row: UNITS[row.unit], width=9),
    Column("À-hinta", lambda row: row.line.unit_price, Kind.EUROS, 12),
    Column("Summa", lambda row: row.line.amount, Kind.EUROS),
    Column("Ansaintakausi alkaa", lambda row: row.line.work_date, Kind.DATE),
    Column("Ansaintakausi päättyy", lambda row: row.line.work_date, Kind.DATE),
    Column("Maksupäivä", lambda row: row.batch.pay_date, Kind.DATE),
    Column("Kustannuspaikka", lambda row: row.line.cost_centre, width=16),
    Column("Kilometrit", lambda row: row.kilometres, Kind.INTEGER, 10),
    Column("Päivärahan tyyppi", lambda row: row.per_diem and PER_DIEMS[row.per_diem], width=16),
    Column("Korjaus", lambda row: ROLES[row.line.role], width=18),
    Column("Korjaa riviä", lambda row: row.corrects, width=12),
    Column("Tilaus", lambda row: row.line.order_id, Kind.INTEGER, 9),
    Column("Työraportti", lambda row: row.line.report_id, Kind.INTEGER, 11),
    Column("Hinnan tunniste", lambda row: row.line.rate_id, Kind.INTEGER, 10),
)


@dataclass(frozen=True)
class Control:
    label: str
    count: int | None = None
    amount: Money | None = None
    day: date | None = None
    text: str | None = None


CONTROLS: tuple[Column[Control], ...] = (
    Column("Tieto", lambda row: row.label, width=48),
    Column("Kappaletta", lambda row: row.count, Kind.INTEGER),
    Column("Summa", lambda row: row.amount, Kind.EUROS),
    Column("Päivä", lambda row: row.day, Kind.DATE),
    Column("Teksti", lambda row: row.text, width=68),
)


def description(row: LineRow) -> str:
    return f"{TEXTS[row.line.kind]}, toimeksianto {row.line.assignment_id}"


def workbook(payroll: Payroll, made_at: datetime, demo: bool = False) -> bytes:
    """`made_at` is the moment of approval, so that the file can be built again byte for byte."""
    controls = tuple(_controls(payroll.controls))
    sheets: list[Sheet[Any]] = [
        Sheet("Henkilöt", PEOPLE, payroll.people, total="Yhteensä"),
        Sheet("Rivit", LINES, payroll.lines),
        Sheet("Tarkistus", CONTROLS, controls),
        *([Sheet("Perustietomuutokset", CHANGES, payroll.changes)] if payroll.changes else []),
    ]
    batch = payroll.controls.batch
    heading = f"{batch.reference}, maksupäivä {_day(batch.pay_date)}"
    notes = (DEMO,) if demo else ()
    return workbooks.build([replace(sheet, notes=notes, print_heading=heading) for sheet in sheets], made_at)


def _controls(controls: Controls) -> Iterator[Control]:
    yield Control("Palkkioerä", text=controls.batch.reference)
    yield Control("Tiedoston versio", controls.batch.edition)
    yield Control("Rajaus: työ tehty viimeistään", day=controls.batch.up_to)
    yield Control("Maksupäivä", day=controls.batch.pay_date)
    yield Control("Henkilöitä", controls.people)
    for each in controls.by_type:
        yield Control(_named(each.income_type), each.rows, each.amount)
    yield Control("Palkkiot", amount=controls.fees)
    yield Control("Matkakorvaukset", amount=controls.travel)
    yield Control("Kaikki rivit yhteensä", controls.rows, controls.total)
    yield Control("Hyväksytyn sisällön tarkiste (SHA-256)", text=controls.batch.content_hash)


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _code(income_type: IncomeType) -> str:
    return "–" if income_type is IncomeType.NOT_REPORTED else income_type.value


def _named(income_type: IncomeType) -> str:
    name = INCOME_TYPES[income_type]
    return name if income_type is IncomeType.NOT_REPORTED else f"{income_type.value} {name}"
