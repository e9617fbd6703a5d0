"""Matching columns start from stored ones, follow every commit, and equal columns made anew from the rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, insert, select

import commands.histories
import commands.trainings
from dashboard import jobs, warmth
from db import changes, columns, queries, tables
from db.queries import profile_rows
from db.session import Database, Reading, Writing
from domain import times
from domain.agreements import AgreementKind
from domain.assignments import AssignmentStatus, Party
from domain.experts import ContactRoute, ThemeRole, TrainingKind, WorkWish
from domain.hints import Leaning, Source
from domain.matching import explanation, working
from domain.matching.columns import Columns
from domain.matching.weights import Part
from domain.money import Money
from domain.tariffs import FeeUnit, IncomeType
from tests import make, people
from tests.clocks import Clock

DAY = date(2026, 11, 23)
Act = Callable[[Random, Writing], None]


def anew(reading: Reading) -> Columns:
    """From every expert's rows, work and all."""
    profiles = queries.profiles.of(reading, reading.today)
    return Columns.build(profiles, queries.matching.vocabulary(reading))


def differences(database: Database) -> list[str]:
    with database.reading(people.COORDINATOR) as reading:
        followed, rows = columns.current(reading, reading.today), anew(reading)
        stored = columns.built(reading, reading.today)
    if followed.vocabulary != rows.vocabulary:
        return ["vocabulary"]
    return followed.differences(rows) + [f"stored {name}" for name in stored.differences(rows)]


def keep(database: Database) -> int:
    """How many assignments are stored."""
    with database.reading(people.COORDINATOR) as reading:
        kept = queries.histories.afresh(reading)
    with database.writing(people.COORDINATOR) as writing:
        commands.histories.keep(writing, kept.seq, kept.history)
    return len(kept.history)


def one(draw: Random, writing: Writing, table: type[Any]) -> Any:
    return draw.choice(
        writing.session.execute(select(table).order_by(table.__table__.primary_key.columns[0])).scalars().all()
    )


def some_day(draw: Random) -> date:
    return DAY + timedelta(days=draw.randrange(-400, 60))


def expert(draw: Random, writing: Writing) -> None:
    row = one(draw, writing, tables.Expert)
    row.on_site, row.remote = draw.random() < 0.7, draw.random() < 0.7
    row.municipality = draw.choice(("", "092", "837"))
    row.work_wish = draw.choice(tuple(WorkWish))
    row.paused_from = draw.choice((None, DAY))
    row.monthly_cap, row.monthly_cap_minutes = draw.choice((None, Money(80_00))), draw.choice((None, 300))
    row.availability_known = draw.random() < 0.5
    row.contact_route = draw.choice(tuple(ContactRoute))
    row.association_id = draw.choice((None, 1))
    row.contact_protected = draw.random() < 0.2
    row.left_on = draw.choice((None, None, None, date(2026, 11, 20)))


def theme(draw: Random, writing: Writing) -> None:
    row = one(draw, writing, tables.ExpertTheme)
    row.withdrawn_at = draw.choice((None, writing.now))
    row.consent_until = draw.choice((None, DAY + timedelta(days=draw.randrange(-3, 30))))
    row.role = draw.choice(tuple(ThemeRole))


def language(draw: Random, writing: Writing) -> None:
    _toggled(draw, writing, tables.ExpertLanguage, language=draw.choice(("sv", "en", "so", "fse")))


def area(draw: Random, writing: Writing) -> None:
    _toggled(draw, writing, tables.ExpertArea, municipality=draw.choice(("049", "837", "091")))


def task(draw: Random, writing: Writing) -> None:
    _toggled(draw, writing, tables.ExpertTaskType, task_type_id=one(draw, writing, tables.TaskType).id)


def slot(draw: Random, writing: Writing) -> None:
    _toggled(draw, writing, tables.AvailabilitySlot, weekday=draw.randrange(7), from_minute=480, to_minute=960)


def exception(draw: Random, writing: Writing) -> None:
    first = DAY + timedelta(days=draw.randrange(-5, 20))
    days = {"first_day": first, "last_day": first + timedelta(days=2)}
    _toggled(draw, writing, tables.AvailabilityException, **days, available=draw.random() < 0.5)


