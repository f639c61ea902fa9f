"""The process that forks for each report: what reports need is imported here, once (see warm).

Nothing here may draw, read a table or choose a backend of matplotlib: a report starts as it would
in a kernel of its own.
"""

import socket
import sys

# A checker of addresses of the web that jsonschema would import for a second and a half; no
# notebook holds any. It does without where there is none.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

from ipykernel import debugger  # noqa: F401  # A kernel imports it when it starts.

from . import (  # noqa: F401
    charts,
    findings,
    glossary,
    instruments,
    listings,
    making,
    promises,
    views,
)
from .warm import serve

if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
