"""Reads one text with one program and says on its last line what that took, as JSON.

It runs in the project's environment and in the peers', so it imports only the program asked for.

    worker.py PROGRAM TEXT SECONDS    read the articles in TEXT, parted by blank lines, for so long
    worker.py PROGRAM TEXT whole      read TEXT as one string
"""

import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

Rows = Iterable[dict[str, Any]]
WARM_UP = "2023年6月底，园区有近百个项目，投资超180亿元，同比增长18.5%，排名第三位。"
TODAY = datetime(2024, 3, 15)  # noqa: DTZ001 The peers expect one without a zone.


def analysis() -> Callable[[str], Rows]:
    """Every figure with the record of `analysis extract`."""
    from analysis.mentions import find_mentions, record  # noqa: PLC0415

    return lambda text: (record("text", found) for found in find_mentions(text))


def jionlp() -> Callable[[str], Rows]:
    """Money and times, parsed: all that JioNLP finds of figures in running text."""
    from jionlp import ner  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    logging.disable(logging.ERROR)  # It logs a traceback for 间; without that it is faster.

    def read(text: str) -> Rows:
        """Both lists, money first."""
        yield from ner.extract_money(text, with_parsing=True)
        yield from ner.extract_time(text, time_base=TODAY, with_parsing=True)

    return read


def recognizers() -> Callable[[str], Rows]:
    """All eight Chinese models that find figures, made once and not at every call."""
    from recognizers_date_time import (  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415
        DateTimeRecognizer,
    )
    from recognizers_number import (  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415
        NumberRecognizer,
    )
    from recognizers_number_with_unit import (  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415
        NumberWithUnitRecognizer,
    )

    culture = "zh-cn"
    numbers, units = NumberRecognizer(culture), NumberWithUnitRecognizer(culture)
    dates = DateTimeRecognizer(culture).get_datetime_model()
    models = [
        numbers.get_number_model(),
        numbers.get_ordinal_model(),
        numbers.get_percentage_model(),
        units.get_age_model(),
        units.get_currency_model(),
        units.get_dimension_model(),
        units.get_temperature_model(),
    ]

    def read(text: str) -> Rows:
        """The results of one model after the other."""
        for model in models:
            yield from map(vars, model.parse(text))
        yield from map(vars, dates.parse(text, TODAY))

    return read


PROGRAMS = {"analysis": analysis, "jionlp": jionlp, "recognizers": recognizers}


def peak() -> float:
    """Most memory this process ever held, in MiB.

    It is not getrusage's number, which on Linux also knows what the parent held before exec.
    """
    status = Path("/proc/self/status").read_text("ascii")
    held = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert held, "no VmHWM: these benchmarks need Linux"
    return int(held[1]) / 1024


def main() -> None:
    """Read, write every record to nowhere, report."""
    program, name, limit = sys.argv[1:]
    text = Path(name).read_text("utf-8")
    pieces = [text] if limit == "whole" else text.split("\n\n")
    seconds = float("inf" if limit == "whole" else limit)
    read = PROGRAMS[program]()
    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
    list(read(WARM_UP))
    characters = records = 0
    wall, cpu = time.perf_counter(), time.process_time()
    with Path("/dev/null").open("w", encoding="utf-8") as nowhere:
        for piece in pieces:
            for row in read(piece):
                nowhere.write(encode(row) + "\n")
                records += 1
            characters += len(piece)
            if time.process_time() - cpu >= seconds:
                break
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    result = {"characters": characters, "records": records, "cpu": cpu, "wall": wall}
    sys.stdout.write("\n" + json.dumps(result | {"peak": peak()}) + "\n")


if __name__ == "__main__":
    main()
