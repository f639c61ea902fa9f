"""A finished report against the data package: does each of its numbers still follow from it?"""

import hashlib
import json
import re
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from .archive import NAME as ARCHIVE
from .codebook import CODEBOOK, read_tables
from .explain import ties_of_page
from .orphans import find_orphans

_RECEIPT = re.compile(r"<dt>tables</?d[dt]>(?:<dd>)?<code>([0-9a-f]{64})</code>")


@dataclass(frozen=True)
class Verdict:
    """How many numbers of a report were worked out again, and what differs.

    `same_tables` says whether the receipt of the report names just these tables.
    """

    numbers: int
    problems: list[str]
    same_tables: bool


def data_beside(report: Path, processed: Path) -> Path:
    """Return the data that belong to a report: the zip file beside it, else a checkout's tables."""
    beside = report.parent / ARCHIVE
    return beside if beside.is_file() else processed


def verify(report: Path, data: Path) -> Verdict:
    """Work every number of a report out again from tables, given as their zip file or folder.

    Raises ValueError where the report is none, or the tables are not what their description says.
    """
    page = report.read_text("utf-8", errors="replace")
    receipt = _RECEIPT.search(page)
    if receipt is None:
        raise ValueError(f"{report}: has no receipt; name a report that analysis build has made")
    if data.is_dir():
        return _verify(page, receipt[1], data)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(data) as archive:
        archive.extractall(folder)
        return _verify(page, receipt[1], Path(folder))


def _verify(page: str, receipt: str, folder: Path) -> Verdict:
    described = (folder / "datapackage.json").read_bytes()
    for resource in json.loads(described)["resources"]:
        name = resource["path"]
        if f"sha256:{_sha256((folder / name).read_bytes())}" != resource["hash"]:
            raise ValueError(f"{name}: is not what datapackage.json describes; take both anew")
    tables = read_tables(folder)
    for name, table in CODEBOOK.items():
        if [column.name for column in table.columns] != ["id", *tables[name].columns]:
            raise ValueError(f"{name}.csv: has not the columns of this version of analysis")
    numbers = sum(ties_of_page(page).values())
    return Verdict(numbers, find_orphans(page, tables), _sha256(described) == receipt)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
