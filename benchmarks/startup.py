"""What starting costs: importing the program beside importing what it stands on, and the memory of preloaded workers.

Goal: workers that share what their master imported hold at most half of what as many hold that import everything each for
themselves. Memory is the proportional set size, in which a page that several share counts in parts; Linux tells it.
"""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from benchmarks import banks, servers
from benchmarks.harness import Count, Race
from benchmarks.servers import Server
from dashboard.settings import ROOT
from db.session import Database

WORKERS = 4
PAGES = ("/", "/_dash-layout", "/_dash-dependencies")
VISITS = 5
SETTLE = 1.0
OURS = "import dashboard.server"
STANDS_ON = (
    "import a2wsgi, dash, dash_ag_grid, dash_bootstrap_components, flask_compress, flask_login, gunicorn, numpy, openpyxl, "
    "plotly.graph_objects, pydantic, schwifty, sqlalchemy, stdnum, uvicorn"
)


@contextmanager
def contests(scale: int) -> Iterator[list[Race | Count]]:
    with banks.sqlite(scale) as bank:
        servers.hire(bank, 1)
        (workers, together), alone = _preloaded(bank), _each_alone(bank)
    yield [
        Race("importing what it stands on", lambda: _import(OURS), lambda: _import(STANDS_ON), None, rounds=5),
        Count("kB after importing what it stands on", _peak(OURS), _peak(STANDS_ON), None),
        Count(f"kB of {WORKERS} workers that import everything each", workers, alone, 0.5),
        Count("the same, with our master and job process", together, alone, None),
    ]


def _import(statement: str) -> int:
    return subprocess.run([sys.executable, "-c", statement], cwd=ROOT, check=True).returncode


def _peak(statement: str) -> int:
    """kB that were resident at most."""
    told = f"{statement}\nimport resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    return int(subprocess.run([sys.executable, "-c", told], cwd=ROOT, check=True, capture_output=True).stdout)


def _preloaded(bank: Database) -> tuple[int, int]:
    with servers.serving(bank, WORKERS) as server:
        _visit(server, WORKERS * VISITS)
        return server.memory_of_workers(), server.memory()


def _each_alone(bank: Database) -> int:
    with ExitStack() as stack:
        each = [stack.enter_context(_alone(bank)) for _ in range(WORKERS)]
        for server in each:
            _visit(server, VISITS)
        return sum(server.memory() for server in each)


@contextmanager
def _alone(bank: Database) -> Iterator[Server]:
    port = servers.free_port()
    arguments, told = ["-m", "benchmarks.alone", str(port)], servers.settings(bank, port, workers=1)
    with servers.running(arguments, port, "/healthz", told) as server:
        yield server


def _visit(server: Server, times: int) -> None:
    """So that what is made at the first request, or read at the start, is there."""
    cookie = {"Cookie": f"kohtaanto={servers.cookie(0)}"}
    for _ in range(times):
        for page in PAGES:
            with urllib.request.urlopen(urllib.request.Request(server.url + page, headers=cookie)) as answer:
                answer.read()
    time.sleep(SETTLE)
