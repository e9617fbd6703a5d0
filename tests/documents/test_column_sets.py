"""The payroll lines as text files: each system's own form, whole kilometres, and no cell that starts a formula."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from db.queries import column_sets as shipped
from documents import column_sets
from domain.column_sets import ColumnSet, Content, CsvColumn, DateForm, DecimalSign, Delimiter, Encoding, LineEnd
from domain.fees import LineKind
from domain.money import Money
from domain.payroll import LineRow
from tests import payrolls

ROOT = Path(__file__).parents[2]
LINES = payrolls.march().lines
SETS = {each.key: each for each in shipped.shipped()}


def simple(*contents: Content, **facts: object) -> ColumnSet:
    columns = (Content.IDENTITY_CODE, Content.AMOUNT, *contents)
    return ColumnSet("x", "X", tuple(CsvColumn("", each) for each in columns), **facts)  # type: ignore[arg-type]


def cell(column_set: ColumnSet, row: LineRow = LINES[0], place: int = 2) -> str:
    _head, told = csv.reader(io.StringIO(column_sets.text(column_set, [row])), delimiter=column_set.delimiter.value)
    return told[place]


def test_there_is_a_set_for_each_system_that_is_known() -> None:
    assert [each.name for each in SETS.values()] == [
        "Yleinen",
        "CGI Prima",
        "Fennoa",
        "Procountor, palkkarivit",
        "Netvisor",
        "Palkka.fi",
    ]


def test_prima_reads_semicolons_dots_and_latin_1_without_headings() -> None:
    body = column_sets.body(SETS["prima"], LINES[:3])
    assert body == (
        b"010180-9015;03.03.2026;03.03.2026;336;1;;30.00;;4711\r\n"
        b"010180-9015;03.03.2026;03.03.2026;336;42;;0.55;;4711\r\n"
        b"010180-9015;24.03.2026;24.03.2026;336;2.833333;;20.00;;4711\r\n"
    )


def test_fennoa_has_its_columns_from_a_to_k() -> None:
    (first,) = csv.reader(io.StringIO(column_sets.text(SETS["fennoa"], LINES[2:3])), delimiter=";")
    assert first == ["K001", "336", "24.03.2026", "2,833333", "", "20,00", "", "", "", "", "4711"]


def test_the_general_set_has_what_the_incomes_register_asks() -> None:
    text = column_sets.body(SETS["general"], LINES).decode("utf-8-sig")
    rows = {row["Rivin tunniste"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    assert rows["R-2"] == {
        "Henkilötunnus": "010180-9015",
        "Henkilönumero": "K001",
        "Sukunimi": "Aalto",
        "Etunimi": "Aino",
        "Palkkalaji": "336",
        "Tulolaji": "336",
        "Selite": "Kilometrikorvaus, toimeksianto 1",
        "Määrä": "42",
        "Yksikkö": "km",
        "À-hinta": "0,55",
        "Summa": "23,10",
        "Ansaintakausi alkaa": "03.03.2026",
        "Ansaintakausi päättyy": "03.03.2026",
        "Maksupäivä": "15.04.2026",
        "Kustannuspaikka": "4711",
        "Projekti": "",
        "Tili": "",
        "Kilometrit": "42",
        "Päivärahan tyyppi": "",
        "Alv-tili": "",
        "Rivin tunniste": "R-2",
        "Korjaa riviä": "",
        "Erän tunniste": "PE-12",
    }
    assert (rows["R-6"]["Päivärahan tyyppi"], rows["R-7"]["Tulolaji"]) == ("osapäiväraha", "")


@pytest.mark.parametrize("key", ["general", "palkka_fi"])
def test_the_sums_of_a_file_are_those_of_the_batch(key: str) -> None:
    chosen = SETS[key]
    place = [each.content for each in chosen.columns].index(Content.AMOUNT)
    _head, *rows = csv.reader(io.StringIO(column_sets.text(chosen, LINES)), delimiter=";")
    assert sum(Money(int(row[place].replace(",", ""))).cents for row in rows) == 216_87


def test_a_system_s_own_code_stands_for_a_kind_of_line_and_else_the_income_type() -> None:
    chosen = simple(Content.PAY_CODE, pay_codes={LineKind.KILOMETRES: "7100"})
    assert [cell(chosen, row) for row in LINES[:2]] == ["336", "7100"]


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"decimal_sign": DecimalSign.DOT}, ("30.00", "03.03.2026")),
        ({"dates": DateForm.ISO}, ("30,00", "2026-03-03")),
        ({"dates": DateForm.DIGITS}, ("30,00", "20260303")),
        ({"delimiter": Delimiter.TAB}, ("30,00", "03.03.2026")),
    ],
)
def test_numbers_and_days_are_written_as_the_set_says(facts: dict[str, object], shown: tuple[str, str]) -> None:
    chosen = simple(Content.PERIOD_START, **facts)
    assert (cell(chosen, place=1), cell(chosen)) == shown


def test_lines_end_as_the_set_says() -> None:
    assert column_sets.body(simple(headings=False, line_end=LineEnd.UNIX), LINES[:1]) == b"010180-9015;30,00\n"


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+358", "-1", "@SUM(A1)", "\t=1"])
def test_a_name_never_starts_a_formula(name: str) -> None:
    payee = replace(LINES[0].payee, last_name=name)
    assert cell(simple(Content.LAST_NAME), replace(LINES[0], payee=payee)) == f"'{name.strip()}"


def test_the_minus_of_a_sum_is_a_number_s_own() -> None:
    row = replace(LINES[0], line=replace(LINES[0].line, amount=Money(-30_00)))
    assert cell(simple(), row, 1) == "-30,00"


def test_a_delimiter_in_a_name_does_not_shift_the_columns() -> None:
    payee = replace(LINES[0].payee, last_name='Aal;to "Aino"')
    chosen = simple(Content.LAST_NAME, Content.REFERENCE)
    row = replace(LINES[0], payee=payee)
    assert (cell(chosen, row), cell(chosen, row, 3)) == ('Aal;to "Aino"', "R-1")


def test_a_letter_that_the_encoding_lacks_loses_its_mark_and_nothing_else() -> None:
    payee = replace(LINES[0].payee, last_name="Šarapović-Öhman")
    body = column_sets.body(simple(Content.LAST_NAME, encoding=Encoding.LATIN_1), [replace(LINES[0], payee=payee)])
    assert "Sarapovic-Öhman".encode("iso-8859-1") in body


DIGEST = """
import hashlib
from db.queries import column_sets as shipped
from documents import column_sets
from tests import payrolls
bodies = [column_sets.body(each, payrolls.march().lines) for each in shipped.shipped()]
print(hashlib.sha256(b"".join(bodies)).hexdigest())
"""


def test_two_machines_make_the_same_bytes() -> None:
    digests = set()
    for zone, seed in (("Europe/Helsinki", "1"), ("America/Los_Angeles", "4242")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-c", DIGEST], env=environment, cwd=ROOT, capture_output=True, check=True
        )
        digests.add(done.stdout)
    assert len(digests) == 1
