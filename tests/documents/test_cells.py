"""One cell of someone else's workbook, in Excel's types and as Finns write."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from documents import cells
from domain.errors import Refused
from domain.experts import WorkWish
from domain.money import Money


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.text(), 4110.0, "4110"),
        (cells.text(), "  kaksi sanaa ", "kaksi sanaa"),
        (cells.day, datetime(2026, 12, 3), date(2026, 12, 3)),
        (cells.day, "to 3.12.2026", date(2026, 12, 3)),
        (cells.day, "2026-12-03", date(2026, 12, 3)),
        (cells.clock, time(9, 30), time(9, 30)),
        (cells.clock, datetime(1899, 12, 30, 9, 30), time(9, 30)),
        (cells.clock, "klo 9.30", time(9, 30)),
        (cells.clock, "9:30", time(9, 30)),
        (cells.clock, 9, time(9)),
        (cells.whole(1, 20), 3.0, 3),
        (cells.whole(1, 9999), "1 234", 1234),
        (cells.euros, 12.5, Money(12_50)),
        (cells.euros, "1 234,50 €", Money(1234_50)),
        (cells.yes_or_no, True, True),
        (cells.yes_or_no, "Kyllä", True),
        (cells.yes_or_no, "ei", False),
        (cells.listed, "suomi; ruotsi, suomi", ("suomi", "ruotsi")),
        (cells.member(WorkWish), "now and then", WorkWish.NOW_AND_THEN),
    ],
)
def test_a_cell_says(read: cells.Reader, cell: object, value: object) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (cells.text(), "#REF!"),
        (cells.text(3), "neljä"),
        (cells.day, "31.2.2026"),
        (cells.day, 45993),
        (cells.day, datetime(2026, 12, 3, 9, 0)),
        (cells.clock, "25.00"),
        (cells.clock, "aamulla"),
        (cells.whole(1, 20), 2.5),
        (cells.whole(1, 20), 21),
        (cells.whole(1, 20), True),
        (cells.euros, "12,345"),
        (cells.euros, float("nan")),
        (cells.yes_or_no, "ehkä"),
        (cells.member(WorkWish), "joskus muulloin"),
    ],
)
def test_a_cell_that_says_something_else_is_refused(read: cells.Reader, cell: object) -> None:
    with pytest.raises(Refused):
        read(cell)
