"""Which reports there are: notebooks times parameters, with their names, titles and links.

Nothing here imports more than the standard library (see receipts).
"""

import ast
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from .bounds import READINGS
from .paths import LANGUAGES, Checkout, report_file
from .receipts import sha256

VERSION = metadata.version("analysis")
PUBLISHER = {"zh": "报载数字", "en": "Figures in Print"}
AUTHORS = {"zh": "analysis 项目作者", "en": "The analysis authors"}
# More reports of one notebook than a reader would look through are in the index alone.
FEW_LINKS = 12
ARCHIVE = "data.zip"
TOO_LONG = "has not ended after {} s; mend what takes so long, or raise --timeout"
NBFORMAT = 4  # What notebooks are written in.
# What the metadata of a notebook say of its report.
_DESCRIBED = {"report", "per", "titles", "short", "questions", "group"}


@dataclass(frozen=True)
class Run:
    """One notebook with one set of parameters, which makes one report."""

    notebook: Path
    report: str  # profile-jiaozuo
    parameters: Mapping[str, str]
    titles: Mapping[str, str]
    short: Mapping[str, str]  # The title as a link among others.
    questions: Mapping[str, str]
    group: Mapping[str, str]

    @property
    def lang(self) -> str:
        """The language of the report."""
        return self.parameters["lang"]

    @property
    def zone(self) -> str:
        """The zone it is on, if it is on one."""
        return self.parameters.get("zone", "")

    @property
    def name(self) -> str:
        """The name of its file, without the ending."""
        return self.told(self.lang).removesuffix(".html")

    def told(self, lang: str) -> str:
        """Return the name of the file that tells the same in a language."""
        return report_file(self.report, self.parameters["reading"], lang)


@dataclass(frozen=True)
class Failure:
    """A report that could not be made, and why."""

    name: str
    reason: str


def plan(checkout: Checkout, reading: str = READINGS[0], labels: bytes | None = None) -> list[Run]:
    """Return every run: each notebook that says it is a report, in each language, for each zone.

    The zones are those of the processed table `labels`. A notebook says so in its metadata:
    `analysis` holds report, per ("zone" or ""), titles, short, questions and group, in which
    {zone} stands for a zone's name. Raises ValueError where a notebook is none, or declares no
    such parameter.
    """
    zones = _zones(labels if labels is not None else _labels(checkout))
    runs: dict[str, Run] = {}
    for path in sorted(checkout.notebooks.glob("*.ipynb")):
        notebook = _notebook(path)
        about = notebook["metadata"].get("analysis")
        if about is None:
            continue
        if wrong := list(_misdescribed(about)):
            raise ValueError(f"{path.name}: {'; '.join(wrong)}")
        declared = _parameters(path.name, notebook)
        for zone, names in zones.items() if about["per"] == "zone" else [("", {})]:
            for lang in LANGUAGES:
                wanted = {"lang": lang, "reading": reading} | ({"zone": zone} if zone else {})
                if unknown := wanted.keys() - declared:
                    raise ValueError(
                        f"{path.name}: declares no parameter {', '.join(sorted(unknown))}"
                    )
                run = Run(
                    notebook=path,
                    report=f"{about['report']}-{zone}" if zone else about["report"],
                    parameters=wanted,
                    titles=_named(about["titles"], names),
                    short=_named(about["short"], names),
                    questions=_named(about["questions"], names),
                    group=about["group"],
                )
                if run.name in runs:
                    other = runs[run.name].notebook.name
                    raise ValueError(
                        f"{path.name}: makes {run.name}, as {other} does; name its report otherwise"
                    )
                runs[run.name] = run
    return list(runs.values())


def _misdescribed(about: object) -> Iterator[str]:
    """Yield what is wrong with what a notebook's metadata say of its report."""
    said: dict[str, Any] = about if isinstance(about, dict) else {}
    if missing := _DESCRIBED - said.keys():
        yield f"its metadata lack {', '.join(sorted(missing))}"
        return
    if not re.fullmatch("[a-z][a-z0-9-]*", str(said["report"])) or said["report"] == "index":
        yield f"report {said['report']!r} is no name of a file; use a-z, 0-9 and -"
    if said["per"] not in ("", "zone"):
        yield f"per {said['per']!r} is neither 'zone' nor empty"
    for key in ("titles", "short", "questions", "group"):
        texts = said[key] if isinstance(said[key], dict) else {}
        if any(not isinstance(texts.get(lang), str) for lang in LANGUAGES):
            yield f"{key} must have a text in {' and '.join(LANGUAGES)}"
        for text in map(str, texts.values()):
            if re.search("[{}]", _named_in(text, "")):
                yield f"{key} {text!r}: nothing but {{zone}} may stand in braces"


