"""A backup: the whole database as one encrypted file, taken while people work, brought back only into an empty place."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import IO, BinaryIO

from sqlalchemy import inspect
from sqlalchemy.engine import URL, make_url

from db.encryption import FieldKeys, Undecipherable
from db.session import make_engine
from domain.errors import Refused

MAGIC = b"KOHTAANTO BACKUP 1\n"
CHUNK = 1 << 20
PLACE, END = "backup.chunk", "backup.end"


def write(url: str, keys: FieldKeys, target: BinaryIO) -> None:
    """As of one moment. SQLite is copied in one go: in steps, every commit of others would begin the copy again."""
    address = make_url(url)
    target.write(MAGIC)
    chunks = _sqlite_copy(address) if address.get_backend_name() == "sqlite" else _postgresql_dump(address)
    with contextlib.closing(chunks):
        for sealed in _sealed(keys, [address.get_backend_name().encode()], chunks):
            target.write(len(sealed).to_bytes(4) + sealed)


def restore(source: BinaryIO, keys: FieldKeys, url: str) -> None:
    """Whole or not at all. Refused for another key, a cut file, a place that holds something, or another kind of database."""
    address = make_url(url)
    if source.read(len(MAGIC)) != MAGIC:
        raise Refused("This file is not a backup.")
    chunks = _opened(keys, source)
    kind = next(chunks).decode()
    if kind != address.get_backend_name():
        raise Refused("The backup was taken of {kind}; it is not brought back into another kind.", kind=kind)
    if not _is_empty(url):
        raise Refused("There is a database already. A backup is brought back only into an empty place.")
    if kind == "sqlite":
        _fill_sqlite(address, chunks)
    else:
        _fill_postgresql(address, chunks)


def _sealed(keys: FieldKeys, *parts: Iterable[bytes]) -> Iterator[bytes]:
    """Each chunk is bound to its place in the file, and the last one says that it is the last."""
    number = 0
    for part in parts:
        for chunk in part:
            yield keys.seal(chunk, PLACE, number)
            number += 1
    yield keys.seal(b"", END, number)


def _opened(keys: FieldKeys, source: BinaryIO) -> Iterator[bytes]:
    number = 0
    sealed = _next(source)
    try:
        while (following := _next(source)) is not None and sealed is not None:
            yield keys.open(sealed, PLACE, number)
            number, sealed = number + 1, following
        keys.open(sealed or b"\0", END, number)
    except Undecipherable:
        raise Refused("The backup does not open with the keys at hand, or the file is not whole.") from None


def _next(source: BinaryIO) -> bytes | None:
    length = source.read(4)
    return source.read(int.from_bytes(length)) if length else None


def _is_empty(url: str) -> bool:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return not Path(address.database or "").exists()
    engine = make_engine(url)
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


def _sqlite_copy(address: URL) -> Generator[bytes, None, None]:
    path = Path(address.database or "")
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(folder) / "copy.db"
        with contextlib.closing(sqlite3.connect(path)) as ours, contextlib.closing(sqlite3.connect(copy)) as theirs:
            ours.backup(theirs, pages=-1)
        with copy.open("rb") as file:
            yield from _chunks(file)


def _fill_sqlite(address: URL, chunks: Iterator[bytes]) -> None:
    path = Path(address.database or "")
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        os.unlink(draft)


def _postgresql_dump(address: URL) -> Generator[bytes, None, None]:
    with _client("pg_dump", address, "--format=custom", "--no-owner") as dump:
        assert dump.stdout
        yield from _chunks(dump.stdout)
        _finish("pg_dump", dump)


def _fill_postgresql(address: URL, chunks: Iterator[bytes]) -> None:
    options = ("--no-owner", "--exit-on-error", "--single-transaction")
    with _client("pg_restore", address, *options) as filling:
        assert filling.stdin
        try:
            with contextlib.suppress(BrokenPipeError):
                for chunk in chunks:
                    filling.stdin.write(chunk)
        except Refused:
            filling.kill()
            raise
        with contextlib.suppress(BrokenPipeError):
            filling.stdin.close()
        _finish("pg_restore", filling)


def _client(program: str, address: URL, *options: str) -> subprocess.Popen[bytes]:
    """PostgreSQL's own program; the password travels in the environment, where other users do not see it."""
    path = shutil.which(program)
    if path is None:
        raise Refused("{program} was not found: install PostgreSQL's client programs.", program=program)
    place = address.set(drivername="postgresql", password=None).render_as_string()
    environment = {**os.environ, "PGPASSWORD": address.password or ""}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [path, *options, f"--dbname={place}"], env=environment, stdin=pipe, stdout=pipe, stderr=pipe
    )


def _finish(program: str, process: subprocess.Popen[bytes]) -> None:
    said = process.stderr.read().decode(errors="replace") if process.stderr else ""
    if process.wait():
        raise Refused("{program} failed: {said}", program=program, said=said.strip()[-500:])


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
