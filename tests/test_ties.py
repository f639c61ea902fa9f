"""Ties: each form stands for its words in both languages, and a wrong one is refused."""

import re

import pytest

from analysis.ties import Tables, mentions_of_tie, rows_of_query, say_tie
from analysis.views import Report

WHOLE = "implied_whole(page/r-1, page/r-2)"
AUDIT = "whole_is_whole(page/r-1, page/r-2)"
PAIR = "page/r-1 ~ page/r-4"


# fmt: off
SAID = [
    # tie, in Chinese, in English
    ("#e-page-r-3", "超2亿元", "more than 200 million yuan"),
    ("page/r-1#strict", "60家", "60"),
    ("page/r-2#conventional", "40.5—41.5%", "40.5 to 41.5%"),
    ("page/r-2#conventional-interval", "[40.5, 41.5)%", "[40.5, 41.5)%"),
    ("page/r-3#strict-interval", "(2亿, +∞)元", "(200 million, +∞) yuan"),
    ("page/r-7#strict", "第3位", "3rd"),
    (f"{WHOLE}#conventional", "145—148家", "145 to 148"),
    (f"{WHOLE}#strict", "没有整数满足", "no whole number fits"),
    (f"{WHOLE}#conventional-whole", "145、146、147、148", "145, 146, 147, 148"),
    (f"{WHOLE}#conventional-many", "4", "4"),
    (f"{WHOLE}#strict-many", "0", "0"),
    (f"{AUDIT}#strict", "60家 ÷ 41% = 146.341… → ∅", "60家 ÷ 41% = 146.341… → ∅"),
    (f"{PAIR}#strict", "≈0.6667倍", "≈ 0.6667 times"),
    ("observations", "6", "6"),
    ("observations?zone=west", "2", "2"),
    ("observations?zone=west&scope=large", "1", "1"),
    ("observations?zone!=west&measure=share|rank", "2", "2"),
    ("observations?base_indicator=", "4", "4"),
    ("observations?zone!=@subject", "0", "0"),
    ("observations?id=page/r-1|page/r-4", "2", "2"),
    ("derived?rule=implied_whole&inputs~=page/r-2", "1", "1"),
    ("comparisons?why~=scope", "4", "4"),
    ("comparisons?why!~=scope&why!~=indicator&why!~=measure", "1", "1"),
    ("audits?strict_verdict!=@conventional_verdict", "1", "1"),
    ("facts?dated_by=page/r-5", "1", "1"),
    ("page/r-1", "1", "1"),
    ("", "0", "0"),
    ("page/r-1 page/r-f2", "2", "2"),
    (f"{WHOLE} {AUDIT} {PAIR} page/r-3", "4", "4"),
    ("facts/page/r-f1@date", "2023年", "2023"),
    ("facts/page/r-f1@where", "¶1 [40, 42)", "¶1 [40, 42)"),
    ("standings/page/r-1@strict_places", "2", "2"),
    ("articles/page/east@published", "2024年3月1日至2024年12月31日", "1 March 2024 to 31 December 2024"),
    ("articles/page/east@latest", "2024年12月31日", "31 December 2024"),
    ("mentions/page/r-1@where", "¶1 [40, 43)", "¶1 [40, 43)"),
    ("mentions/page/r-1@printed", "60家", "60家"),
]
WRONG = [
    # tie, what is raised, what it says
    ("nothing?zone=west", ValueError, "no table 'nothing'"),
    ("observations?sort=west", ValueError, "no column 'sort'"),
    ("observations?zone=@sort", ValueError, "no column 'sort'"),
    ("observations?zone>west", ValueError, "'zone>west' is no condition"),
    ("observations?", ValueError, "'' is no condition"),
    ("page/r-1#loose", ValueError, "one of strict, conventional"),
    ("page/r-5#strict", ValueError, "rows of times"),
    (f"{WHOLE}#strict-interval", ValueError, "rows of derived"),
    (f"{WHOLE}#strict-whole", LookupError, "nothing of that form"),
    ("page/r-5#strict-interval", LookupError, "nothing of that form"),
    ("page/r-99#strict", LookupError, "'page/r-99'"),
    ("page/r-1 page/r-99", LookupError, "'page/r-99'"),
    ("page/r-1 page/r-1", ValueError, "more than once"),
    ("#e-page-r-99", LookupError, "no mention"),
    ("page/r-1 ~ page/r-2#strict", LookupError, "nothing of that form"),
    ("facts/page/r-f2@date", LookupError, "empty"),
    ("facts/page/r-f9@date", LookupError, "no row 'page/r-f9'"),
    ("facts/page/r-f1@colour", ValueError, "no column 'colour'"),
    ("colours/page/r-f1@date", ValueError, "no cell"),
    ("mentions/page/r-3@start", ValueError, "no report shows 'start' of mentions"),
    ("mentions/page/r-6@value", ValueError, "no report shows 'value' of mentions"),
]
BEHIND = [
    # tie, mentions and facts
    ("#e-page-r-3", "page/r-3"),
    ("page/r-1#strict", "page/r-1"),
    (f"{WHOLE}#strict", "page/r-1 page/r-2"),
    (f"{PAIR}#strict", "page/r-1 page/r-4"),
    ("derived?rule=implied_whole", "page/r-1 page/r-2"),
    ("facts?zone=west", "page/r-f2"),
    ("coverage?zone=west", "page/r-4 page/r-6"),
    (f"{AUDIT} page/r-3", "page/r-1 page/r-2 page/r-3"),
    ("facts/page/r-f1@date", "page/r-f1"),
    ("labels", ""),
]
# fmt: on


