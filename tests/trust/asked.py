"""What a role must not know is not even asked of the database: the columns of each role, and who fetches one all the same."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pytest
from sqlalchemy import Column, event
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, ClauseElement, UnaryExpression
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import Exists

from db import tables
from db.session import Database, Reading
from domain.permissions import HOUSE, Role, Viewer

EVERY = {f"{table.name}.{column.name}" for table in tables.Base.metadata.sorted_tables for column in table.columns}


def of(*names: str) -> frozenset[str]:
    """Columns by name, "table.*" for all of a table."""
    whole = {name.removesuffix("*") for name in names if name.endswith("*")}
    return frozenset(column for column in EVERY if column in names or any(column.startswith(start) for start in whole))


THEMES = of("expert_themes.*", "backgrounds.*", "association_themes.*", "hints.*")
TEXTS = of("orders.description", "orders.nature", "orders.target_group", "orders.access", "order_themes.*")
SEALED = of("experts.address", "experts.service_path", "experts.own_words")
CONTACT = of(
    "experts.phone", "experts.email", "experts.municipality", "experts.practical_wishes", "experts.contact_way",
    "experts.contact_hours", "expert_areas.*",
)  # fmt: skip
ACCOUNTS = of(
    "payroll_details.identity_code", "payroll_details.identity_code_index", "payroll_details.iban",
    "payroll_details.iban_index", "payroll_details.account_ending", "account_changes.iban", "account_changes.iban_index",
    "account_changes.ending", "batch_lines.account_index",
)  # fmt: skip
ENDINGS = of("payroll_details.account_ending", "account_changes.ending")
PAYROLL = of("payroll_details.*", "account_changes.*", "payroll_files.body", "batch_lines.account_index")
MONEY_OF_PEOPLE = of("payment_lines.*", "batch_lines.*", "reports.*", "travel_rows.*", "vouchers.*", "payroll_files.*")
LIVES = (
    THEMES | TEXTS | SEALED | CONTACT | PAYROLL | MONEY_OF_PEOPLE
    | of("experts.first_name", "experts.last_name", "experts.preferred_name", "orders.*", "assignments.*", "offers.*")
)  # fmt: skip
CHECKED = of("experts.municipality")
"""Kilometres of a batch are checked against the table of municipalities; of a protected person it is not fetched."""
FORBIDDEN: Mapping[Role, frozenset[str]] = {
    Role.COORDINATOR: ACCOUNTS | of("payroll_files.body"),
    Role.CLERK: THEMES | TEXTS | SEALED | CONTACT - CHECKED,
    Role.MANAGER: THEMES | (TEXTS - of("order_themes.*")) | SEALED | CONTACT - CHECKED | ACCOUNTS - ENDINGS,
    Role.ADMIN: LIVES,
    Role.DATA_PROTECTION: LIVES,
}
_asking: ContextVar[Viewer | None] = ContextVar("asking", default=None)


@contextmanager
def watched(database: Database) -> Iterator[dict[tuple[Role, str], str]]:
    """(role, column) that the role must not know → the statement that fetched it."""
    found: dict[tuple[Role, str], str] = {}
    fetched: dict[int, tuple[Any, frozenset[str]]] = {}

    def listen(_connection: Any, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool) -> None:
        viewer, compiled = _asking.get(), getattr(context, "compiled", None)
        if viewer is None or len(viewer.roles) != 1 or compiled is None:
            return
        if id(compiled) not in fetched:
            fetched[id(compiled)] = compiled, _columns(compiled)
        (role,) = viewer.roles
        broken = fetched[id(compiled)][1] & FORBIDDEN[role]
        for column in broken if broken and not _shared() else ():
            found.setdefault((role, column), statement)

    event.listen(database.engine, "before_cursor_execute", listen)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("reading", "writing"):
            patch.setattr(Database, name, _known(getattr(Database, name)))
        by_house = Reading.by_house
        patch.setattr(Reading, "by_house", _known(lambda reading, _house: by_house(reading), HOUSE))
        yield found
    event.remove(database.engine, "before_cursor_execute", listen)


def _known(opened: Callable[..., Any], *always: Viewer) -> Callable[..., Any]:
    """Tells who asks meanwhile: the first argument, or `always` one."""

    @contextmanager
    def with_viewer(self: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        viewer, *args = *always, *args
        token = _asking.set(viewer)
        try:
            with opened(self, viewer, *args, **kwargs) as access:
                yield access
        finally:
            _asking.reset(token)

    return with_viewer


def _shared() -> bool:
    """A worker's own columns and facts are made by whoever comes first and kept for all; only sums leave them."""
    return any(frame.filename.endswith(("/db/columns.py", "/db/facts.py")) for frame in traceback.extract_stack())


def _columns(compiled: Any) -> frozenset[str]:
    """What the statement brings to the program; what it only compares or counts stays in the database."""
    results = getattr(compiled, "_result_columns", None) or ()
    return frozenset(
        name
        for entry in results
        for part in entry.objects
        if isinstance(part, ClauseElement)
        for name in _brought(part)
    )


def _brought(part: ClauseElement) -> Iterator[str]:
    if isinstance(part, Column):
        yield from (f"{base.table.name}.{base.name}" for base in part.base_columns if isinstance(base, Column))
    elif not _stays(part):
        for child in (*getattr(part, "base_columns", ()), *part.get_children()):
            if child is not part and isinstance(child, ClauseElement):
                yield from _brought(child)


def _stays(part: ClauseElement) -> bool:
    """A count, a sum, a comparison."""
    if isinstance(part, FunctionElement):
        return part.name in ("count", "sum")
    return isinstance(part, Exists) or (isinstance(part, (BinaryExpression, UnaryExpression)) and _compares(part))


def _compares(part: Any) -> bool:
    return part.operator is not None and operators.is_comparison(part.operator)


def told(asked: Mapping[tuple[Role, str], str]) -> list[str]:
    return sorted(f"{role}: {column} by {statement}" for (role, column), statement in asked.items())
