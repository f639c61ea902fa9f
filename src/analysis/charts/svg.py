"""matplotlib's SVG made small, named and fit to stand in a page beside others."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"


def tidy(
    raw: bytes,
    chart_id: str,
    title: str,
    description: str,
    ties: Sequence[tuple[str, str]],
    width_of: Callable[..., float],
) -> str:
    """Return matplotlib's SVG without what says nothing, named, tied, and with its ids prefixed."""
    drawn = ElementTree.fromstring(raw)
    names = {name: f"{chart_id}-{name}" for name in _ids(drawn)}
    # Reports drop the style and set the words in their own font.
    fonts = "'Analysis Sans','Noto Sans SC',sans-serif"
    look = f"#{chart_id}{{font-family:{fonts};stroke-linejoin:round}}"
    root = Element("svg", {
        "xmlns": SVG,
        "xmlns:xlink": XLINK,
        "id": chart_id,
        "width": drawn.attrib["width"],
        "height": drawn.attrib["height"],
        "viewBox": drawn.attrib["viewBox"],
        "role": "img",
        "aria-labelledby": f"{chart_id}-title {chart_id}-desc",
    })  # fmt: skip
    if ties:
        root.set("data-ties", json.dumps(ties, ensure_ascii=False, separators=(",", ":")))
    for tag, words in (("title", title), ("desc", description)):
        ElementTree.SubElement(root, tag, id=f"{chart_id}-{tag}").text = words
    ElementTree.SubElement(root, "style").text = look
    shared = {part.get("id"): part for part in _defined(drawn)}
    if shared:
        ElementTree.SubElement(root, "defs").extend(
            _bare(part, names, keep_id=True) for part in shared.values()
        )
    group = root
    for leaf in _leaves(drawn):
        plain = _bare(leaf, names)
        if plain.tag == "text":
            _hold_width(plain, width_of)
        shown = plain.attrib.pop("style", "")
        if shown == "fill:none":  # The sheet itself, which stays transparent.
            continue
        if group is root or group.get("style") != shown:
            group = ElementTree.SubElement(root, "g", style=shown)
        if plain.tag == "path" and len(group) and group[-1].tag == "path":
            group[-1].set("d", group[-1].get("d", "") + plain.get("d", ""))
        else:
            group.append(plain)
    return ElementTree.tostring(root, encoding="unicode")


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _ids(drawn: Element) -> list[str]:
    return [name for part in _defined(drawn) if (name := part.get("id"))]


def _defined(drawn: Element) -> Iterator[Element]:
    for element in drawn.iter(f"{{{SVG}}}defs"):
        yield from (part for part in element if _local(part) != "style")


def _leaves(node: Element) -> Iterator[Element]:
    """What is drawn, in order; words within a link `tie:3` carry the number of that tie."""
    for child in node:
        if _local(child) == "a":
            for leaf in _leaves(child):
                leaf.set("data-tie", child.attrib[f"{{{XLINK}}}href"].removeprefix("tie:"))
                yield leaf
        elif _local(child) == "g":
            yield from _leaves(child)
        elif _local(child) not in {"defs", "metadata"}:
            yield child


def _bare(element: Element, names: dict[str, str], *, keep_id: bool = False) -> Element:
    """Return an element with short attributes and references to prefixed names."""
    bare = Element(_local(element))
    bare.text = (element.text or "").strip() or None
    for name, value in element.attrib.items():
        if name == "id":
            if keep_id:
                bare.set("id", names[value])
        elif name == f"{{{XLINK}}}href":
            bare.set("xlink:href", f"#{names[value[1:]]}")
        elif name == "style":
            bare.set("style", _short_style(value, names))
        elif not value.startswith("rotate(-0 "):
            bare.set(name, _short_path(value) if name in {"d", "x", "y"} else value)
    bare.extend(_bare(child, names) for child in element)
    return bare


def _short_style(value: str, names: dict[str, str]) -> str:
    parts = [part.strip().split(": ", 1) for part in value.split(";") if part.strip()]
    unsaid = {("text-anchor", "start"), ("stroke-dashoffset", "0"), ("stroke-linecap", "butt")}
    kept = [
        ":".join(part) for part in parts if part[0] != "font-family" and tuple(part) not in unsaid
    ]
    return re.sub(
        r"url\(#(\w+)\)", lambda found: f"url(#{names[found[1]]})", _rounded(";".join(kept))
    )


def _rounded(value: str) -> str:
    return re.sub(r"-?\d+\.\d+", lambda number: f"{round(float(number[0]), 2):g}", value)


def _short_path(value: str) -> str:
    value = _rounded(value)
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", value).strip()


def _hold_width(text: Element, width_of: Callable[..., float]) -> None:
    """Hold long words to the width they were measured with, whatever font the reader has."""
    look = text.get("style", "")
    size = re.search(r"font-size:([\d.]+)px", look)
    width = width_of(text.text, float(size[1]), bold="font-weight:700" in look) if size else 0
    if width > 50:
        text.set("textLength", f"{width:.1f}")
        text.set("lengthAdjust", "spacingAndGlyphs")
