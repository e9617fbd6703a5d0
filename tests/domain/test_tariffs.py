"""Which price holds on which day, and who may set one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain import tariffs
from domain.errors import Refused
from domain.messages import Message
from domain.money import Money
from domain.tariffs import (
    Confidence,
    FeeForm,
    FeeTable,
    FeeUnit,
    IncomeType,
    OverrunDecision,
    Stage,
    TravelKind,
    TravelRate,
    TravelRates,
)
from tests import clerks, people

TABLE, RATES = clerks.fee_table(), clerks.travel_rates()


@pytest.mark.parametrize(
    ("day", "cents"),
    [
        (date(2023, 1, 1), 50_00),
        (date(2026, 2, 28), 50_00),
        (date(2026, 3, 1), 52_00),
        (date(2026, 6, 30), 52_00),
        (date(2026, 7, 1), 54_50),
        (date(2026, 10, 31), 54_50),
        (date(2026, 11, 1), 57_00),
        (date(2030, 1, 1), 57_00),
    ],
)
def test_after_three_changes_every_day_still_has_its_own_price(day: date, cents: int) -> None:
    assert TABLE.on("TRAINING_TALK", day).price == Money(cents)


def test_the_order_of_the_rows_does_not_matter() -> None:
    backwards = FeeTable(TABLE.rates[::-1])
    assert backwards.on("TRAINING_TALK", date(2026, 8, 1)) == TABLE.on("TRAINING_TALK", date(2026, 8, 1))


def test_a_fee_without_a_price_says_its_code_and_day() -> None:
    with pytest.raises(Refused) as refusal:
        TABLE.on("GROUP_TALK", date(2022, 12, 31))
    assert refusal.value.values == {"code": "GROUP_TALK", "day": date(2022, 12, 31)}


def test_fees_that_have_not_begun_are_not_offered() -> None:
    coming = replace(TABLE.rates[0], id=99, code="COMING", valid_from=date(2027, 1, 1))
    table = FeeTable((*TABLE.rates, coming))
    assert "COMING" not in table.codes_on(date(2026, 12, 31))
    assert "COMING" in table.codes_on(date(2027, 1, 1))
    assert len(table.codes_on(date(2026, 12, 31))) == 8


def test_two_prices_of_one_fee_cannot_begin_together() -> None:
    with pytest.raises(ValueError, match="same day"):
        FeeTable((TABLE.rates[0], replace(TABLE.rates[0], id=99)))


@pytest.mark.parametrize(
    ("day", "cents"),
    [(date(2025, 12, 31), 59), (date(2026, 1, 1), 55), (date(2026, 12, 31), 55), (date(2024, 2, 29), 57)],
)
def test_a_kilometre_is_paid_at_its_own_years_rate(day: date, cents: int) -> None:
    assert RATES.on(TravelKind.OWN_CAR, day).price == Money(cents)


def test_last_years_rate_is_never_used() -> None:
    with pytest.raises(Refused) as refusal:
        RATES.on(TravelKind.OWN_CAR, date(2027, 1, 1))
    assert refusal.value.values["year"] == 2027
    assert refusal.value.values["kind"] is TravelKind.OWN_CAR


def test_a_rate_corrected_within_the_year_holds_from_its_own_day() -> None:
    corrected = TravelRate(199, TravelKind.MEAL, Money(13_20), date(2026, 5, 1), Confidence.UNVERIFIED)
    rates = TravelRates((*RATES.rates, corrected))
    assert rates.on(TravelKind.MEAL, date(2026, 4, 30)).price == Money(13_50)
    assert rates.on(TravelKind.MEAL, date(2026, 5, 1)).price == Money(13_20)


def test_a_rate_that_begins_later_in_the_year_does_not_cover_its_beginning() -> None:
    late = TravelRates((TravelRate(1, TravelKind.MEAL, Money(14_00), date(2027, 2, 1), Confidence.VERIFIED),))
    with pytest.raises(Refused):
        late.on(TravelKind.MEAL, date(2027, 1, 31))


def test_two_rates_of_one_kind_cannot_begin_together() -> None:
    with pytest.raises(ValueError, match="same day"):
        TravelRates((RATES.rates[0], replace(RATES.rates[0], id=199)))


def test_a_price_may_begin_today_but_not_yesterday() -> None:
    today = date(2026, 11, 23)
    tariffs.check_not_past(today, today)
    with pytest.raises(Refused, match="cannot begin in the past"):
        tariffs.check_not_past(date(2026, 11, 22), today)


@pytest.mark.parametrize("cents", [0, -1])
def test_a_price_is_more_than_nothing(cents: int) -> None:
    with pytest.raises(Refused, match="more than zero"):
        tariffs.check_price(Money(cents))


def test_one_cent_is_a_price() -> None:
    tariffs.check_price(Money(1))


def test_who_proposed_a_price_does_not_confirm_it() -> None:
    tariffs.check_two_persons(people.CLERK.id, people.CLERK_2)
    with pytest.raises(Refused, match="another person must confirm"):
        tariffs.check_two_persons(people.CLERK.id, people.CLERK)


FORM = {
    "code": "TALK",
    "name_fi": "Puheenvuoro",
    "name_sv": "",
    "name_en": "",
    "unit": FeeUnit.OCCASION,
    "price": Money(30_00),
    "valid_from": date(2026, 3, 10),
    "income_type": IncomeType.LECTURE_FEE,
}


def test_a_fee_is_written_without_stray_blanks_and_in_finnish_where_nothing_else_is_given() -> None:
    names = {"code": " TALK ", "name_fi": " Puheen  vuoro ", "name_sv": " Tal ", "source": " Päätös  12 "}
    form = FeeForm(**{**FORM, **names})  # type: ignore[arg-type]
    assert (form.code, form.name_fi, form.name_sv) == ("TALK", "Puheen vuoro", "Tal")
    assert (form.name_en, form.source) == ("Puheen vuoro", "Päätös 12")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"code": " "}, "Fill in"),
        ({"name_fi": ""}, "Fill in"),
        ({"price": Money(0)}, "more than zero"),
        ({"min_minutes": 61, "max_minutes": 60}, "must not be shorter"),
        ({"overrun": OverrunDecision.HOURS_OVER}, "Choose the hourly fee"),
    ],
)
def test_a_fee_that_cannot_be_paid_is_not_proposed(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(Refused, match=told):
        FeeForm(**{**FORM, **wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "right",
    [
        {"min_minutes": 60, "max_minutes": 60},
        {"min_minutes": 60},
        {"max_minutes": 60},
        {"overrun": OverrunDecision.TWO_OCCASIONS},
        {"overrun": OverrunDecision.HOURS_OVER, "overrun_code": "HOUR"},
    ],
)
def test_a_fee_may_leave_open_what_its_table_does_not_say(right: dict[str, object]) -> None:
    FeeForm(**{**FORM, **right})  # type: ignore[arg-type]


def test_the_missing_field_is_named() -> None:
    for field, label in (("code", "Code"), ("name_fi", "Name in Finnish")):
        with pytest.raises(Refused) as told:
            FeeForm(**{**FORM, field: ""})  # type: ignore[arg-type]
        assert told.value.values["field"] == Message(label)


@pytest.mark.parametrize(
    ("begins", "confirmed", "in_force", "stage"),
    [
        (1, False, True, Stage.PROPOSED),
        (-1, True, True, Stage.IN_FORCE),
        (1, True, False, Stage.COMING),
        (0, True, False, Stage.PAST),
        (-1, True, False, Stage.PAST),
    ],
)
def test_a_price_is_proposed_coming_in_force_or_past(
    begins: int, confirmed: bool, in_force: bool, stage: Stage
) -> None:
    today = date(2026, 3, 10)
    assert tariffs.stage(today + timedelta(days=begins), confirmed, in_force, today) is stage


def test_travel_without_a_rate_of_the_year_is_told_except_tickets() -> None:
    car = TravelRate(1, TravelKind.OWN_CAR, Money(55), date(2026, 1, 1), Confidence.VERIFIED)
    others = {TravelKind.PASSENGER, TravelKind.PER_DIEM_FULL, TravelKind.PER_DIEM_PARTIAL, TravelKind.MEAL}
    assert set(tariffs.missing_kinds(TravelRates((car,)), 2026)) == others
    assert set(tariffs.missing_kinds(TravelRates((car,)), 2027)) == others | {TravelKind.OWN_CAR}


def test_next_years_rates_are_asked_for_in_december() -> None:
    assert tariffs.years_to_check(date(2026, 12, 1)) == (2026, 2027)
    assert tariffs.years_to_check(date(2026, 11, 30)) == (2026,)


def test_a_day_has_one_price_of_a_fee_and_one_rate_of_a_kind() -> None:
    with pytest.raises(ValueError, match=r"^two prices of one fee begin on the same day$"):
        FeeTable(TABLE.rates[:1] * 2)
    with pytest.raises(ValueError, match=r"^two rates of one kind begin on the same day$"):
        TravelRates(RATES.rates[:1] * 2)
