"""The list of the registry: every filter, paged in SQL, by number or any name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests_support.constants import NOW

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection
from ktp_core.institutions import queries, service, store
from ktp_core.institutions.model import Chosen, Draft, Kind, Status

TODAY = date(2026, 11, 22)
SCHOOL, PESANTREN = Kind.SCHOOL, Kind.PESANTREN


@pytest.fixture
def registry(office: str) -> dict[str, int]:
    """Five of Pasuruan and one of Balangan, by a short name."""
    drafts = {
        "sman": Draft(kind=SCHOOL, name="SMAN 1 Kejayan", type="SMA", official_number="20519475",
                      status=Status.NEGERI, district="35.14.06"),
        "smk": Draft(kind=SCHOOL, name="SMK Ma'arif", type="SMK", status=Status.SWASTA, district="35.14.07"),
        "ulum": Draft(kind=PESANTREN, name="PP Miftahul Ulum", type="PESANTREN", district="35.14.06",
                      official_number="510035140016", status=Status.SWASTA),
        "ulum_lain": Draft(kind=PESANTREN, name="Miftahul Ulum", type="PESANTREN", district="35.14.16"),
        "ulum_h": Draft(kind=PESANTREN, name="Ponpes Miftachul Ulum", type="PESANTREN"),
    }  # fmt: skip
    keys = {name: service.add(SYSTEM, office, draft, at=NOW) for name, draft in drafts.items()}
    keys["juai"] = service.add(SYSTEM, "63.11", Draft(kind=SCHOOL, name="SMAN 1 Juai", type="SMA"), at=NOW)
    service.add_alias(SYSTEM, keys["smk"], "Esemka Warung", at=NOW)
    service.deactivate(SYSTEM, keys["smk"], 1, on=TODAY, reason="Ditutup", at=NOW)
    return keys


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["ulum_h", "ulum", "ulum_lain", "sman"]),
        ({"active": None}, ["ulum_h", "ulum", "ulum_lain", "sman", "smk"]),
        ({"active": False}, ["smk"]),
        ({"kind": SCHOOL}, ["sman"]),
        ({"kind": PESANTREN, "districts": ("35.14.06",)}, ["ulum"]),
        ({"districts": ("35.14.06", "35.14.16")}, ["ulum", "ulum_lain", "sman"]),
        ({"type": "SMA"}, ["sman"]),
        ({"status": Status.SWASTA, "active": None}, ["ulum", "smk"]),
        ({"search": "kejayan SMAN"}, ["sman"]),
        ({"search": "SMA Negeri 1"}, ["sman"]),
        ({"search": "2051"}, ["sman"]),
        ({"search": "pp. miftahul"}, ["ulum", "ulum_lain"]),
        ({"search": "esemka", "active": None}, ["smk"]),
        ({"search": "maarif", "active": None}, ["smk"]),
        ({"search": "%"}, ["ulum_h", "ulum", "ulum_lain", "sman"]),  # holds no word: as if nothing was typed
        ({"search": "100%_"}, []),
        ({"search": "juai"}, []),
    ],
)
def test_each_filter_gives_exactly_its_institutions(registry, filters, names) -> None:
    chosen = Chosen("35.14", **filters)

    with read_connection() as conn:
        found = queries.page(conn, chosen, today=TODAY, limit=50)
        total = queries.count(conn, chosen, today=TODAY)
        kinds = queries.by_kind(conn, chosen, today=TODAY)

    assert list(found["id"]) == [registry[name] for name in names]
    assert total == len(names) == sum(kinds.values())


def test_pages_hold_every_row_once_and_say_where_it_lies(registry) -> None:
    with read_connection() as conn:
        pages = [queries.page(conn, Chosen("35.14"), today=TODAY, limit=3, offset=offset) for offset in (0, 3, 6)]

    assert [len(page) for page in pages] == [3, 1, 0]
    assert len({key for page in pages for key in page["id"]}) == 4
    sman = pages[1].iloc[0]
    assert (sman["name"], sman["district_name"], sman["status"], bool(sman["active"])) == (
        "SMAN 1 Kejayan", "Kejayan", "negeri", True,
    )  # fmt: skip


def test_an_actor_of_some_districts_sees_those_whatever_the_filter_says(registry, actor_of) -> None:
    actor = actor_of("kraton", "roster", regency="35.14", districts=("35.14.16",))

    assert Chosen("35.14").within(actor).districts == ("35.14.16",)
    assert Chosen("35.14", districts=("35.14.06",)).within(actor).districts == ("35.14.16",)


def test_look_alikes_are_of_the_same_kind_and_the_most_alike_come_first(registry) -> None:
    with read_connection() as conn:
        found = queries.lookalikes(conn, store.get(conn, registry["ulum"]))
        none = queries.lookalikes(conn, store.get(conn, registry["sman"]))

    assert list(found["id"]) == [registry["ulum_h"], registry["ulum_lain"]]
    assert found["score"].between(85, 100).all()
    assert none.empty


def test_options_carry_what_a_select_box_shows_and_leave_out_the_merged(registry) -> None:
    service.merge(SYSTEM, (registry["ulum_h"], 1), (registry["ulum"], 1), at=NOW)

    with read_connection() as conn:
        everywhere = queries.options(conn, "35.14")
        kejayan = queries.options(conn, "35.14", ("35.14.06",))

    assert list(everywhere["id"]) == [registry[name] for name in ("ulum", "ulum_lain", "sman")]
    assert list(kejayan.iloc[0]) == [
        registry["ulum"], "PP Miftahul Ulum", "pesantren", "PESANTREN", "510035140016", "35.14.06", "Kejayan",
    ]  # fmt: skip


def test_a_name_with_wild_cards_is_found_literally(office) -> None:
    plain = Draft(kind=SCHOOL, name="SMA Seratus", type="SMA")
    service.add(SYSTEM, office, plain, at=NOW)
    service.add(SYSTEM, office, replace(plain, name="SMA 100 Persen"), at=NOW)

    with read_connection() as conn:
        assert list(queries.page(conn, Chosen(office, search="100"), today=TODAY, limit=9)["name"]) == [
            "SMA 100 Persen"
        ]
