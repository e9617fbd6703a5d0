"""Status marks: a word, a shape and a tone, so that none of them carries the meaning alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from dash import html
from dash.development.base_component import Component

from layouts.parts.icons import icon as draw_icon


class Tone(StrEnum):
    NEUTRAL = auto()
    INFO = auto()
    BUSY = auto()
    ACCENT = auto()
    GOOD = auto()
    WARN = auto()
    BAD = auto()


@dataclass(frozen=True)
class Look:
    """How a status is drawn, on pages and in grids alike."""

    tone: Tone
    icon: str


def badge(word: str, tone: Tone = Tone.NEUTRAL, icon: str = "circle") -> Component:
    return html.Span([draw_icon(icon), word], className=f"status tone-{tone}")


def notice(sentence: str | Component, tone: Tone = Tone.INFO, icon: str = "info-circle") -> Component:
    """A sentence the reader should not miss."""
    return html.Div([draw_icon(icon), html.Div(sentence)], className=f"notice tone-{tone}")
