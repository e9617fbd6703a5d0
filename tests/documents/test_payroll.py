"""The payroll file as payroll reads it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

import texts
from documents import payroll, statistics
from documents.column import Column, Kind
from domain import money
from domain.fees import LineKind, LineRole
from domain.money import Money
from domain.payees import BaseChange
from domain.payroll import PerDiem, Unit
from domain.payroll_details import TaxCard
from domain.tariffs import IncomeType
from tests import payrolls

MARCH = payrolls.march()
MADE_AT = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)
CONTENT = payroll.workbook(MARCH, MADE_AT)


def opened(content: bytes = CONTENT) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(title: str) -> list[dict[str, Any]]:
    head, *body = opened()[title].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def cents(value: object) -> Money:
    return Money(int(Decimal(str(value)).scaleb(2))) if value is not None else Money(0)


def test_there_is_a_sheet_for_people_for_lines_for_controls_and_for_new_accounts() -> None:
    assert opened().sheetnames == ["Henkilöt", "Rivit", "Tarkistus", "Perustietomuutokset"]


def test_without_new_accounts_there_is_no_sheet_of_them() -> None:
    content = payroll.workbook(replace(MARCH, changes=()), MADE_AT)
    assert opened(content).sheetnames == ["Henkilöt", "Rivit", "Tarkistus"]


def test_payroll_reads_one_row_per_person_and_income_type() -> None:
    aino, ticket, talk, per_diem, total = rows("Henkilöt")
    assert aino == {
        "Henkilötunnus": "010180-9015",
        "Nimi": "Aalto Aino",
        "Henkilönumero": "K001",
        "Verokortti": "toimitettu",
        "Tulolaji": "336",
        "Tulolajin nimi": "Työkorvaus",
        "Rivejä": 3,
        "Ensimmäinen työpäivä": datetime(2026, 3, 3),
        "Viimeinen työpäivä": datetime(2026, 3, 24),
        "Kilometrit": 42,
        "Palkkiot": 86.67,
        "Matkakorvaukset": 23.1,
        "Yhteensä": 109.77,
    }
    assert (talk["Verokortti"], talk["Tulolaji"], talk["Yhteensä"]) == ("puuttuu", "214", 20)
    assert (per_diem["Tulolaji"], per_diem["Yhteensä"]) == ("331", 79)
    assert (ticket["Tulolaji"], ticket["Tulolajin nimi"]) == ("–", "Matkaliput, ei ilmoiteta tulorekisteriin")
    assert (total["Henkilötunnus"], total["Yhteensä"]) == ("Yhteensä", "=SUBTOTAL(109,M2:M5)")


def test_a_line_has_what_the_incomes_register_asks() -> None:
    row = rows("Rivit")[1]
    assert row == {
        "Rivin tunniste": "R-2",
        "Palkkioerä": "PE-12",
        "Henkilötunnus": "010180-9015",
        "Nimi": "Aalto Aino",
        "Tulolaji": "336",
        "Tulolajin nimi": "Työkorvaus",
        "Selite": "Kilometrikorvaus, toimeksianto 1",
        "Määrä": 42,
        "Yksikkö": "km",
        "À-hinta": 0.55,
        "Summa": 23.1,
        "Ansaintakausi alkaa": datetime(2026, 3, 3),
        "Ansaintakausi päättyy": datetime(2026, 3, 3),
        "Maksupäivä": datetime(2026, 4, 15),
        "Kustannuspaikka": "4711",
        "Kilometrit": 42,
        "Päivärahan tyyppi": None,
        "Korjaus": None,
        "Korjaa riviä": None,
        "Tilaus": 2,
        "Työraportti": 1,
        "Hinnan tunniste": 104,
    }


def test_the_text_of_a_line_is_neutral() -> None:
    assert [row["Selite"] for row in rows("Rivit") if row["Tulolaji"] in ("336", "214")] == [
        "Kokemusasiantuntijapalkkio, toimeksianto 1",
        "Kilometrikorvaus, toimeksianto 1",
        "Kokemusasiantuntijapalkkio, toimeksianto 3",
        "Kokemusasiantuntijapalkkio, toimeksianto 3",
    ]


def test_per_diems_and_tickets_are_told_apart() -> None:
    lines = {row["Rivin tunniste"]: row for row in rows("Rivit")}
    assert (lines["R-5"]["Päivärahan tyyppi"], lines["R-6"]["Päivärahan tyyppi"]) == ("kokopäiväraha", "osapäiväraha")
    assert (lines["R-7"]["Tulolaji"], lines["R-7"]["Tulolajin nimi"]) == (
        "–",
        "Matkaliput, ei ilmoiteta tulorekisteriin",
    )


def test_account_numbers_stand_only_on_the_sheet_of_new_accounts() -> None:
    found = {
        (sheet.title, cell)
        for sheet in opened()
        for row in sheet.iter_rows(values_only=True)
        for cell in map(str, row)
        if cell.startswith("FI")
    }
    assert found == {("Perustietomuutokset", "FI2112345600000785")}


def test_a_new_account_says_whose_it_is_and_why_it_is_told() -> None:
    assert rows("Perustietomuutokset") == [
        {
            "Henkilötunnus": "010180-9015",
            "Nimi": "Aalto Aino",
            "Henkilönumero": "K001",
            "Muutos": "uusi saaja",
            "Tilinumero": "FI2112345600000785",
            "Verokortti": "toimitettu",
        }
    ]


def test_the_batch_and_what_it_was_limited_to_are_written_in() -> None:
    controls = {row["Tieto"]: row for row in rows("Tarkistus")}
    assert controls["Rajaus: työ tehty viimeistään"]["Päivä"] == datetime(2026, 3, 31)
    assert controls["Tiedoston versio"]["Kappaletta"] == 1
    assert [sheet.oddHeader.center.text for sheet in opened()] == ["PE-12, maksupäivä 15.4.2026"] * 4
    assert [sheet.auto_filter.ref for sheet in opened()][:2] == ["A1:M5", "A1:V8"]


def test_the_controls_can_be_ticked_one_by_one() -> None:
    controls = {row["Tieto"]: row for row in rows("Tarkistus")}
    assert controls["Palkkioerä"]["Teksti"] == "PE-12"
    assert controls["Maksupäivä"]["Päivä"] == datetime(2026, 4, 15)
    assert controls["Henkilöitä"]["Kappaletta"] == 2
    assert (controls["336 Työkorvaus"]["Kappaletta"], controls["336 Työkorvaus"]["Summa"]) == (3, 109.77)
    assert (controls["Kaikki rivit yhteensä"]["Kappaletta"], controls["Kaikki rivit yhteensä"]["Summa"]) == (7, 216.87)
    assert controls["Hyväksytyn sisällön tarkiste (SHA-256)"]["Teksti"] == MARCH.controls.batch.content_hash


def test_the_three_sheets_agree_in_the_file_itself() -> None:
    by_person = money.total(cents(row["Yhteensä"]) for row in rows("Henkilöt")[:-1])
    by_line = money.total(cents(row["Summa"]) for row in rows("Rivit"))
    (by_control,) = [cents(row["Summa"]) for row in rows("Tarkistus") if row["Tieto"] == "Kaikki rivit yhteensä"]
    assert by_person == by_line == by_control == Money(216_87)


def test_another_reader_gets_equal_sums() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(CONTENT))
    for title, heading in (("Henkilöt", "Yhteensä"), ("Rivit", "Summa")):
        head, *body = book.get_sheet_by_name(title).to_python()
        place = head.index(heading)
        assert money.total(cents(row[place]) for row in body if row[0] != "Yhteensä") == Money(216_87)


def test_the_total_is_there_for_readers_that_do_not_calculate() -> None:
    *_rows, last = CalamineWorkbook.from_filelike(io.BytesIO(CONTENT)).get_sheet_by_name("Henkilöt").to_python()
    assert (last[0], last[-1]) == ("Yhteensä", 216.87)


def test_a_correction_is_called_one() -> None:
    minus = replace(MARCH.lines[0].line, id=8, role=LineRole.MINUS, corrects_id=1)
    row = replace(MARCH.lines[0], line=minus)
    values = {column.header: column.value(row) for column in payroll.LINES}
    assert (values["Korjaus"], values["Korjaa riviä"]) == ("korjaus, vähennys", "R-1")


def test_the_headings_are_finnish_whatever_the_makers_language() -> None:
    with texts.using("sv"):
        assert payroll.workbook(MARCH, MADE_AT) == CONTENT


def test_demo_material_says_so_on_every_sheet() -> None:
    for sheet in opened(payroll.workbook(MARCH, MADE_AT, demo=True)):
        assert str(sheet["A1"].value).startswith("Esittelyaineistoa")
    for sheet in opened():
        assert "sittelyaineistoa" not in str(sheet["A1"].value)


def test_a_name_that_looks_like_a_formula_is_only_a_name() -> None:
    hostile = replace(payrolls.AINO, last_name="=cmd|' /C calc'!A0", first_name="x")
    book = opened(payroll.workbook(payrolls.march((hostile, payrolls.ORJAN)), MADE_AT))
    for title, cell in (("Henkilöt", "B2"), ("Rivit", "D2")):
        assert (book[title][cell].value, book[title][cell].data_type) == ("=cmd|' /C calc'!A0 x", "s")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (payroll.INCOME_TYPES, IncomeType),
        (payroll.TEXTS, LineKind),
        (payroll.UNITS, Unit),
        (payroll.PER_DIEMS, PerDiem),
        (payroll.ROLES, LineRole),
        (payroll.TAX_CARDS, TaxCard),
        (payroll.CHANGES_OF, BaseChange),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_everything_has_its_finnish_word(words: dict[object, str | None], kind: type) -> None:
    assert set(words) == set(kind)


def test_the_rows_behind_a_bar_come_with_what_limited_them() -> None:
    columns: tuple[Column[tuple[str, Money]], ...] = (
        Column("Name", lambda row: row[0]),
        Column("Sum", lambda row: row[1], Kind.EUROS),
    )
    with texts.using("fi"):
        content = statistics.workbook(
            [("AIVA", Money(30_00))], columns, ["Tilaaja: AIVA", "2023"], title="Total", made_at=MADE_AT, demo=True
        )
    sheet = opened(content).worksheets[0]
    assert sheet.title == "Yhteensä"
    assert [row[:2] for row in sheet.iter_rows(values_only=True)] == [
        ("esittelyaineistoa", None),
        ("Tilaaja: AIVA", None),
        ("2023", None),
        ("Nimi", "Summa"),
        ("AIVA", 30),
    ]
