"""Codes of parcels: read however they are typed, and no slip of the finger finds another parcel."""

from __future__ import annotations

import pytest

from ktp_core.delivery.codes import ALPHABET, PREFIX, code_of, read
from ktp_core.errors import Refused

BASE = 3514 * 10**9
SOME = (1, 2, 30, 31, 32, 961, 4_711, 29_791, 923_520, 923_521, 999_999_999)


def test_each_parcel_has_its_own_short_code() -> None:
    codes = [code_of(BASE + number) for number in range(1, 5000)]

    assert len(set(codes)) == len(codes)
    assert {len(code) for code in codes} == {len("PK-2F3K9")}
    assert not set("".join(code.removeprefix(f"{PREFIX}-") for code in codes)) & set("01ILO")


@pytest.mark.parametrize("number", SOME)
def test_a_code_is_read_however_it_is_typed_or_scanned(number: int) -> None:
    code = code_of(BASE + number)
    bare = code.removeprefix(f"{PREFIX}-")

    for typed in (code, code.lower(), code.replace("-", ""), bare, f" pk {bare[:2]} {bare[2:]} ", "-".join(bare)):
        assert read(typed) == code


@pytest.mark.parametrize("number", SOME)
def test_one_wrong_character_is_always_noticed(number: int) -> None:
    bare = code_of(BASE + number).removeprefix(f"{PREFIX}-")

    for at, right in enumerate(bare):
        for wrong in set(ALPHABET) - {right}:
            with pytest.raises(Refused, match="parcel_code_check"):
                read(f"{PREFIX}-{bare[:at]}{wrong}{bare[at + 1 :]}")


@pytest.mark.parametrize("number", SOME)
def test_two_neighbours_that_changed_places_are_always_noticed(number: int) -> None:
    bare = code_of(BASE + number).removeprefix(f"{PREFIX}-")
    pairs = [at for at in range(len(bare) - 1) if bare[at] != bare[at + 1]]

    assert pairs
    for at in pairs:
        swapped = bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :]
        with pytest.raises(Refused, match="parcel_code_check"):
            read(f"{PREFIX}-{swapped}")


@pytest.mark.parametrize(
    "typed", ["", "PK", "PK-", "PK-22", "PK-22222222222222", "351406", "KTP", "PK-22²2Y", "ＰＫ-222"]
)
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read(typed)


@pytest.mark.parametrize("typed", ["PK-227V", "pk 227v"])
def test_a_code_that_is_cut_short_is_not_said_to_begin_twice(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(typed)
    assert refusal.value.code == "parcel_code" and refusal.value.params["typed"] == typed


@pytest.mark.parametrize("typed", ["PK-O223Y", "PK-0223Y", "PK-I223Y"])
def test_a_character_that_no_code_has_is_a_wrong_one(typed: str) -> None:
    with pytest.raises(Refused, match="parcel_code_check"):
        read(typed)
