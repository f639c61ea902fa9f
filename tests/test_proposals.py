"""Proposals: what each word around a figure leads to, and what is left open."""

import re

import pytest

from analysis.drafts import draft_page

from .made_up import Row, made_up_registers


def rows_of_text(body: str) -> list[Row]:
    """The rows proposed of a paragraph under a headline about the east."""
    return draft_page(f"# 东岭园区\n{body}\n", "p", made_up_registers()).figures


def proposal(body: str) -> Row:
    """The row proposed of the figure that 【】 marks in a paragraph."""
    marked = re.search("【(.+?)】", body)
    assert marked is not None
    rows = rows_of_text(body.replace("【", "").replace("】", ""))
    start = marked.start() + len("# 东岭园区\n")
    [row] = [row for row in rows if row["start"] == str(start)]
    assert row["printed"] == marked[1]
    return row


JUDGEMENTS = [
    pytest.param("园区有企业【60家】。", "observation", "", id="a count"),
    pytest.param("【2023年】,园区开门。", "time", "", id="a date"),
    pytest.param("【2023—2027年】的规划。", "time", "", id="a period"),
    pytest.param("【4年】来,园区变了。", "time", "", id="a duration"),
    pytest.param("“【十四五】”规划出台。", "time", "", id="a plan's years"),
    pytest.param("园区用上【5G】。", "refusal", "name", id="a name"),
    pytest.param("园区办了【第三届】会。", "refusal", "label", id="an ordinal that numbers something"),
    pytest.param("企业数位居全省【第二】。", "observation", "", id="an ordinal that ranks"),
    pytest.param("园区有【三大】工程。", "refusal", "enumeration", id="a count of names to come"),
    pytest.param("东岭、西川【两个】园区都去了。", "refusal", "enumeration", id="a count of names just listed"),
    pytest.param("东岭、西川的企业共【10家】。", "observation", "", id="a count after a list of another length"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "judgement", "reason"), JUDGEMENTS)
def test_a_judgement_is_proposed(body: str, judgement: str, reason: str) -> None:
    """The kind of a figure and its words tell an observation from a time and a refusal."""
    row = proposal(body)
    assert (row["judgement"], row["reason"]) == (judgement, reason)