def unwanted(draw: Random, writing: Writing) -> None:
    until = draw.choice((None, DAY - timedelta(days=1), DAY))
    _toggled(draw, writing, tables.Unwanted, client_id=one(draw, writing, tables.Client).id, until=until)


def hint(draw: Random, writing: Writing) -> None:
    told = {"text": "Mielellään", "source": Source.EXPERT, "leaning": draw.choice(tuple(Leaning))}
    dates = {"written_on": DAY - timedelta(days=3), "valid_until": DAY + timedelta(days=draw.randrange(-2, 3))}
    task_type_id = draw.choice((None, one(draw, writing, tables.TaskType).id))
    _toggled(draw, writing, tables.Hint, **told, **dates, task_type_id=task_type_id, written_by_id=1)


def training(draw: Random, writing: Writing) -> None:
    row = one(draw, writing, tables.Training)
    row.kind, row.hours = draw.choice(tuple(TrainingKind)), draw.choice((2, 12, 50, 120))


def attendance(draw: Random, writing: Writing) -> None:
    event = one(draw, writing, tables.Training)
    _toggled(draw, writing, tables.Attendance, training_id=event.id, attended_on=event.held_on)


def induction(draw: Random, writing: Writing) -> None:
    one(draw, writing, tables.Induction).valid_days = draw.choice((None, 30, 400))


def taught(draw: Random, writing: Writing) -> None:
    event = one(draw, writing, tables.Training)
    held = writing.session.get(tables.TrainingInduction, event.id)
    if held:
        writing.session.delete(held)
    else:
        writing.session.add(tables.TrainingInduction(training_id=event.id, induction_id=1))


def agreement(draw: Random, writing: Writing) -> None:
    row = one(draw, writing, tables.Agreement)
    row.kind = draw.choice(tuple(AgreementKind))
    row.valid_from, row.valid_to = DAY - timedelta(days=300), draw.choice((None, DAY + timedelta(days=9)))


def association(draw: Random, writing: Writing) -> None:
    row = one(draw, writing, tables.Association)
    row.contact_route_only = not row.contact_route_only


def order(draw: Random, writing: Writing) -> None:
    row = one(draw, writing, tables.Order)
    row.wished_expert_id = draw.choice((None, one(draw, writing, tables.Expert).id))
    row.client_id = one(draw, writing, tables.Client).id
    row.municipality, row.remote = draw.choice(("", "837", "092")), draw.random() < 0.3
    row.target_group = draw.choice(("", "Tiistairyhmä", " tiistairyhmä ", "Vanhempien ryhmä"))
    row.task_type_id = one(draw, writing, tables.TaskType).id


def assignment(draw: Random, writing: Writing) -> None:
    row = one(draw, writing, tables.Assignment)
    row.status = draw.choice(tuple(AssignmentStatus))
    row.cancelled_by = Party.CLIENT if row.status is AssignmentStatus.CANCELLED else None
    row.no_show_by = Party.CUSTOMER if row.status is AssignmentStatus.NO_SHOW else None
    row.voluntary = draw.random() < 0.2
    row.frozen_fee = draw.choice((None, Money(31_00)))


def price(draw: Random, writing: Writing) -> None:
    """A new one from a day to come, or another first day of the newest."""
    code = one(draw, writing, tables.Assignment).fee_code
    values = dict.fromkeys(("name_fi", "name_sv", "name_en"), f"{code} hinta")
    facts = {"unit": FeeUnit.HOUR, "income_type": IncomeType.TIME_RATE_PAY, "confirmed_by_id": 5, "proposed_by_id": 3}
    said = {"includes_preparation": True, "includes_after_work": True, "price": Money(draw.randrange(90_00))}
    day = DAY + timedelta(days=draw.randrange(1, 600))
    writing.session.execute(delete(tables.FeeRate).where(tables.FeeRate.valid_from == day))
    writing.session.add(tables.FeeRate(code=code, valid_from=day, **values, **facts, **said))


