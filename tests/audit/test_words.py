"""Every action that the code writes into the audit log has words, and no words are left without an action."""

from __future__ import annotations

import ast
from pathlib import Path

from ktp_core import labels
from ktp_core.cards.service import PERMISSIONS
from ktp_core.ui.audit_words import DETAILS

ROOT = Path(__file__).resolve().parents[2] / "ktp_core"


def literals(node: ast.AST) -> list[str]:
    """The text constants an expression can become; a text with gaps becomes its fixed beginning and `*`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return [f"{node.values[0].value}*"]
    return []


def written() -> dict[str, str]:
    """Action -> where, of every `tx.audit(action, …)` and `audit.append(conn, at, by, action, …)`."""
    found: dict[str, str] = {}
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            place = (
                {"audit": 0}.get(node.func.attr)
                if owner == "tx"
                else 3
                if (owner, node.func.attr) == ("audit", "append")
                else None
            )
            if place is not None and len(node.args) > place:
                for action in literals(node.args[place]):
                    found.setdefault(action, f"{file.relative_to(ROOT)}:{node.lineno}")
    return found


def test_every_action_has_words() -> None:
    actions = written()
    assert len(actions) > 25

    without = {
        action: place for action, place in actions.items() if not action.endswith("*") and action not in labels.ACTIONS
    }
    assert without == {}


def test_every_card_action_has_words() -> None:
    assert [one for one in PERMISSIONS if f"card.{one.name.lower()}" not in labels.ACTIONS] == []


def test_every_detail_that_is_written_by_name_has_words() -> None:
    calls = [
        node
        for file in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "audit"
    ]
    names = {keyword.arg for call in calls for keyword in call.keywords if keyword.arg}
    assert len(names) > 25
    assert names - set(DETAILS) == set()
