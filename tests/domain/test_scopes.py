"""A scope in an address: what is written is read again, and what cannot be understood limits nothing."""

from __future__ import annotations

from datetime import date

import pytest

from domain import scopes
from domain.experts import Period
from domain.facts import Ending, Outcome
from domain.orders import Use
from domain.scopes import Asked, Chart, Counted, Lead, Rest, Scope

YEAR = Scope(Period(date(2023, 1, 1), date(2023, 12, 31)))
EVERYTHING = Scope(Period(date(2022, 1, 1), date(2023, 12, 31)))
TODAY = date(2026, 11, 23)


def test_a_year_is_set_beside_the_year_before() -> None:
    leap_day = Scope(Period(date(2024, 2, 29), date(2024, 2, 29)))
    assert YEAR.year_before() == Scope(Period(date(2022, 1, 1), date(2022, 12, 31)))
    assert leap_day.year_before() == Scope(Period(date(2023, 2, 28), date(2023, 2, 28)))


def test_several_years_stand_beside_each_other_already() -> None:
    assert EVERYTHING.year_before() is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, Period(date(2026, 1, 1), date(2026, 12, 31))),
        ({"until": "2023-06-30"}, Period(date(2023, 1, 1), date(2023, 6, 30))),
        ({"since": "2025-05-01"}, Period(date(2025, 5, 1), date(2026, 12, 31))),
        ({"since": "2027-05-01"}, Period(date(2027, 5, 1), date(2027, 12, 31))),
        ({"since": "2023-06-30", "until": "2023-01-01"}, Period(date(2023, 1, 1), date(2023, 6, 30))),
    ],
)
def test_the_period_is_this_year_unless_told(words: dict[str, str], expected: Period) -> None:
    assert scopes.read(words, TODAY) == Asked(Scope(expected))


@pytest.mark.parametrize(
    "scope",
    [
        EVERYTHING,
        Scope(YEAR.period, group="Kehittämishankkeet", sector="", client_id=7, package_id=2, use=Use.PEER),
        Scope(YEAR.period, theme=0, alone=True, area=92, remote=False, rest=Rest(Chart.CLIENTS, (3, 17))),
        Scope(YEAR.period, ending=Ending.NO_SHOW_OF_CLIENT, counted=Counted.BROKEN),
        Scope(YEAR.period, to_match=Lead.WEEK, to_done=Lead.LONGER, outcome=Outcome.OPEN, unmet=False),
    ],
)
def test_an_address_is_read_as_it_was_written(scope: Scope) -> None:
    assert scopes.read(scopes.words(scope), TODAY) == Asked(scope)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("since", "yesterday"),
        ("until", "0001-01-01"),
        ("client", "-1"),
        ("client", "٣"),
        ("package", "9" * 30),
        ("use", "sleeping"),
        ("group", "a\0b"),
        ("counted", "all"),
        ("remote", "maybe"),
        ("rest", "clients.x"),
        ("rest", "planets.1"),
    ],
)
def test_what_cannot_be_understood_limits_nothing_and_is_told(name: str, text: str) -> None:
    asked = scopes.read({name: text, "colour": "red"}, TODAY)
    assert asked == Asked(Scope(Period(date(2026, 1, 1), date(2026, 12, 31))), (name,))
    assert not asked.scope.limited
