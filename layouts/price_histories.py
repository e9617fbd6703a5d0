"""What has happened to prices: the trail's events, each fee and package called by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash.development.base_component import Component

from domain.packages import PriceRow
from domain.tariffs import Entry as Priced
from domain.tariffs import FeeRate, TravelRate
from domain.trail import Entry
from layouts import histories

Names = Mapping[object, str]


def fees(
    history: Sequence[Entry], prices: Sequence[Priced[FeeRate]], travel: Sequence[Priced[TravelRate]]
) -> Component:
    """A proposal that was withdrawn is known by its code only, when the fee has another price."""
    names: Names = {entry.rate.id: entry.rate.name for entry in prices}
    of_code: Names = {entry.rate.code: entry.rate.name for entry in prices}
    kinds: Names = {entry.rate.id: entry.rate.kind.value for entry in travel}

    def told(each: Entry) -> Entry:
        if each.noun == "travel_rates":
            return _with(each, "kind", kinds.get(each.row_id, ""))
        code = each.facts.get("code", "")
        return _with(each, "fee", names.get(each.row_id) or of_code.get(code) or str(code))

    return histories.card([told(each) for each in history], "fee_rates")


def packages(history: Sequence[Entry], prices: Sequence[PriceRow]) -> Component:
    names: Names = {row.id: row.name for row in prices}
    told = [_with(each, "package", names.get(each.facts["package_id"], "")) for each in history]
    return histories.card(told, "package_prices")


def _with(each: Entry, fact: str, name: str) -> Entry:
    """Named first, then what is no number of a row."""
    own = {key: value for key, value in each.facts.items() if key not in ("code", "package_id")}
    return replace(each, facts={fact: name, **own})
