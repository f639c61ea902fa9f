"""Odd studies: little to say, long names, zones without figures. Every report still reads well."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from analysis.build import build_reports, build_tables
from analysis.codebook import read_tables
from analysis.orphans import find_orphans
from analysis.paths import Checkout
from analysis.plans import plan

from .conftest import HERE
from .made_up import (
    change,
    dated,
    refused,
    replace,
    said,
    stated,
    without_overrides,
    write_csv,
    write_page,
)

LONG_ZH = "东岭高新技术产业开发区与岭川综合保税区先进制造业现代服务业深度融合发展试验示范区核心区起步区管理委员会所辖各片区联合体总部"
LONG_EN = "Dongling" + "hightechnologyindustrialdevelopmentdemonstration" * 3
ZONES = ("id", "zh", "en", "short_zh", "short_en", "place_zh", "place_en", "aliases")
SUBJECTS = ("id", "zone", "type", "zh", "en", "aliases")


def named(id_: str, zh: str, en: str) -> dict[str, str]:
    """A zone of our own."""
    row = {"id": id_, "zh": zh, "en": en, "short_zh": zh, "short_en": en}
    return row | {"place_zh": "岭川省", "place_en": "Lingchuan Province", "aliases": zh}


def registers(checkout: Checkout, *zones: dict[str, str]) -> None:
    """The registers of the repository with other zones: its indicators and terms stay."""
    shutil.copytree(HERE.registers, checkout.registers)
    without_overrides(checkout)
    write_csv(checkout.registers / "zones.csv", ZONES, zones)
    write_csv(checkout.registers / "subjects.csv", SUBJECTS, [])


def long_names(folder: Path) -> Checkout:
    """Very long names, a zone that nobody writes of, and a page without facts."""
    checkout = Checkout(folder)
    west, north = (
        named("west", "西川园区", "West Valley"),
        named("north", "北原园区", "North Plain"),
    )
    registers(checkout, named("east", LONG_ZH, LONG_EN), west, north)
    indicators = checkout.registers / "indicators.csv"
    change(indicators, 2, "zh", f"{LONG_ZH}企业数")
    change(indicators, 2, "en", f"{LONG_EN}firms")
    write_page(
        checkout.pages / "page",
        [
            said("60家", "high_tech_firms"),
            said("超2亿元", "output_value", time="r-3"),
            dated("2023年", note_zh="全年", note_en="the whole year"),
            said("近70家", "high_tech_firms", zone="west"),
            said("30个", "key_projects", status="planned"),
            said("41%", "high_tech_firms", measure="share", base="industrial_firms@east"),
            refused("两个", "enumeration", note_zh="两处园区", note_en="the two parks"),
        ],
        [stated("光伏"), stated("风电", zone="west", dated_by="r-3")],
    )
    write_page(checkout.pages / "bare", [said("5家", "listed_firms", zone="west")])
    return checkout


def next_to_nothing(folder: Path) -> Checkout:
    """One zone, few figures, no date, no hedge and no fact: nearly every table is empty."""
    checkout = Checkout(folder)
    registers(checkout, named("east", "东岭园区", "East Ridge"))
    page = write_page(
        checkout.pages / "page",
        [
            said("60家", "high_tech_firms", time="unstated"),
            said("2亿元", "output_value", time="unstated"),
        ],
    )
    source = (page / "source.toml").read_text("utf-8")
    replace(page / "source.toml", "[[articles]]" + source.rpartition("[[articles]]")[2], "")
    return checkout


# What no report may say: a pattern, and what is wrong with it.
ILL_SAID = {
    r"[:：]\s*[.,;。，；、]": "nothing is named after a colon",
    r"[,，、;；]\s*[,，、;；.。]": "nothing is named between two marks",
    r"[(（]\s*[)）]": "nothing stands in brackets",
    r"(?i)\bof (?:the )?0\b": "nought of nought",
    r"(?<!\d)0(?:对|项|个)[^。；，]*里": "零对里的零对",
    r"\b(?:None|nan|NaN)\b": "a word of the program",
    r"\{\w*\}": "a part of a sentence that was never filled in",
    r"未报告[项个]|not reported[;.] dated": "silence where a number should stand",
}


@pytest.fixture(scope="module", params=[long_names, next_to_nothing])
def odd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A built study that is odd in many ways at once."""
    checkout: Checkout = request.param(tmp_path_factory.mktemp(request.param.__name__))
    build_tables(checkout)
    assert build_reports(checkout, plan(checkout)) == []
    return checkout


def test_no_number_of_an_odd_study_stands_by_itself(odd: Checkout) -> None:
    """Every report is made, and every number in it is tied."""
    tables = read_tables(odd.processed)
    reports = sorted(odd.reports.glob("*.*.html"))
    assert len(reports) == len(plan(odd))
    found = {path.name: find_orphans(path.read_text("utf-8"), tables) for path in reports}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_an_odd_study_reads_well_on_a_phone(odd: Checkout, browser: Browser) -> None:
    """No table is empty, no sentence has a gap, and nothing scrolls sideways."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    wrong = []
    for path in sorted(odd.reports.glob("*.html")):
        page.goto(path.as_uri())
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.evaluate("for (const one of document.querySelectorAll('.code')) one.remove()")
        told = page.locator("body").inner_text()
        wrong += [
            f"{path.name}: {why}: {found[0]!r} in {told[max(found.start() - 40, 0) : found.end()]!r}"
            for pattern, why in ILL_SAID.items()
            for found in re.finditer(pattern, told)
        ]
        empty = "[...document.querySelectorAll('table')].filter(t => !t.querySelector('td'))"
        captions = page.evaluate(f"{empty}.map(table => table.caption.innerText)")
        wrong += [f"{path.name}: an empty table: {caption}" for caption in captions]
        width = page.evaluate("document.documentElement.scrollWidth")
        wrong += [f"{path.name}: {width} pixels wide"] * (width > 390)
    page.close()
    assert not wrong, "\n".join(wrong)


def test_a_zone_without_figures_is_told_as_silence(odd: Checkout) -> None:
    """Its report says that nothing is printed, and does not count noughts."""
    for lang, said_of_it in (("zh", "没有印出来，不等于没有"), ("en", "may exist all the same")):
        for path in odd.reports.glob(f"zone-*.{lang}.html"):
            answer = re.search(
                r'(?s)<p class="?answer"?>(.*?)<(?:/p|p|div|details)', path.read_text("utf-8")
            )
            assert answer is not None
            assert (said_of_it in answer[1]) is ("north" in path.name), path.name


@pytest.mark.parametrize(
    ("written", "ill"),
    [
        ("Who speaks: reporter.", False),
        ("Who speaks: .", True),
        ("口径：。", True),
        ("企业、、人才", True),
        ("Of 0 pairs, 0 may be compared.", True),
        ("Of 10 pairs, 0 may be compared.", False),
        ("可以并列的0对里，次序改变的有0对。", True),
        ("可以并列的10对里，次序改变的有0对。", False),
        ("点到名的做法共未报告项", True),
        ("Bear in mind ()", True),
    ],
)
def test_what_is_ill_said_is_found(written: str, ill: bool) -> None:
    """The patterns find the gaps that they are for, and nothing else."""
    assert any(re.search(pattern, written) for pattern in ILL_SAID) is ill
