"""The order form: whose order, what kind of task, when and where. Everything but orderer, package and task may wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import auto
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import times
from domain.clients import ClientChoice, ContactChoice
from domain.inductions import Induction
from domain.orders import MOST_EXPERTS, OrderForm
from domain.packages import PackageChoice, TaskTypeChoice
from domain.themes import ThemeRole
from domain.times import Span
from layouts import orders
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, forms
from texts import N_, _, formats

LANGUAGES = ("fi", "sv", "en", "ru", "et", "uk", "ar", "so", "fa")
LABELS = {"client_id": N_("Orderer"), "package_id": N_("Package"), "task_type_id": N_("Task type")}
"""The fields that an order cannot be without."""


class Ids(IdEnum):
    FIELD = auto()
    CONTACT_NAME = auto()
    CONTACT_PHONE = auto()
    CONTACT_EMAIL = auto()
    GUIDANCE = auto()
    TIMES = auto()
    TIME = auto()
    ROWS = auto()
    COUNT = auto()
    CREATE = auto()
    SAVE = auto()
    BASE = auto()
    CLASH = auto()


@dataclass(frozen=True)
class Choices:
    """What the form offers; `municipalities` and `experts` are pairs of a stored value and a name."""

    clients: Sequence[ClientChoice]
    contacts: Sequence[ContactChoice]
    packages: Sequence[PackageChoice]
    task_types: Sequence[TaskTypeChoice]
    inductions: Sequence[Induction]
    themes: Sequence[tuple[int, str]]
    municipalities: Sequence[tuple[str, str]]
    experts: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class TimeRow:
    """A session as it stands in the form: "2026-12-03", "12:00", "13:00"; each part may still be empty."""

    day: str = ""
    start: str = ""
    end: str = ""

    @classmethod
    def of(cls, span: Span) -> TimeRow:
        start, end = times.local(span.start), times.local(span.end)
        return cls(start.date().isoformat(), f"{start:%H:%M}", f"{end:%H:%M}")


def new(choices: Choices, client_id: int | None = None) -> Component:
    save = actions.button(_("Save the order"), Ids.CREATE, kind="primary", icon="check2")
    title = cards.page_header(_("New order"), lead=_("What is not known yet can be added later."))
    return _page(title, choices, None, client_id, save, orders.LIST)


def edit(choices: Choices, form: OrderForm, order_id: int, version: int, base: dict[str, Any]) -> Component:
    """`base` is the form as it stood when the writing began, for bringing two people's changes together."""
    save = actions.button(_("Save the changes"), Ids.SAVE.of(version=version), kind="primary", icon="check2")
    title = cards.page_header(_("Edit order {number}").format(number=order_id))
    page = _page(title, choices, form, form.client_id, save, orders.CARD.format(order_id=order_id))
    return html.Div([page, dcc.Store(id=Ids.BASE, data=base), html.Div(id=Ids.CLASH)])


def guidance(package: PackageChoice | None) -> Component:
    """What the package is, what is agreed beforehand, and what the orderer is charged."""
    if package is None:
        return html.P(_("Choose a package to see what to agree beforehand."), className="muted")
    price = _("The orderer is charged {price} for each expert and session.")
    charged = [html.P(price.format(price=formats.euros(package.price)))] if package.price is not None else []
    agree = html.P(package.agree)
    return badges.notice(html.Div([html.P(package.text), agree, *charged]), icon="lightbulb")


def contact_options(choices: Sequence[ContactChoice], client_id: int | None) -> list[dict[str, str]]:
    """For a select that is already on the screen."""
    return [{"value": str(stored), "label": word} for stored, word in _contacts(choices, client_id)]


def time_rows(rows: Sequence[TimeRow]) -> list[Component]:
    return [_time_row(place, row) for place, row in enumerate(rows or [TimeRow()])]


def _page(
    header: Component, choices: Choices, form: OrderForm | None, client_id: int | None, save: Component, back: str
) -> Component:
    sections = (_orderer(choices, form, client_id), _task(choices, form), _time_and_place(choices, form))
    bar = actions.bar("", dcc.Link(_("Cancel"), href=back, className="btn btn-secondary"), save)
    return html.Div([header, *sections, bar], className="page drafted")


def _orderer(choices: Choices, form: OrderForm | None, client_id: int | None) -> Component:
    clients = [(choice.id, choice.name) for choice in choices.clients]
    contacts = _contacts(choices.contacts, client_id)
    fields = forms.fields(
        forms.select(_id("client_id"), _("Orderer"), clients, client_id, placeholder=_("Choose")),
        forms.select(_id("contact_id"), _("Contact person"), contacts, (form and form.contact_id) or 0),
        forms.text(_id("cost_centre"), _("Cost centre"), _text(form, "cost_centre"), _("Empty: the orderer's own")),
        forms.text(_id("project"), _("Project"), _text(form, "project")),
    )
    consent = forms.check(
        _id("superior_consents"),
        _("The orderer's superior has agreed to use an expert"),
        bool(form and form.superior_consents),
    )
    add = actions.link(_("New orderer"), "/clients/new", kind="quiet", icon="plus-lg")
    return cards.card(_("Orderer"), fields, consent, _new_contact(), actions=[add])


def _contacts(choices: Sequence[ContactChoice], client_id: int | None) -> list[tuple[int, str]]:
    return [(0, _("Not known yet")), *((one.id, one.name) for one in choices if one.client_id == client_id)]


def _new_contact() -> Component:
    fields = forms.fields(
        forms.text(Ids.CONTACT_NAME, _("Name")),
        forms.text(Ids.CONTACT_PHONE, _("Telephone"), type="tel"),
        forms.text(Ids.CONTACT_EMAIL, _("Email"), type="email"),
    )
    return html.Details([html.Summary(_("The contact person is not in the list")), fields], className="more")


