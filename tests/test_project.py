"""What the project says about itself agrees, and no file tells of the machine it was made on."""

import re
import subprocess
import tomllib
from collections import defaultdict
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DIRECT = [
    Requirement(line)
    for line in PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
]

# The parts are joined only here, so that this file passes its own test.
HOST_PARTS = {
    "the Python registry": ("pypi", "org"),
    "the Python registry's files": ("python" + "hosted", "org"),
    "conda": ("ana" + "conda", "org"),
    "the npm registry": ("npm" + "js", "org"),
    "a script network": ("js" + "delivr", "net"),
    "another script network": ("un" + "pkg", "com"),
    "a font service": ("font" + "s", "googleapis", "com"),
}
MACHINE_FOLDERS = ["home", "media", "mnt", "opt", "private", "root", "srv", "tmp", "Users", "work"]
FORBIDDEN = {
    **{name: r"\b" + r"\.".join(parts) + r"\b" for name, parts in HOST_PARTS.items()},
    "a mirror": r"//[\w.-]*\bmirrors?\b",
    "an index address": r"/" + r"simple/",
    "an index option": r"--(?:extra-)?" + r"index-url\s*[=\s]\s*\S",
    "a package file's address": r"\w://\S+\." + r"(?:whl|tar\.gz|tgz|zip|conda|deb)\b",
    # In a notebook a line break is written \n, and the path after it begins no word.
    "a path of one machine": r"(?:(?<![\w.~*)}$-])|(?<=\\n))/(?:"
    + "|".join(MACHINE_FOLDERS)
    + r")/(?=[\w.])",
    "a Windows path of one machine": r"\b[A-Z]:\\{1,2}" + r"Users\\",
}


def tracked_files() -> list[Path]:
    """Every file that is or would be committed; without git, every file outside what tools keep."""
    # A CI runner may not own the checkout it was given, and git asks for a word about that.
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"]
    try:
        listed = subprocess.run(git, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    except (FileNotFoundError, subprocess.CalledProcessError):
        kept = re.compile(r"^(?:\.(?!ci/)|build/|dist/|reports/)|__pycache__|\.ipynb_checkpoints")
        files = [file for file in ROOT.rglob("*") if file.is_file()]
        return [file for file in files if not kept.search(file.relative_to(ROOT).as_posix())]
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def traces(text: str) -> list[str]:
    """What in `text` tells of a registry or of one machine, and on which line."""
    breaks = "\n"
    return [
        f"line {text.count(breaks, 0, found.start()) + 1}: {what} 「{found[0]}」"
        for what, pattern in FORBIDDEN.items()
        for found in re.finditer(pattern, text)
    ]


def locked() -> defaultdict[NormalizedName, list[tuple[Requirement, int]]]:
    """Each package in the lock with its pinned versions and the number of hashes of each."""
    pins: defaultdict[NormalizedName, list[tuple[Requirement, int]]] = defaultdict(list)
    text = (ROOT / "requirements.lock").read_text("utf-8")
    for entry in re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", text)):
        requirement, *hashes = re.split(r"\s*\\\n\s*--hash=", entry.strip())
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), requirement
        pin = Requirement(requirement)
        pins[canonicalize_name(pin.name)].append((pin, len(hashes)))
    return pins


def setting(file: str, key: str) -> str:
    """The value of a top-level key in a YAML file."""
    found = re.search(rf'(?m)^{key}: "?(.+?)"?$', (ROOT / file).read_text("utf-8"))
    assert found, f"{file}: {key} is missing"
    return found[1]


def test_no_file_tells_of_a_machine_or_a_registry() -> None:
    """No committed file names a registry, a mirror, a package's address or a path of one machine."""
    found = [
        f"{file.relative_to(ROOT)}, {trace}"
        for file in tracked_files()
        for trace in traces(file.read_text("utf-8", errors="replace"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("https://" + "pypi" + ".org/project/pandas", id="registry"),
        pytest.param("https://files." + "python" + "hosted.org/packages", id="its files"),
        pytest.param("https://" + "mirror" + "s.somewhere.edu.cn/x", id="mirror"),
        pytest.param("https://pypi.somewhere.cn" + "/simple" + "/", id="another index"),
        pytest.param("--index" + "-url somewhere", id="index option"),
        pytest.param("pip install https://somewhere.net/a-1.0" + ".whl", id="package file"),
        pytest.param("/" + "root/.cache", id="path"),
        pytest.param(r'"a\n' + "/" + 'root/.cache"', id="path on a notebook's new line"),
        pytest.param('"file:///' + 'work/main"', id="path in an address"),
        pytest.param("C:\\" + "Users\\someone", id="Windows path"),
    ],
)
def test_a_trace_is_found(text: str) -> None:
    """Each kind of trace is seen when it is there."""
    assert traces(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("../shared/source/page.txt", id="a path beside the checkout"),
        pytest.param("#!/usr/bin/env bash", id="a path of every machine"),
        pytest.param("3.5万吨/年", id="a printed unit"),
        pytest.param("http://www.w3.org/2000/svg", id="a namespace, which nobody fetches"),
        pytest.param("home/work/tmp", id="plain words"),
    ],
)
def test_a_look_alike_is_left(text: str) -> None:
    """What only looks like a trace may stand."""
    assert traces(text) == []


def test_versions_agree() -> None:
    """The installed package, the citation and the changelog have the project's version."""
    expected = PROJECT["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"(?m)^## \[(\d[^\]]*)\]", changelog)
    assert newest, "CHANGELOG.md: no heading like ## [0.1.0] - Unreleased"
    assert {version("analysis"), setting("CITATION.cff", "version"), newest[1]} == {expected}


def test_licences_agree() -> None:
    """The licence file, the project and the citation name one licence."""
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n")
    assert PROJECT["project"]["license"] == setting("CITATION.cff", "license") == "MIT"


@pytest.mark.parametrize("wanted", DIRECT, ids=lambda wanted: str(wanted.name))
def test_lock_pins_what_the_project_asks_for(wanted: Requirement) -> None:
    """The lock has every direct dependency at one version that the project allows; else make lock."""
    pins = locked()[canonicalize_name(wanted.name)]
    assert len(pins) == 1
    assert wanted.specifier.contains(str(pins[0][0].specifier).removeprefix("=="))


def test_lock_leaves_nothing_open() -> None:
    """Every package in the lock is pinned with == and carries hashes."""
    for name, pins in locked().items():
        for pin, hashes in pins:
            assert [one.operator for one in pin.specifier] == ["=="], name
            assert pin.url is None, name
            assert hashes, name


def test_installed_entry_points() -> None:
    """nbconvert finds the report exporter, and the shell finds the command."""
    assert entry_points(group="console_scripts")["analysis"].value == "analysis.cli:main"
    exporters = entry_points(group="nbconvert.exporters")
    assert exporters["analysis"].value == "analysis.reports:ReportExporter"


@pytest.mark.parametrize("dependency", ["dependencies", "dev"])
def test_every_dependency_says_why(dependency: str) -> None:
    """One comment sentence stands above each dependency."""
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    first = lines.index(f"{dependency} = [") + 1
    block = lines[first : lines.index("]", first)]
    comments, names = block[::2], block[1::2]
    assert all(re.fullmatch(r"    # .+\.", comment) for comment in comments)
    assert all(re.fullmatch(r'    "[\w-]+[>=]=[\w.]+",', name) for name in names)
