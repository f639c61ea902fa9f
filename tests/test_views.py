"""A report while it is written: links, evidence and tables that cannot be broken by their text."""

import html
import re
from pathlib import Path

import pytest
from markupsafe import Markup

from analysis.sentences import Sentence
from analysis.ties import Tables, anchor
from analysis.views import Report, data_table, open_report

# The id of each row of the evidence.
ROW = re.compile(r'<th scope="row" id="(e-[^"]+)"')


@pytest.fixture(params=["zh", "en"])
def report(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Report:
    """A report on the tables of this checkout, in each language."""
    monkeypatch.chdir(Path(__file__).parent)
    return open_report(lang=request.param)


def test_a_figure_cited_is_a_link_to_its_evidence(report: Report) -> None:
    """Every link of `cite` has its row in the evidence, with the printed words and the place."""
    ids = list(report.tables["mentions"].index[:7])
    links = [re.findall(r'href="#([^"]+)"', report.cite(id_))[0] for id_ in ids]
    evidence = report.evidence().data
    assert links == ROW.findall(evidence) == list(map(anchor, ids))
    for id_ in ids:
        row = report.row("mentions", id_)
        assert html.escape(row["printed"]) in evidence
        assert f"[{row['start']}, {row['end']})" in evidence


def test_evidence_holds_nothing_that_was_not_cited(report: Report) -> None:
    """A report's evidence is what it used, in printed order, each figure once."""
    first, second = report.tables["mentions"].index[:2]
    for id_ in (second, first, second):
        report.cite(id_)
    assert ROW.findall(report.evidence().data) == [
        anchor(first),
        anchor(second),
    ]


def test_the_same_words_printed_twice_lead_to_both_places(report: Report) -> None:
    """In a working, each of two equal spans is linked to its own mention."""
    mentions = report.tables["mentions"]
    repeated = mentions[mentions["printed"].duplicated(keep=False)]
    words = repeated["printed"].iloc[0]
    ids = list(repeated.index[repeated["printed"] == words][:2])
    linked = report.linked(f"{words} + {words}", ids)
    assert re.findall(r'href="#([^"]+)"', linked) == list(map(anchor, ids))


def test_every_observation_derived_value_and_audit_can_be_said(report: Report) -> None:
    """No row of the tables lacks a name, a time or words in either language."""
    for row in report.rows("observations"):
        assert report.speaks_of(row)
        assert report.when(row)
        assert report.allows(row["id"], "strict")
    for row in report.rows("derived"):
        assert report.derived(row["id"], "conventional")
        assert Markup(report.formula(row["id"])).striptags() == row["formula"]


def test_silence_is_not_zero(report: Report) -> None:
    """Where nothing is reported, words say so."""
    assert report.cites([]) == report.silence
    assert "0" not in report.silence


def test_text_never_becomes_markup() -> None:
    """Cells, captions and sentences show markup in them as text."""
    nasty = "<script>alert(1)</script> & {0}"
    table = data_table(nasty, [{nasty: nasty}])
    report = Report("en", "strict", {})
    sentence = report.say(zh="", en="<b>{x}</b>", x=nasty).data
    for shown in (table, sentence):
        assert "<script" not in shown
        assert "<b>" not in shown
        assert "&lt;script&gt;" in shown


def test_a_quoted_sentence_never_becomes_markup(tables: Tables) -> None:
    """The sentence around a figure shows what the text holds, whatever that is."""
    around = {"page/r-1": Sentence('<b onclick="x">&', "60家", "</td>")}
    report = Report("en", "strict", tables, around=around)
    report.cite("page/r-1")
    evidence = report.evidence().data
    assert "&lt;b onclick=&#34;x&#34;&gt;&amp;<mark>60家</mark>&lt;/td&gt;" in evidence
    assert "<b " not in evidence


def test_lists_of_any_table_have_a_note(report: Report) -> None:
    """What counts rows listed by their ids says so, of whatever table they are."""
    for name, table in report.tables.items():
        for ids in (list(table.index[:1]), list(table.index[:2])):
            if name != "mentions":
                report.listed(ids)
    assert "<table" in report.evidence().data


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"lang": "fr"}, "one of zh, en"),
        ({"reading": "loose"}, "one of strict, conventional"),
        ({"zone": "atlantis"}, "one of lanbai, jiangmen"),
    ],
)
def test_a_wrong_parameter_is_answered_with_the_right_ones(
    wrong: dict[str, str], right: str
) -> None:
    """An unknown zone, language or reading stops with the list of right values."""
    with pytest.raises(ValueError, match=right):
        open_report(**wrong)


def test_an_empty_table_still_has_its_caption() -> None:
    """A table without rows is a caption, not an error."""
    assert "<caption>Nothing</caption>" in data_table("nothing", [])


def test_words_used_twice_in_a_working_are_linked_twice(tables: Tables) -> None:
    """A figure that a working uses again leads to its evidence again; what is computed does not."""
    report = Report("en", "strict", tables)
    linked = report.linked("60家 ÷ 41% ∩ 60家 = 60家; 41% → 41%", ["page/r-1", "page/r-2"])
    assert re.findall(r'href="#([^"]+)"', linked) == [
        anchor(f"page/r-{row}") for row in (1, 2, 1, 2)
    ]
    assert linked.endswith("→ 41%")


def test_what_dates_a_figure_is_cited_with_it(tables: Tables) -> None:
    """The evidence of a figure that another dates holds the date, too."""
    report = Report("en", "strict", tables)
    report.cite("page/r-3")
    evidence = report.evidence().data
    rows = [anchor("page/r-3"), anchor("page/r-5")]
    assert ROW.findall(evidence) == rows
    assert set(re.findall(r'href="#([^"]+)"', evidence)) == {rows[1]}
