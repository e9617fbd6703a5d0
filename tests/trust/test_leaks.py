"""A log that holds an identity code, an account, a password or a token fails the whole run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.settings import ROOT
from db.session import Database
from tests import canaries, people, serving, work

LEAKY = """
import logging

def test_that_passes():
    logging.getLogger("somewhere").info("paid to %s", "{said}")
"""


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (work.CODES[1].value, "identity code"),
        (work.ACCOUNTS[1].value, "account"),
        ("FI21 1234 5600 0007 85", "account"),
        (people.PASSWORD, "password"),
        (serving.cookie(people.CLERK), "token"),
    ],
)
def test_each_kind_is_found_by_its_shape(said: str, kind: str) -> None:
    assert kind in canaries.found(f"INFO somewhere: {said} was seen")


def test_an_ordinary_line_is_no_leak() -> None:
    assert (
        canaries.found("2026-11-23 09:00:00 expert 12 batch 3 sha256 9f86d081884c7d65 10.0.0.1 GET /orders/1 200") == []
    )


@pytest.mark.parametrize(("said", "code"), [(work.CODES[2].value, 1), ("expert 2", 0)])
def test_a_run_in_which_every_test_passes_fails_by_its_log(tmp_path: Path, said: str, code: int) -> None:
    test = tmp_path / "test_leaky.py"
    test.write_text(LEAKY.format(said=said))
    options = ["-q", "-p", "tests.leaks", "-p", "no:cacheprovider", "-o", "log_level=INFO", "--rootdir", str(tmp_path)]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-c", "/dev/null", str(test)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == code, told.stdout
    assert said not in told.stdout.partition("must not hold")[2]


def test_an_error_of_the_database_does_not_repeat_what_was_written(database: Database) -> None:
    with pytest.raises(Exception, match="hide_parameters") as failed, database.engine.begin() as connection:
        connection.execute(text("INSERT INTO nowhere (code) VALUES (:code)"), {"code": work.CODES[1].value})
    assert work.CODES[1].value not in str(failed.value)
