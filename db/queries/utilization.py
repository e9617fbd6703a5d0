"""What the charts stand on: the columns as they are now, what their numbers mean, and the bank's members in a period."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from sqlalchemy import func, select

import texts
from db import columns, facts, tables
from db.queries import clients, efforts, offers
from db.session import Reading
from domain import briefings, capacity, chart_rows, chosen, rotation, volumes
from domain.briefings import Briefing
from domain.capacity import Capacity, Readiness
from domain.chart_rows import OrderRow, Task
from domain.chosen import Chosen
from domain.errors import Missing
from domain.experts import Period, TrainingKind
from domain.facts import Orders, Tasks
from domain.legends import Client, Legend, Package, Theme
from domain.permissions import Permission
from domain.rotation import Members, Rotation
from domain.scopes import Scope
from domain.volumes import Volumes

YEAR = timedelta(days=364)
"""From the first to the last day of a year's length."""


def shown(reading: Reading, scope: Scope) -> Volumes:
    """Everything on the page, by a constant number of queries whatever the period."""
    everyone, today = _members(reading, scope.period), reading.today
    here = _within(everyone, scope.period, today)
    found = volumes.of(facts.current(reading), scope, legend(reading, scope), today, here)
    own = None if scope.limited else _capacity(reading, scope, found.legend, everyone.within(today, today))
    return replace(found, capacity=own, efforts=efforts.of(reading, found.orders))


def tasks(reading: Reading, scope: Scope) -> Chosen[Tasks]:
    return chosen.of(facts.current(reading).tasks, scope, legend(reading, scope))


def orders(reading: Reading, scope: Scope) -> Chosen[Orders]:
    return chosen.of(facts.current(reading).orders, scope, legend(reading, scope))


def task_rows(reading: Reading, rows: Chosen[Tasks], most: int | None = None) -> tuple[Task, ...]:
    """The first of them, with the experts' names for those who may see them."""
    experts = {int(expert) for expert in rows.table.expert[rows.places[:most]]}
    return chart_rows.tasks(rows, _names(reading, experts), last=most)


def order_rows(rows: Chosen[Orders], most: int | None = None) -> tuple[OrderRow, ...]:
    return chart_rows.orders(rows, last=most)


def rotation_of(reading: Reading, scope: Scope) -> Rotation:
    """With names for those who may see them."""
    everyone = _members(reading, scope.period, reading.viewer.may(Permission.SEE_EXPERT_NAMES))
    until = min(scope.period.last, reading.today)
    here = _within(everyone, scope.period, reading.today)
    return rotation.activity(here, tasks(reading, scope), facts.current(reading).tasks, until)


def readiness(reading: Reading) -> Mapping[int, Readiness]:
    """Expert → how ready today."""
    return capacity.readiness(columns.current(reading, reading.today), reading.today)


def _capacity(reading: Reading, scope: Scope, legend: Legend, members: Members) -> Capacity:
    today, now = reading.today, Scope(Period(reading.today, reading.today))
    matching = columns.current(reading, today)
    attendance, training = tables.Attendance, tables.Training
    mentorings = reading.session.execute(
        select(func.count(), func.count(attendance.expert_id.distinct()))
        .join(training, training.id == attendance.training_id)
        .where(
            training.kind == TrainingKind.MENTORING,
            attendance.attended_on.between(scope.period.first, min(scope.period.last, today)),
        )
    ).one()
    return Capacity(
        now,
        capacity.counts(matching, today, members.expert),
        capacity.themes(matching, today, legend),
        capacity.languages(matching, today),
        capacity.areas(matching, today, _protected(reading)),
        *mentorings,
    )


def briefing(reading: Reading) -> Briefing:
    counted = Scope(briefings.season(reading.today))
    everyone = _within(_members(reading, counted.period), counted.period, reading.today)
    return briefings.of(facts.current(reading), legend(reading, counted), everyone, reading.today)


def legend(reading: Reading, scope: Scope) -> Legend:
    """Missing when the scope is limited to what is not there."""
    found = Legend(_clients(reading), _packages(reading), _themes(reading), _areas(reading))
    named = ((found.clients, scope.client_id), (found.packages, scope.package_id), (found.themes, scope.theme or None))
    if any(value is not None and value not in known for known, value in named):
        raise Missing()
    return found


def _clients(reading: Reading) -> Mapping[int, Client]:
    client = tables.Client
    rows = reading.session.execute(select(client.id, clients.name(), client.group_name, client.sector))
    return {row.id: Client(*row) for row in rows}


def _packages(reading: Reading) -> Mapping[int, Package]:
    package = tables.Package
    rows = reading.session.execute(select(package.id, getattr(package, f"name_{texts.current()}"), package.use))
    return {row.id: Package(*row) for row in rows}


def _themes(reading: Reading) -> Mapping[int, Theme]:
    theme = tables.Theme
    rows = reading.session.execute(select(theme.id, getattr(theme, f"name_{texts.current()}"), theme.bit))
    return {row.id: Theme(*row) for row in rows}


def _areas(reading: Reading) -> Mapping[int, str]:
    place = tables.MunicipalityPlace
    return {int(row.code): row.name for row in reading.session.execute(select(place.code, place.name))}


def _protected(reading: Reading) -> Sequence[int]:
    return reading.session.execute(select(tables.Expert.id).where(tables.Expert.contact_protected)).scalars().all()


def _names(reading: Reading, expert_ids: Collection[int]) -> Mapping[int, str]:
    if not reading.viewer.may(Permission.SEE_EXPERT_NAMES):
        return {}
    expert = tables.Expert
    everyone = select(expert.id, offers.full_name().label("name"))
    return {row.id: row.name for row in reading.session.execute(everyone) if row.id in expert_ids}


def _within(everyone: Members, period: Period, today: date) -> Members:
    """Who was in the bank on some day of the period. One that goes on ends today."""
    return everyone.within(period.first, min(period.last, today))


def _members(reading: Reading, period: Period, named: bool = False) -> Members:
    """Everyone who has ever been in the bank. The yearly refresher counts when it was taken in the period or, of a short
    one, in the year that ends with it."""
    last = min(period.last, reading.today)
    expert, attendance = tables.Expert, tables.Attendance
    took = (
        select(attendance.expert_id)
        .join(tables.Training, tables.Training.id == attendance.training_id)
        .where(
            tables.Training.kind == TrainingKind.REFRESHER,
            attendance.attended_on.between(min(period.first, last - YEAR), last),
        )
    )
    name = [offers.full_name()] if named else []
    query = select(expert.id, expert.joined_on, expert.left_on, expert.work_wish, *name).order_by(expert.id)
    ids, joined, left, wishes, *names = list(zip(*reading.rows(query), strict=True)) or [()] * 4
    experts = np.array(ids, np.int64)
    return Members(
        experts,
        np.isin(experts, np.fromiter((row[0] for row in reading.rows(took)), np.int64)),
        np.fromiter(map(date.toordinal, joined), np.int64),
        np.fromiter((day.toordinal() if day else rotation.NEVER for day in left), np.int64),
        np.fromiter(map(_WISHES.__getitem__, wishes), np.int64),
        dict(zip(ids, *names, strict=True)) if names else {},
    )


_WISHES = {wish: place for place, wish in enumerate(rotation.WISHES)}
