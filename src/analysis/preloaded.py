"""The process that forks for each report: what reports need is imported here, once (see warm).

Nothing here may draw, read a table or choose a backend of matplotlib: a report starts as it would
in a kernel of its own.
"""

import socket
import sys

# A checker of addresses of the web that jsonschema would import for a second and a half; no
# notebook holds any. It does without where there is none.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

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
from .fonts import open_ahead
from .reports import exporter
from .warm import serve

if __name__ == "__main__":
    open_ahead()
    _ = exporter().template  # It is compiled now.
    serve(socket.socket(fileno=int(sys.argv[1])))
