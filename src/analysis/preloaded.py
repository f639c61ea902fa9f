"""What reports need, imported here once in the process that forks for each of them (see forks).

Nothing here may read a table, start a shell or choose a backend of matplotlib: a report starts as
it would in a kernel of its own.
"""

import sys

# What would be imported for a second and a half and is done without where there is none: a checker
# of addresses of the web, of which no notebook holds any, and a debugger.
sys.modules["rfc3987_syntax"] = sys.modules["debugpy"] = None  # type: ignore[assignment]

# What a kernel imports when it starts, matplotlib when it draws, and pages when they are written.
import fontTools.cffLib.transforms
import fontTools.ttLib.woff2
import ipykernel.debugger
import ipykernel.eventloops
import ipykernel.inprocess.ipkernel
import IPython.core.completerlib
import matplotlib.backends.backend_agg
import matplotlib.backends.backend_svg
import mistune.plugins.def_list
import mistune.plugins.task_lists
import mistune.plugins.url
import PIL.JpegImagePlugin
from jupyter_client.localinterfaces import local_ips
from matplotlib.backends.registry import backend_registry
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from . import (
    build,
    charts,
    findings,
    glossary,
    instruments,
    listings,
    making,
    promises,
    views,
)
from .reports import report_html


def rehearse() -> None:
    """Make a page that nobody keeps, so that whatever is compiled at first use is compiled now."""
    bars = [charts.BoundsRow("乙", None, "B")]
    chart = charts.draw_bounds("rehearsal", "甲", "A", bars, lang="zh")
    table = "<table class=data><caption>C</caption><tr><th scope=row>D</th></tr></table>"
    shown = [{"text/html": table}, chart._repr_mimebundle_()]
    outputs = [new_output("display_data", forms) for forms in shown]
    cells = [
        new_code_cell('lang: str = "zh"  # help', metadata={"tags": ["parameters"]}),
        new_markdown_cell("# 甲\n\n[*a*](https://example.org) **b** `c`, $\\frac{1}{2}$\n\n- d"),
        new_code_cell("for a in (f(1, 'b'), None):  # c\n    print(a)", outputs=outputs),
    ]
    report_html(new_notebook(cells=cells))
    # A kernel looks for the machine's addresses, matplotlib for the backends that are installed.
    local_ips()
    backend_registry.list_all()  # type: ignore[no-untyped-call]
