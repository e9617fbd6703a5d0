"""What `make mutants` found: the score by module, and whether each mutant that lived is explained in mutants.txt."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mutmut.stats import status_by_exit_code

FOLDER, EXPLAINED = Path("mutants"), Path(__file__).with_suffix(".txt")
LEAST = 95.0
BY_TYPES = "caught by type check"
LIVED = frozenset({"survived", "no tests", "suspicious", "not checked", "segfault"})
"""A mutant is dead when a test or mypy refuses it, or when it never comes to an end."""


def statuses() -> dict[str, str]:
    """Mutant → what became of it."""
    found: dict[str, str] = {}
    for meta in sorted(FOLDER.glob("**/*.meta")):
        codes = json.loads(meta.read_text())["exit_code_by_key"]
        found |= {name: status_by_exit_code[code] for name, code in codes.items()}
    return found


def change(mutant: str) -> str:
    """Its module, and the line as the mutant has it."""
    shown = subprocess.run(
        [sys.executable, "-m", "mutmut", "show", mutant], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    lines = [line[1:].strip() for line in shown if line.startswith("+") and not line.startswith("+++")]
    return f"{'.'.join(mutant.split('.')[:2])}: {' '.join(lines)}"


def explained() -> frozenset[str]:
    """Lines that are not indented name a mutant; those below them say why it may live."""
    lines = EXPLAINED.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith((" ", "#")))


def table(found: dict[str, str]) -> Iterator[str]:
    every, lived = (
        Counter(module(name) for name in found),
        Counter(module(name) for name in found if found[name] in LIVED),
    )
    for name in sorted(every):
        yield f"{name:28}{every[name]:7}{lived[name]:7}{100 - 100 * lived[name] / every[name]:8.1f} %"
    yield f"{'together':28}{every.total():7}{lived.total():7}{score(found):8.1f} %"


def module(mutant: str) -> str:
    return ".".join(mutant.split(".")[:2])


def score(found: dict[str, str]) -> float:
    return 100 - 100 * sum(status in LIVED for status in found.values()) / len(found)


def main() -> None:
    found = statuses()
    print(*table(found), sep="\n")
    living = [change(name) for name, status in found.items() if status in LIVED]
    unexplained = sorted(set(living) - explained())
    for line in unexplained:
        print(f"not explained in {EXPLAINED.name}: {line}", file=sys.stderr)
    asked = BY_TYPES in found.values()
    if not asked:
        print("mypy refused no mutant: it was not found, or not asked", file=sys.stderr)
    sys.exit(bool(unexplained) or not asked or score(found) < LEAST)


if __name__ == "__main__":
    main()
