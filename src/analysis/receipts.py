"""What a file was made from, as hashes: only what is stale is made anew.

Contents decide, never times. Nothing here imports more than the standard library, so that a build
with nothing to do says so at once.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

FOLDER = ".receipts"
# What names the zone of a row. A table without such a column is read whole.
_ZONE_COLUMNS = ("zone", "left_zone", "right_zone")
_CODE = {".py", ".j2", ".css", ".js", ".json"}


@dataclass(frozen=True)
class Receipt:
    """What files were made from, and what they are.

    `parts` are hashes and versions by name, `reads` the hashes of the data they were made from, and
    `made` those of the files. `said` is what whoever made them had to say.
    """

    parts: Mapping[str, str]
    reads: Mapping[str, str]
    made: Mapping[str, str]
    said: Sequence[str] = ()

    def why_stale(
        self, parts: Mapping[str, str], reads: Mapping[str, str], folder: Path
    ) -> list[str]:
        """Return why the files of a folder must be made anew from these: nothing if they stand."""
        return [
            *_differences(self.parts, parts),
            *_differences(self.reads, reads),
            *(
                f"{name} {'was changed' if (folder / name).is_file() else 'is missing'}"
                for name, known in self.made.items()
                if file_hash(folder / name) != known
            ),
        ]


def _differences(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(before.keys() | now.keys()):
        old, new = before.get(name), now.get(name)
        if old == new:
            continue
        if old is None or new is None:
            yield f"{name} is {'new' if old is None else 'gone'}"
        elif len(new) < len(sha256(b"")):  # A version says something to a person, a hash nothing.
            yield f"{name} {old} is now {new}"
        else:
            yield f"{name} changed"


def read_receipt(folder: Path, name: str) -> Receipt | None:
    """Return what a folder's files of a name were made from; None where nothing sound says so."""
    try:
        receipt = Receipt(**json.loads((folder / FOLDER / f"{name}.json").read_bytes()))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    hashes = (receipt.parts, receipt.reads, receipt.made)
    sound = all(_named(known) for known in hashes) and isinstance(receipt.said, list)
    return receipt if sound and all(isinstance(line, str) for line in receipt.said) else None


def _named(known: object) -> bool:
    """Whether something names hashes as a receipt does: files and tables, or slices of tables."""
    return isinstance(known, dict) and all(
        isinstance(one, str) for pair in known.items() for one in pair
    )


def receipt_file(name: str, receipt: Receipt) -> dict[str, bytes]:
    """Return a receipt as the file that read_receipt reads."""
    written = json.dumps(asdict(receipt), ensure_ascii=False, indent=1, sort_keys=True)
    return {f"{FOLDER}/{name}.json": (written + "\n").encode("utf-8")}


class Slices:
    """Hashes of tables and of what they hold on a zone, from the bytes of their CSV files."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._whole: dict[str, str] = {}
        self._zones: dict[str, dict[str, str]] = {}

    def hashes(self, reads: Iterable[str]) -> dict[str, str]:
        """Return the hash of each table, such as `labels`, or slice, such as `times/jiaozuo`."""
        return {name: self._hash(*name.split("/", 1)) for name in reads}

    def known(self, zone: str) -> dict[str, str]:
        """Return the hash of each table, and of what each holds on a zone if one is named."""
        tables = [name.removesuffix(".csv") for name in self._files if name.endswith(".csv")]
        return self.hashes([*tables, *(f"{name}/{zone}" for name in tables if zone)])

    def _hash(self, table: str, zone: str = "") -> str:
        if not zone:
            if table not in self._whole:
                self._whole[table] = sha256(self._files.get(f"{table}.csv", b""))
            return self._whole[table]
        if table not in self._zones:
            self._zones[table] = self._by_zone(table)
        return self._zones[table].get(zone, "")

    def _by_zone(self, table: str) -> dict[str, str]:
        rows = csv.reader(io.StringIO(self._files.get(f"{table}.csv", b"").decode("utf-8"), ""))
        header = next(rows, [])
        places = [header.index(name) for name in zone_columns(header)]
        digests: dict[str, hashlib._Hash] = {}
        for row in rows:
            for zone in {row[place] for place in places}:
                digest = digests.setdefault(zone, hashlib.sha256(repr(header).encode("utf-8")))
                digest.update(repr(row).encode("utf-8"))
        return {zone: digest.hexdigest() for zone, digest in digests.items()}


def zone_columns(columns: Iterable[str]) -> list[str]:
    """Return which columns of a table name a zone: a row with a zone in any of them is on it."""
    return [name for name in columns if name in _ZONE_COLUMNS]


def digest(value: object) -> str:
    """Return one hash for whatever JSON can write."""
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode("utf-8"))


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, nothing where there is none."""
    try:
        return sha256(path.read_bytes())
    except OSError:
        return ""


def folder_hashes(folder: Path, name: str) -> dict[str, str]:
    """Return the hash of each file below a folder called `name`; hidden ones are not ours."""
    below = ((path.relative_to(folder), path) for path in sorted(folder.rglob("*")))
    return {
        f"{name}/{within.as_posix()}": file_hash(path)
        for within, path in below
        if path.is_file() and not any(part.startswith(".") for part in within.parts)
    }


@cache
def code_hash() -> str:
    """Return the hash of the code and the templates of this package."""
    package = Path(__file__).parent
    files = folder_hashes(package, "analysis")
    return digest({name: known for name, known in files.items() if Path(name).suffix in _CODE})


def versions(libraries: Iterable[str]) -> dict[str, str]:
    """Return the version of each library that is installed here."""
    return {name: _version(name) for name in libraries}


@cache
def _version(name: str) -> str:
    return metadata.version(name)
