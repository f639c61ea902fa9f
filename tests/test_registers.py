"""Registers: what may be said, and the line that each mistake in them is told by."""

from pathlib import Path

import pytest

from analysis.paths import find_checkout
from analysis.problems import RawError
from analysis.registers import COLUMNS, LANGUAGES, SPOKEN, read_registers
from analysis.units import UNITS

from .made_up import CUES, INDICATORS, SUBJECTS, ZONES, change, replace, row_of, write_registers


def problems_of(folder: Path) -> list[str]:
    """The problems of a folder of registers, each as the line a person reads."""
    with pytest.raises(RawError) as error:
        read_registers(folder)
    return [str(problem) for problem in error.value.problems]


def test_good_registers_are_read(tmp_path: Path) -> None:
    """Registers hold every zone, subject, indicator, relation and term, in the order of their files."""
    registers = read_registers(write_registers(tmp_path))
    assert list(registers.zones.index) == list(ZONES)
    assert list(registers.indicators.index) == list(INDICATORS)
    assert registers.speakable == [*ZONES, *SUBJECTS]
    assert registers.ids("nature") == ["flow", "stock"]


@pytest.mark.parametrize(
    ("vocabulary", "id_", "zh"),
    [
        pytest.param("zone", "east", "东岭zh", id="a zone"),
        pytest.param("subject", "east", "东岭zh", id="a zone as a subject"),
        pytest.param("subject", "east_park", "名", id="another subject"),
        pytest.param("indicator", "firms", "名", id="an indicator"),
        pytest.param("relation", "sales_per_firm", "名", id="a relation"),
        pytest.param("measure", "level", "名", id="a term"),
    ],
)
def test_each_id_has_a_name(tmp_path: Path, vocabulary: str, id_: str, zh: str) -> None:
    """An id is called by its register's name in either language."""
    registers = read_registers(write_registers(tmp_path))
    assert registers.name(vocabulary, id_, "zh") == zh
    assert registers.name(vocabulary, id_, "en")


@pytest.mark.parametrize("vocabulary", ["zone", "subject", "indicator", "relation", "measure", "?"])
def test_an_unknown_id_has_no_name(tmp_path: Path, vocabulary: str) -> None:
    """An id that no register has is an error, not an empty name."""
    with pytest.raises(KeyError):
        read_registers(write_registers(tmp_path)).name(vocabulary, "nowhere", "zh")