@pytest.mark.parametrize(("tie", "zh", "en"), SAID)
def test_a_tie_stands_for_words(tables: Tables, tie: str, zh: str, en: str) -> None:
    """Every form of the grammar, in Chinese and in English."""
    assert (say_tie(tables, tie, "zh"), say_tie(tables, tie, "en")) == (zh, en)


@pytest.mark.parametrize(("tie", "error", "why"), WRONG)
def test_a_wrong_tie_is_refused(tables: Tables, tie: str, error: type[Exception], why: str) -> None:
    """What is written wrongly, or stands for nothing, is named."""
    with pytest.raises(error, match=re.escape(why)):
        say_tie(tables, tie, "zh")


def test_evidence_at_one_place_for_two_mentions_is_refused(tables: Tables) -> None:
    """Ids that differ only in their marks have one anchor: a link there leads to either."""
    again = tables["mentions"].rename(index={"page/r-3": "page-r/1", "page/r-1": "page-r-1"})
    with pytest.raises(ValueError, match="page-r-1 and page-r/1 have their evidence at the same"):
        say_tie({**tables, "mentions": again}, "#e-page-r-1", "zh")
    assert say_tie({**tables, "mentions": again}, "#e-page-r-4", "zh") == "90家"


@pytest.mark.parametrize(("tie", "ids"), BEHIND)
def test_a_tie_leads_to_its_mentions(tables: Tables, tie: str, ids: str) -> None:
    """Through inputs, sides and lists to what was printed, each once."""
    assert mentions_of_tie(tables, tie) == ids.split()


def test_a_query_keeps_rows_in_their_order(tables: Tables) -> None:
    """The rows of a query are those of the table, in its order."""
    assert list(rows_of_query(tables, "observations?indicator=firms&measure=level").index) == [
        "page/r-1",
        "page/r-4",
        "page/r-6",
    ]


def test_a_report_ties_what_it_says(tables: Tables) -> None:
    """The methods of a report wrap the words of a tie in its element."""
    report = Report("en", "conventional", tables)
    assert report.count("observations?zone=west") == (
        '<data value="observations?zone=west">2</data>'
    )
    assert report.count("observations?zone=west&scope=large").count("&amp;") == 1
    assert report.allows("page/r-2", "strict") == '<data value="page/r-2#strict">41%</data>'
    assert report.derived(WHOLE) == f'<data value="{WHOLE}#conventional">145 to 148</data>'
    linked = report.formula(WHOLE)
    assert linked.startswith(f'<data value="derived/{WHOLE}@formula"><a class="fig" href="#e-')
    assert linked.striptags() == report.row("derived", WHOLE)["formula"]
    with pytest.raises(ValueError, match="stands for 「2」, not for 「3」"):
        report.tied("page/r-1 page/r-4", "3")
    with pytest.raises(ValueError, match="no table"):
        report.count("page/r-1")