# A paragraph with the figure marked, the column, what is proposed there.
PROPOSALS = [
    pytest.param("园区有企业【60家】。", "indicator", "firms", id="an alias before the figure"),
    pytest.param("园区有【60家】企业。", "indicator", "firms", id="an alias after it"),
    pytest.param("园区有企业5家,项目【9个】。", "indicator", "projects", id="the nearest alias"),
    pytest.param("项目来了,实验室也来了,共有【9个】。", "indicator", "labs", id="a nearer clause"),
    pytest.param("园区的企业有项目【9个】。", "indicator", "projects", id="an alias whose unit is another"),
    pytest.param("园区有树【9株】。", "indicator", "", id="nothing that is counted"),
    pytest.param("销售额9亿元,这一年同比增长【7%】,企业也多了。", "indicator", "sales", id="of a growth what stands before"),
    pytest.param("这一年有企业和【41%】的会员。", "indicator", "members", id="of a share what follows"),
    pytest.param("企业占60%,会员占【30%】。", "indicator", "members", id="of a share any indicator"),
    pytest.param("园区有企业【60家】。", "measure", "level", id="a level where nothing says otherwise"),
    pytest.param("园区新增企业【9家】。", "measure", "increment", id="an increment"),
    pytest.param("销售额同比增长【9%】。", "measure", "growth", id="a growth"),
    pytest.param("销售额同比下降【9%】。", "measure", "decline", id="a decline"),
    pytest.param("企业占全省总数的【41%】。", "measure", "share", id="a share"),
    pytest.param("园区有全省【41%】的企业。", "measure", "share", id="a share of what follows"),
    pytest.param("企业数位居全省【第二】。", "measure", "rank", id="a rank"),
    pytest.param("园区有企业【60家】。", "status", "reached", id="reached where nothing says otherwise"),
    pytest.param("园区计划引进企业【60家】。", "status", "planned", id="planned"),
    pytest.param("到2027年,企业达【60家】。", "status", "planned", id="planned by a date to come"),
    pytest.param("截至2023年底,企业达【60家】。", "status", "reached", id="as of a date, not by it"),
    pytest.param("从2021年到2023年,企业达【60家】。", "status", "reached", id="over years that are past"),
    pytest.param("在建项目【6个】。", "status", "under_way", id="under way"),
    pytest.param("每个项目最高奖励【9万元】。".replace("最高奖励【", "【最高奖励"), "status", "ceiling", id="a ceiling"),
    pytest.param("企业有【60家】;计划再来一些。", "status", "reached", id="a plan after a semicolon"),
    pytest.param("去年计划很多,今年来了企业【60家】。", "status", "reached", id="a plan of another clause"),
    pytest.param("园区有规上企业【60家】。", "scope", "large", id="a scope named"),
    pytest.param("园区有企业【60家】。", "scope", "all", id="no scope named"),
    pytest.param("规上企业62家,其中会员【48家】。", "scope", "large", id="a part keeps the scope of its whole"),
    pytest.param("规上企业62家,会员【48家】。", "scope", "all", id="no part"),
    pytest.param("岭东厂的会员有【48家】。", "scope", "unclear", id="the scope of a type of subject"),
    pytest.param("园区有企业【60家】。", "time", "unstated", id="no time"),
    pytest.param("目前,园区有企业【60家】。", "time", "now", id="now"),
    pytest.param("2023年,园区有企业【60家】。", "time", "east-01", id="a date before"),
    pytest.param("2022年开门。2023年,园区有企业【60家】。", "time", "east-02", id="the nearest date"),
    pytest.param("2022年开门。目前,园区有企业【60家】。", "time", "now", id="now after a date"),
    pytest.param("2023年开门。园区有企业【60家】。", "time", "east-01", id="a date of the paragraph"),
    pytest.param("2023年开门。\n园区有企业【60家】。", "time", "unstated", id="a date of another paragraph"),
    pytest.param("规划(2023—2027年)出台,企业【60家】。", "time", "unstated", id="a date in a title's brackets"),
    pytest.param("4年来,企业有【60家】。", "time", "east-01", id="a duration up to now"),
    pytest.param("学习2年,企业有【60家】。", "time", "unstated", id="a duration of its own"),
    pytest.param("2020年开门,【4年】来没有关门。", "time", "east-01", id="what a duration runs from"),
    pytest.param("【4年】来没有关门。", "time", "unstated", id="a duration from a year not said"),
    pytest.param("课程为期【2年】。", "time", "", id="a duration from nowhere"),
    pytest.param("园区有企业【60家】。", "subject", "east", id="the zone itself"),
    pytest.param("东岭港有企业【60家】。", "subject", "east_park", id="a subject named before"),
    pytest.param("东岭港开门后,东岭园区有企业【60家】。", "subject", "east", id="the zone named after it"),
    pytest.param("出资【3亿元】岭东厂开工。", "subject", "east_works", id="a subject right after the figure"),
    pytest.param("川西厂来看,企业有【60家】。", "subject", "east", id="a subject of another zone"),
    pytest.param("“我们有会员【48家】,很好。”岭东厂厂长说。", "subject", "east_works", id="a subject quoted"),
    pytest.param("园区有企业【60家】。", "speaker", "reporter", id="the paper itself"),
    pytest.param("“我们有会员【48家】,很好。”厂长王五说。", "speaker", "firm", id="quoted, the title after"),
    pytest.param("厂长王五说:“我们有会员【48家】,很好。”", "speaker", "firm", id="quoted, the title before"),
    pytest.param("厂长王五说,会员有【48家】。", "speaker", "firm", id="told without quotation marks"),
    pytest.param("厂长王五来了。\n“会员有【48家】,很好。”王五告诉记者。", "speaker", "firm", id="a speaker introduced before"),
    pytest.param("厂长王五来了。会员有【48家】。", "speaker", "reporter", id="a title that says nothing"),
    pytest.param("企业占岭川省的【41%】。", "base", "firms@province", id="a whole named by its area"),
    pytest.param("企业数占全省总数的【41%】。", "base", "firms@province", id="a whole named by its sort of area"),
    pytest.param("企业数占全国总数的【41%】。", "base", "", id="an area that no register has"),
    pytest.param("企业占会员的【41%】。", "base", "members@east", id="a whole that is another indicator"),
    pytest.param("会员占比达【41%】。", "base", "", id="a whole not named"),
    pytest.param("园区有企业【60家】。", "base", "", id="no share"),
    pytest.param("销售额突破【3亿元】。", "outside_hedge", "突破", id="a hedge before the span"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "column", "value"), PROPOSALS)
def test_a_cell_is_proposed(body: str, column: str, value: str) -> None:
    """Each column is proposed from the registers' words around a figure, or left open."""
    assert proposal(body)[column] == value
