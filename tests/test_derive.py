"""Derived values: each rule on a few figures made up, and what must not be put together."""

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.candidates import SAME
from analysis.derive import RULES, Derived, derive
from analysis.observations import judge
from analysis.pages import read_pages
from analysis.paths import find_checkout
from analysis.registers import COLUMNS, read_registers

from .made_up import Row, corpus_of, dated, said, write_csv, write_registers

SHARE = {"measure": "share", "base": "members@province"}


def told(value: Derived) -> str:
    """A derived value as one line: id, formula, bounds under both readings, unit."""
    bounds = " | ".join(str(bounds) for bounds in value.bounds.values())
    return f"{value.id}: {value.formula} = {bounds} {value.unit}".replace("page/", "").rstrip()


# Rule -> figures, and every value that follows.
EACH_RULE = [
    pytest.param(
        [said("60家", "firms"), said("40%", "firms", **SHARE)],
        [
            "implied_whole(r-1, r-2): 60家 ÷ 40% = [150, 150] | (4000/27, 12000/79] 家",
            "rest_of_whole(r-1, r-2): 60家 ÷ 40% − 60家 = [90, 90] | (2380/27, 7260/79] 家",
        ],
        id="implied_whole",
    ),
    pytest.param(
        [said("60家", "firms"), said("40%", "firms", **SHARE), said("超38%", "firms", **SHARE)],
        [
            "implied_whole(r-1, r-2): 60家 ÷ 40% = [150, 150] | (4000/27, 12000/79] 家",
            "implied_whole(r-1, r-3): 60家 ÷ 超38% = (0, 3000/19) | (2000/13, 3000/19) 家",
            "joint_whole(r-1, r-2, r-3): (60家 ÷ 40%) ∩ (60家 ÷ 超38%) = [150, 150] | None 家",
            "rest_of_whole(r-1, r-2, r-3): 60家 ÷ (40% ∩ 超38%) − 60家 = [90, 90] | None 家",
        ],
        id="joint_whole, which one reading rules out",
    ),
    pytest.param(
        [said("62家", "members", subject="province"), said("77%", "firms", **SHARE)],
        ["implied_part(r-1, r-2): 62家 × 77% = [47.74, 47.74] | [47.43, 48.05) 家"],
        id="implied_part",
    ),
    pytest.param(
        [
            said("60家", "firms"),
            said("40%", "firms", **SHARE),
            said("160家", "members", subject="province"),
        ],
        [
            "implied_whole(r-1, r-2): 60家 ÷ 40% = [150, 150] | (4000/27, 12000/79] 家",
            "part_of_whole(r-1, r-3): 60家 ÷ 160家 = [37.5, 37.5] | [37.5, 37.5] %",
            "rest_of_whole(r-3, r-1): 160家 − 60家 = [100, 100] | [100, 100] 家",
        ],
        id="part_of_whole",
    ),
    pytest.param(
        [said("180家", "firms"), said("120%", "firms", **SHARE)],
        [
            "implied_whole(r-1, r-2): 180家 ÷ 120% = [150, 150] | (36000/241, 36000/239] 家",
            "rest_of_whole(r-1, r-2): 180家 ÷ 120% − 180家 = None | None 家",
        ],
        id="rest_of_whole, which more than the whole does not leave",
    ),
    pytest.param(
        [said("超180元", "sales"), said("20%", "sales", measure="growth")],
        ["prior_year(r-1, r-2): 超180元 ÷ (1 + 20%) = (150, +inf) | (36000/241, 38000/239) 元"],
        id="prior_year",
    ),
    pytest.param(
        [said("180元", "sales"), said("200%", "sales", measure="decline")],
        ["prior_year(r-1, r-2): 180元 ÷ (1 − 200%) = None | None 元"],
        id="prior_year of a fall by more than the whole",
    ),
    pytest.param(
        [said("90元", "sales"), said("2倍", "sales", measure="growth")],
        ["prior_year(r-1, r-2): 90元 ÷ (1 + 2倍) = [30, 30] | [30, 30] 元"],
        id="prior_year of a growth in times",
    ),
    pytest.param(
        [said("80元", "sales"), said("20%", "sales", measure="decline")],
        ["prior_year(r-1, r-2): 80元 ÷ (1 − 20%) = [100, 100] | [16000/161, 16000/159) 元"],
        id="prior_year of a decline",
    ),
    pytest.param(
        [said("80元", "sales"), said("超20%", "sales", measure="decline")],
        ["prior_year(r-1, r-2): 80元 ÷ (1 − 超20%) = (100, +inf) | (100, 4000/39) 元"],
        id="prior_year of a decline without a lower end: nothing falls by more than all of it",
    ),
    pytest.param(
        [
            said("120元", "sales", time="r-3"),
            said("超100元", "sales", time="r-4"),
            dated("2023年"),
            dated("2022年"),
        ],
        ["implied_growth(r-1, r-2): 120元 ÷ 超100元 − 1 = (-100, 20) | (100/11, 20) %"],
        id="implied_growth",
    ),
    pytest.param(
        [said("9家", "firms"), said("第三", "firms", measure="rank", base="members@province")],
        ["least_total(r-1, r-2): 9家 × 第三 = [29, +inf) | [29, +inf) 家"],
        id="least_total",
    ),
    pytest.param(
        [said("9元", "sales"), said("第三", "sales", measure="rank", base="members@province")],
        ["least_total(r-1, r-2): 9元 × 第三 = [27, +inf) | [27, +inf) 元"],
        id="least_total of sums, which may be alike once rounded",
    ),
    pytest.param(
        [said("90余个", "projects", time="r-2"), dated("4年")],
        ["per_year(r-1, r-2): 90余个 ÷ 4年 = (22.5, 25) | (18, 25) 个/年"],
        id="per_year",
    ),
    pytest.param(
        [said("90元", "sales"), said("60家", "firms")],
        ["sales_per_firm(r-1, r-2): 90元 ÷ 60家 = [1.5, 1.5] | [1.5, 1.5] 元/家"],
        id="quotient",
    ),
    pytest.param(
        [said("5元以上", "floor"), said("30个", "projects"), said("200元", "sales")],
        ["projects_over_floor(r-1, r-2): 30个 × 5元以上 = [150, +inf) | [150, +inf) 元"],
        id="threshold",
    ),
    pytest.param(
        [said("20余个", "labs"), said("3个", "chairs"), said("4家", "members")],
        ["labs_and_chairs(r-2, r-3): 3个 + 4家 = [7, 7] | [7, 7] 个"],
        id="parts",
    ),
    pytest.param(
        [said("13家", "members", scope="large"), said("1家", "members", scope="unclear")],
        ["members_together(r-1, r-2): 13家 + 1家 = [14, 14] | [14, 14] 家"],
        id="sum",
    ),
]


