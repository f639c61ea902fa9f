"""The zip file of all tables: complete, explained, and the same bytes whenever it is made."""

import io
import json
import zipfile
from pathlib import Path

from analysis.archive import data_zip, zipped
from analysis.build import build_tables
from analysis.codebook import CODEBOOK
from analysis.paths import Checkout

from .made_up import said, without_overrides, write_page, write_registers


def test_the_zip_holds_every_table_and_its_codebook(tmp_path: Path) -> None:
    """Each table as it lies in data/processed, its description, and every column explained."""
    checkout = Checkout(tmp_path)
    write_registers(checkout.registers)
    without_overrides(checkout)
    write_page(checkout.pages / "page", [said("60家", "firms")])
    build_tables(checkout)
    made = data_zip(checkout.processed, "9.9", "We. Figures, 9.9.")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    tables = {f"{path.name}": path.read_bytes() for path in checkout.processed.iterdir()}
    readme = files.pop("README.md").decode()
    assert files == tables
    described = json.loads(files["datapackage.json"])["resources"]
    assert [one["path"] for one in described if one["path"] not in files] == []
    for name, table in CODEBOOK.items():
        assert f"#### {name}" in readme
        assert all(f"| `{column.name}` |" in readme for column in table.columns)
    assert "How to cite: We. Figures, 9.9." in readme


def test_the_zip_says_nothing_of_when_it_was_made() -> None:
    """Files in another order make the same bytes; each has one time and may be read by all."""
    files = {"b.csv": b"id\n", "a.csv": "年\n".encode()}
    made = zipped(files)
    assert made == zipped(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        told = [
            (one.filename, one.date_time, oct(one.external_attr >> 16), one.create_system)
            for one in archive.infolist()
        ]
    assert told == [(name, (1980, 1, 1, 0, 0, 0), "0o100644", 3) for name in ("a.csv", "b.csv")]
