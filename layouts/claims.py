"""Who handles what, from the queue: the next order, many rows at once, a colleague's orders, and standing in for one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import auto

from dash import html
from dash.development.base_component import Component

from domain.deputies import Colleague, DeputyRow
from layouts.ids import IdEnum
from layouts.parts import actions, dialogs, forms
from layouts.parts.icons import icon
from texts import _, formats, ngettext


class Ids(IdEnum):
    NEXT = auto()
    MANY = auto()
    TO = auto()
    OTHERS = auto()
    TAKE_ALL = auto()
    FROM = auto()
    ABSENT = auto()
    DEPUTY = auto()
    FIRST_DAY = auto()
    LAST_DAY = auto()
    NAME = auto()
    END = auto()


def next_up() -> Component:
    return actions.button(_("Take the next order"), Ids.NEXT, icon="arrow-right")


def opener() -> Component:
    return dialogs.opener(_("A colleague's orders …"), Ids.OTHERS.value, "quiet")


def choosers() -> list[Component]:
    """Rows on the screen and rows that fulfil the conditions are two things; assets/queue.js fills in how many."""
    words = {
        "shown": (
            ngettext("Choose the {count} on the screen", "Choose the {count} on the screen", 1),
            ngettext("Choose the {count} on the screen", "Choose the {count} on the screen", 2),
        ),
        "all": (
            ngettext(
                "Choose the {count} that fulfils the conditions", "Choose all {count} that fulfil the conditions", 1
            ),
            ngettext(
                "Choose the {count} that fulfils the conditions", "Choose all {count} that fulfil the conditions", 2
            ),
        ),
    }
    return [
        html.Button(
            type="button",
            className="btn btn-quiet btn-sm",
            hidden=True,
            **{"data-chooses": which, "data-one": one, "data-many": many},
        )
        for which, (one, many) in words.items()
    ]


def bulk(store: str, colleagues: Sequence[Colleague]) -> Component:
    """Shown while rows are chosen; each button says how many it is about."""
    acts = {
        "claim": (
            ngettext("Take {count} order to handle", "Take {count} orders to handle", 1),
            ngettext("Take {count} order to handle", "Take {count} orders to handle", 2),
        ),
        "release": (
            ngettext("Return {count} order to the queue", "Return {count} orders to the queue", 1),
            ngettext("Return {count} order to the queue", "Return {count} orders to the queue", 2),
        ),
        "wait": (
            ngettext("Mark {count} order to wait for the orderer", "Mark {count} orders to wait for the orderer", 1),
            ngettext("Mark {count} order to wait for the orderer", "Mark {count} orders to wait for the orderer", 2),
        ),
    }
    handing = (
        ngettext("Give {count} order to", "Give {count} orders to", 1),
        ngettext("Give {count} order to", "Give {count} orders to", 2),
    )
    buttons = [_counted(Ids.MANY.of(act=act), *words) for act, words in acts.items()]
    to = forms.select(Ids.TO, _("To whom"), [(one.id, one.name) for one in colleagues], placeholder=_("Choose"))
    none = html.Button(_("Choose none"), type="button", className="btn btn-quiet", **{"data-chooses": "none"})
    return html.Div(
        [*buttons, html.Div([_counted(Ids.MANY.of(act="hand_over"), *handing), to], className="hand-over"), none],
        className="bulk",
        hidden=True,
        role="group",
        **{"data-chosen": store, "aria-label": _("The chosen orders")},
    )


def take_all(
    holders: Sequence[Colleague],
    viewer_id: int,
    colleagues: Sequence[Colleague],
    deputies: Sequence[DeputyRow],
    today: date,
) -> Component:
    """Somebody's orders in one act, also when they are not there; and who stands in for whom."""
    body = [_take_all(holders, viewer_id), _standing_in(colleagues, deputies, viewer_id, today)]
    return dialogs.dialog(
        Ids.OTHERS,
        _("A colleague's orders"),
        body,
        [dialogs.cancel(Ids.OTHERS.value, _("Close"))],
        size="lg",
    )


def _take_all(holders: Sequence[Colleague], viewer_id: int) -> Component:
    others = [one for one in holders if one.id != viewer_id]
    if not others:
        return html.P(_("Nobody else has orders in hand."), className="muted")
    counted = [
        (
            one.id,
            ngettext("{name}: {count} order", "{name}: {count} orders", one.open_orders).format(
                name=one.name, count=one.open_orders
            ),
        )
        for one in others
    ]
    return html.Section(
        [
            html.H3(_("Take over")),
            html.P(_("Everything a colleague has in hand becomes yours, and can be undone in one.")),
            html.Div(
                [
                    forms.select(Ids.FROM, _("From whom"), counted, others[0].id),
                    actions.button(_("Take their orders"), Ids.TAKE_ALL, icon="box-arrow-in-down"),
                ],
                className="fields end",
            ),
        ],
        className="stack",
    )


def _standing_in(
    colleagues: Sequence[Colleague], deputies: Sequence[DeputyRow], viewer_id: int, today: date
) -> Component:
    people = [(one.id, one.name) for one in colleagues]
    fields = forms.fields(
        forms.select(Ids.ABSENT, _("Who is away"), people, viewer_id),
        forms.select(Ids.DEPUTY, _("Who stands in"), people, placeholder=_("Choose")),
        forms.date(Ids.FIRST_DAY, _("From"), today),
        forms.date(Ids.LAST_DAY, _("Until")),
    )
    lead = html.P(_("On these days the orders show among the deputy's own. They come back by themselves."))
    return html.Section(
        [
            html.H3(_("Standing in")),
            lead,
            html.Ul([_deputy(row) for row in deputies], className="lines"),
            fields,
            actions.buttons(actions.button(_("Save the stand-in"), Ids.NAME)),
        ],
        className="stack",
    )


def _deputy(row: DeputyRow) -> Component:
    said = _("{deputy} stands in for {name} {first}–{last}").format(
        deputy=row.deputy, name=row.user, first=formats.short_date(row.first_day), last=formats.date(row.last_day)
    )
    end = actions.button(
        _("End"), Ids.END.of(deputy=row.id), "quiet", **{"aria-label": _("End: {what}").format(what=said)}
    )
    return html.Li(html.Div([said, end], className="line"))


def _counted(id: dict[str, object], one: str, many: str) -> Component:
    label = html.Span(many, **{"data-one": one, "data-many": many})
    return html.Button([icon("check2-square"), label], id=id, type="button", className="btn btn-secondary")
