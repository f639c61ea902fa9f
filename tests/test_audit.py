"""Audits: for each check a planted contradiction, its agreeing twin, and what leaves it open."""

from pathlib import Path

import pytest

from analysis.audit import Audit, agreement, audit
from analysis.bounds import READINGS, Bounds
from analysis.observations import judge
from analysis.pages import read_pages
from analysis.paths import find_checkout
from analysis.registers import SPOKEN, read_registers

from .made_up import (
    Row,
    corpus_of,
    dated,
    made_up_registers,
    refused,
    said,
    stated,
    write_page,
)

SHARE = {"measure": "share", "base": "members@province"}
WHOLE = {"subject": "province"}
WEST = {"zone": "west", "subject": "west"}


def share_of_whole(part: str, share: str, whole: str) -> list[Row]:
    """A part, its share and the whole, which the province has."""
    return [said(part, "firms"), said(share, "firms", **SHARE), said(whole, "members", **WHOLE)]


def printed_twice(one: str, other: str) -> list[Row]:
    """One share, printed two ways."""
    return [said(one, "firms", **SHARE), said(other, "firms", **SHARE)]


def threshold(floor: str, count: str, total: str) -> list[Row]:
    """What each project has at least, how many there are, and the total."""
    return [said(floor, "floor"), said(count, "projects"), said(total, "sales")]


def parts(total: str, *, scope: str = "all") -> list[Row]:
    """A total and two parts of it, which are five together."""
    return [said(total, "labs", scope=scope), said("3个", "chairs"), said("2家", "members")]


def years(duration: str, since: str) -> list[Row]:
    """A duration up to 2024, and the date it runs from."""
    return [
        dated(duration, time="r-2" if since else "unstated"),
        *([dated(since)] if since else []),
    ]


def rank(number: str, place: str, **judged: str) -> list[Row]:
    """A place in a ranking, and the number ranked."""
    ranked = {"measure": "rank", "base": "members@province"} | judged
    return [said(number, "firms", **judged), said(place, "firms", **ranked)]


def two_years(later: str, earlier: str, change: str, measure: str) -> list[Row]:
    """Levels of 2023 and 2022, and the change printed for 2023."""
    return [
        said(later, "sales", time="r-4"),
        said(earlier, "sales", time="r-5"),
        said(change, "sales", measure=measure, time="r-4"),
        dated("2023年"),
        dated("2022年"),
    ]


def zones_share(east: str, west: str) -> list[Row]:
    """The shares two zones have of one whole."""
    return [said(east, "firms", **SHARE), said(west, "firms", **SHARE, **WEST)]


def grim(whole: str, share: str) -> list[Row]:
    """A share of a whole that is printed, without the part."""
    return [said(whole, "members", **WHOLE), said(share, "firms", **SHARE)]


def zone_and_part(whole: str, part: str, **judged: str) -> list[Row]:
    """A figure of a zone and the same of a part of it."""
    return [said(whole, "labs"), said(part, "labs", subject="east_park", **judged)]


THREE = [stated(name, listed_by="r-1") for name in ("船", "桨", "帆")]

