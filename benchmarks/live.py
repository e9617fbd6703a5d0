"""The live stream with 300 listeners of two workers: what it costs, how fast it is, and whom it holds up.

Goals: open streams cost at most 5 % of a core and ten times less than polling once a second with the same login and database
work; a commit is an event at every stream within 50 ms and seen in another person's browser within 300 ms (95th percentiles,
none lost); an ordinary request takes at most 1.5 times as long as without streams. Works on Linux, where /proc tells processor
time; the browser is left out where there is no chromium.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from sqlalchemy import select, update

from benchmarks import banks, browsers, servers
from benchmarks.harness import Count, Race
from benchmarks.servers import Listener, Server
from db import tables
from db.session import Database

KINDS = {"sqlite3": banks.sqlite, "psycopg": banks.postgresql}
STREAMS = 300
SECONDS = 8
COMMITS = 30
APART = 0.15
REQUESTS = 120
ROUNDS = 3
PAGE = "/_dash-layout"
SETTLE = 2.0


@contextmanager
def contests(scale: int) -> Iterator[list[Race | Count]]:
    with ExitStack() as stack:
        yield [each for driver, bank in KINDS.items() for each in _contests(driver, stack.enter_context(bank(scale)))]


def _contests(driver: str, bank: Database) -> Iterator[Count]:
    servers.hire(bank, STREAMS)
    orders = _open_orders(bank)
    loop = asyncio.new_event_loop()
    with servers.serving(bank) as server:
        with servers.listening(server, STREAMS, loop) as listeners:
            idle = _cpu(server, loop, asyncio.sleep(SECONDS))
            late = _latencies(bank, loop, listeners, orders[:COMMITS])
        polled = _cpu(server, loop, _polling(server, time.monotonic() + SECONDS))
        alone, beside = _requests(server, loop)
        seen = _browser(server, bank, orders[0])
    loop.close()
    yield Count(f"5 % of a core, in 0.01 %, {STREAMS} open streams: {driver}", round(idle * 10_000), 500, 1.0)
    yield Count(f"{STREAMS} polls a second, in 0.01 %: {driver}", round(idle * 10_000), round(polled * 10_000), 0.1)
    yield Count(f"events of {COMMITS} commits at {STREAMS} streams: {driver}", STREAMS * COMMITS, len(late), 1.0)
    yield Count(f"50 ms, in µs, from commit to event: {driver}", _p95(late), 50_000, 1.0)
    yield Count(f"a request without streams, in µs: {driver}", beside, alone, 1.5)
    if seen:
        yield Count(f"300 ms, in µs, from commit to another's screen: {driver}", _p95(seen), 300_000, 1.0)


def _open_orders(bank: Database) -> list[int]:
    with bank.reading(banks.EVERYONE) as reading:
        newest = select(tables.Order.id).order_by(tables.Order.id.desc()).limit(COMMITS)
        return list(reading.session.execute(newest).scalars())


def change(bank: Database, order_id: int, handler_id: int) -> float:
    """Commits; the moment at which it was committed."""
    with bank.writing(banks.EVERYONE) as writing:
        order = tables.Order
        changed = {"handler_id": handler_id, "version": order.version + 1}
        writing.session.execute(update(order).where(order.id == order_id).values(**changed))
    return time.time()


def _cpu(server: Server, loop: asyncio.AbstractEventLoop, work: object) -> float:
    """The share of one core that the server uses meanwhile."""
    loop.run_until_complete(asyncio.sleep(SETTLE))
    used, began = server.cpu(), time.monotonic()
    loop.run_until_complete(work)  # type: ignore[arg-type]
    return (server.cpu() - used) / (time.monotonic() - began)


async def _polling(server: Server, until: float) -> None:
    path = "/live/since?seq=999999999"
    await asyncio.gather(*(servers.poll(server, number, path, until) for number in range(STREAMS)))


def _latencies(
    bank: Database, loop: asyncio.AbstractEventLoop, listeners: Sequence[Listener], orders: Sequence[int]
) -> list[float]:
    """Seconds from each commit to each stream that was told of it; the first commit of all only warms the workers."""
    change(bank, orders[0], servers.FIRST_USER + STREAMS - 1)
    loop.run_until_complete(asyncio.sleep(SETTLE))
    committed = loop.run_until_complete(_commit(bank, orders))
    told = [
        (listener.moment_of(b'"handler":"%s"' % name.encode()), moment)
        for listener in listeners
        for name, moment in committed
    ]
    return [came - moment for came, moment in told if came is not None]


async def _commit(bank: Database, orders: Sequence[int]) -> list[tuple[str, float]]:
    """Each order gets a handler of its own, by whose name its event is known."""
    done = []
    for place, order_id in enumerate(orders):
        handler = servers.FIRST_USER + place
        done.append((f"Koordinaattori{handler}", await asyncio.to_thread(change, bank, order_id, handler)))
        await asyncio.sleep(APART)
    await asyncio.sleep(SETTLE)
    return done


def _requests(server: Server, loop: asyncio.AbstractEventLoop) -> tuple[int, int]:
    """The 95th percentile of an ordinary request without streams and with, in turns; the middle of the rounds."""
    alone, beside = [], []
    for _ in range(ROUNDS):
        alone.append(_p95(loop.run_until_complete(_timed(server))))
        with servers.listening(server, STREAMS, loop):
            beside.append(_p95(loop.run_until_complete(_timed(server))))
    return round(statistics.median(alone)), round(statistics.median(beside))


async def _timed(server: Server) -> list[float]:
    await asyncio.sleep(SETTLE)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    said, took = servers.request(PAGE, 0), []
    for _ in range(REQUESTS):
        began = time.perf_counter()
        await servers.ask(reader, writer, said)
        took.append(time.perf_counter() - began)
        await asyncio.sleep(0.01)
    writer.close()
    return took


def _browser(server: Server, bank: Database, order_id: int) -> list[float]:
    """Seconds from a commit to the row as another person's browser shows it."""
    with browsers.window(server) as page:
        if page is None:
            return []
        page.goto(f"{server.url}/orders?q={order_id}")
        page.wait_for_selector(f".ag-row[row-id='{order_id}']")
        page.evaluate(WATCH, str(order_id))
        took = []
        for place in range(COMMITS):
            committed = change(bank, order_id, servers.FIRST_USER + STREAMS - 1 - place)
            page.wait_for_function(f"() => window.seen.length > {place}", polling=20)
            took.append(page.evaluate(f"() => window.seen[{place}]") / 1000 - committed)
    return took


WATCH = """(id) => {
    window.seen = [];
    const shown = () => document.querySelector(`.ag-row[row-id='${id}'] [col-id=handler]`)?.textContent;
    let last = shown();
    new MutationObserver(() => { if (shown() !== last) { last = shown(); window.seen.push(Date.now()); } })
        .observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def _p95(seconds: Sequence[float]) -> int:
    """In microseconds."""
    return round(statistics.quantiles(seconds, n=20)[-1] * 1_000_000)
