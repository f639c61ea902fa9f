"""The sentence around each figure, for whoever owns the text it was printed in.

The repository holds no sentence of an article. Where a folder of texts is named, a report quotes
them; such a report stays on its owner's machine (see build).
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .problems import RawError
from .ties import Row, Tables, row_of

# Names the folder to a notebook. It is a name of its own: that the texts are at hand, as for the
# tests, must never be enough to quote them.
FOLDER = "ANALYSIS_SENTENCES"
LONGEST = 120  # So many characters of a sentence are shown.
# What ends a sentence, and what closes after the end and still belongs to it.
_END = re.compile("[。！？；…!?;]+[”’」』）)】》〉]*")


class Sentence(NamedTuple):
    """A sentence in three parts: before the printed span, the span, and after it."""

    before: str
    printed: str
    after: str


def sentence_around(text: str, start: int, end: int) -> Sentence:
    r"""Return the sentence that holds a span; a long one is cut on both sides.

    >>> sentence_around("东岭见闻\n开园了。“企业有60家。”厂长说。", 13, 16)
    Sentence(before='“企业有', printed='60家', after='。”')
    """
    first = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    last = len(text) if line_end < 0 else line_end
    ends = [match.end() for match in _END.finditer(text, first, last)]
    first = max((place for place in ends if place <= start), default=first)
    last = min((place for place in ends if place >= end), default=last)
    return _cut(text[first:start].lstrip(), text[start:end], text[end:last].rstrip())


def _cut(before: str, printed: str, after: str) -> Sentence:
    room = max(LONGEST - len(printed), 0)
    if len(before) + len(after) <= room:
        return Sentence(before, printed, after)
    # What one side does not need, the other may have.
    left = max(room // 2, room - len(after))
    right = max(room - room // 2, room - len(before))
    return Sentence(
        f"…{before[len(before) - left :]}" if len(before) > left else before,
        printed,
        f"{after[:right]}…" if len(after) > right else after,
    )


def sentences_for(tables: Tables, folder: Path | None = None) -> dict[str, Sentence]:
    """Return the sentence around each figure and fact whose text is in a folder, by its id.

    Without a folder it is the one that ANALYSIS_SENTENCES names; without either there is none.
    Raises ValueError where no text belongs to any page, or a row does not stand where it says.
    """
    named = folder or os.environ.get(FOLDER)
    if not named:
        return {}
    return sentences_in(tables, texts_of_pages(tables, Path(named)))


def sentences_in(tables: Tables, texts: Mapping[str, str]) -> dict[str, Sentence]:
    """Return the sentence around each figure and fact of the pages whose texts these are.

    Raises ValueError where a row does not stand where it says.
    """
    rows = [
        row_of(tables, name, id_) for name in ("mentions", "facts") for id_ in tables[name].index
    ]
    return {row["id"]: _sentence(texts[row["page"]], row) for row in rows if row["page"] in texts}


def texts_of_pages(tables: Tables, folder: Path) -> dict[str, str]:
    """Return the text of each page that a folder holds, whatever its file is called.

    Raises ValueError where there is no such folder, or no text in it belongs to any page.
    """
    if not folder.is_dir():
        raise ValueError(f"{folder}: is no folder; name the one that holds the texts of the pages")
    found = dict(_texts(folder))
    pages = page_hashes(tables)
    if not pages.values() & found.keys():
        wanted = ", ".join(f"{page} has SHA-256 {digest}" for page, digest in pages.items())
        raise ValueError(f"{folder}: no file is the text of a page; {wanted}")
    return {page: found[digest] for page, digest in pages.items() if digest in found}


def page_hashes(tables: Tables) -> dict[str, str]:
    """Return the SHA-256 of the text of each page."""
    articles = tables["articles"]["sha256"].items()
    return {str(id_).rpartition("/")[0]: str(digest) for id_, digest in articles}


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each text of a folder by its SHA-256; what is no text lies there for other reasons."""
    # Reports without texts need not wait for what reads raw tables.
    from .raw import read_text  # noqa: PLC0415

    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            text = read_text(path)
        except RawError:
            continue
        yield hashlib.sha256(text.encode("utf-8")).hexdigest(), text


def _sentence(text: str, row: Row) -> Sentence:
    found = sentence_around(text, int(row["start"]), int(row["end"]))
    if found.printed != row["printed"]:
        raise ValueError(
            f"{row['id']} [{row['start']}, {row['end']}): is 「{found.printed}」 in the text, "
            f"not 「{row['printed']}」; run analysis anchor {row['page']}"
        )
    return found