def new_theme(draw: Random, writing: Writing) -> None:
    names = {f"name_{language}": "Uusi teema" for language in ("fi", "sv", "en")}
    bit = 63 - writing.session.query(tables.Theme).filter(tables.Theme.bit > 40).count()
    fresh = tables.Theme(key=f"uusi{draw.random()}", bit=bit, **names)
    writing.session.add(fresh)
    writing.session.flush()
    who = one(draw, writing, tables.Expert).id
    consent = {"role": ThemeRole.OWN, "consent_from": DAY - timedelta(days=9)}
    writing.session.add(tables.ExpertTheme(expert_id=who, theme_id=fresh.id, **consent))


def new_task(draw: Random, writing: Writing) -> None:
    names = {f"name_{language}": "Uusi tehtävä" for language in ("fi", "sv", "en")}
    kind = one(draw, writing, tables.TaskType)
    writing.session.add(tables.TaskType(key=f"uusi{draw.random()}", use=kind.use, fee_code=kind.fee_code, **names))


ACTS: dict[str, Act] = {
    "experts": expert,
    "expert_themes": theme,
    "expert_languages": language,
    "expert_areas": area,
    "expert_task_types": task,
    "availability_slots": slot,
    "availability_exceptions": exception,
    "unwanted": unwanted,
    "hints": hint,
    "trainings": training,
    "attendances": attendance,
    "inductions": induction,
    "training_inductions": taught,
    "agreements": agreement,
    "associations": association,
    "orders": order,
    "assignments": assignment,
    "fee_rates": price,
    "themes": new_theme,
    "task_types": new_task,
}
BESIDE = {"fee_rates", "themes", "task_types"}
"""What profiles and the vocabulary are read from besides the statements of `profile_rows`."""
UNCHANGING = {"municipalities"}
RARE = {"themes", "task_types"}


def _toggled(draw: Random, writing: Writing, table: type[Any], **values: Any) -> None:
    """Takes the first such row of one expert away, or adds it."""
    who = one(draw, writing, tables.Expert).id
    keys = [getattr(table, name) == value for name, value in values.items() if value is not None]
    row = writing.session.execute(select(table).where(table.expert_id == who, *keys).limit(1)).scalar_one_or_none()
    if row is not None:
        writing.session.delete(row)
    else:
        writing.session.execute(insert(table).values(expert_id=who, **values))


@pytest.fixture
def bank(database: Database) -> Database:
    """Five experts, two orderers and eight orders, seven of them agreed on."""
    clients = make.settle(database), make.client(database, "Päihdepalvelut")
    experts = [make.expert(database, "housing", languages=("fi", "sv")) for _ in range(5)]
    for number in range(8):
        day = make.at(1 + number, 9 + number % 3, month=12)
        order_id = make.order(database, clients[number % 2], day, target_group="Tiistairyhmä")
        if number:
            make.assigned(database, order_id, experts[number % 5])
    with database.writing(people.COORDINATOR) as writing:
        writing.session.add(tables.Association(name="Kokemus ry"))
        names = {f"name_{one}": "Sairaala" for one in ("fi", "sv", "en")}
        writing.session.add(tables.Induction(key="ward", **names))
    return database


def test_columns_that_follow_every_commit_equal_columns_made_anew(bank: Database, clock: Clock) -> None:
    draw = Random(23)
    nouns = [name for name in ACTS if name not in RARE]
    deck = nouns * 3 + sorted(RARE)
    draw.shuffle(deck)
    keep(bank)

    for step, name in enumerate(deck):
        with bank.writing(people.COORDINATOR) as writing:
            ACTS[name](draw, writing)
        assert differences(bank) == [], f"after step {step}, a change of {name}"
        if step % 20 == 19:
            clock.pass_by(days=draw.choice((1, 8)))
            assert differences(bank) == [], "on another day"
        if step % 25 == 24:
            keep(bank)


def test_every_table_that_a_profile_is_read_from_is_changed_here_and_told_of_by_the_change_log() -> None:
    queries = (profile_rows.people(False), *profile_rows.by_table(False, False).values())
    statements = " ".join(map(str, queries))
    read = set(re.findall(r"(?:FROM|JOIN) (\w+)", statements)) - UNCHANGING | BESIDE

    assert read == set(ACTS)
    assert read <= set(changes.FEEDS)


