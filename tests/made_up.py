"""A page and registers of our own invention, written as files and read by the real readers.

Two zones, 东岭 and 西川, have an article each; a row is made by `said`, `dated`, `refused` or
`stated`, and the row number n of figures.csv has the id r-n (facts.csv: r-fn).
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from analysis.audit import audit
from analysis.compare import compare
from analysis.derive import derive
from analysis.observations import Corpus, judge
from analysis.overrides import COLUMNS as OVERRIDES
from analysis.pages import FACT_COLUMNS, FIGURE_COLUMNS, paragraph_of, read_pages
from analysis.paths import Checkout
from analysis.registers import COLUMNS, SPOKEN, Registers, read_registers
from analysis.tables import write_tables

Row = dict[str, str]

# The code's own vocabularies, and what only registers speak of.
TERMS = {vocabulary: sorted(ids) for vocabulary, ids in SPOKEN.items()} | {
    "family": ["business", "places"],
    "subject_type": ["zone", "area", "part", "firm"],
    "scope": ["all", "large", "unclear"],
    "speaker": ["reporter", "firm"],
    "reason": ["name", "enumeration", "label"],
    "fact": ["policy", "industry", "platform"],
    "fact_status": ["named", "planned"],
    "instrument": ["platform", "plan", "prize"],
}
ZONES = {"east": "东岭", "west": "西川"}
SUBJECTS = {
    "east_park": ("east", "part"),
    "east_works": ("east", "firm"),
    "west_works": ("west", "firm"),
    "province": ("east", "area"),
}
INDICATORS = {
    "firms": ("家", "stock", "business"),
    "members": ("家", "stock", "business"),
    "sales": ("元 美元", "flow", "business"),
    "floor": ("元", "stock", "business"),
    "projects": ("个", "flow", "business"),
    "labs": ("个", "stock", "places"),
    "chairs": ("个", "stock", "places"),
}
# The words by which a text names them.
ALIASES = {
    "east": "东岭园区",
    "west": "西川园区",
    "east_park": "东岭港",
    "east_works": "岭东厂",
    "west_works": "川西厂",
    "province": "岭川省",
    "firms": "企业 公司",
    "members": "会员",
    "sales": "销售额 销售",
    "floor": "门槛",
    "projects": "项目",
    "labs": "实验室",
    "chairs": "席位",
}
CUES = {
    ("measure", "share"): "占 占比",
    ("measure", "growth"): "增长",
    ("measure", "decline"): "下降",
    ("measure", "increment"): "新增",
    ("measure", "rank"): "位居 列",
    ("status", "planned"): "计划 力争",
    ("status", "under_way"): "在建",
    ("status", "capacity"): "产能",
    ("status", "ceiling"): "最高奖励",
    ("scope", "large"): "规上",
    ("default_scope", "unclear"): "firm",
    ("time", "now"): "目前",
    ("speaker", "firm"): "厂长 经理",
    ("speech", "said"): "说 告诉记者",
    ("reason", "enumeration"): "大",
    ("reason", "label"): "届 批",
    ("base", "area"): "全省 全国",
    ("part", "of_before"): "其中",
    ("deadline", "until"): "到",
    ("byline", "opening"): "◎ 本报记者 本报讯 岭川报(",
    ("credit", "reporter"): "本报记者 记者",
    ("credit", "correspondent"): "通讯员",
}
RELATIONS = {
    "sales_per_firm": ("quotient", "sales firms"),
    "projects_over_floor": ("threshold", "floor projects sales"),
    "labs_and_chairs": ("parts", "labs chairs members"),
    "members_together": ("sum", "members:large members:unclear"),
}
SOURCE = """id = "{page}"
paper = {{ zh = "岭川报", en = "Hill and River News" }}
section = {{ zh = "园区", en = "Zones" }}

[text]
sha256 = "{digits}"
characters = 9000

[date]
printed = false
earliest = 2024-03-01
latest = 2024-12-31
basis_zh = "编的"
basis_en = "made up"

[[articles]]
id = "east"
zone = "east"
headline = ["东岭"]
headline_en = "East"
subheads = []
byline = "甲"
credits = [{{ who = "甲", role = "reporter" }}]
paragraphs = [1, 9]
captions = [{{ paragraph = 21, summary_zh = "图", summary_en = "A photo" }}]

