"""Who may do what: the division of work the bank rests on."""

from __future__ import annotations

import pytest

from domain import permissions
from domain.errors import Refused
from domain.permissions import GRANTS, Permission, Role, Viewer
from tests import people

PAYING = {Permission.PREPARE_BATCHES, Permission.APPROVE_BATCHES, Permission.EXPORT_PAYROLL}
PERSONAL = {Permission.SEE_EXPERTS, Permission.SEE_EXPERT_NAMES, Permission.SEE_PAYROLL_DETAILS}


def test_every_role_has_its_rights_and_every_right_somebody() -> None:
    assert set(GRANTS) == set(Role)
    assert permissions.granted(Role) == set(Permission)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMIN, Role.DATA_PROTECTION])
def test_who_orders_or_administers_never_touches_payments(role: Role) -> None:
    assert not PAYING & GRANTS[role]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN, Role.DATA_PROTECTION])
def test_only_coordinators_and_clerks_open_peoples_details(role: Role) -> None:
    assert not PERSONAL & GRANTS[role]


def test_a_clerk_never_sees_backgrounds_nor_a_coordinator_identity_codes() -> None:
    assert Permission.SEE_EXPERTS not in GRANTS[Role.CLERK]
    assert Permission.SEE_PAYROLL_DETAILS not in GRANTS[Role.COORDINATOR]


def test_who_enters_reports_does_not_approve_them() -> None:
    for role in Role:
        assert not {Permission.ENTER_REPORTS, Permission.APPROVE_REPORTS} <= GRANTS[role]


def test_a_manager_approves_but_does_not_prepare() -> None:
    assert Permission.APPROVE_BATCHES in GRANTS[Role.MANAGER]
    assert Permission.PREPARE_BATCHES not in GRANTS[Role.MANAGER]


def test_rights_are_the_union_of_the_roles() -> None:
    assert people.BOTH.permissions == GRANTS[Role.COORDINATOR] | GRANTS[Role.CLERK]


def test_nobody_has_no_rights() -> None:
    assert people.NOBODY.permissions == frozenset()


def test_a_right_that_is_missing_is_refused() -> None:
    people.CLERK.need(Permission.PREPARE_BATCHES)
    with pytest.raises(Refused, match="do not have the right"):
        people.MANAGER.need(Permission.PREPARE_BATCHES)


def test_rights_cannot_be_given_to_oneself() -> None:
    with pytest.raises(TypeError):
        Viewer(1, "", frozenset(), permissions=frozenset(Permission))  # type: ignore[call-arg]