def _task(choices: Choices, form: OrderForm | None) -> Component:
    packages = [(choice.id, choice.name) for choice in choices.packages]
    task_types = [(choice.id, choice.name) for choice in choices.task_types]
    chosen = next((choice for choice in choices.packages if form and choice.id == form.package_id), None)
    kind = forms.fields(
        forms.select(
            _id("package_id"), _("Package"), packages, form.package_id if form else None, placeholder=_("Choose")
        ),
        forms.select(
            _id("task_type_id"),
            _("Task type"),
            task_types,
            form.task_type_id if form else None,
            placeholder=_("Choose"),
        ),
        forms.number(
            _id("experts_needed"), _("Experts needed"), form.experts_needed if form else 1, min=1, max=MOST_EXPERTS
        ),
        forms.select(_id("language"), _("Language"), _languages(form), form.language if form else "fi"),
    )
    return cards.card(
        _("Task"),
        kind,
        html.Div(guidance(chosen), id=Ids.GUIDANCE),
        html.Div(
            forms.checks(_id("theme_ids"), _("Themes"), choices.themes, form.theme_ids if form else ()),
            className="in-columns",
        ),
        forms.radios(_id("theme_role"), _("Whose experience"), _roles(), _role(form), inline=True),
        *_inductions(choices, form),
        _wishes(choices, form),
        _words(form),
    )


def _inductions(choices: Choices, form: OrderForm | None) -> list[Component]:
    if not choices.inductions:
        return []
    named = [(one.id, one.name) for one in choices.inductions]
    label = _("Inductions that this task requires beyond its package")
    return [forms.checks(_id("induction_ids"), label, named, form.induction_ids if form else ())]


def _wishes(choices: Choices, form: OrderForm | None) -> Component:
    expert = forms.select(
        _id("wished_expert_id"),
        _("Wished expert"),
        ((0, _("No wish")), *choices.experts),
        (form and form.wished_expert_id) or 0,
    )
    meeting = forms.check(
        _id("planning_meeting"), _("A planning meeting before the first session"), bool(form and form.planning_meeting)
    )
    pair = forms.text(_id("working_pair"), _("Working pair"), _text(form, "working_pair"), _("The professional's name"))
    urgent = forms.check(_id("urgent"), _("Urgent"), bool(form and form.urgent))
    return html.Div([forms.fields(expert, pair), meeting, urgent], className="stack")


def _words(form: OrderForm | None) -> Component:
    fields = forms.fields(
        *(
            forms.free_text(_id(name), label, _text(form, name), rows=2)
            for name, label in (
                ("nature", _("Nature of the task")),
                ("responsibility", _("Responsibility and division of work")),
                ("target_group", _("Target group")),
                ("description", _("Description")),
            )
        )
    )
    fields.className += " pairs"
    return fields


def _time_and_place(choices: Choices, form: OrderForm | None) -> Component:
    rows = [TimeRow.of(span) for span in form.spans] if form else []
    place = forms.fields(
        forms.select(
            _id("municipality"),
            _("Municipality"),
            (("0", _("Not known yet")), *choices.municipalities),
            (form and form.municipality) or "0",
        ),
        forms.text(_id("place"), _("Place"), _text(form, "place"), _("Address and room")),
        forms.text(_id("open_time"), _("Open time"), _text(form, "open_time"), _("For example: weeks 4–5, afternoons")),
    )
    return cards.card(
        _("Time and place"),
        html.Div(time_rows(rows), id=Ids.TIMES, className="times"),
        _row_buttons(),
        forms.check(_id("remote"), _("Remote work"), bool(form and form.remote)),
        place,
        forms.free_text(_id("access"), _("Arrival and access"), _text(form, "access"), rows=2),
    )


def _row_buttons() -> Component:
    add = actions.button(_("Add a session"), Ids.ROWS.of(action="add", row=0), icon="plus-lg")
    weekly = actions.button(_("Repeat weekly"), Ids.ROWS.of(action="repeat", row=0), icon="arrow-repeat")
    times_in_all = dbc.Input(id=Ids.COUNT, type="number", value=8, min=2, max=40, class_name="short")
    label = dbc.Label(_("sessions in all"), html_for=Ids.COUNT)
    return html.Div([add, weekly, times_in_all, label], className="buttons")


def _time_row(place: int, row: TimeRow) -> Component:
    parts = (
        forms.text(_time_id(place, "day"), _("Date"), row.day, type="date"),
        forms.clock(_time_id(place, "start"), _("From"), row.start),
        forms.clock(_time_id(place, "end"), _("Until"), row.end),
    )
    drop = actions.button(
        _("Remove"), Ids.ROWS.of(action="drop", row=place), kind="quiet", icon="x-lg", **{"aria-label": _("Remove")}
    )
    legend = html.Legend(_("Session {number}").format(number=place + 1), className="visually-hidden")
    return html.Fieldset([legend, *parts, drop], className="time-row")


def _time_id(row: int, part: str) -> dict[str, object]:
    return Ids.TIME.of(row=row, part=part)


def _id(name: str) -> dict[str, object]:
    return Ids.FIELD.of(name=name)


def _text(form: OrderForm | None, name: str) -> str:
    return getattr(form, name) if form else ""


def _roles() -> list[tuple[str, str]]:
    return [("", _("either")), *((role.value, texts.words(role)) for role in ThemeRole)]


def _role(form: OrderForm | None) -> str:
    return form.theme_role.value if form and form.theme_role else ""


def _languages(form: OrderForm | None) -> list[tuple[str, str]]:
    codes = LANGUAGES if form is None or form.language in LANGUAGES else (*LANGUAGES, form.language)
    return [(code, formats.language(code)) for code in codes]
