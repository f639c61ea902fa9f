"""A whole made-up study of so many zones, the same for the same seed: no place or figure is real.

    zones.py FOLDER N    write FOLDER/data/raw, FOLDER/texts and FOLDER/notebooks for N zones

Every zone is called 虚构... (Made-up ...), and so is the paper. Ten zones share a page and have an
article each; one zone in twenty prints no figure. Indicators and terms are the repository's.
"""

import csv
import hashlib
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, floor, log, log10
from pathlib import Path
from random import Random
from typing import TypeVar

from analysis.overrides import COLUMNS as OVERRIDE_COLUMNS
from analysis.pages import FACT_COLUMNS, FIGURE_COLUMNS
from analysis.registers import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
Row = dict[str, str]
Thing = TypeVar("Thing")

# Two syllables make a name that holds no numeral.
FIRST = (
    "云 yun 青 qing 临 lin 安 an 河 he 石 shi 白 bai 松 song 远 yuan 平 ping 金 jin 长 chang 泽 ze "
    "望 wang 梅 mei 兰 lan 沙 sha 凤 feng 龙 long 柳 liu 雁 yan 溪 xi 桐 tong 竹 zhu 双 shuang "
    "东 dong 南 nan 北 bei 春 chun 秋 qiu 明 ming 丰 fen 高 gao 海 hai 湖 hu 花 hua 嘉 jia 康 kang "
    "乐 le 罗 luo"
)
LAST = (
    "岭 ling 川 chuan 浦 pu 原 yuan 湾 wan 桥 qiao 滩 tan 峰 feng 港 gang 源 yuan 泉 quan 洲 zhou "
    "坪 ping 塘 tang 屿 yu 渡 du 谷 gu 亭 ting 丘 qiu 堰 yan 坡 po 庄 zhuang 坞 wu 城 cheng 田 tian"
)
ON_A_PAGE = 10
SOURCE = """# A made-up page: no paper printed it, and nothing in it is true.

id = "{page}"
paper = {{ zh = "虚构日报", en = "Made-up Daily" }}
section = {{ zh = "虚构园区", en = "Made-up zones" }}

[text]
sha256 = "{digest}"
characters = {characters}

[date]
printed = false
earliest = 2024-03-01
latest = 2024-03-31
basis_zh = "虚构的日期"
basis_en = "a made-up date"
"""
ARTICLE = """
[[articles]]
id = "{zone}"
zone = "{zone}"
headline = ["{zh}：虚构的报道"]
headline_en = "{en}: a made-up article"
subheads = []
byline = "虚构记者"
credits = []
paragraphs = [{first}, {last}]
captions = []
"""


@dataclass(frozen=True)
class Zone:
    """A made-up zone and its name in both languages."""

    id: str
    zh: str
    en: str


