"""argon2id, and which passwords are too easy."""

from __future__ import annotations

import pytest

from ktp_core.access import passwords
from ktp_core.errors import Refused


def test_a_password_is_kept_as_argon2id_with_at_least_the_memory_owasp_asks_for() -> None:
    stored = passwords.hash_password("kambing terbang 77")

    assert stored.startswith("$argon2id$") and "m=47104,t=2,p=1" in stored
    assert passwords.verify(stored, "kambing terbang 77")
    assert not passwords.verify(stored, "kambing terbang 78")
    assert stored != passwords.hash_password("kambing terbang 77")


@pytest.mark.parametrize("stored", [None, "!", "", "kambing terbang 77", "$argon2id$broken"])
def test_what_is_no_hash_opens_nothing(stored: str | None) -> None:
    assert not passwords.verify(stored, "!") and not passwords.verify(stored, stored or "")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("sembilan9", "password_short"),
        ("x" * 129, "password_long"),
        ("password123", "password_easy"),
        ("qwertyuiop", "password_easy"),
        ("1234567890", "password_easy"),
        ("aaaaaaaaaaaa", "password_easy"),
        ("disdukcapil", "password_easy"),
        ("dukcapil2026", "password_easy"),
        ("siti.aminah1", "password_easy"),
    ],
)
def test_what_is_tried_first_is_refused(password: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        passwords.check(password, ("siti.aminah", "Siti Aminah"))

    assert refused.value.code == code


@pytest.mark.parametrize(
    "password",
    [
        "kambing terbang",
        "sepatu biru di atas genting",
        "žluťoučký kůň pěl",
        "x7#Kq2 vL9",
        "kelapa-muda " * 8,
        "k" + "u8ç " * 31,
    ],
)
def test_length_decides_and_no_rule_of_composition(password: str) -> None:
    passwords.check(password)


def test_one_time_passwords_differ_and_pass_the_rules() -> None:
    made = {passwords.one_time() for _ in range(200)}

    assert len(made) == 200
    for one in list(made)[:20]:
        passwords.check(one)


@pytest.mark.parametrize("stored", [None, "", "!"])
def test_what_is_no_hash_costs_the_same_work_as_a_wrong_password(stored: str | None, monkeypatch) -> None:
    done = []

    class Counting:
        def verify(self, hashed: str, password: str) -> bool:
            try:
                return real.verify(hashed, password)
            finally:
                if hashed.startswith("$argon2id$v=19$m=47104,t=2,p=1$"):
                    done.append(hashed)

    real = passwords._HASHER
    passwords.verify(None, "warm")
    monkeypatch.setattr(passwords, "_HASHER", Counting())

    assert not passwords.verify(stored, "salah sekali")
    assert len(done) == 1