# Check -> figures, facts, verdicts under both readings, and the working under the strict one.
ROWS = [
    pytest.param("share_of_whole", share_of_whole("60家", "40%", "150家"), [], "consistent", "consistent", "60家 ÷ 150家 = 40%; 40% → 40%", id="share: exact"),
    pytest.param("share_of_whole", share_of_whole("60家", "41%", "150家"), [], "impossible", "impossible", "60家 ÷ 150家 = 40%; 41% → 41%", id="share: wrong"),
    pytest.param("share_of_whole", share_of_whole("60家", "40%", "151家"), [], "impossible", "consistent", "60家 ÷ 151家 = 39.735…%; 40% → 40%", id="share: rounded"),
    pytest.param("share_of_whole", share_of_whole("超60家", "超40%", "140家"), [], "consistent", "undecidable", "超60家 ÷ 140家 = (42.8571, +∞)%; 超40% → (40, +∞)%", id="share: both open"),
    pytest.param("share_of_whole", share_of_whole("超60家", "超40%", "160家"), [], "undecidable", "undecidable", "超60家 ÷ 160家 = (37.5, +∞)%; 超40% → (40, +∞)%", id="share: open below it"),
    pytest.param("share_of_whole", share_of_whole("60家", "一半", "120家"), [], "consistent", "consistent", "60家 ÷ 120家 = 50%; 一半 → 50%", id="share: a half"),
    pytest.param("share_of_whole", share_of_whole("6家", "40%", "0家"), [], "impossible", "impossible", "6家 ÷ 0家 = ∅%; 40% → 40%", id="share: of nothing"),
    pytest.param("whole_is_whole", share_of_whole("60家", "40%", "")[:2], [], "consistent", "undecidable", "60家 ÷ 40% = 150 → 150", id="whole: exact, or rounded too coarsely to tell"),
    pytest.param("whole_is_whole", share_of_whole("61家", "40%", "")[:2], [], "impossible", "undecidable", "61家 ÷ 40% = 152.5 → ∅", id="whole: half a firm"),
    pytest.param("whole_is_whole", share_of_whole("1家", "96.67%", "")[:2], [], "impossible", "impossible", "1家 ÷ 96.67% = 1.03444… → ∅", id="whole: none near, rounded or not"),
    pytest.param("whole_is_whole", share_of_whole("60家", "0%", "")[:2], [], "impossible", "undecidable", "60家 ÷ 0% = ∅ → ∅", id="whole: a share of nothing"),
    pytest.param("whole_is_whole", share_of_whole("超60家", "40%", "")[:2], [], "undecidable", "undecidable", "超60家 ÷ 40% = (150, +∞)", id="whole: open above"),
    pytest.param("part_is_whole", grim("62家", "77%"), [], "impossible", "consistent", "62家 × 77% = 47.74 → ∅", id="grim: 48 of 62, rounded"),
    pytest.param("part_is_whole", grim("62家", "78%"), [], "impossible", "impossible", "62家 × 78% = 48.36 → ∅", id="grim: no number of 62 firms is 78%"),
    pytest.param("part_is_whole", grim("62家", "50%"), [], "consistent", "consistent", "62家 × 50% = 31 → 31", id="grim: the half"),
    pytest.param("part_is_whole", grim("620家", "77%"), [], "impossible", "undecidable", "620家 × 77% = 477.4 → ∅", id="grim: too many to tell"),
    pytest.param("part_is_whole", grim("超62家", "77%"), [], "undecidable", "impossible", "超62家 × 77% = (47.74, +∞)", id="grim: of more than so many"),
    pytest.param("part_is_whole", grim("60余家", "77%"), [], "impossible", "undecidable", "60余家 × 77% = (46.2, 53.9) → ∅", id="grim: of 61 to 69, rounded"),
    pytest.param("shares_total", zones_share("60%", "30%"), [], "consistent", "consistent", "60% + 30% = 90%", id="shares: fit"),
    pytest.param("shares_total", zones_share("60%", "超41%"), [], "impossible", "impossible", "60% + 超41% = (101, +∞)%", id="shares: more than all"),
    pytest.param("shares_total", zones_share("60%", "40%"), [], "consistent", "undecidable", "60% + 40% = 100%", id="shares: all of it, rounded"),
    pytest.param("printed_twice", [said("60家", "firms"), said("超60家", "firms")], [], "impossible", "impossible", "60家 → 60; 超60家 → (60, +∞); ∅", id="twice: a level"),
    pytest.param("printed_twice", [said("60家", "firms", time="unstated"), said("70家", "firms", time="unstated")], [], "undecidable", "undecidable", "60家 → 60; 70家 → 70; ∅", id="twice: perhaps at two times"),
    pytest.param("printed_twice", printed_twice("40%", "超38%"), [], "consistent", "impossible", "40% → 40; 超38% → (38, +∞); ∩ = 40", id="twice: agree strictly"),
    pytest.param("printed_twice", printed_twice("40%", "近40%"), [], "impossible", "consistent", "40% → 40; 近40% → [0, 40); ∅", id="twice: agree when rounded"),
    pytest.param("printed_twice", printed_twice("40%", "42%"), [], "impossible", "impossible", "40% → 40; 42% → 42; ∅", id="twice: differ"),
    pytest.param("printed_twice", printed_twice("一半", "50%"), [], "consistent", "consistent", "一半 → 50; 50% → 50; ∩ = 50", id="twice: in words and digits"),
    pytest.param("items_listed", [refused("三大", "enumeration")], THREE, "consistent", "consistent", "三大: 3 (船、桨、帆)", id="items: as many"),
    pytest.param("items_listed", [refused("四大", "enumeration")], THREE, "impossible", "impossible", "四大: 3 (船、桨、帆)", id="items: one missing"),
    pytest.param("items_listed", [refused("超2个", "enumeration")], THREE, "consistent", "consistent", "超2个: 3 (船、桨、帆)", id="items: more than two"),
    pytest.param("items_listed", [refused("三高四新", "enumeration")], THREE, "undecidable", "undecidable", "三高四新: –", id="items: counted in a name"),
    pytest.param("threshold_sum", threshold("5元以上", "30个", "200元"), [], "consistent", "consistent", "30个 × 5元以上 = [150, +∞); 200元 → 200", id="threshold: passed"),
    pytest.param("threshold_sum", threshold("5元以上", "30个", "100元"), [], "impossible", "impossible", "30个 × 5元以上 = [150, +∞); 100元 → 100", id="threshold: not reached"),
    pytest.param("threshold_sum", threshold("5元以上", "30个", "超140元"), [], "undecidable", "impossible", "30个 × 5元以上 = [150, +∞); 超140元 → (140, +∞)", id="threshold: open below it"),
    pytest.param("parts_total", parts("5个"), [], "consistent", "consistent", "3个 + 2家 = 5; 5个 → 5", id="parts: all of it"),
    pytest.param("parts_total", parts("9个"), [], "consistent", "consistent", "3个 + 2家 = 5; 9个 → 9", id="parts: others are not listed"),
    pytest.param("parts_total", parts("4个"), [], "impossible", "impossible", "3个 + 2家 = 5; 4个 → 4", id="parts: more than the total"),
    pytest.param("parts_total", parts("不到5个"), [], "impossible", "impossible", "3个 + 2家 = 5; 不到5个 → [0, 5)", id="parts: not fewer than five"),
    pytest.param("parts_total", parts("4个", scope="unclear"), [], "undecidable", "undecidable", "3个 + 2家 = 5; 4个 → 4", id="parts: of what is not said"),
    pytest.param("printed_twice", [said("60家", "firms", scope="unclear"), said("90家", "firms", scope="unclear")], [], "undecidable", "undecidable", "60家 → 60; 90家 → 90; ∅", id="twice: of scopes that are not said"),
    pytest.param("printed_twice", [said("12亿元", "sales"), said("11.8亿元", "sales")], [], "impossible", "undecidable", "12亿元 → 1,200,000,000; 11.8亿元 → 1,180,000,000; ∅", id="twice: rounded"),
    pytest.param("printed_twice", [said("1.2万家", "firms"), said("11960家", "firms")], [], "impossible", "undecidable", "1.2万家 → 12,000; 11960家 → 11,960; ∅", id="twice: a count, rounded"),
    pytest.param("threshold_sum", threshold("1亿元", "64个", "180亿元"), [], "consistent", "consistent", "64个 × 1亿元 = 6,400,000,000; 180亿元 → 18,000,000,000", id="threshold: printed without 以上"),
    pytest.param("part_within", zone_and_part("9个", "3个"), [], "consistent", "consistent", "3个 → 3; 9个 → 9", id="part: within"),
    pytest.param("part_within", zone_and_part("9个", "超9个"), [], "impossible", "impossible", "超9个 → (9, +∞); 9个 → 9", id="part: more than the zone"),
    pytest.param("part_within", zone_and_part("9个", "9个以上"), [], "undecidable", "undecidable", "9个以上 → [9, +∞); 9个 → 9", id="part: perhaps all of it"),
    pytest.param("level_growth", two_years("120元", "100元", "20%", "growth"), [], "consistent", "consistent", "120元 ÷ 100元 − 1 = 20%; 20% → 20%", id="growth: right"),
    pytest.param("level_growth", two_years("119.9元", "100元", "20%", "growth"), [], "impossible", "consistent", "119.9元 ÷ 100元 − 1 = 19.9%; 20% → 20%", id="growth: rounded"),
    pytest.param("level_growth", two_years("12亿元", "10亿元", "18.5%", "growth"), [], "impossible", "undecidable", "12亿元 ÷ 10亿元 − 1 = 20%; 18.5% → 18.5%", id="growth: of rounded levels"),
    pytest.param("level_growth", two_years("120元", "100元", "2%", "growth"), [], "impossible", "impossible", "120元 ÷ 100元 − 1 = 20%; 2% → 2%", id="growth: a digit lost"),
    pytest.param("level_growth", two_years("80元", "100元", "20%", "decline"), [], "consistent", "consistent", "80元 ÷ 100元 − 1 = -20%; 20% → -20%", id="growth: a decline"),
    pytest.param("level_growth", two_years("120元", "100元", "20%", "decline"), [], "impossible", "impossible", "120元 ÷ 100元 − 1 = 20%; 20% → -20%", id="growth: the wrong way"),
    pytest.param("level_growth", two_years("超120元", "100元", "超20%", "growth"), [], "consistent", "undecidable", "超120元 ÷ 100元 − 1 = (20, +∞)%; 超20% → (20, +∞)%", id="growth: both open"),
    pytest.param("level_increment", two_years("127元", "107元", "20元", "increment"), [], "consistent", "consistent", "127元 − 107元 = 20; 20元 → 20", id="increment: right"),
    pytest.param("level_increment", two_years("127元", "107元", "30元", "increment"), [], "impossible", "impossible", "127元 − 107元 = 20; 30元 → 30", id="increment: wrong"),
    pytest.param("level_increment", two_years("超127元", "107元", "30元", "increment"), [], "undecidable", "impossible", "超127元 − 107元 = (20, +∞); 30元 → 30", id="increment: open"),
    pytest.param("rank_count", [*rank("9家", "第二"), said("19家", "members", **WHOLE)], [], "consistent", "consistent", "9家 × 第二 → 19; 19家 → 19", id="rank: the second of two"),
    pytest.param("rank_count", [*rank("9家", "第二"), said("18家", "members", **WHOLE)], [], "impossible", "impossible", "9家 × 第二 → 19; 18家 → 18", id="rank: the first would share the place"),
    pytest.param("rank_count", rank("9家", "第二"), [], "undecidable", "undecidable", "9家 × 第二 → 19: –", id="rank: among how many is not said"),
    pytest.param("rank_count", rank("51%", "第二", **SHARE | {"measure": "share"})[:1] + rank("9家", "第二")[1:], [], "impossible", "impossible", "51% × 第二 = 102%", id="rank: the second has more than half"),
    pytest.param("rank_order", [*rank("9家", "第一"), *rank("7家", "第二", **WEST)], [], "consistent", "consistent", "第一: 9家 → 9; 第二: 7家 → 7", id="ranks: in order"),
    pytest.param("rank_order", [*rank("9家", "第一"), *rank("9家", "第二", **WEST)], [], "impossible", "impossible", "第一: 9家 → 9; 第二: 9家 → 9", id="ranks: one number, two places"),
    pytest.param("rank_order", [*rank("7家", "第一"), *rank("9家", "第二", **WEST)], [], "impossible", "impossible", "第一: 7家 → 7; 第二: 9家 → 9", id="ranks: the second has more"),
    pytest.param("rank_order", [*rank("9家", "第二"), *rank("7家", "第一", **WEST)], [], "impossible", "impossible", "第一: 7家 → 7; 第二: 9家 → 9", id="ranks: the other way round"),
    pytest.param("rank_order", [*rank("7家", "第二"), *rank("9家", "第二", **WEST)], [], "impossible", "impossible", "第二: 7家 → 7; 第二: 9家 → 9", id="ranks: one place, two numbers"),
    pytest.param("rank_order", [*rank("超7家", "第一"), *rank("9家", "第二", **WEST)], [], "undecidable", "impossible", "第一: 超7家 → (7, +∞); 第二: 9家 → 9", id="ranks: open"),
    pytest.param("years_since", years("4年", "2020年"), [], "consistent", "consistent", "2024 − 2020年 → [3, 5]; 4年", id="years: full ones"),
    pytest.param("years_since", years("5年", "2020年"), [], "consistent", "consistent", "2024 − 2020年 → [3, 5]; 5年", id="years: both ends counted"),
    pytest.param("years_since", years("4周年", "2020年"), [], "consistent", "consistent", "2024 − 2020年 → [3, 4]; 4周年", id="years: an anniversary"),
    pytest.param("years_since", years("5周年", "2020年"), [], "impossible", "impossible", "2024 − 2020年 → [3, 4]; 5周年", id="years: an anniversary to come"),
    pytest.param("years_since", years("9年", "2014年12月"), [], "consistent", "consistent", "2024 − 2014年12月 → [9, 11]; 9年", id="years: full ones since a December"),
    pytest.param("years_since", years("6年", "2020年"), [], "impossible", "impossible", "2024 − 2020年 → [3, 5]; 6年", id="years: too many"),
    pytest.param("years_since", years("超4年", "2020年"), [], "undecidable", "consistent", "2024 − 2020年 → [3, 5]; 超4年", id="years: more than four"),
    pytest.param("years_since", years("4年", "10月7日"), [], "undecidable", "undecidable", "4年: –", id="years: since no year"),
    pytest.param("years_since", years("4年", ""), [], "undecidable", "undecidable", "2024 − 4年 → 2020–2021: –", id="years: since when is not said"),
    pytest.param("years_since", years("48个月", "2020年"), [], "undecidable", "undecidable", "48个月: –", id="years: in months"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "figures", "facts", "strict", "conventional", "working"), ROWS)