def _labels(checkout: Checkout) -> bytes:
    try:
        return (checkout.processed / "labels.csv").read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError("data/processed has no tables: run analysis build") from None


def _zones(labels: bytes) -> dict[str, Mapping[str, str]]:
    """Return the short names of each zone in both languages."""
    rows = csv.DictReader(io.StringIO(labels.decode("utf-8"), newline=""))
    return {row["code"]: row for row in rows if row["vocabulary"] == "zone_short"}


def _named(texts: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {lang: _named_in(text, names.get(lang, "")) for lang, text in texts.items()}


def _named_in(text: str, zone: str) -> str:
    return text.replace("{zone}", zone)


def _notebook(path: Path) -> dict[str, Any]:
    try:
        notebook: dict[str, Any] = json.loads(path.read_bytes())
        for cell in notebook["cells"]:
            tags = cell["metadata"].get("tags", [])
            "".join((cell["cell_type"], *cell["source"], *tags))  # All of them are texts.
        spoken = notebook["metadata"].get("kernelspec", {}).get("language", "python")
        if notebook["nbformat"] != NBFORMAT:
            raise ValueError
    except OSError as error:
        raise ValueError(f"{path.name}: cannot be read: {error.strerror}") from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ValueError(f"{path.name}: is no notebook; save it from JupyterLab anew") from None
    if spoken != "python":
        raise ValueError(f"{path.name}: is written in {spoken}; reports are made of Python")
    return notebook


def _parameters(name: str, notebook: Mapping[str, Any]) -> set[str]:
    """Return the names that the cell tagged `parameters` declares, as papermill would."""
    sources = [
        "".join(cell["source"])
        for cell in notebook["cells"]
        if "parameters" in cell["metadata"].get("tags", [])
    ]
    if len(sources) > 1:
        raise ValueError(f"{name}: has {len(sources)} cells tagged parameters; keep one")
    try:
        statements = ast.parse("".join(sources)).body
    except SyntaxError:
        raise ValueError(f"{name}: its parameters are no Python; assign names only") from None
    return {
        target.id
        for statement in statements
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for target in getattr(statement, "targets", [getattr(statement, "target", None)])
        if isinstance(target, ast.Name)
    }


def written_hash(path: Path) -> str:
    """Return the SHA-256 of what a notebook's author wrote, whatever outputs it holds."""
    cells = _notebook(path)["cells"]
    written = [
        (cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", []))
        for cell in cells
    ]
    return sha256(json.dumps(written).encode("ascii"))


def linked(runs: Sequence[Run]) -> list[Run]:
    """Return the runs that every report links to: all but those of a notebook that has many."""
    siblings = Counter((run.notebook, run.lang) for run in runs)
    return [run for run in runs if siblings[run.notebook, run.lang] <= FEW_LINKS]


def about(run: Run, others: Sequence[Run], *, private: bool) -> dict[str, object]:
    """Return what the frame of a report says of it: title, links to it and to others, citation."""
    lang = run.lang
    other = next(other for other in LANGUAGES if other != lang)
    title = run.titles[lang]
    links = [link for link in others if link.lang == lang]
    return {
        "report": run.report,
        "lang": lang,
        "title": title,
        "description": run.questions[lang],
        "parameters": dict(run.parameters),
        "links": [
            {"href": link.told(lang), "text": link.short[lang], "current": link == run}
            for link in (links if run in links else [*links, run])
        ],
        "alternate": {
            "href": run.told(other),
            "lang": other,
            "text": {"zh": "中文", "en": "English"}[other],
        },
        "cite": citation(lang, title),
        "data": ARCHIVE,
        "private": private,
    }


def citation(lang: str, title: str = "") -> str:
    """Return how to cite a report, or all of them.

    >>> citation("en", "Silence").partition(", ")[0]
    'The analysis authors. Silence. Figures in Print'
    """
    parts = [AUTHORS[lang], *([title] if title else []), f"{PUBLISHER[lang]}, {VERSION}"]
    return f"{'. '.join(parts)}."


def private_reports(checkout: Checkout, texts: Path) -> Path:
    """Return the folder of the reports that quote texts, beside these.

    Raises ValueError where there is no such folder, or where it lies in a repository, from which
    sentences might be published.
    """
    if not texts.is_dir():
        raise ValueError(f"{texts}: is no folder; name the one that holds the texts of the pages")
    folder = (texts / "reports").resolve()
    for place in (folder, *folder.parents):
        if place == checkout.root.resolve() or (place / ".git").exists():
            raise ValueError(
                f"{texts}: lies in the repository {place}, where nothing may quote the articles; "
                "keep the texts outside of it"
            )
    return folder