@pytest.mark.parametrize(("figures", "values"), EACH_RULE)
def test_each_rule(tmp_path: Path, figures: list[Row], values: list[str]) -> None:
    """Each rule finds its own figures and says what they imply under both readings, and no more."""
    assert [told(value) for value in derive(corpus_of(tmp_path, figures))] == values


def test_what_is_printed_is_not_implied(tmp_path: Path) -> None:
    """Two levels a year apart imply a growth, unless the page prints it."""
    levels = [said("120元", "sales", time="r-4"), said("100元", "sales", time="r-5")]
    growth = said("20%", "sales", measure="growth", time="r-4")
    dates = [dated("2023年"), dated("2022年")]
    found = derive(corpus_of(tmp_path, [*levels, growth, *dates]))
    assert "implied_growth" not in {value.rule for value in found}


def test_a_total_is_of_the_whole(tmp_path: Path) -> None:
    """What all have at least is theirs, and of the indicator they are ranked in."""
    ranked = said("第三", "firms", measure="rank", base="members@province")
    [total] = derive(corpus_of(tmp_path, [said("9家", "firms"), ranked]))
    assert (total.subject, total.indicator) == ("province", "members")


def test_every_rule_has_a_row() -> None:
    """As many rules are tested as there are; their names are those of the register."""
    names = {str(row.id).partition(",")[0].partition(" ")[0] for row in EACH_RULE}
    assert len(names) == len(RULES)
    registers = read_registers(find_checkout(Path(__file__).parent).registers)
    assert names == set(registers.ids("derived"))


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        pytest.param(
            0, ("east", "province", "members", True), id="a whole is the base's, and counted"
        ),
        pytest.param(1, ("east", "east", "firms", False), id="a share of it is the subject's"),
    ],
)
def test_whose_value_it_is(tmp_path: Path, value: int, fields: tuple[str, str, str, bool]) -> None:
    """A derived value says of which zone, subject and indicator it is, and whether it is counted."""
    figures = [
        said("60家", "firms"),
        said("40%", "firms", **SHARE),
        said("160家", "members", subject="province"),
    ]
    found = derive(corpus_of(tmp_path, figures))[value]
    assert (found.zone, found.subject, found.indicator, found.counts) == fields


