"""Four eyes, what the approver is asked to look at, and that nothing disappears on the way to a batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain import batches
from domain.batches import Anomaly, BatchLine, Finding, LeftOut, LeftOutReason, Payee
from domain.errors import Refused
from domain.fees import LineKind, LineRole, PaymentLine
from domain.money import Money
from domain.payment_rules import PaymentRules
from domain.permissions import Role, Viewer
from domain.tariffs import IncomeType
from tests import clerks, people
from tests.lines import line

PAY_DATE = date(2026, 4, 15)
MORNING = clerks.moment("10.3.2026 9.00")
OLD_FRIEND = Payee(1, (Money(60_00), Money(70_00), Money(50_00)), account_changed=False, has_tax_card=True)

CLERK_WHO_IS_PAID = Viewer(9, "Elina Esimerkki", frozenset({Role.CLERK}), expert_id=41)


def held(id: int, starts_at: datetime = MORNING, **facts: Any) -> BatchLine:
    return BatchLine(line(id, **facts), starts_at)


def found(payee: Payee, *lines: BatchLine, earlier: Iterable[BatchLine] = ()) -> dict[Anomaly, tuple[Finding, ...]]:
    return dict(batches.anomalies(lines, [payee], tuple(earlier)))


def test_another_person_may_approve() -> None:
    batches.check_four_eyes(frozenset({people.CLERK.id}), frozenset({41, 42}), people.CLERK_2)


@pytest.mark.parametrize("preparers", [{3}, {3, 4}, {1, 3}])
def test_nobody_approves_what_they_prepared(preparers: set[int]) -> None:
    with pytest.raises(Refused, match="You have prepared lines"):
        batches.check_four_eyes(frozenset(preparers), frozenset(), people.CLERK)


def test_a_second_role_does_not_help_the_preparer() -> None:
    both = Viewer(3, "Paula Palkanlaskija", frozenset({Role.CLERK, Role.MANAGER}))
    with pytest.raises(Refused, match="You have prepared lines"):
        batches.check_four_eyes(frozenset({3}), frozenset(), both)


def test_nobody_approves_their_own_pay() -> None:
    with pytest.raises(Refused, match="You are paid in this batch"):
        batches.check_four_eyes(frozenset({3}), frozenset({40, 41}), CLERK_WHO_IS_PAID)
    batches.check_four_eyes(frozenset({3}), frozenset({40, 42}), CLERK_WHO_IS_PAID)


def test_an_experts_number_is_not_taken_for_a_users() -> None:
    batches.check_four_eyes(frozenset({41}), frozenset({9}), CLERK_WHO_IS_PAID)


def test_the_same_content_has_the_same_hash_in_any_order_and_spelling() -> None:
    one, two = line(1), line(2, quantity=Decimal("1.5"))
    assert batches.content_hash([one, two], PAY_DATE) == batches.content_hash([two, one], PAY_DATE)
    respelt = replace(one, quantity=Decimal("1.000000"))
    assert batches.content_hash([one, two], PAY_DATE) == batches.content_hash([respelt, two], PAY_DATE)


CHANGED: dict[str, object] = {
    "id": 9,
    "report_id": 9,
    "assignment_id": 9,
    "order_id": 9,
    "expert_id": 9,
    "role": LineRole.PLUS,
    "kind": LineKind.ADD_ON,
    "work_date": date(2026, 3, 11),
    "fee_code": "GROUP_TALK",
    "quantity": Decimal(2),
    "unit_price": Money(30_01),
    "amount": Money(30_01),
    "income_type": IncomeType.MEETING_FEE,
    "rate_id": 9,
    "corrects_id": 9,
    "reason": "toinen",
    "cost_centre": "4712",
    "entered_by_id": 9,
}


@pytest.mark.parametrize("fact", [field.name for field in fields(PaymentLine)])
def test_every_fact_of_a_line_is_in_the_hash(fact: str) -> None:
    changed = replace(line(1), **{fact: CHANGED[fact]})
    assert batches.content_hash([changed], PAY_DATE) != batches.content_hash([line(1)], PAY_DATE)


def test_the_day_of_payment_and_each_line_are_in_the_hash() -> None:
    assert batches.content_hash([line(1)], PAY_DATE) != batches.content_hash([line(1)], PAY_DATE + timedelta(days=1))
    assert batches.content_hash([line(1)], PAY_DATE) != batches.content_hash([line(1), line(2)], PAY_DATE)


def test_an_ordinary_batch_has_nothing_to_tick() -> None:
    assert found(OLD_FRIEND, held(1), held(2, MORNING + timedelta(days=1))) == {}


def test_who_was_never_paid_is_a_new_payee_with_all_their_lines() -> None:
    new = replace(OLD_FRIEND, earlier=())
    assert found(new, held(1), held(2, MORNING + timedelta(days=1))) == {
        Anomaly.NEW_PAYEE: (Finding(Anomaly.NEW_PAYEE, 1, (1, 2), Money(60_00)),)
    }


def test_an_account_that_differs_from_the_last_paid_one_is_shown() -> None:
    assert list(found(replace(OLD_FRIEND, account_changed=True), held(1))) == [Anomaly.CHANGED_ACCOUNT]


def test_a_missing_tax_card_is_shown_and_leaves_nobody_out() -> None:
    assert list(found(replace(OLD_FRIEND, has_tax_card=False), held(1))) == [Anomaly.NO_TAX_CARD]


@pytest.mark.parametrize(
    ("earlier", "amount", "unusual"),
    [
        ((60_00, 70_00, 50_00), 120_01, True),
        ((60_00, 70_00, 50_00), 120_00, False),
        ((10_00, 10_00), 99_99, False),
        ((10_00, 10_00), 100_00, True),
        ((50_00,) * 12 + (500_00,) * 13, 101_00, True),
        ((60_00, 70_00), 130_00, True),
    ],
    ids=[
        "over twice the median",
        "exactly twice",
        "under a hundred euros",
        "a hundred euros",
        "only the last twelve count",
        "of two the smaller",
    ],
)
def test_a_sum_far_over_the_persons_own_is_shown(earlier: tuple[int, ...], amount: int, unusual: bool) -> None:
    payee = replace(OLD_FRIEND, earlier=tuple(Money(cents) for cents in earlier))
    assert (Anomaly.UNUSUAL_SUM in found(payee, held(1, amount=Money(amount)))) is unusual


def test_an_unusual_sum_tells_what_it_is_compared_with() -> None:
    (finding,) = found(OLD_FRIEND, held(1, amount=Money(200_00)))[Anomaly.UNUSUAL_SUM]
    assert (finding.amount, finding.usual) == (Money(200_00), Money(60_00))


def test_the_thresholds_are_settings() -> None:
    strict = PaymentRules(times_usual=Decimal("1.1"), least=Money(0), hours_apart=1)
    lines = [held(1, amount=Money(67_00)), held(2, MORNING + timedelta(hours=2), amount=Money(0))]
    assert list(batches.anomalies(lines, [OLD_FRIEND], (), strict)) == [Anomaly.UNUSUAL_SUM]


@pytest.mark.parametrize(("minutes", "doubtful"), [(0, True), (119, True), (120, True), (121, False)])
def test_two_assignments_that_start_within_two_hours_may_be_one(minutes: int, doubtful: bool) -> None:
    lines = held(1), held(2, MORNING + timedelta(minutes=minutes))
    assert (Anomaly.POSSIBLE_DUPLICATE in found(OLD_FRIEND, *lines)) is doubtful


def test_a_duplicate_shows_the_lines_of_both_assignments() -> None:
    travel = held(2, assignment_id=1, kind=LineKind.KILOMETRES, amount=Money(23_10))
    (finding,) = found(OLD_FRIEND, held(1), travel, held(3, MORNING + timedelta(hours=1)))[Anomaly.POSSIBLE_DUPLICATE]
    assert finding == Finding(Anomaly.POSSIBLE_DUPLICATE, 1, (1, 2, 3), Money(83_10))


def test_fee_and_travel_of_one_assignment_are_no_duplicate() -> None:
    assert found(OLD_FRIEND, held(1), held(2, assignment_id=1, kind=LineKind.KILOMETRES)) == {}


def test_a_work_already_paid_may_be_reported_twice() -> None:
    earlier = [held(1)]
    assert list(found(OLD_FRIEND, held(2), earlier=earlier)) == [Anomaly.POSSIBLE_DUPLICATE]
    assert found(OLD_FRIEND, held(3, MORNING + timedelta(days=7)), earlier=[*earlier, held(2)]) == {}


def test_a_correction_is_no_duplicate_of_what_it_corrects() -> None:
    minus = held(2, role=LineRole.MINUS, corrects_id=1, amount=Money(-30_00))
    plus = held(3, role=LineRole.PLUS, corrects_id=1, amount=Money(20_00))
    assert found(OLD_FRIEND, minus, plus, earlier=[held(1)]) == {
        Anomaly.OVERPAID: (Finding(Anomaly.OVERPAID, 1, (2, 3), Money(-10_00)),)
    }


def test_a_correction_that_pays_more_is_no_overpayment() -> None:
    minus = held(2, role=LineRole.MINUS, corrects_id=1, amount=Money(-30_00))
    plus = held(3, role=LineRole.PLUS, corrects_id=1, amount=Money(40_00))
    assert found(OLD_FRIEND, minus, plus) == {}


@pytest.mark.parametrize(
    ("paid", "table", "far"), [(72, 42, False), (73, 42, True), (11, 42, True), (150, 100, False), (151, 100, True)]
)
def test_kilometres_far_off_the_table_are_shown(paid: int, table: int, far: bool) -> None:
    """Off by more than 30 km and by more than half."""
    line = held(1, kind=LineKind.KILOMETRES, quantity=Decimal(paid))
    shown = found(OLD_FRIEND, replace(line, table_kilometres=table))
    assert [each.kilometres for each in shown.get(Anomaly.FAR_KILOMETRES, ())] == ([(paid, table)] if far else [])


def test_kilometres_without_a_table_are_not_judged() -> None:
    assert found(OLD_FRIEND, held(1, kind=LineKind.KILOMETRES, quantity=Decimal(900))) == {}


def test_two_experts_at_one_session_are_no_duplicate() -> None:
    lines = [held(1), held(2, expert_id=2)]
    assert batches.anomalies(lines, [OLD_FRIEND, replace(OLD_FRIEND, expert_id=2)]) == {}


def test_a_payee_nothing_is_known_of_is_a_fault_and_not_skipped() -> None:
    with pytest.raises(KeyError):
        batches.anomalies([held(1, expert_id=7)], [OLD_FRIEND])


def test_every_kind_found_must_be_ticked() -> None:
    both = {Anomaly.NEW_PAYEE, Anomaly.UNUSUAL_SUM}
    batches.check_ticked(both, both)
    batches.check_ticked((), ())
    with pytest.raises(Refused) as refusal:
        batches.check_ticked(both, {Anomaly.NEW_PAYEE, Anomaly.NO_TAX_CARD})
    assert refusal.value.values == {"anomaly": Anomaly.UNUSUAL_SUM}


def left(line_id: int, cents: int = 30_00) -> LeftOut:
    return LeftOut(line_id, line_id, 1, Money(cents), LeftOutReason.ON_HOLD, date(2026, 3, 10))


def test_in_and_out_make_everything_to_the_cent() -> None:
    everything = [line(1), line(2, amount=Money(23_10)), line(3)]
    balance = batches.balance(everything, everything[:2], [left(3)])
    assert (balance.everything, balance.taken, balance.left) == (Money(83_10), Money(53_10), Money(30_00))


def test_a_disputed_report_without_lines_does_not_disturb_the_sums() -> None:
    disputed = LeftOut(8, None, 1, None, LeftOutReason.DISPUTED, date(2026, 3, 10))
    assert batches.balance([line(1)], [line(1)], [disputed]).left == Money(0)


@pytest.mark.parametrize(
    ("taken", "kept"),
    [
        ([line(1)], []),
        ([line(1), line(2)], [left(2)]),
        ([line(1)], [left(2), left(2)]),
        ([line(1)], [left(2, 29_99)]),
        ([line(1), line(2), line(3)], []),
        ([line(1), line(1)], []),
    ],
    ids=["lost", "both in and out", "left out twice", "a cent short", "one too many", "one twice for another"],
)
def test_a_line_that_is_lost_or_doubled_stops_the_batch(taken: list[PaymentLine], kept: list[LeftOut]) -> None:
    with pytest.raises(Refused, match="do not add up"):
        batches.balance([line(1), line(2)], taken, kept)


def test_what_is_left_out_grows_older_day_by_day() -> None:
    assert left(1).age(date(2026, 4, 10)) == 31


def test_a_left_out_line_has_its_amount() -> None:
    with pytest.raises(ValueError, match="has an amount"):
        LeftOut(1, 1, 1, None, LeftOutReason.ON_HOLD, date(2026, 3, 10))


def test_the_hash_of_a_batch_is_counted_from_its_facts_in_a_fixed_form() -> None:
    """The form never changes: what has been approved is compared with it for as long as it is kept."""
    one = line(7, quantity=Decimal("1.500000"), reason="Väärä")
    facts = '7,7,7,7,1,"original","fee","2026-03-10","CLIENT_PAIR","1.5",3000,3000,"336",3,null,"Väärä","4711",3'
    written = f'{{"pay_date":"2026-04-15","lines":[[{facts}]]}}'
    assert batches.content_hash([one], PAY_DATE) == hashlib.sha256(written.encode()).hexdigest()
    large = replace(one, quantity=Decimal("1E+2"))
    assert batches.content_hash([large], PAY_DATE) == hashlib.sha256(written.replace("1.5", "100").encode()).hexdigest()


def test_a_batch_goes_back_only_with_words() -> None:
    batches.check_comments(["Puuttuuko kilometrejä?"])
    with pytest.raises(Refused, match="before you return it"):
        batches.check_comments([])


def test_a_left_out_line_has_its_amount_and_a_report_none() -> None:
    with pytest.raises(ValueError, match=r"^a line has an amount, a report without lines has none$"):
        LeftOut(1, 1, 1, None, LeftOutReason.ON_HOLD, PAY_DATE)


def test_only_an_unusual_sum_is_compared_with_what_is_usual() -> None:
    (new_card,) = found(replace(OLD_FRIEND, has_tax_card=False), held(1))[Anomaly.NO_TAX_CARD]
    assert new_card.usual is None
    (unusual,) = found(OLD_FRIEND, held(1, amount=Money(130_00)))[Anomaly.UNUSUAL_SUM]
    assert unusual.usual == Money(60_00)


def driven(kilometres: int, table: int, **facts: Any) -> bool:
    line_ = held(1, kind=LineKind.KILOMETRES, quantity=Decimal(kilometres), **facts)
    return Anomaly.FAR_KILOMETRES in found(OLD_FRIEND, replace(line_, table_kilometres=table))


def test_kilometres_are_far_off_above_thirty_and_half_of_the_table() -> None:
    """Half of 101 counts as 50 whole kilometres."""
    assert not driven(130, 100)
    assert not driven(151, 101)
    assert driven(152, 101)
    assert not driven(1, 101, role=LineRole.MINUS, corrects_id=9)


def test_a_fee_is_never_far_off_in_kilometres() -> None:
    fee = replace(held(1, quantity=Decimal(500)), table_kilometres=10)
    assert Anomaly.FAR_KILOMETRES not in found(OLD_FRIEND, fee)


@pytest.mark.parametrize(("plus", "told"), [(30_00, False), (29_99, True), (30_01, False)])
def test_a_correction_is_an_overpayment_when_it_takes_more_back_than_it_pays(plus: int, told: bool) -> None:
    minus = held(2, role=LineRole.MINUS, corrects_id=1, amount=Money(-30_00))
    right = held(3, role=LineRole.PLUS, corrects_id=1, amount=Money(plus))
    findings = found(OLD_FRIEND, minus, right).get(Anomaly.OVERPAID, ())
    assert [(each.expert_id, each.line_ids, each.amount) for each in findings] == (
        [(1, (2, 3), Money(-1))] if told else []
    )
    assert Anomaly.OVERPAID in found(OLD_FRIEND, minus)
