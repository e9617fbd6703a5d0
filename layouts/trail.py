"""The trail in plain words: who did what to which row and when, never what anybody's life is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain import trail
from domain.messages import Message
from domain.trail import Act, Entry, Filter, Outcome
from layouts import trail_facts
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, empty, forms, tables
from layouts.parts.badges import Look, Tone
from texts import N_, _, formats

LIST = "/trail"
ALL = "all"
"""What a choice posts that does not narrow."""
Choices = Sequence[tuple[int, str]]


class Ids(IdEnum):
    PERSON = auto()
    NOUN = auto()
    OUTCOME = auto()
    FIRST = auto()
    LAST = auto()
    SHOW = auto()
    VERIFY = auto()
    FINDINGS = auto()


OUTCOMES = {Outcome.DONE: Look(Tone.GOOD, "check2"), Outcome.REFUSED: Look(Tone.BAD, "x-octagon")}

NOUNS: Mapping[str, str] = {
    "account_changes": N_("change of account"),
    "absences": N_("cancellation by telephone"),
    "agreements": N_("framework agreement"),
    "assignments": N_("assignment"),
    "associations": N_("association"),
    "batches": N_("batch"),
    "claims": N_("handling"),
    "clients": N_("orderer"),
    "column_sets": N_("column set"),
    "contact_persons": N_("contact person"),
    "deputies": N_("stand-in"),
    "desks": N_("today"),
    "expert_themes": N_("consent"),
    "backgrounds": N_("sealed background"),
    "experts": N_("expert"),
    "reveals": N_("sealed field"),
    "feedback": N_("feedback"),
    "fee_rates": N_("fee"),
    "hints": N_("good to know"),
    "holds": N_("hold"),
    "inductions": N_("induction for a task"),
    "keys": N_("encryption key"),
    "offers": N_("offer"),
    "orders": N_("order"),
    "package_prices": N_("package price"),
    "packages": N_("package"),
    "payment_lines": N_("payment line"),
    "payroll": N_("payroll file"),
    "payroll_details": N_("payroll details"),
    "payroll_files": N_("payroll file"),
    "person_keys": N_("expert's own key"),
    "reference": N_("reference data"),
    "reports": N_("work report"),
    "role_grants": N_("role"),
    "settings": N_("setting"),
    "tariffs": N_("fees and rates"),
    "today": N_("today"),
    "trainings": N_("training"),
    "travel_rates": N_("travel rate"),
    "undoing": N_("undoing"),
    "users": N_("user"),
    "utilization": N_("follow-up"),
    "views": N_("saved view"),
    "archive": N_("Archive"),
    "briefs": N_("order"),
    "candidates": N_("matching"),
    "choices": N_("saved view"),
    "expert_forms": N_("expert"),
    "imports": N_("Import from a spreadsheet"),
    "left_out": N_("Left out"),
    "looks": N_("Who looked at whom"),
    "matching": N_("matching"),
    "openings": N_("Offer something"),
    "order_cards": N_("order"),
    "order_forms": N_("order"),
    "own_columns": N_("saved view"),
    "payment_rules": N_("Payment rules"),
    "report_forms": N_("work report"),
    "search": N_("search"),
    "trail": N_("Trail"),
    "uniform_fees": N_("Uniform fees"),
    "utilization_rows": N_("follow-up"),
    "vouchers": N_("Receipts"),
    "weights": N_("Weights of matching"),
    "when_paid": N_("When is it paid?"),
    "unwanted": N_("units and experts not to be placed with"),
}
"""What the trail's nouns are called, and the pages that somebody tried; an unknown one is shown as it is written."""

DEEDS: Mapping[tuple[Act, str], str] = {
    (Act.GRANT, "expert_themes"): N_("recorded a consent"),
    (Act.WITHDRAW, "expert_themes"): N_("recorded that a consent was withdrawn"),
    (Act.VOID, "person_keys"): N_("destroyed the key"),
    (Act.WITHDRAW, "account_changes"): N_("withdrew the proposal"),
    (Act.WITHDRAW, "fee_rates"): N_("withdrew the proposal"),
    (Act.WITHDRAW, "travel_rates"): N_("withdrew the proposal"),
    (Act.WITHDRAW, "batches"): N_("took the approval back"),
    (Act.TICK, "assignments"): N_("asked how they are"),
    (Act.ACCEPT, "assignments"): N_("agreed to a new time"),
    (Act.RELEASE, "orders"): N_("returned to the queue"),
    (Act.GRANT, "backgrounds"): N_("recorded a consent"),
    (Act.WITHDRAW, "backgrounds"): N_("recorded that a consent was withdrawn"),
    (Act.WITHDRAW, "experts"): N_("erased a sealed text"),
    (Act.REVEAL, "experts"): N_("opened what is sealed"),
    (Act.REVEAL, "payroll_details"): N_("opened what is sealed"),
}
"""Acts that mean something of their own with one noun."""