# File, row, column, the wrong value, and the line it is told by.
CELLS = [
    pytest.param("subjects", 3, "id", "east_park", "「east_park」: is there twice; rename one", id="an id twice"),
    pytest.param("zones", 2, "en", "", ": is empty; fill it in", id="a name missing in English"),
    pytest.param("zones", 3, "place_zh", "", ": is empty; fill it in", id="a place missing in Chinese"),
    pytest.param("subjects", 2, "id", "East Park", "「East Park」: is no id; use a-z, 0-9 and _", id="an id with a space"),
    pytest.param("subjects", 3, "id", "west", "「west」: names a zone already; rename it", id="a subject called like a zone"),
    pytest.param("subjects", 2, "zone", "north", "「north」: is not one of zones.csv: east, west", id="an unknown zone"),
    pytest.param("subjects", 2, "type", "moon", "「moon」: is not one of subject_type in terms.csv: area, firm, part, zone", id="an unknown type"),
    pytest.param("indicators", 3, "unit", "头牛", "「头牛」: is no unit of units.UNITS", id="an unknown unit"),
    pytest.param("indicators", 2, "nature", "both", "「both」: is not one of the natures: stock, flow", id="neither stock nor flow"),
    pytest.param("indicators", 2, "family", "food", "「food」: is not one of the families in terms.csv: business, places", id="an unknown family"),
    pytest.param("indicators", 2, "definition_en", "", ": is empty; fill it in", id="no definition"),
    pytest.param("relations", 2, "rule", "mean", "「mean」: is not one of the rules: quotient, threshold, parts, sum", id="an unknown rule"),
    pytest.param("relations", 2, "inputs", "sales fish", "「sales fish」: must be ids of indicators.csv, with or without :scope, parted by spaces", id="an unknown input"),
    pytest.param("relations", 2, "inputs", "sales:huge firms", "「sales:huge firms」: must be ids of indicators.csv, with or without :scope, parted by spaces", id="an unknown scope of an input"),
    pytest.param("relations", 2, "inputs", "sales", "「sales」: has 1 inputs, a quotient takes 2", id="a quotient of one"),
    pytest.param("relations", 2, "inputs", "sales firms labs", "「sales firms labs」: has 3 inputs, a quotient takes 2", id="a quotient of three"),
    pytest.param("relations", 3, "inputs", "floor sales", "「floor sales」: has 2 inputs, a threshold takes 3", id="a threshold without its count"),
    pytest.param("relations", 4, "inputs", "labs chairs", "「labs chairs」: has 2 inputs, a parts takes 3 or more", id="a total of one part"),
    pytest.param("terms", 2, "zh", "", ": is empty; fill it in", id="a term without its Chinese"),
    pytest.param("zones", 3, "aliases", "西川 东岭园区", "「东岭园区」: leads to east already; keep it in one row", id="an alias of two zones"),
    pytest.param("subjects", 2, "aliases", "西川园区", "「西川园区」: leads to west already; keep it in one row", id="an alias of a zone and a subject"),
    pytest.param("indicators", 3, "aliases", "会员 公司", "「公司」: leads to firms already; keep it in one row", id="an alias of two indicators"),
    pytest.param("cues", 3, "words", "增长 占", "「占」: shows share already; keep it in one row of measure", id="a cue of two terms"),
    pytest.param("cues", 2, "words", "", ": is empty; fill it in", id="a cue without words"),
    pytest.param("cues", 2, "id", "mean", "「mean」: is no measure of terms.csv or registers.CUED; mend it", id="a cue of no term"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "row", "column", "value", "told"), CELLS)
def test_each_wrong_cell_is_told(
    tmp_path: Path, file: str, row: int, column: str, value: str, told: str
) -> None:
    """A wrong cell is told by file, row, column, value and remedy, and nothing else is."""
    write_registers(tmp_path)
    change(tmp_path / f"{file}.csv", row, column, value)
    space = " " if value else ""
    assert problems_of(tmp_path) == [f"{file}.csv row {row}, {column}{space}{told}"]


def test_a_cue_of_no_vocabulary_is_told(tmp_path: Path) -> None:
    """A cue whose vocabulary neither terms nor code know shows nothing."""
    change(write_registers(tmp_path) / "cues.csv", 2, "vocabulary", "mood")
    assert problems_of(tmp_path) == [
        "cues.csv row 2, id 「share」: is no mood of terms.csv or registers.CUED; mend it"
    ]


@pytest.mark.parametrize("vocabulary", SPOKEN)
def test_the_code_speaks_no_word_without_a_name(tmp_path: Path, vocabulary: str) -> None:
    """A term that the code itself uses cannot be dropped from the register."""
    write_registers(tmp_path)
    gone = min(SPOKEN[vocabulary])
    replace(tmp_path / "terms.csv", f"\n{vocabulary},{gone},名,name\n", "\n")
    *cued, told = problems_of(tmp_path)
    assert told == f"terms.csv, id 「{gone}」: the vocabulary {vocabulary} lacks it; add a row"
    assert cued == [
        f"cues.csv row {row_of(tmp_path / 'cues.csv', vocabulary=vocabulary, id=gone)}, id 「{gone}」: "
        f"is no {vocabulary} of terms.csv or registers.CUED; mend it"
        for of, id_ in CUES
        if (of, id_) == (vocabulary, gone)
    ]


def test_a_term_twice_is_told(tmp_path: Path) -> None:
    """A vocabulary says a word once; another vocabulary may say it too."""
    write_registers(tmp_path)
    terms = tmp_path / "terms.csv"
    terms.write_text(terms.read_text("utf-8") + "scope,all,名,name\nspeaker,all,名,name\n", "utf-8")
    row = len(terms.read_text("utf-8").splitlines()) - 1
    assert problems_of(tmp_path) == [f"terms.csv row {row}, id 「all」: is there twice in scope"]


