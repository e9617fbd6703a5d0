"""Every workflow leads somewhere: each status can be reached and each step can be taken by someone."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from enum import StrEnum

import pytest

from dashboard.settings import ROOT
from domain.flow import Flow, Step
from domain.permissions import GRANTS, Permission


def flows() -> Iterator[tuple[str, Flow[StrEnum, StrEnum]]]:
    for path in sorted((ROOT / "domain").glob("*.py")):
        module = importlib.import_module(f"domain.{path.stem}")
        for name, value in vars(module).items():
            if isinstance(value, Flow):
                yield f"{path.stem}.{name}", value


FLOWS = dict(flows())


def unreachable(flow: Flow[StrEnum, StrEnum]) -> set[StrEnum]:
    """Statuses that no steps lead to from the enum's first member, in which a row is born."""
    steps = list(flow)
    reached = {next(iter(type(steps[0].source)))}
    while fresh := {step.target for step in steps if step.source in reached} - reached:
        reached |= fresh
    return set(type(steps[0].source)) - reached


def held_by_nobody(flow: Flow[StrEnum, StrEnum]) -> list[Permission]:
    return [step.needs for step in flow if not any(step.needs in rights for rights in GRANTS.values())]


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS.keys())
def test_every_status_can_be_reached(flow: Flow[StrEnum, StrEnum]) -> None:
    assert unreachable(flow) == set()


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS.keys())
def test_every_step_can_be_taken_by_some_role(flow: Flow[StrEnum, StrEnum]) -> None:
    assert held_by_nobody(flow) == []


def test_the_house_has_its_workflows() -> None:
    assert {"orders", "offers", "assignments", "reports", "batches"} <= {name.split(".")[0] for name in FLOWS}


def test_a_dead_end_and_a_step_for_nobody_are_found() -> None:
    status = StrEnum("status", ["NEW", "DONE", "LOST"])
    action = StrEnum("action", ["FINISH"])
    nobody = StrEnum("nobody", ["MAY"])
    flow = Flow(Step(action.FINISH, status.NEW, status.DONE, nobody.MAY))  # type: ignore[arg-type]
    assert unreachable(flow) == {status.LOST}
    assert held_by_nobody(flow) == [nobody.MAY]
