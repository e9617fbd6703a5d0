"""What a workbook's rows are compared with: the bank's own names, the experts in it and the orders that were imported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select

import texts
from db import tables
from db.queries.cards import PLAIN
from db.session import Reading
from domain.orders import OrderForm, OrderStatus
from domain.register import ExpertForm
from domain.themes import ThemeRole
from domain.times import Span

K = TypeVar("K", bound=Hashable)
Ids = Mapping[str, int]


@dataclass(frozen=True)
class Names:
    """Ids by names in small letters, in every language. Contact persons are by orderer and name; `usual_task` is the task
    type that is paid by a package's fee."""

    municipalities: Mapping[str, str]
    themes: Ids
    packages: Ids
    task_types: Ids
    clients: Ids
    contacts: Mapping[tuple[int, str], int]
    associations: Ids
    usual_task: Mapping[int, int]
    minutes: Mapping[int, int]


@dataclass(frozen=True)
class KnownExpert:
    """`form` holds the plain fields, languages and areas only."""

    id: int
    version: int
    form: ExpertForm


@dataclass(frozen=True)
class KnownConsent:
    consent_from: date
    consent_until: date | None
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class KnownOrder:
    """`assigned` is True when the order has or has had an assignment."""

    id: int
    version: int
    status: OrderStatus
    form: OrderForm
    assigned: bool


def names(reading: Reading) -> Names:
    tasks = _all(reading, tables.TaskType)
    packages = _all(reading, tables.Package)
    return Names(
        municipalities=_by_names((place.code, (place.code, place.name)) for place in _places(reading)),
        themes=_by_names((theme.id, (theme.key, *_named(theme))) for theme in _all(reading, tables.Theme)),
        packages=_by_names((package.id, (package.code, *_named(package))) for package in packages),
        task_types=_by_names((task.id, (task.key, *_named(task))) for task in tasks),
        clients=_by_names((client.id, (client.name, client.name_sv)) for client in _all(reading, tables.Client)),
        contacts={(one.client_id, one.name.casefold()): one.id for one in _all(reading, tables.ContactPerson)},
        associations=_by_names((one.id, (one.name, one.name_sv)) for one in _all(reading, tables.Association)),
        usual_task={package.id: task for package in packages if (task := _usual(package, tasks))},
        minutes={package.id: package.minutes for package in packages},
    )


def called(reading: Reading) -> list[Mapping[str, Any]]:
    """By what a row of a workbook may mean an expert, of everyone who is or has been in the bank."""
    own = tables.Expert
    rows = reading.session.execute(select(own.id, own.number, own.first_name, own.last_name, own.phone))
    return [row._asdict() for row in rows]


def experts(reading: Reading, ids: Collection[int]) -> tuple[KnownExpert, ...]:
    own = tables.Expert
    languages = _lists(reading, tables.ExpertLanguage.expert_id, tables.ExpertLanguage.language, ids)
    areas = _lists(reading, tables.ExpertArea.expert_id, tables.ExpertArea.municipality, ids)
    return tuple(
        KnownExpert(row.id, row.version, _expert_form(row, languages[row.id], areas[row.id]))
        for row in reading.session.execute(select(own).where(own.id.in_(ids)).order_by(own.id)).scalars()
    )


def consents(reading: Reading, ids: Collection[int]) -> dict[tuple[int, int, ThemeRole], KnownConsent]:
    """By expert, theme and role; withdrawn ones too, so that an old file does not bring them back."""
    own = tables.ExpertTheme
    rows = reading.session.execute(
        select(own.expert_id, own.theme_id, own.role, own.consent_from, own.consent_until, own.withdrawn_at).where(
            own.expert_id.in_(ids)
        )
    )
    return {(row[0], row[1], row[2]): KnownConsent(*row[3:]) for row in rows}


def orders(reading: Reading, keys: Collection[str]) -> dict[str, KnownOrder]:
    """Those with these import keys."""
    order, session = tables.Order, tables.Session
    rows = reading.session.execute(select(order).where(order.import_key.in_(keys))).scalars().all()
    ids = [row.id for row in rows]
    themes = _lists(reading, tables.OrderTheme.order_id, tables.OrderTheme.theme_id, ids)
    required = _lists(reading, tables.OrderInduction.order_id, tables.OrderInduction.induction_id, ids)
    assigned = set(
        reading.session.execute(
            select(tables.Assignment.order_id).where(tables.Assignment.order_id.in_(ids)).distinct()
        ).scalars()
    )
    spans: dict[int, list[Span]] = defaultdict(list)
    for one in reading.session.execute(
        select(session.order_id, session.starts_at, session.ends_at).where(
            session.order_id.in_(ids), session.cancelled_at.is_(None)
        )
    ):
        spans[one.order_id].append(Span(one.starts_at, one.ends_at))
    return {
        row.import_key or "": KnownOrder(
            row.id,
            row.version,
            row.status,
            _order_form(row, themes[row.id], required[row.id], spans[row.id]),
            row.id in assigned,
        )
        for row in rows
    }


def _all(reading: Reading, table: Any) -> list[Any]:
    return list(reading.session.execute(select(table).order_by(table.id)).scalars())


def _places(reading: Reading) -> list[tables.MunicipalityPlace]:
    return list(reading.session.execute(select(tables.MunicipalityPlace)).scalars())


def _named(row: Any) -> tuple[str, ...]:
    return tuple(getattr(row, f"name_{language}") for language in texts.LANGUAGES)


def _by_names(rows: Iterable[tuple[K, Iterable[str]]]) -> dict[str, K]:
    """Where two rows share a name, it means the first of them."""
    found: dict[str, K] = {}
    for identity, called in rows:
        for name in called:
            if name:
                found.setdefault(name.casefold(), identity)
    return found


def _usual(package: tables.Package, tasks: Iterable[tables.TaskType]) -> int | None:
    same_fee = [task for task in tasks if task.fee_code == package.fee_code]
    return next((task.id for task in same_fee if task.use is package.use), same_fee[0].id if same_fee else None)


def _lists(reading: Reading, owner: Any, value: Any, ids: Collection[int]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, tuple[Any, ...]] = defaultdict(tuple)
    for row in reading.session.execute(select(owner, value).where(owner.in_(ids)).order_by(owner, value)):
        found[row[0]] += (row[1],)
    return found


def _expert_form(row: tables.Expert, languages: tuple[str, ...], areas: tuple[str, ...]) -> ExpertForm:
    plain = {name: getattr(row, name) for name in PLAIN}
    return ExpertForm(**plain, languages=languages or ("fi",), areas=areas)


def _order_form(
    row: tables.Order, themes: tuple[int, ...], inductions: tuple[int, ...], spans: list[Span]
) -> OrderForm:
    plain = {name: getattr(row, name) for name in OrderForm.__dataclass_fields__ if hasattr(row, name)}
    return OrderForm(**plain, theme_ids=themes, induction_ids=inductions, spans=tuple(spans))
