"""The experts of a demo bank as pure data from a seed: invented names, themes, wishes, and when each joined and was at work."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from faker import Faker

from dashboard.demo import demand, seasons, vocabulary
from domain.availability import Availability, Slot
from domain.experts import ThemeRole, WorkWish
from domain.identifiers import Hetu, Iban
from domain.money import Money
from domain.register import ExpertForm

CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
NO_BANK = "999"
"""Finnish account numbers begin with 1–8, so no bank has this one, and the check digits are right all the same."""

MUNICIPALITIES = ("092", "245")
WEIGHTS = {WorkWish.OFTEN: 3.0, WorkWish.NOW_AND_THEN: 1.2, WorkWish.SELDOM: 0.5}


@dataclass(frozen=True)
class Intake:
    """How many joined on a day, and how they were trained: by the bank itself (120 h) or elsewhere (50 h and an induction)."""

    count: int
    joined: date
    trained: date
    own: bool


INTAKES = (
    Intake(12, date(2021, 3, 15), date(2020, 11, 27), own=True),
    Intake(10, date(2021, 3, 15), date(2021, 3, 12), own=False),
    Intake(11, date(2021, 8, 2), date(2021, 6, 18), own=True),
    Intake(9, date(2022, 1, 17), date(2022, 1, 14), own=False),
    Intake(11, date(2022, 6, 1), date(2022, 5, 20), own=True),
    Intake(10, date(2022, 9, 5), date(2022, 9, 2), own=False),
    Intake(6, date(2023, 5, 15), date(2023, 5, 5), own=True),
)
"""69 members, 40 of them from the bank's own training (kap_people.csv; the days are invented)."""

WORKING_SHARE = {2021: 0.88, 2022: 0.64}
REFRESHED_SHARE = {2021: 0.95, 2022: 0.85}


@dataclass(frozen=True)
class Person:
    """`place` is the order in which they join, from 0. `themes` are keys; their first is the one they work with most.
    `refreshed` and `works` are years.
    """

    place: int
    form: ExpertForm
    association: vocabulary.Association | None
    themes: tuple[tuple[str, ThemeRole], ...]
    task_types: frozenset[str]
    intake: Intake
    identity_code: Hetu
    account: Iban
    keeps_rates: bool
    weight: float
    refreshed: frozenset[int] = field(default_factory=frozenset)
    works: frozenset[int] = field(default_factory=frozenset)

    @functools.cached_property
    def theme_keys(self) -> frozenset[str]:
        return frozenset(theme for theme, _role in self.themes)

    @functools.cached_property
    def availability(self) -> Availability:
        return Availability() if self.form.week is None else Availability.weekly(self.form.week, self.form.exceptions)

    @property
    def name(self) -> str:
        return f"{self.form.first_name} {self.form.last_name}"


def scaled(members: int) -> tuple[Intake, ...]:
    """The same intakes for a bank of another size."""
    counts = demand.shared(members, {intake: intake.count for intake in INTAKES})
    return tuple(replace(intake, count=counts[intake]) for intake in INTAKES)


def phone(number: int) -> str:
    """A number that cannot ring: no range is kept for fiction in Finland, but 0 is the trunk prefix, so no subscriber's
    number begins with it after +358, and dialled from home 0 000 … begins like a foreign call to a country code 0… that
    is nobody's.
    """
    return f"+358 000 {number // 1000:03} {number % 1000:03}"


def email(name: str) -> str:
    """Under the domain that is kept for examples (RFC 2606)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{'.'.join(plain.split())}@example.org"


def identity_code(place: int) -> Hetu:
    """Temporary individual numbers 900–999 are never a person's. No two places below 90,000 get the same code."""
    born = date(1950, 1, 1) + timedelta(days=place * 7919 % 18980)
    sign = "A" if born.year >= 2000 else "-"
    digits = f"{born:%d%m%y}{900 + place % 100}"
    return Hetu(f"{digits[:6]}{sign}{digits[6:]}{CHECKS[int(digits) % 31]}")


