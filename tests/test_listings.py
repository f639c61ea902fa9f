"""Listings: what of the tables is picked out, and how it is told, on figures of our own."""

from pathlib import Path

import pytest

from analysis.audit import audit
from analysis.charts import Part
from analysis.compare import compare
from analysis.derive import derive
from analysis.listings import (
    class_name,
    comparison_sentence,
    comparison_title,
    is_paired,
    largest_classes,
    longest_chain,
    new_wholes,
    observation_table,
    reading_matters,
    standing_table,
    verdict_bar,
)
from analysis.tables import write_tables
from analysis.ties import rows_of_query
from analysis.views import Report

from .made_up import Row, corpus_of, said

SHARE = {"measure": "share", "base": "members@province"}


def report_on(folder: Path, figures: list[Row], lang: str = "en") -> Report:
    """A report on a page of these figures."""
    corpus = corpus_of(folder, figures)
    written = write_tables(corpus, derive(corpus), audit(corpus), compare(corpus))
    return Report(lang, "strict", {name: frame.set_index("id") for name, frame in written.items()})


def told(folder: Path, left: str, right: str) -> tuple[str, str]:
    """What a sentence and a title say of two figures of different zones, after the names."""
    report = report_on(folder, [said(left, "firms"), said(right, "firms", zone="west")])
    [pair] = report.rows("comparisons")
    sentence, title = comparison_sentence(report, pair), comparison_title(report, pair)
    return sentence.striptags().partition("short_en ")[2], title.striptags()


@pytest.mark.parametrize(
    ("left", "right", "sentence", "clause"),
    [
        (
            "60家",
            "90家",
            "60, name 西川short_en 90, ≈ 0.6667 times as much.",
            "0.6667 times as much",
        ),
        ("90家", "60家", "90, name 西川short_en 60, 1.5 times as much.", "1.5 times as much"),
        (
            "超90家",
            "60家",
            "more than 90, name 西川short_en 60, more than 1.5 times as much.",
            ", more than 1.5 times as much",
        ),
        # Without a limit the ratio says nothing, and is not said.
        ("超90家", "超60家", "more than 90, name 西川short_en more than 60.", "short_en"),
    ],
)
def test_a_comparison_says_order_and_ratio(
    tmp_path: Path, left: str, right: str, sentence: str, clause: str
) -> None:
    """Both figures, their order and, where it has a limit, how many times one is the other."""
    found, title = told(tmp_path, left, right)
    assert found == sentence
    assert title.endswith(clause)


@pytest.fixture
def wholes(tmp_path: Path) -> Report:
    """A report on a part, its share printed twice, and a figure of another zone."""
    return report_on(
        tmp_path,
        [
            said("60家", "firms"),
            said("超90家", "firms", zone="west"),
            said("41%", "firms", **SHARE),
            said("超40%", "firms", **SHARE),
        ],
    )


JOINT = "joint_whole(page/r-1, page/r-3, page/r-4)"


def test_a_whole_told_by_two_shares_is_told_by_both(wholes: Report) -> None:
    """The tightest whole takes every share into account, and its chain shows each."""
    tightest = new_wholes(wholes)[0]
    assert tightest is not None
    assert tightest["id"] == JOINT
    assert [row["rule"] for row in longest_chain(wholes)] == [
        "implied_whole",
        "implied_whole",
        "joint_whole",
    ]


def test_a_whole_that_is_printed_is_no_news(tmp_path: Path) -> None:
    """What the page prints itself is not called implied."""
    figures = [
        said("60家", "firms"),
        said("40%", "firms", **SHARE),
        said("150家", "members", subject="province"),
    ]
    assert new_wholes(report_on(tmp_path / "printed", figures)) == []
    assert new_wholes(report_on(tmp_path / "not", figures[:2])) != []


