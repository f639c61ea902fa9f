"""Reports made on a Dask cluster of this machine's processes: the same bytes, whatever dies."""

import os
import signal
import threading
from pathlib import Path

import nbformat
import pytest

from analysis import build
from analysis.build import build_reports
from analysis.cli import main
from analysis.paths import Checkout
from analysis.plans import plan
from analysis.receipts import file_hash

from .dask_cluster import started, until

# The first report under way tells which worker makes it and waits; another waits for nothing.
SLOW = """
import os
import time
from pathlib import Path

made_by = Path("{told}")
if not made_by.exists():
    stat = Path(f"/proc/{{os.getppid()}}/stat").read_text("ascii")
    made_by.write_text(stat.rpartition(")")[2].split()[1], "ascii")
    time.sleep(30)
"""


@pytest.fixture
def told(study: Checkout) -> Path:
    """Where the first report under way tells which worker makes it."""
    path = study.notebooks / "quoted.ipynb"
    notebook = nbformat.read(path, as_version=4)
    place = study.root.parent / "made-by"
    notebook.cells[1].source = SLOW.format(told=place)
    nbformat.write(notebook, path)
    return place


def files_of(checkout: Checkout) -> dict[str, str]:
    """The hash of each report of a checkout."""
    return {path.name: file_hash(path) for path in checkout.reports.iterdir() if path.is_file()}


def test_a_worker_that_is_killed_costs_nothing(study: Checkout, told: Path, tmp_path: Path) -> None:
    """Another makes its report anew; all bytes are those of a build on this machine."""
    with started(tmp_path) as cluster:

        def kill() -> None:
            until(lambda: told.exists() and bool(told.read_text("ascii")))
            os.kill(int(told.read_text("ascii")), signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        assert build_reports(study, plan(study), scheduler=cluster.address) == []
        killer.join()
        assert any(worker.poll() == -signal.SIGKILL for worker in cluster.workers)
    elsewhere = files_of(study)
    assert build_reports(study, plan(study)) == []
    assert files_of(study) == elsewhere


def test_a_scheduler_that_goes_away_is_one_line_and_the_rest_is_made_later(
    study: Checkout, told: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was made stands, and the next build makes what is left, here or elsewhere."""
    command = ["--root", str(study.root), "build"]
    with started(tmp_path) as cluster:

        def kill() -> None:
            until(lambda: any(study.reports.glob("quoted.*.html")))
            cluster.scheduler.kill()

        killer = threading.Thread(target=kill)
        killer.start()
        assert main([*command, "--scheduler", cluster.address]) == 2
        killer.join()
    assert capsys.readouterr().err.splitlines()[1:] == [
        f"analysis: the Dask scheduler at {cluster.address} was lost; start it and run again"
    ]
    [made] = study.reports.glob("quoted.*.html")
    assert main(command) == 0
    told_now = capsys.readouterr().err
    assert "[1/1]" in told_now
    assert made.stem not in told_now


def test_texts_are_not_sent_elsewhere(study: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    """Reports that quote are made where their owner is."""
    texts = str(study.root.parent / "texts")
    command = ["build", "--texts", texts, "--scheduler", "tcp://127.0.0.1:1"]
    assert main(["--root", str(study.root), *command]) == 2
    assert "--texts stays on this machine" in capsys.readouterr().err


def test_what_a_cluster_cannot_heed_is_refused(
    study: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    """How many work at once is the cluster's to say."""
    command = ["build", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1"]
    assert main(["--root", str(study.root), *command]) == 2
    assert "a cluster has its own" in capsys.readouterr().err


def test_a_worker_with_other_versions_is_named(
    study: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes of another library would be false to their receipt."""
    monkeypatch.setattr(
        build, "versions", lambda names: dict.fromkeys(names, "0") | {"pandas": "0"}
    )
    with started(tmp_path, workers=1) as cluster:
        failures = build_reports(study, plan(study), scheduler=cluster.address)
    assert {failure.name for failure in failures} == {"quoted.zh", "quoted.en"}
    assert all("a worker has another version of" in failure.reason for failure in failures)
    assert not list(study.reports.glob("quoted.*"))