@dataclass
class Written:
    """A page while it is written: its text and the rows that point into it."""

    paragraphs: list[str] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text so far, a line for each paragraph."""
        return "".join(f"{paragraph}\n" for paragraph in self.paragraphs)

    def add(self, zone: Zone, pieces: Iterable[str | Row]) -> None:
        """Add an article of one paragraph: words, and the rows whose printed spans stand there."""
        start, said = len(self.text), ""
        number = {"figures": 0, "facts": 0}
        for piece in pieces:
            if isinstance(piece, str):
                said += piece
                continue
            table = "facts" if "kind" in piece else "figures"
            number[table] += 1
            printed = piece["printed"]
            place = {
                "id": f"{zone.id}-{'f' if table == 'facts' else ''}{number[table]:02}",
                "article": zone.id,
                "zone": zone.id,
                "paragraph": str(len(self.paragraphs) + 1),
                "start": str(start + len(said)),
                "end": str(start + len(said) + len(printed)),
            }
            (self.facts if table == "facts" else self.figures).append(place | piece)
            said += printed
        self.paragraphs.append(said)
        line = len(self.paragraphs)
        about = {"zone": zone.id, "zh": zone.zh, "en": zone.en}
        self.articles.append(ARTICLE.format(first=line, last=line, **about))


def in_pieces(things: Sequence[Thing], length: int) -> Iterator[Sequence[Thing]]:
    """Yield a sequence in pieces of a length; the last may be shorter."""
    for start in range(0, len(things), length):
        yield things[start : start + length]


def zones_of(number: int) -> list[Zone]:
    """So many zones; ValueError where there are not so many names."""
    first, last = (list(in_pieces(words.split(), 2)) for words in (FIRST, LAST))
    names = [(a + b, (x + y).capitalize()) for b, y in last for a, x in first]
    if not 0 < number <= len(names):
        raise ValueError(f"there are names for 1 to {len(names)} zones, not for {number}")
    return [
        Zone(f"made_up_{place:04}", f"虚构{zh}", f"Made-up {en}")
        for place, (zh, en) in enumerate(names[:number], start=1)
    ]


def observation(printed: str, zone: Zone, indicator: str, **judged: str) -> Row:
    """A row judged to be of an indicator: a level reached, of the whole zone, as of now."""
    row = {"printed": printed, "review": "accepted", "judgement": "observation"}
    row |= {"subject": zone.id, "indicator": indicator, "measure": "level", "status": "reached"}
    return row | {"scope": "all", "time": "now", "speaker": "reporter"} | judged


def dated(printed: str, zh: str, en: str) -> Row:
    """A row judged to be a time."""
    row = {"printed": printed, "review": "accepted", "judgement": "time"}
    return row | {"note_zh": zh, "note_en": en}


def fact(printed: str, en: str, kind: str, **judged: str) -> Row:
    """A row of facts.csv."""
    row = {"printed": printed, "en": en, "kind": kind, "status": "named"}
    return row | {"role_zh": "虚构的", "role_en": "made up"} | judged


def hedged(random: Random, number: int, scale: str, unit: str) -> str:
    """A number as papers print it: 698家, 超180亿元, 近600家, 6000多名."""
    form = random.random()
    if form < 0.5 or number < 20:
        return f"{number}{scale}{unit}"
    round_number = round(number, -floor(log10(number)) + (number >= 100))
    if form < 0.65:
        return f"超{round_number}{scale}{unit}"
    if form < 0.8:
        return f"近{round_number}{scale}{unit}"
    if form < 0.9:
        return f"约{round_number}{scale}{unit}"
    return f"{round(number, -floor(log10(number)))}多{scale}{unit}"


def some(random: Random, low: int, high: int) -> int:
    """A whole number, small ones as likely as ones ten times as large."""
    return round(low * exp(random.random() * log(high / low)))


def enterprises(random: Random, zone: Zone, province: str) -> Iterator[str | Row]:
    """Firms, and what share of the province's they are."""
    if random.random() < 0.9:
        firms = hedged(random, some(random, 20, 2000), "", "家")
        yield from ("高新技术企业", observation(firms, zone, "high_tech_firms"), "，")
        if random.random() < 0.4:
            share = f"{random.randint(1, 90) / 10:g}%"
            whole = {"measure": "share", "base": f"high_tech_firms@{province}"}
            yield from ("占全省的", observation(share, zone, "high_tech_firms", **whole), "，")
    if random.random() < 0.5:
        listed = hedged(random, some(random, 2, 60), "", "家")
        yield from ("上市企业", observation(listed, zone, "listed_firms"), "。")


def output(random: Random, zone: Zone, province: str) -> Iterator[str | Row]:
    """Output of two years, its growth or decline, and its place in the province."""
    if random.random() < 0.2:
        return
    level, year, before = some(random, 30, 3000), f"{zone.id}-01", f"{zone.id}-02"
    printed = hedged(random, level, "亿", "元")
    yield from ("全年产值", observation(printed, zone, "output_value", time=year), "，")
    if random.random() < 0.7:
        rate = f"{random.randint(10, 300) / 10:g}%"
        measure, words = random.choice([("growth", "同比增长"), ("decline", "同比下降")])
        changed = {"measure": measure, "time": year}
        yield from (words, observation(rate, zone, "output_value", **changed), "，")
    if random.random() < 0.3:
        printed = hedged(random, max(1, round(level * random.uniform(0.8, 1.1))), "亿", "元")
        yield from ("此前产值", observation(printed, zone, "output_value", time=before), "，")
    if random.random() < 0.2:
        place = f"第{random.choice('一二三四五六七八九')}位"
        ranked = {"measure": "rank", "time": year, "base": f"output_value@{province}"}
        yield from ("列全省", observation(place, zone, "output_value", **ranked), "，")


def plans(random: Random, zone: Zone) -> Iterator[str | Row]:
    """Targets and ceilings, which are no results."""
    if random.random() < 0.5:
        count, money = f"{random.randint(5, 60)}个", f"{random.randint(50, 900)}亿元"
        target = {"status": "planned", "scope": "threshold", "time": f"{zone.id}-01"}
        yield from ("计划建设重点项目", observation(count, zone, "key_projects", **target))
        yield from ("，投资", observation(money, zone, "investment", **target), "。")
    if random.random() < 0.3:
        most = f"最高{random.choice([100, 200, 500, 1000, 3000])}万元"
        ceiling = {"status": "ceiling", "scope": "new_projects", "speaker": "official"}
        yield from ("新引进项目", observation(most, zone, "reward_ceiling", **ceiling), "。")


# Indicator -> how a text names it, its unit, how often it is printed, and its least and most.
COUNTED = {
    "tech_talent": ("科技人才", "名", 0.6, 500, 60_000),
    "innovation_platforms": ("创新平台", "个", 0.6, 5, 400),
    "patents": ("发明专利", "项", 0.4, 100, 9000),
}


