"""The process that forks (see warm): it imports what reports need, makes ready, and waits."""

import gc
import os
import pickle
import signal
import socket
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .paths import Checkout

if TYPE_CHECKING:  # It takes a while to import.
    from .fonts import Cut

_Result = TypeVar("_Result")


def main(control: socket.socket, root: Path | None) -> None:
    """Import all that reports need, make ready for those of a checkout, and fork when asked."""
    font = _begun(_font_of, Checkout(root)) if root else None
    from .fonts import open_ahead
    from .preloaded import rehearse

    rehearse()
    if font:
        with suppress(EOFError, OSError):  # Each report then cuts the font itself.
            open_ahead(font())
    serve(control)


def _font_of(study: Checkout) -> "Cut":
    """Return the font cut to every character that reports of a study can show."""
    from .fonts import characters_of, cut_ahead

    own = Path(__file__).parent
    return cut_ahead(characters_of(study.root / "data" / "raw", study.notebooks, own))


def _begun(function: Callable[[Checkout], _Result], study: Checkout) -> Callable[[], _Result]:
    """Begin a function in a fork; what is returned waits for its result, or raises EOFError."""
    ours, theirs = Pipe(duplex=False)
    if os.fork() == 0:
        try:
            theirs.send(function(study))
        finally:
            os._exit(0)
    theirs.close()
    return ours.recv


def serve(control: socket.socket) -> None:
    """Fork for each connection that comes over a socket; end with all forks once that is closed."""
    # Python 3.12 warns of threads that libraries have started; none of them holds what forks need.
    warnings.filterwarnings("ignore", r".*multi-threaded.*fork", DeprecationWarning)
    gc.freeze()  # A fork that looked through all this for garbage would copy it.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # Forks that have ended are kept for nobody.
    while True:
        message, files, *_ = socket.recv_fds(control, 1, 1)
        if not message:
            os.killpg(0, signal.SIGKILL)  # Nobody is left whom the forks could answer.
        connection = Connection(files[0])
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            _answer(connection)
        connection.close()


def _answer(connection: Connection) -> None:
    """Do the task that a connection brings, and end without whatever the parent has to tidy up."""
    gc.disable()  # It ends before there is much garbage.
    try:
        answer: tuple[object, Exception | None]
        try:
            function, args = connection.recv()
            answer = function(*args), None
        except Exception as error:  # noqa: BLE001  # It is raised where the task was given.
            answer = None, error
        try:
            connection.send(answer)
        except (TypeError, AttributeError, pickle.PicklingError) as error:
            connection.send((None, ChildProcessError(f"its result cannot be sent: {error}")))
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