OTHER = {
    "indicator": ("labs", {}),
    "subject": ("firms", {"subject": "east_park"}),
    "scope": ("firms", {"scope": "large"}),
    "status": ("firms", {"status": "planned"}),
    "moment": ("firms", {"time": "r-3"}),
}


@pytest.mark.parametrize("field", SAME)
def test_different_things_imply_nothing(tmp_path: Path, field: str) -> None:
    """A part and a share that differ in what they speak of, or when, or whether it is so, do not meet."""
    indicator, judged = OTHER[field]
    unit = "个" if indicator == "labs" else "家"
    figures = [
        said(f"60{unit}", indicator, **judged),
        said("40%", "firms", **SHARE),
        dated("2020年"),
    ]
    assert derive(corpus_of(tmp_path, figures)) == []
    growth = [
        said(f"60{unit}", indicator, **judged),
        said("40%", "firms", measure="growth"),
        dated("2020年"),
    ]
    assert derive(corpus_of(tmp_path / "growth", growth)) == []


def test_two_rows_of_one_date_are_one_time(tmp_path: Path) -> None:
    """Figures dated by different rows that print the same year do meet."""
    figures = [
        said("60家", "firms", time="r-3"),
        said("40%", "firms", time="r-4", **SHARE),
        dated("2023年"),
        dated("2023年"),
    ]
    rules = [value.rule for value in derive(corpus_of(tmp_path, figures))]
    assert rules == ["implied_whole", "rest_of_whole"]


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param([said("90元", "sales"), said("60家", "firms", zone="west")], id="two zones"),
        pytest.param(
            [
                said("90元", "sales", subject="east_works"),
                said("60家", "firms", subject="east_park"),
            ],
            id="two subjects of a zone",
        ),
        pytest.param(
            [said("90元", "sales", measure="increment"), said("60家", "firms")], id="no level"
        ),
        pytest.param([said("60家", "firms", time="r-2"), dated("4年")], id="a stock over years"),
        pytest.param([said("90元", "sales", time="r-2"), dated("4天")], id="a flow over days"),
        pytest.param(
            [said("5%", "sales", measure="growth", time="r-2"), dated("4年")],
            id="a growth over years",
        ),
        pytest.param([said("40%", "firms", measure="growth")], id="a growth alone"),
        pytest.param(
            [said("5元", "floor"), said("30个", "projects"), said("90元", "sales", zone="west")],
            id="a threshold whose total another zone has",
        ),
        pytest.param(
            [
                said("20个", "labs"),
                said("3个", "chairs", subject="east_park"),
                said("4家", "members", subject="east"),
            ],
            id="parts of two subjects",
        ),
    ],
)
def test_what_does_not_belong_together_implies_nothing(tmp_path: Path, figures: list[Row]) -> None:
    """Figures of two zones or subjects, of other measures or of no period are not put together."""
    assert derive(corpus_of(tmp_path, figures)) == []


