"""Every refusal, act and value of parcels has words, and the table of ways is whole."""

from __future__ import annotations

import ast
from enum import StrEnum
from pathlib import Path

import pytest

from ktp_core import delivery
from ktp_core.delivery import finished, model, rules, states
from ktp_core.delivery.states import ParcelAction, actions
from ktp_core.labels import ACTIONS, REFUSALS
from ktp_core.labels import delivery as words

FILES = sorted(Path(delivery.__file__).parent.glob("*.py"))
TABLES: dict[type[StrEnum], dict[str, str]] = {
    model.Place: words.PLACES,
    model.ParcelState: words.PARCEL_STATES,
    model.Keeper: words.KEEPERS,
    model.CardPlace: words.CARD_PLACES,
    finished.Receiver: words.RECEIVERS,
    finished.Proof: words.PROOFS,
    finished.Loss: words.LOSSES,
}
RAISES = ("Refused", "Conflict", "NotAllowed", "NotFound", "ActionNotAllowed")


def said(*functions: str) -> set[str]:
    """The first words with which these are called anywhere in the package; f-strings apart."""
    found = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if name in functions and node.args:
                found |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
    return found


def test_every_refusal_says_what_to_do() -> None:
    guarded = {f"parcel_{code}" for code in ("card_deceased", "card_day_before")}  # cards.states.forbidden of our acts
    typed = {"parcel_name", "parcel_reason", "parcel_note", "receipt_name", "receipt_reason", "destroy_reason"}
    codes = {code for code in said(*RAISES) if "_" in code and not code.endswith("_")} | guarded | typed

    assert len(codes) > 30
    assert codes - set(REFUSALS) == set()


def test_every_entry_of_the_audit_log_has_words() -> None:
    acts = said("audit") | {f"destruction.{name}" for name in ("accept", "reject")}

    assert {act for act in acts if "." in act} - set(ACTIONS) == set()
    assert {code for code in ACTIONS if code.split(".")[0] in ("parcel", "destruction")} - acts == set()


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
def test_every_value_has_a_word_and_no_word_is_left_over(kind: type[StrEnum]) -> None:
    assert list(TABLES[kind]) == [str(one) for one in kind]


def test_every_act_on_a_parcel_starts_somewhere_and_an_opened_one_is_the_end() -> None:
    assert {act for _, act in states.TRANSITIONS} == set(ParcelAction)
    assert actions(model.ParcelState.OPENED) == actions(model.ParcelState.SETTLED) == ()


def test_every_receiver_and_every_place_has_its_ways() -> None:
    assert set(rules.PROOFS) == set(finished.Receiver) and set(rules.KEEPERS) == set(model.Place)
    assert all(model.Keeper.OFFICE not in keepers for keepers in rules.KEEPERS.values())
    assert {proof for proofs in rules.PROOFS.values() for proof in proofs} == set(finished.Proof)
