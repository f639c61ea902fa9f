"""A finished report against the data package: does each of its numbers still follow from it?"""

import json
import re
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .codebook import other_columns, read_tables
from .explain import ties_of_page
from .orphans import find_orphans
from .plans import ARCHIVE
from .receipts import Slices, digest, sha256

_SAID = re.compile(r"<dt>(reads|tables)</?d[dt]>(?:<dd>)?<code>([^<]*)</code>")


@dataclass(frozen=True)
class Verdict:
    """How many numbers of a report were worked out again, and what differs.

    `same_tables` says whether the report was made from just these tables, by its receipt.
    """

    numbers: int
    problems: list[str]
    same_tables: bool


def data_beside(report: Path) -> Path | None:
    """Return the zip file of the tables beside a report, if there is one."""
    beside = report.parent / ARCHIVE
    return beside if beside.is_file() else None


def verify(report: Path, data: Path) -> Verdict:
    """Work every number of a report out again from tables, given as their zip file or folder.

    Raises ValueError where the report is none, or the tables are not what their description says.
    """
    page = report.read_text("utf-8", errors="replace")
    receipt = dict(_SAID.findall(page))
    if receipt.keys() != {"reads", "tables"}:
        raise ValueError(f"{report}: has no receipt; name a report that analysis build has made")
    if data.is_dir():
        return _verify(page, receipt, data)
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(data) as archive:
                archive.extractall(folder)
        except zipfile.BadZipFile:
            raise ValueError(f"{data}: is no zip file; take data.zip anew") from None
        return _verify(page, receipt, Path(folder))


def _verify(page: str, receipt: Mapping[str, str], folder: Path) -> Verdict:
    try:
        described = json.loads((folder / "datapackage.json").read_bytes())["resources"]
        hashes = {str(resource["path"]): str(resource["hash"]) for resource in described}
    except (ValueError, LookupError, TypeError):
        raise ValueError("datapackage.json: describes no tables; take the data anew") from None
    files = {name: (folder / Path(name).name).read_bytes() for name in hashes}
    for name, content in files.items():
        if f"sha256:{sha256(content)}" != hashes[name]:
            raise ValueError(f"{name}: is not what datapackage.json describes; take both anew")
    tables = read_tables(folder)
    for name in other_columns(tables):
        raise ValueError(f"{name}.csv: has not the columns of this version of analysis")
    numbers = sum(ties_of_page(page).values())
    reads = Slices(files).hashes(receipt["reads"].split())
    return Verdict(numbers, find_orphans(page, tables), digest(reads) == receipt["tables"])
