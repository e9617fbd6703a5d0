"""The demo bank: the published figures to the last assignment, every lane and case of today, and nothing that is real."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from commands import experts, payroll, users
from commands import trail as verification
from dashboard import demo
from db import guards, queries, tables
from db.base import Base
from db.session import Database, Reading
from documents import payroll as workbooks
from domain import times, trail
from domain.batches import Anomaly
from domain.errors import Refused
from domain.experts import Period
from domain.identifiers import Hetu, Iban
from domain.orders import Badge, Lane, QueueRow
from domain.permissions import Role, Viewer
from domain.register import ExpertForm
from domain.scopes import Scope
from domain.times import Month
from tests.clocks import MONDAY_MORNING, Clock
from tests.databases import Maker, Sqlite
from tests.keys import KEYS

EVERYONE = Viewer(1, "", frozenset(Role))
FIRST_SUMMER = date(2021, 6, 30)


@pytest.fixture(scope="module")
def sql(demo_file: Path) -> Iterator[Callable[..., list[Any]]]:
    """Rows of a query; of single values, the values. `year` and `month` are those of Helsinki."""
    connection = sqlite3.connect(f"file:{demo_file}?mode=ro", uri=True)
    connection.create_function("year", 1, lambda instant: times.day_of(datetime.fromisoformat(instant)).year)
    connection.create_function("month", 1, lambda instant: times.day_of(datetime.fromisoformat(instant)).month)

    def rows(query: str, *values: Any) -> list[Any]:
        found = connection.execute(query, values).fetchall()
        return [row[0] if len(row) == 1 else row for row in found]

    yield rows
    connection.close()


@pytest.fixture(scope="module")
def reading(demo_file: Path) -> Iterator[Reading]:
    database = Database(f"sqlite:///{demo_file}", KEYS, lambda: MONDAY_MORNING)
    with database.reading(EVERYONE) as reading:
        yield reading
    database.dispose()


@pytest.fixture(scope="module")
def queue(reading: Reading) -> tuple[QueueRow, ...]:
    return queries.orders.waiting(reading)


def test_the_years_have_the_published_numbers_of_assignments(sql: Callable[..., list[Any]]) -> None:
    counted = sql("SELECT year(starts_at), count(*) FROM assignments WHERE year(starts_at) <= 2023 GROUP BY 1")
    assert counted == [(2021, 328), (2022, 615), (2023, 702)]


def test_both_sides_have_said_something_of_every_year_and_the_figures_of_orders_show_medians(
    sql: Callable[..., list[Any]], reading: Reading
) -> None:
    said = sql(
        "SELECT year(a.starts_at), f.side FROM feedback f JOIN assignments a ON a.id = f.assignment_id GROUP BY 1, 2 "
        "HAVING count(*) >= 20"
    )
    assert {(year, side) for year in range(2021, 2027) for side in ("client", "expert")} <= set(said)
    everything = Scope(Period(date(2021, 1, 1), date(2026, 12, 31)))
    found = queries.utilization.shown(reading, everything).efforts
    assert found is not None
    assert found.measured
    assert 4 * 60 <= (found.whole.seconds or 0) <= 19 * 60
    assert [month for month, one in found.months.items() if one.seconds]


def test_everything_ordered_in_the_published_years_was_held_and_paid(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT DISTINCT status FROM assignments WHERE year(starts_at) <= 2023") == ["done"]
    paid = "SELECT report_id FROM payment_lines l JOIN batch_lines b ON b.line_id = l.id WHERE l.kind = 'fee'"
    unpaid = sql(
        "SELECT count(*) FROM assignments a JOIN reports r ON r.assignment_id = a.id "
        f"WHERE year(a.starts_at) <= 2023 AND r.id NOT IN ({paid})"
    )
    assert unpaid == [0]


@pytest.mark.parametrize(("year", "euros"), [(2021, 22_000), (2022, 46_000), (2023, 54_000)])
def test_a_years_charges_are_within_a_hundredth_of_the_published_sum(
    sql: Callable[..., list[Any]], year: int, euros: int
) -> None:
    (cents,) = sql("SELECT sum(client_price) FROM assignments WHERE year(starts_at) = ?", year)
    assert abs(cents / 100 - euros) <= euros / 100


def test_the_orderers_of_2023_are_the_published_ones(sql: Callable[..., list[Any]]) -> None:
    counted = sql(
        "SELECT c.group_name, c.sector, count(*) FROM assignments a JOIN orders o ON o.id = a.order_id "
        "JOIN clients c ON c.id = o.client_id WHERE year(a.starts_at) = 2023 GROUP BY 1, 2 ORDER BY 3 DESC"
    )
    assert counted == [
        ("Kehittämishankkeet", "", 287),
        ("VaKe hyvinvointialueen toimialat", "AIVA", 211),
        ("VaKe hyvinvointialueen toimialat", "TERHU", 130),
        ("Muut tilaajat", "", 48),
        ("Vantaan kaupunki", "", 23),
        ("VaKe hyvinvointialueen toimialat", "LaNuPe", 3),
    ]


def test_45_of_69_experts_were_at_work_in_2023_and_53_took_its_refresher(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT count(*) FROM experts WHERE joined_on <= '2023-12-31' AND left_on IS NULL") == [69]
    assert sql("SELECT count(DISTINCT expert_id) FROM assignments WHERE year(starts_at) = 2023") == [45]
    assert sql(
        "SELECT count(DISTINCT a.expert_id) FROM attendances a JOIN trainings t ON t.id = a.training_id "
        "WHERE t.kind = 'refresher' AND t.held_on LIKE '2023%'"
    ) == [53]


def test_the_bank_opens_in_april_2021_and_is_closed_every_july(sql: Callable[..., list[Any]]) -> None:
    (first,) = sql("SELECT min(starts_at) FROM sessions")
    assert first >= "2021-04-01"
    assert sql("SELECT count(*) FROM sessions WHERE month(starts_at) = 7") == [0]


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_later_years_go_on_at_the_pace_of_2023(sql: Callable[..., list[Any]], year: int) -> None:
    assert sql("SELECT count(*) FROM assignments WHERE year(starts_at) = ?", year) == [702]


def test_nobody_drives_before_2023_or_eats_before_2024_for_there_are_no_rates(sql: Callable[..., list[Any]]) -> None:
    firsts = sql("SELECT kind, min(work_date) FROM payment_lines WHERE kind IN ('kilometres', 'meal') GROUP BY 1")
    assert [(kind, day[:4]) for kind, day in firsts] == [("kilometres", "2023"), ("meal", "2024")]


@pytest.mark.parametrize("lane", Lane)
def test_every_lane_has_an_order(queue: tuple[QueueRow, ...], lane: Lane) -> None:
    assert any(row.lane is lane for row in queue)


def test_one_withdrew_this_morning_and_the_order_is_open_again(
    sql: Callable[..., list[Any]], queue: tuple[QueueRow, ...]
) -> None:
    (order_id,) = sql("SELECT order_id FROM assignments WHERE cancelled_by = 'expert' AND ended_at > '2026-11-23'")
    (row,) = (row for row in queue if row.id == order_id)
    assert row.lane is Lane.HANDLING
    assert Badge.SOON in row.badges


def test_one_time_is_open(queue: tuple[QueueRow, ...]) -> None:
    (row,) = (row for row in queue if row.open_time)
    assert (row.lane, row.span) == (Lane.NEW, None)


def test_of_three_experts_two_are_found(queue: tuple[QueueRow, ...]) -> None:
    (row,) = (row for row in queue if row.needed == 3 and row.lane is Lane.HANDLING)
    assert row.progress.filled == 2


def test_a_series_is_at_three_of_eight(queue: tuple[QueueRow, ...]) -> None:
    (row,) = (row for row in queue if row.progress.sessions == 8 and row.lane is Lane.CONFIRMED)
    assert row.progress.held == 3


def test_an_offer_waits_for_a_call_back_today(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT status, answer FROM offers WHERE call_back_on = '2026-11-23'") == [("open", "asks_time")]


def test_a_late_cancellation_waits_for_approval(sql: Callable[..., list[Any]]) -> None:
    waiting = (
        "SELECT a.cancelled_by FROM reports r JOIN assignments a ON a.id = r.assignment_id WHERE r.status = 'submitted'"
    )
    assert sql(f"{waiting} AND r.basis = 'late_cancellation'") == ["client"]


def test_one_time_has_been_moved(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT status FROM assignments WHERE moved_from IS NOT NULL") == ["agreed"]


def test_a_session_over_two_hours_waits_for_a_decision(reading: Reading) -> None:
    problems = [report.preview.problem for report in queries.reports.submitted(reading)]
    assert len([problem for problem in problems if problem]) == 1


def test_one_report_is_disputed(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT count(*) FROM reports WHERE status = 'disputed'") == [1]


def test_one_agreement_ends_within_a_fortnight(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT valid_to FROM agreements WHERE valid_to IS NOT NULL") == ["2026-12-05"]


def test_reports_are_missing(reading: Reading) -> None:
    assert queries.reports.count_waiting(reading) >= 3


def test_a_batch_waits_for_approval_with_at_most_five_things_to_tick(reading: Reading) -> None:
    waiting = queries.batches.current(reading)[0]
    assert waiting.status == "checked"
    found = queries.anomalies.findings(reading, waiting.id)
    assert {Anomaly.CHANGED_ACCOUNT, Anomaly.NO_TAX_CARD} <= found.keys()
    assert sum(len(each) for each in found.values()) <= 5


def test_every_earlier_batch_went_to_payroll_by_two_persons(sql: Callable[..., list[Any]]) -> None:
    done = sql("SELECT status, prepared_by_id <> approved_by_id FROM batches WHERE status <> 'checked'")
    assert len(done) > 60
    assert set(done) == {("acknowledged", 1)}
    first = "SELECT column_set, count(*) FROM payroll_files WHERE edition = 1 GROUP BY column_set"
    assert sql(first) == [("", len(done)), ("general", len(done))]


def test_payroll_refused_one_file_and_rejected_one_line_of_the_next(sql: Callable[..., list[Any]]) -> None:
    again = sql("SELECT batch_id, edition, reason FROM payroll_files WHERE column_set = '' AND edition > 1")
    (batch_id,) = sql("SELECT batch_id FROM rejections")
    assert again == [(batch_id, 2, "Tiedostosta puuttui kustannuspaikkojen sarake.")]
    assert sql("SELECT count(*) FROM holds JOIN rejections ON again_id = holds.line_id WHERE released_at IS NULL") == [
        1
    ]


def test_a_longer_journey_than_the_table_s_waits_with_its_reason(reading: Reading) -> None:
    rows = [row for report in queries.reports.submitted(reading) for row in report.travel if row.corrected]
    assert [(row.quantity - (row.computed or 0), row.correction) for row in rows] == [
        (14, "Tie oli poikki, ajettiin kiertotietä")
    ]


def test_more_is_payable_after_the_batch_that_waits(reading: Reading) -> None:
    assert queries.pay_runs.next_run(reading).lines


def test_no_number_rings(sql: Callable[..., list[Any]]) -> None:
    numbers = [
        phone for noun in ("experts", "contact_persons", "associations") for phone in sql(f"SELECT phone FROM {noun}")
    ]
    assert all(re.fullmatch(r"\+358 000 \d{3} \d{3}", number) for number in numbers)


def test_every_address_is_kept_for_examples(sql: Callable[..., list[Any]]) -> None:
    nouns = ("experts", "contact_persons", "associations", "users")
    addresses = [email for noun in nouns for email in sql(f"SELECT email FROM {noun}")]
    assert all(address.endswith("@example.org") for address in addresses)


def test_every_identity_code_is_a_temporary_one(sql: Callable[..., list[Any]]) -> None:
    codes = [
        Hetu(KEYS.open(sealed, "payroll_details.identity_code", expert_id).decode())
        for expert_id, sealed in sql("SELECT expert_id, identity_code FROM payroll_details")
    ]
    assert len({code.value for code in codes}) == 69
    assert all(code.temporary for code in codes)


def test_no_account_is_in_any_bank(sql: Callable[..., list[Any]]) -> None:
    accounts = [
        Iban(KEYS.open(sealed, "payroll_details.iban", expert_id).decode())
        for expert_id, sealed in sql("SELECT expert_id, iban FROM payroll_details")
    ]
    assert all(account.value[4:7] == "999" and not account.bic for account in accounts)


def test_a_payroll_file_says_that_it_is_demonstration(demo_database: Database) -> None:
    with demo_database.writing(EVERYONE) as writing:
        _name, body = payroll.fetch(writing, 1)
    sheets = openpyxl.load_workbook(io.BytesIO(body)).worksheets
    assert {sheet["A1"].value for sheet in sheets} == {workbooks.DEMO}


def test_the_trail_is_one_unbroken_chain(sql: Callable[..., list[Any]]) -> None:
    last = trail.GENESIS
    rows = sql(
        "SELECT seq, at, actor_id, act, noun, row_id, outcome, facts, previous_hash, hash FROM trail ORDER BY seq"
    )
    for seq, at, actor_id, act, noun, row_id, outcome, facts, previous, linked in rows:
        event = trail.Event(
            datetime.fromisoformat(at), actor_id, trail.Act(act), noun, row_id, trail.Outcome(outcome), facts
        )
        assert previous == last
        assert trail.link(previous, seq, event) == linked
        last = linked
    assert sql("SELECT seq, hash FROM trail_head") == [(len(rows), last)]


def test_nobody_was_refused_anything(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT count(*) FROM trail WHERE outcome = 'refused'") == [0]


@pytest.mark.parametrize("login", demo.STAFF, ids=lambda login: login.username)
def test_everybody_can_log_in_with_confirmed_roles(reading: Reading, login: demo.Login) -> None:
    found = queries.users.credentials(reading, login.username)
    assert found is not None
    assert users.verified(found.password_hash, demo.PASSWORD)
    viewer = queries.users.by_username(reading, login.username)
    assert viewer is not None
    assert viewer.roles == frozenset(login.roles)


def test_the_staff_has_two_of_those_whose_work_needs_two_persons() -> None:
    roles = [login.roles for login in demo.STAFF]
    assert roles.count((Role.COORDINATOR,)) == 2
    assert roles.count((Role.CLERK,)) == 3
    assert {(Role.MANAGER,), (Role.ADMIN,), (Role.DATA_PROTECTION,), (Role.COORDINATOR, Role.CLERK)} < set(roles)


def test_a_clerk_is_also_an_expert(sql: Callable[..., list[Any]]) -> None:
    assert sql("SELECT username FROM users WHERE expert_id IS NOT NULL") == ["elli"]


SECRET_COLUMNS = {"address", "service_path", "own_words", "identity_code", "iban", "body", "password_hash"}
"""Sealed with a nonce of their own each time, or salted."""
CHANGE_LOG = {"changes", "change_head"}
"""PostgreSQL numbers changes at the commit, SQLite as they come."""
CHAIN = {"hash", "previous_hash", "commitment", "sealed"}
"""What follows from the sealed values: an event names them by their hashes, and the chain goes over the events."""
HASH = re.compile('"[0-9a-f]{64}"')


@pytest.fixture(scope="module")
def two_summers(maker: Callable[[str], Maker]) -> Iterator[tuple[Database, Database]]:
    """The bank's first months, made twice from one seed: once on each database."""
    first, second = (Database(maker(kind).new(), KEYS) for kind in ("sqlite", "postgresql"))
    for database in (first, second):
        demo.make(database, seed=7, today=FIRST_SUMMER)
    yield first, second
    for kind, database in (("sqlite", first), ("postgresql", second)):
        database.dispose()
        maker(kind).drop(database.url)


