"""An order's history told in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from dash.development.base_component import Component

import texts
from domain.assignments import ChoiceReason, Party
from domain.deeds import Deed
from domain.matching.criteria import Rule
from domain.offers import Answer
from domain.trail import Act, Entry
from layouts import undoing
from layouts.parts import timelines
from texts import N_, _, formats

SENTENCES: Mapping[tuple[str, Act], str] = {
    ("orders", Act.CREATE): N_("The order was entered."),
    ("orders", Act.CHANGE): N_("Changed: {fields}."),
    ("orders", Act.CLAIM): N_("The order was taken to handle."),
    ("orders", Act.RELEASE): N_("The order was returned to the queue."),
    ("orders", Act.CLOSE_UNFILLED): N_("The order was closed: no one was found."),
    ("orders", Act.REOPEN): N_("The order was opened again."),
    ("orders", Act.CANCEL): N_("The order was cancelled."),
    ("offers", Act.OFFER): N_("Called {expert}."),
    ("offers", Act.CHANGE): N_("A rule was set aside for {expert}: {rules}."),
    ("offers", Act.ANSWER): N_("{expert}: {answer}."),
    ("offers", Act.ACCEPT): N_("{expert} said yes."),
    ("offers", Act.DECLINE): N_("{expert} said no."),
    ("offers", Act.EXPIRE): N_("The offer to {expert} expired."),
    ("offers", Act.REOPEN): N_("The offer to {expert} waits for an answer again."),
    ("offers", Act.WITHDRAW): N_("The offer to {expert} was withdrawn."),
    ("assignments", Act.ASSIGN): N_("{expert} was assigned: {time}."),
    ("assignments", Act.CHANGE): N_("Why {expert}: {choice}."),
    ("assignments", Act.COMPLETE): N_("The work of {expert} was held."),
    ("assignments", Act.CANCEL): N_("The task of {expert} was cancelled by {by}."),
    ("assignments", Act.MARK_NO_SHOW): N_("At the task of {expert} someone did not come: {by}."),
    ("assignments", Act.VOID): N_("The task of {expert} was voided."),
    ("assignments", Act.REOPEN): N_("The task of {expert} is agreed again."),
    ("assignments", Act.ACCEPT): N_("{expert} said yes to the new time."),
    ("assignments", Act.TICK): N_("{expert} was asked how they are."),
    ("assignments", Act.MOVE): N_("The task of {expert} was moved: {moved}."),
    ("reports", Act.REPORT): N_("The work was reported."),
    ("reports", Act.WITHDRAW): N_("The work report was taken back."),
    ("reports", Act.APPROVE): N_("The work report was approved."),
    ("reports", Act.RETURN): N_("The work report was returned for correction."),
    ("reports", Act.DISPUTE): N_("The work report was marked disputed."),
    ("reports", Act.SETTLE): N_("The dispute was settled."),
}

FIELDS: Mapping[str, str] = {
    "client_id": N_("orderer"),
    "contact_id": N_("contact person"),
    "package_id": N_("package"),
    "task_type_id": N_("task type"),
    "theme_role": N_("whose experience"),
    "themes": N_("themes"),
    "times": N_("times"),
    "language": N_("language"),
    "nature": N_("nature of the task"),
    "responsibility": N_("responsibility"),
    "working_pair": N_("working pair"),
    "target_group": N_("target group"),
    "description": N_("description"),
    "cost_centre": N_("cost centre"),
    "project": N_("project"),
    "wished_expert_id": N_("wished expert"),
    "planning_meeting": N_("planning meeting"),
    "access": N_("arrival and access"),
    "superior_consents": N_("superior's consent"),
    "experts_needed": N_("experts needed"),
    "remote": N_("remote work"),
    "place": N_("place"),
    "municipality": N_("municipality"),
    "open_time": N_("open time"),
    "handler": N_("handler"),
    "urgent": N_("urgency"),
    "waits_for_orderer": N_("waiting for the orderer"),
}


def history(
    entries: Sequence[Entry],
    experts: Mapping[tuple[str, int], str],
    starts: Mapping[int, datetime],
    deeds: Iterable[Deed] = (),
) -> Component:
    """`experts` by noun and row id, `starts` by assignment. A deed that can be taken back has its button where it began."""
    told = [entry for entry in entries if (entry.noun, entry.act) in SENTENCES]
    acts: dict[int, Deed] = {}
    for deed in deeds:
        own = [entry.seq for entry in told if (entry.at, entry.actor_id) == (deed.at, deed.actor_id)]
        if own:
            acts.setdefault(own[0], deed)
    return timelines.timeline(
        timelines.Entry(
            formats.day_and_time(entry.at),
            _sentence(entry, experts, starts),
            entry.actor,
            _detail(entry),
            undoing.undo(acts[entry.seq], _("Take back"), "history") if entry.seq in acts else None,
        )
        for entry in told
    )


def _sentence(entry: Entry, experts: Mapping[tuple[str, int], str], starts: Mapping[int, datetime]) -> str:
    row_id = entry.row_id or 0
    start = starts.get(row_id) if entry.noun == "assignments" else None
    values = {
        "expert": experts.get((entry.noun, row_id), ""),
        "time": formats.day_and_time(start) if start else "–",
        **_facts(cast(Mapping[str, Any], entry.facts)),
    }
    return _(SENTENCES[entry.noun, entry.act]).format_map(_Blanks(values))


def _facts(facts: Mapping[str, Any]) -> dict[str, str]:
    words = {
        "fields": ", ".join(_(FIELDS.get(name, name)) for name in facts.get("fields", ())),
        "rules": ", ".join(texts.words(Rule(rule)) for rule in facts.get("set_aside", ())),
    }
    if "answer" in facts:
        words["answer"] = texts.words(Answer(facts["answer"]))
    if "choice" in facts:
        words["choice"] = texts.words(ChoiceReason(facts["choice"]))
    if "by" in facts:
        words["by"] = texts.words(Party(facts["by"]))
    if "to" in facts:
        old, new = (datetime.fromisoformat(facts[name]) for name in ("moved_from", "to"))
        words["moved"] = f"{formats.day_and_time(old)} → {formats.day_and_time(new)}"
    return words


def _detail(entry: Entry) -> str:
    return _("The agreed fee is paid.") if entry.facts.get("paid") else ""


class _Blanks(dict[str, str]):
    """An event of an older make may lack a fact; its sentence is told all the same."""

    def __missing__(self, name: str) -> str:
        return "–"
