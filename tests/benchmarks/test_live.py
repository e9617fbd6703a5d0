"""What `live` counts is counted rightly: the moment of an event, the late ones, and the goals."""

from __future__ import annotations

import asyncio

from benchmarks import live, servers
from benchmarks.servers import Listener


def listener(*pieces: tuple[float, bytes]) -> Listener:
    return Listener(None, None, list(pieces))  # type: ignore[arg-type]


def test_an_event_is_known_by_its_text_and_a_lost_one_has_no_moment() -> None:
    heard = listener((1.0, b": heartbeat"), (2.5, b'data: {"handler":"A"}'), (3.0, b'data: {"handler":"A"}'))
    assert heard.moment_of(b'"handler":"A"') == 2.5
    assert heard.moment_of(b'"handler":"B"') is None


def test_the_95th_percentile_is_told_in_microseconds() -> None:
    assert live._p95([number / 1000 for number in range(1, 101)]) == 95_950


def test_one_answer_is_read_and_no_more() -> None:
    async def said() -> bytes:
        reader = asyncio.StreamReader()
        reader.feed_data(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyesHTTP/1.1")

        class Writer:
            def write(self, _said: bytes) -> None: ...

        return await servers.ask(reader, Writer(), b"")  # type: ignore[arg-type]

    assert asyncio.run(said()) == b"yes"
