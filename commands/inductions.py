"""Task-specific inductions: which there are and which packages require them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select

from commands.acting import needs
from db.session import Writing
from db.tables import Induction, OrderInduction, Package, PackageInduction
from domain import prose
from domain.errors import Missing, Refused
from domain.permissions import Permission
from domain.trail import Act

LONGEST_DAYS = 3650


@needs(Permission.EDIT_EXPERTS)
def add(writing: Writing, key: str, name: str, name_sv: str = "", name_en: str = "", days: int | None = None) -> int:
    """`days` is how long one attendance holds; None: for good. Without a translation the Finnish name is shown."""
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise Refused("An induction holds from 1 to {most} days, or for good.", most=LONGEST_DAYS)
    name = prose.required(prose.line(name), "Name")
    names = {"name_fi": name, "name_sv": prose.line(name_sv) or name, "name_en": prose.line(name_en) or name}
    induction = Induction(key=prose.required(prose.line(key), "Code"), valid_days=days, **names)
    writing.session.add(induction)
    writing.record(Act.CREATE, induction)
    return induction.id


@needs(Permission.EDIT_EXPERTS)
def require(writing: Writing, package_id: int, induction_ids: Collection[int]) -> None:
    """What every order of this package requires from now on, also those that are open."""
    package = writing.locked(Package, package_id)
    if _keep(writing, PackageInduction, "package_id", package_id, induction_ids):
        writing.changed(package)
        writing.record(Act.CHANGE, package, fields=["inductions"])


@needs(Permission.EDIT_ORDERS)
def require_of(writing: Writing, order_id: int, induction_ids: Collection[int]) -> bool:
    """What one order requires beyond its package; True when something changed."""
    return _keep(writing, OrderInduction, "order_id", order_id, induction_ids)


def _keep(
    writing: Writing,
    table: type[PackageInduction] | type[OrderInduction],
    owner: str,
    owner_id: int,
    wanted: Collection[int],
) -> bool:
    column = getattr(table, owner)
    held = set(writing.session.execute(select(table.induction_id).where(column == owner_id)).scalars())
    gone, fresh = held - set(wanted), sorted(set(wanted) - held)
    if any(writing.session.get(Induction, one) is None for one in fresh):
        raise Missing()
    if gone:
        writing.session.execute(delete(table).where(column == owner_id, table.induction_id.in_(gone)))
    writing.session.add_all(table(**{owner: owner_id, "induction_id": one}) for one in fresh)
    return bool(gone or fresh)