def test_a_zone_goes_with_one_part_of_it(tmp_path: Path) -> None:
    """A figure of the zone itself goes with one of any one subject in it."""
    figures = [said("90元", "sales"), said("60家", "firms", subject="east_park")]
    assert [value.subject for value in derive(corpus_of(tmp_path, figures))] == ["east"]


@pytest.mark.parametrize(
    ("figures", "values"),
    [
        pytest.param(
            [said("60家", "firms"), said("0%", "firms", **SHARE)],
            [
                "implied_whole(r-1, r-2): 60家 ÷ 0% = None | (12000, +inf) 家",
                "rest_of_whole(r-1, r-2): 60家 ÷ 0% − 60家 = None | (11940, +inf) 家",
            ],
            id="60 are no 0%, unless rounded",
        ),
        pytest.param(
            [said("0家", "firms"), said("0%", "firms", **SHARE)],
            [
                "implied_whole(r-1, r-2): 0家 ÷ 0% = [0, +inf) | [0, 0] 家",
                "rest_of_whole(r-1, r-2): 0家 ÷ 0% − 0家 = [0, +inf) | [0, 0] 家",
            ],
            id="none is 0% of anything",
        ),
        pytest.param(
            [said("60家", "firms"), said("0%", "firms", **SHARE), said("超0.1%", "firms", **SHARE)],
            [
                "implied_whole(r-1, r-2): 60家 ÷ 0% = None | (12000, +inf) 家",
                "implied_whole(r-1, r-3): 60家 ÷ 超0.1% = (0, 60000) | (600000/11, 60000) 家",
                "joint_whole(r-1, r-2, r-3): (60家 ÷ 0%) ∩ (60家 ÷ 超0.1%) = None | (600000/11, 60000) 家",
                "rest_of_whole(r-1, r-2, r-3): 60家 ÷ (0% ∩ 超0.1%) − 60家 = None | (599340/11, 59940) 家",
            ],
            id="what no share allows, several do not",
        ),
        pytest.param(
            [said("90元", "sales"), said("0家", "firms")],
            ["sales_per_firm(r-1, r-2): 90元 ÷ 0家 = None | None 元/家"],
            id="nothing to divide among",
        ),
    ],
)
def test_a_printed_nought(tmp_path: Path, figures: list[Row], values: list[str]) -> None:
    """A nought below the line is no error: either nothing is possible, or anything is."""
    assert [told(value) for value in derive(corpus_of(tmp_path, figures))] == values


@pytest.mark.parametrize(
    ("judged", "caveats"),
    [
        pytest.param({}, (), id="one time, one status, a scope each"),
        pytest.param({"status": "planned"}, ("status",), id="a plan among results"),
        pytest.param({"time": "r-3"}, ("as_of",), id="two times"),
        pytest.param({"time": "unstated"}, ("as_of",), id="a time not said"),
        pytest.param({"scope": "unclear"}, ("scope_unclear",), id="a scope not said"),
        pytest.param(
            {"status": "planned", "time": "r-3", "scope": "unclear"},
            ("status", "as_of", "scope_unclear"),
            id="all of them",
        ),
    ],
)
def test_caveats(tmp_path: Path, judged: Row, caveats: tuple[str, ...]) -> None:
    """A value says what a reader must bear in mind of the figures it is computed from."""
    figures = [said("90元", "sales"), said("60家", "firms", **judged), dated("2020年")]
    [value] = derive(corpus_of(tmp_path, figures))
    assert value.caveats == caveats


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        pytest.param([said("超90元", "sales"), said("超60家", "firms")], ("two_lower_ends",), id="over two lower ends"),
        pytest.param([said("超90元", "sales"), said("60家", "firms")], (), id="over one lower end"),
        pytest.param([said("90元", "sales"), said("超60家", "firms")], (), id="under one lower end"),
        pytest.param([said("约90元", "sales"), said("60家", "firms")], ("no_width",), id="about"),
        pytest.param([said("约90元", "sales"), said("超60家", "firms")], ("no_width",), id="about, over a lower end"),
        pytest.param([said("90余元", "sales"), said("60余家", "firms")], (), id="both bounded"),
    ],
)  # fmt: skip
def test_why_a_value_has_no_bounds(
    tmp_path: Path, figures: list[Row], why: tuple[str, ...]
) -> None:
    """A value that nothing bounds under the strict reading says why."""
    [value] = derive(corpus_of(tmp_path, figures))
    assert value.caveats == why


