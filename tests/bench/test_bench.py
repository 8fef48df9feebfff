"""The benchmarks run and answer with every line they promise; how quick anything is, is no test."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ktp_core.bench import data, model, planning
from ktp_core.bench import screens as screens_
from ktp_core.cli.main import run

ROOT = Path(__file__).resolve().parents[2]


NOW = datetime(2030, 1, 1, tzinfo=UTC)


def never(done: int, total: int) -> None:
    """The progress of a build that must not happen."""
    raise AssertionError("the data were built again")


def bench(capsys, residents: int) -> list[dict]:
    with pytest.raises(SystemExit) as done:
        run(["bench", "--residents", str(residents), "--json"])
    assert done.value.code == 0
    return json.loads(capsys.readouterr().out)


def test_every_line_comes_out_and_the_data_are_built_once(data_dir, capsys, monkeypatch):
    monkeypatch.setattr(planning, "SECONDS", 0.5)  # how good or quick, is no test
    monkeypatch.setattr(screens_, "REPEATS", 1)
    rows = bench(capsys, 2_000)

    plans = {
        f"plan_{name}_{what}"
        for name in ("office", "pasuruan", "pasuruan_freely", "large_schools", "one_team", "unlike_teams")
        for what in ("time", "against_oldest_letter", "against_largest_first")
    }
    screens = {f"screen_{path.stem}" for path in (ROOT / "pages").glob("*.py")}
    assert {row["name"] for row in rows} == screens | plans | {
        "roster_parse_check", "roster_file_to_commit", "backlog_page_0", "backlog_page_60000",
        "backlog_page_deep_district", "backlog_page_deep_first_time", "backlog_page_deep_replacement",
        "backlog_page_deep_90_days", "backlog_name_search", "head_states_by_district",
        "head_states_by_district_pandas", "head_trend_36_months_by_district", "head_page_data", "head_page_details",
        "head_page_attention", "first_load",
        "card_events_with_summaries", "visit_month", "visit_workbook_back", "visit_close",
        "print_propose", "print_500", "uncollected", "pack_500", "send_500", "receipt_pdf_500", "hand_over_500",
        "projection_inside_covered", "projection_inside_printed", "projection_inside_owned",
        "projection_inside_steady", "projection_inside_visits", "projection_inside_visits_open",
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
