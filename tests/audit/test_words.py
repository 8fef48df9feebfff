"""Every action that the code writes into the audit log has words, and no words are left without an action."""

from __future__ import annotations

import ast
import json
from pathlib import Path

from ktp_core import labels
from ktp_core.cards.service import PERMISSIONS
from ktp_core.ui import audit
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


def details(tree: ast.Module) -> set[str]:
    """Names of the details that a file gives to `tx.audit`: keywords, and `**` of a dictionary written in that file."""
    dicts: dict[str, ast.AST] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            dicts[node.targets[0].id] = node.value
        elif isinstance(node, ast.FunctionDef) and isinstance(node.body[-1], ast.Return) and node.body[-1].value:
            dicts[node.name] = node.body[-1].value
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "audit":
            for keyword in node.keywords:
                said = getattr(keyword.value, "func", keyword.value)
                given = dicts.get(said.id) if keyword.arg is None and isinstance(said, ast.Name) else None
                keys = given.keys if isinstance(given, ast.Dict) else []
                found |= {str(one.value) for one in keys if isinstance(one, ast.Constant)}
                found |= {keyword.arg} if keyword.arg else set()
    return found


def test_every_detail_that_is_written_by_name_has_words() -> None:
    names = set().union(*(details(ast.parse(file.read_text("utf-8"))) for file in sorted(ROOT.rglob("*.py"))))
    assert {"receiver", "proof", "place", "keeper"} < names
    assert names - set(DETAILS) == set()


def test_codes_among_the_details_are_said_in_words() -> None:
    given = {"keeper": "staff", "place": "village", "proof": "none", "receiver": "parent", "order": ["lost", "waiting"]}

    said = audit._details(json.dumps({"cards": 3, **given, "day": None}))

    assert said == (
        "kartu: 3 · pemegang paket: Petugas dinas · tempat: Desa/kelurahan · bukti identitas: Tidak diperiksa · "
        "penerima: Orang tua · urutan: Hilang, Suket dan PRR lama"
    )
