"""Use cases of the registry on both databases: nothing is lost, one of two wins, and who may not is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import insert, select
from tests_support.constants import NOW, ROOT

from ktp_core.access.transactions import SYSTEM
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, membership, parcel, resident, roster_upload, visit
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused
from ktp_core.institutions import queries, service, store
from ktp_core.institutions.imports import service as imports
from ktp_core.institutions.imports.model import Outcome
from ktp_core.institutions.model import Chosen, Draft, Kind, Status

TODAY = date(2026, 11, 22)
SMAN = Draft(
    kind=Kind.SCHOOL, name="SMAN 1 Kejayan", type="SMA", official_number="20519475", status=Status.NEGERI,
    district="35.14.06",
)  # fmt: skip


def read(key: int):
    with read_connection() as conn:
        return store.get(conn, key)


def audited() -> list[str]:
    with read_connection() as conn:
        return list(conn.execute(select(audit_log.c.action).order_by(audit_log.c.seq)).scalars())


def test_adding_keeps_everything_that_was_said(office, clerk) -> None:
    draft = replace(
        SMAN, address=" Jl. Raya  1 ", lat=-7.7, lon=112.85, contact_phone="0343-1", village="35.14.06.2001"
    )

    key = service.add(clerk, office, draft, at=NOW)

    one = read(key)
    assert one.draft() == replace(draft, address="Jl. Raya 1")
    assert (one.regency, one.version, one.name_key) == ("35.14", 1, "sma negeri 1 kejayan")
    assert key // 10**9 == 3514
    assert audited()[-1] == "institution.add"


def test_a_number_that_is_taken_is_refused_in_this_regency_only(office, clerk) -> None:
    service.add(clerk, office, SMAN, at=NOW)

    with pytest.raises(Refused) as refusal:
        service.add(clerk, office, replace(SMAN, name="SMAN 2 Kejayan"), at=NOW)

    assert refusal.value.code == "institution_number_taken"
    assert service.add(SYSTEM, "63.11", replace(SMAN, district=None), at=NOW)
    assert len(audited()) == 3  # init and two additions: what was refused left nothing


def test_editing_changes_only_what_differs_and_keeps_the_old_name(office, clerk) -> None:
    key = service.add(clerk, office, SMAN, at=NOW)

    changed = service.edit(clerk, key, 1, replace(SMAN, name="SMAN Kejayan", status=None), at=NOW)

    assert changed == ["name", "status"]
    one = read(key)
    assert (one.name, one.status, one.version, one.name_key) == ("SMAN Kejayan", None, 2, "sma negeri kejayan")
    with read_connection() as conn:
        assert list(queries.aliases(conn, key)["name"]) == ["SMAN 1 Kejayan"]
        found = queries.page(conn, Chosen(office, search="sman 1 kejayan"), today=TODAY, limit=10)
    assert list(found["id"]) == [key]


def test_parcels_for_an_institution_follow_it_to_another_district(office, clerk) -> None:
    key, other = (service.add(clerk, office, draft, at=NOW) for draft in (SMAN, replace(SMAN, official_number=None)))
    kept = {"regency": office, "place": "institution", "keeper": "office", "keeper_name": "Dinas", "made_by": "x",
            "made_at": NOW, "updated_at": NOW, "kept_since": TODAY, "version": 1, "district": "35.14.06"}  # fmt: skip
    with write_transaction() as conn:
        rows = [(1, key, "packed"), (2, key, "settled"), (3, other, "sent")]
        for number, school, state in rows:
            values = kept | {"id": number, "code": f"PK-{number}", "institution_id": school, "state": state}
            conn.execute(insert(parcel).values(**values))

    service.edit(clerk, key, 1, replace(SMAN, district="35.14.07"), at=NOW)
    assert districts() == {1: ("35.14.07", 2), 2: ("35.14.07", 2), 3: ("35.14.06", 1)}

    service.merge(clerk, (other, 1), (key, 2), at=NOW)
    assert {number: place for number, (place, _) in districts().items()} == dict.fromkeys((1, 2, 3), "35.14.07")


def districts() -> dict[int, tuple[str | None, int]]:
    with read_connection() as conn:
        rows = conn.execute(select(parcel.c.id, parcel.c.district, parcel.c.version))
        return {key: (district, version) for key, district, version in rows}


def test_of_two_edits_of_one_version_the_second_is_a_conflict_and_changes_nothing(office, clerk) -> None:
    key = service.add(clerk, office, SMAN, at=NOW)
    service.edit(clerk, key, 1, replace(SMAN, address="yang pertama"), at=NOW)

    with pytest.raises(Conflict) as refusal:
        service.edit(clerk, key, 1, replace(SMAN, address="yang kedua"), at=NOW)

    assert refusal.value.code == "institution_changed"
    assert (read(key).address, read(key).version) == ("yang pertama", 2)
    assert audited()[-1] == "institution.edit" and audited().count("institution.edit") == 1


def test_of_two_at_the_same_moment_one_wins_and_the_other_is_told(office, clerk) -> None:
    key = service.add(clerk, office, SMAN, at=NOW)
    start = Barrier(2)

    def edit(address: str) -> str:
        start.wait()
        try:
            service.edit(clerk, key, 1, replace(SMAN, address=address), at=NOW)
        except Conflict:
            return "told"
        return address

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(edit, ("A", "B")))

    assert sorted(answers) in (["A", "told"], ["B", "told"])
    assert (read(key).address, read(key).version) == (min(answers), 2)


def test_two_imports_of_one_list_at_the_same_moment_register_it_once(office, clerk) -> None:
    content = "\n".join(["NPSN;Nama;Bentuk;Kecamatan", *(f"2051{n};SMAN {n};SMA;Beji" for n in range(1000, 1100))])
    start = Barrier(2)

    def run(_: int) -> int:
        start.wait()
        plan = imports.apply(clerk, office, "a.csv", content.encode(), at=NOW, today=TODAY)
        return plan.counts[Outcome.NEW]

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, range(2))) == [0, 100]


def test_an_ended_institution_stays_and_can_be_taken_up_again(office, clerk) -> None:
    key = service.add(clerk, office, SMAN, at=NOW)

    with pytest.raises(Refused):
        service.deactivate(clerk, key, 1, on=TODAY, reason="  ", at=NOW)
    service.deactivate(clerk, key, 1, on=TODAY, reason="Ditutup", at=NOW)

    with read_connection() as conn:
        assert queries.count(conn, Chosen(office), today=TODAY) == 0
        assert queries.count(conn, Chosen(office), today=date(2026, 11, 21)) == 1
        assert queries.count(conn, Chosen(office, active=False), today=TODAY) == 1
        assert queries.options(conn, office).empty
        assert list(queries.options(conn, office, today=date(2026, 11, 21))["id"]) == [key]
    assert (read(key).active_until, read(key).inactive_reason) == (TODAY, "Ditutup")

    service.reactivate(clerk, key, 2, at=NOW)

    assert (read(key).active_until, read(key).inactive_reason) == (None, None)
    assert audited()[-2:] == ["institution.deactivate", "institution.reactivate"]


def fill(one: int, other: int) -> None:
    """Residents 1 and 2 in `one`, 2 and 3 in `other` (2 in both in the same year), an upload and a visit each."""
    with write_transaction() as conn:
        for number in (1, 2, 3):
            conn.execute(
                insert(resident).values(
                    id=number, regency="35.14", nik=f"351406270810900{number}", name="X", sex="L",
                    birth_date=date(2010, 8, 27), card_age_on=date(2027, 8, 27), standing=1, state=10, serial=1,
                    institution_id=one if number == 1 else other, version=1, updated_at=NOW,
                )
            )  # fmt: skip
        pairs = [(one, 1), (one, 2), (other, 2), (other, 3)]
        conn.execute(
            insert(membership),
            [
                {
                    "institution_id": place,
                    "resident_id": who,
                    "school_year": 2026,
                    "from_day": TODAY,
                    "class_name": "X-1",
                }
                for place, who in pairs
            ],
        )
        for place in (one, other):
            conn.execute(
                insert(roster_upload).values(
                    id=place, regency="35.14", institution_id=place, file_name="a.csv", sha256="0", school_year=2026,
                    state="applied", facts={}, uploaded_at=NOW, uploaded_by="rina",
                )
            )  # fmt: skip
            conn.execute(
                insert(visit).values(
                    id=place, regency="35.14", institution_id=place, day=TODAY, state="done", updated_at=NOW
                )
            )


def test_merging_moves_everything_and_leaves_a_pointer(office, clerk) -> None:
    kept = service.add(clerk, office, replace(SMAN, official_number=None, status=None), at=NOW)
    gone = service.add(clerk, office, replace(SMAN, name="SMA Negeri I Kejayan", district="35.14.07"), at=NOW)
    bystander = service.add(clerk, office, replace(SMAN, name="SMAN 9", official_number="20519999"), at=NOW)
    service.add_alias(clerk, gone, "Smanik", at=NOW)
    fill(kept, gone)

    moved = service.merge(clerk, (gone, 1), (kept, 1), at=NOW)

    plans = {"requests": 0, "blocked": 0, "follow_ups": 0, "stops": 0, "exceptions": 0, "parcels": 0}
    assert moved == plans | {
        "memberships": 1, "memberships_double": 1, "uploads": 1, "visits": 1, "residents": 2, "aliases": 1,
    }  # fmt: skip
    one, other = read(kept), read(gone)
    assert (one.official_number, one.status, one.district, one.version) == ("20519475", Status.NEGERI, "35.14.06", 2)
    assert (other.merged_into, other.official_number, other.name) == (kept, None, "SMA Negeri I Kejayan")
    assert read(bystander).version == 1
    with read_connection() as conn:
        assert sorted(queries.aliases(conn, kept)["name"]) == ["SMA Negeri I Kejayan", "Smanik"]
        assert set(conn.execute(select(resident.c.institution_id)).scalars()) == {kept}
        rows = conn.execute(select(membership.c.institution_id, membership.c.resident_id)).all()
        assert sorted(tuple(row) for row in rows) == [(kept, 1), (kept, 2), (kept, 3)]
        assert set(conn.execute(select(roster_upload.c.institution_id)).scalars()) == {kept}
        assert set(conn.execute(select(visit.c.institution_id)).scalars()) == {kept}
        assert sorted(queries.options(conn, office)["id"]) == [kept, bystander]
    assert audited()[-1] == "institution.merge"


@pytest.mark.parametrize(
    ("kept_span", "gone_span", "expected"),
    [
        ((date(2026, 7, 13), date(2026, 9, 1)), (date(2026, 9, 2), None), (date(2026, 7, 13), None, "X-2")),
        ((date(2026, 9, 2), None), (date(2026, 7, 13), date(2026, 9, 1)), (date(2026, 7, 13), None, "X-1")),
        (
            (date(2026, 7, 13), date(2026, 9, 1)),
            (date(2026, 7, 20), date(2026, 10, 5)),
            (date(2026, 7, 13), date(2026, 10, 5), "X-1"),
        ),
    ],
)
def test_a_pupil_of_both_in_one_year_keeps_the_open_membership_and_the_earlier_beginning(
    office, clerk, kept_span, gone_span, expected
) -> None:
    kept = service.add(clerk, office, replace(SMAN, official_number=None), at=NOW)
    gone = service.add(clerk, office, replace(SMAN, name="SMA Negeri I Kejayan"), at=NOW)
    fill(kept, gone)
    with write_transaction() as conn:
        for place, (begin, end), room in ((kept, kept_span, "X-1"), (gone, gone_span, "X-2")):
            where = (membership.c.institution_id == place, membership.c.resident_id == 2)
            conn.execute(membership.update().where(*where).values(from_day=begin, until_day=end, class_name=room))

    service.merge(clerk, (gone, 1), (kept, 1), at=NOW)

    with read_connection() as conn:
        columns = (membership.c.from_day, membership.c.until_day, membership.c.class_name)
        rows = conn.execute(select(membership.c.institution_id, *columns).where(membership.c.resident_id == 2)).all()
    assert [tuple(row) for row in rows] == [(kept, *expected)]


def test_a_chain_of_mergers_always_points_to_the_living_one(office, clerk) -> None:
    a, b, c = (service.add(clerk, office, replace(SMAN, name=f"SMA {n}", official_number=None), at=NOW) for n in "ABC")

    service.merge(clerk, (a, 1), (b, 1), at=NOW)
    service.merge(clerk, (b, 2), (c, 1), at=NOW)

    assert (read(a).merged_into, read(b).merged_into, read(c).merged_into) == (c, c, None)
    with read_connection() as conn:
        assert sorted(queries.aliases(conn, c)["name"]) == ["SMA A", "SMA B"]


def test_what_cannot_be_merged_is_refused_and_nothing_moves(office, clerk) -> None:
    key = service.add(clerk, office, SMAN, at=NOW)
    twin = service.add(clerk, office, replace(SMAN, official_number="20519476"), at=NOW)
    pesantren = service.add(clerk, office, Draft(kind=Kind.PESANTREN, name="PP Ngalah"), at=NOW)
    elsewhere = service.add(SYSTEM, "63.11", Draft(kind=Kind.SCHOOL, name="SMAN 1 Juai"), at=NOW)

    for gone, code in ((key, "institution_merge_self"), (pesantren, "institution_merge_kind")):
        with pytest.raises(Refused) as refusal:
            service.merge(clerk, (gone, 1), (key, 1), at=NOW)
        assert refusal.value.code == code
    with pytest.raises(NotAllowed):
        service.merge(clerk, (elsewhere, 1), (key, 1), at=NOW)
    with pytest.raises(Conflict):
        service.merge(clerk, (twin, 7), (key, 1), at=NOW)
    assert [read(one).version for one in (key, twin, pesantren, elsewhere)] == [1, 1, 1, 1]

    service.merge(clerk, (twin, 1), (key, 1), at=NOW)

    with pytest.raises(Refused) as refusal:
        service.edit(clerk, twin, 2, SMAN, at=NOW)
    assert refusal.value.code == "institution_merged"
    assert read(twin).official_number == "20519476"  # both had one: the merged one keeps its own


def test_other_names_are_found_once_and_can_be_forgotten(office, clerk) -> None:
    key = service.add(clerk, office, SMAN, at=NOW)

    answers = [service.add_alias(clerk, key, name, at=NOW) for name in ("Smanika", "SMANIKA ", "SMA Negeri 1 KEJAYAN")]

    assert answers == [True, False, False]
    with read_connection() as conn:
        assert list(queries.aliases(conn, key)["name_key"]) == ["smanika"]
    service.remove_alias(clerk, key, "smanika", at=NOW)
    with read_connection() as conn:
        assert queries.aliases(conn, key).empty


def test_every_village_is_registered_once(office, clerk) -> None:
    assert service.add_villages(clerk, office, at=NOW) == 365
    assert service.add_villages(clerk, office, at=NOW) == 0

    with read_connection() as conn:
        assert queries.by_kind(conn, Chosen(office), today=TODAY) == {"village": 365}
        assert queries.types(conn, office) == ["DESA", "KELURAHAN"]
        one = store.by_number(conn, office, "35.14.06.2001")
    assert one is not None and one.district == "35.14.06" and one.lat is not None and one.name.startswith("Desa ")


def test_who_may_not_edit_is_refused_and_so_is_who_works_elsewhere(office, clerk, actor_of) -> None:
    key = service.add(clerk, office, SMAN, at=NOW)
    head = actor_of("kadin", "head", regency=office)
    neighbour = actor_of("juai", "roster", regency="63.11")
    bangil = actor_of("bangil", "roster", regency=office, districts=("35.14.14",))

    attempts = [
        lambda who: service.add(who, office, replace(SMAN, official_number=None), at=NOW),
        lambda who: service.edit(who, key, 1, SMAN, at=NOW),
        lambda who: service.deactivate(who, key, 1, on=TODAY, reason="x", at=NOW),
        lambda who: service.reactivate(who, key, 1, at=NOW),
        lambda who: service.merge(who, (key, 1), (key, 1), at=NOW),
        lambda who: service.add_alias(who, key, "x", at=NOW),
        lambda who: service.remove_alias(who, key, "x", at=NOW),
        lambda who: service.add_villages(who, office, at=NOW),
    ]
    before = len(audited())

    for actor in (head, neighbour, bangil):
        for attempt in attempts:
            with pytest.raises(NotAllowed):
                attempt(actor)

    assert len(audited()) == before and read(key).version == 1


def test_an_actor_of_one_district_works_there_and_cannot_move_an_institution_out(office, actor_of) -> None:
    kejayan = actor_of("kejayan", "roster", regency=office, districts=("35.14.06",))
    key = service.add(kejayan, office, SMAN, at=NOW)

    with pytest.raises(NotAllowed):
        service.edit(kejayan, key, 1, replace(SMAN, district="35.14.07"), at=NOW)

    assert service.edit(kejayan, key, 1, replace(SMAN, address="Jl. Raya"), at=NOW) == ["address"]


def test_an_unknown_institution_is_not_found(office, clerk) -> None:
    with pytest.raises(NotFound):
        service.edit(clerk, 1, 1, SMAN, at=NOW)


def test_no_code_of_the_product_deletes_an_institution() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "ktp_core").rglob("*.py"))

    assert "delete(institution_alias)" in sources  # the search finds what it looks for
    assert "delete(institution)" not in sources and "institution.delete(" not in sources
