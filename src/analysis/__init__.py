"""Figures printed in Chinese newspapers: read, judged, compared and reported.

>>> from analysis import read_figure
>>> print(read_figure("超180亿元").bounds)
(18000000000, +inf)

The tables and reports are opened by `analysis.views.open_report`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .bounds import Bounds
    from .figures import Figure, bounds_under, read_figure
    from .mentions import find_mentions, record

__all__ = ["Bounds", "Figure", "bounds_under", "find_mentions", "read_figure", "record"]


def __getattr__(name: str) -> object:
    """Import what is asked for only then: a command that reads no figure need not wait for it."""
    if name in __all__:
        from . import bounds, figures, mentions

        for module in (bounds, figures, mentions):
            if name in vars(module):
                return vars(module)[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
