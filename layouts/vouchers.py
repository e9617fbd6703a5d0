"""Pictures of receipts: added while a report is written, and seen by whoever approves it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

from domain import times
from domain.vouchers import MAX_BYTES, MIMETYPES, Voucher
from layouts.ids import IdEnum
from layouts.parts import actions
from texts import _, formats

FILE = "/reports/vouchers/{voucher_id}"
KILOBYTE = 1024


class Ids(IdEnum):
    FILE = auto()
    LIST = auto()
    KEPT = auto()
    REMOVE = auto()


def editable(vouchers: Sequence[Voucher]) -> Component:
    """In the form of a report: kept as soon as chosen, so nothing else on the form waits for it."""
    parts = [_upload(), html.Div(edited(vouchers), id=Ids.LIST), dcc.Store(id=Ids.KEPT)]
    return html.Div(parts, className="stack")


def edited(vouchers: Sequence[Voucher]) -> list[Component]:
    return _list(vouchers, removable=True)


def shown(vouchers: Sequence[Voucher]) -> list[Component]:
    return [html.H3(_("Receipts")), *_list(vouchers, removable=False)] if vouchers else []


def _list(vouchers: Sequence[Voucher], *, removable: bool) -> list[Component]:
    return [html.Ul([_item(voucher, removable) for voucher in vouchers], className="lines")] if vouchers else []


def _item(voucher: Voucher, removable: bool) -> Component:
    link = html.A(voucher.name, href=FILE.format(voucher_id=voucher.id), target="_blank")
    size = _("{count} kB").format(count=formats.number(-(-voucher.size // KILOBYTE)))
    about = html.Span(f" {size}, {voucher.added_by} {formats.date(times.day_of(voucher.added_at))} ", className="muted")
    remove = actions.button(_("Remove"), Ids.REMOVE.of(voucher=voucher.id), kind="quiet")
    return html.Li([link, about, *([remove] if removable else [])])


def _upload() -> Component:
    """As in imports, a button opens the file dialog and too large a file is told in the browser."""
    words = _("The file is too large: at most {megabytes} MB.").format(megabytes=MAX_BYTES // 2**20)
    button = html.Button([_("Add a picture of a receipt")], type="button", className="btn btn-secondary")
    hint = html.Span(_("JPEG, PNG or PDF, or drop it here"), className="hint")
    content = html.Div([button, hint], className="drop")
    upload = dcc.Upload(content, id=Ids.FILE, accept=",".join(MIMETYPES.values()), max_size=MAX_BYTES)
    alert = html.P(className="warning", role="alert", hidden=True)
    return html.Div([upload, alert], className="upload", **{"data-most": str(MAX_BYTES), "data-words": words})
