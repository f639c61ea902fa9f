"""Texts as they lie in files: which files, cut into batches, and the texts of a batch.

A file is plain UTF-8 text, or JSON Lines: a name that ends in .jsonl or .ndjson. There each line is
an object that holds one article:

    text    the article, a string; offsets count its characters
    id      a string or whole number that names it in the output; else its line number does
    title   and any other key is the reader's own and passed over
"""

import io
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

BATCH_BYTES = 1 << 20  # A second or so of work, and a few megabytes of figures.
BATCH_FILES = 4096  # Files may be empty, and even those must not make a batch without end.
TEXT_ENDINGS = (".txt",)
JSON_LINES_ENDINGS = (".jsonl", ".ndjson")

# A large file is cut behind the first line end of these, so that no article and no paragraph is.
# Half of a blank line stays on either side: what stands around a figure is as in the whole text.
_LINE_END = (b"\n",)
_BLANK_LINE = (b"\n\n", b"\n\r\n")
# The bytes that begin no character in UTF-8: what is left without them counts the characters.
_CONTINUATION = bytes(range(0x80, 0xC0))
_BOM = b"\xef\xbb\xbf"
# A printed number may begin with a sign, the name of a file need not: see raw.py.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EXAMPLE = 'write an object such as {"text": "…"}'
_HALF = re.compile("[\ud800-\udfff]")  # JSON can write one half of a pair alone.


@dataclass(frozen=True, slots=True)
class Failure:
    """What of a source could not be read: its line where it has one, what is wrong, what to do."""

    source: str
    line: int | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Return the failure as the one line a person reads."""
        line = f" line {self.line}" if self.line else ""
        printed = f"{self.source}{line}: {self.problem}; {self.remedy}"
        return "".join(
            char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in printed
        )


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes [start, end) of a file; `line` and `offset` are the first line and character of them.

    `end` is None for a file that is read whole. `path` opens it; `source` is its name to the user.
    """

    path: str
    source: str
    size: int
    start: int = 0
    end: int | None = None
    line: int = 1
    offset: int = 0


Batch = tuple[Part | Failure, ...]


class Text(NamedTuple):
    """A text to search, or part of a large one: `offset` characters of it stand before."""

    source: str
    text: str
    offset: int = 0
    line: int = 1


def find_files(
    sources: Iterable[Path], *, leave: Sequence[Path] = (), others: Counter[str] | None = None
) -> Iterator[tuple[Path, str] | Failure]:
    """Yield each file of the sources and its name from there; a folder's in the order of names.

    Of a folder, hidden files, links to folders and the files to `leave` are passed over; `others`
    counts by their ending the files that hold no articles.
    """
    for source in sources:
        if source.is_dir():
            yield from _walk(source, leave, Counter() if others is None else others)
        else:
            yield source, shown(source)


def _walk(
    folder: Path, leave: Sequence[Path], others: Counter[str]
) -> Iterator[tuple[Path, str] | Failure]:
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        yield _unreadable(shown(folder), error)
        return
    for path in (folder / name for name in names if not name.startswith(".")):
        if path.is_dir():
            if not path.is_symlink():  # A link to a folder may lead in a circle.
                yield from _walk(path, leave, others)
        elif any(_same(path, one) for one in leave):
            continue
        elif path.suffix.lower() not in TEXT_ENDINGS + JSON_LINES_ENDINGS:
            others[path.suffix.lower() or "without an ending"] += 1
        else:
            yield path, shown(path)


def _same(path: Path, other: Path) -> bool:
    return path.name == other.name and other.exists() and path.samefile(other)


def shown(path: Path) -> str:
    r"""Return a path as it is written in the output; a name that is no UTF-8 shows its bytes.

    A name that a spreadsheet would take for a formula is named from its folder.

    >>> shown(Path(os.fsdecode(b"news/\xb1\xa8.txt")))
    'news/\\xb1\\xa8.txt'
    >>> shown(Path("=1+2.txt"))
    './=1+2.txt'
    """
    name = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return f"./{name}" if name.startswith(_FORMULA) else name


def is_json_lines(path: str) -> bool:
    """Whether a file holds an article on each line, by its name."""
    return path.lower().endswith(JSON_LINES_ENDINGS)


