"""Orders from a workbook: the columns, which order a row means, and what it would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from commands import orders, rows
from commands.rows import Cells, Plan
from db import queries
from db.queries.imports import KnownOrder, Names
from db.session import Reading, Writing
from documents import cells
from documents.imports import Field
from domain import prose, times
from domain.flow import Seen
from domain.imports import Row, Table, Verdict
from domain.orders import MOST_EXPERTS, OPEN, OrderForm
from domain.times import Span
from texts import N_

FIELDS = (
    Field("key", "Viite", "Reference", required=True, example="Asumispalvelut 2026-17"),
    Field("client_id", "Tilaaja", "Orderer", required=True, example="Asumispalvelut"),
    Field("contact_id", "Yhteyshenkilö", "Contact person"),
    Field("package_id", "Palvelupaketti", "Package", required=True, example="Asiakastapaaminen"),
    Field("task_type_id", "Tehtävätyyppi", "Task type"),
    Field("theme_ids", "Teemat", "Themes", cells.listed),
    Field("experts_needed", "Asiantuntijoita tarvitaan", "Experts needed", cells.whole(1, MOST_EXPERTS), example="1"),
    Field("date", "Päivä", "Date", cells.day, example="3.12.2026"),
    Field("starts", "Alkaa", "Starts", cells.clock, example="9.00"),
    Field("ends", "Päättyy", "Ends", cells.clock, example="10.30"),
    Field("open_time", "Avoin aika", "Open time", example="vk 4–5, iltapäivisin"),
    Field("remote", "Etätehtävä", "Remote work", cells.yes_or_no, example="ei"),
    Field("municipality", "Kunta", "Municipality", example="Vantaa"),
    Field("place", "Osoite ja tila", "Address and room"),
    Field("language", "Kieli", "Language", example="suomi"),
    Field("target_group", "Kohderyhmä", "Target group"),
    Field("description", "Kuvaus", "Description", cells.text(2000)),
    Field("nature", "Tehtävän luonne", "Nature of the task", cells.text(2000)),
    Field("cost_centre", "Kustannuspaikka", "Cost centre"),
)
PLAIN = ("experts_needed", "open_time", "remote", "place", "target_group", "description", "nature", "cost_centre")
SHOWN_AS = {"spans": "date"}


def plans(reading: Reading, table: Table) -> Iterator[Plan]:
    names = queries.imports.names(reading)
    keys = {_key(row) for row in table.rows}
    held = queries.imports.orders(reading, [key for key in keys if key.isprintable()])
    seen: dict[str, Row] = {}
    for row in table.rows:
        yield _plan(names, held.get(_key(row)), row, seen.setdefault(_key(row), row))


def _key(row: Row) -> str:
    return " ".join(str(row.values.get("key") or "").split())


def _plan(names: Names, held: KnownOrder | None, row: Row, first: Row) -> Plan:
    read, key = Cells(row), _key(row)
    read.meant("key", prose.line)
    read.said_before("key", first)
    wanted = {name: value for name, value in _meant(names, read).items() if value is not None}
    wanted |= _settled(names, held, wanted)
    if not read.faults and "task_type_id" not in wanted and held is None:
        read.fault("task_type_id", N_("This must be filled in."))
    form = None if read.faults else read.asked("", lambda: _form(held, wanted))
    if form is None:
        return Plan(read.entry(key, Verdict.FAULTY))
    if held is None:
        return Plan(read.entry(key, Verdict.NEW), partial(_add, form, key))
    changed = tuple(SHOWN_AS.get(name, name) for name in wanted if getattr(form, name) != getattr(held.form, name))
    if changed and (held.assigned or held.status not in OPEN):
        read.fault("", N_("The order is closed or experts have been found for it. It is changed on its own page."))
    verdict = Verdict.CHANGED if changed else Verdict.UNCHANGED
    write = partial(_change, held, form) if changed and not read.faults else None
    return Plan(read.entry(key, verdict, changed), write)


def _meant(names: Names, read: Cells) -> dict[str, Any]:
    client_id = read.meant("client_id", rows.known(names.clients))
    package_id = read.meant("package_id", rows.known(names.packages))
    of_client = {name: contact for (client, name), contact in names.contacts.items() if client == client_id}
    return {
        "client_id": client_id,
        "contact_id": read.meant("contact_id", rows.known(of_client)) if client_id else None,
        "package_id": package_id,
        "task_type_id": read.meant("task_type_id", rows.known(names.task_types)),
        "theme_ids": read.meant("theme_ids", rows.each(rows.known(names.themes))),
        "municipality": read.meant("municipality", rows.known(names.municipalities)),
        "language": read.meant("language", rows.known(rows.languages())),
        "spans": _spans(read, names.minutes.get(package_id or 0, 60)),
        **{name: read.value(name) for name in PLAIN},
    }


def _settled(names: Names, held: KnownOrder | None, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from the rest of the row: a package's usual task type, and no contact person of an earlier orderer."""
    settled: dict[str, Any] = {}
    package_id = wanted.get("package_id")
    usual = names.usual_task.get(package_id or 0)
    if usual and "task_type_id" not in wanted and (held is None or held.form.package_id != package_id):
        settled["task_type_id"] = usual
    if held and "contact_id" not in wanted and held.form.client_id != wanted.get("client_id"):
        settled["contact_id"] = None
    return settled


def _spans(read: Cells, usual_minutes: int) -> tuple[Span, ...] | None:
    """One session on the day; without an end it lasts as long as the package usually does."""
    day, starts, ends = (read.value(name) for name in ("date", "starts", "ends"))
    if day is None or starts is None:
        for given, missing in ((day, "starts"), (starts or ends, "date")):
            if given is not None and read.value(missing) is None:
                read.fault(missing, N_("Give both the day and the time, or neither."))
        return None

    def span() -> tuple[Span, ...]:
        start: datetime = times.at(day, starts)
        return (Span(start, times.at(day, ends) if ends else start + timedelta(minutes=usual_minutes)),)

    return read.asked("ends" if ends else "starts", span)


def _form(held: KnownOrder | None, wanted: Mapping[str, Any]) -> OrderForm:
    return replace(held.form, **wanted) if held else OrderForm(**wanted)


def _add(form: OrderForm, key: str, writing: Writing) -> None:
    orders.create(writing, form, import_key=key)


def _change(held: KnownOrder, form: OrderForm, writing: Writing) -> None:
    orders.edit(writing, held.id, Seen(held.version), form)
