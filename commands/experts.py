"""The register of experts: adding, editing, consent by theme given and withdrawn, and breaks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import delete, func, select

from commands.acting import needs
from db import values
from db.base import Base
from db.session import Writing
from db.tables import (
    AvailabilityException,
    AvailabilitySlot,
    Expert,
    ExpertArea,
    ExpertLanguage,
    ExpertTaskType,
    ExpertTheme,
    Theme,
    Unwanted,
)
from domain import consents
from domain.consents import Given
from domain.errors import Missing, Refused
from domain.experts import ThemeRole
from domain.flow import Seen
from domain.permissions import Permission
from domain.register import ExpertForm
from domain.trail import Act

Pair = tuple[object, object]
"""What was held, and what is held now."""
SEALED = ("address",)
REMOVED = "-"
"""Written into a field that is not shown, it empties it."""
APART = frozenset({*SEALED, "languages", "areas", "task_type_ids", "week", "exceptions"}) | frozenset(
    {"unwanted_client_ids", "unwanted_expert_ids", "number", "joined_on"}
)
"""Fields of the form that are not one plain column of the expert's row."""


@needs(Permission.EDIT_EXPERTS)
def add(writing: Writing, form: ExpertForm) -> int:
    """The id of the new expert, who has no theme before `consent`."""
    plain = {name: value for name, value in vars(form).items() if name not in APART}
    expert = Expert(number=form.number or _next_number(writing), joined_on=form.joined_on or writing.today, **plain)
    writing.session.add(expert)
    writing.session.flush()
    _seal(writing, expert, form)
    _keep_lists(writing, expert, form, is_new=True)
    writing.record(Act.CREATE, expert)
    return expert.id


@needs(Permission.EDIT_EXPERTS)
def edit(writing: Writing, expert_id: int, seen: Seen, form: ExpertForm) -> None:
    """The trail tells which fields changed; what they held lies beside it under the expert's own key."""
    expert = writing.locked(Expert, expert_id, seen)
    form = _kept(expert, form, _areas(writing, expert_id)) if expert.contact_protected else form
    wanted = {name: value for name, value in vars(form).items() if name not in APART}
    wanted |= {"number": form.number or expert.number, "joined_on": form.joined_on or expert.joined_on}
    changed: dict[str, Pair] = {
        name: (getattr(expert, name), value) for name, value in wanted.items() if getattr(expert, name) != value
    }
    for name in changed:
        setattr(expert, name, wanted[name])
    changed |= {**_seal(writing, expert, form), **_keep_lists(writing, expert, form)}
    if changed:
        writing.changed(expert)
        writing.record(Act.CHANGE, expert, fields=sorted(changed), **values.kept(writing, expert_id, changed))


@needs(Permission.EDIT_EXPERTS)
def consent(
    writing: Writing,
    expert_id: int,
    theme_id: int,
    role: ThemeRole,
    from_: date,
    until: date | None = None,
    given: Given | None = None,
) -> int:
    """The id of the expert's theme. Given again after a withdrawal, or with new dates, it is the same row."""
    told = (given or Given()).recorded(writing.today, writing.viewer.name)
    consents.check(from_, until, told, writing.today)
    expert = writing.locked(Expert, expert_id)
    if writing.session.get(Theme, theme_id) is None:
        raise Missing()
    theme = writing.session.execute(
        select(ExpertTheme).where(
            ExpertTheme.expert_id == expert_id, ExpertTheme.theme_id == theme_id, ExpertTheme.role == role
        )
    ).scalar_one_or_none() or ExpertTheme(expert_id=expert.id, theme_id=theme_id, role=role)
    before = [theme.consent_from, theme.consent_until, theme.withdrawn_at]
    theme.consent_from, theme.consent_until, theme.withdrawn_at = from_, until, None
    theme.purpose, theme.given_how, theme.given_on, theme.given_to = told.purpose, told.how, told.on, told.to
    writing.session.add(theme)
    held = values.kept(writing, expert_id, {"consent": (before, [from_, until, None])})
    writing.record(Act.GRANT, theme, expert_id=expert_id, **held)
    return theme.id


@needs(Permission.EDIT_EXPERTS)
def withdraw_consent(writing: Writing, expert_theme_id: int) -> None:
    """At once: from this commit on the theme does not exist for matching, lists or figures."""
    theme = writing.locked(ExpertTheme, expert_theme_id)
    if theme.withdrawn_at is not None:
        raise Refused("This consent has been withdrawn already.")
    days = [theme.consent_from, theme.consent_until]
    held = values.kept(writing, theme.expert_id, {"consent": ([*days, None], [*days, writing.now])})
    theme.withdrawn_at = writing.now
    writing.record(Act.WITHDRAW, theme, expert_id=theme.expert_id, **held)


