"""Inter as the house uses it: four of its weights, and of its further letters those of European languages.

`python -m tests.architecture.typeface FOLDER`, with the unpacked npm package @fontsource-variable/inter, writes the fonts of
assets/vendor anew (it needs fonttools): 133 kB become 46. Their addresses change with the version in the name alone.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from dashboard.settings import ROOT

VENDOR = ROOT / "assets" / "vendor" / "inter"
WEIGHTS = (400, 400, 700)
"""Lightest, usual, heaviest."""
FEATURES = ["ccmp", "locl", "tnum", "calt", "kern", "mark", "mkmk", "liga"]
FACE = re.compile(r'url\("inter-[\d.]+-text-([\w-]+)\.woff2"\).*?unicode-range: ([^;]+);', re.DOTALL)


def faces() -> dict[str, set[int]]:
    """Subset of the package → the characters that inter.css asks it for."""
    style = (VENDOR / "inter.css").read_text()
    return {name: _characters(ranges) for name, ranges in FACE.findall(style)}


def _characters(ranges: str) -> set[int]:
    ends = [re.fullmatch(r"\s*U\+(\w+)(?:-(\w+))?\s*", part) for part in ranges.split(",")]
    return {code for end in ends if end for code in range(int(end[1], 16), int(end[2] or end[1], 16) + 1)}


def subset(package: Path) -> None:
    from fontTools import subset as fonts
    from fontTools.varLib import instancer

    options = fonts.Options()
    options.layout_features = FEATURES
    for name, characters in faces().items():
        font = fonts.load_font(package / "files" / f"inter-{name}-wght-normal.woff2", options)
        cut = fonts.Subsetter(options)
        cut.populate(unicodes=characters)
        cut.subset(font)
        font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
        font.flavor = "woff2"
        font.save(next(VENDOR.glob(f"*-text-{name}.woff2")))


if __name__ == "__main__":
    subset(Path(sys.argv[1]))
