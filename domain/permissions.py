"""Roles, permissions and the one table where they meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from domain.errors import Refused


class Role(StrEnum):
    COORDINATOR = auto()
    CLERK = auto()
    MANAGER = auto()
    ADMIN = auto()
    DATA_PROTECTION = auto()


class Permission(StrEnum):
    SEE_TODAY = auto()
    SEE_ORDERS = auto()
    EDIT_ORDERS = auto()
    MATCH = auto()
    SET_WEIGHTS = auto()
    RECORD_ABSENCES = auto()
    SEE_WELLBEING = auto()
    SEE_EXPERTS = auto()
    SEE_EXPERT_NAMES = auto()
    EDIT_EXPERTS = auto()
    SEE_REPORTS = auto()
    ENTER_REPORTS = auto()
    APPROVE_REPORTS = auto()
    SEE_TARIFFS = auto()
    PROPOSE_TARIFFS = auto()
    SEE_PAYMENT_RULES = auto()
    EDIT_PAYMENT_RULES = auto()
    SEE_PAYROLL_DETAILS = auto()
    EDIT_PAYROLL_DETAILS = auto()
    SEE_BATCHES = auto()
    PREPARE_BATCHES = auto()
    APPROVE_BATCHES = auto()
    EXPORT_PAYROLL = auto()
    SEE_UTILIZATION = auto()
    MEASURE_EFFORT = auto()
    IMPORT_EXPERTS = auto()
    IMPORT_ORDERS = auto()
    SEE_USERS = auto()
    EDIT_USERS = auto()
    CONFIRM_ROLES = auto()
    EDIT_COLUMN_SETS = auto()
    REVEAL = auto()
    SEE_REVEALS = auto()
    SEE_TRAIL = auto()
    VERIFY = auto()


P = Permission
GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(
        {
            P.SEE_TODAY,
            P.SEE_ORDERS,
            P.EDIT_ORDERS,
            P.MATCH,
            P.RECORD_ABSENCES,
            P.SEE_WELLBEING,
            P.SEE_EXPERTS,
            P.SEE_EXPERT_NAMES,
            P.EDIT_EXPERTS,
            P.REVEAL,
            P.SEE_REPORTS,
            P.ENTER_REPORTS,
            P.SEE_TARIFFS,
            P.SEE_UTILIZATION,
            P.IMPORT_EXPERTS,
            P.IMPORT_ORDERS,
        }
    ),
    Role.CLERK: frozenset(
        {
            P.SEE_TODAY,
            P.SEE_EXPERT_NAMES,
            P.RECORD_ABSENCES,
            P.SEE_REPORTS,
            P.APPROVE_REPORTS,
            P.SEE_TARIFFS,
            P.PROPOSE_TARIFFS,
            P.SEE_PAYMENT_RULES,
            P.SEE_PAYROLL_DETAILS,
            P.EDIT_PAYROLL_DETAILS,
            P.REVEAL,
            P.SEE_BATCHES,
            P.PREPARE_BATCHES,
            P.APPROVE_BATCHES,
            P.EXPORT_PAYROLL,
        }
    ),
    Role.MANAGER: frozenset(
        {
            P.SEE_TODAY,
            P.SET_WEIGHTS,
            P.SEE_UTILIZATION,
            P.MEASURE_EFFORT,
            P.SEE_BATCHES,
            P.APPROVE_BATCHES,
            P.EXPORT_PAYROLL,
            P.SEE_TARIFFS,
            P.PROPOSE_TARIFFS,
            P.SEE_PAYMENT_RULES,
            P.EDIT_PAYMENT_RULES,
            P.CONFIRM_ROLES,
            P.SEE_REVEALS,
        }
    ),
    Role.ADMIN: frozenset(
        {
            P.SEE_TODAY,
            P.SEE_USERS,
            P.EDIT_USERS,
            P.SEE_PAYMENT_RULES,
            P.EDIT_PAYMENT_RULES,
            P.CONFIRM_ROLES,
            P.EDIT_COLUMN_SETS,
            P.VERIFY,
        }
    ),
    Role.DATA_PROTECTION: frozenset({P.SEE_TODAY, P.SEE_REVEALS, P.SEE_TRAIL, P.VERIFY}),
}
"""The house's division of work: who orders experts never exports payroll; the admin sees no people and no payments."""


def granted(roles: Iterable[Role]) -> frozenset[Permission]:
    """Rights are the union over roles."""
    return frozenset().union(*(GRANTS[role] for role in roles))


@dataclass(frozen=True)
class Viewer:
    """Who is acting: a user with the roles in force today. `expert_id` is set when the person is also paid by the bank."""

    id: int
    name: str
    roles: frozenset[Role]
    expert_id: int | None = None
    language: str = "fi"
    permissions: frozenset[Permission] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "permissions", granted(self.roles))

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def need(self, permission: Permission) -> None:
        if not self.may(permission):
            raise Refused("You do not have the right to do this.")


HOUSE = Viewer(0, "", frozenset())
"""The program itself, without any right of a person."""
