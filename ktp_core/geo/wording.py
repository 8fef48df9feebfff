"""What is said about a boundary file: a code without a sentence breaks loudly."""

from __future__ import annotations

from ktp_core.geo.model import Warned

WARNINGS: dict[str, str] = {
    "elsewhere": "{count} bentuk di luar kabupaten/kota ini dilewati.",
    "repaired": "{count} bentuk bersilang dengan dirinya sendiri dan diperbaiki.",
    "overlap": "Bentuk-bentuk saling menindih seluas {km2} km²; batas di sana tidak dapat dipercaya.",
    "gaps": "Di antara bentuk-bentuk ada celah seluas {km2} km².",
    "area": "Luas kecamatan {district} menurut berkas {km2} km², menurut data wilayah {known} km².",
    "villages": "{count} bentuk desa tidak cocok dengan desa mana pun dan tidak digambar pada peta desa.",
    "missing": "{count} kecamatan tidak ada dalam berkas dan tetap memakai bentuk lama: {codes}.",
}


def sentence(warning: Warned) -> str:
    """The Indonesian sentence of a warning."""
    return WARNINGS[warning.code].format(**warning.params)
