"""Who may do what stands in rights.txt; a change of rights is a change of that file, which is reviewed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from domain.permissions import GRANTS, Permission, Role
from tests.architecture import rights, sources

ASKED_BY_CALLERS = {
    "accounts.propose",
    "accounts.use_due",
    "acting.answered",
    "acting.took",
    "claims.check_unasked",
    "deeds.apart",
    "deeds.doing",
    "facts.keep",
    "batches.checked_content",
    "fees.make_lines",
    "histories.keep",
    "imports.step",
    "jobs.claim",
    "keys.renew_indexes",
    "keys.reseal",
    "looks.fetched",
    "looks.opened",
    "jobs.end",
    "jobs.release",
    "jobs.sweep",
    "presences.sweep",
    "reports.enter",
    "settings.store",
    "users.change_password",
    "users.choose_language",
    "users.know_the_house",
    "users.logged_in",
    "users.logged_out",
    "users.login_failed",
    "users.reserve_try",
}
"""What anyone may do to themselves or before they are known, what the program does by itself, and parts of commands that
have asked already."""


def without_right(noun: str, module: ast.Module) -> Iterator[str]:
    """Commands that are no step of a workflow and ask for no right, neither themselves nor by a function beside them."""
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    asking = {"advance", "advance_all", "need", "needs"}
    while found := {name for name, node in functions.items() if _called(node) & asking} - asking:
        asking |= found
    for name, node in functions.items():
        arguments = node.args.args
        if name not in asking and not name.startswith("_") and arguments and arguments[0].arg == "writing":
            yield f"{noun}.{name}"


def _called(function: ast.FunctionDef) -> set[str]:
    return {name for name, _ in sources.calls(function)}


def test_every_command_asks_for_a_right() -> None:
    found = {name for path in sources.files("commands") for name in without_right(path.stem, sources.tree(path))}
    assert found == ASKED_BY_CALLERS


def test_a_command_without_a_right_is_found() -> None:
    module = ast.parse(
        "@needs(P.MATCH)\ndef offer(writing): ...\n"
        "def approve(writing): _move(writing)\n"
        "def _move(writing): advance(writing)\n"
        "def pay(writing): writing.record()\n"
    )
    assert list(without_right("batches", module)) == ["batches.pay"]


def test_the_rights_are_those_that_were_reviewed() -> None:
    """After a meant change: `python -m tests.architecture.rights`, and the difference is read before it is kept."""
    assert rights.FILE.read_text() == rights.matrix()


def test_a_right_given_to_another_role_shows_in_the_matrix() -> None:
    head, approve, spare, _ = rights.table(
        "Steps", [("batches: approve", Permission.APPROVE_BATCHES), ("anyone", None)]
    )
    assert head.split() == ["Steps", "coordinator", "clerk", "manager", "admin", "reader"]
    assert approve.split() == ["anyone", "x", "x", "x", "x", "x"]
    assert spare.split() == ["batches:", "approve", "·", "x", "x", "·", "·"]


def test_every_permission_is_held_by_some_role() -> None:
    assert set(Permission) == frozenset().union(*GRANTS.values())


def test_orders_and_pay_are_never_in_the_same_hands() -> None:
    for role in (Role.COORDINATOR, Role.ADMIN, Role.DATA_PROTECTION):
        assert not GRANTS[role] & {Permission.APPROVE_BATCHES, Permission.EXPORT_PAYROLL, Permission.PREPARE_BATCHES}
    for role in (Role.CLERK, Role.MANAGER, Role.ADMIN):
        assert not GRANTS[role] & {Permission.MATCH, Permission.EDIT_ORDERS}
    assert Permission.SEE_EXPERT_NAMES not in GRANTS[Role.ADMIN]