def account(number: int) -> Iban:
    body = f"{NO_BANK}{number:010}"
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body)))
    body += str(-sum(value // 10 + value % 10 for value in doubled) % 10)
    return Iban(f"FI{98 - int(body + '151800') % 97:02}{body}")


def names(seed: int) -> Iterator[tuple[str, str]]:
    """First and last names, never the same pair twice."""
    faker = Faker("fi_FI")
    faker.seed_instance(seed)
    seen: set[tuple[str, str]] = set()
    while True:
        name = (faker.first_name(), faker.last_name())
        if name not in seen:
            seen.add(name)
            yield name


def experts(
    seed: int, theme_keys: Sequence[str], intakes: Sequence[Intake] = INTAKES, last_year: int = 2026
) -> tuple[Person, ...]:
    """Everyone in the order of joining; 2023 has exactly the published numbers at the refresher and at work."""
    joining = [intake for intake in intakes for _ in range(intake.count)]
    named = names(seed)
    people = [
        _person(place, intake, next(named), theme_keys, Random(f"{seed}/{place}"))
        for place, intake in enumerate(joining)
    ]
    years = [_year(people, year, seed) for year in range(2021, last_year + 1)]
    return tuple(_with_years(person, years) for person in people)


def _person(place: int, intake: Intake, name: tuple[str, str], theme_keys: Sequence[str], chance: Random) -> Person:
    themes = _themes(place, theme_keys, chance)
    association = _association(themes) if chance.random() < 0.4 else None
    wish = chance.choices(list(WEIGHTS), (3, 5, 2))[0]
    return Person(
        place=place,
        form=_form(place, name, wish, chance),
        association=association,
        themes=themes,
        task_types=_task_types(chance),
        intake=intake,
        identity_code=identity_code(place),
        account=account(place + 1),
        keeps_rates=place % 23 == 5 and intake.joined > seasons.OPENED,
        weight=WEIGHTS[wish] * chance.uniform(0.5, 1.6),
    )


def _form(place: int, name: tuple[str, str], wish: WorkWish, chance: Random) -> ExpertForm:
    """Without the association, whose id is not known before it is written."""
    home = chance.choices(MUNICIPALITIES, (7, 3))[0]
    return ExpertForm(
        number=f"{place + 1:04}",
        first_name=name[0],
        last_name=name[1],
        phone=phone(place + 1),
        email=email(" ".join(name)),
        contact_way=chance.choice(("puhelu", "tekstiviesti", "sähköposti")),
        contact_hours=chance.choice(("", "9–12", "arkisin 10–16", "iltapäivisin")),
        contact_protected=place % 31 == 17,
        municipality=home,
        address=f"Esittelykuja {place + 1}, {'01300 Vantaa' if home == '092' else '04200 Kerava'}",
        languages=_languages(chance),
        areas=MUNICIPALITIES if chance.random() < 0.8 else (home,),
        on_site=place % 29 != 11,
        remote=place % 29 == 11 or chance.random() < 0.85,
        work_wish=wish,
        practical_wishes=chance.choices(("", "esteetön tila", "pysäkki lähellä", "tauko tunnin jälkeen"), (8, 1, 1, 1))[
            0
        ],
        monthly_cap=Money(chance.choice((300, 400, 500)) * 100) if chance.random() < 0.12 else None,
        week=_week(chance) if chance.random() < 0.6 else None,
        joined_on=None,
    )


def _themes(place: int, keys: Sequence[str], chance: Random) -> tuple[tuple[str, ThemeRole], ...]:
    """Three to five, the first ones dealt around the table so that no theme is without experts."""
    dealt = [keys[(place + step * 9) % len(keys)] for step in range(3)]
    extra = chance.sample([key for key in keys if key not in dealt], chance.randrange(3))
    return tuple(
        (key, ThemeRole.CLOSE_ONE if key == "family_care" or chance.random() < 0.2 else ThemeRole.OWN)
        for key in (*dealt, *extra)
    )


def _association(themes: Sequence[tuple[str, ThemeRole]]) -> vocabulary.Association:
    return max(vocabulary.associations(), key=lambda each: len({theme for theme, _ in themes} & set(each.themes)))


def _languages(chance: Random) -> tuple[str, ...]:
    return ("fi", *(language for language, share in (("sv", 0.16), ("en", 0.25)) if chance.random() < share))


def _task_types(chance: Random) -> frozenset[str]:
    """Empty means that every kind of task is accepted."""
    if chance.random() < 0.8:
        return frozenset()
    always = {"client_pair", "group_talk", "working_group", "codevelopment", "service_walk"}
    return frozenset(always | set(chance.sample(("group_lead", "training_talk", "independent_reception"), 2)))


def _week(chance: Random) -> tuple[Slot, ...]:
    first, last = chance.choice(((8, 16), (8, 18), (9, 20), (12, 20)))
    days = sorted(chance.sample(range(5), chance.choice((3, 4, 5))))
    return tuple(Slot(day, first * 60, last * 60) for day in days)


def _year(people: Sequence[Person], year: int, seed: int) -> tuple[int, frozenset[int], frozenset[int]]:
    """The year, and the places of those who take its refresher and of those who are at work in it."""
    published = vocabulary.people()
    scale = len(people) / published["members_total"]
    members = [person for person in people if person.intake.joined.year <= year]
    keen = sorted(members, key=lambda person: _keenness(person, year, seed))
    shares = (
        REFRESHED_SHARE.get(year, published["active_2023_took_yearly_refresh"] * scale / len(members)),
        WORKING_SHARE.get(year, published["did_assignments_2023"] * scale / len(members)),
    )
    refreshed, working = (round(share * len(members)) for share in shares)
    present = [person for person in keen if person.intake.joined < seasons.refresher(year)]
    return (
        year,
        frozenset(person.place for person in present[:refreshed]),
        frozenset(person.place for person in keen[:working]),
    )


def _keenness(person: Person, year: int, seed: int) -> float:
    """Mostly the same from year to year, so that who worked last year goes on, with a few who stop and a few who return."""
    return Random(f"{seed}/keen/{person.place}").random() + 0.12 * Random(f"{seed}/{year}/{person.place}").random()


def _with_years(person: Person, years: Sequence[tuple[int, frozenset[int], frozenset[int]]]) -> Person:
    refreshed = frozenset(year for year, present, _ in years if person.place in present)
    works = frozenset(year for year, _, working in years if person.place in working)
    return replace(person, refreshed=refreshed, works=works)
