"""What the demo's units order: how much of which package in a year, about which themes and in what pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from dashboard.demo import vocabulary
from dashboard.demo.vocabulary import Unit
from domain.money import Money

K = TypeVar("K")


@dataclass(frozen=True)
class Work:
    """How a package is ordered. `pieces` are (sessions, experts), tried from the first; `every` is days between sessions;
    `hours` are when sessions begin.
    """

    task_types: tuple[str, ...]
    minutes: int
    pieces: tuple[tuple[int, int], ...]
    target: str
    hours: tuple[int, ...] = (9, 10, 12, 13, 14)
    every: int = 7
    remote: float = 0.15


WORK: Mapping[str, Work] = {
    "ASIAKASTAPAAMINEN": Work(
        ("client_pair",), 60, ((3, 1), (2, 1), (1, 1)), "Yhden asiakkaan tapaamiset", remote=0.05
    ),
    "LUENTO": Work(("training_talk",), 90, ((1, 2), (2, 1), (1, 1)), "Henkilöstö tai opiskelijat", remote=0.35),
    "VERKOSTOTYO": Work(("client_pair",), 90, ((2, 1), (1, 1)), "Verkosto", every=14),
    "KOKEMUSTARINA": Work(("group_talk",), 60, ((2, 1), (1, 1)), "Ryhmä, noin 12 henkilöä", (10, 13, 17)),
    "KEHITTAMINEN": Work(
        ("codevelopment", "service_walk"), 120, ((5, 1), (2, 2), (3, 1), (1, 2), (1, 1)), "Hankkeen työryhmä"
    ),
    "PALVELUOHJAUS": Work(
        ("independent_reception",), 90, ((6, 1), (3, 1), (1, 1)), "Palvelussa kävijät", (9, 12, 15), remote=0.0
    ),
    "RYHMANOHJAUS": Work(
        ("group_lead",), 120, ((8, 1), (6, 1), (4, 1), (2, 1), (1, 1)), "Ryhmä, 6–8 henkilöä", remote=0.05
    ),
    "SOSIAALINEN_RAPORTOINTI": Work(
        ("codevelopment",), 120, ((1, 3), (3, 1), (1, 2), (1, 1)), "Lukijaryhmä", remote=0.8
    ),
    "TYORYHMA": Work(("working_group",), 120, ((3, 2), (3, 1), (2, 1), (1, 1)), "Työryhmä", every=28, remote=0.4),
}

MIX: Mapping[str, Mapping[str, int]] = {
    "adult_social_west": {"ASIAKASTAPAAMINEN": 6, "VERKOSTOTYO": 2, "PALVELUOHJAUS": 2},
    "housing_support": {"RYHMANOHJAUS": 5, "ASIAKASTAPAAMINEN": 3, "PALVELUOHJAUS": 2},
    "recovery_day_centre": {"RYHMANOHJAUS": 6, "KOKEMUSTARINA": 4},
    "health_centre_east": {"ASIAKASTAPAAMINEN": 4, "LUENTO": 3, "VERKOSTOTYO": 3},
    "health_centre_kerava": {"RYHMANOHJAUS": 5, "ASIAKASTAPAAMINEN": 3, "LUENTO": 2},
    "discharge_team": {"KEHITTAMINEN": 6, "VERKOSTOTYO": 4},
    "family_centre": {"KOKEMUSTARINA": 1},
    "project_paths": {"KEHITTAMINEN": 5, "SOSIAALINEN_RAPORTOINTI": 3, "TYORYHMA": 2},
    "project_participation": {"TYORYHMA": 5, "KEHITTAMINEN": 3, "LUENTO": 2},
    "city_youth": {"KOKEMUSTARINA": 7, "RYHMANOHJAUS": 3},
    "college": {"LUENTO": 1},
    "neighbour_county": {"TYORYHMA": 5, "LUENTO": 5},
}

THEMES: Mapping[str, tuple[str, ...]] = {
    "adult_social_west": (
        "adult_social_work",
        "money",
        "substance_services",
        "employment",
        "integration",
        "crisis_services",
    ),
    "housing_support": ("housing", "recovery", "money", "substance_services", "belonging", "crisis_services"),
    "recovery_day_centre": ("recovery", "mental_health_services", "work_ability", "belonging", "substance_services"),
    "health_centre_east": (
        "mental_health_services",
        "substance_services",
        "long_care_contact",
        "work_ability",
        "grief",
    ),
    "health_centre_kerava": ("ageing", "belonging", "long_care_contact", "family_care", "mental_health_services"),
    "discharge_team": ("hospital_and_home", "family_care", "ageing", "long_care_contact", "disability_services"),
    "family_centre": ("family_services", "separation", "child_protection"),
    "project_paths": (
        "digital_services",
        "adult_social_work",
        "mental_health_services",
        "child_protection",
        "housing",
        "grief",
    ),
    "project_participation": (
        "belonging",
        "employment",
        "integration",
        "school_support",
        "separation",
        "family_services",
    ),
    "city_youth": ("youth_services", "out_of_home_care", "school_support", "child_protection"),
    "college": (
        "disability_services",
        "mental_health_services",
        "child_protection",
        "ageing",
        "out_of_home_care",
        "family_care",
    ),
    "neighbour_county": ("digital_services", "recovery", "hospital_and_home", "crisis_services", "work_ability"),
}

PACKAGES = tuple(WORK)
PRICES: Mapping[date, tuple[int, ...]] = {
    date(2021, 4, 1): (55, 95, 70, 60, 70, 75, 50, 60, 70),
    date(2022, 1, 1): (60, 105, 80, 70, 80, 85, 50, 65, 80),
    date(2023, 1, 1): (65, 110, 80, 70, 80, 85, 50, 70, 85),
}
"""Euros per assignment from a day on, in the order of PACKAGES. The group's 50 € is KAP's own (service_packages_kap.csv); the
others are set so that each year's charges come to the published sum."""


def prices(day: date) -> dict[str, Money]:
    """What begins on this day."""
    return {code: Money(euros * 100) for code, euros in zip(PACKAGES, PRICES[day], strict=True)}


def of_year(year: int, scale: float = 1) -> dict[tuple[Unit, str], int]:
    """Assignments by unit and package: the published number of the year, shared out as in 2023."""
    units, volumes = vocabulary.units(), vocabulary.volumes()
    total = round(volumes.get(year, volumes[max(volumes)]).assignments * scale)
    by_unit = shared(total, {unit: unit.assignments_2023 for unit in units})
    return {
        (unit, package): count
        for unit, of_unit in by_unit.items()
        for package, count in shared(of_unit, MIX[unit.key]).items()
        if count
    }


def shared(total: int, weights: Mapping[K, int]) -> dict[K, int]:
    """Whole shares that add up, the largest remainders rounded up."""
    whole = sum(weights.values())
    shares = {key: total * weight // whole for key, weight in weights.items()}
    left = sorted(weights, key=lambda key: -(total * weights[key] % whole))
    for key in left[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def pieces(count: int, of: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Orders as (sessions, experts) whose assignments add up to `count`, every size in turn as long as it fits."""
    made: list[tuple[int, int]] = []
    while count:
        for sessions, experts in of:
            if sessions * experts <= count:
                made.append((sessions, experts))
                count -= sessions * experts
    return made
