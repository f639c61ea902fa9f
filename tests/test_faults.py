"""Faults: builds that are killed, find no room, may not write, or meet another build.

Whatever happens, every file that shows is whole, an old one or a new one, and the next build is right.
"""

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from analysis.build import PARTIAL, build_reports, build_tables
from analysis.cli import main
from analysis.paths import Checkout
from analysis.plans import plan
from analysis.warm import FORKS

from .dask_cluster import until
from .made_up import change

pytestmark = pytest.mark.skipif(not FORKS, reason="this system does not fork")

Files = dict[str, bytes]


def shown(checkout: Checkout) -> Files:
    """What a reader finds: tables and reports, and nothing hidden."""
    folders = (checkout.processed, checkout.reports)
    files = (path for folder in folders for path in folder.iterdir() if path.is_file())
    return {path.name: path.read_bytes() for path in files}


def left(checkout: Checkout) -> list[Path]:
    """What is half written."""
    return list(checkout.root.rglob(f"{PARTIAL}*"))


def command(checkout: Checkout, *more: str) -> list[str]:
    """The build of a checkout as a person starts it."""
    return [sys.executable, "-m", "analysis", "--root", str(checkout.root), "build", *more]


@pytest.fixture
def edited(study: Checkout) -> tuple[Checkout, Files, Files]:
    """A built study whose figure was edited since, with what was made of it before and is to be."""
    assert build_reports(study, plan(study)) == []
    old = shown(study)
    figures = study.pages / "page" / "figures.csv"
    kept = shutil.copytree(study.root, study.root.parent / "kept")
    change(figures, 2, "scope", "large")
    build_tables(study)
    assert build_reports(study, plan(study)) == []
    new = shown(study)
    shutil.rmtree(study.root)
    kept.rename(study.root)
    change(figures, 2, "scope", "large")
    assert old.keys() == new.keys()
    assert old["quoted.en.html"] != new["quoted.en.html"]
    return study, old, new


def build(checkout: Checkout) -> None:
    """A whole build in this process, as far as it gets."""
    build_tables(checkout)
    build_reports(checkout, plan(checkout), workers=1)


WRITING = ("write_bytes", "replace", "mkdir", "unlink")


@contextmanager
def at_step(number: int, fault: Callable[[], None]) -> Iterator[list[str]]:
    """Let a fault happen at a step of writing; what is yielded names the steps taken."""
    steps: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in WRITING:

            def step(
                path: Path, *rest: object, _do: object = getattr(Path, name), **more: object
            ) -> object:
                steps.append(path.name)
                if len(steps) == number:
                    fault()
                assert callable(_do)
                return _do(path, *rest, **more)

            patch.setattr(Path, name, step)
        yield steps


