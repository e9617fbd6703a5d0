"""`python -m benchmarks NAME`: one file per benchmark, each a ratio against a named peer in the same run."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import click

from benchmarks import harness

HERE = Path(__file__).parent
BESIDE = {
    "__init__",
    "__main__",
    "alone",
    "harness",
    "banks",
    "browsers",
    "empty",
    "loops",
    "members",
    "openings",
    "servers",
    "statements",
    "visits",
    "workbooks",
    "years",
}
NAMES = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in BESIDE)


def _scales(_context: click.Context, _parameter: click.Parameter, text: str) -> tuple[int, ...]:
    try:
        return tuple(sorted({int(part) for part in text.split(",")}))
    except ValueError:
        raise click.BadParameter("numbers with commas between them, such as 1,10,100") from None


@click.command()
@click.argument("name", type=click.Choice([*NAMES, "all"]))
@click.option("--scale", "scales", default="1", show_default=True, callback=_scales, help="1 is 10,000 assignments.")
@click.option("--rounds", type=click.IntRange(min=1), default=9, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def main(name: str, scales: tuple[int, ...], rounds: int, as_json: bool) -> None:
    """Race the program against its peers. Exit code 1 when a goal was not met."""
    met = [_run(each, scales, rounds, as_json) for each in (NAMES if name == "all" else [name])]
    sys.exit(0 if all(met) else 1)


def _run(name: str, scales: tuple[int, ...], rounds: int, as_json: bool) -> bool:
    benchmark = importlib.import_module(f"benchmarks.{name}")
    rows = []
    for scale in scales:
        with benchmark.contests(scale) as contests:
            rows += [harness.run(contest, scale, rounds) for contest in contests]
    click.echo(json.dumps(harness.as_json(name, rows)) if as_json else f"{name}\n{harness.table(rows)}\n")
    return all(row.met for row in rows)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
