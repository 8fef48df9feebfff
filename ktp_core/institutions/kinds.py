"""Kinds and types of institutions: which are ours, and how lists spell them."""

from __future__ import annotations

import re

from ktp_core.institutions.model import Kind, Status

_WORDS = re.compile(r"[^\W\d_]+|\d+")
# Scope: where people of 16 and over are pupils. Spellings (compact) of Dapodik, EMIS and hand-made lists -> ours.
TYPES: dict[Kind, tuple[str, ...]] = {
    Kind.SCHOOL: ("SMA", "SMK", "MA", "MAK", "SLB", "SMLB", "SMTK", "SMAK", "SPK SMA", "PDF ULYA", "SPM ULYA",
                  "PKBM", "SKB"),
    Kind.PESANTREN: ("PESANTREN",),
    Kind.VILLAGE: ("DESA", "KELURAHAN"),
    Kind.SERVICE_POINT: ("DINAS", "KECAMATAN", "KELILING", "LAINNYA"),
}  # fmt: skip
_SPELLINGS = {
    "sekolahmenengahatas": "SMA", "sekolahmenengahkejuruan": "SMK", "madrasahaliyah": "MA", "sman": "SMA",
    "smas": "SMA", "smkn": "SMK", "smks": "SMK", "man": "MA", "mas": "MA", "madrasahaliyahkejuruan": "MAK",
    "sekolahluarbiasa": "SLB", "slbn": "SLB", "slbs": "SLB", "spk": "SPK SMA", "smagk": "SMAK", "paketc": "PKBM",
    "ponpes": "PESANTREN", "pondokpesantren": "PESANTREN", "pontren": "PESANTREN", "pp": "PESANTREN",
    "pps": "PESANTREN",
}  # fmt: skip
# Pupils of these are younger than 16, or (courses, universities) not pupils of ours.
_YOUNGER = """
sd sdn sds mi min mis smp smpn smps mts mtsn mtss tk tkn ra kb paud tpa sps sdlb smplb sdtk smptk spksd spksmp spktk
pdfwustha spmwustha pdfula spmula lkp kursus pt universitas akademi politeknik sekolahtinggi institut
"""
OUT_OF_SCOPE = frozenset(_YOUNGER.split())


def type_of(written: str) -> str | None:
    """Our word for a type however it is written, None when unknown. Out-of-scope types are unknown too."""
    key = "".join(_WORDS.findall(written.casefold()))
    ours = {"".join(_WORDS.findall(name.casefold())): name for names in TYPES.values() for name in names}
    return ours.get(key) or _SPELLINGS.get(key)


def type_in_name(name: str) -> str | None:
    """The type that a name starts with: "SMAN 1 JUAI" is an SMA."""
    words = _WORDS.findall(name)
    return type_of(words[0]) if words else None


def out_of_scope(written: str) -> bool:
    """Whether a type (or the first word of a name) is one whose pupils are not ours."""
    return "".join(_WORDS.findall(written.casefold())) in OUT_OF_SCOPE


def kind_of(type_name: str) -> Kind:
    """The kind that has this type of ours."""
    return next(kind for kind, types in TYPES.items() if type_name in types)


def village_type(code: str) -> str:
    """Kemendagri numbers kelurahan from 1001, desa from 2001."""
    return "KELURAHAN" if code.rpartition(".")[2].startswith("1") else "DESA"


def status_of(written: str) -> Status | None:
    """N, Negeri, S, Swasta."""
    return {"n": Status.NEGERI, "negeri": Status.NEGERI, "s": Status.SWASTA, "swasta": Status.SWASTA}.get(
        written.strip(" .").casefold()
    )
