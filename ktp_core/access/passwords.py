"""Passwords: argon2id, and what makes a password too easy.

Length and guessability decide, no rules of composition: OWASP ASVS 5.0, 6.2 and NIST SP 800-63B, 5.1.1.2.
"""

from __future__ import annotations

import secrets
import threading
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ktp_core.access.rules import PASSWORD_MAX, PASSWORD_MIN
from ktp_core.errors import Refused

# OWASP's first choice for argon2id (46 MiB) with one pass more: about 60 ms here, below the 300 ms goal.
_HASHER = PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1)
# Each hash takes 46 MiB: without a limit, a crowd of sign-ins would take the server's memory.
_AT_ONCE = threading.BoundedSemaphore(2)
_LOCAL_WORDS = ["ktp", "ktpel", "dukcapil", "disdukcapil", "capil", "siak", "rahasia", "sandi", "admin", "operator"]
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else on paper


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def verify(stored: str | None, password: str) -> bool:
    """Whether `password` belongs to `stored`. Without a usable hash it takes just as long and is False."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(stored or _nobody(), password) and stored is not None
        except InvalidHashError:
            _verify_nobody(password)
            return False
        except VerificationError:
            return False


def outdated(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


def check(password: str, about: tuple[str, ...] = ()) -> None:
    """Raises Refused when the password is too short, too long, or among the first that are tried.

    `about`: words that a guesser knows: the account's name, the office.
    """
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]

    if len(password) < PASSWORD_MIN:
        raise Refused("password_short", least=PASSWORD_MIN)
    if len(password) > PASSWORD_MAX:
        raise Refused("password_long", most=PASSWORD_MAX)
    # The estimator's time grows with length; 72 characters say enough.
    if zxcvbn(password[:72], user_inputs=[*_LOCAL_WORDS, *about])["score"] < 2:
        raise Refused("password_easy")


def one_time() -> str:
    """A fresh one-time password that can be read out and typed: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _verify_nobody(password: str) -> None:
    try:
        _HASHER.verify(_nobody(), password)
    except VerificationError:
        return


@lru_cache(maxsize=1)
def _nobody() -> str:
    """A hash nobody knows the password of: unknown names cost the same time as known ones."""
    return _HASHER.hash(secrets.token_hex(16))
