"""Payroll details: who can be paid and what is missing, masked; and the form where they are written but never shown."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import times
from domain.accounts import AccountChange
from domain.payroll_details import Masked, TaxCard
from domain.permissions import Viewer
from domain.reveals import Sealed
from domain.trail import Entry
from layouts import accounts, histories, reveals
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, empty, forms, grid
from layouts.parts.badges import Look, Tone
from texts import _, formats

LIST = "/payroll-details"


class Ids(IdEnum):
    LIST = auto()
    OPENED = auto()
    DIALOG = auto()
    ASKED = auto()
    FORM = auto()
    IDENTITY_CODE = auto()
    ACCOUNT = auto()
    TAX_CARD = auto()
    TAX_CARD_UNTIL = auto()
    SAVE = auto()


def page(
    rows: Sequence[Masked],
    changes: Sequence[AccountChange],
    viewer: Viewer,
    may_edit: bool,
    opened: Component | None = None,
) -> Component:
    header = cards.page_header(
        _("Payroll details"),
        lead=_("What payroll needs of each expert. Identity codes and accounts are sealed and opened one at a time."),
    )
    dialog = html.Div(opened if may_edit else None, id=Ids.DIALOG)
    changing = html.Div(accounts.card(changes, viewer) if may_edit else [], id=accounts.Ids.LIST)
    parts = [
        header,
        changing,
        *_list(rows, may_edit),
        dialog,
        html.Div(id=Ids.ASKED),
        dcc.Store(id=Ids.OPENED),
        reveals.place(),
    ]
    return html.Div(parts, className="page")


def _list(rows: Sequence[Masked], may_edit: bool) -> list[Component]:
    if not rows:
        return [
            empty.empty(
                _("No experts yet"),
                _("When a coordinator has added them, their tax card and account are entered here."),
                icon="person-vcard",
            )
        ]
    acts = [
        grid.Act("edit", _("Edit")),
        grid.Act(Sealed.IDENTITY_CODE.value, _("Code …")),
        grid.Act(Sealed.ACCOUNT.value, _("Account …")),
    ]
    columns = [
        grid.link("name", _("Name"), "pay", minWidth=160, sort="asc"),
        grid.text("number", _("Number"), flex=None, width=92, minWidth=92),
        grid.badge("state", _("Status"), looks(), width=120, minWidth=120),
        grid.text("identity_code", _("Identity code"), flex=None, width=150),
        grid.text("account", _("Account"), minWidth=105),
        grid.text("tax_card", _("Tax card"), minWidth=105),
        *([grid.actions(Ids.OPENED, acts, about="name", flex=None, width=248)] if may_edit else []),
    ]
    toolbar = html.Div([grid.search(Ids.LIST), grid.row_count(Ids.LIST)], className="toolbar")
    return [toolbar, grid.grid(Ids.LIST, columns, list_rows(rows), height=grid.FILL)]


def looks() -> dict[str, Look]:
    return {
        _("cannot be paid"): Look(Tone.BAD, "exclamation-triangle"),
        _("no tax card"): Look(Tone.WARN, "file-earmark-x"),
        _("in order"): Look(Tone.GOOD, "check2"),
    }


def list_rows(rows: Sequence[Masked]) -> list[dict[str, object]]:
    return [
        {
            "id": row.expert_id,
            "name": row.name,
            "pay": f"/experts/{row.expert_id}/payments",
            "number": row.number,
            "state": _state(row),
            "identity_code": _("stored") if row.has_identity_code else _("missing"),
            "account": _account(row),
            "tax_card": _tax_card(row),
            "actions": _acts(row),
        }
        for row in rows
    ]


def _acts(row: Masked) -> list[str]:
    sealed = [Sealed.IDENTITY_CODE.value] * row.has_identity_code + [Sealed.ACCOUNT.value] * bool(row.account)
    return ["edit", *sealed]


def _state(row: Masked) -> str:
    if not row.payable:
        return _("cannot be paid")
    return _("no tax card") if row.tax_card is TaxCard.MISSING else _("in order")


def _account(row: Masked) -> str:
    if not row.account:
        return _("missing")
    if row.account_changed_at is None:
        return row.account
    changed = formats.date(times.day_of(row.account_changed_at))
    return _("{account}, changed {day}").format(account=row.account, day=changed)


def _tax_card(row: Masked) -> str:
    word = texts.words(row.tax_card)
    until = row.tax_card_until
    return _("{state} until {day}").format(state=word, day=formats.date(until)) if until else word


def form(row: Masked, history: Sequence[Entry]) -> Component:
    """Fields for the identity code and the account are always empty: what is stored is never sent to a browser."""
    keep = _("Stored. Leave empty to keep it.")
    fields = forms.fields(
        forms.text(
            Ids.IDENTITY_CODE,
            _("Identity code"),
            hint=keep if row.has_identity_code else None,
            maxlength=11,
            className=forms.UNKEPT,
        ),
        forms.text(
            Ids.ACCOUNT,
            _("Account, IBAN"),
            hint=f"{row.account} – {keep}" if row.account else None,
            maxlength=42,
            className=forms.UNKEPT,
        ),
        forms.select(
            Ids.TAX_CARD, _("Tax card"), [(card.value, texts.words(card)) for card in TaxCard], row.tax_card.value
        ),
        forms.date(Ids.TAX_CARD_UNTIL, _("Tax card valid until"), row.tax_card_until),
    )
    warning = badges.notice(
        _("A new account is first confirmed by another person and is in use three working days after that.")
    )
    save = actions.button(_("Save"), Ids.SAVE.of(expert=row.expert_id), kind="primary")
    told = histories.card(history, "payroll_details")
    body = [fields, *([warning] if row.account else []), told]
    return dialogs.dialog(Ids.FORM, row.name, body, [dialogs.cancel(Ids.FORM), save], open=True)
