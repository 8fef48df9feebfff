"""Where invented pupils go: the schools and pesantren of an office by size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from ktp_core.institutions.model import Draft, Kind


@dataclass(frozen=True, slots=True)
class Registry:
    """The schools and pesantren that pupils attend, as arrays: id, district number, how many go there."""

    ids: np.ndarray
    districts: np.ndarray
    weights: np.ndarray
    pesantren: np.ndarray  # true where santri live


def attended(rng: Generator, drafts: list[Draft], ids: list[int]) -> Registry:
    """The part of the registry where pupils are; a few are big, most are small."""
    kept = [at for at, draft in enumerate(drafts) if draft.kind in (Kind.SCHOOL, Kind.PESANTREN)]
    boarding = np.array([drafts[at].kind is Kind.PESANTREN for at in kept])
    sizes = rng.pareto(1.6, len(kept)) + 0.6
    return Registry(
        np.array([ids[at] for at in kept]),
        np.array([int((drafts[at].district or "0").replace(".", "")) for at in kept]),
        np.where(boarding, sizes * 0.35, np.minimum(sizes, 8.0)),
        boarding,
    )
