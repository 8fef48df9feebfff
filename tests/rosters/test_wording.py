# ruff: noqa: E501  long literals
"""No code lacks words, no words lack a code, and the page about rosters names them all."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from ktp_core.rosters import wording
from ktp_core.rosters.issues import SEVERITY, IssueCode
from ktp_core.rosters.reading.columns import FIELDS

ROOT = Path(__file__).resolve().parents[2]
PARAMS = {"digits": 15, "other": date(2009, 5, 1), "one": date(2009, 5, 1), "two": date(2009, 1, 5), "day": date(2009, 5, 1),
          "sex": "laki-laki", "error": "#N/A", "limit": 60, "status": "Lulus"}  # fmt: skip


def raised_refusals() -> set[tuple[str, str]]:
    """Every Refused("code", reason="…") written in the package."""
    found: set[tuple[str, str]] = set()
    own = [
        path
        for name in ("reading", "checking.py", "naming.py")
        for path in _python(ROOT / "ktp_core" / "rosters" / name)
    ]
    for path in own:
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "Refused"
                and isinstance(node.args[0], ast.Constant)
            ):
                reasons = [key.value for key in node.keywords if key.arg == "reason"]
                if not reasons or isinstance(reasons[0], ast.Constant):
                    found.add((str(node.args[0].value), str(reasons[0].value) if reasons else ""))
                elif isinstance(reasons[0], ast.IfExp):
                    found |= {(str(node.args[0].value), str(one.value)) for one in (reasons[0].body, reasons[0].orelse)}  # type: ignore[attr-defined]
    return found


def _python(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.glob("*.py"))


def test_every_issue_code_has_a_severity_and_words():
    assert set(wording.ISSUES) == set(SEVERITY) == set(IssueCode)


@pytest.mark.parametrize("code", list(IssueCode))
def test_the_words_of_an_issue_can_be_filled_and_end_as_sentences(code: IssueCode):
    text = wording.ISSUES[code].format_map(wording._readable(PARAMS))

    assert text[0].isupper() and text.endswith(".") and "{" not in text


def test_every_refusal_that_is_raised_has_words():
    assert raised_refusals() - set(wording.REFUSALS) == set()
    assert len(raised_refusals()) > 30


def test_every_field_has_a_name():
    assert set(wording.FIELD_NAMES) == set(FIELDS)


def test_days_are_written_out_and_numbers_grouped():
    assert wording._words("day", date(2010, 8, 7)) == "7 Agustus 2010"
    assert wording._words("limit", 20000) == "20.000"


def test_the_page_about_rosters_names_every_code():
    page = (ROOT / "docs" / "roster-format.md").read_text()
    named = set(re.findall(r"`([a-z_]+)`", page))

    assert {code.value for code in IssueCode} <= named
    assert {code for code, _ in wording.REFUSALS} <= named
    assert set(wording.WARNINGS) <= named
