"""The benchmarks run and answer with every line they promise; how quick anything is, is no test."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import text

from ktp_core.bench import data, model, planning, projection, tenfold
from ktp_core.bench import screens as screens_
from ktp_core.cli.main import run
from ktp_core.db.engine import read_connection
from ktp_core.db.ids import next_ids
from ktp_core.summaries.rebuild import differences

ROOT = Path(__file__).resolve().parents[2]


NOW = datetime(2030, 1, 1, tzinfo=UTC)


def never(done: int, total: int) -> None:
    """The progress of a build that must not happen."""
    raise AssertionError("the data were built again")


COUNTED = (
    "SELECT count(*) FROM resident WHERE regency = 3514", "SELECT count(*) FROM card_event WHERE regency = 3514",
    "SELECT sum(n) FROM summary_day WHERE regency = 3514", "SELECT sum(n) FROM summary_delay WHERE regency = 3514",
)  # fmt: skip


def bench(capsys, residents: int, *more: str) -> list[dict]:
    with pytest.raises(SystemExit) as done:
        run(["bench", "--residents", str(residents), "--json", *more])
    assert done.value.code == 0
    return json.loads(capsys.readouterr().out)


def test_every_line_comes_out_and_the_data_are_built_once(data_dir, capsys, monkeypatch):
    monkeypatch.setattr(planning, "SECONDS", 0.5)  # how good or quick, is no test
    monkeypatch.setattr(screens_, "REPEATS", 1)
    monkeypatch.setattr(projection, "OFFICES", 12)
    monkeypatch.setattr(projection, "ROVERS", 12)
    rows = bench(capsys, 2_000)

    plans = {
        f"plan_{name}_{what}"
        for name in ("office", "pasuruan", "pasuruan_freely", "large_schools", "one_team", "unlike_teams")
        for what in ("time", "against_oldest_letter", "against_largest_first")
    }
    screens = {f"screen_{path.stem}" for path in (ROOT / "pages").glob("*.py")}
    offices = {
        f"projection_inside_{family}_{stage}"
        for family in ("usual", "usual_24_months", "usual_12_months", "steady", "drifting", "seasonal", "breaking")
        for stage in ("covered", "printed", "owned")
    }
    assert {row["name"] for row in rows} == screens | plans | offices | {
        "roster_parse_check", "roster_file_to_commit", "backlog_page_0", "backlog_page_60000",
        "backlog_page_deep_district", "backlog_page_deep_first_time", "backlog_page_deep_replacement",
        "backlog_page_deep_90_days", "backlog_name_search", "head_states_by_district",
        "head_states_by_district_pandas", "head_trend_36_months_by_district", "head_page_data", "head_page_details",
        "head_page_attention", "first_load",
        "card_events_with_summaries", "visit_month", "visit_workbook_back", "visit_close",
        "print_propose", "print_500", "uncollected", "pack_500", "send_500", "receipt_pdf_500", "hand_over_500",
        "projection_inside_visits", "projection_inside_visits_open",
        "projection_inside_people_served", "projection_inside_people_served_open",
        "projection_inside_institutions_served", "projection_inside_own_past", "projection_first_answer",
    }  # fmt: skip
    assert len(rows) == len({row["name"] for row in rows})
    for row in rows:
        assert {"name", "value", "unit", "against", "ratio"} <= set(row)
        assert row["value"] > 0 and row["against"] > 0 and row["baseline"]
        assert row["ratio"] == pytest.approx(row["value"] / row["against"], rel=1e-3)

    kept = data_dir / "bench" / "2000"
    assert sorted(path.name for path in kept.iterdir()) == ["day", "demo_accounts.json", "ktp.db"]
    assert not (data_dir / "ktp.db").exists()  # the office's database is not touched
    assert data.prepare(2_000, today=date(2030, 1, 1), at=NOW, progress=never).today < date(2030, 1, 1)


def test_ten_times_the_residents_are_there_and_measured(data_dir, capsys, monkeypatch):
    monkeypatch.setattr(screens_, "REPEATS", 1)
    monkeypatch.setattr(tenfold, "SCREENS", ("beranda", "janji_layanan"))

    rows = bench(capsys, 2_000, "--tenfold")

    assert [row["name"] for row in rows] == [
        "screen_beranda_tenfold", "screen_janji_layanan_tenfold",
        "screen_beranda_tenfold_after_a_write", "screen_janji_layanan_tenfold_after_a_write",
    ]  # fmt: skip
    once, many = (data_dir / "bench" / name / "ktp.db" for name in ("2000", "2000_tenfold"))
    with closing(connect(once)) as one, closing(connect(many)) as ten:
        for sql in COUNTED:
            (few,), (found,) = one.execute(sql).fetchone(), ten.execute(sql).fetchone()
            assert found == 10 * few > 0, sql
        indexes = "SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger') ORDER BY name"
        assert one.execute(indexes).fetchall() == ten.execute(indexes).fetchall()
        assert ten.execute("PRAGMA foreign_key_check").fetchall() == []
    with data.data_in(many.parent), read_connection() as conn:
        assert differences(conn) == []  # counted anew from ten times the residents and events
        follow = next_ids(conn, data.REGENCY, "resident", 1)[0]
        assert follow > conn.execute(text("SELECT max(id) FROM resident WHERE regency = 3514")).scalar_one()


def test_a_ratio_below_one_means_quicker():
    assert model.Row("a", 2.0, "ms", 8.0).ratio == 0.25
    assert model.Row("a", 2.0, "ms").ratio is None


def test_times_are_medians_after_a_run_to_warm_up(monkeypatch):
    moments = iter([0.0, 0.5, 1.0, 1.1, 2.0, 2.2])
    runs = []
    monkeypatch.setattr(model, "perf_counter", lambda: next(moments))

    taken = model.wall(lambda: runs.append(1), 3)

    assert taken == 200.0
    assert len(runs) == 4
