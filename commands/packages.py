"""Service packages: what the orderer is charged for one assignment, from a day on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from commands.acting import needs
from db.session import Writing
from db.tables import Package, PackagePrice
from domain import tariffs
from domain.errors import Refused
from domain.money import Money
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.PROPOSE_TARIFFS)
def set_price(writing: Writing, package_id: int, price: Money, valid_from: date) -> int:
    """Never for a past day: what has been agreed keeps the price it was agreed at. One that is to come can be set anew."""
    tariffs.check_price(price)
    tariffs.check_not_past(valid_from, writing.today)
    package = writing.locked(Package, package_id)
    entry = writing.session.execute(
        select(PackagePrice).where(PackagePrice.package_id == package.id, PackagePrice.valid_from == valid_from)
    ).scalar_one_or_none()
    if entry is None:
        entry = PackagePrice(package_id=package.id, price=price, valid_from=valid_from)
        writing.session.add(entry)
    elif valid_from <= writing.today:
        raise Refused("There is a price from this day already. Set the new one from tomorrow on.")
    entry.price = price
    writing.record(Act.CHANGE, entry, package_id=package_id, cents=price.cents, valid_from=valid_from.isoformat())
    return entry.id