def batches(
    files: Iterable[tuple[Path, str] | Failure], batch_bytes: int = BATCH_BYTES
) -> Iterator[Batch]:
    """Yield the files in batches of some `batch_bytes`, large files in parts, in order.

    Only a text without a blank line, or an article on one line, makes a batch that is larger.
    """
    batch: list[Part | Failure] = []
    size = 0
    for item in _parts(files, batch_bytes):
        weight = item.size if isinstance(item, Part) else 0
        if batch and (size + weight > batch_bytes or len(batch) == BATCH_FILES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(item)
        size += weight
    if batch:
        yield tuple(batch)


def _parts(
    files: Iterable[tuple[Path, str] | Failure], batch_bytes: int
) -> Iterator[Part | Failure]:
    for item in files:
        if isinstance(item, Failure):
            yield item
            continue
        path, source = item
        whole = Part(str(path.absolute()), source, 0)
        try:
            status = path.stat()
            if status.st_size <= batch_bytes:
                yield Part(whole.path, source, status.st_size)
            else:
                with path.open("rb") as file:
                    yield from _cut(file, whole, batch_bytes)
        except OSError as error:
            yield _unreadable(source, error)


def _cut(file: BinaryIO, whole: Part, batch_bytes: int) -> Iterator[Part]:
    """Yield a file in parts: of as many whole lines, or whole paragraphs, as fit `batch_bytes`."""
    ends = _LINE_END if is_json_lines(whole.path) else _BLANK_LINE
    next_offset = -1 if file.read(len(_BOM)) == _BOM else 0  # The mark is no character of the text.
    file.seek(0)
    start = end = offset = 0
    line = next_line = 1
    while block := file.read(batch_bytes):
        last = len(block) < batch_bytes  # The file ends here.
        cut = len(block) if last else _last_cut(block, ends)
        taken = block[:cut] if cut > 0 else block
        end += len(taken)
        next_line += taken.count(b"\n")
        next_offset += len(taken.translate(None, _CONTINUATION))
        file.seek(end)
        if cut > 0:
            yield Part(whole.path, whole.source, end - start, start, end, line, offset)
            start, line, offset = end, next_line, next_offset
    if end > start:
        yield Part(whole.path, whole.source, end - start, start, end, line, offset)


def _last_cut(block: bytes, marks: Sequence[bytes]) -> int:
    r"""Return the place behind the first byte of the last of the marks in a block, or 0.

    >>> _last_cut(b"one\n\ntwo\r\n\r\nthree", _BLANK_LINE)
    10
    >>> _last_cut(b"one\ntwo", _BLANK_LINE)
    0
    """
    return max(block.rfind(mark) for mark in marks) + 1


def read_texts(item: Part | Failure) -> Iterator[Text | Failure]:
    """Yield the texts in a part of a file, and what in it is none."""
    if isinstance(item, Failure):
        yield item
        return
    try:
        content = _read(item)
    except OSError as error:
        yield _unreadable(item.source, error)
        return
    if is_json_lines(item.path):
        yield from _articles(item, content)
    else:
        yield _plain(item, content)


def _read(part: Part) -> bytes:
    with Path(part.path).open("rb") as file:
        if part.start:
            file.seek(part.start)
        return file.read() if part.end is None else file.read(part.end - part.start)


def _plain(part: Part, content: bytes) -> Text | Failure:
    try:
        text = _decode(content, part.start)
    except UnicodeDecodeError as error:
        line = part.line + content.count(b"\n", 0, error.start)
        return _not_utf8(part.source, line, part.start + error.start)
    return Text(part.source, text, part.offset, part.line)


def _articles(part: Part, content: bytes) -> Iterator[Text | Failure]:
    start = part.start
    for number, line in enumerate(io.BytesIO(content), start=part.line):
        try:
            text = _decode(line, start)
        except UnicodeDecodeError as error:
            yield _not_utf8(part.source, number, start + error.start)
        else:
            if text.strip():
                yield _article(part.source, number, text)
        start += len(line)


def _decode(content: bytes, start: int) -> str:
    text = content.decode("utf-8")
    return text.removeprefix("\ufeff") if start == 0 else text


def _article(source: str, line: int, printed: str) -> Text | Failure:
    """Return the text on one line of JSON Lines, or what is wrong with the line."""
    try:
        article = json.loads(printed, object_pairs_hook=_no_key_twice)
    except json.JSONDecodeError as error:
        problem = f"is no JSON: {error.msg} at character {error.pos + 1}"
        return Failure(source, line, problem, "write one JSON object on each line")
    except (RecursionError, ValueError) as error:  # Too deep, a key twice, too many digits.
        return Failure(source, line, f"is no JSON we can read: {error}", _EXAMPLE)
    if wrong := _wrong(article):
        return Failure(source, line, *wrong)
    name = str(article.get("id", "")) or str(line)
    return Text(f"{source}#{name}", article["text"], line=line)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; of two values of one key Python would silently drop the first."""
    read = dict(pairs)
    if len(read) < len(pairs):
        raise ValueError("it has a key twice")
    return read


def _wrong(article: Any) -> tuple[str, str] | None:
    """Return what is wrong with an article and what to do, or None."""
    if not isinstance(article, dict):
        return f"is no object but {_json_name(article)}", _EXAMPLE
    if "text" not in article:
        return "has no text", "put the article under the key text"
    text, name = article["text"], article.get("id", "")
    if not isinstance(text, str):
        return f"its text is no string but {_json_name(text)}", "write the article as one string"
    if isinstance(name, bool) or not isinstance(name, str | int):
        return f"its id is {_json_name(name)}", "write a string or a whole number, or leave it out"
    for key, value in (("text", text), ("id", str(name))):
        if half := _HALF.search(value):
            problem = f"its {key} holds half a character, U+{ord(half[0]):04X}, at {half.start()}"
            return problem, "write the whole character, or leave it out"
    return None


def _json_name(value: Any) -> str:
    """Return what JSON calls a kind of value.

    >>> _json_name([]), _json_name(None), _json_name(True), _json_name(0.5)
    ('an array', 'null', 'a boolean', 'a number')
    """
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    return "null" if value is None else names.get(type(value), "a number")


def _not_utf8(source: str, line: int, byte: int) -> Failure:
    return Failure(source, line, f"is not UTF-8 at byte {byte}", "save it as UTF-8")


def _unreadable(source: str, error: OSError) -> Failure:
    problem = f"cannot be read: {error.strerror or error}"
    return Failure(source, None, problem, "see that it is there and may be read")
