"""Why this expert, and why not now: plain sentences, what would help, and what a person may set aside with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.matching.criteria import CRITERIA, Rule
from domain.matching.need import Need
from domain.matching.parts import PARTS
from domain.matching.profiles import ExpertProfile
from domain.matching.weights import Part
from domain.messages import Message

CLAUSES = 3


@dataclass(frozen=True)
class Finding:
    """What one rule says of one expert and one order."""

    rule: Rule
    sentence: Message
    fix: Message | None
    overridable: bool


@dataclass(frozen=True)
class Explanation:
    """`clauses` are the strongest facts, one sentence when joined by commas; none for one who cannot take this now."""

    expert_id: int
    clauses: tuple[Message, ...]
    obstacles: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def explain(profile: ExpertProfile, need: Need, parts: Mapping[Part, int] | None = None) -> Explanation:
    """`parts` are a candidate's own from the ranking."""
    obstacles = obstacles_of(profile, need)
    clauses = _clauses(profile, need, parts) if parts else ()
    warnings = () if any(found.rule in _LAST_WORDS for found in obstacles) else warnings_of(profile, need)
    return Explanation(profile.id, clauses, obstacles, warnings)


def obstacles_of(profile: ExpertProfile, need: Need) -> tuple[Finding, ...]:
    found = _findings(profile, need, warns=False)
    last_words = [finding for finding in found if finding.rule in _LAST_WORDS]
    return tuple(last_words[:1] or found)


def warnings_of(profile: ExpertProfile, need: Need) -> tuple[Finding, ...]:
    return tuple(_findings(profile, need, warns=True))


def check_override(obstacles: Iterable[Finding], reason: str) -> tuple[Rule, ...]:
    """The rules that the reason sets aside; Refused in a rule's own words where it may not be, or without a reason."""
    standing = sorted(obstacles, key=lambda obstacle: obstacle.overridable)
    for obstacle in standing:
        if not (obstacle.overridable and reason.strip()):
            raise obstacle.sentence.refused()
    return tuple(obstacle.rule for obstacle in standing)


def check_assignable(profile: ExpertProfile, need: Need, reason: str = "") -> tuple[Rule, ...]:
    """Asked again inside the transaction that assigns; the rules set aside go to the trail."""
    return check_override(obstacles_of(profile, need), reason)


_LAST_WORDS = frozenset(criterion.key for criterion in CRITERIA if criterion.last_word)


def _findings(profile: ExpertProfile, need: Need, *, warns: bool) -> list[Finding]:
    return [
        Finding(criterion.key, sentence, criterion.fix and criterion.fix(profile, need), criterion.overridable)
        for criterion in CRITERIA
        if criterion.warns is warns and (sentence := criterion.sentence(profile, need))
    ]


def _clauses(profile: ExpertProfile, need: Need, parts: Mapping[Part, int]) -> tuple[Message, ...]:
    """The parts that gave most first; equal ones in the order of the table."""
    giving = sorted((part for part in PARTS if parts[part.key] > 0), key=lambda part: -parts[part.key])
    said = (part.clause(profile, need) for part in giving)
    return tuple(clause for clause in said if clause)[:CLAUSES]
