"""Themes: areas of experience, worded by service or life situation, and whose experience it is."""

from __future__ import annotations

from enum import StrEnum, auto


class Precision(StrEnum):
    """The two levels of background that matching knows: a broad theme, or a life situation, which tells more."""

    THEME = auto()
    SITUATION = auto()


class ThemeRole(StrEnum):
    """Whose experience it is; belongs to the expert's theme, not to the theme."""

    OWN = auto()
    CLOSE_ONE = auto()