def killed_at(number: int, checkout: Checkout) -> bool:
    """Whether a build was killed at a step of writing: else it had no such step."""
    child = os.fork()
    if child == 0:
        with at_step(number, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            build_tables(checkout)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_tables_are_whole_wherever_the_build_is_killed(
    edited: tuple[Checkout, Files, Files], tmp_path: Path
) -> None:
    """Killed before any step of writing, each table is an old or a new one; the next build is right."""
    checkout, old, new = edited
    as_it_was = shutil.copytree(checkout.root, tmp_path / "as it was")
    number = 1
    while killed_at(number, checkout):
        for name, content in shown(checkout).items():
            assert content in (old[name], new[name]), f"step {number}: {name}"
        assert main(["--root", str(checkout.root), "build"]) == 0
        assert shown(checkout) == new, f"step {number}"
        assert left(checkout) == []
        shutil.rmtree(checkout.root)
        shutil.copytree(as_it_was, checkout.root)
        number += 1
    assert number > 12, "a table or two was written in fewer steps"


@pytest.mark.parametrize("seconds", [0.2, 0.6, 1.2, 2.0, 2.6, 3.2, 3.8, 4.4, 5.0, 6.0])
def test_a_build_may_be_killed_at_any_time(
    edited: tuple[Checkout, Files, Files], seconds: float
) -> None:
    """Killed after some time, if it still runs, it leaves whole files; the next build is right."""
    checkout, old, new = edited
    started = subprocess.Popen(
        command(checkout), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    time.sleep(seconds)
    started.kill()
    started.wait()
    for name, content in shown(checkout).items():
        assert content in (old[name], new[name]), name
    again = subprocess.run(command(checkout), capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert shown(checkout) == new
    assert left(checkout) == []


def test_no_room_is_one_line_wherever_it_comes(
    edited: tuple[Checkout, Files, Files], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without room for a step of writing, every file stays whole; with room the next build is right."""
    checkout, old, new = edited
    as_it_was = shutil.copytree(checkout.root, tmp_path / "as it was")

    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    number = 1  # Of the steps of the reports, which are many and alike, every fifth is tried.
    while True:
        with at_step(number, full) as steps:
            code = main(["--root", str(checkout.root), "build", "--workers", "1"])
        if len(steps) < number:
            break
        told = capsys.readouterr().err.splitlines()
        assert code == 2, f"step {number}"
        assert told[-1] == "analysis: No space left on device; free some room and run it again"
        for name, content in shown(checkout).items():
            assert content in (old[name], new[name]), f"step {number}: {name}"
        assert main(["--root", str(checkout.root), "build"]) == 0
        assert shown(checkout) == new, f"step {number}"
        shutil.rmtree(checkout.root)
        shutil.copytree(as_it_was, checkout.root)
        number += 1 if number < 20 else 5
    assert code == 0
    assert number > 40


def test_a_disk_that_is_really_full(edited: tuple[Checkout, Files, Files]) -> None:
    """Where the system lets no file grow beyond a size, the build ends with one line."""
    checkout, old, _ = edited

    import resource  # noqa: PLC0415  # Windows has none.

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    done = subprocess.run(
        command(checkout), capture_output=True, text=True, preexec_fn=limited, check=False
    )
    assert done.returncode == 2
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert shown(checkout) == old


# Root may write anywhere, unless it gives that right away.
AS_A_USER = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []


@pytest.mark.skipif(
    bool(AS_A_USER) and not shutil.which("setpriv"), reason="root, and no setpriv here"
)
@pytest.mark.parametrize("name", ["processed", "reports", "pages", "root"])
def test_a_folder_that_may_not_be_written(edited: tuple[Checkout, Files, Files], name: str) -> None:
    """A read-only folder is one line that names it, and stays as it is; then the build goes on."""
    checkout, old, new = edited
    folder: Path = getattr(checkout, name)
    text = checkout.root.parent / "a.txt"
    text.write_text("东岭园区有企业60家。", "utf-8")
    commands = {
        "pages": [*command(checkout)[:-1], "draft", str(text), "--page", "new"],
        "root": [*command(checkout)[:-1], "extract", str(text), "--output", str(folder / "x.csv")],
    }
    folder.chmod(0o555)
    try:
        refused = [*AS_A_USER, *commands.get(name, command(checkout))]
        done = subprocess.run(refused, capture_output=True, text=True, check=False)
    finally:
        folder.chmod(0o755)
    assert done.returncode == 2, done.stderr
    last = done.stderr.splitlines()[-1]
    assert re.match(r"analysis\b.*Permission denied: '", last), done.stderr
    assert str(folder) in last
    assert "Traceback" not in done.stderr
    assert left(checkout) == []
    if name != "reports":  # The tables are made before the first report cannot be written.
        assert shown(checkout) == old
    assert subprocess.run(command(checkout), check=False).returncode == 0
    assert shown(checkout) == new


BROKEN = {
    "empty": b"",
    "no JSON": b"{",
    "null": b"null",
    "a list": b"[]",
    "a number": b"3",
    "no UTF-8": b"\xff\xfe{}",
    "nothing in it": b"{}",
    "parts of another kind": b'{"parts": 3, "reads": null, "made": [], "said": 1}',
    "made of another kind": b'{"parts": {}, "reads": {}, "made": {"x": 3}, "said": [[]]}',
    "deep": b"[" * 100_000,
    "zeros": bytes(4096),
}


@pytest.mark.parametrize("content", [pytest.param(c, id=name) for name, c in BROKEN.items()])
def test_a_broken_cache_is_no_cache(
    study: Checkout, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    """A receipt or manifest that is none is made anew with what it was of; nothing else happens."""
    assert main(["--root", str(study.root), "build"]) == 0
    good = shown(study)
    caches = [*(study.reports / ".receipts").iterdir(), study.reports / "manifest.json"]
    assert len(caches) == 5
    for cache in caches:
        cache.write_bytes(content)
        capsys.readouterr()
        assert main(["--root", str(study.root), "build"]) == 0, cache.name
        assert "Traceback" not in capsys.readouterr().err
        assert shown(study) == good, cache.name


def test_two_builds_at_once_take_turns(edited: tuple[Checkout, Files, Files]) -> None:
    """A second build waits for the first, says so, and finds everything made."""
    checkout, _, new = edited
    both = [
        subprocess.Popen(
            command(checkout), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    told = [one.communicate() for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert sum("another build is at work here" in err for _, err in told) == 1
    assert sorted("is made" in out for out, _ in told) == [False, True]
    assert shown(checkout) == new


LATE = "has not ended after 3 s; mend what takes so long, or raise --timeout"
ENDLESS = {
    "a loop": "while True:\n    pass",
    "a loop that catches every error": (
        "import time\nwhile True:\n    try:\n        time.sleep(1)\n    except Exception:\n        pass"
    ),
    "work that never looks up": "sum(range(10**13))",
}


@pytest.mark.parametrize("source", [pytest.param(s, id=name) for name, s in ENDLESS.items()])
def test_an_endless_cell_is_given_up(
    study: Checkout, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    """A report that does not end is given up after --timeout; the others are made."""
    path = study.notebooks / "quoted.ipynb"
    endless = nbformat.read(path, 4)
    endless.metadata["analysis"]["report"] = "endless"
    endless.cells[1].source = source
    nbformat.write(endless, study.notebooks / "endless.ipynb")
    began = time.monotonic()
    assert main(["--root", str(study.root), "build", "--timeout", "3", "--report", "endless"]) == 1
    assert time.monotonic() - began < 60
    told = capsys.readouterr().err
    assert "endless.zh.html" in told.splitlines()[-1]
    expected = f"endless.ipynb, cell 2: TimeoutError: {LATE}"
    assert (expected if source == ENDLESS["a loop"] else f"endless.ipynb: {LATE}") in told
    assert main(["--root", str(study.root), "build", "--report", "quoted"]) == 0


def test_an_endless_cell_of_an_ordinary_kernel_is_given_up(
    study: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same with --cold, and no kernel is left behind."""
    path = study.notebooks / "quoted.ipynb"
    endless = nbformat.read(path, 4)
    told = study.root / "process.txt"
    endless.cells[
        1
    ].source = f"import os\nopen({str(told)!r}, 'w').write(str(os.getpid()))\nwhile True:\n    pass"
    nbformat.write(endless, path)
    asked = ["build", "--timeout", "4", "--cold", "--lang", "en"]
    assert main(["--root", str(study.root), *asked]) == 1
    assert "quoted.ipynb: a cell has not ended after 4 s" in capsys.readouterr().err
    process = int(told.read_text("utf-8"))
    until(lambda: not Path(f"/proc/{process}").exists())
