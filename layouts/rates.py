"""One price by its number, as a payment line names it: what it is, since when, and by whom."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

import texts
from domain.fees import FEES, LineKind
from domain.tariffs import Entry, FeeRate
from layouts import income_types, prices, tariffs
from layouts.parts import cards
from texts import _, formats


def address(kind: LineKind, rate_id: int) -> str:
    """Fees and travel rates are numbered apart."""
    return f"{tariffs.LIST}?{'fee' if kind in FEES else 'travel'}={rate_id}"


def card(entry: Entry[Any]) -> Component:
    rate = entry.rate
    own = _fee(rate) if isinstance(rate, FeeRate) else [(_("Travel"), texts.words(rate.kind)), _travel_price(rate)]
    told = [
        (_("From"), formats.date(rate.valid_from)),
        (_("Status"), prices.stage(entry)),
        (_("Source"), entry.source),
        (_("By"), prices.by(entry)),
    ]
    return cards.card(_("Price number {number}").format(number=rate.id), cards.facts([*own, *told]))


def _fee(rate: FeeRate) -> list[tuple[str, cards.Child | None]]:
    return [
        (_("Fee"), rate.name),
        (_("Price"), prices.price(rate.price, texts.words(rate.unit))),
        (_("Income type"), income_types.cell(rate)),
    ]


def _travel_price(rate: Any) -> tuple[str, cards.Child | None]:
    return _("Price"), prices.price(rate.price, prices.unit(rate.kind))
