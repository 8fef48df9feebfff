"""Status lists of SIAK: columns, words, days, what is applied, what is left to a human; on both databases."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date

import pytest
import xlsxwriter
from sqlalchemy import func, select
from tests_support.card_people import (
    ADULT,
    AT,
    CHILD,
    KEJAYAN,
    PURWOSARI,
    TODAY,
    add_people,
    bring_to,
    newcomer,
    nik,
    one,
)  # fmt: skip
from tests_support.constants import PASURUAN

from ktp_core.cards import store
from ktp_core.cards.lists import decisions, service
from ktp_core.cards.lists.mapping import guess
from ktp_core.cards.lists.model import Roles
from ktp_core.cards.lists.reading import read_list
from ktp_core.cards.model import CardAction, CardState, Source
from ktp_core.cards.queries import Disputes, dispute_counts, disputes
from ktp_core.cards.siak import WORDS, key, state_of
from ktp_core.cards.verdicts import Verdict
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import audit_log, card_event, disagreement
from ktp_core.errors import Conflict, NotAllowed, Refused
from ktp_core.residents.model import Standing
from ktp_core.summaries.rebuild import differences

S = CardState
HEAD = ("NO", "NO_NIK", "NAMA_LGKP", "STATUS_KTP", "TGL_STATUS")


def listed(*rows: tuple[str, str, str], head: tuple[str, ...] = HEAD) -> bytes:
    body = [f"{n};{row[0]};SESEORANG;{row[1]};{row[2]}" for n, row in enumerate(rows, 1)]
    return "\n".join([";".join(head), *body]).encode()


def run(by, content: bytes, name: str = "status.csv") -> service.Outcome:
    sheets, roles = service.understand(by, PASURUAN, content, name, today=TODAY)
    return service.apply(by, PASURUAN, sheets, roles, listed_on=TODAY, today=TODAY, at=AT)


def counts(outcome: service.Outcome) -> tuple[int, ...]:
    return (
        outcome.read, outcome.applied, outcome.same, outcome.disagreements, outcome.unknown, outcome.rejected,
    )  # fmt: skip


def card(resident_id: int):
    with read_connection() as conn:
        return store.card(conn, resident_id)


def stored(table) -> int:
    with read_connection() as conn:
        return conn.execute(select(func.count()).select_from(table)).scalar_one()


def nothing_differs() -> bool:
    with read_connection() as conn:
        return differences(conn) == []


@pytest.fixture
def clerk(database, actor_of):
    return actor_of("cetak", "print", regency=PASURUAN)


def people(*wanted: tuple[S, dict]) -> list[int]:
    """Residents 1, 2, … brought to these states on 1 March 2026."""
    with write_transaction() as conn:
        ids = add_people(conn, *(newcomer(n, **who) for n, (_state, who) in enumerate(wanted, 1)))
        for resident_id, (state, _who) in zip(ids, wanted, strict=True):
            bring_to(conn, resident_id, state, date(2026, 3, 1))
    return ids


def test_a_mixed_list_has_exactly_the_outcome_of_each_row_and_twice_changes_nothing(clerk):
    forward, equal, behind, trouble, older, child, dead, noise = people(
        (S.RECORDED, {}), (S.SUBMITTED, {}), (S.DELIVERED, {}), (S.PRINTED, {}), (S.RECORDED, {}),
        (S.SUBMITTED, {"born": CHILD}), (S.SUBMITTED, {}), (S.SUBMITTED, {}),
    )  # fmt: skip
    with write_transaction() as conn:
        conn.execute(store.resident.update().where(store.resident.c.id == dead).values(standing=int(Standing.DECEASED)))
    content = listed(
        (nik(1), "PRINT_READY_RECORD", "05/04/2026"),
        (nik(2), "sfe", "01-03-2026"),
        (nik(3), "Siap Cetak", "2 April 2026"),
        (nik(4), "DUPLICATE RECORD", "2026-04-02"),
        (nik(5), "PRR", "28/02/2026"),
        (nik(6), "CARD_PRINTED", "05/04/2026"),
        (nik(7), "PRR", "05/04/2026"),
        (nik(99), "PRR", "05/04/2026"),
        (nik(8), "ENTAH APA", "05/04/2026"),
        ("3514", "PRR", "31/02/2026"),
        (nik(8), "PRR", "05/04/2030"),
    )

    first = run(clerk, content)

    assert counts(first) == (11, 1, 1, 5, 1, 3)
    assert first.asked == 5
    assert (card(forward).state, card(forward).ready_on) == (S.PRINT_READY, date(2026, 4, 5))
    untouched = {equal: S.SUBMITTED, behind: S.DELIVERED, trouble: S.PRINTED, older: S.RECORDED, child: S.SUBMITTED,
                 dead: S.SUBMITTED, noise: S.SUBMITTED}  # fmt: skip
    assert {one_: card(one_).state for one_ in untouched} == untouched
    with read_connection() as conn:
        assert dispute_counts(conn, Disputes(PASURUAN)) == {
            Verdict.BEHIND: 1, Verdict.PROBLEM: 1, Verdict.OLDER: 1, Verdict.TOO_YOUNG: 1, Verdict.DECEASED: 1,
        }  # fmt: skip
    assert [(issue.row, issue.cell, issue.code) for issue in first.checked.issues] == [
        (10, "D10", "status_unknown"), (11, "B11", "nik_length"), (11, "E11", "date_unreadable"),
        (12, "E12", "date_future"),
    ]  # fmt: skip
    events, asked = stored(card_event), stored(disagreement)

    second = run(clerk, content)

    assert counts(second) == (11, 0, 2, 5, 1, 3)
    assert second.asked == 0
    assert (stored(card_event), stored(disagreement)) == (events, asked)


def test_a_jump_forward_fills_what_we_never_heard_of_with_the_same_day(clerk):
    (new,) = people((S.UNRECORDED, {}))

    assert run(clerk, listed((nik(1), "CARD_ISSUED", "05/04/2026"))).applied == 1

    with read_connection() as conn:
        events = store.history(conn, new)
    assert [event.action.name for event in events] == ["RECORD", "SUBMIT", "CLEAR", "PRINT", "DELIVER"]
    assert {(event.day, event.source, event.by) for event in events} == {(date(2026, 4, 5), Source.SIAK, "cetak")}
    assert card(new).owned_on == date(2026, 4, 5)
    assert nothing_differs()


def test_a_list_of_each_resident_s_whole_history_is_followed_and_twice_changes_nothing(clerk):
    (new,) = people((S.UNRECORDED, {}))
    history = listed(
        (nik(1), "PRR", "07/03/2026"), (nik(1), "BIO_CAPTURED", "01/03/2026"), (nik(1), "SFE", "03/03/2026"),
        (nik(1), "DUP", "05/03/2026"),
    )  # fmt: skip

    first, second = run(clerk, history), run(clerk, history)

    assert counts(first) == (4, 4, 0, 0, 0, 0)
    assert counts(second) == (4, 0, 4, 0, 0, 0)
    assert card(new).recorded_on == date(2026, 3, 1) and card(new).ready_on == date(2026, 3, 7)


def test_counts_always_add_up_and_summaries_stay_true(clerk):
    people(*[(state, {"born": ADULT if n % 2 else CHILD}) for n, state in enumerate([S.SUBMITTED, S.RECORDED] * 40)])
    words = ["PRR", "SFE", "DUP", "CARD_PRINTED", "Efac", "?", "BELUM REKAM", "CARD_SHIPPED"]
    rows = [(nik(n % 90), words[n % 8], f"{n % 28 + 1:02d}/05/2026") for n in range(300)]

    outcome = run(clerk, listed(*rows))

    read, *parts = counts(outcome)
    assert read == 300 == sum(parts)
    assert nothing_differs()


def test_nothing_of_a_list_is_kept_when_writing_it_fails(clerk, monkeypatch):
    (new,) = people((S.RECORDED, {}))
    before = (stored(card_event), stored(audit_log))
    monkeypatch.setattr(service.store, "remember", lambda *_a, **_k: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        run(clerk, listed((nik(1), "PRR", "05/04/2026")))

    assert card(new).state is S.RECORDED
    assert (stored(card_event), stored(audit_log)) == before
    assert nothing_differs()


def test_columns_are_remembered_by_their_headings(clerk):
    people((S.RECORDED, {}))
    odd = "A;B;C;D\n1;05/04/2026;06/04/2026;x\n".replace("1;", f"{nik(1)};").replace("x", "PRR").encode()
    sheets, roles = service.understand(clerk, PASURUAN, odd, "a.csv", today=TODAY)
    assert roles.several_days and not roles.complete
    with pytest.raises(Refused):
        service.apply(clerk, PASURUAN, sheets, roles, listed_on=TODAY, today=TODAY, at=AT)

    service.apply(clerk, PASURUAN, sheets, Roles(0, 3, 2), listed_on=TODAY, today=TODAY, at=AT)

    assert service.understand(clerk, PASURUAN, odd, "b.csv", today=TODAY)[1] == Roles(0, 3, 2)
    assert run(clerk, odd).same == 1


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("NIK;Status;Tanggal", "{nik};PRR;05/04/2026", Roles(0, 1, 2)),
        ("no_kk;nik;tgl_lahir;current_status_code;update_date", "3514060103080001;{nik};01/03/2008;SFE;5-4-2026",
         Roles(1, 3, 4)),
        ("Tgl Perekaman;Kode;Nomor Induk Kependudukan", "05/04/2026;DUP;{nik}", Roles(2, 1, 0)),
        ("NIK;STATUS", "{nik};8", Roles(0, 1, None)),
        ("NIK;RT;Nama", "{nik};3;ANI", Roles(0, None, None)),
    ],
)  # fmt: skip
def test_columns_are_guessed_from_headings_and_contents(head, row, expected):
    sheets = read_list(f"Daftar\n{head}\n{row.format(nik=nik(1))}\n{row.format(nik=nik(2))}".encode(), "a.csv")

    assert guess(sheets, TODAY) == expected


def test_a_workbook_with_real_dates_and_number_codes_is_read_like_the_csv(clerk):
    (new,) = people((S.RECORDED, {}))
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Rekap status KTP-el"])
        sheet.write_row(2, 0, ["NIK", "Status", "Tanggal"])
        sheet.write_string(3, 0, nik(1))
        sheet.write_number(3, 1, 5)
        sheet.write_datetime(3, 2, date(2026, 4, 5), book.add_format({"num_format": "dd/mm/yyyy"}))

    assert counts(run(clerk, file.getvalue(), "status.xlsx")) == (1, 1, 0, 0, 0, 0)
    assert card(new).ready_on == date(2026, 4, 5)


def test_a_list_without_a_column_of_dates_takes_the_day_of_the_list(clerk):
    (new,) = people((S.SUBMITTED, {}))

    assert run(clerk, f"NIK,Status\n{nik(1)},PRR\n".encode()).applied == 1
    assert card(new).ready_on == TODAY


def test_every_word_of_the_vocabulary_means_one_state_however_it_is_written():
    for state, words in WORDS.items():
        for word in words:
            assert state_of(word) is state_of(f" {word.lower().replace('_', ' ')} ") is state
    every = [key(word) for words in WORDS.values() for word in words]
    assert sum(Counter(every).values()) - len(set(every)) <= 2  # spellings that fall together, within one state
    assert set(WORDS) == set(CardState)
    assert state_of("9") is state_of("hampir siap") is state_of("") is None


def disagreeing(clerk) -> tuple[int, int]:
    """A printed card that SIAK calls a duplicate since April: (resident, disagreement)."""
    (printed,) = people((S.PRINTED, {}))
    run(clerk, listed((nik(1), "DUP", "05/04/2026")))
    with read_connection() as conn:
        return printed, int(disputes(conn, Disputes(PASURUAN), limit=5)["id"].iloc[0])


def test_taking_siak_s_word_goes_back_along_the_table_by_events_with_the_reason(clerk, actor_of):
    printed, asked = disagreeing(clerk)

    with pytest.raises(NotAllowed, match="disagreement_own_list"):  # a finished card goes by two people
        decisions.take(clerk, asked, reason="surat pusat 12", expected_state=S.PRINTED, at=AT)
    second = actor_of("cetak.kedua", "print", regency=PASURUAN)
    decisions.take(second, asked, reason="surat pusat 12", expected_state=S.PRINTED, at=AT)

    with read_connection() as conn:
        events = store.history(conn, printed)[-2:]
        assert dispute_counts(conn, Disputes(PASURUAN)) == {}
    assert [(e.action, e.source, e.reason, e.day) for e in events] == [
        (CardAction.SPOIL, Source.SIAK, "surat pusat 12", date(2026, 4, 5)),
        (CardAction.FLAG_DUPLICATE, Source.SIAK, "surat pusat 12", date(2026, 4, 5)),
    ]
    assert card(printed).state is S.DUPLICATE and card(printed).printed_on is None
    assert nothing_differs()
    assert run(clerk, listed((nik(1), "DUP", "05/04/2026"))).same == 1


def test_keeping_ours_changes_nothing_is_written_down_and_is_not_asked_again(clerk):
    printed, asked = disagreeing(clerk)

    decisions.keep(clerk, [asked], reason="kartu sudah di tangan", at=AT)

    assert card(printed).state is S.PRINTED
    again = run(clerk, listed((nik(1), "DUP", "05/04/2026")))
    assert (again.disagreements, again.asked) == (1, 0)
    with pytest.raises(Conflict):
        decisions.take(clerk, asked, reason="lain", expected_state=S.PRINTED, at=AT)


def test_a_decision_needs_a_reason_and_the_state_that_was_seen(clerk):
    printed, asked = disagreeing(clerk)

    with pytest.raises(Refused):
        decisions.take(clerk, asked, reason="  ", expected_state=S.PRINTED, at=AT)
    with pytest.raises(Conflict):
        decisions.take(clerk, asked, reason="surat", expected_state=S.PRINT_READY, at=AT)

    assert card(printed).state is S.PRINTED


def test_a_card_of_a_child_is_not_taken_as_printed(clerk):
    (child,) = people((S.SUBMITTED, {"born": CHILD}))
    run(clerk, listed((nik(1), "CARD_PRINTED", "05/04/2026")))
    with read_connection() as conn:
        asked = int(disputes(conn, Disputes(PASURUAN), limit=5)["id"].iloc[0])

    with pytest.raises(Refused):
        decisions.take(clerk, asked, reason="surat", expected_state=S.SUBMITTED, at=AT)

    assert card(child).state is S.SUBMITTED
    with read_connection() as conn:
        assert dispute_counts(conn, Disputes(PASURUAN)) == {Verdict.TOO_YOUNG: 1}


def test_who_sees_some_districts_moves_and_sees_only_those(clerk, actor_of):
    here, there = people((S.RECORDED, {"district": KEJAYAN}), (S.RECORDED, {"district": PURWOSARI}))
    narrow = actor_of("kecamatan", "print", regency=PASURUAN, districts=(KEJAYAN,))

    outcome = run(narrow, listed((nik(1), "PRR", "05/04/2026"), (nik(2), "PRR", "05/04/2026")))

    assert counts(outcome) == (2, 1, 0, 0, 1, 0)
    assert (card(here).state, card(there).state) == (S.PRINT_READY, S.RECORDED)


@pytest.mark.parametrize("role", ["head", "roster", "visit", "delivery", "auditor"])
def test_other_roles_may_not_import_and_nothing_happens(database, actor_of, role):
    by = actor_of("lain", role, regency=PASURUAN)
    new = one(S.RECORDED)

    with pytest.raises(NotAllowed):
        run(by, listed((nik(1), "PRR", "05/04/2026")))

    assert card(new).state is S.RECORDED


def test_nobody_imports_for_another_office(database, actor_of):
    by = actor_of("balangan", "print", regency="63.11")

    with pytest.raises(NotAllowed):
        run(by, listed((nik(1), "PRR", "05/04/2026")))


def test_the_audit_log_says_what_was_done_without_any_nik(clerk):
    people((S.RECORDED, {}))
    run(clerk, listed((nik(1), "PRR", "05/04/2026"), (nik(9), "PRR", "05/04/2026")))

    with read_connection() as conn:
        (entry,) = conn.execute(select(audit_log).where(audit_log.c.action == "cards.import")).all()
    assert json.loads(entry.details) == {
        "read": 2, "applied": 1, "same": 0, "disagreements": 0, "asked": 0, "unknown": 1, "rejected": 0,
    }  # fmt: skip
    assert nik(1) not in str(entry)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "empty"), (b"Nama;Alamat\nANI;Kejayan\n", "a.csv", "columns"),
        (b"%PDF-1.4 x", "a.pdf", "format"),
        (b"<html><table></table></html>", "a.xls", "format"), (b"NIK;Status\n", "../a.csv", "name"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_status_list_is_refused_as_a_whole(clerk, content, name, code):
    with pytest.raises(Refused) as refusal:
        run(clerk, content, name)

    assert refusal.value.code == code
