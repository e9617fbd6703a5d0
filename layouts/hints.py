"""Hyvä tietää: short dated cards about tasks on an expert's card, and what is told of the expert, for the expert to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain import hints
from domain.hints import MOST, HintRow, Leaning, Source
from domain.register import ExpertCard
from layouts import experts
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, forms
from layouts.parts.badges import Tone
from texts import _, formats

TOLD = "/experts/{expert_id}/told"


class Ids(IdEnum):
    DIALOG = auto()
    TEXT = auto()
    SOURCE = auto()
    LEANING = auto()
    TASK_TYPE = auto()
    UNTIL = auto()
    SAVE = auto()
    GONE_THROUGH = auto()
    END = auto()


def card(expert_id: int, rows: Sequence[HintRow], task_types: Sequence[tuple[int, str]], may_edit: bool) -> Component:
    listed = html.Ul([html.Li(_one(row, may_edit)) for row in rows], className="hints") if rows else _none()
    told = actions.link(_("What is told of you"), TOLD.format(expert_id=expert_id), "quiet", "printer")
    opener = dialogs.opener(_("New card"), Ids.DIALOG, icon="plus-lg")
    more = [_dialog(task_types)] if may_edit else []
    return cards.card(_("Good to know"), listed, *more, actions=[told, *([opener] if may_edit else [])])


def _none() -> Component:
    return html.P(_("No cards yet. A card tells about tasks, never about health."), className="muted")


def _one(row: HintRow, may_edit: bool) -> list[Component]:
    about = row.task_type or _("all tasks")
    facts = [
        f"{texts.words(row.leaning)}: {about}",
        texts.words(row.source),
        _("written {day}, {name}").format(day=formats.date(row.written_on), name=row.written_by),
        _("until {day}").format(day=formats.date(row.valid_until)),
    ]
    parts = [html.P(row.text), html.P(" · ".join(facts), className="muted"), _state(row)]
    return [*parts, _acts(row)] if may_edit else parts


def _state(row: HintRow) -> Component:
    if row.gone_through_on is not None:
        words = _("gone through with the expert {day}").format(day=formats.date(row.gone_through_on))
        return badges.badge(words, Tone.GOOD, "check-circle")
    if hints.counts(row.source, row.gone_through_on):
        return badges.badge(_("the expert's own words"), Tone.GOOD, "check-circle")
    return badges.badge(_("counts once it has been gone through with the expert"), Tone.WARN, "hourglass-split")


def _acts(row: HintRow) -> Component:
    about = html.Span(f" {row.text}", className="visually-hidden")
    key = {"id": row.id, "version": row.version}
    through = html.Button(
        [_("Gone through with the expert"), about],
        id=Ids.GONE_THROUGH.of(**key),
        type="button",
        className="btn btn-secondary btn-sm",
    )
    end = html.Button(
        [_("Take out of use"), about], id=Ids.END.of(**key), type="button", className="btn btn-quiet btn-sm"
    )
    return actions.buttons(*([] if row.gone_through_on else [through]), end)


def _dialog(task_types: Sequence[tuple[int, str]]) -> Component:
    sources = [(source.value, texts.words(source)) for source in Source]
    leanings = [(leaning.value, texts.words(leaning)) for leaning in Leaning]
    lead = html.P(
        _("Write about tasks, for example: likes to talk to a big audience. Never about health. The expert reads this.")
    )
    fields = [
        forms.text(Ids.TEXT, _("What is good to know"), maxlength=MOST),
        forms.radios(Ids.SOURCE, _("Who said it"), sources, Source.EXPERT.value),
        forms.radios(
            Ids.LEANING, _("Of such tasks"), leanings, Leaning.NEITHER.value,
            _("only the expert's own wish may lower a place"),
        ),
        forms.select(Ids.TASK_TYPE, _("Task type"), [(0, _("all tasks")), *task_types], 0),
        forms.date(Ids.UNTIL, _("Until"), hint=_("empty: for a year")),
    ]  # fmt: skip
    buttons = [dialogs.cancel(Ids.DIALOG), actions.button(_("Save"), Ids.SAVE, kind="primary")]
    return dialogs.dialog(Ids.DIALOG, _("New card"), [lead, *fields], buttons)


def told(expert: ExpertCard, rows: Sequence[HintRow], task_types: dict[int, str], today: date) -> Component:
    """The print view: what those who look for experts are told of this one, in the words that they see."""
    back = actions.link(_("To the card"), experts.CARD.format(expert_id=expert.id), icon="arrow-left")
    printing = html.Button(_("Print"), type="button", className="btn btn-primary", **{"data-print": "yes"})
    header = cards.page_header(_("What is told of you"), back, printing, lead=f"{expert.name}, {formats.date(today)}")
    form = expert.form
    themes = [
        ", ".join(
            (own.theme, texts.words(own.role), _("consent since {day}").format(day=formats.date(own.consent.first)))
        )
        for own in expert.themes
    ]
    work = cards.facts(
        [
            (_("Wants work"), texts.words(form.work_wish)),
            (_("Task types"), ", ".join(task_types[one] for one in form.task_type_ids) or _("all")),
            (_("Practical wishes"), form.practical_wishes),
        ]
    )
    why = _(
        "The bank's coordinators see this when they look for an expert for a task. You may ask for anything to be "
        "corrected or taken out, and withdraw a consent whenever you want, without a reason."
    )
    return html.Div(
        [
            header,
            html.P(why),
            cards.card(_("Good to know"), _plain([_told(row) for row in rows])),
            cards.card(_("Themes and consents"), _plain(themes)),
            cards.card(_("Work"), work),
        ],
        className="page told",
    )


def _told(row: HintRow) -> str:
    facts = (
        row.text,
        row.task_type or _("all tasks"),
        texts.words(row.source),
        formats.date(row.written_on),
        _("until {day}").format(day=formats.date(row.valid_until)),
    )
    return " · ".join(facts)


def _plain(lines: Sequence[str]) -> Component:
    return html.Ul([html.Li(line) for line in lines]) if lines else html.P("–")
