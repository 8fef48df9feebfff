"""Teams, kits, operators and vehicles: names, in and out of use, what is planned for each, who may."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests_support.constants import NOW, PASURUAN
from tests_support.field_office import KEJAYAN, MONDAY, TODAY, FieldOffice, after, field_office

from ktp_core.access.model import Actor
from ktp_core.access.transactions import Writing
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.errors import Conflict, NotAllowed, NotFound, Refused
from ktp_core.teams import queries, service, store
from ktp_core.teams.model import ResourceDraft, ResourceKind
from ktp_core.visits import moves
from ktp_core.visits.model import VisitDraft


@pytest.fixture
def there(database: str) -> FieldOffice:
    return field_office()


@pytest.fixture
def by(there: FieldOffice, actor_of) -> Actor:
    return actor_of("jadwal", "scheduler", regency=PASURUAN)


def test_a_team_is_added_renamed_and_taken_out_of_use(there, by):
    key = service.add_team(by, PASURUAN, "  Mobil   keliling ", at=NOW)
    service.edit_team(by, key, 1, name="Mobil Kenduren", active=False, at=NOW)

    with read_connection() as conn:
        team = store.get_team(conn, key)
        assert (team.name, team.active, team.version) == ("Mobil Kenduren", False, 2)
        assert [one.name for one in store.teams(conn, PASURUAN)] == ["Tim Bangil", "Tim Gempol"]
        assert len(store.teams(conn, PASURUAN, active=False)) == 3


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "team_name"), (" \t", "team_name"), ("x" * 81, "team_name_long"), ("tim  BANGIL", "team_name_taken")],
)
def test_names_that_cannot_be_are_refused(there, by, name, code):
    with pytest.raises(Refused, match=f"^{code} |^{code}$"):
        service.add_team(by, PASURUAN, name, at=NOW)


def test_a_name_is_free_again_when_its_team_is_out_of_use_and_not_taken_back_twice(there, by):
    service.edit_team(by, there.second, 1, name="Tim Gempol", active=False, at=NOW)
    service.add_team(by, PASURUAN, "Tim Gempol", at=NOW)

    with pytest.raises(Refused, match="team_name_taken"):
        service.edit_team(by, there.second, 2, name="Tim Gempol", active=True, at=NOW)


def test_of_two_changes_of_one_row_the_second_is_told(there, by):
    service.edit_team(by, there.team, 1, name="Tim A", active=True, at=NOW)
    kit = ResourceDraft(kind=ResourceKind.KIT, name="AR-09")
    service.edit_resource(by, there.kit, 1, kit, active=True, at=NOW)

    with pytest.raises(Conflict, match="team_changed"):
        service.edit_team(by, there.team, 1, name="Tim B", active=True, at=NOW)
    with pytest.raises(Conflict, match="resource_changed"):
        service.edit_resource(by, there.kit, 1, kit, active=True, at=NOW)


def test_a_kit_keeps_its_kind_and_says_what_changed(there, by):
    draft = ResourceDraft(kind=ResourceKind.VEHICLE, name="AR-07", team_id=None, note=" baterai  lemah ")

    assert service.edit_resource(by, there.kit, 1, draft, active=True, at=NOW) == ["name", "note", "team_id"]
    with read_connection() as conn:
        kit = store.get_resource(conn, there.kit)
    assert (kit.kind, kit.name, kit.team_id, kit.note) == (ResourceKind.KIT, "AR-07", None, "baterai lemah")


def test_one_name_serves_one_thing_of_a_kind(there, by):
    plate = ResourceDraft(kind=ResourceKind.VEHICLE, name="n1234tx")

    with pytest.raises(Refused, match="resource_name_taken"):
        service.add_resource(by, PASURUAN, plate, at=NOW)
    assert service.add_resource(by, PASURUAN, replace(plate, kind=ResourceKind.KIT), at=NOW)
    with pytest.raises(NotFound, match="team_unknown"):
        service.add_resource(by, PASURUAN, replace(plate, name="N 9", team_id=10**15), at=NOW)


def test_the_lists_say_what_goes_along_and_what_is_planned(there, by):
    with write_transaction() as conn:
        tx = Writing(conn, by, PASURUAN, NOW)
        for day in (MONDAY, after(1)):
            along = {"team_id": there.team, "resources": (there.kit,)}
            moves.schedule(tx, VisitDraft(institution_id=there.school, day=day, **along))
        past = moves.schedule(tx, VisitDraft(institution_id=there.school, day=after(-20), team_id=there.team))
        moves.start(tx, past)
        moves.close(tx, past, minutes=60, kits=1)
        gone = moves.schedule(tx, VisitDraft(institution_id=there.school, day=after(2), team_id=there.team))
        moves.cancel(tx, gone, reason="x")

    with read_connection() as conn:
        teams = queries.teams(conn, PASURUAN, today=TODAY).set_index("id")
        kits = queries.resources(conn, PASURUAN, today=TODAY).set_index("id")
    first = teams.loc[there.team]
    assert (first["kits"], first["operators"], first["vehicles"], first["planned"]) == (2, 1, 1, 2)
    assert (first["next"], first["last"]) == (MONDAY, after(-20))
    assert teams.loc[there.second, "planned"] == 0
    assert (kits.loc[there.kit, "planned"], kits.loc[there.spare, "planned"]) == (2, 0)


def test_teams_are_the_whole_regencys(there, actor_of):
    limited = actor_of("kec", "scheduler", regency=PASURUAN, districts=(KEJAYAN,))
    kit = ResourceDraft(kind=ResourceKind.KIT, name="AR-09")

    for act in (
        lambda: service.add_team(limited, PASURUAN, "X", at=NOW),
        lambda: service.edit_team(limited, there.team, 1, name="X", active=True, at=NOW),
        lambda: service.add_resource(limited, PASURUAN, kit, at=NOW),
        lambda: service.edit_resource(limited, there.kit, 1, kit, active=True, at=NOW),
    ):
        with pytest.raises(NotAllowed, match="team_whole_regency"):
            act()
