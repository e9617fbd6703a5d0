"""The form of one expert. Nothing in it asks for a diagnosis or a reason, and there is no field for notes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain import weeks
from domain.experts import ContactRoute, WorkWish
from domain.register import LANGUAGES, Choices, ExpertCard, ExpertForm
from layouts import experts
from layouts.free_time import DAYS, weekday
from layouts.ids import IdEnum
from layouts.parts import actions, cards, forms
from texts import _, formats

SPARE_ROWS = 2
"""Empty rows for new exceptions."""


class Ids(IdEnum):
    FIELD = auto()
    VERSION = auto()
    SAVE = auto()
    ADD = auto()
    CANCEL = auto()


def new(choices: Choices, today: date) -> Component:
    header = cards.page_header(_("New expert"), actions.link(_("All experts"), experts.LIST, kind="quiet"))
    add = actions.bar(
        _("Themes are added on the card, each with its consent."), actions.button(_("Add"), Ids.ADD, "primary")
    )
    return html.Div([header, *_sections(None, choices, today), add], className="page drafted")


def edit(expert: ExpertCard, choices: Choices, today: date) -> Component:
    """What is sealed or protected is not in the fields: left empty it stays as it is."""
    header = cards.page_header(expert.name)
    version = html.Data(id=Ids.VERSION, value=str(expert.version))
    cancel = actions.button(_("Cancel"), Ids.CANCEL)
    bar = actions.bar(_("What is sealed is not shown here: an empty field keeps it."), cancel, _save())
    return html.Div([header, *_sections(expert.form, choices, today), version, bar], className="page drafted")


def _save() -> Component:
    return actions.button(_("Save"), Ids.SAVE, kind="primary", icon="check2")


def _id(name: str) -> dict[str, object]:
    return Ids.FIELD.of(name=name)


def _sections(form: ExpertForm | None, choices: Choices, today: date) -> list[Component]:
    return [
        cards.columns(_person(form, today), _contact(form, choices)),
        cards.columns(_work(form, choices), _free_time(form)),
        cards.columns(_areas(form, choices), _tasks(form, choices)),
        _sealed(form),
    ]


def _value(form: ExpertForm | None, name: str) -> str:
    return str(getattr(form, name) or "") if form else ""


def _text(form: ExpertForm | None, name: str, label: str, hint: str | None = None, **options: Any) -> Component:
    return forms.text(_id(name), label, _value(form, name), hint, maxlength=200, **options)


def _person(form: ExpertForm | None, today: date) -> Component:
    return cards.card(
        _("Person"),
        forms.fields(
            _text(form, "first_name", _("First name")),
            _text(form, "last_name", _("Last name")),
            _text(form, "preferred_name", _("Name used"), _("if another than the first name")),
            _text(form, "number", _("Number"), _("empty: the next free one")),
            forms.date(_id("joined_on"), _("In the bank since"), form.joined_on if form else today),
            forms.date(_id("left_on"), _("Last day in the bank"), form.left_on if form else None),
        ),
    )


def _contact(form: ExpertForm | None, choices: Choices) -> Component:
    routes = [(route.value, texts.words(route)) for route in ContactRoute]
    return cards.card(
        _("Contact"),
        forms.fields(
            _text(form, "phone", _("Telephone"), _kept(form), type="tel", className=forms.UNKEPT),
            _text(form, "email", _("Email"), _kept(form), type="email", className=forms.UNKEPT),
            _text(form, "contact_way", _("How to be reached"), _("for example a text message first")),
            _text(form, "contact_hours", _("Best hours")),
            forms.select(
                _id("contact_route"), _("Contact"), routes, _value(form, "contact_route") or ContactRoute.SELF
            ),
            _select(form, "association_id", _("Association"), choices.associations),
            _select(form, "municipality", _("Municipality"), choices.municipalities),
        ),
        forms.check(
            _id("contact_protected"),
            _("Protected contact: municipality, address, telephone and e-mail are in no list"),
            form.contact_protected if form else False,
        ),
    )


def _select(form: ExpertForm | None, name: str, label: str, options: Iterable[tuple[str | int, str]]) -> Component:
    return forms.select(_id(name), label, [("", "–"), *options], _value(form, name))


def _work(form: ExpertForm | None, choices: Choices) -> Component:
    wishes = [(wish.value, texts.words(wish)) for wish in WorkWish]
    known = tuple(dict.fromkeys((*LANGUAGES, *(form.languages if form else ()))))
    languages = [(code, formats.language(code)) for code in known]
    cap = form.monthly_cap if form else None
    minutes = form.monthly_cap_minutes if form else None
    return cards.card(
        _("Work"),
        forms.fields(
            forms.select(_id("work_wish"), _("Wants work"), wishes, _value(form, "work_wish") or WorkWish.NOW_AND_THEN),
            forms.text(
                _id("monthly_cap"), _("Own monthly limit, €"), str(cap.euros()).replace(".", ",") if cap else "",
                _("no reason is asked"), inputmode="decimal",
            ),
            forms.number(_id("monthly_cap_hours"), _("Own monthly limit, hours"), minutes // 60 if minutes else None, min=1),
        ),
        html.Div(
            [
                forms.check(_id("on_site"), _("Works on site"), form.on_site if form else True),
                forms.check(_id("remote"), _("Works remotely"), form.remote if form else True),
            ]
        ),
        forms.checks(_id("languages"), _("Languages"), languages, form.languages if form else ("fi",), inline=True),
        forms.textarea(
            _id("practical_wishes"), _("Practical wishes"), _value(form, "practical_wishes"),
            _("What is needed, never why: for example an accessible room, a chair with a back, breaks."), rows=2,
        ),
        *_unwanted(form, choices),
    )  # fmt: skip


def _unwanted(form: ExpertForm | None, choices: Choices) -> list[Component]:
    """The units by name; the other experts are kept as they are and not listed to whoever edits the form."""
    own = form.unwanted_client_ids if form else ()
    others = form.unwanted_expert_ids if form else ()
    units = forms.checks(_id("unwanted_client_ids"), _("Not in these units"), choices.clients, own)
    kept = html.Data(id=_id("unwanted_expert_ids"), value=",".join(str(other) for other in others))
    summary = html.Summary(_("Units where the expert does not want to work: {count}").format(count=len(own)))
    return [html.Details([summary, units]), kept]


def _free_time(form: ExpertForm | None) -> Component:
    week = form.week if form else None
    days = [
        forms.text(_id(f"day_{day}"), weekday(day).capitalize(), weeks.written(week or (), day), maxlength=100)
        for day in DAYS
    ]
    return cards.card(
        _("Free time"),
        forms.check(_id("week_known"), _("The expert has been asked"), week is not None),
        html.P(_("Free hours by weekday, like 9–12, 13–15.30. An empty day is not free."), className="muted"),
        html.Div(days, className="fields narrow"),
        html.H3(_("Exceptions")),
        *_exceptions(form),
    )


def _exceptions(form: ExpertForm | None) -> list[Component]:
    known = list(form.exceptions) if form else []
    rows = [(one.period.first, one.period.last, one.free) for one in known] + [(None, None, False)] * SPARE_ROWS
    kinds = [("no", _("not free")), ("yes", _("free all day"))]
    return [
        html.Div(
            [
                forms.date(_id(f"exception_{place}_first"), _("First day"), first),
                forms.date(_id(f"exception_{place}_last"), _("Last day"), last),
                forms.select(_id(f"exception_{place}_free"), _("Then"), kinds, "yes" if free else "no"),
            ],
            className="fields narrow",
        )
        for place, (first, last, free) in enumerate(rows)
    ]


def _areas(form: ExpertForm | None, choices: Choices) -> Component:
    own = form.areas if form else ()
    places = forms.checks(_id("areas"), _("Municipalities for work on site"), choices.municipalities, own, inline=True)
    return cards.card(_("Areas"), places)


def _tasks(form: ExpertForm | None, choices: Choices) -> Component:
    own = form.task_type_ids if form else ()
    hint = _("none ticked: all of them")
    return cards.card(
        _("Task types"), forms.checks(_id("task_type_ids"), _("Accepted tasks"), choices.task_types, own, hint)
    )


def _sealed(form: ExpertForm | None) -> Component:
    return cards.card(
        _("Sealed"),
        html.P(_("Encrypted in the database and in no list."), className="muted"),
        forms.textarea(_id("address"), _("Address"), None, _keeps() if form else None, rows=2, className=forms.UNKEPT),
    )


def _kept(form: ExpertForm | None) -> str | None:
    return _keeps() if form and form.contact_protected else None


def _keeps() -> str:
    return _("empty: stays as it is; - takes it away")
