"""The facts of a trail event in words: names of fields, sums, days and choices; an unknown one stands as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

import texts
from domain.accounts import Choice
from domain.assignments import ChoiceReason, Party
from domain.batches import Anomaly
from domain.experts import ContactRoute, Ineligible, WorkWish
from domain.hints import Source
from domain.offers import Answer
from domain.permissions import Role
from domain.reports import OverrunDecision, ReportBasis
from domain.tariffs import IncomeType, TravelKind
from texts import N_, _, formats

NAMES: Mapping[str, str] = {
    "added": N_("added"),
    "amount": N_("sum"),
    "anomaly": N_("finding"),
    "answer": N_("answer"),
    "assignment_id": N_("assignment"),
    "basis": N_("basis"),
    "batch_id": N_("batch"),
    "by": N_("by"),
    "cents": N_("sum"),
    "change_id": N_("account change"),
    "changed": N_("altered"),
    "choice": N_("choice"),
    "client_id": N_("orderer"),
    "commented_line": N_("line with a comment"),
    "content": N_("content hash"),
    "csv": N_("CSV files"),
    "edition": N_("edition"),
    "ended": N_("ended"),
    "expert_id": N_("expert"),
    "faulty": N_("faulty"),
    "fee": N_("fee"),
    "field": N_("changed"),
    "fields": N_("changed"),
    "in_use": N_("in use"),
    "income_type": N_("income type"),
    "key": N_("setting"),
    "kind": N_("kind"),
    "lines": N_("lines"),
    "minus": N_("minus line"),
    "moved_from": N_("moved from"),
    "name": N_("name"),
    "new": N_("new"),
    "opened": N_("opened"),
    "order_id": N_("order"),
    "over": N_("over the daily limit"),
    "overrun": N_("longer session"),
    "package": N_("package"),
    "package_id": N_("package"),
    "paid": N_("is paid"),
    "plus": N_("plus line"),
    "reason": N_("reason"),
    "rejected": N_("rejected lines"),
    "removed": N_("removed"),
    "role": N_("role"),
    "rows": N_("rows"),
    "second_reason": N_("second reason"),
    "set_aside": N_("rules set aside"),
    "sha256": N_("SHA-256"),
    "source": N_("told by"),
    "to": N_("to"),
    "unchanged": N_("unchanged"),
    "usable_from": N_("in use from"),
    "user_id": N_("user"),
    "valid_from": N_("from"),
    "valid_to": N_("until"),
    "value": N_("value"),
}

FIELDS: Mapping[str, str] = {
    "access": N_("access to the place"),
    "account": N_("account number"),
    "address": N_("address"),
    "areas": N_("areas"),
    "availability_known": N_("free time asked"),
    "consent": N_("consent"),
    "contact": N_("contact details"),
    "contact_hours": N_("best hours"),
    "contact_protected": N_("protected contact"),
    "contact_route": N_("contact"),
    "contact_way": N_("how to be reached"),
    "cost_centre": N_("cost centre"),
    "description": N_("description"),
    "disabled_at": N_("account"),
    "email": N_("e-mail"),
    "exceptions": N_("exceptions in free time"),
    "expert_id": N_("link to an expert"),
    "experts_needed": N_("experts needed"),
    "first_name": N_("first name"),
    "handler": N_("handler"),
    "identity_code": N_("identity code"),
    "joined_on": N_("first day in the bank"),
    "languages": N_("languages"),
    "last_name": N_("last name"),
    "left_on": N_("last day in the bank"),
    "monthly_cap": N_("own monthly limit"),
    "monthly_cap_minutes": N_("own monthly limit"),
    "municipality": N_("municipality"),
    "number": N_("number"),
    "on_site": N_("works on site"),
    "own_words": N_("own words"),
    "password": N_("password"),
    "paused_from": N_("first day of the break"),
    "paused_to": N_("last day of the break"),
    "phone": N_("telephone"),
    "place": N_("place"),
    "practical_wishes": N_("practical wishes"),
    "preferred_name": N_("name used"),
    "remote": N_("works remotely"),
    "service_path": N_("service path"),
    "task_types": N_("task types"),
    "tax_card": N_("tax card"),
    "themes": N_("themes"),
    "times": N_("times"),
    "unwanted": N_("unwanted units"),
    "valid_to": N_("last day"),
    "waits_for_orderer": N_("waits for the orderer"),
    "week": N_("free week"),
    "work_wish": N_("wants work"),
}

CHOICES: Mapping[str, tuple[type[StrEnum], ...]] = {
    "answer": (Answer,),
    "anomaly": (Anomaly,),
    "basis": (ReportBasis,),
    "by": (Party,),
    "choice": (Choice, ChoiceReason),
    "income_type": (IncomeType,),
    "kind": (TravelKind,),
    "overrun": (OverrunDecision,),
    "role": (Role,),
    "set_aside": (Ineligible,),
    "source": (Source,),
}
SETTINGS: Mapping[str, str] = {
    "demo": N_("demo data"),
    "demo_made": N_("day of the demo data"),
    "effort": N_("handling time"),
    "payment_batches": N_("Usual is counted of, batches"),
    "payment_closing_day": N_("Reports close, day of the month"),
    "payment_hours_apart": N_("Possible duplicate within, hours"),
    "payment_kilometres_least": N_("Kilometres off the table, at least kilometres"),
    "payment_kilometres_percent": N_("Kilometres off the table, per cent"),
    "payment_least": N_("Unusual sum from, euros"),
    "payment_pay_day": N_("Payment, day of the month"),
    "payment_times_usual": N_("Unusual sum, times the person's usual"),
    "payment_waiting_days": N_("Waits too long, days"),
}
FLAGS = {True: N_("yes"), False: N_("no")}
SUMS = frozenset({"amount", "cents", "minus", "plus"})
TIMES = frozenset({"moved_from", "to", "usable_from", "valid_from", "valid_to", "value"})


def told(name: str, value: object) -> str:
    """ "muuttunut: puhelin, kielet"; of hashes by file only how many."""
    label = _(NAMES[name]) if name in NAMES else name
    if isinstance(value, Mapping):
        return f"{label}: {len(value)}"
    values = value if isinstance(value, list) else [value]
    return f"{label}: {', '.join(_value(name, each) for each in values)}"


def field(name: str) -> str:
    return _(FIELDS[name]) if name in FIELDS else name


def value(held: object) -> str:
    """What a field held, as JSON knows it."""
    if held in (None, "", []):
        return "–"
    if isinstance(held, bool):
        return _(FLAGS[held])
    if isinstance(held, list):
        return ", ".join(value(each) for each in held)
    for kind in (WorkWish, ContactRoute):
        if str(held) in set(kind):
            return texts.words(kind(str(held)))
    return _moment(str(held))


def _value(name: str, value: object) -> str:
    if name in SUMS and isinstance(value, int):
        return formats.euros(value)
    if name in ("field", "fields", "opened"):
        return field(str(value))
    if isinstance(value, bool):
        return _(FLAGS[value])
    if name in TIMES:
        return _moment(str(value))
    if name == "key":
        return _(SETTINGS.get(str(value), str(value)))
    for kind in CHOICES.get(name, ()):
        if str(value) in set(kind):
            return texts.words(kind(str(value)))
    if value is True:
        return _("yes")
    return "–" if value in (None, "") else str(value)


def _moment(text: str) -> str:
    try:
        return (
            formats.date(date.fromisoformat(text))
            if len(text) == 10
            else formats.day_and_time(datetime.fromisoformat(text))
        )
    except ValueError:
        return text