def article(random: Random, zone: Zone, province: str) -> Iterator[str | Row]:
    """The pieces of a zone's article: words, figures and facts."""
    yield f"{zone.zh}是虚构的园区，"
    if random.random() < 0.05:
        yield from ("主导产业是", fact("光伏", "photovoltaics", "industry"), "。")
        return
    yield from ("以下是", dated("2023年", "全年", "the whole year"), "和")
    yield from (dated("2022年", "上年", "the year before"), "的虚构数字。")
    yield from enterprises(random, zone, province)
    yield from output(random, zone, province)
    yield from plans(random, zone)
    for indicator, (words, unit, often, low, high) in COUNTED.items():
        if random.random() < often:
            printed = hedged(random, some(random, low, high), "", unit)
            yield from (words, observation(printed, zone, indicator), "，")
    name = {"printed": "一站式", "review": "accepted", "judgement": "refusal", "reason": "name"}
    yield from ("服务是", name | {"note_zh": "服务的名称", "note_en": "the name of a service"})
    dated_plan = {"instrument": "plan", "dated_by": f"{zone.id}-01"}
    yield from ("的，有", fact("虚构发展规划", "Made-up Development Plan", "plan", **dated_plan))
    yield from ("、", fact("虚构产业基金", "Made-up Industry Fund", "fund", instrument="fund"))
    platform = {"instrument": "platform"}
    yield from ("、", fact("虚构服务平台", "Made-up Service Platform", "platform", **platform))
    yield from ("，主导产业是", fact("光伏", "photovoltaics", "industry"), "。")


def override_rows(figures: Sequence[Row]) -> list[Row]:
    """One pair that a person refuses: the first two zones that print their high-tech firms."""
    counted = [
        row
        for row in figures
        if (row.get("indicator"), row.get("measure")) == ("high_tech_firms", "level")
    ][:2]
    if len(counted) < 2:
        return []
    left, right = (f"{row['page']}/{row['id']}" for row in counted)
    row = {"left": left, "right": right, "expected": "caveat", "verdict": "not_comparable"}
    return [row | {"note_zh": "虚构的理由", "note_en": "a made-up reason"}]


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows under a header; a cell that a row does not name is empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, columns, restval="", lineterminator="\n", extrasaction="ignore"
        )
        writer.writeheader()
        writer.writerows(rows)


def write_study(folder: Path, number: int, seed: int = 1) -> None:
    """Write a whole study of so many zones; FileExistsError where the folder has one."""
    random = Random(seed)
    raw = folder / "data/raw"
    zones = zones_of(number)
    shutil.copytree(ROOT / "data/raw/registers", raw / "registers")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    write_csv(
        raw / "registers/zones.csv",
        COLUMNS["zones"],
        (
            {"id": zone.id, "zh": f"{zone.zh}园区", "en": f"{zone.en} Zone"}
            | {"short_zh": zone.zh, "short_en": zone.en, "aliases": f"{zone.zh}园区"}
            | {"place_zh": "虚构之地", "place_en": "a made-up place"}
            for zone in zones
        ),
    )
    provinces, figures = [], []
    (folder / "texts").mkdir()
    for place, some_zones in enumerate(in_pieces(zones, ON_A_PAGE), start=1):
        page, province = f"made-up-{place:03}", f"made_up_province_{place:03}"
        provinces.append(
            {
                "id": province,
                "zone": some_zones[0].id,
                "type": "area",
                "zh": f"{some_zones[0].zh}省",
            }
            | {"en": f"{some_zones[0].en} Province", "aliases": f"{some_zones[0].zh}省"}
        )
        written = Written()
        for zone in some_zones:
            written.add(zone, article(random, zone, province))
        text = written.text
        source = SOURCE.format(
            page=page,
            digest=hashlib.sha256(text.encode("utf-8")).hexdigest(),
            characters=len(text),
        )
        write_csv(raw / "pages" / page / "figures.csv", FIGURE_COLUMNS, written.figures)
        write_csv(raw / "pages" / page / "facts.csv", FACT_COLUMNS, written.facts)
        (raw / "pages" / page / "source.toml").write_text(
            source + "".join(written.articles), "utf-8"
        )
        (folder / "texts" / f"{page}.txt").write_text(text, "utf-8")
        figures += [{"page": page} | row for row in written.figures]
    write_csv(raw / "registers/subjects.csv", COLUMNS["subjects"], provinces)
    write_csv(raw / "overrides.csv", OVERRIDE_COLUMNS, override_rows(figures))


if __name__ == "__main__":
    write_study(Path(sys.argv[1]), int(sys.argv[2]))
