"""The frame around every page: navigation with counts, the viewer's own choices, the live store and the toast area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import auto

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.permissions import Role, Viewer
from layouts import bars, search, undoing
from layouts.ids import IdEnum
from layouts.parts import dialogs, forms
from layouts.parts.icons import icon
from texts import _, formats, ngettext


class Ids(IdEnum):
    URL = auto()
    LIVE = auto()
    MAIN = auto()
    NAV = auto()
    TOASTS = auto()
    PRESENCE = auto()
    HELP = auto()
    ENDING = auto()
    ENDED = auto()
    PASSWORD = auto()
    FOLD = auto()
    KEYS = auto()


@dataclass(frozen=True)
class MenuItem:
    """`icon` is a Bootstrap icon; `count` is what waits behind the link."""

    path: str
    label: str
    icon: str
    count: int | None
    active: bool


LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
"""Each in its own words, so that nobody has to read a foreign one to leave it."""


def frame(viewer: Viewer, menu: Sequence[MenuItem], language: str, demo_day: date | None) -> Component:
    return html.Div(
        [
            dcc.Location(id=Ids.URL, refresh="callback-nav"),
            dcc.Store(id=Ids.LIVE),
            html.A(_("Skip to the content"), href=f"#{Ids.MAIN}", className="skip-link"),
            _side(viewer, menu, language, demo_day),
            html.Div(
                [
                    bars.bars(),
                    _presence(),
                    html.Main(id=Ids.MAIN, tabIndex="-1"),
                ],
                className="content",
            ),
            html.Aside(id=Ids.HELP, className="help", hidden=True, tabIndex="-1", **{"aria-label": _("Help")}),
            html.Div(id=Ids.TOASTS, className="toasts", **{"aria-live": "polite"}),
            _ending(),
            _ended(viewer),
            _keys(),
            undoing.place(),
            search.dialog(),
        ],
        className="shell",
    )


def navigation(menu: Sequence[MenuItem]) -> Component:
    """Drawn again when the page or a count changes."""
    return html.Ul([html.Li(_menu_link(item)) for item in menu])


def _side(viewer: Viewer, menu: Sequence[MenuItem], language: str, demo_day: date | None) -> Component:
    button = html.Button(
        [icon("list"), _("Menu")],
        type="button",
        className="btn btn-secondary menu-button",
        **{"aria-expanded": "false", "aria-controls": Ids.FOLD},
    )
    nav = html.Nav(navigation(menu), id=Ids.NAV, className="side-nav", **{"aria-label": _("Main menu")})
    return html.Header(
        [
            html.Div(
                [dcc.Link("Kohtaanto", href="/", className="brand"), *_demo_mark(demo_day), button],
                className="side-bar",
            ),
            html.Div([search.opener(), nav, _help(), _user_menu(viewer, language)], id=Ids.FOLD, className="side-fold"),
        ],
        className="side",
    )


def _help() -> Component:
    """assets/help.js opens and closes the help beside the page."""
    return html.Button(
        [icon("question-circle"), _("Help")],
        type="button",
        className="btn btn-quiet help-button",
        **{"data-help": "", "data-key": "h", "aria-expanded": "false", "aria-controls": Ids.HELP},
    )


def _demo_mark(made: date | None) -> list[Component]:
    if made is None:
        return []
    told = _("demo data, made {day}").format(day=formats.date(made))
    return [html.Span(told, className="demo-mark", title=_("Nobody here is real. It can be removed or made anew."))]


def _menu_link(item: MenuItem) -> Component:
    here = [html.Span(_("(this page)"), className="visually-hidden")] if item.active else []
    content = [icon(item.icon), html.Span([item.label, *here], className="name"), *_count(item.count)]
    return dcc.Link(content, href=item.path, className="active" if item.active else None)


def _count(count: int | None) -> list[Component]:
    if not count:
        return []
    spoken = ngettext("{count} waits", "{count} wait", count).format(count=count)
    return [
        html.Span(str(count), className="count", **{"aria-hidden": "true"}),
        html.Span(spoken, className="visually-hidden"),
    ]


def _user_menu(viewer: Viewer, language: str) -> Component:
    roles = ", ".join(texts.words(role) for role in Role if role in viewer.roles)
    who = html.Span([viewer.name, html.Small(roles)], className="who")
    summary = html.Summary([html.Span(_initials(viewer.name), className="initials"), who, icon("chevron-expand")])
    statement = html.A(_("Accessibility statement"), href="/accessibility")
    choices = [_themes(), _languages(language), _shortcuts(), statement, _password(), _log_out()]
    panel = html.Div(choices, className="user-panel")
    return html.Details([summary, panel], className="user-menu")


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[0], words[-1])[: len(words)]) if words else ""


def _themes() -> Component:
    choices = (("auto", _("Automatic")), ("light", _("Light")), ("dark", _("Dark")))
    buttons = [
        html.Button(label, type="button", **{"data-theme": theme, "aria-pressed": "false"}) for theme, label in choices
    ]
    return _choice(_("Appearance"), html.Div(buttons, className="segments"))


def _languages(language: str) -> Component:
    buttons = [
        html.Button(
            name, type="submit", name="language", value=code, lang=code, **{"aria-pressed": _flag(code == language)}
        )
        for code, name in LANGUAGES.items()
    ]
    form = _form("/language", html.Div(buttons, className="segments"))
    return _choice(_("Language"), form)


def _shortcuts() -> Component:
    choices = (("on", _("On")), ("off", _("Off")))
    buttons = [
        html.Button(label, type="button", **{"data-keys": value, "aria-pressed": "false"}) for value, label in choices
    ]
    return _choice(_("Single-key shortcuts"), html.Div(buttons, className="segments"))


def _keys() -> Component:
    """What each single key does; "?" opens it (assets/keys.js)."""
    keys = (
        ("/", _("search everything")),
        ("j, k", _("next and previous row")),
        ("Enter", _("open the row, or lay it beside others")),
        ("a", _("assign the task to the row's expert")),
        ("o", _("offer the task to the row's expert")),
        ("p", _("keep the row on top")),
        ("u", _("undo what was just done")),
        ("h", _("help beside the page")),
        ("?", _("this list")),
    )
    told = html.Dl([html.Div([html.Dt(html.Kbd(key)), html.Dd(word)]) for key, word in keys], className="keys")
    note = html.P(_("The keys are off in text fields, and can be switched off in your own menu."), className="muted")
    close = dialogs.cancel(Ids.KEYS.value, _("Close"))
    return dialogs.dialog(Ids.KEYS.value, _("Single-key shortcuts"), [told, note], [close])


def _choice(label: str, control: Component) -> Component:
    return html.Fieldset([html.Legend(label), control], className="field")


def _password() -> Component:
    return html.Div(html.A([icon("key"), _("Change the password")], href="/password", className="btn btn-secondary"))


def _log_out() -> Component:
    return _form(
        "/logout", html.Button([icon("box-arrow-right"), _("Log out")], type="submit", className="btn btn-secondary")
    )


def _form(action: str, control: Component) -> Component:
    """A classic form; assets/session.js fills in the token and the page it was sent from."""
    hidden = [dbc.Input(type="hidden", name=name, value="") for name in ("csrf_token", "next")]
    return html.Form([*hidden, control], action=action, method="post")


def _ending() -> Component:
    """assets/session.js opens it two minutes before the session ends; any use of keyboard or pointer closes it."""
    go_on = html.Button(_("Go on working"), type="button", className="btn btn-primary")
    return _native_dialog(
        Ids.ENDING,
        _("You will soon be logged out"),
        [
            html.P(_("In two minutes you have to log in again. What you have typed stays on the page.")),
            html.Div(go_on, className="buttons"),
        ],
    )


def _ended(viewer: Viewer) -> Component:
    """Over the page, so that what has been typed waits behind it."""
    leave = html.A(_("To the login page"), href="/login", className="btn btn-secondary")
    form = html.Form(
        [
            dbc.Input(type="hidden", name="csrf_token", value=""),
            forms.text(
                Ids.PASSWORD,
                _("Password"),
                type="password",
                name="password",
                autocomplete="current-password",
                debounce=True,
            ),
            html.P(className="warning", role="alert"),
            html.Div(
                [leave, html.Button(_("Log in again"), type="submit", className="btn btn-primary")], className="buttons"
            ),
        ],
        action="/login/again",
        method="post",
    )
    sentence = _("What you have typed is still here. Log in as {name} to go on where you were.")
    return _native_dialog(Ids.ENDED, _("You have been logged out"), [html.P(sentence.format(name=viewer.name)), form])


def _native_dialog(id: str, title: str, body: Sequence[Component]) -> Component:
    heading = f"{id}-title"
    return html.Dialog(
        [html.H2(title, id=heading), *body], id=id, className="session-dialog", **{"aria-labelledby": heading}
    )


def _presence() -> Component:
    """Filled by assets/presence.js while somebody else has the same order open."""
    words = {"data-looks": _("{name} is looking at this order"), "data-writes": _("{name} is writing on this order")}
    return html.Div(id=Ids.PRESENCE, className="presence", hidden=True, role="status", **words)


def _flag(value: bool) -> str:
    return "true" if value else "false"
