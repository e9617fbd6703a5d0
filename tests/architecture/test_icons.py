"""No icon is asked for that the shipped font lacks."""

from __future__ import annotations

from tests.architecture import icons


def test_every_icon_of_the_layouts_is_in_the_font() -> None:
    assert len(icons.named()) > 40
    assert icons.named() - icons.shown() == set()