def test_one_seed_makes_the_same_rows_on_both_databases(two_summers: tuple[Database, Database]) -> None:
    first, second = (_everything(database) for database in two_summers)
    assert first.keys() == second.keys()
    for name, rows in first.items():
        assert rows == second[name], name


def test_the_guards_stand_after_the_making(two_summers: tuple[Database, Database]) -> None:
    for database in two_summers:
        with database.engine.connect() as connection:
            assert guards.missing(connection) == set()


def test_a_demo_is_made_into_an_empty_database_only(two_summers: tuple[Database, Database]) -> None:
    for database in two_summers:
        with pytest.raises(Refused):
            demo.make(database)


def test_an_interrupted_making_is_known(sqlite: Sqlite) -> None:
    database = Database(sqlite.new(), KEYS)

    def interrupt(month: Month, _done: float) -> None:
        if month == Month(2021, 5):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.make(database, today=FIRST_SUMMER, progress=interrupt)
    assert demo.left_half_made(database)
    database.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_bank_put_in_bulk_is_whole_and_goes_on(maker: Callable[[str], Maker], kind: str) -> None:
    database = Database(maker(kind).new(), KEYS, Clock())
    demo.make(database, demo.Size(60, 3200, in_bulk=True))
    with database.reading(EVERYONE) as reading:
        assert reading.session.execute(select(func.count()).select_from(tables.Assignment)).scalar_one() == 3200
        assert verification.verify(reading) == ()
    with database.writing(EVERYONE) as writing:
        assert experts.add(writing, ExpertForm("Uusi", "Tulija")) == 61
    database.dispose()
    maker(kind).drop(database.url)


def test_in_a_log_progress_is_a_line_for_each_year() -> None:
    log = io.StringIO()
    bar = demo.Bar(log)
    for number, month in enumerate(times.months(Month(2021, 3), Month(2022, 2)), start=1):
        bar(month, number / 12)
    assert log.getvalue() == "  2021  83%\n  2022 100%\n"


def _everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but what is sealed; instants and numbers in one spelling."""
    rows = {}
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            columns = [column for column in table.columns if column.name not in SECRET_COLUMNS | CHAIN]
            found = connection.execute(select(*columns))
            rows[table.name] = sorted(tuple(HASH.sub("hash", str(cell)) for cell in row) for row in found)
    return {name: found for name, found in rows.items() if name not in CHANGE_LOG}


def test_the_clock_of_a_made_bank_stands_in_its_own_days(sql: Callable[..., list[Any]]) -> None:
    (last,) = sql("SELECT max(at) FROM trail")
    assert datetime.fromisoformat(last) <= MONDAY_MORNING.astimezone(UTC)
