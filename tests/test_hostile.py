"""Hostile text: whatever registers and pages hold is shown as text, and runs nowhere."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser

from analysis import making
from analysis.build import build_reports, build_tables
from analysis.cli import DONE, WRONG_USE, main
from analysis.codebook import read_tables
from analysis.narrowing import UNSEEN
from analysis.pages import read_page
from analysis.paths import Checkout
from analysis.plans import Run, plan
from analysis.registers import read_registers
from analysis.reports import active_element

from .conftest import HERE
from .made_up import (
    change,
    dated,
    refused,
    replace,
    said,
    stated,
    without_overrides,
    write_csv,
    write_page,
)
from .test_robust import SUBJECTS, ZONES

# Text that some program on its way to the reader would run, follow or take for its own.
HOSTILE = {
    "script": "<script>document.title='owned'</script>",
    "handler": "<img src=x onerror=\"document.title='owned'\">",
    "drawing": "<svg onload=document.title='owned'></svg>",
    "quote": '" onmouseover="document.title=\'owned\'" x="',
    "apostrophe": "' autofocus onfocus='document.title=1",
    "style": "</style><style>body{display:none}</style>",
    "closing": "</data></td></tr></table></section><h1>甲",
    "comment": "]]> --> <!-- <?php echo '甲' ?>",
    "entity": "&lt;甲&gt;&amp;&#60;b&#62;",
    "template": "{{ cycler.__init__.__globals__ }}{% raw %}{# 甲 #}",
    "format": "{zone}{0!r}%s%(x)s$甲",
    "markdown": "[甲](javascript:alert) **甲** `甲` <甲@x.org>",
    "formula": r"$\\input{/etc/passwd}$ \\(\frac甲\\) $$",
    "folder": "../../../../甲/..%2f..",
}
# Which of them stands where: each in a register, and each in a page.
MARKUP = {"text/html", "image/svg+xml", "text/markdown"}
_NAMES = list(HOSTILE.values())


def hostile(number: int) -> str:
    """One of the texts."""
    return _NAMES[number % len(_NAMES)]


def zone(number: int) -> dict[str, str]:
    """A zone all of whose names are hostile."""
    names = ("zh", "en", "short_zh", "short_en", "place_zh", "place_en")
    texts = {column: hostile(number + turn) for turn, column in enumerate(names)}
    return {"id": f"zone{number}", "aliases": f"甲{number}", **texts}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A built study all of whose texts are hostile; its notebooks are those of the repository."""
    checkout = Checkout(tmp_path_factory.mktemp("hostile"))
    shutil.copytree(HERE.registers, checkout.registers)
    without_overrides(checkout)
    zones = [zone(number) for number in range(0, 12, 3)]
    write_csv(checkout.registers / "zones.csv", ZONES, zones)
    write_csv(checkout.registers / "subjects.csv", SUBJECTS, [])
    for number, register in enumerate(("indicators", "terms", "relations")):
        path = checkout.registers / f"{register}.csv"
        columns = [c for c in ("zh", "en", "definition_zh", "definition_en") if c in _header(path)]
        for row in range(2, 2 + len(HOSTILE)):
            for turn, column in enumerate(columns):
                change(path, row, column, f"{hostile(row + turn)}{number}-{row}")
    first, second = zones[0]["id"], zones[1]["id"]
    page = write_page(
        checkout.pages / "page",
        [
            said("60家", "high_tech_firms", zone=first, article="east"),
            said("超2亿元", "output_value", zone=first, article="east", time="r-3"),
            dated("2023年", zone=first, article="east", note_zh=hostile(0), note_en=hostile(1)),
            said("近70家", "high_tech_firms", zone=second, article="east"),
            said("41%", "high_tech_firms", measure="share", base=f"industrial_firms@{first}", zone=first, article="east", note_zh=hostile(3), note_en=hostile(4)),
            refused("两个", "enumeration", zone=first, article="east", note_zh=hostile(5), note_en=hostile(6)),
        ],
        [
            stated(hostile(number)[:23], zone=first, article="east", en=hostile(number), role_zh=hostile(number + 1), role_en=hostile(number + 2))
            for number in range(len(HOSTILE))
        ],
    )  # fmt: skip
    source = page / "source.toml"
    text = source.read_text("utf-8")
    text = text[: text.rindex("[[articles]]")].replace('zone = "east"', f'zone = "{first}"')
    source.write_text(text, "utf-8")
    replace(source, '"岭川报"', json.dumps(hostile(0), ensure_ascii=False))
    replace(source, '"Hill and River News"', json.dumps(hostile(1), ensure_ascii=False))
    replace(source, '["东岭"]', json.dumps([hostile(2)], ensure_ascii=False))
    replace(source, '"East"', json.dumps(hostile(3), ensure_ascii=False))
    replace(source, '"编的"', json.dumps(hostile(4), ensure_ascii=False))
    replace(source, '"made up"', json.dumps(hostile(5), ensure_ascii=False))
    replace(source, 'byline = "甲"', f"byline = {json.dumps(hostile(6), ensure_ascii=False)}")
    build_tables(checkout)
    assert build_reports(checkout, plan(checkout)) == []
    return checkout


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_nothing_runs_and_nothing_is_fetched(study: Checkout, browser: Browser) -> None:
    """No page runs, asks or reorders anything; its own policy is not even called upon."""
    wrong = []
    page = browser.new_page()
    page.on("console", lambda told: wrong.append(f"{page.url}: {told.text}"))
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("dialog", lambda dialog: wrong.append(f"{page.url}: dialog {dialog.message}"))
    page.on(
        "request",
        lambda r: wrong.append(r.url) if not r.url.startswith(("file:", "data:")) else None,
    )
    for path in sorted(study.reports.glob("*.html")):
        page.goto(path.as_uri())
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        if page.title() == "owned":
            wrong.append(f"{path.name}: title {page.title()}")
        odd = page.evaluate(
            "[...document.querySelectorAll('*')].filter(e => e.matches('img,iframe,object,embed,form,link[rel=stylesheet],svg script')"
            " || [...e.attributes].some(a => a.name.startsWith('on'))"
            " || /^\\s*javascript:/i.test(e.getAttribute('href') || '')).map(e => e.outerHTML.slice(0, 90))"
        )
        wrong += [f"{path.name}: {element}" for element in odd]
        if page.locator("h1").count() != 1:
            wrong.append(f"{path.name}: {page.locator('h1').count()} h1")
        if page.locator("meta[http-equiv='Content-Security-Policy']").count() != 1:
            wrong.append(f"{path.name}: no policy")
    page.close()
    assert not wrong, "\n".join(wrong)


