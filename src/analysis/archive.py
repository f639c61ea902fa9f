"""All processed tables with their codebook as one zip file, the same bytes each time."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from .codebook import FILES, codebook_markdown

_README = """# Printed figures: the tables

Figures printed in Chinese newspapers, as tables; version {version}. Text is UTF-8. Every column is
explained below; `datapackage.json` says the same to programs (Frictionless).

How to cite: {cite}

Tables: MIT License. The articles belong to their authors and newspapers; none of their sentences
is reproduced.

Ids are `page/row`. Bounds are four columns: the ends, and whether each end itself is possible; an
empty end is unbounded.

{codebook}"""


def data_zip(processed: Path, version: str, cite: str) -> bytes:
    """Return the tables of a folder, their description and their codebook as a zip file."""
    readme = _README.format(version=version, cite=cite, codebook=codebook_markdown())
    return zipped(
        {"README.md": readme.encode("utf-8")}
        | {name: (processed / name).read_bytes() for name in FILES}
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip file that says nothing of when, where or by whom it was made."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name)  # Its time is 1980, the first that a zip file knows.
            entry.create_system = 3  # Unix, wherever it is made, so that permissions are read.
            entry.external_attr = 0o100644 << 16
            # Each zlib compresses to bytes of its own, so nothing is compressed.
            entry.compress_type = zipfile.ZIP_STORED
            archive.writestr(entry, content)
    return written.getvalue()
