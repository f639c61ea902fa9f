"""Charts as a page draws them: few bytes, its own font, and colours that know the dark."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from math import inf
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markupsafe import Markup

# What charts are drawn in: the colour in the light, its name, and what it becomes in the dark.
CHART_COLOURS = {
    "#1f2328": ("ink", "#e6edf3"),
    "#000000": ("ink", "#e6edf3"),  # What matplotlib draws in when nobody chose.
    "#6b7280": ("muted", "#9aa4af"),
    "#d0d7de": ("grid", "#30363d"),
    "#ffffff": ("paper", "var(--paper)"),
    "#0969da": ("blue", "#58a6ff"),
    "#bc4c00": ("orange", "#f0883e"),
    "#1a7f37": ("green", "#3fb950"),
    "#8250df": ("purple", "#bc8cff"),
    "#cf222e": ("red", "#ff7b72"),
    "#0a7b83": ("teal", "#39c5cf"),
    "#cfe3fb": ("pale-blue", "#173a63"),
    "#eceff2": ("pale-grey", "#22272e"),
}
# How many numbers follow each letter of the paths that matplotlib writes, all of them absolute.
PATH_NUMBERS = {"M": 2, "L": 2, "Q": 4, "C": 6, "z": 0}

Box = tuple[float, float, float, float]
EVERYWHERE: Box = (-inf, -inf, inf, inf)  # Where words and marks may be.
LINE = 10  # No line is thicker than two points, and half of it lies outside of its path.

_SVG = re.compile(r"(?s)<svg\b.*?</svg>")
_LOOK = re.compile(r'(?<=\s)style="(?!--)([^"]*)"')
# What a chart draws again and again has an id that ends in a hash.
_DEFINED = re.compile(r'\sid="([\w-]+-[mh][0-9a-f]{10})"')


def inline_svg(svg: str) -> Markup:
    """A chart as part of the page: bare, rounded, in its font and in colours that know the dark."""
    root = ElementTree.fromstring(svg)
    referenced = set(re.findall(r"#([^\s)\"']+)", svg)) | {root.get("id")}
    for element in list(root.iter()):
        element.tag = local(element.tag)
        for child in list(element):
            if local(child.tag) in ("metadata", "style"):
                element.remove(child)
            elif not (child.tail or "").strip():
                child.tail = None
        if not (element.text or "").strip():
            element.text = None
        # matplotlib names every group; only what is pointed at, or read out, needs its name.
        needed = element.tag in ("title", "desc") or element.get("id") in referenced
        drawn = {local(name): drawn_value(local(name), v) for name, v in element.attrib.items()}
        element.attrib = {name: v for name, v in drawn.items() if v and (name != "id" or needed)}
    share_marks(root)
    root[:] = [ungrouped(child) for child in root]
    join_paths(root)
    for path in root.iter("path"):
        path.set("d", short_path(path.get("d", "")))
    width = root.attrib.pop("width", "40rem")
    root.attrib.pop("height", None)
    root.attrib.pop("version", None)
    root.attrib = {"role": "img", "style": f"--width:{width}"} | root.attrib
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def share_marks(root: Element) -> None:
    """Let what draws the same mark refer to one; matplotlib defines it anew for each colour."""
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    for defs in root.iter("defs"):
        for mark in list(defs):
            name = mark.attrib.pop("id", "")
            drawn = ElementTree.tostring(mark, encoding="unicode")
            same[f"#{name}"] = f"#{first.setdefault(drawn, name)}"
            mark.attrib = {"id": name} | mark.attrib
            if first[drawn] != name:
                defs.remove(mark)
    for use in root.iter("use"):
        use.set("href", same.get(use.get("href", ""), use.get("href", "")))


def ungrouped(group: Element) -> Element:
    """The only child of a group that just says how it looks; anything else as it is."""
    if (
        group.tag != "g"
        or len(group) != 1
        or set(group.attrib) - {"style"}
        or "style" in group[0].attrib
    ):
        return group
    only = group[0]
    only.attrib = group.attrib | only.attrib
    return only


def join_paths(root: Element) -> None:
    """Let paths that look the same be one, where nothing drawn between them is in the way."""
    kept: list[tuple[Element, list[Box]]] = []
    for child in root:
        box = extent(child)
        joined = alike(child, box, kept)
        if joined:
            joined[0].set("d", joined[0].get("d", "") + child.get("d", ""))
            joined[1].append(box)
        else:
            kept.append((child, [box]))
    root[:] = [child for child, _ in kept]


def alike(
    child: Element, box: Box, kept: list[tuple[Element, list[Box]]]
) -> tuple[Element, list[Box]] | None:
    """What is kept that looks like a path and can be drawn with it; None where nothing can."""
    for other, boxes in reversed(kept):
        if any(meet(box, one) for one in boxes):
            return None
        if {**other.attrib, "d": ""} == {**child.attrib, "d": ""}:
            return other, boxes
    return None


def extent(drawn: Element) -> Box:
    """The left, top, right and bottom of a path in tenths, with its line; else everywhere."""
    if drawn.tag != "path":
        return EVERYWHERE
    points = [point for _, step in _steps(drawn.get("d", "")) for point in step]
    if not points:
        return EVERYWHERE
    across, down = zip(*points, strict=True)
    line = LINE if "stroke:" in drawn.get("style", "") else 0
    return (min(across) - line, min(down) - line, max(across) + line, max(down) + line)


def meet(one: Box, other: Box) -> bool:
    """Whether two extents have any place in common."""
    return all(one[i] < other[i + 2] and other[i] < one[i + 2] for i in (0, 1))


def chart_name(svg: str) -> str:
    """The id of a chart, which names the file of its data."""
    found = re.search(r'<svg\b[^>]*\sid="([^"]+)"', svg)
    return found[1] if found else "chart"


def local(name: str) -> str:
    """An XML name without its namespace, which HTML knows by itself.

    >>> local("{http://www.w3.org/2000/svg}path")
    'path'
    """
    return name.rpartition("}")[2]


def drawn_value(name: str, value: str) -> str:
    """The value of a chart's attribute as the page keeps it; empty where it says nothing.

    >>> drawn_value("x", "12.3456")
    '12.3'
    >>> drawn_value("style", "font-family: 'Analysis Sans'; fill: #0969DA")
    'fill:var(--chart-blue,#0969da)'
    """
    if name == "style":
        value = re.sub(r"font-family:[^;]*;?\s*", "", value)
        value = re.sub(r"\s*([:;])\s*", r"\1", value).strip("; ")
        return re.sub(r"#[0-9A-Fa-f]{6}\b", lambda colour: themed(colour[0].lower()), value)
    # Letters keep their shape: what a font is too narrow or wide is spread between them.
    if name == "lengthAdjust" or (name == "transform" and value.startswith("rotate(-0 ")):
        return ""
    if name == "textLength":
        return f"{float(value):.0f}"
    if name in ("points", "x", "y") or (name == "transform" and "scale" not in value):
        return re.sub(r"-?\d+\.\d+", lambda number: f"{round(float(number[0]), 1):g}", value)
    return value


def themed(colour: str) -> str:
    """A colour of the palette as the custom property that replaces it in the dark."""
    return (
        f"var(--chart-{CHART_COLOURS[colour][0]},{colour})" if colour in CHART_COLOURS else colour
    )


def short_path(path: str) -> str:
    """A path to a tenth of a point, told by its steps; a line back to where it closes is unsaid.

    >>> short_path("M 0.123 144 L 7 144 L 7 8.56 L 0.123 8.56 L 0.123 144 z")
    'M.1 144h6.9v-135.4h-6.9z'
    >>> short_path("M 1 1 L 2.5 0.5 M 0 0 C 1 0 2 1 2 2")
    'M1 1l1.5-.5m-2.5-.5c1 0 2 1 2 2'
    """
    steps = list(_steps(path))
    told = ""
    # In tenths, whole numbers, so that rounding adds up to nothing.
    here = start = (0, 0)
    for number, (letter, points) in enumerate(steps):
        closes = letter == "L" and points[-1] == start and steps[number + 1 :][:1] == [("z", [])]
        if not closes:
            told += _step(letter, points, here, first=not told)
        here = points[-1] if points else start
        start = here if letter == "M" else start
    return told


def _steps(path: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each letter of a path with its points, in tenths."""
    for letter, given in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        tenths = [round(float(number) * 10) for number in re.findall(r"-?[\d.]+", given)]
        if len(tenths) != PATH_NUMBERS.get(letter, -1):
            raise ValueError(f"path step {letter}{given}: expected {PATH_NUMBERS}")
        yield letter, list(zip(tenths[::2], tenths[1::2], strict=True))