def page(found: trail.Page, wanted: Filter, staff: Choices, nouns: Sequence[str], older: str, newest: str) -> Component:
    """`older` is the address of the next page, empty on the last one; `newest` that of the first."""
    verify = actions.button(_("Check that nothing has been tampered with"), Ids.VERIFY, icon="shield-check")
    lead = _("Every change and every refused attempt, chained so that nothing can be altered unseen.")
    header = cards.page_header(_("Trail"), verify, lead=lead)
    findings = html.Div(id=Ids.FINDINGS, role="status")
    return html.Div(
        [header, findings, _filter(wanted, staff, nouns), _list(found), _turn(wanted, older, newest)], className="page"
    )


def noun(name: str) -> str:
    """As it stands within a sentence: names of pages begin with a capital letter."""
    word = _(NOUNS[name]) if name in NOUNS else name
    return word[:1].lower() + word[1:]


def deed(entry: Entry) -> str:
    return _(DEEDS[entry.act, entry.noun]) if (entry.act, entry.noun) in DEEDS else texts.words(entry.act)


def _filter(wanted: Filter, staff: Choices, nouns: Sequence[str]) -> Component:
    everyone = (ALL, _("everyone"))
    outcomes = [(outcome.value, texts.words(outcome)) for outcome in Outcome]
    fields = [
        forms.select(Ids.PERSON, _("Person"), [everyone, *staff], wanted.actor_id or ALL),
        forms.select(
            Ids.NOUN, _("About"), [(ALL, _("everything")), *((name, noun(name)) for name in nouns)], wanted.noun or ALL
        ),
        forms.select(Ids.OUTCOME, _("Outcome"), [(ALL, _("all")), *outcomes], wanted.outcome or ALL),
        forms.date(Ids.FIRST, _("From"), wanted.first),
        forms.date(Ids.LAST, _("Until"), wanted.last),
    ]
    return cards.card(
        _("Show"),
        html.Div(fields, className="fields narrow"),
        actions.buttons(actions.button(_("Show"), Ids.SHOW, kind="primary")),
    )


def _list(found: trail.Page) -> Component:
    if not found.entries:
        return empty.empty(_("Nothing of this kind on the trail"), icon="list-check")
    columns = [
        tables.Column(_("Number"), lambda entry: formats.number(entry.seq), numeric=True),
        tables.Column(_("Time"), lambda entry: html.Span(formats.day_and_time(entry.at), className="text-nowrap")),
        tables.Column(_("Person"), lambda entry: html.Span(who(entry), className="text-nowrap")),
        tables.Column(_("What was done"), deed),
        tables.Column(_("About"), about),
        tables.Column(_("Outcome"), _outcome),
        tables.Column(_("Details"), lambda entry: html.Span(details(entry), className="muted")),
    ]
    return tables.table(columns, found.entries, _("Trail"), caption_hidden=True)


def who(entry: Entry) -> str:
    return entry.actor or _("the program")


def about(entry: Entry) -> str:
    return f"{noun(entry.noun)} {entry.row_id}" if entry.row_id is not None else noun(entry.noun)


def _outcome(entry: Entry) -> Component:
    look = OUTCOMES[entry.outcome]
    return badges.badge(texts.words(entry.outcome), look.tone, look.icon)


def details(entry: Entry) -> str:
    """The facts of the event; a refusal tells why."""
    facts = dict(entry.facts)
    why = facts.pop("why", None)
    for own in ("attempt", "code", "values"):
        facts.pop(own, None)
    if entry.act is Act.REVEAL and "field" in facts:
        facts = {"opened": facts.pop("field"), **facts}
    told = [trail_facts.told(name, value) for name, value in facts.items()]
    return "; ".join([*([reason(str(why))] if why else []), *told])


def reason(message: str) -> str:
    """The sentence of a refusal without its values, which the trail does not keep."""
    return _(message).replace("{", "").replace("}", "")


def _turn(wanted: Filter, older: str, newest: str) -> Component:
    links = [actions.link(_("Newest"), newest)] if wanted.before else []
    links += [actions.link(_("Older"), older, icon="arrow-right")] if older else []
    return html.Nav(actions.buttons(*links), **{"aria-label": _("Pages of the trail")})


def findings(found: Sequence[Message]) -> Component:
    if not found:
        return badges.notice(
            _("All is in order: the trail's chain, the guards, the sums and the keys."), Tone.GOOD, "shield-check"
        )
    told = html.Ul([html.Li(texts.message(finding)) for finding in found])
    return badges.notice(html.Div([html.Strong(_("Something is not as it should be.")), told]), Tone.BAD, "shield-x")