[[articles]]
id = "west"
zone = "west"
headline = ["西川"]
headline_en = "West"
subheads = []
byline = "乙"
credits = []
paragraphs = [10, 19]
captions = []
"""


def said(printed: str, indicator: str, **judged: str) -> Row:
    """A figure judged an observation: a level reached, of the whole zone, as of now."""
    zone = judged.get("zone", "east")
    row = {"judgement": "observation", "zone": zone, "subject": zone, "indicator": indicator}
    row |= {"measure": "level", "status": "reached", "scope": "all", "time": "now"}
    return row | {"printed": printed, "speaker": "reporter"} | judged


def dated(printed: str, **judged: str) -> Row:
    """A figure judged a time."""
    return {"printed": printed, "judgement": "time", "zone": "east"} | judged


def refused(printed: str, reason: str = "name", **judged: str) -> Row:
    """A figure judged neither."""
    return {"printed": printed, "judgement": "refusal", "zone": "east", "reason": reason} | judged


def stated(printed: str, **said_of_it: str) -> Row:
    """A fact without a number."""
    row = {"printed": printed, "kind": "industry", "zone": "east", "en": printed}
    return row | {"role_zh": "所列", "role_en": "listed", "status": "named"} | said_of_it


def standing(text: str, row: Row) -> Row:
    """A row with the place where its printed words first stand in a text."""
    start = text.index(row["printed"])
    paragraph = str(paragraph_of(text, start))
    end = start + len(row["printed"])
    return row | {"start": str(start), "end": str(end), "paragraph": paragraph}


def without_overrides(checkout: Checkout) -> None:
    """The overrides of a study, written, of which there are none."""
    write_csv(checkout.overrides, OVERRIDES, [])


def write_registers(folder: Path) -> Path:
    """The folder of registers, written."""
    named = {"zh": "名", "en": "name"}
    rows: dict[str, list[Mapping[str, str]]] = {
        "zones": [
            {c: f"{name}{c}" for c in COLUMNS["zones"]} | {"id": zone, "aliases": ALIASES[zone]}
            for zone, name in ZONES.items()
        ],
        "subjects": [
            {"id": id_, "zone": zone, "type": type_, "aliases": ALIASES[id_]} | named
            for id_, (zone, type_) in SUBJECTS.items()
        ],
        "indicators": [
            {"id": id_, "unit": unit, "nature": nature, "family": family}
            | {"aliases": ALIASES[id_]}
            | named
            | {"definition_zh": "义", "definition_en": "meaning"}
            for id_, (unit, nature, family) in INDICATORS.items()
        ],
        "relations": [
            {"id": id_, "rule": rule, "inputs": inputs} | named
            for id_, (rule, inputs) in RELATIONS.items()
        ],
        "terms": [
            {"vocabulary": vocabulary, "id": id_} | named
            for vocabulary, ids in TERMS.items()
            for id_ in ids
        ],
        "cues": [
            {"vocabulary": vocabulary, "id": id_, "words": words}
            for (vocabulary, id_), words in CUES.items()
        ],
    }
    for name, columns in COLUMNS.items():
        write_csv(folder / f"{name}.csv", columns, rows[name])
    return folder


def text_hash(page: str) -> str:
    """What stands for the hash of the text that a page of a name would have."""
    return hashlib.sha256(page.encode("utf-8")).hexdigest()


def write_page(folder: Path, figures: Sequence[Row], facts: Sequence[Row] = ()) -> Path:
    """The folder of a page, written; ids, articles and offsets are given by the order of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    source = SOURCE.format(page=folder.name, digits=text_hash(folder.name))
    (folder / "source.toml").write_text(source, "utf-8")
    accepted = [{"review": "accepted"} | row for row in figures]
    write_csv(folder / "figures.csv", FIGURE_COLUMNS, _located("r-", accepted))
    write_csv(folder / "facts.csv", FACT_COLUMNS, _located("r-f", facts))
    return folder


def _located(prefix: str, rows: Sequence[Row]) -> Iterable[Row]:
    for number, row in enumerate(rows, start=1):
        west = row["zone"] == "west"  # Its article is behind the other.
        start = 40 * number + 4_000 * west
        yield {
            "id": f"{prefix}{number}",
            "article": row["zone"],
            "paragraph": "10" if west else "1",
            "start": str(start),
            "end": str(start + len(row["printed"])),
        } | row


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows under a header; a cell that a row does not name is empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def corpus_of(folder: Path, figures: Sequence[Row], facts: Sequence[Row] = ()) -> Corpus:
    """Everything a page of these rows says, by way of files and the real readers."""
    write_page(folder / "pages" / "page", figures, facts)
    return judge(read_pages(folder / "pages", made_up_registers()), made_up_registers())


def tables_of(
    folder: Path, figures: Sequence[Row], facts: Sequence[Row] = ()
) -> dict[str, pd.DataFrame]:
    """The processed tables of a page of these rows, as `read_tables` returns them."""
    corpus = corpus_of(folder, figures, facts)
    written = write_tables(corpus, derive(corpus), audit(corpus), compare(corpus))
    return {name: table.set_index("id") for name, table in written.items()}


@cache
def made_up_registers() -> Registers:
    """The registers, written and read once for all tests."""
    with TemporaryDirectory() as folder:
        return read_registers(write_registers(Path(folder)))


def change(path: Path, row: int, column: str, value: str) -> None:
    """Write another value into a cell of a CSV file; row 1 is the header, as in a problem's line."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[row - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def replace(path: Path, old: str, new: str) -> None:
    """Write other words for those that stand once in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{path.name}: {text.count(old)} times {old!r}"
    path.write_text(text.replace(old, new), "utf-8")


def row_of(path: Path, **cells: str) -> int:
    """The row of a CSV file that has these cells; row 1 is the header."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = enumerate(csv.DictReader(file), start=2)
        [found] = [row for row, read in rows if cells.items() <= read.items()]
    return found
