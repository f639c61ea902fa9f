"""Raw files as people and their programs save them: what is read, and what each mistake is told."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
import pytest

from analysis.problems import Problem, RawError
from analysis.raw import (
    broken_rules,
    filled,
    matches,
    one_of,
    other_than,
    read_table,
    read_text,
    read_toml,
    rows_of,
    unique,
)

COLUMNS = ("id", "zh")
GOOD = "id,zh\na,甲\nb,乙\n"


def problems_of(read: Callable[[], object]) -> list[str]:
    """The problems that reading raises, each as the line a person reads."""
    with pytest.raises(RawError) as error:
        read()
    assert str(error.value) == "\n".join(map(str, error.value.problems))
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(GOOD.encode(), id="as an editor saves it"),
        pytest.param(GOOD.encode("utf-8-sig"), id="with Excel's byte order mark"),
        pytest.param(GOOD.replace("\n", "\r\n").encode(), id="with Windows line ends"),
        pytest.param(GOOD.encode().removesuffix(b"\n"), id="without a last line end"),
        pytest.param(b"zh,id\n\xe7\x94\xb2,a\n\xe4\xb9\x99,b\n", id="columns in another order"),
        pytest.param('"id","zh"\n"a","甲"\n"b","乙"\n'.encode(), id="quoted throughout"),
    ],
)
def test_a_table_is_read(tmp_path: Path, content: bytes) -> None:
    """A table is its cells as text, whichever program saved it as UTF-8."""
    (tmp_path / "t.csv").write_bytes(content)
    table = read_table(tmp_path / "t.csv", COLUMNS)
    assert list(table.columns) == ["id", "zh"]
    assert rows_of(table) == [{"id": "a", "zh": "甲"}, {"id": "b", "zh": "乙"}]


def test_cells_stay_as_they_were_typed(tmp_path: Path) -> None:
    """No cell becomes a number, a truth or a missing value, and a quoted one keeps its line end."""
    (tmp_path / "t.csv").write_bytes(b'id,zh\n007,NA\n"1,0","a b"\n,"say ""so"""\n')
    table = read_table(tmp_path / "t.csv", COLUMNS)
    assert table.to_numpy().tolist() == [["007", "NA"], ["1,0", "a b"], ["", 'say "so"']]


def test_a_table_may_have_no_rows(tmp_path: Path) -> None:
    """A header alone is an empty table, not a mistake."""
    (tmp_path / "t.csv").write_bytes(b"id,zh\n")
    assert read_table(tmp_path / "t.csv", COLUMNS).empty


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        pytest.param(None, ["t.csv: is missing; add it"], id="no file"),
        pytest.param(b"", ["t.csv: is empty; add its header"], id="an empty file"),
        pytest.param(b"\xef\xbb\xbf", ["t.csv: is empty; add its header"], id="nothing but a mark"),
        pytest.param(
            "id,zh\na,甲\n".encode("gb18030"),
            ["t.csv row 2: is not UTF-8 at byte 8; save it as UTF-8"],
            id="saved in the encoding of a Chinese Windows",
        ),
        pytest.param(
            GOOD.encode("utf-16"),
            ["t.csv row 1: is not UTF-8 at byte 0; save it as UTF-8"],
            id="saved as Excel's Unicode text",
        ),
        pytest.param(
            b"id\na\n",
            ["t.csv row 1, zh: is missing; add it to the header"],
            id="a column missing",
        ),
        pytest.param(
            b"id,zh,en\na,b,c\n",
            ["t.csv row 1, en: is not known; remove it or mend its name"],
            id="a column too many",
        ),
        pytest.param(
            b"id,Zh\na,b\n",
            [
                "t.csv row 1, zh: is missing; add it to the header",
                "t.csv row 1, Zh: is not known; remove it or mend its name",
            ],
            id="a name in another case",
        ),
        pytest.param(
            b"id;zh\na;b\n",
            ["t.csv row 1 「id;zh」: is not the header id,zh,...: parted by commas, in this row"],
            id="semicolons",
        ),
        pytest.param(
            b"id,zh,zh\na,b,c\n",
            ["t.csv row 1, zh: is there twice; remove one"],
            id="a column twice",
        ),
        pytest.param(
            b"id,zh\na,b,c\n",
            ["t.csv row 2: has 3 cells, the header 2; quote the commas within cells"],
            id="a row too long, where a comma is not quoted",
        ),
        pytest.param(
            b"id,zh\na,b\nc\n\n",
            [
                "t.csv row 3: has 1 cells, the header 2; it may be cut off; complete it",
                "t.csv row 4: is blank; delete it",
            ],
            id="a row too short, and an empty line",
        ),
        pytest.param(
            b'id,zh\na,"b\n',
            [
                (
                    "t.csv row 2: is no CSV from here: unexpected end of data; "
                    "close the quote that was opened"
                )
            ],
            id="a quote left open",
        ),
        pytest.param(
            b'id,zh\na,"b"c\n',
            [
                (
                    "t.csv row 2: is no CSV from here: ',' expected after '\"'; "
                    "double the quotes within cells"
                )
            ],
            id="words after a quote",
        ),
        pytest.param(
            b"id,id\na\n",
            [
                "t.csv row 1, zh: is missing; add it to the header",
                "t.csv row 1, id: is there twice; remove one",
                "t.csv row 2: has 1 cells, the header 2; it may be cut off; complete it",
            ],
            id="all at once",
        ),
    ],
)
def test_each_mistake_of_a_table_is_told(
    tmp_path: Path, content: bytes | None, lines: list[str]
) -> None:
    """A table that cannot be read tells the file, the row, what was read and what to do."""
    if content is not None:
        (tmp_path / "t.csv").write_bytes(content)
    assert problems_of(lambda: read_table(tmp_path / "t.csv", COLUMNS)) == lines


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        pytest.param(None, ["s.toml: is missing; add it"], id="no file"),
        pytest.param(
            b'id = "a"\nzh = \n',
            ["s.toml: is no TOML: Invalid value (at line 2, column 6)"],
            id="a value missing",
        ),
        pytest.param(
            b'id = "a"\nid = "b"\n',
            ["s.toml: is no TOML: Cannot overwrite a value (at line 2, column 9)"],
            id="a key twice",
        ),
        pytest.param(
            'zh = "甲"\n'.encode("gb18030"),
            ["s.toml row 1: is not UTF-8 at byte 6; save it as UTF-8"],
            id="another encoding",
        ),
    ],
)
def test_each_mistake_of_toml_is_told(
    tmp_path: Path, content: bytes | None, lines: list[str]
) -> None:
    """A TOML file that cannot be read tells where it breaks off."""
    if content is not None:
        (tmp_path / "s.toml").write_bytes(content)
    assert problems_of(lambda: read_toml(tmp_path / "s.toml")) == lines


