"""Fees and travel rates: what is in force, what comes, what has been proposed, and what has been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain.permissions import Permission, Viewer
from domain.tariffs import Entry, FeeRate, FeeUnit, IncomeType, Stage, TravelKind, TravelRate
from domain.times import Month
from domain.trail import Entry as Told
from layouts import income_types, overruns, packages, price_histories, prices
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, empty, forms, tables
from layouts.parts.badges import Tone
from texts import _, formats

LIST = "/tariffs"
Fees = Sequence[Entry[FeeRate]]
Entries = Sequence[Entry[Any]]


class Ids(IdEnum):
    PRICE_DIALOG = auto()
    CODE = auto()
    PRICE = auto()
    FROM = auto()
    SOURCE = auto()
    PROPOSE_PRICE = auto()
    FEE_DIALOG = auto()
    NEW_CODE = auto()
    NAME_FI = auto()
    NAME_SV = auto()
    NAME_EN = auto()
    UNIT = auto()
    NEW_PRICE = auto()
    NEW_FROM = auto()
    INCOME_TYPE = auto()
    MAX_HOURS = auto()
    PREPARATION = auto()
    AFTER_WORK = auto()
    OVERRUN = auto()
    OVERRUN_CODE = auto()
    PRICE_TYPE = auto()
    PRICE_OVERRUN = auto()
    PRICE_OVERRUN_CODE = auto()
    NEW_SOURCE = auto()
    PROPOSE_FEE = auto()
    TRAVEL_DIALOG = auto()
    KIND = auto()
    TRAVEL_PRICE = auto()
    TRAVEL_FROM = auto()
    TRAVEL_SOURCE = auto()
    PROPOSE_TRAVEL = auto()
    CONFIRM_FEE = auto()
    WITHDRAW_FEE = auto()
    CONFIRM_TRAVEL = auto()
    WITHDRAW_TRAVEL = auto()


def page(
    fees: Fees,
    travel: Sequence[Entry[TravelRate]],
    missing: Mapping[int, Sequence[TravelKind]],
    history: Sequence[Told],
    viewer: Viewer,
    today: date,
    named: Sequence[Component] = (),
) -> Component:
    """`named` tells of the price that the address names."""
    may = viewer.may(Permission.PROPOSE_TARIFFS)
    lead = _("One person proposes a price, another confirms it. Work is paid by the price of its day.")
    prices = actions.link(_("Package prices"), packages.LIST)
    header = cards.page_header(_("Fees and rates"), prices, *(_openers(fees) if may else []), lead=lead)
    lists = [
        _list(_("Fees"), fees, _fee_columns(), Ids.CONFIRM_FEE, Ids.WITHDRAW_FEE, viewer),
        _list(_("Travel rates"), travel, _travel_columns(), Ids.CONFIRM_TRAVEL, Ids.WITHDRAW_TRAVEL, viewer),
    ]
    told = price_histories.fees(history, fees, travel)
    windows = _dialogs(fees, today) if may else []
    return html.Div([header, *named, *_missing(missing), *lists, told, *windows], className="page")


def _openers(fees: Fees) -> list[Component]:
    return [
        actions.link(_("Uniform fees"), "/uniform-fees", kind="quiet"),
        *income_types.opener(fees),
        dialogs.opener(_("New fee"), Ids.FEE_DIALOG),
        dialogs.opener(_("Propose a travel rate"), Ids.TRAVEL_DIALOG),
        dialogs.opener(_("Change a fee"), Ids.PRICE_DIALOG, kind="primary"),
    ]


def _missing(missing: Mapping[int, Sequence[TravelKind]]) -> list[Component]:
    return [
        badges.notice(
            _(
                "Travel rates of {year} are missing: {kinds}. That travel cannot be paid before they are confirmed."
            ).format(year=year, kinds=", ".join(texts.words(kind) for kind in kinds)),
            Tone.WARN,
            "exclamation-triangle",
        )
        for year, kinds in missing.items()
    ]


def _fee_columns() -> list[tables.Column]:
    return [
        tables.Column(_("Fee"), lambda entry: entry.rate.name),
        tables.Column(
            _("Price"), lambda entry: prices.price(entry.rate.price, texts.words(entry.rate.unit)), numeric=True
        ),
        tables.Column(_("Made for"), lambda entry: prices.made_for(entry.rate)),
        tables.Column(_("Includes"), lambda entry: prices.includes(entry.rate)),
        tables.Column(_("Income type"), lambda entry: income_types.cell(entry.rate)),
        tables.Column(_("From"), lambda entry: formats.date(entry.rate.valid_from)),
    ]


def _travel_columns() -> list[tables.Column]:
    return [
        tables.Column(_("Travel"), lambda entry: texts.words(entry.rate.kind)),
        tables.Column(
            _("Price"), lambda entry: prices.price(entry.rate.price, prices.unit(entry.rate.kind)), numeric=True
        ),
        tables.Column(_("Checked"), lambda entry: texts.words(entry.rate.confidence)),
        tables.Column(_("From"), lambda entry: formats.date(entry.rate.valid_from)),
    ]


def _list(
    title: str, entries: Entries, columns: list[tables.Column], confirm: Ids, withdraw: Ids, viewer: Viewer
) -> Component:
    """What is in force; below it what comes, and behind a fold what has been."""
    by_stage = {stage: [entry for entry in entries if entry.stage is stage] for stage in Stage}
    story = [
        tables.Column(_("Status"), prices.stage),
        tables.Column(_("By"), prices.by),
        tables.Column("", lambda entry: _acts(entry, confirm, withdraw, viewer)),
    ]
    coming = sorted(by_stage[Stage.PROPOSED] + by_stage[Stage.COMING], key=lambda entry: entry.rate.valid_from)
    past = [*columns, tables.Column(_("Source"), lambda entry: entry.source or "–"), tables.Column(_("By"), prices.by)]
    return cards.card(
        title,
        _in_force(title, by_stage[Stage.IN_FORCE], columns),
        *([tables.table([*columns, *story], coming, _("Coming and proposed"))] if coming else []),
        *([_folded(tables.table(past, by_stage[Stage.PAST], _("History")))] if by_stage[Stage.PAST] else []),
    )


def _in_force(title: str, entries: Entries, columns: list[tables.Column]) -> Component:
    if not entries:
        return empty.empty(
            _("Nothing is in force today"), _("Propose the first price; another person confirms it."), icon="tags"
        )
    return tables.table(columns, entries, _("{title}: in force today").format(title=title))


def _folded(history: Component) -> Component:
    return html.Details([html.Summary(_("History")), history], className="data-table")


def _acts(entry: Entry[Any], confirm: Ids, withdraw: Ids, viewer: Viewer) -> Component | str:
    if entry.stage is not Stage.PROPOSED or not viewer.may(Permission.PROPOSE_TARIFFS):
        return ""
    own = entry.proposed_by_id == viewer.id
    first = (
        html.Span(_("another person confirms"), className="reason")
        if own
        else actions.button(_("Confirm"), confirm.of(rate=entry.rate.id), kind="primary")
    )
    return actions.buttons(first, actions.button(_("Withdraw"), withdraw.of(rate=entry.rate.id), kind="quiet"))


def _dialogs(fees: Fees, today: date) -> list[Component]:
    first = Month.of(today).next().first
    yearly = _travel_dialog(date(today.year + 1, 1, 1))
    return [_price_dialog(fees, first), _fee_dialog(fees, first), yearly, *income_types.dialog(fees)]


def _price_dialog(fees: Fees, first: date) -> Component:
    names = {entry.rate.code: entry.rate.name for entry in fees}
    types = [(overruns.SAME, _("as before")), *((each.value, texts.words(each)) for each in IncomeType)]
    fields = forms.fields(
        forms.select(Ids.CODE, _("Fee"), list(names.items()), placeholder=_("Choose …")),
        forms.text(Ids.PRICE, _("New price, €"), hint=_("empty: as before"), inputmode="decimal"),
        forms.date(Ids.FROM, _("From"), first, _("today or later")),
        forms.select(Ids.PRICE_TYPE, _("Income type"), types, overruns.SAME),
        *overruns.fields(fees, Ids.PRICE_OVERRUN, Ids.PRICE_OVERRUN_CODE, known=True),
        forms.text(Ids.SOURCE, _("Source"), hint=_("the decision behind the price"), maxlength=200),
    )
    return _dialog(Ids.PRICE_DIALOG, _("Change a fee from a day on"), [fields], Ids.PROPOSE_PRICE)


def _fee_dialog(fees: Fees, first: date) -> Component:
    units = [(each.value, texts.words(each)) for each in FeeUnit]
    types = [(each.value, texts.words(each)) for each in IncomeType]
    fields = forms.fields(
        forms.text(Ids.NEW_CODE, _("Code"), hint=_("capital letters, for example PLANNING"), maxlength=40),
        forms.text(Ids.NAME_FI, _("Name in Finnish"), maxlength=200),
        forms.text(Ids.NAME_SV, _("Name in Swedish"), maxlength=200),
        forms.text(Ids.NAME_EN, _("Name in English"), maxlength=200),
        forms.select(Ids.UNIT, _("Unit"), units, FeeUnit.OCCASION.value),
        forms.text(Ids.NEW_PRICE, _("Price, €"), inputmode="decimal"),
        forms.date(Ids.NEW_FROM, _("From"), first, _("today or later")),
        forms.select(Ids.INCOME_TYPE, _("Income type"), types, IncomeType.NON_WAGE_COMPENSATION.value),
        forms.number(Ids.MAX_HOURS, _("Made for at most, hours"), hint=_("empty: any length"), min=1, max=24),
        *overruns.fields(fees, Ids.OVERRUN, Ids.OVERRUN_CODE, known=False),
        forms.text(Ids.NEW_SOURCE, _("Source"), hint=_("the decision behind the price"), maxlength=200),
    )
    includes = [
        forms.check(Ids.PREPARATION, _("Includes preparation"), True),
        forms.check(Ids.AFTER_WORK, _("Includes after-work"), True),
    ]
    return _dialog(Ids.FEE_DIALOG, _("New fee"), [fields, html.Div(includes)], Ids.PROPOSE_FEE)


def _travel_dialog(first: date) -> Component:
    kinds = [(kind.value, texts.words(kind)) for kind in TravelKind if kind is not TravelKind.TICKET]
    fields = forms.fields(
        forms.select(Ids.KIND, _("Travel"), kinds, TravelKind.OWN_CAR.value),
        forms.text(Ids.TRAVEL_PRICE, _("Price, €"), inputmode="decimal"),
        forms.date(Ids.TRAVEL_FROM, _("From"), first, _("holds until the end of its year")),
        forms.text(Ids.TRAVEL_SOURCE, _("Source"), hint=_("the Tax Administration's decision"), maxlength=200),
    )
    return _dialog(Ids.TRAVEL_DIALOG, _("Propose a travel rate"), [fields], Ids.PROPOSE_TRAVEL)


def _dialog(id: Ids, title: str, body: list[Component], propose: Ids) -> Component:
    buttons = [dialogs.cancel(id), actions.button(_("Propose"), propose, kind="primary")]
    return dialogs.dialog(id, title, body, buttons, size="lg")
