"""Invented names from common parts: Javanese, Madurese, Arabic-Indonesian, Banjar. Nobody in particular."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator


@dataclass(frozen=True, slots=True)
class Parts:
    """First words of men and of women, and what may follow."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    men_last: tuple[str, ...]
    women_last: tuple[str, ...]
    birth_places: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


PASURUAN = Parts(
    men=words(
        "MUHAMMAD MOCH. M. MOH. ACHMAD AHMAD ABD. ABDUL ADI AGUS AINUL ANDI ARIF BAGUS BAMBANG BAYU BUDI DIMAS DWI EKO "
        "FAJAR FARHAN FERI GALIH HADI HENDRA IMAM INDRA IRFAN JOKO KHOIRUL LUKMAN MAULANA NUR RAHMAT REZA RIZKY ROHMAN "
        "SAIFUL SLAMET SUPRIYADI SYAIFUL TAUFIK TEGUH TRI WAHYU YUSUF ZAINUL MISNARI MATTALI MARSUKI"
    ),
    women=words(
        "SITI NUR DEWI SRI AYU DWI TRI PUTRI INDAH RINA LAILA LAILATUL KHOIRUN NISA' FITRI ANISA AISYAH ALFIATUS ALYA "
        "AMELIA DIAN DINDA EKA ELLY FATIMAH FIRDA HALIMATUS IFA INTAN ISTIQOMAH JAMILAH KARTIKA LUTFIYAH MAYA MAULIDA "
        "MELATI NABILA NADIA NOVITA QURROTUL RATNA RIZKA ROFIQOH SALSABILA SHOFIYAH SULASTRI UMI USWATUN WULAN YUNI "
        "ZAHROTUL MISNATUN SATUNI"
    ),
    men_last=words(
        "SAPUTRA PRASETYO NUGROHO SANTOSO HIDAYAT RAMADHAN KURNIAWAN SETIAWAN WIJAYA FIRMANSYAH ARIFIN ANWAR MA'RUF "
        "HAKIM FAUZI EFENDI PRATAMA WIBOWO SUSANTO MUBAROK ROZI HUDA ILHAM AZIZ SYAFI'I MAHENDRA UTOMO ASHARI BASORI "
        "MUSTOFA ZAKARIYA ROSYID HARIYANTO PURNOMO"
    ),
    women_last=words(
        "AINI HIDAYAH RAHMAWATI LESTARI WULANDARI SAFITRI NINGSIH KHASANAH NISA' MAGHFIROH PUSPITASARI ANGGRAINI UTAMI "
        "ROHMAH MUFIDAH ZAHRO FADILAH HANDAYANI PERMATASARI KUSUMAWATI SHOLIHAH AZIZAH QOMARIYAH MASRUROH OKTAVIA "
        "RAHAYU SUSANTI AMALIA FEBRIANTI JANNAH"
    ),
    birth_places=words("PASURUAN PASURUAN PASURUAN PASURUAN PASURUAN BANGIL SURABAYA MALANG SIDOARJO PROBOLINGGO"),
)
BALANGAN = Parts(
    men=words(
        "MUHAMMAD AHMAD H. ABDUL AKHMAD ANDI ARBANI BAHRUDIN DARMAWI FAHRUL GAZALI HAIRUDIN HAMDANI HELMI HERMAN IDRIS "
        "JUNAIDI KASPUL MASRANI MAHYUNI MISRAN NORDIN RAHMADI RIDUAN RUSDI SABRAN SALMAN SUPIANI SYAHRANI YUSRAN ZAINI"
    ),
    women=words(
        "SITI NOR NORHALIZA NORLAILA HJ. ANNISA AULIA BAHRIAH FATIMAH GALUH HALIMAH HAYATI HERLINA JUMRIAH KAMARIAH "
        "MAIMUNAH MARIATUL MASTORA NAJWA RAHMAH RISNAWATI RUSMINA SALASIAH SAMSIAH SYARIFAH YULIANA ZAHRATUL"
    ),
    men_last=words("RAHMAN ANSHARI FITRIADI HIDAYATULLAH MAULANA NOOR RAMADANI RIZANI SAPUTRA YANI FAUZAN AMIN"),
    women_last=words("AULIA HASANAH JANNAH KHAIRIAH LATIFAH MAULIDA NISA' RAHMAWATI SARI WAHIDAH YANTI ZAHRA"),
    birth_places=words("BALANGAN BALANGAN BALANGAN PARINGIN AMUNTAI TANJUNG BARABAI BANJARMASIN"),
)


def draw(rng: Generator, parts: Parts, women: np.ndarray) -> list[str]:
    """One name each, upper case as SIAK prints it; some of a single word."""
    n = len(women)
    dice, pick = rng.random(n), rng.integers(0, 1 << 30, (n, 3))
    return [
        _name(*((parts.women, parts.women_last) if woman else (parts.men, parts.men_last)), chance, *numbers)
        for woman, chance, numbers in zip(women.tolist(), dice.tolist(), pick.tolist(), strict=True)
    ]


def _name(first: tuple[str, ...], rest: tuple[str, ...], chance: float, one: int, two: int, last: int) -> str:
    word = first[one % len(first)]
    if chance < 0.07 and not word.endswith("."):
        return word
    if chance < 0.45:
        return f"{word} {rest[last % len(rest)]}"
    middle = first[two % len(first)]
    if middle == word or middle.endswith("."):
        return f"{word} {rest[two % len(rest)]} {rest[last % len(rest)]}"
    return f"{word} {middle} {rest[last % len(rest)]}"
