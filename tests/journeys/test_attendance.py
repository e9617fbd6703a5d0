"""An attendance list by keyboard: a part of each name and Enter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

import commands.trainings
from domain import times
from domain.experts import TrainingKind
from tests import make, people
from tests.journeys.conftest import Office

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

NAMES = ("Aalto", "Berg", "Eskola", "Forss", "Hakala", "Ikonen", "Juva", "Koski", "Lind", "Mäki", "Niemi", "Öhman")


def test_twelve_names_are_ticked_by_typing(office: Office) -> None:
    trained = times.day_of(office.database.clock() - timedelta(days=30))
    for name in (*NAMES, "Poissa"):
        make.expert(office.database, trained_on=trained, first_name="Kaino", last_name=name)
    with office.database.writing(people.COORDINATOR) as writing:
        training = commands.trainings.hold(writing, TrainingKind.REFRESHER, "Kertaus", writing.today, 3)
    window = office.come(people.COORDINATOR)
    office.go(window, f"/trainings/{training}")
    window.get_by_label("Kirjoita osa nimestä ja paina Enter").focus()
    for name in NAMES:
        window.keyboard.type(name[:3].lower())
        window.keyboard.press("Enter")
    expect(window.get_by_text("Öhman Kaino merkitty. Merkittyjä: 12.")).to_be_visible()
    window.get_by_role("button", name="Tallenna luettelo").focus()
    window.keyboard.press("Enter")
    expect(window.get_by_text("Osallistujaluettelossa on 12 nimeä.")).to_be_visible()
    assert office.ask(f"SELECT count(*) FROM attendances WHERE training_id = {training}") == 12