@pytest.mark.parametrize(
    ("vocabulary", "ids", "words"),
    [
        pytest.param("measure", ("share",), {"占": "share", "占比": "share"}, id="of one term"),
        pytest.param("time", (), {"目前": "now"}, id="of a whole vocabulary"),
        pytest.param("speech", (), {"说": "said", "告诉记者": "said"}, id="of no term"),
        pytest.param("mood", (), {}, id="of a vocabulary without cues"),
    ],
)
def test_each_cue_leads_to_its_id(
    tmp_path: Path, vocabulary: str, ids: tuple[str, ...], words: dict[str, str]
) -> None:
    """Each word that shows an id leads to it, and a vocabulary without cues is shown by none."""
    assert read_registers(write_registers(tmp_path)).cued(vocabulary, *ids) == words


def test_a_missing_vocabulary_allows_nothing(tmp_path: Path) -> None:
    """Where terms.csv has no families at all, every indicator's family is told."""
    write_registers(tmp_path)
    replace(tmp_path / "terms.csv", "\nfamily,business,名,name\nfamily,places,名,name\n", "\n")
    lines = problems_of(tmp_path)
    assert len(lines) == len(INDICATORS)
    assert all("family" in line and "the families in terms.csv: " in line for line in lines)


def test_all_files_are_told_at_once(tmp_path: Path) -> None:
    """What is missing and what cannot be read is told of all registers together."""
    write_registers(tmp_path)
    (tmp_path / "zones.csv").unlink()
    replace(tmp_path / "subjects.csv", "id,zh,en,zone,type,", "id,zh,en,zone,sort,")
    assert problems_of(tmp_path) == [
        "zones.csv: is missing; add it",
        "subjects.csv row 1, type: is missing; add it to the header",
        "subjects.csv row 1, sort: is not known; remove it or mend its name",
    ]


def test_all_cells_are_told_at_once(tmp_path: Path) -> None:
    """Wrong cells of several registers are told together, each on its line."""
    write_registers(tmp_path)
    change(tmp_path / "zones.csv", 2, "zh", "")
    change(tmp_path / "zones.csv", 3, "id", "West")
    change(tmp_path / "indicators.csv", row_of(tmp_path / "indicators.csv", id="labs"), "unit", "?")
    told = problems_of(tmp_path)
    assert told[:2] == [
        "zones.csv row 3, id 「West」: is no id; use a-z, 0-9 and _",
        "zones.csv row 2, zh: is empty; fill it in",
    ]
    assert told[-1] == "indicators.csv row 7, unit 「?」: is no unit of units.UNITS"
    assert "subjects.csv row 4, zone 「west」: is not one of zones.csv: east, West" in told


def test_excel_may_save_a_register(tmp_path: Path) -> None:
    """A register that Excel saved as CSV UTF-8, with a mark and Windows line ends, is read as before."""
    before = read_registers(write_registers(tmp_path))
    for name in COLUMNS:
        path = tmp_path / f"{name}.csv"
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").join([b"\xef\xbb\xbf", b""]))
    after = read_registers(tmp_path)
    for name in COLUMNS:
        assert getattr(after, name).equals(getattr(before, name)), name


# The registers of this checkout.
REAL = read_registers(find_checkout(Path(__file__).parent).registers)


def test_every_indicator_has_a_unit_that_figures_know() -> None:
    """Each indicator allows a unit, and each is one that figures read."""
    for id_, unit in REAL.indicators["unit"].items():
        assert unit.split(), id_
        assert {one.partition("/")[0] for one in unit.split()} <= UNITS.keys(), id_


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_ids_have_one_name(lang: str) -> None:
    """Within a register or a vocabulary, no two ids are called the same in a language."""
    for table in (REAL.zones, REAL.subjects, REAL.indicators, REAL.relations):
        assert not table[lang].duplicated().any()
    for vocabulary, terms in REAL.terms.groupby("vocabulary"):
        assert not terms[lang].duplicated().any(), vocabulary


def test_what_is_counted_can_be_recognised() -> None:
    """Every zone, indicator and subject has an alias, by which a text may name it."""
    for table in (REAL.zones, REAL.subjects, REAL.indicators):
        assert [id_ for id_, aliases in table["aliases"].items() if not aliases.split()] == []
