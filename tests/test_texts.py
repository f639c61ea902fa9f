"""Files and JSON Lines: what is found, where it is cut, and what is said of what cannot be read."""

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.texts import (
    BATCH_FILES,
    Batch,
    Failure,
    Part,
    Text,
    batches,
    find_files,
    is_json_lines,
    read_texts,
    shown,
)


def parts_of(file: Path, batch_bytes: int) -> list[Part]:
    """The parts a file is cut into."""
    cut = [item for batch in batches([(file, file.name)], batch_bytes) for item in batch]
    return [item for item in cut if isinstance(item, Part)]


def texts_of(file: Path, batch_bytes: int = 1 << 20) -> list[Text | Failure]:
    """What is read from a file in parts of some size."""
    return [text for part in parts_of(file, batch_bytes) for text in read_texts(part)]


def test_files_are_found_in_the_order_of_their_names(tmp_path: Path) -> None:
    """A folder is walked whole; hidden files, links to folders and other kinds are passed over."""
    for name in [
        "b/2.txt",
        "b/10.txt",
        "a.jsonl",
        "c.NDJSON",
        ".git/x.txt",
        "b/.x.txt",
        "d.md",
        "e",
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / "circle").symlink_to(tmp_path)
    others: Counter[str] = Counter()
    found = list(find_files([tmp_path, tmp_path / "d.md"], others=others))
    inside = ["a.jsonl", "b/10.txt", "b/2.txt", "c.NDJSON", "d.md"]
    assert found == [(tmp_path / name, (tmp_path / name).as_posix()) for name in inside]
    assert others == {".md": 1, "without an ending": 1}


