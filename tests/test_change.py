"""One raw figure changed: what depends on it changes, and nothing else does."""

import html
import re
import shutil
from collections import Counter
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from analysis.audit import audit
from analysis.build import build_reports, build_tables
from analysis.codebook import read_tables
from analysis.compare import compare
from analysis.derive import derive
from analysis.explain import ties_of_page
from analysis.observations import judge
from analysis.overrides import read_overrides
from analysis.pages import read_pages
from analysis.paths import Checkout
from analysis.plans import plan
from analysis.registers import read_registers
from analysis.tables import write_tables
from analysis.ties import Tables, anchor, mentions_of_tie, say_tie, subject_of

from .conftest import HERE, copied
from .made_up import change, replace, row_of

FIGURES = [
    (page.parent.name, id_, printed)
    for page in sorted(HERE.pages.glob("*/figures.csv"))
    for id_, printed, judged in pd.read_csv(page, dtype=str)[
        ["id", "printed", "judgement"]
    ].itertuples(index=False)
    if judged == "observation"
]


def another(printed: str) -> str:
    """Other words of the same length and form: 698家 becomes 798家, 近百个 becomes 近千个."""
    digit = re.search(r"[1-9]", printed)
    if digit:
        other = str(int(digit[0]) + 1) if digit[0] < "9" else "8"
        return printed[: digit.start()] + other + printed[digit.end() :]
    words = {"一半": "三成", "百": "千", "亿": "百", "二": "三"}
    word = next(word for word in words if word in printed)
    return printed.replace(word, words[word])


def change_figure(checkout: Checkout, page: str, id_: str, printed: str) -> None:
    """Write other words into the printed cell of one figure of a checkout."""
    path = checkout.pages / page / "figures.csv"
    change(path, row_of(path, id=id_), "printed", another(printed))


def tables_of(checkout: Checkout) -> dict[str, pd.DataFrame]:
    """The processed tables of a checkout, each with its ids as index, from its raw data as it is."""
    registers = read_registers(checkout.registers)
    corpus = judge(read_pages(checkout.pages, registers), registers)
    pairs = compare(corpus, read_overrides(checkout.overrides))
    tables = write_tables(corpus, derive(corpus), audit(corpus), pairs)
    return {name: table.set_index("id") for name, table in tables.items()}


def changed(before: pd.DataFrame, after: pd.DataFrame) -> set[str]:
    """The ids of rows that are new, gone or other than they were."""
    rows = [
        dict(zip(t.index, t.itertuples(index=False, name=None), strict=True))
        for t in (before, after)
    ]
    return {str(id_) for id_ in {*rows[0], *rows[1]} if rows[0].get(id_) != rows[1].get(id_)}


