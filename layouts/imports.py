"""Bringing a workbook in: what to choose, what its rows would do, and the button that does it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.imports import Entry, Fault, Noun, Report, Verdict
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, forms, tables
from layouts.parts.badges import Look, Tone
from texts import N_, _, ngettext

PATH = "/imports"
MAX_BYTES = 8 * 2**20
ENDING = ".xlsx"
SHOWN = 100

LOOKS = {
    Verdict.FAULTY: Look(Tone.BAD, "x-octagon"),
    Verdict.NEW: Look(Tone.ACCENT, "plus-circle"),
    Verdict.CHANGED: Look(Tone.INFO, "pencil"),
    Verdict.UNCHANGED: Look(Tone.NEUTRAL, "check-circle"),
}
"""In the order in which they are read: what asks for something first."""
TITLES = {
    Verdict.FAULTY: N_("Faulty rows"),
    Verdict.NEW: N_("New rows"),
    Verdict.CHANGED: N_("Changed rows"),
    Verdict.UNCHANGED: N_("Unchanged rows"),
}


class Ids(IdEnum):
    NOUN = auto()
    FILE = auto()
    REPORT = auto()
    SEEN = auto()
    ACT = auto()
    CONFIRM = auto()


def template_path(noun: Noun) -> str:
    return f"{PATH}/{noun}{ENDING}"


def page(work: Component) -> Component:
    lead = _("The file is looked at first: you see every row before anything is written.")
    header = cards.page_header(_("Import from a spreadsheet"), lead=lead)
    return html.Div(
        [header, work, _choose(), html.Div(id=Ids.REPORT, className="page", **{"aria-live": "polite"})],
        className="page",
    )


def _choose() -> Component:
    nouns = [(noun.value, texts.words(noun)) for noun in Noun]
    downloads = [
        actions.download(_("Template for {what}").format(what=texts.words(noun)), template_path(noun), kind="quiet")
        for noun in Noun
    ]
    return cards.card(
        _("File"),
        forms.radios(Ids.NOUN, _("What the file holds"), nouns, Noun.EXPERTS.value, inline=True),
        html.P(_("An empty cell leaves what the bank has as it is. The columns may be in any order.")),
        actions.buttons(*downloads),
        _upload(),
    )


def _upload() -> Component:
    """A real button opens the file dialog, so it is reached by keyboard; too large a file is told in the browser
    (assets/upload.js), for the server would answer it with nothing."""
    words = _("The file is too large: at most {megabytes} MB.").format(megabytes=MAX_BYTES // 2**20)
    button = html.Button([_("Choose an Excel file")], type="button", className="btn btn-secondary")
    content = html.Div([button, html.Span(_("or drop it here"), className="hint")], className="drop")
    upload = dcc.Upload(content, id=Ids.FILE, accept=ENDING, max_size=MAX_BYTES)
    alert = html.P(className="warning", role="alert", hidden=True)
    return html.Div([upload, alert], className="upload", **{"data-most": str(MAX_BYTES), "data-words": words})


def report(found: Report, name: str) -> list[Component]:
    counts = [cards.stat(_(TITLES[verdict]), str(len(found.of(verdict)))) for verdict in LOOKS]
    ignored = (
        [
            badges.notice(
                _("Columns that were not read: {headings}").format(headings=", ".join(found.ignored)), Tone.WARN
            )
        ]
        if found.ignored
        else []
    )
    lists = [_listed(verdict, found.of(verdict)) for verdict in LOOKS if found.of(verdict)]
    return [
        html.H2(name),
        cards.stats(*counts),
        *ignored,
        *lists,
        dcc.Store(id=Ids.SEEN, data=found.seen),
        html.Div(_act(found), id=Ids.ACT),
    ]


def refused(sentence: str) -> list[Component]:
    return [badges.notice(sentence, Tone.BAD, "x-octagon")]


def written() -> Component:
    sentence = _(
        "The rows were brought in. Faulty rows can be corrected in the file and the file brought in again: no row comes twice."
    )
    return badges.notice(sentence, Tone.GOOD, "check-circle")


def goes_on() -> Component:
    return badges.notice(_("The file was handed over to be brought in. Its progress is shown at the top of this page."))


def _act(found: Report) -> Component:
    if not found.writes:
        return badges.notice(_("There is nothing to bring in from this file."))
    left_out = len(found.of(Verdict.FAULTY))
    words = ngettext("{count} faulty row is left out.", "{count} faulty rows are left out.", left_out)
    summary = words.format(count=left_out) if left_out else _("Every row is in order.")
    return actions.bar(summary, actions.button(button_label(found), Ids.CONFIRM, kind="primary", icon="upload"))


def button_label(found: Report) -> str:
    new, changed = len(found.of(Verdict.NEW)), len(found.of(Verdict.CHANGED))
    if not changed:
        return _("Import {new} new").format(new=new)
    if not new:
        return _("Import {changed} changed").format(changed=changed)
    return _("Import {new} new and {changed} changed").format(new=new, changed=changed)


def _listed(verdict: Verdict, entries: Sequence[Entry]) -> Component:
    title = f"{_(TITLES[verdict])} ({len(entries)})"
    more = [html.P(_("and {count} more").format(count=len(entries) - SHOWN))] if len(entries) > SHOWN else []
    table = (
        tables.table(_fault_columns(), _faults(entries), title, caption_hidden=True)
        if verdict is Verdict.FAULTY
        else tables.table(_columns(verdict), entries[:SHOWN], title, caption_hidden=True)
    )
    if verdict is Verdict.FAULTY:
        return cards.card(title, table)
    folded = html.Details([html.Summary(_("Show the rows")), table, *more], open=verdict is Verdict.CHANGED)
    return cards.card(title, folded)


def _columns(verdict: Verdict) -> list[tables.Column]:
    changes = tables.Column(_("What changes"), lambda entry: ", ".join(entry.changes))
    return [
        tables.Column(_("Row"), lambda entry: place(entry.sheet, entry.row)),
        tables.Column(_("Who or what"), lambda entry: entry.title),
        *([changes] if verdict is Verdict.CHANGED else []),
    ]


def _fault_columns() -> list[tables.Column]:
    return [
        tables.Column(_("Place"), lambda row: place(row[1].sheet, row[1].row, row[1].column)),
        tables.Column(_("Who or what"), lambda row: row[0].title or "–"),
        tables.Column(_("Column"), lambda row: row[1].heading or _("the whole row")),
        tables.Column(_("Reason"), lambda row: texts.message(row[1].reason)),
    ]


def _faults(entries: Sequence[Entry]) -> list[tuple[Entry, Fault]]:
    """All of them: each asks for something, and a hidden one cannot be corrected."""
    return [(entry, fault) for entry in entries for fault in entry.faults]


def place(sheet: str, row: int, column: str = "") -> str:
    """ "Taul1!C7", as Excel writes it; without a column the row."""
    return f"{sheet}!{column}{row}"