def test_a_candidate_drawn_from_the_columns_is_told_of_as_from_the_whole_history(bank: Database, clock: Clock) -> None:
    """Years of work would be read for each of a hundred rows."""
    worked = {part: int(part in {Part.TASK_EXPERIENCE, Part.CONTINUITY, Part.ROTATION}) for part in Part}
    clock.pass_by(days=30)
    clauses = set()
    with bank.reading(people.COORDINATOR) as reading:
        whole = queries.profiles.of(reading, reading.today)
        register = queries.profiles.ruled(reading, [profile.id for profile in whole])
        for order_id in reading.session.execute(select(tables.Order.id)).scalars().all():
            need = queries.matching.need(reading, order_id)
            drawn = list(working.told(columns.current(reading, reading.today), need, register))
            assert [one.recent for one in drawn] == [one.recent for one in whole]
            told = [explanation.explain(one, need, worked) for one in drawn]
            assert told == [explanation.explain(one, need, worked) for one in whole]
            clauses.update(clause.message for one in told for clause in one.clauses)
    assert clauses >= {"similar tasks before: {count}", "latest task {day}"}
    assert "has worked with the same group, last with this orderer {day}" in clauses


def test_a_stored_history_is_read_instead_of_the_assignments(bank: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    scan = queries.histories.scanned
    monkeypatch.setattr(queries.histories, "scanned", lambda reading, ids=None: asked.append(ids) or scan(reading, ids))
    assert keep(bank) == 7

    with bank.reading(people.COORDINATOR) as reading:
        columns.built(reading, reading.today)
    assert asked == [None]
    with bank.writing(people.COORDINATOR) as writing:
        touched = writing.session.execute(select(tables.Expert).order_by(tables.Expert.id)).scalars().first()
        touched.remote = False
    with bank.reading(people.COORDINATOR) as reading:
        columns.built(reading, reading.today)
    assert asked == [None, {touched.id}]


def test_a_stored_history_of_another_form_is_not_read(bank: Database) -> None:
    keep(bank)
    with bank.writing(people.COORDINATOR) as writing:
        writing.session.execute(tables.History.__table__.update().values(form=0))

    with bank.reading(people.COORDINATOR) as reading:
        assert queries.histories.stored(reading) is None
        assert queries.histories.behind(reading) > 0
    assert differences(bank) == []


def test_another_worker_sees_a_commit_at_its_next_look(bank: Database) -> None:
    other = Database(bank.url, bank.keys, bank.clock)
    with other.reading(people.COORDINATOR) as reading:
        before = columns.current(reading, reading.today)
    with bank.writing(people.COORDINATOR) as writing:
        row = writing.session.execute(select(tables.Expert).order_by(tables.Expert.id)).scalars().first()
        row.remote = False

    with other.reading(people.COORDINATOR) as reading:
        after = columns.current(reading, reading.today)
    assert (before.each.remote[0], after.each.remote[0]) == (True, False)
    other.dispose()


def test_ticking_a_name_reads_only_the_people_of_that_event_again(
    bank: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bank.reading(people.COORDINATOR) as reading:
        columns.current(reading, reading.today)
        first = reading.session.execute(select(tables.Expert.id).order_by(tables.Expert.id)).scalars().first()
    with bank.writing(people.COORDINATOR) as writing:
        event = commands.trainings.hold(writing, TrainingKind.REFRESHER, "Kertaus", DAY - timedelta(days=3), 3)
        commands.trainings.attend(writing, event, [first])
    asked: list[Any] = []
    read = queries.profiles.of
    monkeypatch.setattr(queries.profiles, "of", lambda *args: asked.append(args[-1]) or read(*args))

    with bank.reading(people.COORDINATOR) as reading:
        followed = columns.current(reading, times.day_of(reading.now))
    assert [set(ids) for ids in asked] == [{first}]
    assert followed.each.ids[0] == first


def test_the_job_process_stores_the_history_when_it_has_fallen_behind(
    bank: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "BEHIND", 5)
    jobs.keep_history(bank)

    with bank.reading(people.COORDINATOR) as reading:
        assert queries.histories.behind(reading) == 0
        assert len(queries.histories.stored(reading).history) == 7


def test_columns_are_at_hand_before_anybody_asks_for_them(bank: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    warmth.look(bank)
    monkeypatch.setattr(queries.profiles, "register", pytest.fail)

    with bank.reading(people.COORDINATOR) as reading:
        assert len(columns.current(reading, reading.today)) == 5
