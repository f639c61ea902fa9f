"""The four drawings of a report: matrix, bars, bounds and timeline, in Chinese and in English.

An end that a figure reaches is a filled dot, one it does not reach a hollow dot, one it does not
state an arrow that fades out. What was not reported is silence: a thin dash, and never a zero.
"""

from .counts import BarRow, Part, draw_bars, draw_matrix
from .intervals import BoundsRow, draw_bounds
from .sheet import Chart
from .timeline import TimelineRow, draw_timeline

__all__ = [
    "BarRow",
    "BoundsRow",
    "Chart",
    "Part",
    "TimelineRow",
    "draw_bars",
    "draw_bounds",
    "draw_matrix",
    "draw_timeline",
]
