"""Life situations and sealed backgrounds of the demo bank: invented, told with a consent, one of them soon to end."""

from __future__ import annotations

from datetime import timedelta

from commands import backgrounds, experts
from dashboard.demo.around import Around
from dashboard.demo.office import Story
from dashboard.demo.staff import COORDINATOR
from domain import consents
from domain.backgrounds import Level
from domain.consents import Given, GivenHow, Purpose
from domain.themes import ThemeRole

SITUATIONS = {
    "out_of_home_care": "own_home_after_care",
    "housing": "long_without_home",
    "recovery": "first_year_of_recovery",
    "family_care": "carer_at_work",
    "employment": "back_to_work",
    "child_protection": "parent_of_placed_child",
}
"""Whoever has told the theme may have told the situation as well."""
TOLD = (
    (
        "Neuvonnasta aikuissosiaalityöhön, sieltä asumisneuvontaan ja tuettuun asumiseen; nyt oma koti.",
        "Haluan kertoa, miten paljon yksi ihminen, joka soitti takaisin, voi merkitä.",
    ),
    (
        "Perhetyöstä tukiperheeseen ja vanhempien ryhmään, jossa olen nyt vertaisohjaajana.",
        "Puhun mielelläni siitä, miten vanhempi otetaan mukaan eikä vain kuulla.",
    ),
    (
        "Työllistymisen palveluista kuntouttavaan työhön ja sieltä osa-aikaiseen työhön.",
        "Minulle tärkeintä oli, että tavoitteet olivat omiani.",
    ),
)
EVERY = 9
SOON = 40


def stories(here: Around) -> Story:
    """Every ninth expert has sealed levels; the first one's own words rest on a consent that ends in forty days."""
    yield here.at(-6, 13)
    writing = here.office.by(COORDINATOR)
    given = Given(Purpose.MATCHING, GivenHow.BY_TELEPHONE)
    for person in here.office.people:
        if person.place not in here.office.experts:
            continue
        expert_id, first = here.office.experts[person.place], writing.today
        for theme, role in person.themes:
            if theme in SITUATIONS and role is ThemeRole.OWN and person.place % 3 == 1:
                situation = here.office.ids["themes"][SITUATIONS[theme]]
                experts.consent(writing, expert_id, situation, role, first, consents.usual_end(first), given)
        if person.place % EVERY == 0:
            for level, words in zip(Level, TOLD[person.place // EVERY % len(TOLD)], strict=True):
                soon = level is Level.OWN_WORDS and person.place == 0
                last = here.today + timedelta(days=SOON) if soon else consents.usual_end(first)
                paper = Given(Purpose.PREPARING, GivenHow.ON_PAPER)
                backgrounds.tell(writing, expert_id, level, words, first, last, paper)
