"""Help beside each page: what the page is for and what to do first."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from layouts.parts.icons import icon
from texts import N_, _

HELP: Mapping[str, tuple[str, ...]] = {
    "/": (
        N_("Here is what waits for you, the most urgent first. Each line leads to the place where it is done."),
        N_("The page keeps itself up to date; there is no need to reload it."),
    ),
    "/orders": (
        N_("Every order stands in the lane of its least finished part. Choose a lane above to see only its orders."),
        N_("What others do appears by itself. Open an order from its number."),
    ),
    "/orders/new": (
        N_("Fill in what the orderer has told. What is still missing is listed, and can be asked for later."),
        N_("Do not write clients' information: no names, no illnesses."),
    ),
    "/orders/{order_id}": (
        N_("The order, those who do it and all that has happened to it. The buttons show what can be done next."),
    ),
    "/orders/{order_id}/edit": (
        N_("If someone else saves the same order meanwhile, both versions are shown and nothing is lost."),
    ),
    "/orders/{order_id}/match": (
        N_("The best suited for this task come first. The bar shows what the suitability is made of."),
        N_("Call, and record the answer on the row: a yes is offer, answer and assignment at once."),
        N_(
            "Whoever is not on the list is found below it, with the reason and what would help. You decide, not the list."
        ),
    ),
    "/reports": (
        N_("Assignments that are over wait here for their report. What went as planned is confirmed in one go."),
        N_("A departure needs a reason. A dispute stops only its own report."),
    ),
    "/batches": (
        N_("Collecting takes everything approved and unpaid up to a day into one payment batch."),
        N_("What was left out is listed with its reason, so that nobody is forgotten."),
    ),
    "/left-out": (
        N_("Each line tells why it stays out, how long it has waited and where it is put right."),
        N_("A line on hold goes into the next batch once it is released."),
    ),
    "/batches/{batch_id}": (
        N_("One person prepares and checks, another approves. Nobody approves their own work or pay."),
        N_("Look through what is unlike last time before approving. After the approval the file goes to payroll."),
    ),
    "/payroll-details": (
        N_("Identity codes and accounts are kept encrypted and shown only in part."),
        N_("A missing tax card does not stop a payment; a missing account does."),
    ),
    "/clients": (N_("Ordering units with their contact persons, sector and cost centre."),),
    "/experts": (
        N_("The register of experts. The mark shows who may work today, and whose conditions lapse soon."),
        N_("Themes are seen on one expert's card only."),
    ),
    "/experts/new": (N_("Write only what the expert has told for this purpose. Diagnoses are never stored."),),
    "/experts/{expert_id}": (
        N_("One expert's card. What is sealed opens separately, and leaves a line on the trail."),
        N_("A withdrawn consent takes effect at once everywhere."),
    ),
    "/imports": (
        N_("Choose a workbook: you see row by row what is new, changed and faulty before anything is written."),
        N_("The same file twice changes nothing."),
    ),
    "/trainings": (N_("Tick those who attended. Whoever becomes eligible by it appears at once in matching."),),
    "/tariffs": (
        N_("Fees and travel rates with the day they begin. One person proposes, another confirms."),
        N_("What has been paid never changes when a price changes."),
    ),
    "/utilization": (
        N_("Choose a period and filters. Click a bar to see its rows; the same rows can be fetched as a workbook."),
        N_("Numbers of people under five are hidden, so that nobody can be recognised."),
    ),
    "/users": (N_("A role is in force once another person has confirmed it. A closed account is logged out at once."),),
    "/looks": (
        N_("Who of the staff opened whose page, revealed a field or fetched a file. Experts are shown by number only."),
    ),
    "/trail": (N_("Everything that was done, and what was refused. Verifying counts the whole chain anew."),),
}


def panel(path: str) -> Component:
    """`path` is the page's template; a page below one that has help shows the help of that one."""
    found = next((place for place in _upwards(path) if place in HELP), "/")
    close = html.Button(
        icon("x-lg"), type="button", className="btn btn-quiet btn-sm", **{"data-help": "", "aria-label": _("Close")}
    )
    return html.Div([html.Header([html.H2(_("Help")), close]), *(html.P(_(sentence)) for sentence in HELP[found])])


def _upwards(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:length]) for length in range(len(parts), 0, -1)]
