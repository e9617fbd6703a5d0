"""Statuses move only along the tables, and the tables lead somewhere."""

from __future__ import annotations

from enum import StrEnum, auto
from types import SimpleNamespace
from typing import Any

import pytest

from domain import assignments, batches, offers, orders, reports
from domain.batches import BatchAction, BatchStatus
from domain.errors import Refused
from domain.flow import Flow, Seen, Step
from domain.permissions import Permission
from domain.reports import ReportAction, ReportStatus
from tests import people

FLOWS: dict[str, tuple[Flow[Any, Any], StrEnum]] = {
    "orders": (orders.FLOW, orders.OrderStatus.NEW),
    "offers": (offers.FLOW, offers.OfferStatus.OPEN),
    "assignments": (assignments.FLOW, assignments.AssignmentStatus.AGREED),
    "reports": (reports.FLOW, reports.ReportStatus.SUBMITTED),
    "batches": (batches.FLOW, batches.BatchStatus.OPEN),
}


class Colour(StrEnum):
    RED = auto()
    GREEN = auto()


class Switch(StrEnum):
    TURN = auto()


def test_a_step_leads_from_its_source_to_its_target() -> None:
    step = batches.FLOW.step(BatchAction.APPROVE, BatchStatus.CHECKED)
    assert (step.target, step.needs) == (BatchStatus.APPROVED, Permission.APPROVE_BATCHES)


@pytest.mark.parametrize(
    ("action", "status"),
    [
        (BatchAction.APPROVE, BatchStatus.OPEN),
        (BatchAction.APPROVE, BatchStatus.APPROVED),
        (BatchAction.EXPORT, BatchStatus.CHECKED),
        (BatchAction.EXPORT, BatchStatus.EXPORTED),
        (BatchAction.REOPEN, BatchStatus.EXPORTED),
        (BatchAction.CHECK, BatchStatus.ACKNOWLEDGED),
    ],
)
def test_a_batch_cannot_jump_repeat_or_come_back_from_payroll(action: BatchAction, status: BatchStatus) -> None:
    with pytest.raises(Refused, match="cannot be done now"):
        batches.FLOW.step(action, status)


def test_an_approved_report_is_closed() -> None:
    for action in ReportAction:
        with pytest.raises(Refused):
            reports.FLOW.step(action, ReportStatus.APPROVED)


@pytest.mark.parametrize(("flow", "start"), FLOWS.values(), ids=FLOWS.keys())
def test_every_status_can_be_reached(flow: Flow[Any, Any], start: StrEnum) -> None:
    reached = {start}
    for _ in type(start):
        reached |= {step.target for step in flow if step.source in reached}
    assert reached == set(type(start))


@pytest.mark.parametrize(("flow", "start"), FLOWS.values(), ids=FLOWS.keys())
def test_every_step_leads_elsewhere(flow: Flow[Any, Any], start: StrEnum) -> None:
    assert not [step for step in flow if step.source == step.target]
    assert start in {step.source for step in flow}


def test_two_steps_for_one_action_and_status_cannot_stand_in_a_table() -> None:
    step = Step(Switch.TURN, Colour.RED, Colour.GREEN, Permission.VERIFY)
    with pytest.raises(ValueError, match=r"^two steps share an action and a source$"):
        Flow(step, Step(Switch.TURN, Colour.RED, Colour.RED, Permission.VERIFY))


def test_a_person_is_offered_only_what_they_may_do_now() -> None:
    assert batches.FLOW.open_to(people.CLERK, BatchStatus.CHECKED) == (
        BatchAction.REOPEN,
        BatchAction.RETURN,
        BatchAction.APPROVE,
    )
    assert batches.FLOW.open_to(people.MANAGER, BatchStatus.CHECKED) == (BatchAction.RETURN, BatchAction.APPROVE)
    assert batches.FLOW.open_to(people.COORDINATOR, BatchStatus.CHECKED) == ()
    assert batches.FLOW.open_to(people.CLERK, BatchStatus.ACKNOWLEDGED) == ()


class Row:
    version = 3
    content_sha256 = "abc"


@pytest.mark.parametrize(
    ("seen", "same"), [(Seen(3), True), (Seen(3, "abc"), True), (Seen(2, "abc"), False), (Seen(3, "abd"), False)]
)
def test_a_decision_holds_only_for_what_was_on_the_screen(seen: Seen, same: bool) -> None:
    assert seen.matches(Row()) is same


@pytest.mark.parametrize("content", [None, "a"])
def test_a_row_without_a_version_is_never_what_was_on_the_screen(content: str | None) -> None:
    assert not Seen(1, content).matches(object())


def test_a_row_without_content_is_not_the_content_on_the_screen() -> None:
    assert not Seen(1, "a").matches(SimpleNamespace(version=1))
    assert Seen(1).matches(SimpleNamespace(version=1))