@needs(Permission.EDIT_EXPERTS)
def pause(writing: Writing, expert_id: int, seen: Seen, from_: date | None, to: date | None) -> None:
    """Days when nothing is offered, both ends included; both None ends the break."""
    if from_ and to and to < from_:
        raise Refused("The last day must not come before the first.")
    expert = writing.locked(Expert, expert_id, seen)
    days = {"paused_from": (expert.paused_from, from_), "paused_to": (expert.paused_to, to)}
    expert.paused_from, expert.paused_to = from_, to
    writing.changed(expert)
    writing.record(Act.CHANGE, expert, fields=[*days], **values.kept(writing, expert_id, days))


def _kept(expert: Expert, form: ExpertForm, areas: tuple[str, ...]) -> ExpertForm:
    """A protected contact is not shown in the form, so what is left empty stays as it is; a dash takes it away."""
    phone, email, municipality = (
        "" if (written := getattr(form, name)) == REMOVED else written or getattr(expert, name)
        for name in ("phone", "email", "municipality")
    )
    return replace(form, phone=phone, email=email, municipality=municipality, areas=form.areas or areas)


def _areas(writing: Writing, expert_id: int) -> tuple[str, ...]:
    places = select(ExpertArea.municipality).where(ExpertArea.expert_id == expert_id)
    return tuple(writing.session.execute(places).scalars())


def _next_number(writing: Writing) -> str:
    """By the newest row; one that somebody has chosen already is passed over."""
    newest = writing.session.execute(select(func.coalesce(func.max(Expert.id), 0))).scalar_one()
    taken = set(writing.session.execute(select(Expert.number)).scalars())
    return next(number for place in count(newest + 1) if (number := f"{place:04}") not in taken)


def _seal(writing: Writing, expert: Expert, form: ExpertForm) -> dict[str, Pair]:
    """Encrypts what is new; words that stay the same keep their ciphertext, and are not told to have changed."""
    changed: dict[str, Pair] = {}
    for name in SEALED:
        place, words, sealed = f"experts.{name}", getattr(form, name), getattr(expert, name)
        words = "" if words == REMOVED else words
        held = writing.keys.open(sealed, place, expert.id).decode() if sealed else ""
        if words is not None and words != held:
            setattr(expert, name, writing.keys.seal(words.encode(), place, expert.id) if words else None)
            changed[name] = (held, words)
    return changed


def _keep_lists(writing: Writing, expert: Expert, form: ExpertForm, is_new: bool = False) -> dict[str, Pair]:
    """Makes the rows beside the expert's what the form says; the names of the lists that changed."""
    week = {(slot.weekday, slot.first, slot.last) for slot in form.week or ()}
    days = {(one.period.first, one.period.last, one.free) for one in form.exceptions}
    unwanted: set[tuple[int | None, int | None]] = {(client, None) for client in form.unwanted_client_ids}
    unwanted |= {(None, other) for other in form.unwanted_expert_ids if other != expert.id}
    lists: Mapping[str, tuple[type[Base], tuple[Any, ...], Collection[tuple[Any, ...]]]] = {
        "languages": (ExpertLanguage, (ExpertLanguage.language,), {(one,) for one in form.languages}),
        "areas": (ExpertArea, (ExpertArea.municipality,), {(one,) for one in form.areas}),
        "task_types": (ExpertTaskType, (ExpertTaskType.task_type_id,), {(one,) for one in form.task_type_ids}),
        "week": (AvailabilitySlot, _SLOT, week),
        "exceptions": (AvailabilityException, _EXCEPTION, days),
        "unwanted": (Unwanted, (Unwanted.client_id, Unwanted.other_expert_id), unwanted),
    }
    wanted = {name: parts for name, parts in lists.items() if parts[2] or not is_new}
    changed = {name: pair for name, parts in wanted.items() if (pair := _keep(writing, expert.id, *parts))}
    return changed | _know_week(expert, form.week is not None)


_SLOT = (AvailabilitySlot.weekday, AvailabilitySlot.from_minute, AvailabilitySlot.to_minute)
_EXCEPTION = (AvailabilityException.first_day, AvailabilityException.last_day, AvailabilityException.available)


def _keep(
    writing: Writing, expert_id: int, table: Any, columns: tuple[Any, ...], wanted: Collection[tuple[Any, ...]]
) -> Pair | None:
    """What was held and is now, when they differ. Rows that stay are not touched: an end date beside one is kept."""
    held = {tuple(row) for row in writing.session.execute(select(*columns).where(table.expert_id == expert_id))}
    for one in held - set(wanted):
        same = [
            column.is_(None) if value is None else column == value for column, value in zip(columns, one, strict=True)
        ]
        writing.session.execute(delete(table).where(table.expert_id == expert_id, *same))
    for one in sorted(set(wanted) - held, key=str):
        named = {column.key: value for column, value in zip(columns, one, strict=True)}
        writing.session.add(table(expert_id=expert_id, **named))
    return (_listed(held), _listed(wanted)) if held != set(wanted) else None


def _listed(rows: Collection[tuple[Any, ...]]) -> list[Any]:
    return sorted((row[0] if len(row) == 1 else list(row) for row in rows), key=str)


def _know_week(expert: Expert, known: bool) -> dict[str, Pair]:
    before, expert.availability_known = expert.availability_known, known
    return {} if before == known else {"availability_known": (before, known)}