def test_each_check(
    tmp_path: Path,
    check: str,
    figures: list[Row],
    facts: list[Row],
    strict: str,
    conventional: str,
    working: str,
) -> None:
    """Each check catches its contradiction, passes its twin, leaves open what is, and shows how."""
    [found] = [a for a in audit(corpus_of(tmp_path, figures, facts)) if a.check == check]
    assert [found.findings[reading].verdict for reading in READINGS] == [strict, conventional]
    assert found.findings["strict"].working == working
    assert found.zone == "east"


def test_each_rank_is_counted_and_only_like_is_ordered(tmp_path: Path) -> None:
    """Of two subjects ranked by what is not alike, each has its place checked, and not their order."""
    share = rank("30%", "第一", **SHARE)
    share[1] = rank("9家", "第一")[1]
    found = audit(corpus_of(tmp_path, [*share, *rank("9家", "第二", **WEST)]))
    ranks = [(one.check, one.zone) for one in found if one.check.startswith("rank")]
    assert ranks == [("rank_count", "east"), ("rank_count", "west")]


def test_every_check_has_its_rows() -> None:
    """Every check of the register is tested, and gives every verdict."""
    verdicts: dict[str, set[str]] = {}
    for check, _, _, *rest in (row.values for row in ROWS):
        verdicts.setdefault(str(check), set()).update(str(verdict) for verdict in rest[:2])
    assert all(seen == SPOKEN["verdict"] for seen in verdicts.values())
    registers = read_registers(find_checkout(Path(__file__).parent).registers)
    assert set(verdicts) == set(registers.ids("audit")) == SPOKEN["audit"]


