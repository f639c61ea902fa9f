"""What a report reads: tables one by one, and of a zone what stands on it."""

from pathlib import Path

import pytest

from analysis.codebook import CODEBOOK, read_tables
from analysis.paths import Checkout
from analysis.reads import ReadTables

ZONE = "jiaozuo"


def test_tables_are_read_when_they_are_asked_for(built: Checkout) -> None:
    """Their names are known before; what is asked for is as read_tables reads it."""
    tables = ReadTables(built.processed)
    assert list(tables) == list(CODEBOOK)
    assert "labels" in tables
    assert "no such" not in tables
    assert tables.reads() == []
    assert tables["labels"].equals(read_tables(built.processed)["labels"])
    assert tables["times"] is tables["times"]
    assert tables.reads() == ["times", "labels"]
    with pytest.raises(KeyError):
        tables["no such"]


def test_a_zone_has_its_own_rows(built: Checkout) -> None:
    """Of tables that say the zone of their rows; a pair is on both its zones."""
    tables, whole = ReadTables(built.processed, ZONE), read_tables(built.processed)
    assert {*tables["facts"]["zone"]} == {ZONE}
    assert len(tables["facts"]) == (whole["facts"]["zone"] == ZONE).sum()
    assert len(tables["labels"]) == len(whole["labels"])
    pairs = tables["comparisons"]
    assert 0 < len(pairs) < len(whole["comparisons"])
    assert ((pairs["left_zone"] == ZONE) | (pairs["right_zone"] == ZONE)).all()
    assert {f"facts/{ZONE}", f"comparisons/{ZONE}", "labels"} <= {*tables.reads()}


@pytest.mark.parametrize(
    ("table", "column"),
    [("observations", "time"), ("times", "since"), ("facts", "dated_by"), ("facts", "listed_by")],
)
def test_rows_that_point_to_another_zone_leave_tables_whole(
    built: Checkout, tmp_path: Path, table: str, column: str
) -> None:
    """A figure or fact of the zone may be dated by what is said of another."""
    for name, frame in read_tables(built.processed).items():
        if name == table:
            own = frame["zone"] == ZONE
            other = read_tables(built.processed)["mentions"].query("zone != @ZONE").index[0]
            frame.loc[frame.index[own][0], column] = other
        frame.to_csv(tmp_path / f"{name}.csv")
    tables = ReadTables(tmp_path, ZONE)
    assert len({*tables["mentions"]["zone"]}) > 1
    assert len({*tables["facts"]["zone"]}) > 1
    assert {"mentions", "facts", table} <= {*tables.reads()}
    assert not any("/" in name for name in tables.reads())
    assert ReadTables(tmp_path, "lanbai").reads() == [
        f"{name}/lanbai" for name in ("mentions", "observations", "times", "facts", "articles")
    ]


def test_a_figure_in_an_article_on_another_zone_leaves_tables_whole(
    built: Checkout, tmp_path: Path
) -> None:
    """A figure may be printed where another zone is written about: its report needs that article."""
    for name, frame in read_tables(built.processed).items():
        if name == "mentions":
            other = frame["article"][frame["zone"] != ZONE].iloc[0]
            frame.loc[frame.index[frame["zone"] == ZONE][0], "article"] = other
        frame.to_csv(tmp_path / f"{name}.csv")
    assert not any("/" in name for name in ReadTables(tmp_path, ZONE).reads())
