"""What changed in the bank since last week, and what in its figures asks for a decision."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from domain.briefings import Briefing, Lacking, Turn
from domain.rotation import Base, Waiting
from layouts import scopes as places
from layouts.parts import cards
from texts import _, formats, ngettext


def parts(week: Briefing) -> list[Component]:
    return [*_questions(week), _turns(week)]


def _turns(week: Briefing) -> Component:
    tiles = [
        _tile(_("Orders received"), week.received, places.ORDERS),
        _tile(_("Assignments agreed"), week.agreed),
        _tile(_("Assignments held"), week.held, places.TASKS),
        _tile(_("Agreed but not held"), week.broken, places.TASKS),
    ]
    words = _("The seven days up to {day}, and the seven before them.").format(day=formats.date(week.day))
    return cards.card(_("Since last week"), html.P(words, className="muted m-0"), cards.stats(*tiles))


def _tile(label: str, turn: Turn, path: str = "") -> Component:
    before = _("before: {count}").format(count=formats.number(turn.before))
    href = places.address(path, turn.scope) if turn.scope and turn.now else None
    return cards.stat(f"{label} ({before})", formats.number(turn.now), href)


def _questions(week: Briefing) -> list[Component]:
    lines = [*_lacking(week.lacking), *_waiting(week)]
    if not lines:
        return []
    rows = html.Ul([html.Li(line) for line in lines], className="lines")
    return [cards.card(_("For you to decide"), rows)]


def _lacking(lacking: Lacking) -> list[Component]:
    if not lacking.orders:
        return []
    said = ngettext(
        "{count} order of the last three months found no one",
        "{count} orders of the last three months found no one",
        lacking.orders,
    ).format(count=formats.number(lacking.orders))
    most = _("most often for the theme {theme}: is training needed?").format(theme=lacking.theme)
    detail = most if lacking.theme else _("what was lacking?")
    return [_line(said, places.address(places.ORDERS, lacking.scope), detail)]


def _waiting(week: Briefing) -> list[Component]:
    if not week.waiting:
        return []
    said = ngettext(
        "{count} member has waited over twice their own wish",
        "{count} members have waited over twice their own wish",
        week.waiting,
    ).format(count=formats.number(week.waiting))
    href = places.members_address(week.members, Base.MEMBERS, waiting=Waiting.TWICE)
    return [_line(said, href, _("does the work go round?"))]


def _line(words: str, href: str, detail: str) -> Component:
    return html.Span([dcc.Link(words, href=href), html.Span(f" {detail}", className="muted")])
