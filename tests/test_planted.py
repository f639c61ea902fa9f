"""A made-up page with a contradiction planted for each check, and its twin in which all is well."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.audit import audit
from analysis.bounds import READINGS
from analysis.registers import SPOKEN

from .made_up import Row, corpus_of, dated, refused, said, stated

SHARE = {"measure": "share", "base": "members@province"}
RANK = {"measure": "rank", "base": "members@province"}
WHOLE = {"subject": "province"}
WEST = {"zone": "west", "subject": "west"}

# Check -> what is printed wrongly, and what would be right.
PLANTED = {
    "share_of_whole": ("41%", "40%"),
    "whole_is_whole": ("96.67%", "50.00%"),
    "part_is_whole": ("78%", "77%"),
    "shares_total": ("超41%", "超31%"),
    "printed_twice": ("超70家", "近61家"),
    "items_listed": ("四大", "三大"),
    "threshold_sum": ("100元", "200元"),
    "parts_total": ("4个", "5个"),
    "part_within": ("超9个", "9个"),
    "level_growth": ("2%", "18.7%"),
    "level_increment": ("30家", "20家"),
    "rank_count": ("17家", "19家"),
    "rank_order": ("9家", "6家"),
    "years_since": ("6年", "4年"),
}


def planted(printed: dict[str, str]) -> tuple[list[Row], list[Row], dict[str, set[str]]]:
    """A page's figures and facts, and which rows each check is about; each has its own year."""
    figures: list[Row] = []
    about: dict[str, set[str]] = {}

    def add(check: str, year: int, *rows: Row) -> None:
        figures.append(dated(f"{year}年"))
        time = f"r-{len(figures)}"
        for row in rows:
            figures.append(row | {"time": time})
            about.setdefault(check, set()).add(f"page/r-{len(figures)}")

    wrong = printed
    # fmt: off
    add("share_of_whole", 1980, said("60家", "firms"), said(wrong["share_of_whole"], "firms", **SHARE), said("150家", "members", **WHOLE))
    add("whole_is_whole", 1982, said("1家", "firms"), said(wrong["whole_is_whole"], "firms", **SHARE))
    add("part_is_whole", 1984, said("62家", "members", **WHOLE), said(wrong["part_is_whole"], "firms", **SHARE))
    add("shares_total", 1986, said("60%", "firms", **SHARE), said(wrong["shares_total"], "firms", **SHARE, **WEST))
    add("printed_twice", 1988, said("60家", "firms"), said(wrong["printed_twice"], "firms"))
    add("threshold_sum", 1990, said("5元以上", "floor"), said("30个", "projects"), said(wrong["threshold_sum"], "sales"))
    add("parts_total", 1992, said(wrong["parts_total"], "labs"), said("3个", "chairs"), said("2家", "members"))
    add("part_within", 1994, said("9个", "labs"), said(wrong["part_within"], "labs", subject="east_park"))
    add("level_growth", 1996, said("107元", "sales"))
    add("level_growth", 1997, said("127元", "sales"), said(wrong["level_growth"], "sales", measure="growth"))
    add("level_increment", 1999, said("107家", "firms"))
    add("level_increment", 2000, said("127家", "firms"), said(wrong["level_increment"], "firms", measure="increment"))
    add("rank_count", 2002, said("9家", "firms"), said("第二", "firms", **RANK), said(wrong["rank_count"], "members", **WHOLE))
    add("rank_order", 2004, said("7家", "firms"), said("第一", "firms", **RANK), said(wrong["rank_order"], "firms", **WEST), said("第二", "firms", **RANK, **WEST))
    # fmt: on
    figures += [dated("2020年"), dated(wrong["years_since"], time=f"r-{len(figures) + 1}")]
    about["years_since"] = {f"page/r-{len(figures) - 1}", f"page/r-{len(figures)}"}
    figures.append(refused(wrong["items_listed"], "enumeration"))
    facts = [stated(name, listed_by=f"r-{len(figures)}") for name in ("船", "桨", "帆")]
    about["items_listed"] = {f"page/r-{len(figures)}", "page/r-f1", "page/r-f2", "page/r-f3"}
    return figures, facts, about


def verdicts(folder: Path, place: int) -> Iterator[tuple[str, frozenset[str], tuple[str, ...]]]:
    """Each audit of the page as check, inputs and verdicts under both readings."""
    figures, facts, _ = planted({check: words[place] for check, words in PLANTED.items()})
    for found in audit(corpus_of(folder, figures, facts)):
        told = tuple(found.findings[reading].verdict for reading in READINGS)
        yield found.check, frozenset(found.inputs), told


def test_each_check_catches_its_own_and_nothing_else(tmp_path: Path) -> None:
    """Every planted contradiction is found by its check, under every reading, and none besides."""
    *_, about = planted({check: wrong for check, (wrong, _) in PLANTED.items()})
    caught = [
        (check, inputs)
        for check, inputs, told in verdicts(tmp_path, 0)
        if told == ("impossible", "impossible")
    ]
    assert dict(caught) == about
    assert len(caught) == len(about)
    assert about.keys() == SPOKEN["audit"]


def test_the_twin_is_free_of_contradictions(tmp_path: Path) -> None:
    """With the right words in their place every check agrees by convention, and none objects."""
    found = list(verdicts(tmp_path, 1))
    assert not [one for one in found if one[2][1] == "impossible"]
    assert {check for check, _, told in found if told[1] == "consistent"} == SPOKEN["audit"]


@pytest.mark.parametrize("check", PLANTED)
def test_one_contradiction_is_told_by_one_check(tmp_path: Path, check: str) -> None:
    """Planted alone, a contradiction is told by its own check alone."""
    printed = {name: words[name != check] for name, words in PLANTED.items()}
    figures, facts, about = planted(printed)
    told = [
        (found.check, set(found.inputs))
        for found in audit(corpus_of(tmp_path, figures, facts))
        if found.findings["conventional"].verdict == "impossible"
    ]
    assert told == [(check, about[check])]
