"""Every figure has one definition, one calculation, and one row in docs/kpi.md."""

from __future__ import annotations

import re
from datetime import date

from tests_support.constants import ROOT

from ktp_core.kpi import rules, wording
from ktp_core.kpi.definitions import DEFINITIONS, YEARLY, definition
from ktp_core.kpi.model import Inputs, Origin, Scope, YearCount

ROW = re.compile(
    r"^\| `(?P<name>[a-zA-Z0-9_]+)` \| (?P<label>[^|]+) \| (?P<unit>[^|]+) \| (?P<formula>[^|]+) \|$", re.MULTILINE
)


def documented() -> dict[str, tuple[str, str, str]]:
    text = (ROOT / "docs" / "kpi.md").read_text(encoding="utf-8")
    return {row["name"]: (row["label"], row["unit"], row["formula"]) for row in ROW.finditer(text)}


def test_the_document_has_every_figure_with_its_formula_and_no_other():
    defined = {
        name: (one.label, str(one.unit), one.formula) for name, one in {**DEFINITIONS, **YEARLY}.items()
    }  # fmt: skip

    assert documented() == defined


def test_every_definition_is_calculated_and_nothing_else_is():
    day = date(2026, 11, 22)
    inputs = Inputs(scope=Scope("35.14", day), today=day, stock={}, years={2026: YearCount()})

    names = list(rules.figures(inputs))

    assert names == [*DEFINITIONS, "institutions_2026", "served_2026"]
    assert list(rules.CALCULATIONS) == list(DEFINITIONS)


def test_a_yearly_figure_is_defined_with_its_year():
    assert definition("served_2024").label == "Pelajar dan santri dilayani 2024"


def test_every_origin_and_every_note_has_words():
    told = "".join(path.read_text() for path in (ROOT / "ktp_core/kpi").glob("r*.py"))
    used = {note for note in wording.NOTES if f'"{note}"' in told}
    written = set(re.findall(r'note(?:=| = |: str = )"(\w+)"', told))

    assert set(wording.ORIGINS) == set(Origin)
    assert used == set(wording.NOTES) and written <= used
