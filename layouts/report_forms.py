"""What is asked about a report: the work held otherwise than planned, and why a report is returned, disputed or settled."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain import times
from domain.payments import Journey, Returned, Submitted, Waiting
from domain.reports import ReportBasis, TravelKind, TravelRow
from domain.times import Span
from domain.travel import PerDiemChoice
from domain.vouchers import Voucher
from layouts import vouchers
from layouts.ids import IdEnum
from layouts.parts import actions, badges, dialogs, forms
from layouts.parts.badges import Tone
from texts import _, formats


class Ids(IdEnum):
    FORM = auto()
    DAY = auto()
    STARTS = auto()
    ENDS = auto()
    KILOMETRES = auto()
    PASSENGERS = auto()
    TICKETS = auto()
    TICKET = auto()
    RECEIPT = auto()
    MORE = auto()
    ROUTE = auto()
    LEFT = auto()
    BACK_DAY = auto()
    BACK = auto()
    FREE_MEALS = auto()
    MEALS = auto()
    RECKONED = auto()
    PER_DIEM = auto()
    CORRECTION = auto()
    REASON = auto()
    SAVE = auto()
    DIALOG = auto()
    WHY = auto()
    SAY = auto()


def form(row: Waiting, journey: Journey | None, receipts: Sequence[Voucher] = ()) -> Component:
    """Filled in with the plan, or with the report that came back."""
    span = row.returned.span if row.returned else row.planned
    worked = row.returned is None or row.returned.basis is ReportBasis.DONE
    known = row.returned.travel if row.returned else ()
    title = _("Correct the report") if row.returned else _("Report otherwise than planned")
    body = [
        html.P(f"{row.expert} · {row.unit} · {formats.day_and_time(row.planned.start, row.planned.end)}"),
        *_returned(row),
        *_times(span, worked),
        html.Div([*_protected(row), _distance(known, journey)], hidden=not worked),
        *_tickets(known),
        *([] if row.contact_protected else [vouchers.editable(receipts)]),
        html.Div(_allowances(row.returned, span), hidden=not worked),
        forms.free_text(Ids.REASON, _("Why not as planned"), row.returned.departure_reason if row.returned else None),
    ]
    save = actions.button(_("Report"), Ids.SAVE.of(assignment=row.assignment_id), kind="primary")
    return dialogs.dialog(Ids.FORM, title, body, [dialogs.cancel(Ids.FORM), save], open=True, size="lg")


def _returned(row: Waiting) -> list[Component]:
    if not row.returned:
        return []
    return [badges.notice(_("Returned: {reason}").format(reason=row.returned.reason), Tone.WARN, "arrow-return-left")]


def _times(span: Span, worked: bool) -> list[Component]:
    start, end = times.local(span.start), times.local(span.end)
    fixed: dict[str, Any] = {} if worked else {"readonly": True}
    fields = forms.fields(
        forms.date(Ids.DAY, _("Date"), start.date(), **fixed),
        forms.clock(Ids.STARTS, _("Starts"), f"{start:%H:%M}", **fixed),
        forms.clock(Ids.ENDS, _("Ends"), f"{end:%H:%M}", **fixed),
    )
    note = [] if worked else [badges.notice(_("The work was not done: the planned time and bought tickets are paid."))]
    return [*note, fields]


def _protected(row: Waiting) -> list[Component]:
    if not row.contact_protected:
        return []
    said = _("Protected contact: kilometres and route are not shown after they have been written.")
    again = _("Write them again: they are paid only as this form has them.") if row.returned else ""
    return [badges.notice(f"{said} {again}".strip(), Tone.WARN, "shield-lock")]


def _distance(known: tuple[TravelRow, ...], journey: Journey | None) -> Component:
    kilometres = _quantity(known, TravelKind.OWN_CAR)
    carried = _quantity(known, TravelKind.PASSENGER)
    passengers = carried // kilometres if carried and kilometres else None
    return forms.fields(
        forms.number(Ids.KILOMETRES, _("Own car, kilometres"), kilometres, _suggestion(journey), min=0, max=2000),
        forms.number(Ids.PASSENGERS, _("Passengers in the car"), passengers, min=0, max=8),
    )


def _suggestion(journey: Journey | None) -> str | None:
    if journey is None or not journey.kilometres:
        return None
    return _("by the table {count} km: {home}–{place} and back").format(
        home=journey.home, place=journey.place, count=journey.kilometres
    )


def _tickets(known: tuple[TravelRow, ...]) -> list[Component]:
    bought = [row for row in known if row.kind is TravelKind.TICKET]
    rows = [ticket(place, row) for place, row in enumerate(bought)]
    route = next((row.note for row in known if row.note), None)
    return [
        forms.fields(forms.text(Ids.ROUTE, _("Route"), route, maxlength=200)),
        html.Div(rows or [ticket(0)], id=Ids.TICKETS, className="stack"),
        actions.buttons(actions.button(_("One more ticket"), Ids.MORE, kind="quiet", icon="plus-lg")),
    ]


def ticket(place: int, row: TravelRow | None = None) -> Component:
    """One ticket's fields; `place` tells them from the others'."""
    price = formats.number(row.amount.euros(), 2) if row and row.amount else None
    receipt = row.receipt if row else None
    return forms.fields(
        forms.text(Ids.TICKET.of(place=place), _("Ticket, price in euros"), price, inputMode="decimal", maxlength=12),
        forms.text(Ids.RECEIPT.of(place=place), _("Receipt: its number, or where it is kept"), receipt, maxlength=200),
    )


def _allowances(returned: Returned | None, span: Span) -> Component:
    """Closed until needed: most journeys are short."""
    known, trip = (returned.travel, returned.trip) if returned else ((), None)
    choices = [(choice.value, texts.words(choice)) for choice in PerDiemChoice]
    back = times.local(trip.end) if trip else times.local(span.end)
    correction = next((row.correction for row in known if row.correction), None)
    fields = forms.fields(
        forms.clock(Ids.LEFT, _("Left home"), f"{times.local(trip.start):%H:%M}" if trip else None),
        forms.date(Ids.BACK_DAY, _("Day of return"), back.date()),
        forms.clock(Ids.BACK, _("Back at home"), f"{back:%H:%M}" if trip else None),
        forms.number(Ids.FREE_MEALS, _("Free meals"), returned.free_meals if returned else None, min=0, max=9),
        forms.number(Ids.MEALS, _("Meals paid oneself"), _quantity(known, TravelKind.MEAL), min=0, max=9),
        forms.select(Ids.PER_DIEM, _("Per diem"), choices, PerDiemChoice.BY_RULE.value),
    )
    summary = html.Summary(_("Per diem and meals"))
    inside = html.Div([fields, html.Div(id=Ids.RECKONED)], className="stack")
    why = forms.text(Ids.CORRECTION, _("Why otherwise than computed"), correction, maxlength=200)
    folded = html.Details([summary, inside], open=bool(trip), className="data-table")
    return html.Div([folded, why], className="stack")


def reckoned(rows: Sequence[TravelRow], trip: Span) -> Component:
    """What the rules give for the journey told so far."""
    words = ", ".join(_days(row) for row in rows) or _("no per diem")
    sentence = _("The journey took {hours}: by the rules {words}.")
    return badges.notice(sentence.format(hours=formats.hours(trip.minutes), words=words))


def _days(row: TravelRow) -> str:
    halved = _(", halved for free meals") if row.halved else ""
    return f"{texts.words(row.kind)} {row.quantity}{halved}"


def _quantity(known: tuple[TravelRow, ...], kind: TravelKind) -> int | None:
    return next((row.quantity for row in known if row.kind is kind), None)


def reason(row: Submitted, action: str) -> Component:
    """Asks why; the report itself stays on the screen behind."""
    title, hint, label = {
        "return": (
            _("Return the report"),
            _("The one who reported it sees this and makes a corrected report."),
            _("Return"),
        ),
        "dispute": (
            _("Mark the report disputed"),
            _("Only this report waits; the others are paid."),
            _("Mark disputed"),
        ),
        "settle": (
            _("Settle the dispute"),
            _("Write what was agreed; the report then waits for approval again."),
            _("Settle"),
        ),
    }[action]
    say = actions.button(label, Ids.SAY.of(action=action, report=row.report_id, version=row.version), kind="primary")
    body = [html.P(hint), forms.free_text(Ids.WHY, _("Reason"))]
    return dialogs.dialog(Ids.DIALOG, title, body, [dialogs.cancel(Ids.DIALOG), say], open=True)
