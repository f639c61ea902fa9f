"""The sentence around a figure: where it begins and ends, and whose text may be quoted."""

import hashlib
from pathlib import Path

import pytest

from analysis.sentences import FOLDER, LONGEST, page_hashes, sentence_around, sentences_for
from analysis.ties import Tables

from .made_up import said, standing, stated, tables_of, text_hash, write_page

# fmt: off
SENTENCES = [
    # text, printed, the sentence with the printed words in brackets, why
    ("开园了。企业有60家。厂长说。", "60家", "企业有[60家]。", "between two others"),
    ("企业有60家", "60家", "企业有[60家]", "no end is printed"),
    ("东岭\n　　企业有60家\n西川", "60家", "企业有[60家]", "a line is an end; indents are no words"),
    ("企业有60家；会员有7家。", "7家", "会员有[7家]。", "a semicolon is an end"),
    ("开园了！？企业有60家……会员有7家。", "60家", "企业有[60家]……", "marks in a row are one end"),
    ("厂长说：“企业有60家。”会员有7家。", "60家", "厂长说：“企业有[60家]。”", "quotes close after the end"),
    ("（企业有60家。）会员有7家。", "7家", "会员有[7家]。", "what closes belongs to the one before"),
    ("60家企业。", "60家", "[60家]企业。", "at the very beginning"),
    ("销售额为1.5亿元,企业有60家。", "60家", "销售额为1.5亿元,企业有[60家]。", "a point is a decimal point"),
    ("企业有60家\r\n西川", "60家", "企业有[60家]", "line ends of Windows"),
]
# fmt: on


@pytest.mark.parametrize(("text", "printed", "sentence", "why"), SENTENCES)
def test_a_sentence_is_found(text: str, printed: str, sentence: str, why: str) -> None:
    """A sentence ends at its mark or with its line; what closes after the mark belongs to it."""
    start = text.index(printed)
    before, within, after = sentence_around(text, start, start + len(printed))
    assert f"{before}[{within}]{after}" == sentence, why


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        pytest.param(100, 100, (58, 59), id="cut on both sides alike"),
        pytest.param(10, 200, (10, 107), id="what one side leaves, the other gets"),
        pytest.param(200, 10, (107, 10), id="and the other way round"),
        pytest.param(100, 17, (100, 17), id="just so long"),
    ],
)
def test_a_long_sentence_is_cut(before: int, after: int, shown: tuple[int, int]) -> None:
    """Of a long sentence so many characters are left; dots show where it was cut."""
    found = sentence_around("甲" * before + "60家" + "乙" * after, before, before + 3)
    assert (found.before.count("甲"), found.after.count("乙")) == shown
    assert ("…" in found.before, "…" in found.after) == (shown[0] < before, shown[1] < after)
    assert len("".join(found).replace("…", "")) == LONGEST


TEXT = "东岭见闻\n开园了。“企业有60家。”厂长说，光伏是主业。\n"


def pages(folder: Path) -> Tables:
    """The tables of a page whose figure and fact stand in TEXT, and of another without text."""
    row = standing(TEXT, said("60家", "firms"))
    write_page(folder / "pages" / "another", [said("7家", "firms")])
    tables = tables_of(folder, [row], [standing(TEXT, stated("光伏"))])
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    tables["articles"]["sha256"] = tables["articles"]["sha256"].replace(text_hash("page"), digest)
    return tables


def test_a_text_belongs_to_a_page_by_its_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a file is called; figures and facts of pages without a text have no sentence."""
    tables = pages(tmp_path)
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "scan.pdf").write_bytes(b"%PDF\xff")
    (texts / "saved by Excel").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    wanted = {
        "page/r-1": ("“企业有", "60家", "。”"),
        "page/r-f1": ("厂长说，", "光伏", "是主业。"),
    }
    assert sentences_for(tables, texts) == wanted
    assert sentences_for(tables) == {}
    monkeypatch.setenv(FOLDER, str(texts))
    assert sentences_for(tables) == wanted


def test_what_cannot_be_quoted_is_said(tmp_path: Path) -> None:
    """No folder, no text of any page, and a row that does not stand where it says: one line each."""
    tables = pages(tmp_path)
    with pytest.raises(ValueError, match="none: is no folder"):
        sentences_for(tables, tmp_path / "none")
    with pytest.raises(ValueError, match="no file is the text of a page") as told:
        sentences_for(tables, tmp_path)
    hashes = page_hashes(tables)
    assert list(hashes) == ["another", "page"]
    assert all(f"{page} has SHA-256 {digest}" in str(told.value) for page, digest in hashes.items())
    (tmp_path / "page.txt").write_text(TEXT, "utf-8")
    tables["mentions"].loc["page/r-1", "printed"] = "61家"
    with pytest.raises(ValueError, match=r"r-1 \[13, 16\): is 「60家」 in the text, not 「61家」"):
        sentences_for(tables, tmp_path)