@pytest.mark.parametrize(
    ("check", "figures", "facts", "inputs"),
    [
        pytest.param("share_of_whole", share_of_whole("60家", "40%", "150家"), [], "r-1 r-3 r-2", id="part, whole, share"),
        pytest.param("whole_is_whole", share_of_whole("60家", "40%", "150家"), [], "r-1 r-2", id="part, share"),
        pytest.param("printed_twice", printed_twice("40%", "近40%"), [], "r-1 r-2", id="in printed order"),
        pytest.param("items_listed", [refused("三大", "enumeration")], THREE, "r-1 r-f1 r-f2 r-f3", id="number and facts"),
        pytest.param("threshold_sum", threshold("5元以上", "30个", "200元"), [], "r-1 r-2 r-3", id="floor, count, total"),
        pytest.param("parts_total", parts("5个"), [], "r-1 r-2 r-3", id="total and parts"),
        pytest.param("years_since", years("4年", "2020年"), [], "r-1 r-2", id="duration and date"),
        pytest.param("years_since", years("4年", ""), [], "r-1", id="a duration alone"),
    ],
)  # fmt: skip
def test_each_check_names_its_inputs(
    tmp_path: Path, check: str, figures: list[Row], facts: list[Row], inputs: str
) -> None:
    """An audit names the rows it was made from, and is called by its check and them."""
    [found] = [a for a in audit(corpus_of(tmp_path, figures, facts)) if a.check == check]
    ids = tuple(f"page/{row}" for row in inputs.split())
    assert (found.inputs, found.id, found.zone) == (ids, f"{check}({', '.join(ids)})", "east")


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param([said("60家", "firms"), said("40%", "firms", zone="west", **SHARE)], id="share of another zone"),
        pytest.param([said("60家", "firms", scope="large"), said("40%", "firms", **SHARE)], id="share of other firms"),
        pytest.param([said("40%", "firms", **SHARE), said("42%", "firms", measure="share", base="labs@province")], id="shares of two wholes"),
        pytest.param([said("40%", "firms", **SHARE), said("42%", "firms", **SHARE, time="unstated")], id="shares at two times"),
        pytest.param([said("40%", "firms", **SHARE), said("42%", "firms", **SHARE, status="planned")], id="a share and a planned one"),
        pytest.param([said("5元", "floor"), said("30个", "projects", zone="west"), said("9元", "sales")], id="a threshold over two zones"),
        pytest.param([said("4个", "labs"), said("3个", "chairs", zone="west"), said("2家", "members")], id="parts of two zones"),
        pytest.param([refused("三大", "enumeration")], id="a number of things that are no facts"),
        pytest.param([said("10个", "labs", subject="east_works"), said("20个", "chairs"), said("5家", "members")], id="parts of a zone in the total of a firm"),
        pytest.param([said("10个", "labs"), said("20个", "chairs", **WHOLE), said("5家", "members", **WHOLE)], id="parts of a province in the total of a zone"),
        pytest.param([said("5元以上", "floor"), said("30个", "projects"), said("9元", "sales", subject="east_works")], id="projects of a zone in the sum of a firm"),
        pytest.param([said("5元以上", "floor"), said("30个", "projects", scope="large"), said("9元", "sales")], id="large projects in the sum of all"),
        pytest.param([said("1亿元", "floor"), said("5亿元", "floor", subject="east_park")], id="what does not add up"),
        pytest.param([said("700家", "firms"), said("50家", "firms", measure="increment"), said("第二", "firms", measure="rank", base="members@province"), said("60家", "members", **WHOLE)], id="a rank of one of two numbers"),
        pytest.param([said("60家", "firms", time="unstated", paragraph="1"), said("40%", "firms", **SHARE, time="unstated", paragraph="2")], id="times not said in two paragraphs"),
        pytest.param([refused("三大"), dated("4年"), dated("2020年")], id="nothing to check"),
    ],
)  # fmt: skip
def test_what_does_not_belong_together_is_not_checked(tmp_path: Path, figures: list[Row]) -> None:
    """Figures that speak of different things, times or zones are not held against each other."""
    assert audit(corpus_of(tmp_path, figures)) == []


