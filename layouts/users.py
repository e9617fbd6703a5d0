"""Staff users: the list, and one user's roles, password and link to an expert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.permissions import Permission, Role, Viewer
from domain.trail import Entry
from domain.users import SHORTEST_PASSWORD, Grant, Phase, UserRow
from layouts import histories
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, forms, tables
from layouts.parts.badges import Look, Tone
from texts import _, formats

LIST = "/users"


class Ids(IdEnum):
    ADD_DIALOG = auto()
    USERNAME = auto()
    NAME = auto()
    EMAIL = auto()
    LANGUAGE = auto()
    PASSWORD = auto()
    ADD = auto()
    ROLE = auto()
    FROM = auto()
    TO = auto()
    GRANT = auto()
    CONFIRM = auto()
    LAST_DAY = auto()
    END = auto()
    NEW_PASSWORD = auto()
    RESET = auto()
    EXPERT = auto()
    LINK = auto()
    DISABLE_DIALOG = auto()
    DISABLE = auto()
    ENABLE = auto()
    REVEALS = auto()
    REVEALS_FROM = auto()
    SAVE_REVEALS = auto()


LOOKS: Mapping[Phase, Look] = {
    Phase.WAITING: Look(Tone.WARN, "hourglass-split"),
    Phase.COMING: Look(Tone.INFO, "calendar-event"),
    Phase.IN_FORCE: Look(Tone.GOOD, "check-circle"),
    Phase.ENDED: Look(Tone.NEUTRAL, "dash-circle"),
}
LANGUAGES = (("fi", "suomi"), ("sv", "svenska"), ("en", "English"))


def page(users: Sequence[UserRow], reveals: int, today: date) -> Component:
    """`reveals` is how many sealed fields a person may open in a day before a second reason is asked."""
    add = dialogs.opener(_("Add a user"), Ids.ADD_DIALOG, kind="primary", icon="person-plus")
    lead = _("A role is in force once another person than the one who granted it has confirmed it.")
    columns = [
        tables.Column(_("Name"), lambda user: dcc.Link(user.name, href=f"{LIST}/{user.id}")),
        tables.Column(_("User name"), lambda user: user.username),
        tables.Column(_("Roles"), lambda user: _roles(user, today)),
        tables.Column(_("User account"), _account),
    ]
    listed = tables.table(columns, users, _("Users"), caption_hidden=True)
    parts = [cards.page_header(_("Users"), add, lead=lead), listed, _reveals(reveals, today), _add_dialog()]
    return html.Div(parts, className="page")


def _reveals(now: int, today: date) -> Component:
    told = _(
        "After so many sealed fields in a day a second reason is asked, and manager and data-protection reader see it."
    )
    fields = forms.fields(
        forms.number(Ids.REVEALS, _("Sealed fields in a day"), now, min=1, max=999),
        forms.date(Ids.REVEALS_FROM, _("From"), today),
    )
    save = actions.button(_("Save"), Ids.SAVE_REVEALS)
    return cards.card(_("Opening sealed fields"), html.P(told), fields, actions.buttons(save))


def _roles(user: UserRow, today: date) -> Component:
    shown = [(grant, at) for grant in user.grants if (at := grant.phase(today)) is not Phase.ENDED]
    if not shown:
        return html.Span(_("no role"), className="muted")
    return html.Div([_role_badge(grant.role, at) for grant, at in shown], className="buttons")


def _role_badge(role: Role, at: Phase) -> Component:
    name, look = texts.words(role), LOOKS[at]
    return badges.badge(name if at is Phase.IN_FORCE else f"{name}: {texts.words(at)}", look.tone, look.icon)


def _account(user: UserRow) -> Component:
    if user.disabled_at is not None:
        return badges.badge(_("account closed"), Tone.BAD, "slash-circle")
    return badges.badge(_("account in use"), Tone.GOOD, "check-circle")


def _add_dialog() -> Component:
    body = forms.fields(
        forms.text(Ids.NAME, _("Name"), maxlength=200),
        forms.text(Ids.USERNAME, _("User name"), hint=_("for example first.last"), maxlength=100),
        forms.text(Ids.EMAIL, _("Email"), type="email", maxlength=200),
        forms.select(Ids.LANGUAGE, _("Language"), LANGUAGES, "fi"),
        _password(Ids.PASSWORD, _("First password")),
    )
    buttons = [dialogs.cancel(Ids.ADD_DIALOG), actions.button(_("Add"), Ids.ADD, kind="primary")]
    return dialogs.dialog(Ids.ADD_DIALOG, _("Add a user"), body, buttons)


def _password(id: Ids, label: str) -> Component:
    hint = _("At least {length} characters. It is not shown again.").format(length=SHORTEST_PASSWORD)
    return forms.text(id, label, hint=hint, type="password", autocomplete="new-password", maxlength=200)


def card(user: UserRow, expert_number: str, history: Sequence[Entry], viewer: Viewer, today: date) -> Component:
    """`expert_number` is that of the expert the user also is; empty for most."""
    header = cards.page_header(user.name, actions.link(_("All users"), LIST, kind="quiet"))
    facts = cards.facts(
        [(_("User name"), user.username), (_("Email"), user.email), (_("Expert number"), expert_number)]
    )
    may_edit = viewer.may(Permission.EDIT_USERS)
    roles = cards.card(_("Roles"), _grants(user, viewer, today), *([_end_form(user, today)] if may_edit else []))
    details = cards.card(_("User account"), facts, actions=[_account(user)])
    left = [roles, *([_grant_card(today)] if may_edit else [])]
    right = [details, *([_password_card(), _link_card(expert_number), _account_card(user)] if may_edit else [])]
    columns = cards.columns(html.Div(left, className="stack"), html.Div(right, className="stack"))
    return html.Div([header, columns, histories.card(history, "users")], className="page")


def _grants(user: UserRow, viewer: Viewer, today: date) -> Component:
    if not user.grants:
        return html.P(_("No role has been granted yet."), className="muted")
    columns = [
        tables.Column(_("Role"), lambda grant: texts.words(grant.role)),
        tables.Column(_("Period"), _period),
        tables.Column(_("Status"), lambda grant: _status(user, grant, viewer, today)),
    ]
    return tables.table(columns, tuple(reversed(user.grants)), _("Roles"), caption_hidden=True)


def _period(grant: Grant) -> str:
    return f"{formats.date(grant.valid_from)}–{formats.date(grant.valid_to) if grant.valid_to else ''}"


def _status(user: UserRow, grant: Grant, viewer: Viewer, today: date) -> Component:
    at = grant.phase(today)
    look = LOOKS[at]
    own = grant.granted_by_id == viewer.id or user.id == viewer.id
    confirm = (
        [actions.button(_("Confirm the role"), Ids.CONFIRM.of(grant=grant.id), kind="primary")]
        if at is Phase.WAITING and viewer.may(Permission.CONFIRM_ROLES) and not own
        else []
    )
    badge = badges.badge(texts.words(at), look.tone, look.icon)
    return html.Div([badge, html.Div(_by(grant), className="muted"), *confirm])


def _by(grant: Grant) -> str:
    granter, confirmer = grant.granted_by or "–", grant.confirmed_by
    if confirmer is None:
        return _("granted by {granter}").format(granter=granter)
    return _("granted by {granter}, confirmed by {confirmer}").format(granter=granter, confirmer=confirmer)


def _end_form(user: UserRow, today: date) -> Component:
    """One day for all the buttons; drawn also without them, so that the card does not jump."""
    live = [grant for grant in user.grants if grant.phase(today) is not Phase.ENDED]
    ends = [
        actions.button(_("End: {role}").format(role=texts.words(grant.role)), Ids.END.of(grant=grant.id))
        for grant in live
    ]
    if not ends:
        return html.Div()
    return html.Div(
        [forms.date(Ids.LAST_DAY, _("Last day in the role"), today), actions.buttons(*ends)], className="stack"
    )


def _grant_card(today: date) -> Component:
    fields = forms.fields(
        forms.select(Ids.ROLE, _("Role"), [(role.value, texts.words(role)) for role in Role], Role.COORDINATOR.value),
        forms.date(Ids.FROM, _("From"), today),
        forms.date(Ids.TO, _("Until"), hint=_("empty: until further notice")),
    )
    return cards.card(_("Grant a role"), fields, actions.buttons(actions.button(_("Grant"), Ids.GRANT)))


def _password_card() -> Component:
    save = actions.button(_("Change the password"), Ids.RESET)
    return cards.card(_("Password"), _password(Ids.NEW_PASSWORD, _("New password")), actions.buttons(save))


def _link_card(expert_number: str) -> Component:
    why = _("When the same person is also paid by the bank, so that nobody approves their own pay.")
    field = forms.text(Ids.EXPERT, _("Expert number"), expert_number, hint=why, maxlength=20)
    return cards.card(_("Also an expert"), field, actions.buttons(actions.button(_("Save the link"), Ids.LINK)))


def _account_card(user: UserRow) -> Component:
    if user.disabled_at is not None:
        enable = actions.button(_("Let in again"), Ids.ENABLE)
        return cards.card(_("Disabled account"), html.P(_("The user cannot log in.")), actions.buttons(enable))
    sentence = html.P(_("A disabled user is logged out at once and cannot log in. Nothing else is lost."))
    sure = [
        dialogs.cancel(Ids.DISABLE_DIALOG),
        actions.button(_("Disable the account"), Ids.DISABLE, kind="danger"),
    ]
    dialog = dialogs.dialog(Ids.DISABLE_DIALOG, _("Disable the account"), sentence, sure)
    opener = dialogs.opener(_("Disable the account …"), Ids.DISABLE_DIALOG)
    return cards.card(_("Close the account"), sentence, actions.buttons(opener), dialog)
