"""Rows as Parquet: encoded where they are found, and written into one file, a batch at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

TYPES = {"string": pa.string(), "integer": pa.int64(), "boolean": pa.bool_()}
# Batches are gathered until readers gain by a larger group, and memory does not mind yet.
ROWS_OF_A_GROUP = 1 << 16


def schema_of(columns: Mapping[str, tuple[str, str]]) -> pa.Schema:
    """Return the schema of columns given by type and description; every cell may be null."""
    return pa.schema(
        [
            pa.field(name, TYPES[kind], metadata={"description": description})
            for name, (kind, description) in columns.items()
        ]
    )


def arrow_bytes(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, tuple[str, str]]) -> bytes:
    """Return rows as an Arrow stream, the form in which a worker sends them."""
    schema = schema_of(columns)
    buffer = pa.BufferOutputStream()
    with pa.ipc.new_stream(buffer, schema) as stream:
        stream.write_table(pa.Table.from_pylist(rows, schema=schema))
    return bytes(buffer.getvalue())


@contextmanager
def parquet_file(
    path: Path, columns: Mapping[str, tuple[str, str]]
) -> Iterator[Callable[[bytes], object]]:
    """Open a Parquet file for Arrow streams; give what writes one."""
    waiting: list[pa.Table] = []
    with pq.ParquetWriter(path, schema_of(columns), compression="zstd") as file:

        def flush() -> None:
            file.write_table(pa.concat_tables(waiting), row_group_size=ROWS_OF_A_GROUP)
            waiting.clear()

        def write(content: bytes) -> None:
            waiting.append(pa.ipc.open_stream(content).read_all())
            if sum(table.num_rows for table in waiting) >= ROWS_OF_A_GROUP:
                flush()

        yield write
        if waiting:
            flush()
