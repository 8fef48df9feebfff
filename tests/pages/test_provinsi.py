"""The screen `provinsi`: whole regencies alone; a sum says of how many it is."""

from __future__ import annotations

from typing import Any

import pytest
from tests_support.as_account import screen, words
from tests_support.constants import PASURUAN

from ktp_core.provinces.model import Share, Whole
from ktp_core.ui import provinces


def test_who_has_some_districts_is_told_so_and_sees_no_sum(sqlite_database: str, actor_of: Any) -> None:
    app = screen(actor_of("kec", "head", regency=PASURUAN, districts=("35.14.06",)), "provinsi")

    assert not app.exception and not app.dataframe
    assert "terbatas pada kecamatan tertentu" in words(app)


@pytest.mark.parametrize(("lacking", "said"), [((), "99,0%"), (("63.11",), "99,0%, 1 dari 2 kabupaten/kota")])
def test_a_share_of_some_regencies_says_of_how_many(lacking: tuple[str, ...], said: str) -> None:
    whole = Whole({}, {}, {"coverage": lacking} if lacking else {})
    assert provinces._rate(whole, "coverage", Share(1_189_164, 1_201_657), 2) == said
