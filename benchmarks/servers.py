"""The program as it is served, in processes of its own, and many listeners at it."""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import insert

from benchmarks import banks
from dashboard import sessions
from dashboard.settings import ROOT
from db import tables
from db.encryption import FieldKeys
from db.session import Database
from domain.permissions import Role

SECRET = "s" * 40
KEYS = FieldKeys({1: bytes(32)}, bytes(32))
"""Those of the banks."""
FIRST_USER = 1000
PATIENCE = 60.0
TICKS = os.sysconf("SC_CLK_TCK")
LISTENING = "0A"
END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Seconds of processor time that its processes have used so far."""
        return sum(_ticks(pid) for pid in family(self.pid)) / TICKS

    def memory(self) -> int:
        """kB of its processes together, in which a page that several share counts once."""
        return sum(_proportional(pid) for pid in family(self.pid))

    def memory_of_workers(self) -> int:
        """Without the master and the job process, which hears no requests; the pages shared with them count in parts."""
        inode = _listened_to(self.port)
        return sum(_proportional(pid) for pid in family(self.pid) if pid != self.pid and _holds(pid, inode))


@contextmanager
def serving(bank: Database, workers: int = 2) -> Iterator[Server]:
    port = free_port()
    with running(["-m", "dashboard", "serve"], port, "/healthz", settings(bank, port, workers)) as server:
        yield server


def settings(bank: Database, port: int, workers: int) -> dict[str, str]:
    """As the environment tells them."""
    return {
        "KOHTAANTO_DATABASE_URL": bank.url,
        "KOHTAANTO_SECRET_KEY": SECRET,
        "KOHTAANTO_FIELD_KEYS": f"1:{base64.b64encode(bytes(32)).decode()}",
        "KOHTAANTO_INDEX_KEY": base64.b64encode(bytes(32)).decode(),
        "KOHTAANTO_WORKERS": str(workers),
        "KOHTAANTO_BIND": f"127.0.0.1:{port}",
    }


@contextmanager
def running(arguments: Sequence[str], port: int, path: str, told: Mapping[str, str]) -> Iterator[Server]:
    """This Python with these arguments in a process of its own, from its first answer at `path` on."""
    command = [sys.executable, *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **told}, stderr=subprocess.DEVNULL)
    try:
        _until_it_answers(f"http://127.0.0.1:{port}{path}")
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def hire(bank: Database, count: int, roles: Iterable[Role] = (Role.COORDINATOR,)) -> None:
    """That many people with these roles beside those that the bank has."""
    ids = range(FIRST_USER, FIRST_USER + count)
    granted = {"valid_from": date(2020, 1, 1), "granted_by_id": 1, "confirmed_by_id": 2}
    with bank.engine.begin() as connection:
        users = [{"id": n, "username": f"c{n}", "name": f"Koordinaattori{n}", "password_hash": "!"} for n in ids]
        connection.execute(insert(tables.User), users)
        connection.execute(
            insert(tables.RoleGrant),
            [
                {"user_id": n, "role": role, "granted_at": banks.NOW, "confirmed_at": banks.NOW, **granted}
                for n in ids
                for role in roles
            ],
        )


def cookie(number: int) -> str:
    """The session of the coordinator with this number, from 0 on."""
    signer = Flask("signer", static_folder=None)
    signer.secret_key = SECRET
    serializer = SecureCookieSessionInterface().get_signing_serializer(signer)
    assert serializer is not None
    session: dict[str, Any] = {"_user_id": f"{FIRST_USER + number}:1", "_fresh": True}
    sessions.begin(session, datetime.now(UTC))
    return str(serializer.dumps(session))


@dataclass
class Listener:
    """One open stream: each piece that came, with the moment it came."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    pieces: list[tuple[float, bytes]] = field(default_factory=list)

    async def listen(self) -> None:
        while piece := await self.reader.read(1 << 16):
            self.pieces.append((time.time(), piece))

    def moment_of(self, mark: bytes) -> float | None:
        """When a piece with this text came."""
        return next((moment for moment, piece in self.pieces if mark in piece), None)


@contextmanager
def listening(server: Server, count: int, loop: asyncio.AbstractEventLoop) -> Iterator[Sequence[Listener]]:
    listeners = loop.run_until_complete(_open_all(server, count))
    tasks = [loop.create_task(listener.listen()) for listener in listeners]
    try:
        yield listeners
    finally:
        for listener, task in zip(listeners, tasks, strict=True):
            task.cancel()
            listener.writer.close()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))


async def _open_all(server: Server, count: int) -> list[Listener]:
    return [await _open(server, number) for number in range(count)]


async def _open(server: Server, number: int) -> Listener:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(request("/live", number))
    head = await reader.readuntil(END_OF_HEAD)
    if b" 200 " not in head.splitlines()[0]:
        raise ConnectionError(head.decode())
    return Listener(reader, writer)


def request(path: str, number: int) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: kohtaanto={cookie(number)}\r\n\r\n".encode()


async def poll(server: Server, number: int, path: str, until: float) -> int:
    """Once a second over one connection, as a browser that keeps it; how often it was answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    said, answers = request(path, number), 0
    await asyncio.sleep(number % 100 / 100)
    while time.monotonic() < until:
        next_one = time.monotonic() + 1
        await ask(reader, writer, said)
        answers += 1
        await asyncio.sleep(max(0, next_one - time.monotonic()))
    writer.close()
    return answers


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, said: bytes) -> bytes:
    """The body of one answer."""
    writer.write(said)
    head = (await reader.readuntil(END_OF_HEAD)).lower()
    if b" 200 " not in head.splitlines()[0]:
        raise ConnectionError(head.decode())
    length = next(line for line in head.splitlines() if line.startswith(b"content-length:"))
    return await reader.readexactly(int(length.split(b":")[1]))


def _until_it_answers(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise TimeoutError(f"{url} does not answer")


def family(pid: int) -> list[int]:
    """The process and all that it has started."""
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            children = [int(child) for child in file.read().split()]
    except FileNotFoundError:
        return []
    return [pid, *(each for child in children for each in family(child))]


def _ticks(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return int(fields[11]) + int(fields[12])


def _proportional(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _listened_to(port: int) -> str:
    """The socket, as /proc names it among the files of a process."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return next(f"socket:[{row[9]}]" for row in rows if row[3] == LISTENING and row[1].endswith(f":{port:04X}"))


def _holds(pid: int, name: str) -> bool:
    return any(os.readlink(file) == name for file in Path(f"/proc/{pid}/fd").iterdir())
