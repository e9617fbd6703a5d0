"""Service packages: what the orderer is charged for one assignment, from a day on."""

from __future__ import annotations

from datetime import date

from commands.acting import needs
from db.session import Writing
from db.tables import Package, PackagePrice
from domain import tariffs
from domain.money import Money
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.PROPOSE_TARIFFS)
def set_price(writing: Writing, package_id: int, price: Money, valid_from: date) -> int:
    """Never for a past day: what has been agreed keeps the price it was agreed at."""
    tariffs.check_price(price)
    tariffs.check_not_past(valid_from, writing.today)
    package = writing.locked(Package, package_id)
    entry = PackagePrice(package_id=package.id, price=price, valid_from=valid_from)
    writing.session.add(entry)
    writing.record(Act.CHANGE, entry, package_id=package_id, cents=price.cents, valid_from=valid_from.isoformat())
    return entry.id
