"""What is asked about a report: the work held otherwise than planned, and why a report is returned, disputed or settled."""

from __future__ import annotations

from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

from domain import times
from domain.payments import Journey, Submitted, Waiting
from domain.reports import ReportBasis, TravelKind, TravelRow
from domain.times import Span
from layouts.ids import IdEnum
from layouts.parts import actions, badges, dialogs, forms
from layouts.parts.badges import Tone
from texts import _, formats

NO_PER_DIEM = "none"
"""A word of its own: a select shows nothing for an empty value."""


class Ids(IdEnum):
    FORM = auto()
    DAY = auto()
    STARTS = auto()
    ENDS = auto()
    KILOMETRES = auto()
    PASSENGERS = auto()
    TICKET_1 = auto()
    TICKET_2 = auto()
    TICKET_3 = auto()
    ROUTE = auto()
    PER_DIEM = auto()
    MEALS = auto()
    REASON = auto()
    SAVE = auto()
    DIALOG = auto()
    WHY = auto()
    SAY = auto()


TICKETS = (Ids.TICKET_1, Ids.TICKET_2, Ids.TICKET_3)
"""A longer journey is rare, and its tickets can be added up by leg."""


def form(row: Waiting, journey: Journey | None) -> Component:
    """Filled in with the plan, or with the report that came back."""
    span = row.returned.span if row.returned else row.planned
    worked = row.returned is None or row.returned.basis is ReportBasis.DONE
    known = row.returned.travel if row.returned else ()
    title = _("Correct the report") if row.returned else _("Report otherwise than planned")
    body = [
        html.P(f"{row.expert} · {row.unit} · {formats.day_and_time(row.planned.start, row.planned.end)}"),
        *_returned(row),
        *_times(span, worked),
        html.Div(_distance(known, journey), hidden=not worked),
        _tickets(known),
        html.Div(_allowances(known), hidden=not worked),
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


def _distance(known: tuple[TravelRow, ...], journey: Journey | None) -> Component:
    kilometres = _quantity(known, TravelKind.OWN_CAR)
    carried = _quantity(known, TravelKind.PASSENGER)
    passengers = carried // kilometres if carried and kilometres else None
    return forms.fields(
        forms.number(Ids.KILOMETRES, _("Own car, kilometres"), kilometres, _suggestion(journey), min=0, max=2000),
        forms.number(Ids.PASSENGERS, _("Passengers in the car"), passengers, min=0, max=8),
    )


def _suggestion(journey: Journey | None) -> str | None:
    if journey is None or journey.kilometres is None:
        return None
    return _("{home}–{place} and back about {count} km between centres").format(
        home=journey.home, place=journey.place, count=journey.kilometres
    )


def _tickets(known: tuple[TravelRow, ...]) -> Component:
    bought = [row for row in known if row.kind is TravelKind.TICKET]
    rows = []
    for place, id in enumerate(TICKETS):
        row = bought[place] if place < len(bought) else None
        price = formats.number(row.amount.euros(), 2) if row and row.amount else None
        label = _("Ticket {number}, price in euros").format(number=place + 1)
        rows.append(forms.text(id, label, price, inputMode="decimal", maxlength=12))
    route = next((row.note for row in known if row.note), None)
    return forms.fields(*rows, forms.text(Ids.ROUTE, _("Route"), route, maxlength=200))


def _allowances(known: tuple[TravelRow, ...]) -> Component:
    kinds = {
        TravelKind.PER_DIEM_PARTIAL: _("partial, over 6 hours"),
        TravelKind.PER_DIEM_FULL: _("full, over 10 hours"),
    }
    chosen = next((row.kind.value for row in known if row.kind in kinds), NO_PER_DIEM)
    choices = [(NO_PER_DIEM, _("none")), *((kind.value, word) for kind, word in kinds.items())]
    return forms.fields(
        forms.select(Ids.PER_DIEM, _("Per diem"), choices, chosen),
        forms.number(Ids.MEALS, _("Meal allowances"), _quantity(known, TravelKind.MEAL), min=0, max=2),
    )


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
