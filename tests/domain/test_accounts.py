"""A changed account: who may confirm it, and how long the expert has to say that the change was not theirs."""

from __future__ import annotations

from datetime import date

import pytest

from domain import accounts
from domain.errors import Refused
from domain.permissions import Role, Viewer
from tests import people

PAID_CLERK = Viewer(9, "Elina Esimerkki", frozenset({Role.CLERK}), expert_id=41)


@pytest.mark.parametrize(
    ("confirmed", "usable"),
    [
        (date(2026, 11, 23), date(2026, 11, 26)),
        (date(2026, 11, 26), date(2026, 12, 1)),
        (date(2026, 12, 4), date(2026, 12, 9)),
    ],
)
def test_a_changed_account_waits_three_working_days_and_a_first_one_none(confirmed: date, usable: date) -> None:
    """Independence Day of 2026 is a Sunday: 7–9 December are working days."""
    assert accounts.usable_from(confirmed, first=False) == usable
    assert accounts.usable_from(confirmed, first=True) == confirmed


def test_neither_the_proposer_nor_the_payee_confirms_an_account() -> None:
    accounts.check_confirmer(people.CLERK_2.id, 41, people.CLERK)
    with pytest.raises(Refused, match="You proposed"):
        accounts.check_confirmer(people.CLERK.id, 41, people.CLERK)
    with pytest.raises(Refused, match="their own payroll details"):
        accounts.check_confirmer(people.CLERK.id, 41, PAID_CLERK)
    accounts.check_confirmer(people.CLERK.id, 42, PAID_CLERK)


def test_the_way_of_verifying_is_kept_in_words() -> None:
    assert accounts.check_verified("  Soitettu   takaisin. ") == "Soitettu takaisin."
    with pytest.raises(Refused, match="Say how"):
        accounts.check_verified("  ")
