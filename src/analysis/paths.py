"""Where a checkout keeps what; the one place that knows."""

import os
from dataclasses import dataclass
from pathlib import Path

from .bounds import READINGS

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Checkout:
    """The folders of one checkout."""

    root: Path

    @property
    def registers(self) -> Path:
        """Zones, indicators, subjects and terms, in Chinese and English."""
        return self.root / "data" / "raw" / "registers"

    @property
    def pages(self) -> Path:
        """One folder for each newspaper page."""
        return self.root / "data" / "raw" / "pages"

    @property
    def overrides(self) -> Path:
        """Pairs of figures that a person judged otherwise than the rules; there may be no file."""
        return self.root / "data" / "raw" / "overrides.csv"

    @property
    def processed(self) -> Path:
        """The tables the build writes."""
        return self.root / "data" / "processed"

    @property
    def notebooks(self) -> Path:
        """The parameterised notebooks: its own, or those of the checkout this package lies in."""
        own = self.root / "notebooks"
        return own if own.is_dir() else Path(__file__).resolve().parents[2] / "notebooks"

    @property
    def reports(self) -> Path:
        """The HTML reports and their manifest."""
        return self.root / "reports"


def find_checkout(start: Path | None = None, root: Path | None = None) -> Checkout:
    """Return the checkout that holds a folder, so that it works from wherever a notebook runs.

    `root`, or else `ANALYSIS_ROOT`, names it outright, such as a study in a folder of its own; else
    it is the nearest folder upwards, from here or from the installed package, that has
    data/raw/registers. Raises FileNotFoundError where there is none.
    """
    if named := root or os.environ.get("ANALYSIS_ROOT"):
        candidates = [Path(named).resolve()]  # A notebook runs in a folder of its own.
    else:
        here = (start or Path.cwd()).resolve()
        package = Path(__file__).resolve()
        candidates = [here, *here.parents, *package.parents]
    for folder in candidates:
        if (folder / "data" / "raw" / "registers").is_dir():
            return Checkout(folder)
    raise FileNotFoundError(f"no data/raw/registers in {candidates[0]}; run inside a checkout")


def report_file(report: str, reading: str, lang: str) -> str:
    """Return the file that tells a report under a reading in a language.

    >>> report_file("checks", "strict", "zh"), report_file("checks", "conventional", "en")
    ('checks.zh.html', 'checks.conventional.en.html')
    """
    return f"{report}{'' if reading == READINGS[0] else f'.{reading}'}.{lang}.html"
