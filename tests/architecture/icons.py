"""The icons that the house uses, of the two thousand that Bootstrap Icons has.

`python -m tests.architecture.icons FOLDER`, with the unpacked npm package, writes the font and the stylesheet of assets/vendor
anew (it needs fonttools): 134 kB become a tenth. Run it when the test of icons names one that is missing.
"""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from dashboard.settings import ROOT

VENDOR = ROOT / "assets" / "vendor" / "bootstrap-icons"
STYLE = VENDOR / "bootstrap-icons.min.css"
FONT = VENDOR / "fonts" / "bootstrap-icons.woff2"
RULE = re.compile(r'\.bi-([a-z0-9-]+)::before\{content:"\\([0-9a-f]+)"\}')


def shown() -> set[str]:
    """The stylesheet's icons."""
    return {name for name, _code in RULE.findall(STYLE.read_text())}


def mentioned() -> set[str]:
    """Every literal of the code that may name an icon: most are other words."""
    code = [path for layer in ("layouts", "callbacks", "domain") for path in (ROOT / layer).rglob("*.py")]
    words = {word for path in code for word in _literals(path)}
    rest = [*(ROOT / "assets").glob("*.js"), *(ROOT / "assets").glob("*.css"), *(ROOT / "layouts").rglob("*.html")]
    for path in rest:
        words.update(re.findall(r'[\w"\'`-]*?((?:[a-z0-9]+-)*[a-z0-9]+)', path.read_text().replace("bi-", " ")))
    return words


def named() -> set[str]:
    """What is handed to `icon(…)` or as `icon=…` as a literal."""
    calls = (
        node
        for layer in ("layouts", "callbacks")
        for path in (ROOT / layer).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
    )
    return {value for call in calls for value in _of_call(call)}


def _of_call(call: ast.Call) -> Iterator[str]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    values = [keyword.value for keyword in call.keywords if keyword.arg == "icon"]
    for value in [*values, *(call.args[:1] if name in ("icon", "draw_icon") else [])]:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def _literals(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def subset(package: Path) -> None:
    from fontTools import subset as fonts

    whole = (package / "font" / "bootstrap-icons.min.css").read_text()
    wanted = mentioned()
    kept = {name: code for name, code in RULE.findall(whole) if name in wanted}
    source = package / "font" / "fonts" / FONT.name
    fonts.main([str(source), f"--unicodes={','.join(kept.values())}", "--flavor=woff2", f"--output-file={FONT}"])
    address = f"fonts/{FONT.name}?{hashlib.sha256(FONT.read_bytes()).hexdigest()[:8]}"
    head = re.sub(r"src:url\([^;}]*\}", f'src:url("{address}") format("woff2")}}', RULE.sub("", whole), count=1)
    rules = "".join(f'.bi-{name}::before{{content:"\\{code}"}}' for name, code in sorted(kept.items()))
    STYLE.write_text(head.strip() + rules + "\n")


if __name__ == "__main__":
    subset(Path(sys.argv[1]))
