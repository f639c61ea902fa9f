"""Under which licences everything in the lock may be used: `python -m tests.licences` writes docs/licences.md."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAD = """# Licences

What `requirements.lock` installs, and under which licence each package says that it may be used. All of them allow use
and passing on together with this project, whose own licence is MIT; none asks that what it is used with carries its licence.
`python -m tests.licences > docs/licences.md` writes this list, and a test compares it.

| package | licence |
| --- | --- |
"""
# The licences that go with ours, by what packages call them: permissive ones, and MPL, which asks only
# that changes to its own files stay open.
KNOWN = {
    "0BSD": r"0BSD",
    "Apache-2.0": r"Apache[ -]?(Software )?(License)?[ ,]*(Version )?2(\.0)?|Apache Software License|Apache",
    "BSD": r"BSD([ -](License|[234][ -]Clause.*))?|.*BSD License|Modified BSD.*|new BSD.*",
    "CC0": r"CC0.*",
    "HPND": r"HPND",
    "ISC": r"ISC(L| License.*)?",
    "MIT": r"(The )?MIT( License|-0|-CMU)?|Expat.*",
    "MPL-2.0": r"MPL[ -]?2\.0|Mozilla Public License 2\.0.*|MPL.*",
    "OFL-1.1": r"OFL.*|SIL Open Font License.*",
    "PSF-2.0": r"PSF.*|Python Software Foundation License|Python-2\.0.*",
    "Unlicense": r"(The )?Unlicense.*",
    "ZPL-2.1": r"ZPL.*|Zope Public License",
    "Zlib": r"Zlib.*",
}  # fmt: skip


# What metadata leave open: a licence that a file alone names, and a choice of two.
CHOSEN = {"axe-playwright-python": "MIT", "text-unidecode": "Artistic-1.0"}
# What is locked for other systems or another Python, by its own pages.
ELSEWHERE = {
    "importlib-metadata": "Apache-2.0",
    "lazy-importer": "MIT",
    "overrides": "Apache-2.0",
    "pexpect": "ISC",
    "ptyprocess": "ISC",
    "zipp": "MIT",
    "aiohappyeyeballs": "PSF-2.0",
    "aiohttp": "Apache-2.0",
    "aiosignal": "Apache-2.0",
    "appnope": "BSD",
    "colorama": "BSD",
    "frozenlist": "Apache-2.0",
    "multidict": "Apache-2.0",
    "propcache": "Apache-2.0",
    "pywinpty": "MIT",
    "yarl": "Apache-2.0",
}


def locked() -> Iterator[str]:
    """Yield the name of each package in the lock."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    yield from re.findall(r"(?m)^([A-Za-z0-9._-]+)==", lock)


def licence(package: str) -> str:
    """What a package says of its licence, in the words of KNOWN where it is among them."""
    try:
        about = metadata(package)
    except PackageNotFoundError:  # It is locked for other systems, or for another Python.
        return ELSEWHERE[package]
    if package in CHOSEN:
        return CHOSEN[package]
    classified = [
        c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or () if "License ::" in c
    ]
    names = (
        about.json.get("license_expression"),
        " OR ".join(classified),
        about.json.get("license"),
    )
    said = next((str(name) for name in names if name), "?")
    parts = re.split(r" (?:AND|OR|WITH) |[()]+|; ", said.strip().split("\n")[0])
    return " AND ".join(dict.fromkeys(_named(part.strip()) for part in parts if part.strip()))


def _named(said: str) -> str:
    return next(
        (name for name, form in KNOWN.items() if re.fullmatch(form, said, re.IGNORECASE)), said
    )


def page() -> str:
    """The list as it is committed."""
    names = sorted(set(locked()), key=str.lower)
    return HEAD + "".join(f"| {name} | {licence(name)} |\n" for name in names)


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201
