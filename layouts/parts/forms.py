"""Fields: a label, perhaps a hint, the control, perhaps a warning. Controls come from dbc only (the others fail axe)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from layouts.parts.actions import Id
from layouts.parts.icons import icon
from texts import _

UNKEPT = "unkept"
"""The class of a field whose words no draft holds (assets/drafts.js)."""

Options = Iterable[tuple[str | int, str]]
"""Pairs of a stored value and the word shown for it."""


def field(
    label: str, control: Component, hint: str | None = None, warning: str | None = None, wide: bool = False
) -> Component:
    # The hint is part of the label: dbc controls take no aria-describedby, and so it is read aloud all the same.
    heading = dbc.Label(_label(label, hint), html_for=_in_page(control.id))
    return html.Div([heading, control, *_warning(warning)], className=_field_class(wide))


def group(label: str, control: Component, hint: str | None = None, warning: str | None = None) -> Component:
    """A field of several choices."""
    return html.Fieldset([html.Legend(_label(label, hint)), control, *_warning(warning)], className="field")


def fields(*parts: Component) -> Component:
    """As many beside each other as there is room for."""
    return html.Div(list(parts), className="fields")


def text(
    id: Id, label: str, value: str | None = None, hint: str | None = None, warning: str | None = None, **options: Any
) -> Component:
    """`options` are those of dbc.Input."""
    control = dbc.Input(id=id, value=value, **{"type": "text", "autocomplete": "off", **options}, invalid=bool(warning))
    return field(label, control, hint, warning)


def number(
    id: Id, label: str, value: int | None = None, hint: str | None = None, warning: str | None = None, **options: Any
) -> Component:
    return text(id, label, value, hint, warning, type="number", **options)  # type: ignore[arg-type]


def date(
    id: Id,
    label: str,
    value: dt.date | None = None,
    hint: str | None = None,
    warning: str | None = None,
    **options: Any,
) -> Component:
    return text(id, label, value.isoformat() if value else None, hint, warning, type="date", **options)


def clock(
    id: Id, label: str, value: str | None = None, hint: str | None = None, warning: str | None = None, **options: Any
) -> Component:
    """`value` is "09:00"."""
    return text(id, label, value, hint, warning, type="time", **options)


def select(
    id: Id,
    label: str,
    options: Options,
    value: str | int | None = None,
    hint: str | None = None,
    warning: str | None = None,
    placeholder: str | None = None,
) -> Component:
    # The browser hands back text, so values are text on the way in as well: otherwise the chosen one is not found.
    chosen = None if value is None else str(value)
    choices = [{"value": str(stored), "label": word} for stored, word in options]
    control = dbc.Select(id=id, options=choices, value=chosen, placeholder=placeholder, invalid=bool(warning))
    return field(label, control, hint, warning)


def checks(
    id: Id,
    label: str,
    options: Options,
    value: Iterable[str | int] = (),
    hint: str | None = None,
    warning: str | None = None,
    inline: bool = False,
) -> Component:
    control = dbc.Checklist(id=id, options=_choices(options), value=list(value), inline=inline)
    return group(label, control, hint, warning)


def radios(
    id: Id,
    label: str,
    options: Options,
    value: str | int | None = None,
    hint: str | None = None,
    warning: str | None = None,
    inline: bool = False,
) -> Component:
    control = dbc.RadioItems(id=id, options=_choices(options), value=value, inline=inline)
    return group(label, control, hint, warning)


def check(id: Id, label: str, value: bool = False) -> Component:
    return dbc.Checkbox(id=id, label=label, value=value)


def textarea(
    id: Id,
    label: str,
    value: str | None = None,
    hint: str | None = None,
    warning: str | None = None,
    rows: int = 3,
    **options: Any,
) -> Component:
    """`options` are those of dbc.Textarea."""
    control = dbc.Textarea(id=id, value=value, rows=rows, invalid=bool(warning), **options)
    return field(label, control, hint, warning, wide=True)


def free_text(id: Id, label: str, value: str | None = None, warning: str | None = None, rows: int = 3) -> Component:
    """Words about an order drift into words about its clients, so the field says beside it what does not belong there."""
    return textarea(id, label, value, _("Do not write clients' information."), warning, rows)


def _in_page(id: Id) -> str:
    """A pattern id as Dash writes it into the page; dbc.Label would write [object Object]."""
    return id if isinstance(id, str) else json.dumps(id, sort_keys=True, separators=(",", ":"))


def _choices(options: Options) -> list[dict[str, object]]:
    return [{"value": stored, "label": word} for stored, word in options]


def _label(label: str, hint: str | None) -> list[Component | str]:
    # The blank keeps the two apart for those who hear the label.
    return [label, " ", html.Span(hint, className="hint")] if hint else [label]


def _warning(warning: str | None) -> list[Component]:
    if not warning:
        return []
    return [html.Div([icon("exclamation-triangle"), html.Span(warning)], className="warning", role="alert")]


def _field_class(wide: bool) -> str:
    return "field wide" if wide else "field"
