"""The picture of Today: each part once, the next act a link, and nothing that the person has no right to."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from plotly.utils import PlotlyJSONEncoder

from domain.batches import BatchStatus
from domain.money import Money
from domain.payments import BatchRow
from domain.permissions import Role
from domain.times import Span
from domain.today import Desk, EndingAgreement, OpenOffer, PayRun, Today, Visit, WaitingBatch, WaitingRole
from layouts import today as layout

TODAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
NOTHING = Desk((), (), (), (), (), ())


def visit(start: datetime = NINE, phone: str = "040 000 0100", through: str = "") -> Visit:
    span = Span(start, start + timedelta(hours=2))
    people = {"expert_id": 3, "expert": "Anna Aalto", "phone": phone, "through": through}
    return Visit(
        1,
        7,
        span,
        "Asumispalvelut",
        "Asiakastapaaminen",
        "Tikkurila",
        False,
        contact="Tiina",
        contact_phone="",
        **people,
    )


def drawn(**parts: object) -> str:
    body = [part.to_plotly_json() for part in layout.body(Today(TODAY, **parts))]  # type: ignore[arg-type]
    return json.dumps(body, cls=PlotlyJSONEncoder, ensure_ascii=False).replace("\u00a0", " ")


def test_a_visit_tells_when_where_and_whom_to_call() -> None:
    seen = drawn(desk=Desk((visit(), visit(NINE + timedelta(days=1))), (), (), (), (), ()))
    for words in ("tänään", "huomenna", "9.00–11.00", "Tikkurila", "tel:0400000100", "/orders/7"):
        assert words in seen


def test_a_protected_contact_has_no_number_and_an_association_has_its_own() -> None:
    seen = drawn(desk=Desk((visit(phone=""), visit(phone="040 000 0900", through="Yhdistys ry")), (), (), (), (), ()))
    assert seen.count("tel:") == 1
    assert "yhteys: Yhdistys ry" in seen


def test_a_calm_day_says_so() -> None:
    assert "Ei hälytyksiä" in drawn(desk=NOTHING)


def test_an_alarm_links_to_where_it_is_put_right() -> None:
    offer = OpenOffer(1, 7, "Asumispalvelut", "Anna Aalto", NINE, date(2026, 11, 23))
    agreement = EndingAgreement(3, "Anna Aalto", "S-1", date(2026, 12, 31))
    seen = drawn(desk=Desk((), (), (), (offer,), (), (agreement,)))
    assert "Ei hälytyksiä" not in seen
    for words in ("/orders/7/match", "soita 23.11.2026", "/experts/3", "S-1 päättyy 31.12.2026"):
        assert words in seen


def test_the_clerk_reads_the_next_pay_run_in_one_glance() -> None:
    run = PayRun(date(2026, 12, 15), 41, Money(123450), 6, NINE - timedelta(days=4), 2)
    seen = drawn(pay_run=run)
    for words in ("Seuraava maksuajo 15.12.", "41 riviä", "1 234,50 €", "odottanut 4 päivää", "/reports", "/batches"):
        assert words in seen


@pytest.mark.parametrize(("own", "words"), [(True, "sinä: toinen henkilö hyväksyy"), (False, "Paula Palonen")])
def test_a_waiting_batch_has_its_sum_and_age_and_says_when_it_is_ones_own(own: bool, words: str) -> None:
    row = BatchRow(
        5, BatchStatus.CHECKED, TODAY, date(2026, 12, 15), 41, 12, Money(123450), 3, "Paula Palonen", 2, "hash"
    )  # fmt: skip
    seen = drawn(batches=(WaitingBatch(row, 3, own),))
    for each in (words, "1 234,50 €", "3 päivää", "/batches/5"):
        assert each in seen


def test_a_waiting_role_can_be_confirmed_where_it_stands() -> None:
    role = WaitingRole(9, "Uusi Henkilö", Role.CLERK, TODAY, "Antti Alanko")
    assert '"type": "today-confirm", "grant": 9' in drawn(roles=(role,))


def test_a_part_without_the_right_is_not_drawn() -> None:
    assert "Vahvistettavat roolit" not in drawn(desk=NOTHING)
    assert "maksuajo" not in drawn(desk=NOTHING)