def using(table: pd.DataFrame, columns: list[str], id_: str) -> set[str]:
    """The ids of rows that name a mention in one of the columns."""
    return {
        str(row) for row, *cells in table[columns].itertuples() if id_ in " ".join(cells).split()
    }


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A copy of the raw data to change."""
    folder = tmp_path_factory.mktemp("raw")
    shutil.copytree(HERE.root / "data" / "raw", folder / "data" / "raw")
    return Checkout(folder)


@pytest.fixture(scope="module")
def before(raw: Checkout) -> Tables:
    """The tables of the raw data as it is."""
    return tables_of(raw)


@pytest.mark.parametrize(("page", "id_", "printed"), FIGURES)
def test_the_rows_that_depend_on_a_figure_change(
    raw: Checkout, before: Tables, page: str, id_: str, printed: str
) -> None:
    """Of derived values and audits just those change that name the figure; of the rest, its own."""
    path = raw.pages / page / "figures.csv"
    as_it_was = path.read_bytes()
    try:
        change_figure(raw, page, id_, printed)
        after = tables_of(raw)
    finally:
        path.write_bytes(as_it_was)
    mention = f"{page}/{id_}"
    for name in ("derived", "audits"):
        assert changed(before[name], after[name]) == using(before[name], ["inputs"], mention)
    pairs = using(before["comparisons"], ["left", "right"], mention)
    assert changed(before["comparisons"], after["comparisons"]) <= pairs
    for name in ("mentions", "observations"):
        assert changed(before[name], after[name]) == {mention}
    for name in ("times", "refusals", "facts", "articles", "labels", "coverage"):
        assert not changed(before[name], after[name])


def blocks(page: Path) -> Counter[str]:
    """The sentences, rows and charts of an executed notebook, as HTML."""
    shown = [
        output.get("data", {})
        for cell in nbformat.read(page, as_version=4).cells
        for output in cell.get("outputs", ())
    ]
    said = "".join(f"{data.get('text/html', '')}{data.get('image/svg+xml', '')}" for data in shown)
    # Rows of what is worked out are named in their order, which says nothing of them.
    said = re.sub(r' id="w-\d+"', "", said)
    found = re.finditer(r"(?s)<(p|li|tr|svg|h[1-3])\b.*?</\1>", said)
    # The head of a table comes and goes with its rows.
    return Counter(block[0] for block in found if 'scope="col"' not in block[0])


def say(tables: Tables, tie: str) -> str | None:
    """What a tie says, None where it says nothing."""
    try:
        return say_tie(tables, tie, "zh")
    except (LookupError, ValueError):
        return None


def test_the_sentences_and_reports_that_depend_on_a_figure_change(
    built: Checkout, tmp_path: Path
) -> None:
    """Of sentences, rows and charts just those change that rest on the figure, in every report."""
    page, id_, printed = next(figure for figure in FIGURES if figure[1] == "jiaozuo-08")
    checkout = copied(tmp_path)
    change_figure(checkout, page, id_, printed)
    build_tables(checkout)
    runs = plan(checkout)
    assert build_reports(checkout, runs, wanted=lambda run: run.lang == "zh") == []
    mention = f"{page}/{id_}"
    old, new = read_tables(built.processed), read_tables(checkout.processed)

    def says_other(block: str) -> bool:
        return any(say(old, tie) != say(new, tie) for tie in ties_of_page(block))

    def rests_on_it(block: str) -> bool:
        return says_other(block) or any(
            mention in mentions_of_tie(new, tie)
            for tie in ties_of_page(block)
            if say(new, tie) is not None
        )

    def cited_only_in(block: str, others: list[str]) -> bool:
        # The note on a number comes and goes with the sentences that show it.
        own = re.search(r'<th scope="row"[^>]* data-of="([^"]+)"', block)
        ties = (tie for other in others if rests_on_it(other) for tie in ties_of_page(other))
        noted = {own[1], f"#{anchor(own[1])}"} if own else set()
        return any({tie, subject_of(tie)} & noted for tie in map(html.escape, ties))

    moved = set()
    for run in (run for run in runs if run.lang == "zh"):
        was, now = (blocks(one.reports / f"{run.name}.ipynb") for one in (built, checkout))
        other = [*(was - now), *(now - was)]
        rest = [block for block in other if not rests_on_it(block)]
        assert [block for block in rest if not cited_only_in(block, other)] == []
        cites = [block for block in now if f'href="#{anchor(mention)}"' in block]
        assert [block for block in cites if block in was] == []
        if other:
            moved.add(run.report)
        assert bool(other) == any(map(says_other, [*was, *now])), run.name
    zones = {f"zone-{zone}" for zone in read_registers(HERE.registers).zones.index}
    assert moved & zones == {"zone-jiaozuo"}
    assert {"checks", "implied", "coverage", "overview"} <= moved
    assert not moved & {"instruments"}


def test_a_changed_name_changes_no_number(tmp_path: Path) -> None:
    """A register's name is no figure: with another, the numbers stay as they are."""
    shutil.copytree(HERE.root / "data" / "raw", tmp_path / "data" / "raw")
    checkout = Checkout(tmp_path)
    first = tables_of(checkout)
    replace(checkout.registers / "zones.csv", ",兰白,Lanbai,", ",兰白,LB,")
    second = tables_of(checkout)
    assert [name for name in first if changed(first[name], second[name])] == ["labels"]
