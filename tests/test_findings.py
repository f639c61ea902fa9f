"""The overview: each finding on figures made up, on a page that gives no ground for it, and on ours."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from analysis.findings import findings
from analysis.paths import LANGUAGES, Checkout
from analysis.plans import plan
from analysis.views import Report, open_report

from .conftest import HERE
from .made_up import Row, dated, said, stated, tables_of

SHARE = {"measure": "share", "base": "members@province"}
WEST = {"zone": "west", "subject": "west"}
SCREEN: ViewportSize = {"width": 1280, "height": 900}


FIGURES = [
    said("60家", "firms"),
    said("41%", "firms", **SHARE),
    said("近41%", "firms", **SHARE),
    said("超9亿元", "sales", status="planned", time="r-9", speaker="firm"),
    said("20余家", "firms", **WEST),
    said("5家", "firms", scope="large", **WEST),
    said("2亿元", "sales", time="r-9"),
    said("5亿元", "sales", subject="east_works", time="r-9"),
    dated("2023年"),
]
FACTS = [
    stated("扶持办法", kind="policy", instrument="plan", dated_by="r-9"),
    stated("补贴办法", kind="policy", instrument="plan", zone="west"),
]
POOR = [said("7家", "firms")]
# A finding by its title, what it says of these figures, and what of a page with a single one.
TOLD = [
    ("Silence", "Of 4 pairs of a zone and a family of indicators, 2 have no figure. On these alone every zone prints a figure: name. Of 9 figures printed, 8 say something of an indicator. | What is not printed may exist all the same.",
     "Of 4 pairs of a zone and a family of indicators, 3 have no figure. On no family does every zone print one. Of 1 figures printed, 1 say something of an indicator. | What is not printed may exist all the same."),
    ("Comparable", "Figures of different zones that speak of one indicator make 6 pairs, of which 1 may be set side by side. Name: 东岭short_en 60, name 西川short_en 20-odd, 2 to 3 times as much. | Bear in mind: name. Figures that tell of a change: 0; all else is a single point in time.",
     "No indicator has figures of different zones, so that none can be set side by side. | Figures that tell of a change: 0; all else is a single point in time."),
    ("In agreement", "The figures allow 3 checks of each other: 1 consistent, 0 impossible, 2 undecidable (conventional reading). | Figures may be checked in several ways. Under the strict reading, with every percentage exact, 2 would be impossible; 2 of them through rounding alone.",
     "The printed figures allow no check. | They neither contradict nor confirm each other."),
    ("Implied", "Wholes that no article prints, and that the printed shares imply: name, name: 147 to 148, 2 whole numbers in all (60; share printed as 41% and nearly 41%). | Percentages are taken as rounded (conventional reading). Were they exact, no whole number would fit 1 of these wholes.",
     "No share printed is enough to imply its whole. | Values implied: 0."),
    ("Promised", "Of 8 observations, by status: name 1, name 7; none: name, name, name. The largest sum not reached is 东岭short_en: name: more than 900 million yuan; name, said by: name. The largest sum reached in the same zone is name: name: 500 million yuan. | A promise is no result. Planned or under way without a printed date: 0.",
     "Of 1 observations, by status: name 1; none: name, name, name, name. | A promise is no result. Planned or under way without a printed date: 0."),
    ("Left open", "Observations hedged with words such as “more than” or “nearly”: 3. Strictly, 1 have no upper end and 1 no lower one. | A hedge is not a lie: it says less, and is not taken here for a round number.",
     "No observation is hedged with words such as “more than” or “nearly”. | A hedge is not a lie: it says less, and is not taken here for a round number."),
    ("Who speaks", "Whose words the observations are: name 7, name 1. | “Reporter” is the article’s own statement, with no word of where it comes from.",
     "Whose words the observations are: name 1; none: name. | “Reporter” is the article’s own statement, with no word of where it comes from."),
    ("What is done", "Instruments that most zones name: name (东岭short_en, 西川short_en). Named by a single zone: none. | Instruments named: 2; dated: 1. To be named is not to have worked.",
     "No article names an instrument of policy. | What is not named may be in use all the same."),
    ("By reading", "Conclusions that change with the reading: checks, 2; orders, 0; implied values that gain or lose their bounds, or all that fits them, 5. | What holds under one reading only is not settled.",
     "Conclusions that change with the reading: checks, 0; orders, 0; implied values that gain or lose their bounds, or all that fits them, 0. | What holds under one reading only is not settled."),
]  # fmt: skip


def told(folder: Path, figures: list[Row], facts: list[Row]) -> dict[str, str]:
    """Each finding on a page of these figures, by its title, with its caveat behind a bar."""
    report = Report("en", "strict", tables_of(folder, figures, facts))
    return {
        found.title: f"{found.sentence.striptags()} | {found.caveat.striptags()}"
        for found in findings(report)
    }


@pytest.mark.parametrize(("title", "rich", "poor"), TOLD, ids=[row[0] for row in TOLD])
def test_a_finding_is_worked_out_from_the_figures(
    tmp_path: Path, title: str, rich: str, poor: str
) -> None:
    """Each finding says of a page made up what its figures say, and says so where they say nothing."""
    assert told(tmp_path / "rich", FIGURES, FACTS)[title] == rich
    assert told(tmp_path / "poor", POOR, [])[title] == poor


def test_every_finding_is_tested_and_leads_to_a_report() -> None:
    """The table above has every finding, and each names a report that is planned."""
    reports = {run.report for run in plan(HERE)}
    report = open_report(lang="en")
    found = findings(report)
    assert [finding.title for finding in found] == [row[0] for row in TOLD]
    assert {finding.report for finding in found} <= reports


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_overview_is_at_most_two_screens(built: Checkout, browser: Browser, lang: str) -> None:
    """What the overview says, from its title to its evidence, fits two screens of a desk."""
    page = browser.new_page(viewport=SCREEN)
    page.goto((built.reports / f"overview.{lang}.html").as_uri())
    bottom = page.evaluate("document.querySelector('main').getBoundingClientRect().bottom")
    page.close()
    assert bottom <= 2 * SCREEN["height"]


def test_a_link_into_folded_evidence_opens_it(built: Checkout, browser: Browser) -> None:
    """A printed figure of the overview leads to its evidence, folded as that is."""
    page = browser.new_page(viewport=SCREEN)
    page.goto((built.reports / "overview.en.html").as_uri())
    assert page.evaluate("document.querySelector('details.evidence').open") is False
    page.click(".findings a[href^='#'] >> nth=0")
    assert page.evaluate("document.querySelector('details.evidence').open") is True
    page.close()
