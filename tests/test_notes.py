"""Notes: each number of a page leads to its numbered row, and the page can be read again."""

import re

import pytest

from analysis.drawings import inline_svg
from analysis.explain import ties_of_page
from analysis.notes import Rows, with_notes
from analysis.orphans import find_orphans
from analysis.ties import Tables
from analysis.views import Report

# Printed figures, a count, bounds, a value worked out and its working: all that a page can show.
WHOLE = "implied_whole(page/r-1, page/r-2)"
COUNT = "observations?zone=west"


def told(tables: Tables, lang: str = "en") -> str:
    """A small report of the made-up page, as a notebook holds it."""
    report = Report(lang, "conventional", tables)
    said = [
        report.say(
            zh="{a}、{b}，{n}；{w}；{two}。",
            en="{a}, {b}: {n}; {w}; {two}.",
            a=report.cite("page/r-3"),
            b=report.cite("page/r-1"),
            n=report.count(COUNT),
            w=report.derived(WHOLE),
            two=report.listed(["page/r-1", "page/r-2"]),
        ),
        report.say(zh="{x}", en="{x}", x=report.allows("page/r-1", "strict")),
        report.say(zh="{x}", en="{x}", x=report.formula(WHOLE)),
    ]
    return "\n".join(str(one.data) for one in [*said, report.evidence()])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_with_notes_says_what_its_notebook_ties(tables: Tables, lang: str) -> None:
    """Every tie outlives the shortening, and no number of the page is an orphan."""
    before = told(tables, lang)
    after = with_notes(before)
    assert set(ties_of_page(after)) == set(ties_of_page(before))
    assert find_orphans(f"<main lang={lang}>{after}</main>", tables) == []


def test_numbers_follow_the_page(tables: Tables) -> None:
    """The first number of the page leads to row 1; rows stand in the order of their numbers."""
    page = with_notes(told(tables))
    main, _, notes = page.partition('<section class="evidence">')
    assert list(dict.fromkeys(re.findall(r'href="#(\d+)"', main))) == ["1", "2", "3", "4", "5", "6"]
    rows = Rows(page).of
    assert [rows[str(n)] for n in range(1, 6)] == [
        "page/r-3",
        "page/r-1",
        COUNT,
        WHOLE,
        "page/r-1 page/r-2",
    ]
    for table in re.findall(r"(?s)<table.*?</table>", notes):
        numbers = list(map(int, re.findall(r'<th scope="row" id="(\d+)"', table)))
        assert numbers == sorted(numbers) != []


def test_a_changed_number_of_a_page_is_found(tables: Tables) -> None:
    """Each number that a link shows is checked against the row it leads to."""
    page = with_notes(told(tables))
    links = re.findall(r'<a href="#\d+"[^>]*>[^<]*\d</a>', page.partition("<section")[0])
    assert links
    for link in links:
        forged = page.replace(link, link.replace("</a>", "7</a>"), 1)
        assert find_orphans(f"<main lang=en>{forged}</main>", tables) != [], link


def test_a_changed_cell_of_the_notes_is_found(tables: Tables) -> None:
    """Cells whose column says what they are tied to are checked like any other."""
    page = with_notes(told(tables))
    assert 'data-tie="mentions@where">' in page
    forged = page.replace("¶1 [40, 43)", "¶1 [40, 44)")
    assert forged != page
    assert len(find_orphans(f"<main lang=en>{forged}</main>", tables)) == 1


def test_the_numbers_of_a_chart_are_links(tables: Tables) -> None:
    """Drawn words that are a number lead to its row, and are read out, not seen as one image."""
    from analysis.charts import BarRow, Part, draw_bars  # noqa: PLC0415  # matplotlib is slow.

    report = Report("en", "strict", tables)
    rows = [BarRow("west", (Part(2, tie=COUNT),), COUNT)]
    chart = report.chart(draw_bars("chart-b", "Figures", "by zone", rows, lang="en"))
    notebook = f"<figure>{inline_svg(chart.svg)}</figure>{report.evidence().data}"
    page = with_notes(notebook)
    assert 'role="group"' in page
    assert re.search(r'<a href="#1"><text[^>]*>2</text></a>', page)
    assert Rows(page).of["1"] == COUNT
    assert find_orphans(f"<main lang=en>{page}</main>", tables) == []
    forged = page.replace(">2</text>", ">3</text>")
    assert find_orphans(f"<main lang=en>{forged}</main>", tables) != []


@pytest.mark.parametrize(
    "number",
    [
        '<a class="fig" href="#e-page-r-1">60</a>',
        '<data value="observations?zone=west">2</data>',
        '<svg data-ties="[[&quot;2&quot;,&quot;observations?zone=west&quot;]]"></svg>',
    ],
)
def test_a_number_without_a_row_stops_the_page(number: str) -> None:
    """A report that does not end with its evidence says so, instead of leading nowhere."""
    with pytest.raises(ValueError, match=r"no row|has no row"):
        with_notes(f"<p>{number}</p>")


def test_nought_leads_nowhere() -> None:
    """A list of nothing has nothing to lead to, and stays what it is."""
    nothing = '<p><data value="">0</data></p>'
    assert with_notes(nothing) == nothing