def test_toml_is_read_with_a_mark(tmp_path: Path) -> None:
    """A byte order mark and Windows line ends are no part of a TOML file."""
    (tmp_path / "s.toml").write_bytes('id = "甲"\r\n'.encode("utf-8-sig"))
    assert read_toml(tmp_path / "s.toml") == {"id": "甲"}


def test_a_text_keeps_its_line_ends(tmp_path: Path) -> None:
    """Offsets count characters, so that no line end is changed; the mark is no character."""
    (tmp_path / "t.txt").write_bytes("甲\r\n乙\n".encode("utf-8-sig"))
    assert read_text(tmp_path / "t.txt") == "甲\r\n乙\n"


@pytest.mark.parametrize(
    ("rule", "cells", "lines"),
    [
        pytest.param(
            one_of(["a", "b"], "the letters"),
            ["a", "c", ""],
            [
                "t.csv row 3, id 「c」: is not one of the letters: a, b",
                "t.csv row 4, id: is not one of the letters: a, b",
            ],
            id="a few are listed",
        ),
        pytest.param(
            one_of(map(str, range(13)), "the numbers"),
            ["12", "13"],
            ["t.csv row 3, id 「13」: is not one of the numbers: 13 ids"],
            id="many are counted",
        ),
        pytest.param(
            other_than(["a"], "is taken"),
            ["a", "b"],
            ["t.csv row 2, id 「a」: is taken"],
            id="a value taken",
        ),
        pytest.param(
            matches("[a-z]+|0", "is no word"),
            ["a", "ab1", "0", "00", "1a", ""],
            [
                f"t.csv row {row}: is no word"
                for row in ("3, id 「ab1」", "5, id 「00」", "6, id 「1a」", "7, id")
            ],
            id="the whole cell",
        ),
        pytest.param(
            filled(),
            ["a", ""],
            ["t.csv row 3, id: is empty; fill it in"],
            id="an empty cell",
        ),
        pytest.param(
            unique(),
            ["a", "b", "a", "a"],
            [f"t.csv row {row}, id 「a」: is there twice; rename one" for row in (4, 5)],
            id="the first may stay",
        ),
    ],
)
def test_each_rule(rule: pa.Check, cells: list[str], lines: list[str]) -> None:
    """A rule names each cell that breaks it, and no other."""
    table = pd.DataFrame({"id": cells}, dtype=str)
    schema = pa.DataFrameSchema({"id": pa.Column(str, rule)})
    assert [str(problem) for problem in broken_rules("t.csv", table, schema)] == lines


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        pytest.param(
            Problem("a.csv", 3, "zone", "x", "mend it"),
            "a.csv row 3, zone 「x」: mend it",
            id="all parts",
        ),
        pytest.param(
            Problem("a.csv", None, "", "", "mend it"), "a.csv: mend it", id="a file alone"
        ),
        pytest.param(
            Problem("a.csv", 1, "", "", "mend it"), "a.csv row 1: mend it", id="a row alone"
        ),
        pytest.param(
            Problem("a.toml", None, "id", "", "mend it"), "a.toml, id: mend it", id="a key"
        ),
    ],
)
def test_a_problem_is_one_line(problem: Problem, line: str) -> None:
    """A problem reads as place, value and remedy, as far as there are any."""
    assert str(problem) == line


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("id\n家".encode()[:-1], "t.csv row 2: ends within a character", id="cut off"),
        pytest.param(b"id\n\xff\n", "t.csv row 2: is not UTF-8 at byte 3; save it", id="not UTF-8"),
        pytest.param(b'id\n"' + b"a,\n" * 70_000, "t.csv row 2: is no CSV from here: unexpected end of data; close the quote", id="a quote left open"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_told_as_it_is(
    tmp_path: Path, content: bytes, told: str
) -> None:
    """A file cut off is another thing than one in another encoding, and an open quote than a long cell."""
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(RawError) as caught:
        read_table(tmp_path / "t.csv", ["id"])
    assert str(caught.value).startswith(told)
