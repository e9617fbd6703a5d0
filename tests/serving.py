"""The real server in a process of its own on a free loopback port, stopped by its process id."""

from __future__ import annotations

import base64
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from dashboard import sessions
from dashboard.settings import ROOT, Settings
from domain.permissions import Viewer
from tests.keys import KEYS, SECRET

PATIENCE = 120.0


@dataclass
class Served:
    database_url: str
    port: int
    workers: int
    log: Path
    process: subprocess.Popen[bytes]
    program: str = "tests.serve"

    def stop(self, by: signal.Signals = signal.SIGTERM) -> float:
        """Seconds from the signal to the end of the last process."""
        if self.process.poll() is not None:
            return 0.0
        started = time.monotonic()
        self.process.send_signal(by)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        return time.monotonic() - started

    def start(self) -> None:
        """Once more at the same address, after a stop."""
        self.process = _run(self.database_url, self.log, self.port, self.workers, self.program)
        _until_it_answers(self)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def environment(database_url: str, **more: str) -> dict[str, str]:
    """What the program is told when it serves a test's database."""
    field_keys = ",".join(f"{number}:{base64.b64encode(key).decode()}" for number, key in KEYS.keys.items())
    return {
        **os.environ,
        "KOHTAANTO_DATABASE_URL": database_url,
        "KOHTAANTO_SECRET_KEY": SECRET,
        "KOHTAANTO_FIELD_KEYS": field_keys,
        "KOHTAANTO_INDEX_KEY": base64.b64encode(KEYS.index_key).decode(),
        **more,
    }


def settings(database_url: str) -> Settings:
    """For an application inside the test's own process."""
    return Settings(database_url=database_url, secret_key=SECRET, keys=KEYS)


def cookie(person: Viewer) -> str:
    """The session of someone who logged in and whose sessions have not been ended."""
    signer = Flask("signer", static_folder=None)
    signer.secret_key = SECRET
    serializer = SecureCookieSessionInterface().get_signing_serializer(signer)
    assert serializer is not None
    return "kohtaanto=" + str(serializer.dumps(session_of(person, datetime.now(UTC))))


def session_of(person: Viewer, now: datetime) -> dict[str, object]:
    """What is kept of someone who logged in at this moment."""
    moment = int(now.timestamp())
    return {"_user_id": f"{person.id}:1", "_fresh": True, sessions.SINCE: moment, sessions.USED: moment}


def start(database_url: str, log: Path, workers: int = 1, program: str = "tests.serve", **more: str) -> Served:
    """Returns when the server answers. `program` is the module to run, `more` its further environment."""
    port = free_port()
    process = _run(database_url, log, port, workers, program, **more)
    server = Served(database_url, port, workers, log, process, program)
    try:
        _until_it_answers(server)
    except BaseException:
        server.stop()
        raise
    return server


def _run(database_url: str, log: Path, port: int, workers: int, program: str, **more: str) -> subprocess.Popen[bytes]:
    more |= {"KOHTAANTO_BIND": f"127.0.0.1:{port}", "KOHTAANTO_WORKERS": str(workers)}
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", program],
            cwd=ROOT,
            env=environment(database_url, **more),
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_it_answers(server: Served) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise AssertionError(f"the server does not answer:\n{server.log.read_text()}")
