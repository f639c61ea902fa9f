"""What a long build is at: a bar on a terminal, a line for each report elsewhere."""

import sys
from types import TracebackType

from tqdm import tqdm

from .plans import Failure

NAMED = 3  # So many of the reports under way are named beside the bar.


class Progress:
    """Reports under way, made and failed, told on standard error while they are."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._ended = 0
        self._under_way: dict[str, None] = {}
        shown = sys.stderr.isatty()
        self._bar = tqdm(total=total, unit="report", leave=False, disable=not shown)

    def __enter__(self) -> "Progress":
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        self._bar.close()

    def begin(self, name: str) -> None:
        """Tell that a report is under way."""
        self._under_way[name] = None
        self._show()

    def end(self, name: str, failure: Failure | None) -> None:
        """Tell that a report is made, or why it is not."""
        del self._under_way[name]
        self._ended += 1
        self._bar.update()
        if failure:
            self._say(f"{name} not made: {failure.reason}")
        elif self._bar.disable:
            self._say(f"{name} made")
        self._show()

    def _say(self, line: str) -> None:
        tqdm.write(f"[{self._ended}/{self._total}] {line}", file=sys.stderr)

    def _show(self) -> None:
        names = list(self._under_way)
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        self._bar.set_postfix_str(", ".join(names[:NAMED]) + more)
