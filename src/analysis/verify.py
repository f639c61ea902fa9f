"""A finished report against the data package: does each of its numbers still follow from it?"""

import json
import lzma
import re
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .codebook import DESCRIPTION, FILES, other_columns, read_tables
from .explain import ties_of_page
from .orphans import find_orphans
from .plans import ARCHIVE
from .receipts import Slices, digest, sha256

ANEW = "take the data anew, or the version that made them"
LARGEST = 2**30  # Bytes that a zip file may claim to hold.
# A zip says what is broken in it in many ways: RuntimeError is a password.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
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
    return beside if beside.exists() else None


def verify(report: Path, data: Path) -> Verdict:
    """Work every number of a report out again from tables, given as their zip file or folder.

    Raises ValueError where the report is none, or the tables are not what their description says.
    """
    page = report.read_text("utf-8", errors="replace")
    receipt = dict(_SAID.findall(page))
    if receipt.keys() != {"reads", "tables"}:
        raise ValueError(f"{report}: has no receipt; name a report that analysis build has made")
    files = _files(data)
    _check_description(files)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        tables = read_tables(Path(folder))
    for name in other_columns(tables):
        raise ValueError(f"{name}.csv: has not the columns of this version; {ANEW}")
    numbers = sum(ties_of_page(page).values())
    reads = Slices(files).hashes(receipt["reads"].split())
    return Verdict(numbers, find_orphans(page, tables), digest(reads) == receipt["tables"])


def _files(data: Path) -> dict[str, bytes]:
    """Return the tables and their description; what else a stranger's zip holds stays in it."""
    try:
        if data.is_dir():
            return {name: (data / name).read_bytes() for name in FILES}
        return _members(data)
    except (KeyError, FileNotFoundError):
        raise ValueError(f"{data}: has not all tables of this version; {ANEW}") from None


def _members(data: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(data) as archive:
            if sum(archive.getinfo(name).file_size for name in FILES) <= LARGEST:
                return {name: archive.read(name) for name in FILES}
    except BROKEN:
        raise ValueError(f"{data}: is no zip file; take {ARCHIVE} anew") from None
    raise ValueError(f"{data}: holds more than a gigabyte; name a folder of tables")


def _check_description(files: Mapping[str, bytes]) -> None:
    try:
        described = json.loads(files[DESCRIPTION])["resources"]
        hashes = {str(resource["path"]): str(resource["hash"]) for resource in described}
    except (ValueError, LookupError, TypeError, RecursionError):
        raise ValueError(f"{DESCRIPTION}: describes no tables; take the data anew") from None
    for name, content in files.items():
        if name != DESCRIPTION and hashes.get(name) != f"sha256:{sha256(content)}":
            raise ValueError(f"{name}: is not what {DESCRIPTION} describes; take both anew")
