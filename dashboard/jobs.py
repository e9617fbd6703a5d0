"""The job process: takes one waiting job after another and does it as the person who asked; `serve` keeps it alive."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy.exc import OperationalError

import commands.facts
import commands.histories
import commands.jobs
import texts
from commands.jobs import Lost
from db import facts, queries
from db.session import Database
from domain.errors import Refusal, Refused
from domain.jobs import Job, Outcome
from domain.permissions import HOUSE

PERIOD = 0.25
SWEPT_EVERY = 3600 / PERIOD
BEHIND = 1000
"""Changes after which stored columns are stored anew."""

log = logging.getLogger(__name__)


def run(database: Database, stopping: threading.Event) -> None:
    """Until `stopping`, which is looked at between two steps."""
    holder, rounds = name(), 0
    while not stopping.is_set():
        try:
            if rounds % SWEPT_EVERY == 0:
                _tidy(database)
            rounds += 1
            if not work_off(database, holder, stopping):
                stopping.wait(PERIOD)
        except Exception:  # the process outlives a database that is away for a while
            log.exception("jobs cannot be looked at; trying again")
            stopping.wait(4 * PERIOD)


def name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _tidy(database: Database) -> None:
    """Sweeps old jobs, and frees at once what a process of this machine held when it was killed."""
    keep_history(database)
    keep_facts(database)
    with database.writing(HOUSE) as writing:
        commands.jobs.sweep(writing)
        for job_id, holder in queries.jobs.held(writing):
            host, _, pid = holder.rpartition(":")
            if host == socket.gethostname() and not _exists(int(pid)):
                commands.jobs.release(writing, job_id, holder, tried=True)


def work_off(database: Database, holder: str, stopping: threading.Event) -> bool:
    """Takes the next free job and works at it; False when there was none."""
    with database.reading(HOUSE) as reading:
        job_id = queries.jobs.next_free(reading)
    if job_id is None:
        return False
    with database.writing(HOUSE) as writing:
        taken = commands.jobs.claim(writing, job_id, holder)
    if taken:
        work_at(database, job_id, holder, stopping)
    return True


def at_once(database: Database, job_id: int, holder: str) -> Job:
    """A job that was asked for by its holder, in this process and to its end: for the command line."""
    work_at(database, job_id, holder, threading.Event())
    with database.reading(HOUSE) as reading:
        return queries.jobs.one(reading, job_id)


def work_at(database: Database, job_id: int, holder: str, stopping: threading.Event) -> None:
    with suppress(Lost):
        try:
            _work(database, job_id, holder, stopping)
        except Lost:
            raise
        except Refusal as refusal:
            _refused(database, job_id, holder, refusal)
        except Exception:
            log.exception("a step of job %s did not get through", job_id)
            _release(database, job_id, holder, tried=True)


def _work(database: Database, job_id: int, holder: str, stopping: threading.Event) -> None:
    with database.reading(HOUSE) as reading:
        viewer = queries.jobs.asker(reading, job_id)
        attempt = commands.jobs.WORK[queries.jobs.one(reading, job_id).kind].said_by
    if viewer is None:
        raise Refused("Whoever asked for this may no longer log in.")
    with texts.using(viewer.language):
        with database.reading(viewer) as reading:
            prepared = commands.jobs.prepare(reading, job_id)
        more, took = True, 0.0
        while more and not stopping.wait(took):
            began = time.monotonic()
            with database.writing(viewer, attempt) as writing:
                more = commands.jobs.step(writing, job_id, holder, prepared)
            # As long as the step took: SQLite's lock is not fair, and whoever waits for it looks only now and then.
            took = time.monotonic() - began
    if more:
        _release(database, job_id, holder, tried=False)


def _refused(database: Database, job_id: int, holder: str, refusal: Refusal) -> None:
    """A database that was busy is no answer to the person: the job is tried again."""
    if isinstance(refusal.__cause__, OperationalError):
        _release(database, job_id, holder, tried=True)
        return
    with database.reading(HOUSE) as reading:
        asker = queries.jobs.asker(reading, job_id)
    with texts.using(asker.language if asker else ""), database.writing(HOUSE) as writing:
        commands.jobs.end(writing, job_id, holder, Outcome.REFUSED, texts.message(refusal))


def _release(database: Database, job_id: int, holder: str, tried: bool) -> None:
    with database.writing(HOUSE) as writing:
        commands.jobs.release(writing, job_id, holder, tried)


class Keeper:
    """Holds one child process at work; made by the process that must not touch the database itself."""

    def __init__(self, work: Callable[[threading.Event], None]) -> None:
        self._work = work
        self._pid = 0

    def keep(self, let_go: Callable[[], object]) -> None:
        """Starts the child when there is none alive; `let_go` closes in the child what only the parent may hold open."""
        if self._pid and _is_alive(self._pid):
            return
        if self._pid:
            log.warning("the job process %s has ended; another one is started", self._pid)
        self._pid = os.fork()
        if self._pid == 0:
            let_go()
            self._live()

    def stop(self) -> None:
        """Asks the child to stop after its step; its job is taken up again by the next one."""
        self._signal(signal.SIGTERM)

    def join(self, seconds: float) -> None:
        """A step that takes longer is cut off, and so rolled back."""
        last = time.monotonic() + seconds
        while self._pid and _is_alive(self._pid):
            if time.monotonic() > last:
                self._signal(signal.SIGKILL)
            time.sleep(0.02)

    def _signal(self, number: signal.Signals) -> None:
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, number)

    def _live(self) -> None:
        stopping, parent = threading.Event(), os.getppid()
        signal.signal(signal.SIGTERM, lambda _number, _frame: stopping.set())
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGWINCH):
            signal.signal(number, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        threading.Thread(target=_follow, args=(parent, stopping), daemon=True).start()
        try:
            self._work(stopping)
        finally:
            os._exit(0)


def _follow(parent: int, stopping: threading.Event) -> None:
    """A parent that was killed leaves no order to stop."""
    while os.getppid() == parent and not stopping.wait(1):
        pass
    stopping.set()


def keep_history(database: Database) -> None:
    """Workers start from the stored history of work, so it is not left far behind."""
    with database.reading(HOUSE) as reading:
        if queries.histories.behind(reading) < BEHIND:
            return
        kept = queries.histories.afresh(reading)
    with database.writing(HOUSE) as writing:
        commands.histories.keep(writing, kept.seq, kept.history)


def keep_facts(database: Database) -> None:
    """Workers start from the stored columns of the charts as well."""
    with database.reading(HOUSE) as reading:
        if facts.behind(reading) < BEHIND:
            return
        kept = facts.afresh(reading)
    with database.writing(HOUSE) as writing:
        commands.facts.keep(writing, kept)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        pass
    return True


def _is_alive(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == 0
    except ChildProcessError:  # gunicorn has collected it with its own
        return False
