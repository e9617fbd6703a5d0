"""Hashing a password takes 64 MiB: few do it at once, whichever worker they are in."""

from __future__ import annotations

import multiprocessing
import time
from threading import Thread

from commands.seats import Seats


def hold(seats: Seats, now: object, most: object) -> None:
    for _ in range(20):
        with seats.taken():
            with now.get_lock():  # type: ignore[attr-defined]
                now.value += 1  # type: ignore[attr-defined]
                most.value = max(most.value, now.value)  # type: ignore[attr-defined]
            time.sleep(0)
            with now.get_lock():  # type: ignore[attr-defined]
                now.value -= 1  # type: ignore[attr-defined]


def worker(seats: Seats, now: object, most: object) -> None:
    threads = [Thread(target=hold, args=(seats, now, most)) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def test_at_most_two_hash_at_once_over_all_workers() -> None:
    """Seats are made before the fork, as the served program makes them."""
    fork = multiprocessing.get_context("fork")
    seats, now, most = Seats(2), fork.Value("i", 0), fork.Value("i", 0)
    workers = [fork.Process(target=worker, args=(seats, now, most)) for _ in range(3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)
    assert [each.exitcode for each in workers] == [0, 0, 0]
    assert 1 <= most.value <= 2
