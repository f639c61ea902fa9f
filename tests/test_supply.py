"""What we take from others: licences that go with ours, and nothing from a network at run time."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import copied
from .licences import KNOWN, ROOT, licence, locked, page

# Runs in every Python process that is started with it on its path: whatever asks for a machine, even
# for this one, is written down and refused. A library may bind a port to see what there is to bind to.
GUARD = """
import sys


def refuse(event, args):
    asks = event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
    to = args[-1] if event in {"socket.connect", "socket.sendto", "socket.sendmsg"} else ""
    if asks or isinstance(to, tuple):
        with open(%r, "a") as file:
            file.write(f"{event} {args!r}\\n")
        raise OSError("a test refuses every network")


sys.addaudithook(refuse)
"""


@pytest.fixture
def guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that holds what was asked of a network by processes started from now on."""
    asked = tmp_path / "asked.txt"
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD % str(asked), "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "guard"))
    return asked


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """A Python process, to its end."""
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)


def test_a_build_asks_no_network(guarded: Path, tmp_path: Path) -> None:
    """All tables and reports are made by processes that are refused every network, and none asks."""
    checkout = copied(tmp_path / "study")
    done = run("-m", "analysis", "--root", str(checkout.root), "build")
    assert done.returncode == 0, done.stderr
    assert len(list(checkout.reports.glob("*.html"))) > 30
    assert not guarded.exists() or guarded.read_text("utf-8") == ""


def test_the_guard_refuses(guarded: Path) -> None:
    """What asks for a machine or its address is refused and written down."""
    asks = "import socket; socket.socket().connect(('127.0.0.1', 9))"
    assert "a test refuses every network" in run("-c", asks).stderr
    names = "import socket; socket.getaddrinfo('example.org', 80)"
    assert "a test refuses every network" in run("-c", names).stderr
    asked = re.findall(r"(?m)^socket\.\w+", guarded.read_text("utf-8"))
    assert asked == ["socket.connect", "socket.getaddrinfo"]


@pytest.mark.parametrize("package", sorted(set(locked())))
def test_every_licence_goes_with_ours(package: str) -> None:
    """Each package in the lock is under licences that are known to."""
    allowed = KNOWN.keys() | {"Artistic-1.0"}
    assert set(licence(package).split(" AND ")) <= allowed, licence(package)


def test_the_list_of_licences_is_true() -> None:
    """The committed list says what the packages say."""
    assert (ROOT / "docs" / "licences.md").read_text("utf-8") == page()
