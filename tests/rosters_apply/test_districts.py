"""An account of some districts and a roster with somebody from outside them."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from tests_support.offices import NOW, PASURUAN, TODAY, make_office, people, pupil, roster_csv

from ktp_core.db.engine import read_connection
from ktp_core.db.schema import roster_row
from ktp_core.errors import Refused
from ktp_core.rosters import row_queries, service
from ktp_core.rosters.match_model import Verdict
from ktp_core.rosters.uploads import Choice

NIK = "3514244101100001"
TOSARI = pupil("ANI LESTARI", NIK, "01/01/2010", nisn="0101111111", sex="P", district="Tosari", village="")
INVENTED = pupil("WAHYU KURNIAWAN", NIK, "01/01/2010", district="", village="")
MOVED_IN = pupil("ANI LESTARI", NIK, "01/01/2010", sex="P", class_name="XI-9")  # an address in Kejayan
ONLY = ("35.14.06",)


@pytest.fixture
def school(database):
    return make_office(("school", "SMK KEJAYAN", "35.14.06"), ("pesantren", "PP TOSARI", "35.14.24"))


@pytest.fixture
def whole(school, actor_of):
    """Roster staff of the whole regency, who brought Ani of Tosari in."""
    one = actor_of("rina", "roster", regency=PASURUAN)
    run(one, school[1], TOSARI)
    return one


@pytest.fixture
def limited(school, actor_of):
    return actor_of("budi", "roster", regency=PASURUAN, districts=ONLY)


def stage(by, institution, *rows):
    return service.stage(by, institution, "daftar.csv", roster_csv(*rows), 2026, at=NOW, today=TODAY)


def run(by, institution, *rows):
    return service.apply(by, stage(by, institution, *rows), at=NOW, today=TODAY)


def shown(upload, verdict=Verdict.REVIEW, districts=ONLY):
    with read_connection() as conn:
        return row_queries.rows_page(conn, upload, verdict, reveal=True, districts=districts).iloc[0]


def test_an_invented_row_shows_nothing_of_the_resident_it_names(school, whole, limited):
    upload = stage(limited, school[0], INVENTED)

    row, all_of_it = shown(upload), shown(upload, districts=())

    theirs = [name for name in row.index if name.startswith("their_")]
    assert len(theirs) == 8
    assert [row[name] for name in theirs if row[name] is not None and row[name] == row[name]] == []
    assert (row["hidden"], row["taken"], row["reason"]) == (True, True, "other_district")
    assert "LESTARI" not in str(row.to_dict())
    assert (all_of_it["hidden"], all_of_it["their_name"], all_of_it["reason"]) == (False, "ANI LESTARI", "name_differs")


def test_who_belongs_to_the_institution_is_shown(school, whole, limited):
    run(whole, school[0], TOSARI)

    row = shown(stage(limited, school[0], INVENTED))

    assert (row["hidden"], row["their_name"], row["reason"]) == (False, "ANI LESTARI", "name_differs")


def test_taking_such_a_resident_is_for_a_colleague_of_the_whole_regency(school, whole, limited):
    upload = stage(limited, school[0], INVENTED)

    with pytest.raises(Refused, match="roster_choice_district"):
        service.decide(limited, upload, 1, Choice.KNOWN, at=NOW)
    service.decide(whole, upload, 1, Choice.KNOWN, at=NOW)

    assert service.apply(limited, upload, at=NOW, today=TODAY).changed == 1


@pytest.mark.parametrize("stager", ["limited", "whole"])
def test_nobody_is_moved_in_from_another_district_unasked(school, whole, limited, stager):
    upload = stage({"limited": limited, "whole": whole}[stager], school[0], MOVED_IN)

    outcome = service.apply(limited, upload, at=NOW, today=TODAY)

    assert (outcome.changed, outcome.in_review) == (0, 1)
    assert people()[0]["district"] == "35.14.24"
    with read_connection() as conn:
        reason = select(roster_row.c.reason).where(roster_row.c.upload_id == upload)
        assert conn.scalar(reason) == "other_district"
    with pytest.raises(Refused, match="roster_choice_district"):
        service.decide(limited, upload, 1, Choice.KNOWN, at=NOW)
    service.decide(limited, upload, 1, Choice.LEAVE_OUT, at=NOW)
    assert run(whole, school[0], MOVED_IN).changed == 1
    assert people()[0]["district"] == "35.14.06"
