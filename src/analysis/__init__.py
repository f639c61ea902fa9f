"""Figures printed in Chinese newspapers: read, judged, compared and reported.

>>> from analysis import read_figure
>>> print(read_figure("超180亿元").bounds)
(18000000000, +inf)

The tables and reports are opened by `analysis.views.open_report`.
"""

from .bounds import Bounds
from .figures import Figure, bounds_under, read_figure
from .mentions import find_mentions, record

__all__ = ["Bounds", "Figure", "bounds_under", "find_mentions", "read_figure", "record"]
