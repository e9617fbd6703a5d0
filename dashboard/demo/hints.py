"""Hyvä tietää cards of the demo bank: told by experts, orderers and coordinators, some still to be gone through."""

from __future__ import annotations

from commands import hints
from dashboard.demo.around import Around
from dashboard.demo.office import Story
from dashboard.demo.staff import COORDINATOR
from domain.flow import Seen
from domain.hints import HintForm, Leaning, Source

TOLD = (
    ("Puhuu mielellään isolle yleisölle.", Source.EXPERT, Leaning.FOR),
    ("Ohjaa mieluiten pienryhmiä, enintään kahdeksan henkeä.", Source.EXPERT, Leaning.NEITHER),
    ("Sai ryhmän hiljaisimmatkin mukaan keskusteluun.", Source.ORDERER, Leaning.FOR),
    ("Tulee mielellään myös lyhyellä varoitusajalla.", Source.COORDINATOR, Leaning.FOR),
    ("Ei mielellään iltatehtäviä.", Source.EXPERT, Leaning.AGAINST),
    ("Tuntee päätöksenteon ja puhuu selkeästi työryhmissä.", Source.COORDINATOR, Leaning.FOR),
    ("Toivoo ennakkoon kysymykset, joihin vastata.", Source.EXPERT, Leaning.NEITHER),
    ("Rauhallinen työpari asiakastapaamisella.", Source.ORDERER, Leaning.FOR),
)
EVERY = 3
"""Every third expert has a card."""
FIRST_SEEN = Seen(1)


def stories(here: Around) -> Story:
    """Another's cards have been gone through with the expert, save those of the last ones."""
    yield here.at(-8, 14)
    writing = here.office.by(COORDINATOR)
    experts = [expert_id for place, expert_id in sorted(here.office.experts.items()) if place % EVERY == 0]
    for number, expert_id in enumerate(experts):
        text, source, leaning = TOLD[number % len(TOLD)]
        card = hints.write(writing, expert_id, HintForm(text=text, source=source, leaning=leaning))
        if source is not Source.EXPERT and number < len(experts) - len(TOLD):
            hints.go_through(writing, card, FIRST_SEEN)
