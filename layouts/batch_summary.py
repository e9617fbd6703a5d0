"""What a batch is at a glance: beside the one before, by client, cost centre and income type; and accounts on the move."""

from __future__ import annotations

from collections.abc import Iterable
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.accounts import AccountChange
from domain.batch_details import BatchDetails, Difference, Share
from domain.batches import BatchStatus
from domain.permissions import Permission, Viewer
from layouts import accounts as account_layout
from layouts.batches import name
from layouts.ids import IdEnum
from layouts.parts import cards, tables
from texts import _, formats


class Ids(IdEnum):
    CHOOSE = auto()


def difference(found: Difference | None) -> list[Component]:
    """Nothing for the first batch."""
    if found is None:
        return []
    tiles = cards.stats(
        cards.stat(_("Sum"), _signed(formats.euros(found.amount), found.amount.cents)),
        cards.stat(_("Lines"), _signed(formats.number(found.lines), found.lines)),
        cards.stat(_("People"), _signed(formats.number(found.people), found.people)),
        cards.stat(_("Paid now, not then"), formats.number(found.joined)),
        cards.stat(_("Paid then, not now"), formats.number(found.absent)),
    )
    return [cards.card(_("Compared with batch {name}").format(name=name(found.batch_id)), tiles)]


def _signed(words: str, value: int) -> str:
    return f"+{words}" if value > 0 else words


def totals(details: BatchDetails) -> Component:
    types = [Share(texts.words(kind), share.lines, share.amount) for kind, share in details.by_type.items()]
    return cards.columns(
        _shares(_("By orderer"), _("Orderer"), details.by_client),
        _shares(_("By cost centre"), _("Cost centre"), details.by_cost_centre),
        _shares(_("By income type"), _("Income type"), types),
    )


def _shares(title: str, heading: str, shares: Iterable[Share]) -> Component:
    columns = [
        tables.Column(heading, lambda share: share.name or "–"),
        tables.Column(_("Lines"), lambda share: formats.number(share.lines), numeric=True),
        tables.Column(_("Sum"), lambda share: formats.euros(share.amount), numeric=True),
    ]
    return cards.card(title, tables.table(columns, shares, title, caption_hidden=True))


def accounts(details: BatchDetails, viewer: Viewer) -> list[Component]:
    """Whose account is changing: the choice belongs to the preparer while the batch is open."""
    if not details.changes:
        return []
    title = _("Accounts that are changing")
    chooses = details.row.status is BatchStatus.OPEN and viewer.may(Permission.PREPARE_BATCHES)
    columns = [
        tables.Column(_("Expert"), lambda change: change.name),
        tables.Column(_("Account"), lambda change: f"•••• {change.old_ending or '–'} → •••• {change.ending}"),
        tables.Column(_("State"), account_layout.state),
        tables.Column(_("Meanwhile"), _choices if chooses else _chosen),
    ]
    told = _("Pay to an account in use, or let it wait until the new one can be used.")
    table = tables.table(columns, details.changes, title, caption_hidden=True)
    return [cards.card(title, html.P(told, className="muted"), table)]


def _chosen(change: AccountChange) -> str:
    return texts.words(change.choice) if change.choice else "–"


def _choices(change: AccountChange) -> Component | str:
    return account_layout.meanwhile(change, Ids.CHOOSE)
