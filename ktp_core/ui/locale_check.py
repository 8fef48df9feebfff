"""`python -m ktp_core.ui.locale_check`: what the English catalogue lacks, and what it translates that nobody says.

Texts are found in the source: the literal in `_("…")`, `N_("…")` and `words("…")`, and the sentences of the
dictionaries that hold words for people (`labels`, `wording`).
"""

from __future__ import annotations

import ast
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from ktp_core.config import ROOT
from ktp_core.ui.i18n import catalogue

MARKERS = {"_", "N_", "words"}


def missing(language: str = "en") -> dict[str, str]:
    """Text -> first place where it stands, of every text without a translation."""
    known = catalogue(language)
    return {text: place for text, place in texts().items() if text not in known}


def stale(language: str = "en") -> list[str]:
    """Translations whose text stands nowhere any more."""
    said = texts()
    return [text for text in catalogue(language) if text not in said]


def mistaken(language: str = "en") -> list[str]:
    """Texts whose translation fills in other values than they do."""
    return [text for text, other in catalogue(language).items() if _fields(text) != _fields(other)]


def texts() -> dict[str, str]:
    """Every text for people on screen -> where it stands first."""
    found: dict[str, str] = {}
    for file in _files():
        tree = ast.parse(file.read_text("utf-8"))
        sentences = [*_marked(tree), *(_dictionaries(tree) if _of_words(file) else ())]
        for line, text in sentences:
            found.setdefault(text, f"{file.relative_to(ROOT)}:{line}")
    return found


def _of_words(file: Path) -> bool:
    return file.name == "wording.py" or file.parent.name == "labels"


def _files() -> Iterator[Path]:
    yield from sorted((ROOT / "pages").glob("*.py"))
    modules = (file for file in sorted((ROOT / "ktp_core").rglob("*.py")) if "demo" not in file.parts)
    yield from (file for file in modules if file.name != "locale_check.py")


def _marked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value


def _dictionaries(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Values of the dictionaries in capitals at the top of a module of words."""
    for node in tree.body:
        target = node.target if isinstance(node, ast.AnnAssign) else None
        named = isinstance(target, ast.Name) and target.id.isupper()
        if named and isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict):
            for value in node.value.values:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.lineno, value.value


def _fields(text: str) -> set[str]:
    try:
        return {name for _before, name, _spec, _how in string.Formatter().parse(text) if name}
    except ValueError:
        return set()


def main() -> int:
    """Print both lists; 1 when anything is missing, stale or mistaken."""
    faults = {"missing": missing(), "stale": stale(), "mistaken": mistaken()}
    for kind, found in faults.items():
        for text in found:
            place = found[text] if isinstance(found, dict) else ""
            print(f"{kind}\t{place}\t{text!r}")  # noqa: T201
    return int(any(faults.values()))


if __name__ == "__main__":
    sys.exit(main())
