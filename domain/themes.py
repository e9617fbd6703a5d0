"""Themes: broad areas of experience, worded by service or life situation, and whose experience it is."""

from __future__ import annotations

from enum import StrEnum, auto


class ThemeRole(StrEnum):
    """Whose experience it is; belongs to the expert's theme, not to the theme."""

    OWN = auto()
    CLOSE_ONE = auto()
