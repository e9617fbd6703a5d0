"""Pictures of receipts in the form of a report, and fetching one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pydantic
from dash import ALL, Input, Output, State
from dash.development.base_component import Component

import commands.vouchers
from callbacks import posted
from callbacks.posted import Clicks
from callbacks.report_forms import OfAssignment
from callbacks.reports import page as page
from callbacks.wiring import Done, File
from db import queries
from db.session import Reading, Writing
from domain.errors import Missing
from domain.permissions import Permission
from layouts import report_forms
from layouts import vouchers as layout
from layouts.vouchers import Ids
from texts import _

KEPT = Output(Ids.KEPT, "data", allow_duplicate=True)
FORM = State(report_forms.Ids.SAVE.of(assignment=ALL), "id")
Name = Annotated[str, pydantic.Field(max_length=300)]


@dataclass(frozen=True)
class OfVoucher:
    voucher: int


def moment(reading: Reading) -> str:
    """Only that something was kept: the list is then asked for by the form's assignment."""
    return reading.now.isoformat()


@page.query(Output(Ids.LIST, "children"), Input(Ids.KEPT, "data"), FORM, needs=Permission.ENTER_REPORTS)
def listed(reading: Reading, _kept: str, ids: list[OfAssignment]) -> list[Component]:
    return layout.edited(queries.vouchers.of_assignment(reading, ids[0].assignment)) if ids else []


@page.command(
    KEPT,
    Input(Ids.FILE, "contents"),
    State(Ids.FILE, "filename"),
    FORM,
    needs=Permission.ENTER_REPORTS,
    then=moment,
)
def add(writing: Writing, contents: str, name: Name, ids: list[OfAssignment]) -> Done:
    if not ids:
        raise Missing()
    commands.vouchers.add(writing, ids[0].assignment, name, posted.body(contents))
    return Done(_("The receipt was added."))


@page.command(KEPT, Input(Ids.REMOVE.of(voucher=ALL), "n_clicks"), needs=Permission.ENTER_REPORTS, then=moment)
def remove(writing: Writing, _clicks: Clicks, on: OfVoucher) -> Done:
    commands.vouchers.remove(writing, on.voucher)
    return Done(_("The receipt was removed."))


@page.file(layout.FILE, writes=True)
def fetch(writing: Writing, voucher_id: int) -> File:
    name, mimetype, body = commands.vouchers.fetch(writing, voucher_id)
    return File(name, body, mimetype, inline=mimetype.startswith("image/"))
