"""What work pays, by the clerks' examples and by the rules the examples cannot show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain import assignments, fees, money, reports
from domain.assignments import Party
from domain.errors import Refused
from domain.fees import LineDraft, LineKind, LineRole, Payer, Terms
from domain.money import Money
from domain.payments import Preview
from domain.reports import OverrunDecision, ReportBasis, TravelRow, Work
from domain.tariffs import IncomeType, TravelKind
from domain.times import Span
from tests import clerks, lines

TABLE, RATES = clerks.fee_table(), clerks.travel_rates()

BASES = {
    "pidetty": ReportBasis.DONE,
    "myöhäinen peruutus": ReportBasis.LATE_CANCELLATION,
    "saapumatta": ReportBasis.NO_SHOW,
}
PAYERS = {"": Payer.BANK, "yhdistys": Payer.ASSOCIATION, "oma lasku": Payer.OWN_INVOICE}
DECISIONS = {
    "": None,
    "yksi kerta": OverrunDecision.ONE_OCCASION,
    "kaksi kertaa": OverrunDecision.TWO_OCCASIONS,
    "ylittävä tunneittain": OverrunDecision.HOURS_OVER,
}
PARTIES = {"tilaaja": Party.CLIENT, "asiakas": Party.CUSTOMER, "kokemusasiantuntija": Party.EXPERT}
COUNTED = {
    "oman auton km": TravelKind.OWN_CAR,
    "matkustajan km": TravelKind.PASSENGER,
    "kokopäivärahat": TravelKind.PER_DIEM_FULL,
    "osapäivärahat": TravelKind.PER_DIEM_PARTIAL,
    "ateriat": TravelKind.MEAL,
}
REFUSALS = {
    "hinta puuttuu": "The fee .* has no price",
    "matkan hinta puuttuu": "The travel rate for .* is missing",
    "päätös puuttuu": "decide whether it is paid as one or two occasions",
    "vain liput": "Only tickets",
    "ateria ja päiväraha": "meal allowance is not paid",
}
CASES = clerks.rows("palkkiot.csv")
PAID = [case for case in CASES if not case["kielto"]]
REFUSED = [case for case in CASES if case["kielto"]]


def priced(case: dict[str, str]) -> tuple[LineDraft, ...]:
    span = Span(clerks.moment(case["alkaa"]), clerks.moment(case["päättyy"]))
    terms = Terms(
        fee_code=case["palkkiokoodi"],
        price=clerks.optional(case["sovittu hinta"]),
        payer=PAYERS[case["maksaja"]],
        voluntary=case["vapaaehtoinen"] == "kyllä",
        add_on=case["lisä"] or None,
    )
    unit = TABLE.on(terms.fee_code, clerks.day(case["alkaa"].split()[0])).unit
    tickets = [TravelRow(TravelKind.TICKET, 1, money.parse(text)) for text in case["liput"].split("+") if text]
    travel = [TravelRow(kind, int(case[column])) for column, kind in COUNTED.items() if case[column]] + tickets
    work = reports.work_of(span, unit)
    return fees.price(work, travel, terms, TABLE, RATES, DECISIONS[case["ylityspäätös"]], BASES[case["peruste"]])


def by_type(drafts: tuple[LineDraft, ...]) -> dict[str, Money]:
    sums: dict[str, Money] = {}
    for draft in drafts:
        name = "ei ilmoiteta" if draft.income_type is IncomeType.NOT_REPORTED else draft.income_type.value
        sums[name] = sums.get(name, Money(0)) + draft.amount
    return sums


def expected_types(text: str) -> dict[str, Money]:
    pairs = (part.strip().rsplit(" ", 1) for part in text.split("+") if part)
    return {name: money.parse(amount) for name, amount in pairs}


@pytest.mark.parametrize("case", PAID, ids=[case["tapaus"] for case in PAID])
def test_the_clerks_examples_are_paid_to_the_cent(case: dict[str, str]) -> None:
    drafts = priced(case)
    assert money.total(d.amount for d in drafts if d.kind in fees.FEES) == money.parse(case["palkkio"])
    assert money.total(d.amount for d in drafts if d.kind not in fees.FEES) == money.parse(case["matkat"])
    assert by_type(drafts) == expected_types(case["tulolajit"])


@pytest.mark.parametrize("case", REFUSED, ids=[case["tapaus"] for case in REFUSED])
def test_what_cannot_be_priced_is_refused_and_never_guessed(case: dict[str, str]) -> None:
    with pytest.raises(Refused, match=REFUSALS[case["kielto"]]):
        priced(case)


def test_there_are_enough_examples_and_each_has_its_own_name() -> None:
    assert len(CASES) >= 60
    assert len({case["tapaus"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", clerks.rows("peruutukset.csv"), ids=lambda case: case["tapaus"])
def test_a_cancellation_is_paid_when_less_than_a_full_day_was_left(case: dict[str, str]) -> None:
    by, at, starts = PARTIES[case["peruuja"]], clerks.moment(case["peruttu"]), clerks.moment(case["alkaa"])
    assert assignments.cancellation_is_paid(by, at, starts) == (case["maksetaan"] == "kyllä")


def test_each_line_says_how_it_was_counted() -> None:
    work = (Work(date(2026, 12, 31), 50), Work(date(2027, 1, 1), 90))
    december, january = fees.price(work, (), Terms("CODEV_HOUR"), TABLE, RATES)
    assert (december.quantity, december.unit_price, december.amount) == (
        Decimal("0.833333"),
        Money(20_00),
        Money(16_67),
    )
    assert (january.quantity, january.unit_price, january.amount) == (Decimal("1.5"), Money(21_50), Money(32_25))
    assert december.rate_id != january.rate_id
    assert december.text == "Kokemusasiantuntijana pitkäkestoisissa yhteiskehittämisprosesseissa"


def test_two_tickets_of_a_day_are_told_apart_and_have_no_rate() -> None:
    tickets = [TravelRow(TravelKind.TICKET, 1, Money(cents), note) for cents, note in ((3_20, "meno"), (5_60, "paluu"))]
    drafts = fees.price((Work(date(2026, 3, 10), 60),), tickets, Terms("CLIENT_PAIR"), TABLE, RATES)
    assert [(d.ordinal, d.amount, d.rate_id, d.text) for d in drafts if d.kind is LineKind.TICKET] == [
        (0, Money(3_20), None, "meno"),
        (1, Money(5_60), None, "paluu"),
    ]


def test_an_overpaid_line_is_taken_back_and_paid_right() -> None:
    paid = lines.line(amount=Money(30_00), unit_price=Money(30_00))
    right = lines.draft(amount=Money(20_00), unit_price=Money(20_00), text="Väärä palkkiokoodi")
    minus, plus = fees.correct(paid, right)
    assert (minus.amount, minus.quantity, minus.income_type) == (Money(-30_00), Decimal(-1), paid.income_type)
    assert plus == right
    assert minus.amount + plus.amount == Money(-10_00)


def test_nothing_was_due_is_a_correction_too() -> None:
    nothing = lines.draft(quantity=Decimal(0), amount=Money(0))
    minus, plus = fees.correct(lines.line(), nothing)
    assert minus.amount + plus.amount == Money(-30_00)


def test_a_correction_that_changes_only_the_income_type_is_one() -> None:
    minus, plus = fees.correct(lines.line(), lines.draft(income_type=IncomeType.MEETING_FEE))
    assert (minus.income_type, plus.income_type) == (IncomeType.NON_WAGE_COMPENSATION, IncomeType.MEETING_FEE)


def test_a_correction_that_changes_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="changes nothing"):
        fees.correct(lines.line(), lines.draft())


def test_a_line_that_takes_back_is_not_corrected() -> None:
    minus = replace(lines.line(), role=LineRole.MINUS, corrects_id=1, amount=Money(-30_00))
    with pytest.raises(Refused, match="takes back"):
        fees.correct(minus, lines.draft())


def test_a_corrected_line_can_be_corrected_again() -> None:
    plus = replace(lines.line(), role=LineRole.PLUS, corrects_id=1)
    assert fees.correct(plus, lines.draft(amount=Money(25_00)))[1].amount == Money(25_00)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_needs_a_reason(reason: str) -> None:
    with pytest.raises(Refused, match="why the line is corrected"):
        fees.check_correction(reason)


def test_only_a_ticket_may_be_without_a_rate() -> None:
    with pytest.raises(ValueError, match="without a rate"):
        lines.draft(rate_id=None)


def test_a_fee_s_own_rule_for_a_longer_session_asks_nobody() -> None:
    ruled = tuple(
        replace(rate, overrun=OverrunDecision.TWO_OCCASIONS) if rate.code == "GROUP_TALK" else rate
        for rate in TABLE.rates
    )
    table, terms, work = fees.FeeTable(ruled), Terms("GROUP_TALK"), (Work(date(2026, 3, 10), 150),)
    assert not fees.asks(terms, table.on("GROUP_TALK", date(2026, 3, 10)), work)
    assert money.total(line.amount for line in fees.price(work, (), terms, table, RATES)) == Money(60_00)


def test_a_day_with_free_meals_pays_half_a_per_diem() -> None:
    row = TravelRow(TravelKind.PER_DIEM_FULL, 1, halved=True)
    (_fee, per_diem) = fees.price((Work(date(2026, 3, 10), 60),), [row], Terms("WORKING_GROUP"), TABLE, RATES)
    assert (per_diem.quantity, per_diem.amount) == (Decimal("0.5"), Money(27_00))


@pytest.mark.parametrize(
    ("terms", "asked"),
    [
        (Terms("GROUP_TALK"), True),
        (Terms("GROUP_TALK", voluntary=True), False),
        (Terms("GROUP_TALK", payer=Payer.ASSOCIATION), False),
        (Terms("GROUP_TALK", payer=Payer.ASSOCIATION, voluntary=True), False),
    ],
)
def test_a_person_decides_of_a_long_session_only_when_the_bank_pays_it(terms: Terms, asked: bool) -> None:
    day, rate = date(2026, 3, 10), TABLE.on("GROUP_TALK", date(2026, 3, 10))
    assert fees.asks(terms, rate, [Work(day, 60), Work(day, 121)]) is asked
    assert not fees.asks(terms, rate, [Work(day, 120)])
    assert not fees.asks(terms, replace(rate, overrun=OverrunDecision.ONE_OCCASION), [Work(day, 121)])


@pytest.mark.parametrize("sign", [1, -1])
def test_a_protected_person_s_kilometres_are_told_as_one_sum(sign: int) -> None:
    driven = lines.line(
        1, kind=LineKind.KILOMETRES, quantity=Decimal(42 * sign), unit_price=Money(55), amount=Money(23_10 * sign)
    )
    shown = fees.told(driven)
    assert (shown.quantity, shown.unit_price, shown.amount) == (Decimal(sign), Money(23_10), Money(23_10 * sign))
    none = replace(driven, quantity=Decimal(0), amount=Money(0))
    assert fees.told(none).quantity == fees.told(replace(none, quantity=Decimal("0.5"))).quantity == 1
    fee = lines.line(2)
    assert Preview((driven, fee)).told() == Preview((shown, fee))
