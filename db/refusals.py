"""What the database's own refusals mean to a person: the name of a guard or constraint, and a sentence for it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.exc import DBAPIError

from db import guards
from db.base import Base
from domain.errors import Refusal, Refused, Stale

NO_ROOM = Refused("There is no room left on the disk. Nothing was saved; tell the person who looks after the server.")

REFUSALS: Mapping[str, Refusal] = {
    guards.OVERLAP: Refused("The expert already has another assignment at this time."),
    "uq_assignments_one_live": Refused("The expert already has this assignment."),
    "uq_offers_one_open": Refused("The expert already has an offer of this order."),
    "uq_payment_lines_one_original": Stale("This report has been approved already."),
    "uq_payment_lines_one_correction": Refused("This line has been corrected already."),
    "uq_reports_one_live": Stale("This assignment has been reported already."),
    "pk_rejections": Stale("This line has been rejected already."),
    "uq_payroll_files_batch_id": Stale("Someone was first: this file has been made already."),
    "uq_column_sets_key": Stale("Someone was first: this column set has been stored already."),
    "ck_account_changes_two_persons": Refused("You proposed this account yourself: another person must confirm it."),
    "uq_account_changes_one_open": Stale("Someone was first: another account was proposed at the same moment."),
    "uq_holds_one_open": Stale("This line is on hold already."),
    "ck_batches_four_eyes": Refused("You prepared this batch. Another person approves it."),
    "ck_reports_two_persons": Refused("You entered this report. Another person approves it."),
    "ck_role_grants_two_persons": Refused("You granted this role. Another person confirms it."),
    "ck_fee_rates_two_persons": Refused("You proposed this. Another person confirms it."),
    "ck_travel_rates_two_persons": Refused("You proposed this. Another person confirms it."),
    "guard_trail_unchanged": Refused("The trail is never changed."),
    "guard_person_keys_destroyed": Refused("This key has been destroyed. It does not come back."),
    "guard_payment_lines_unchanged": Refused("A payment line is never changed; it is corrected by new lines."),
    "guard_batch_lines_added": Stale("The batch is no longer open. Nothing was saved."),
    "guard_batch_lines_removed": Stale("The batch is no longer open. Nothing was saved."),
    "guard_batches_steps": Stale("Someone was first: the batch has moved on."),
    "uq_users_username": Refused("This user name is taken."),
    "uq_clients_name": Refused("There is already an orderer of this name."),
    "uq_experts_number": Refused("This expert number is taken."),
    "uq_agreements_number": Refused("This agreement number is taken."),
    "uq_payroll_details_identity_code_index": Refused("Another expert has this personal identity code."),
    "uq_fee_rates_code": Refused("There is already a rate from this day."),
    "uq_package_prices_package_id": Refused("There is already a rate from this day."),
    "uq_travel_rates_kind": Refused("There is already a rate from this day."),
    "database is locked": Stale("The database was busy. Nothing was saved; try again."),
    "deadlock detected": Stale("The database was busy. Nothing was saved; try again."),
    "disk is full": NO_ROOM,
    "No space left on device": NO_ROOM,
}
"""Name of a guard or constraint → what the person is told."""


LINE_IN_ONE_BATCH = "uq_batch_lines_line_id"
"""Has no sentence here: whoever collects tells which batch took the line."""


def refusal(error: DBAPIError) -> Refusal | None:
    """What the database's own refusal means to a person; None when it is a fault of the program."""
    words = said(error)
    for name, meaning in REFUSALS.items():
        if name in words:
            return type(meaning)(meaning.message)
    return None


def said(error: DBAPIError) -> str:
    """The database's own words, with the name of the guard or constraint on both databases."""
    words = str(error.orig)
    if words.startswith("UNIQUE constraint failed: "):
        words += " " + _unique_name(words.removeprefix("UNIQUE constraint failed: "))
    return words


def _unique_name(columns: str) -> str:
    """SQLite tells the columns of a broken UNIQUE, PostgreSQL its name."""
    wanted = [column.split(".")[-1].strip() for column in columns.split(",") if "." in column]
    table = Base.metadata.tables.get(columns.split(".")[0].strip())
    if table is None:
        return ""
    indexes: list[Index | UniqueConstraint] = [index for index in table.indexes if index.unique]
    uniques = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    for item in indexes + uniques:
        if [column.name for column in item.columns] == wanted:
            return str(item.name)
    return ""
