"""The texts of an offer, a yes or a withdrawal as they wait to be sent, and why just this one was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import auto

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

import texts
from domain.assignments import ChoiceReason
from layouts import orders
from layouts.ids import IdEnum
from layouts.parts import actions, badges
from layouts.parts.badges import Tone
from texts import _


class Ids(IdEnum):
    TEXT = auto()
    WHY = auto()


@dataclass(frozen=True)
class Brief:
    """A text in one language, to one reader."""

    key: str
    title: str
    lang: str
    text: str


@dataclass(frozen=True)
class Agreed:
    """What a yes has just made: the texts to send and the calendar file. `others` were offered the task too, and their offers
    have been withdrawn."""

    expert: str
    expert_id: int
    briefs: Sequence[Brief]
    why: str = ""
    others: Sequence[str] = ()


def card(agreed: Agreed, order_id: int) -> Component:
    title = _("{expert} took the task. Tell both:").format(expert=agreed.expert)
    calendar = actions.download(_("Calendar file (.ics)"), f"/orders/{order_id}/calendar/{agreed.expert_id}.ics")
    done = actions.link(_("Done"), orders.CARD.format(order_id=order_id), "primary")
    return html.Section(
        [
            html.Div(badges.notice(title, Tone.GOOD, "check-circle"), tabIndex="-1", **{"data-focus": ""}),
            _why(agreed),
            *_others(agreed),
            listed(agreed.briefs),
            actions.buttons(calendar, done),
        ],
        className="card",
        **{"aria-label": title},
    )


def listed(ready: Iterable[Brief]) -> Component:
    """Beside each other, ready to be copied."""
    return html.Div([_brief(brief) for brief in ready], className="briefs")


def change(expert: str, ready: Sequence[Brief]) -> Component:
    """After a withdrawal: whom to tell while another is looked for."""
    title = _("{expert} withdrew. Tell both, and choose another below.").format(expert=expert)
    return html.Section(
        [
            html.Div(badges.notice(title, Tone.WARN, "person-dash"), tabIndex="-1", **{"data-focus": ""}),
            html.Details([html.Summary(_("Texts to send")), listed(ready)]),
        ],
        className="card",
        **{"aria-label": title},
    )


def _others(agreed: Agreed) -> list[Component]:
    if not agreed.others:
        return []
    names = ", ".join(agreed.others)
    return [html.P(_("Their offers were withdrawn, tell them too: {names}").format(names=names))]


def _why(agreed: Agreed) -> Component:
    """One tap after a choice, and none is needed: nobody is compared by it."""
    taps = [
        html.Button(
            texts.words(reason),
            id=Ids.WHY.of(expert=agreed.expert_id, reason=reason.value),
            type="button",
            className="btn btn-secondary btn-sm",
            **{"aria-pressed": str(agreed.why == reason.value).lower()},
        )
        for reason in ChoiceReason
    ]
    label = _("Why {expert}? One tap, or leave it.").format(expert=agreed.expert)
    return html.Div(
        [html.Span(label, className="muted"), *taps], className="buttons", role="group", **{"aria-label": label}
    )


def _brief(brief: Brief) -> Component:
    box = f"{Ids.TEXT}-{brief.key}"
    area = dbc.Textarea(id=box, value=brief.text, readonly=True, rows=brief.text.count("\n") + 2)
    label = dbc.Label(brief.title, html_for=box)
    copy = html.Button(
        _("Copy"),
        type="button",
        className="btn btn-secondary btn-sm",
        **{"data-copies": box, "data-copied": _("Copied")},
    )
    return html.Div([html.Div([label, copy], className="buttons"), html.Div(area, lang=brief.lang)], className="field")
