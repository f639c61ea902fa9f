"""Overrides: read whole or not at all, each wrong cell told."""

from pathlib import Path

import pytest

from analysis.overrides import COLUMNS, read_overrides
from analysis.problems import RawError

from .made_up import write_csv

GOOD = dict(
    zip(
        COLUMNS,
        ("p/r-1", "p/r-2", "not_comparable", "caveat", "同一口径", "one scope"),
        strict=True,
    )
)


def test_a_lost_file_is_told(tmp_path: Path) -> None:
    """A study need not override anything, but says so: a file that is gone may have held a judgement."""
    with pytest.raises(RawError) as caught:
        read_overrides(tmp_path / "overrides.csv")
    [told] = str(caught.value).splitlines()
    header = told.rpartition(": ")[2]
    assert told.startswith("overrides.csv: is missing; add it, or just its header")
    (tmp_path / "overrides.csv").write_text(f"{header}\n", "utf-8")
    assert read_overrides(tmp_path / "overrides.csv") == []


def test_overrides_are_read_in_order(tmp_path: Path) -> None:
    """Each row is an override that knows its place."""
    rows = [GOOD, GOOD | {"right": "p/r-3"}]
    write_csv(tmp_path / "overrides.csv", COLUMNS, rows)
    found = read_overrides(tmp_path / "overrides.csv")
    assert [(override.row, override.right) for override in found] == [(2, "p/r-2"), (3, "p/r-3")]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param([GOOD | {"verdict": "fine"}], "row 2, verdict 「fine」: is not one of comparison in terms.csv: caveat, comparable, not_comparable", id="no verdict"),
        pytest.param([GOOD | {"note_en": ""}], "row 2, note_en: is empty; fill it in", id="without a reason"),
        pytest.param([GOOD | {"verdict": "not_comparable"}], "row 2, verdict 「not_comparable」: is what the rules say; delete the row", id="nothing overridden"),
        pytest.param([GOOD, GOOD | {"left": "p/r-2", "right": "p/r-1"}], "row 3, right 「p/r-1」: is judged twice with the left; keep one", id="a pair twice"),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_told(tmp_path: Path, rows: list[dict[str, str]], told: str) -> None:
    """A wrong cell is one line with file, row, column, value and remedy."""
    write_csv(tmp_path / "overrides.csv", COLUMNS, rows)
    with pytest.raises(RawError) as caught:
        read_overrides(tmp_path / "overrides.csv")
    assert str(caught.value) == f"overrides.csv {told}"