def test_two_pages_do_not_contradict_each_other(tmp_path: Path) -> None:
    """Two pages of one uncertain day, and two stocks of one year, may tell of two days."""
    for page, firms in (("one", "60家"), ("two", "90家")):
        figures = [said(firms, "firms"), said(firms, "members", time="r-3"), dated("2023年")]
        figures += [said("4个", "labs"), said("3个", "chairs"), said("2家", "members")]
        write_page(tmp_path / "pages" / page, figures)
    corpus = judge(read_pages(tmp_path / "pages", made_up_registers()), made_up_registers())
    found = audit(corpus)
    assert {one.check for one in found} == {"parts_total"}
    assert all(len({id_.partition("/")[0] for id_ in one.inputs}) == 1 for one in found)


def test_no_part_is_its_own_whole(tmp_path: Path) -> None:
    """The whole of a share of the same things in another scope is not the part itself."""
    large = {"scope": "large"}
    share = said("77%", "firms", measure="share", base="firms@east", **large)
    figures = [said("48家", "firms", **large), said("62家", "firms"), share]
    assert [one.check for one in audit(corpus_of(tmp_path, figures))] == ["whole_is_whole"]


def test_ranks_of_unlike_numbers_are_not_held_together(tmp_path: Path) -> None:
    """What is reached and what is planned make no one ranking."""
    figures = [*rank("9家", "第一"), *rank("20家", "第二", **WEST)]
    figures[2] |= {"status": "planned"}
    assert {one.check for one in audit(corpus_of(tmp_path, figures))} == {"rank_count"}


