"""What orderers are charged for each service package: today, and from a day to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import auto

from dash import html
from dash.development.base_component import Component

from domain.packages import PriceRow
from domain.permissions import Permission, Viewer
from domain.trail import Entry
from layouts import price_histories
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, forms, tables
from layouts.parts.badges import Tone
from texts import _, formats

LIST = "/tariffs/packages"


class Ids(IdEnum):
    DIALOG = auto()
    PACKAGE = auto()
    PRICE = auto()
    FROM = auto()
    SET = auto()


def page(rows: Sequence[PriceRow], history: Sequence[Entry], viewer: Viewer, today: date) -> Component:
    may = viewer.may(Permission.PROPOSE_TARIFFS)
    opener = [dialogs.opener(_("Set a price"), Ids.DIALOG, "primary")] if may else []
    lead = _(
        "The orderer is charged by the price of the day the work is agreed on. What has been agreed keeps its price."
    )
    header = cards.page_header(_("Package prices"), *opener, lead=lead)
    without = [row.name for row in rows if row.price is None]
    missing = _("These packages have no price today: {names}.").format(names=", ".join(without))
    notices = [badges.notice(missing, Tone.WARN, "exclamation-triangle")] if without else []
    table = tables.table(_columns(), rows, _("Package prices"), caption_hidden=True)
    told = price_histories.packages(history, rows)
    return html.Div([header, *notices, table, told, *([_dialog(rows, today)] if may else [])], className="page")


def _columns() -> list[tables.Column]:
    return [
        tables.Column(_("Package"), lambda row: row.name),
        tables.Column(_("Price today"), lambda row: formats.euros(row.price) if row.price else "–", numeric=True),
        tables.Column(_("In force since"), lambda row: formats.date(row.since) if row.since else "–", numeric=True),
        tables.Column(_("Next price"), lambda row: formats.euros(row.next) if row.next else "–", numeric=True),
        tables.Column(_("From"), lambda row: formats.date(row.next_from) if row.next_from else "–", numeric=True),
    ]


def _dialog(rows: Sequence[PriceRow], today: date) -> Component:
    fields = forms.fields(
        forms.select(Ids.PACKAGE, _("Package"), [(row.id, row.name) for row in rows], None),
        forms.text(Ids.PRICE, _("Price, €")),
        forms.date(Ids.FROM, _("In force from"), today),
    )
    save = actions.button(_("Save"), Ids.SET, kind="primary")
    return dialogs.dialog(Ids.DIALOG, _("Set a price"), fields, [dialogs.cancel(Ids.DIALOG), save])