PARTS, SHARES = st.integers(1, 300), st.integers(1, 99)


@given(PARTS, SHARES, st.sampled_from(["", "近", "超", "约"]), st.fractions(0, 1))
def test_a_whole_and_its_rest_hold_every_case(
    part: int, share: int, hedge: str, within: Fraction
) -> None:
    """Whatever share the words allow by convention, what it makes of the part is within bounds."""
    with TemporaryDirectory() as folder:
        figures = [said(f"{part}家", "firms"), said(f"{hedge}{share}%", "firms", **SHARE)]
        corpus = corpus_of(Path(folder), figures)
    allowed = corpus.observations[1].bounds("conventional")
    assert allowed.low is not None
    assert allowed.high is not None
    case = allowed.low + (allowed.high - allowed.low) * within
    assume(case in allowed and 0 < case <= 100)
    whole, rest = (value.bounds["conventional"] for value in derive(corpus))
    assert whole is not None
    assert rest is not None
    assert part / (case / 100) in whole
    assert part / (case / 100) - part in rest


def test_two_totals_share_their_parts(tmp_path: Path) -> None:
    """Parts are summed once, and thresholds multiplied once, however many totals are printed."""
    figures = [
        said("20个", "labs"),
        said("30个", "labs"),
        said("3个", "chairs"),
        said("4家", "members"),
        said("5元", "floor"),
        said("6个", "projects"),
        said("40元", "sales"),
        said("50元", "sales"),
    ]
    ids = [value.id.replace("page/", "") for value in derive(corpus_of(tmp_path, figures))]
    assert ids == ["projects_over_floor(r-5, r-6)", "labs_and_chairs(r-3, r-4)"]


def test_a_relation_is_a_row(tmp_path: Path) -> None:
    """A quotient of other indicators needs a row of relations.csv and no code."""
    figures = [said("6个", "labs"), said("3个", "chairs")]
    assert derive(corpus_of(tmp_path, figures)) == []
    write_registers(tmp_path / "registers")
    write_csv(
        tmp_path / "registers" / "relations.csv",
        COLUMNS["relations"],
        [
            {
                "id": "labs_per_chair",
                "rule": "quotient",
                "inputs": "labs chairs",
                "zh": "名",
                "en": "n",
            }
        ],
    )
    registers = read_registers(tmp_path / "registers")
    [value] = derive(judge(read_pages(tmp_path / "pages", registers), registers))
    assert told(value) == "labs_per_chair(r-1, r-2): 6个 ÷ 3个 = [2, 2] | [2, 2]"


def test_the_pages_derive_from_what_they_print() -> None:
    """On the pages of this checkout every value has its own id and names mentions that exist."""
    checkout = find_checkout(Path(__file__).parent)
    registers = read_registers(checkout.registers)
    corpus = judge(read_pages(checkout.pages, registers), registers)
    values = derive(corpus)
    known = {mention.id for mention in corpus.mentions}
    assert values
    assert len({value.id for value in values}) == len(values)
    for value in values:
        assert len(value.inputs) >= 2
        assert set(value.inputs) <= known
        assert all(bounds is None or bounds.low is not None for bounds in value.bounds.values())
