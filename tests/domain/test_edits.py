"""Two people's changes are brought together field by field, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

from domain import edits
from domain.edits import Clash, Kept
from domain.orders import OrderForm

BASE = OrderForm(client_id=1, package_id=1, task_type_id=1, place="Sali 1", description="Ryhmä", theme_ids=(1, 2))


def merged(mine: OrderForm, theirs: OrderForm, **kept: Kept):
    return edits.merged(BASE, mine, theirs, 7, kept)


def test_changes_of_different_fields_are_both_kept():
    merge = merged(replace(BASE, place="Sali 2"), replace(BASE, description="Pieni ryhmä", theme_ids=(3,)))
    assert merge.clashes == ()
    assert merge.form == replace(BASE, place="Sali 2", description="Pieni ryhmä", theme_ids=(3,))


def test_the_same_field_changed_by_both_is_asked_about_with_both_values():
    merge = merged(replace(BASE, place="Sali 2"), replace(BASE, place="Sali 3"))
    assert merge.clashes == (Clash("place", "Sali 2", "Sali 3"),)


def test_the_same_change_by_both_is_no_clash():
    changed = replace(BASE, place="Sali 2")
    assert merged(changed, changed).clashes == ()


def test_what_was_chosen_stays():
    mine, theirs = replace(BASE, place="Sali 2", project="A"), replace(BASE, place="Sali 3", project="B")
    merge = merged(mine, theirs, place=Kept.MINE, project=Kept.THEIRS)
    assert merge.clashes == ()
    assert (merge.form.place, merge.form.project) == ("Sali 2", "B")


def test_the_order_in_which_themes_were_ticked_is_no_change():
    assert merged(replace(BASE, theme_ids=(2, 1)), replace(BASE, theme_ids=(1, 2, 3))).clashes == ()