def test_a_policy_stops_what_would_run(study: Checkout, browser: Browser, tmp_path: Path) -> None:
    """Were a script or a handler to get into a page, the browser would not run it."""
    source = (study.reports / "overview.en.html").read_text("utf-8")
    attack = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    path = tmp_path / "attacked.html"
    path.write_text(source.replace("</h1>", f"</h1>{attack}", 1), "utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.wait_for_timeout(300)
    assert page.title() != "owned"
    assert page.locator("main img, body img").count() >= 1
    page.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_is_shown_as_it_is(study: Checkout, browser: Browser, lang: str) -> None:
    """Every hostile text of a fact is read in the page, letter by letter."""
    page = browser.new_page()
    page.goto((study.reports / f"zone-zone0.{lang}.html").as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    told = page.locator("body").evaluate("e => e.textContent")
    page.close()
    column = "printed" if lang == "zh" else "en"
    facts = read_tables(study.processed)["facts"]
    assert len(facts) == len(HOSTILE)
    missing = [
        text for text in facts[column] if " ".join(text.split()) not in " ".join(told.split())
    ]
    assert missing == []


def test_tables_hold_hostile_text_as_it_is(study: Checkout) -> None:
    """What was written in raw tables is in the processed ones, character by character."""
    tables = read_tables(study.processed)
    assert list(tables["facts"]["en"]) == _NAMES
    labels = set(tables["labels"]["zh"]) | set(tables["labels"]["en"])
    assert {text for text in zone(0).values() if text in _NAMES} <= labels


def test_tables_to_save_hold_hostile_text_as_it_is(study: Checkout, browser: Browser) -> None:
    """A table saved from a page says what the page says."""
    page = browser.new_page(accept_downloads=True)
    page.goto((study.reports / "zone-zone0.en.html").as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    buttons = page.locator("p.download button, a[download]")
    assert buttons.count() > 0
    told = []
    for number in range(buttons.count()):
        with page.expect_download() as download:
            buttons.nth(number).click()
        told.append(Path(download.value.path()).read_text("utf-8-sig"))
    page.close()
    cells = {cell for text in told for row in csv.reader(text.splitlines()) for cell in row}
    facts = read_tables(study.processed)["facts"]
    assert len(facts) == len(HOSTILE)
    for text in facts["en"]:
        assert any(" ".join(text.split()) in " ".join(cell.split()) for cell in cells), text


def test_executed_notebooks_hold_no_markup_of_others(study: Checkout) -> None:
    """What a notebook shows as HTML has hostile text escaped."""
    for path in study.reports.glob("*.ipynb"):
        cells = nbformat.read(path, 4).cells
        outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
        shown = [text for data in outputs for form, text in data.items() if form in MARKUP]
        assert shown, path.name
        for text in shown:
            assert active_element(text) == "", path.name
            assert "<style>body" not in text, path.name


# What a spreadsheet would work out, were a cell to begin with it, and what is no text at all.
FORMULAS = ["=cmd|'/C calc'!A0", "@SUM(1,2)", "+1+cmd|'x'!A0", "-2+3", "\t=1+1", "=HYPERLINK(甲)"]
BROKEN = [
    "\0",
    "\u202e",
    "\u2066甲\u2069",
    "\x85",
    "\u2028",
    "\ufeff",
    "\x1b[31m",
    "\u200b",
    "\xad",
]


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article each of whose lines is hostile and has a figure in it, with a name like them."""
    monkeypatch.chdir(tmp_path)
    path = Path("=1+cmd.txt")
    lines = [f"{one}有企业60家，{one}增长超18%" for one in [*FORMULAS, *BROKEN, *_NAMES]]
    path.write_text("\n\n".join(lines), "utf-8")
    return path


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_figures_of_a_hostile_article(article: Path, form: str) -> None:
    """They are found as in any other text, and no cell begins as a formula does."""
    output = Path(f"figures.{form}")
    assert main(["extract", str(article), "--output", str(output)]) == DONE
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(output.read_text("utf-8"))))
    elif form == "jsonl":
        rows = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    else:
        rows = pd.read_parquet(output).to_dict("records")
    text = article.read_text("utf-8")
    printed = [row["text"] for row in rows]
    assert printed == [text[int(row["start"]) : int(row["end"])] for row in rows]
    assert printed.count("60家") == printed.count("超18%") == len(text.split("\n\n"))
    cells = {str(cell) for row in rows for cell in row.values()}
    assert [cell for cell in cells if re.match(r"[=@\t\r]|[+-](?!\d)", cell)] == []
    assert sorted(Path().iterdir()) == sorted([article, output])


def test_a_hostile_article_is_drafted(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once nothing unseen is in it, its draft is a page like others, all of whose rows wait."""
    root = tmp_path / "study"
    shutil.copytree(HERE.registers, root / "data/raw/registers")
    command = ["--root", str(root)]
    assert main([*command, "draft", str(article), "--page", "hostile"]) == WRONG_USE
    text = article.read_text("utf-8")
    line = text[: text.index("\0")].count("\n") + 1
    told = f"line {line} of the text holds U+0000, which nobody sees, at character"
    assert told in capsys.readouterr().err
    assert not (root / "data/raw/pages").exists()
    article.write_text(UNSEEN.sub("", text), "utf-8")
    assert main([*command, "draft", str(article), "--page", "hostile"]) == DONE
    page = root / "data/raw/pages/hostile"
    assert main([*command, "anchor", "hostile", str(article)]) == DONE
    read = read_page(page, read_registers(Checkout(root).registers))
    assert (read.waiting > 0, read.figures.empty) == (True, True)
    assert sorted(path.name for path in page.iterdir()) == [
        "facts.csv",
        "figures.csv",
        "source.toml",
    ]


@pytest.mark.parametrize("command", ["extract", "draft", "anchor"])
@pytest.mark.parametrize("broken", [b"\xed\xa0\x80", b"\xff", b"\x80", b"\xf8\x88\x80\x80\x80"])
def test_bytes_that_are_no_text_are_told_in_a_line(
    tmp_path: Path,
    command: str,
    broken: bytes,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Half characters, among others; nothing is written of them."""
    path = tmp_path / "a.txt"
    path.write_bytes("企业60家".encode() + broken)
    arguments = {
        "extract": [str(path), "--output", str(tmp_path / "figures.csv")],
        "draft": [str(path), "--page", "broken"],
        "anchor": ["five-zones", str(path)],
    }
    before = sorted(HERE.pages.iterdir())
    assert main([command, *arguments[command]]) != DONE
    told = capsys.readouterr().err + "".join(caplog.messages)
    [line] = told.splitlines()
    assert "a.txt" in line
    assert "UTF-8" in line
    assert sorted(HERE.pages.iterdir()) == before


INJECTIONS = [
    "\"); open('owned', 'w'); (\"",
    "'; import os; os.mkdir('owned'); x = '",
    'x"""\nimport os\nos.mkdir("owned")\n"""',
    "\\\"\nopen('owned', 'w')\n#",
    "{{ open('owned', 'w') }}",
    "%mkdir owned",
    "\n!mkdir owned\n",
    "\r!mkdir owned",
    "\x0c\x85\u2028!mkdir owned",
    "\\N{LINE FEED}!mkdir owned",
    "\0甲\u202e",
    *HOSTILE.values(),
]


@pytest.mark.parametrize("cold", [True, False])
def test_parameters_are_values_and_never_code(tmp_path: Path, *, cold: bool) -> None:
    """Whatever a parameter holds, the notebook has it letter by letter, and nothing of it ran."""
    declared = "\n".join(f'p{number}: str = ""' for number in range(len(INJECTIONS)))
    show = f"import json\nprint(json.dumps([{', '.join(f'p{n}' for n in range(len(INJECTIONS)))}]))"
    parameters = new_code_cell(declared, metadata={"tags": ["parameters"]})
    notebook = new_notebook(cells=[parameters, new_code_cell(show)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    path = tmp_path / "n.ipynb"
    nbformat.write(notebook, path)
    given = {f"p{number}": value for number, value in enumerate(INJECTIONS)}
    none = {"zh": "", "en": ""}
    run = Run(path, "n", given, none, none, none, none)
    executed = making.execute(run, cold=cold)
    assert json.loads(executed.cells[-1].outputs[0].text) == INJECTIONS
    assert sorted(tmp_path.iterdir()) == [path]