def _step(letter: str, points: list[tuple[int, int]], here: tuple[int, int], *, first: bool) -> str:
    """One step of a path, relative to where it is."""
    if not points:
        return "z"
    if first:
        return f"M{_numbers(points[0])}"
    steps = [(x - here[0], y - here[1]) for x, y in points]
    across, down = steps[0]
    if letter == "L" and (across == 0 or down == 0):
        return f"h{_numbers([across])}" if down == 0 else f"v{_numbers([down])}"
    return letter.lower() + _numbers([number for step in steps for number in step])


def _numbers(tenths: tuple[int, ...] | list[int]) -> str:
    """Numbers in a row, apart only where they must be."""
    told = [re.sub(r"^(-?)0\.", r"\1.", f"{number / 10:g}") for number in tenths]
    return re.sub(" (?=-)", "", " ".join(told))


def with_shared_styles(page: str) -> str:
    """A page whose charts say each look once, as a class of the page's style, by short names.

    >>> with_shared_styles('<style></style><svg><g style="fill:red"></g></svg>')
    '<style>.c0{fill:red}</style><svg><g class="c0"></g></svg>'
    """
    page = _SVG.sub(_with_short_ids(page), page)
    charts = _SVG.findall(page)
    looks = Counter(look for chart in charts for look in _LOOK.findall(chart))
    classes = {look: f"c{rank}" for rank, (look, _) in enumerate(looks.most_common())}
    rules = "".join(f".{name}{{{html.unescape(look)}}}" for look, name in classes.items())

    def shared(chart: re.Match[str]) -> str:
        return _LOOK.sub(lambda style: f'class="{classes[style[1]]}"', chart[0])

    return _SVG.sub(shared, page).replace("</style>", f"{rules}</style>", 1)


def _with_short_ids(page: str) -> Callable[[re.Match[str]], str]:
    """What gives a chart's marks and hatches, which matplotlib names by a hash, short names."""
    defined = (names for chart in _SVG.findall(page) for names in _DEFINED.findall(chart))
    short = {name: f"d{number}" for number, name in enumerate(dict.fromkeys(defined))}

    def renamed(found: re.Match[str]) -> str:
        return found[1] + short.get(found[2], found[2])

    return lambda chart: re.sub(r'((?:\sid="|#))([\w-]+)', renamed, chart[0])