def test_what_the_reading_decides_is_seen(tmp_path: Path) -> None:
    """An order, or whether any number fits; bounds a little wider are no matter."""
    figures = [
        said("超90家", "firms"),
        said("120家", "firms", zone="west"),
        said("80家", "firms", zone="west", scope="large"),
    ]
    pairs = report_on(tmp_path / "pairs", figures).rows("comparisons")
    assert {row["id"]: reading_matters(row) for row in pairs} == {
        "page/r-1 ~ page/r-2": True,
        "page/r-1 ~ page/r-3": False,
        "page/r-2 ~ page/r-3": False,
    }
    shares = [said("60家", "firms"), said("41%", "firms", **SHARE)]
    derived = report_on(tmp_path / "derived", shares).rows("derived")
    by_rule = {row["rule"]: reading_matters(row) for row in derived}
    assert by_rule["implied_whole"]
    figures = [said("180元", "sales"), said("20%", "sales", measure="growth")]
    [prior] = report_on(tmp_path / "prior", figures).rows("derived")
    assert not reading_matters(prior)


def test_a_bar_of_checks_lists_them(wholes: Report) -> None:
    """Each part of a bar is a verdict with the ids of its checks."""
    ids = [f"whole_is_whole(page/r-1, page/r-{n})" for n in (3, 4)]
    query = "audits?check=whole_is_whole"
    bar = verdict_bar(wholes, "whole_is_whole", "strict")
    assert bar.tie == query
    assert bar.parts == tuple(
        Part(1, verdict, (id_,), f"{query}&strict_verdict={verdict}")
        for verdict, id_ in zip(("impossible", "undecidable"), ids, strict=True)
    )
    for part in bar.parts:
        assert list(rows_of_query(wholes.tables, part.tie).index) == list(part.mentions)
    assert verdict_bar(wholes, "whole_is_whole", "conventional").counted == tuple(ids)


def many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """A report on a study that is large, since hardly anything counts as few."""
    monkeypatch.setattr("analysis.listings.LEAST_RANKED", 2)
    monkeypatch.setattr("analysis.listings.FEW", 2)
    figures = [
        said("60家", "firms"),
        said("超70家", "firms", zone="west", subject="west"),
        said("9元", "sales", time="unstated"),
    ]
    return report_on(folder, figures)


def test_many_figures_are_ranked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large class is named by what its figures share, the surest of a high place comes first."""
    report = many(tmp_path, monkeypatch)
    assert not is_paired(report)
    [rows] = largest_classes(report)
    assert [row["id"] for row in rows] == ["page/r-2", "page/r-1"]
    assert class_name(report, rows[0]).striptags() == "Name (name, name)"
    shown = standing_table(report, rows, "A").data
    assert 'value="standings/page/r-2@strict_places">1<' in shown
    assert 'value="standings/page/r-1@strict_places">2<' in shown


def test_few_figures_are_paired(tmp_path: Path) -> None:
    """Where every two figures of a family are compared, and zones are few, nothing is ranked."""
    report = report_on(tmp_path, [said("60家", "firms"), said("7家", "firms", zone="west")])
    assert is_paired(report)
    assert largest_classes(report) == []


def test_a_long_table_shows_the_first_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table of too many rows has the first of them, and tells where all are."""
    report = many(tmp_path, monkeypatch)
    rows = report.rows("observations")
    assert "data.zip" not in observation_table(report, "all", rows).data
    monkeypatch.setattr("analysis.listings.MOST_ROWS", 1)
    shown = observation_table(report, "all", rows).data
    assert "60家" in shown
    assert "70家" not in shown
    assert "all are in data.zip" in shown


def test_of_many_zones_those_of_most_figures_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables and charts list the zones of which most is printed, and the report says so."""
    report = many(tmp_path, monkeypatch)
    assert report.shown_zones == report.zones
    assert report.zones_left_out() is None
    monkeypatch.setattr("analysis.views.MOST_ZONES", 1)
    assert report.shown_zones == ["east"]
    assert report.zones_left_out() is not None