def test_a_file_is_called_what_the_user_called_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative path stays relative, also where the file lies deeper in a folder."""
    monkeypatch.chdir(tmp_path)
    Path("news/2023").mkdir(parents=True)
    Path("news/2023/1.txt").write_text("698家", "utf-8")
    found = list(find_files([Path("news"), Path("./news/2023/1.txt")]))
    assert [item[1] for item in found if not isinstance(item, Failure)] == ["news/2023/1.txt"] * 2


def test_what_a_run_writes_is_not_read(tmp_path: Path) -> None:
    """The output of an earlier run, which lies among its sources, is no source."""
    (tmp_path / "1.txt").write_text("698家", "utf-8")
    written = [tmp_path / "figures.jsonl", tmp_path / "figures.jsonl.failures.csv"]
    for file in written:
        file.write_text("{}\n", "utf-8")
    others: Counter[str] = Counter()
    found = list(find_files([tmp_path], leave=written, others=others))
    assert found == [(tmp_path / "1.txt", shown(tmp_path / "1.txt"))]
    assert not others


def test_a_name_that_is_no_utf8_can_be_written(tmp_path: Path) -> None:
    """Its bytes are shown, and the file is read all the same."""
    path = tmp_path / os.fsdecode("报.txt".encode("gb18030"))
    path.write_text("698家", "utf-8")
    [(found, source)] = [item for item in find_files([tmp_path]) if not isinstance(item, Failure)]
    assert source.endswith(r"/\xb1\xa8.txt")
    assert texts_of(found) == [Text(found.name, "698家")]


TEXTS = st.text(st.sampled_from("超180亿元。𠀀\n\r"), max_size=60)


@given(TEXTS, st.booleans(), st.integers(1, 40))
def test_a_large_text_is_cut_at_blank_lines(
    tmp_path_factory: pytest.TempPathFactory, text: str, bom: bool, batch_bytes: int
) -> None:
    """Its parts are the text again, and each knows how many characters and lines stand before it."""
    file = tmp_path_factory.getbasetemp() / "large.txt"
    file.write_bytes(("\ufeff" * bom + text.removeprefix("\ufeff")).encode("utf-8"))
    parts = [part for part in texts_of(file, batch_bytes) if isinstance(part, Text)]
    assert "".join(part.text for part in parts) == text
    for part in parts:
        before = text[: part.offset]
        assert text.startswith(part.text, part.offset)
        assert part.line == before.count("\n") + 1
        at_blank_line = before.endswith("\n") and re.match("\r?\n", part.text)
        assert at_blank_line or not before


@given(st.lists(TEXTS, max_size=8), st.booleans(), st.integers(1, 200))
def test_json_lines_are_cut_at_line_ends(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], bom: bool, batch_bytes: int
) -> None:
    """However it is cut, every article is there once, under the number of its line."""
    file = tmp_path_factory.getbasetemp() / "articles.jsonl"
    lines = [
        json.dumps({"text": text}, ensure_ascii=number % 2 == 0)
        for number, text in enumerate(texts)
    ]
    file.write_bytes(("\ufeff" * bom + "\n\r\n".join(lines)).encode("utf-8"))
    assert texts_of(file, batch_bytes) == [
        Text(f"articles.jsonl#{line}", text, line=line)
        for line, text in zip(range(1, 2 * len(texts), 2), texts, strict=True)
    ]


def test_batches_are_bounded(tmp_path: Path) -> None:
    """Small files share a batch up to its size, empty ones up to a number; large ones have many."""
    small = tmp_path / "small.txt"
    small.write_bytes(b"a" * 40)
    empty = tmp_path / "empty.txt"
    empty.touch()
    large = tmp_path / "large.jsonl"
    large.write_bytes(b'{"text": "a"}\n' * 100)

    def sizes(files: list[Path], batch_bytes: int) -> list[int]:
        cut: list[Batch] = list(batches([(file, file.name) for file in files], batch_bytes))
        return [len(batch) for batch in cut]

    assert sizes([small] * 5, 100) == [2, 2, 1]
    assert sizes([empty] * (BATCH_FILES + 1), 100) == [BATCH_FILES, 1]
    assert sizes([large], 140) == [1] * 10


@pytest.mark.parametrize(
    ("line", "text"),
    [
        pytest.param('{"text": "698家"}', Text("x.jsonl#1", "698家"), id="text alone"),
        pytest.param('{"id": "报-1", "text": ""}', Text("x.jsonl#报-1", ""), id="id"),
        pytest.param('{"id": 17, "text": ""}', Text("x.jsonl#17", ""), id="number as id"),
        pytest.param('{"id": "", "text": ""}', Text("x.jsonl#1", ""), id="empty id"),
        pytest.param('{"title": 3, "text": ""}', Text("x.jsonl#1", ""), id="other keys"),
        pytest.param(r'{"text": "\ud840\udc00"}', Text("x.jsonl#1", "𠀀"), id="both halves"),
    ],
)
def test_an_article(tmp_path: Path, line: str, text: Text) -> None:
    """A line of JSON Lines is a text under its id, or else under its number."""
    file = tmp_path / "x.jsonl"
    file.write_text(line, "utf-8")
    assert texts_of(file) == [text]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param(b"{", "is no JSON: Expecting property name", id="broken"),
        pytest.param(b"{}{}", "is no JSON: Extra data at character 3", id="two objects"),
        pytest.param(b"[" * 100_000, "is no JSON we can read: maximum recursion", id="too deep"),
        pytest.param(b"9" * 10_000, "is no JSON we can read: Exceeds the limit", id="too long"),
        pytest.param(
            b'{"text": "", "text": ""}',
            "is no JSON we can read: it has a key twice",
            id="a text twice",
        ),
        pytest.param(b"[]", "is no object but an array", id="array"),
        pytest.param(b"{}", "has no text", id="no text"),
        pytest.param(b'{"text": null}', "its text is no string but null", id="null"),
        pytest.param(b'{"text": ["a"]}', "its text is no string but an array", id="list"),
        pytest.param(b'{"text": "a", "id": 1.5}', "its id is a number", id="fraction as id"),
        pytest.param(b'{"text": "a", "id": true}', "its id is a boolean", id="truth as id"),
        pytest.param(rb'{"text": "a\ud840"}', "its text holds half a character, U+D840", id="half"),
        pytest.param(rb'{"text": "", "id": "\udc00"}', "its id holds half", id="half in the id"),
        pytest.param('{"text": "家"}'.encode("gb18030"), "is not UTF-8 at byte 26", id="GB 18030"),
    ],
)
def test_a_line_that_is_no_article(tmp_path: Path, line: bytes, problem: str) -> None:
    """It is named with its line, what is wrong and what to do; the lines around it are read."""
    file = tmp_path / "x.jsonl"
    good = '{"text": "家"}'.encode()
    file.write_bytes(b"\n".join([good, line, good]))
    before, failure, after = texts_of(file)
    assert (before, after) == (Text("x.jsonl#1", "家"), Text("x.jsonl#3", "家", line=3))
    assert isinstance(failure, Failure)
    assert str(failure).startswith(f"x.jsonl line 2: {problem}")
    assert failure.remedy


def test_a_text_that_is_no_utf8(tmp_path: Path) -> None:
    """The byte is counted in the file, also where the text is read in parts."""
    file = tmp_path / "x.txt"
    file.write_bytes("第一段。\n\n".encode() * 3 + b"\n\xff")
    whole, in_parts = texts_of(file), texts_of(file, 20)
    assert whole == [Failure("x.txt", 8, "is not UTF-8 at byte 43", "save it as UTF-8")]
    assert [item for item in in_parts if isinstance(item, Failure)] == whole


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is gone, before it is cut or after, is named with the reason."""
    gone = tmp_path / "gone.txt"
    expected = Failure(
        "gone.txt",
        None,
        "cannot be read: No such file or directory",
        "see that it is there and may be read",
    )
    assert list(batches([(gone, "gone.txt")])) == [(expected,)]
    assert list(read_texts(Part(str(gone), "gone.txt", 1))) == [expected]
    assert list(read_texts(expected)) == [expected]


def test_a_failure_is_one_line() -> None:
    """Whatever a file is called, its name neither breaks the line nor moves the cursor."""
    assert (
        str(Failure("a\nb\x1b[2J.txt", None, "is bad", "mend it")) == "a�b�[2J.txt: is bad; mend it"
    )


def test_json_lines_are_known_by_their_ending() -> None:
    """A name decides, whatever case it is written in."""
    assert [is_json_lines(name) for name in ["a.JSONL", "a.ndjson", "a.json", "jsonl"]] == [
        True,
        True,
        False,
        False,
    ]
