"""A column set that would pay nobody or nothing cannot be made, and what is stored is read back as it was."""

from __future__ import annotations

from typing import Any

import pytest

from db.queries import column_sets as shipped
from domain import column_sets
from domain.column_sets import ColumnSet, Content, CsvColumn, DecimalSign, Delimiter
from domain.errors import Refused
from domain.fees import LineKind

WHOM, HOW_MUCH = CsvColumn("Henkilötunnus", Content.IDENTITY_CODE), CsvColumn("Summa", Content.AMOUNT)


def made(*columns: CsvColumn, **facts: Any) -> ColumnSet:
    return ColumnSet("oma", **{"name": "Oma", "columns": columns or (WHOM, HOW_MUCH), **facts})


@pytest.mark.parametrize(
    ("columns", "facts", "told"),
    [
        ((HOW_MUCH,), {}, "who is paid"),
        ((WHOM,), {}, "how much"),
        ((WHOM, CsvColumn("Määrä", Content.QUANTITY)), {}, "how much"),
        ((), {"name": " "}, "Fill in"),
        ((), {"delimiter": Delimiter.COMMA, "decimal_sign": DecimalSign.COMMA}, "must not be the same"),
        ((WHOM, *[HOW_MUCH] * 60), {}, "at most"),
    ],
)
def test_a_set_that_cannot_pay_is_refused(columns: tuple[CsvColumn, ...], facts: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused, match=told):
        made(*columns, **facts)


@pytest.mark.parametrize("text", ["=1+1", "+1", "@A1", "-"])
def test_neither_a_heading_nor_a_fixed_value_starts_a_formula(text: str) -> None:
    with pytest.raises(Refused, match="formula"):
        CsvColumn(text, Content.AMOUNT)
    with pytest.raises(Refused, match="formula"):
        CsvColumn("", Content.FIXED, text)


def test_a_value_beside_another_content_is_not_lost_in_silence() -> None:
    with pytest.raises(Refused, match="only a fixed value"):
        CsvColumn("Summa", Content.AMOUNT, "12")


def test_quantity_and_unit_price_tell_how_much() -> None:
    parts = (WHOM, CsvColumn("", Content.QUANTITY), CsvColumn("", Content.UNIT_PRICE))
    assert made(*parts).contents == {Content.IDENTITY_CODE, Content.QUANTITY, Content.UNIT_PRICE}


@pytest.mark.parametrize("own", [*shipped.shipped(), made(pay_codes={LineKind.MEAL: "9"}, delimiter=Delimiter.TAB)])
def test_a_stored_set_is_read_back_as_it_was(own: ColumnSet) -> None:
    assert column_sets.from_text(own.key, column_sets.as_text(own)) == own
