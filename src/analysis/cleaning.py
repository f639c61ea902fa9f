"""Raw pages to processed tables: read, judged, derived, checked and compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .audit import audit
from .codebook import DESCRIPTION, csv_bytes, data_package
from .compare import compare
from .derive import derive
from .observations import judge
from .overrides import read_overrides
from .pages import read_every_page, rows_waiting, taken_in
from .paths import Checkout
from .plans import VERSION
from .registers import read_registers
from .tables import write_tables


@dataclass(frozen=True)
class Cleaned:
    """The files of data/processed, how many rows tables have, and which pages wait for a person."""

    files: Mapping[str, bytes]
    counts: Mapping[str, int]
    waiting: Sequence[str]


def clean(checkout: Checkout) -> Cleaned:
    """Return data/raw as tables; raises RawError with every problem where it is wrong."""
    registers = read_registers(checkout.registers)
    pages = read_every_page(checkout.pages, registers)
    corpus = judge(taken_in(pages), registers)
    pairs = compare(corpus, read_overrides(checkout.overrides))
    tables = write_tables(corpus, derive(corpus), audit(corpus), pairs)
    files = {f"{name}.csv": csv_bytes(table) for name, table in tables.items()}
    described = data_package({name.removesuffix(".csv"): f for name, f in files.items()}, VERSION)
    return Cleaned(
        files | {DESCRIPTION: described},
        {name: len(table) for name, table in tables.items()},
        rows_waiting(pages),
    )