def test_of_a_long_ranking_neighbours_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of more ranks than are looked at two by two, those in neighbouring places are."""
    monkeypatch.setattr("analysis.candidates.FEW", 2)
    third = {"subject": "east_park"}
    figures = [*rank("9家", "第一"), *rank("7家", "第三", **third), *rank("8家", "第二", **WEST)]
    checks = [found for found in audit(corpus_of(tmp_path, figures)) if found.check == "rank_order"]
    assert [found.inputs for found in checks] == [
        tuple(f"page/r-{number}" for number in inputs) for inputs in ((2, 1, 6, 5), (6, 5, 4, 3))
    ]


def test_each_of_several_shares_is_in_one_total_at_least(tmp_path: Path) -> None:
    """Where zones print shares of one whole twice, not every choice of them is added up."""
    figures = [*zones_share("60%", "30%"), *zones_share("近60%", "31%")]
    checks = [
        found for found in audit(corpus_of(tmp_path, figures)) if found.check == "shares_total"
    ]
    assert [found.inputs for found in checks] == [
        ("page/r-1", "page/r-2"),
        ("page/r-3", "page/r-4"),
    ]


def test_a_whole_of_money_need_not_be_whole(tmp_path: Path) -> None:
    """Only what is counted must come out whole."""
    figures = [said("61元", "sales"), said("40%", "sales", **SHARE)]
    assert audit(corpus_of(tmp_path, figures)) == []


@pytest.mark.parametrize(
    ("computed", "printed", "verdict"),
    [
        pytest.param(Bounds.point(5), Bounds.of(4, 6), "consistent", id="within"),
        pytest.param(Bounds.of(4, 6), Bounds.of(4, 6), "consistent", id="the same"),
        pytest.param(Bounds.of(4, 6), Bounds.of(4, 6, high_closed=False), "undecidable", id="one end more"),
        pytest.param(Bounds.of(4, 6), Bounds.point(5), "undecidable", id="about it"),
        pytest.param(Bounds.of(6, 7), Bounds.of(4, 6), "undecidable", id="touching"),
        pytest.param(Bounds.above(6), Bounds.of(4, 6), "impossible", id="just past it"),
        pytest.param(None, Bounds.of(4, 6), "impossible", id="nothing is possible"),
    ],
)  # fmt: skip
def test_agreement(computed: Bounds | None, printed: Bounds, verdict: str) -> None:
    """What lies within the printed bounds agrees, what lies outside cannot, and the rest is open."""
    assert agreement(computed, printed) == verdict


CHECKOUT = find_checkout(Path(__file__).parent)
REGISTERS = read_registers(CHECKOUT.registers)
REAL = judge(read_pages(CHECKOUT.pages, REGISTERS), REGISTERS)


@pytest.mark.parametrize("found", audit(REAL), ids=lambda found: str(found.id))
def test_each_real_audit_can_be_followed(found: Audit) -> None:
    """Each audit of the pages names rows that exist and shows the printed words of each figure."""
    printed = {mention.id: mention.printed for mention in REAL.mentions}
    printed |= {fact.id: fact.printed for fact in REAL.facts}
    assert set(found.inputs) <= printed.keys()
    assert found.findings.keys() == set(READINGS)
    for finding in found.findings.values():
        assert finding.verdict in SPOKEN["verdict"]
        open_question = finding.working.endswith(": –")
        assert all(open_question or printed[id_] in finding.working for id_ in found.inputs)


def test_the_pages_are_audited_wherever_they_can_be() -> None:
    """On the pages, every enumeration of facts and every duration with a beginning has its audit."""
    listing = {fact.listed_by for fact in REAL.facts}
    checked = {id_: found.check for found in audit(REAL) for id_ in found.inputs[:1]}
    for mention in REAL.mentions:
        if mention.reason == "enumeration":
            assert (checked.get(mention.id) == "items_listed") == (mention.id in listing)
        if mention.since:
            assert checked[mention.id] == "years_since"
