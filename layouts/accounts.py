"""Changes of account on their way into use, and the dialog in which another person confirms one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain import times
from domain.accounts import DAYS_BEFORE_USE, AccountChange, Choice
from domain.permissions import Viewer
from layouts.ids import IdEnum
from layouts.parts import actions, cards, dialogs, forms, tables
from texts import _, formats


class Ids(IdEnum):
    LIST = auto()
    ASK = auto()
    DIALOG = auto()
    VERIFIED = auto()
    CONFIRM = auto()
    WITHDRAW = auto()
    CHOOSE = auto()


def card(changes: Sequence[AccountChange], viewer: Viewer) -> list[Component]:
    """Nothing when no account is changing."""
    if not changes:
        return []
    title = _("Accounts that are changing")
    columns = [
        tables.Column(_("Expert"), lambda change: change.name),
        tables.Column(_("Account"), lambda change: f"•••• {change.old_ending or '–'} → •••• {change.ending}"),
        tables.Column(_("Proposed"), _proposed),
        tables.Column(_("State"), state),
        tables.Column(_("Meanwhile"), lambda change: meanwhile(change, Ids.CHOOSE)),
        tables.Column("", lambda change: _acts(change, viewer)),
    ]
    return [cards.card(title, tables.table(columns, changes, title, caption_hidden=True))]


def _proposed(change: AccountChange) -> str:
    return f"{change.proposed_by}, {formats.date(times.day_of(change.proposed_at))}"


def state(change: AccountChange) -> str:
    if change.usable_from is None:
        return _("waits for another person's confirmation")
    return _("confirmed by {name}, in use from {day}").format(
        name=change.confirmed_by, day=formats.date(change.usable_from)
    )


def meanwhile(change: AccountChange, choose: IdEnum) -> Component | str:
    """What is done with pay that falls due before the account can be used; `choose` is the id of the page's own button."""
    if change.first:
        return "–"
    chosen = [html.Span(texts.words(change.choice))] if change.choice else []
    others = [each for each in Choice if each is not change.choice]
    buttons = [actions.button(texts.words(each), choose.of(change=change.id, choice=each.value)) for each in others]
    return html.Div([*chosen, actions.buttons(*buttons)])


def _acts(change: AccountChange, viewer: Viewer) -> Component:
    seen = {"change": change.id, "version": change.version}
    withdraw = actions.button(_("Withdraw"), Ids.WITHDRAW.of(**seen), kind="quiet")
    if change.usable_from is not None:
        return actions.buttons(withdraw)
    if change.proposed_by_id == viewer.id:
        return actions.buttons(html.Span(_("another person confirms"), className="reason"), withdraw)
    return actions.buttons(actions.button(_("Confirm"), Ids.ASK.of(**seen), kind="primary"), withdraw)


def dialog(change: AccountChange) -> Component:
    told = (
        _("The first account can be used at once.")
        if change.first
        else _("The account can be used {days} working days after it has been confirmed.").format(days=DAYS_BEFORE_USE)
    )
    verified = forms.text(
        Ids.VERIFIED,
        _("How was the change verified?"),
        hint=_("for instance by calling the number in the register"),
        maxlength=200,
    )
    confirm = Ids.CONFIRM.of(change=change.id, version=change.version)
    buttons = [dialogs.cancel(Ids.DIALOG), actions.button(_("Confirm"), confirm, kind="primary")]
    about = html.P(f"{change.name}: •••• {change.old_ending or '–'} → •••• {change.ending}")
    return dialogs.dialog(Ids.DIALOG, _("Confirm the account"), [about, html.P(told), verified], buttons, open=True)
