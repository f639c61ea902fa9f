"""A text as the finder reads it: signs narrow, numerals plain and simplified, no inner spaces.

Nor is anything left in it that nobody sees, as web pages strew it among digits. Narrowing keeps
every character's place; leaving out and squeezing move them, and `Places` leads back.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from .numerals import DIGITS, FORMAL, TRADITIONAL

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％．]")
_TRADITIONAL_SIGNS = re.compile(f"[{''.join(map(chr, TRADITIONAL))}]")
# 壹佰伍拾元, but not the 伍 of 队伍: a formal numeral is more than one character.
_FORMAL_SIGNS = re.compile(
    "[壹贰貳叁參肆柒捌玖佰仟]|[伍陆陸][拾佰仟万亿]|(?<!收)拾[万亿元圆圓伍陆陸]"
)
_ONE_TO_NINE = "壹贰貳叁參肆伍陆陸柒捌玖"
_FORMAL_RUN = re.compile(
    f"(?:[{_ONE_TO_NINE}][零万亿{_ONE_TO_NINE}]*[拾佰仟万亿]"
    f"|(?<!收)拾(?=零|[{_ONE_TO_NINE}]?[万亿元圆圓]))"
    f"[零拾佰仟万亿{_ONE_TO_NINE}]*[圆圓]?"
)
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_NARROW = {
    wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) not in "，！；：？（）"
}


def narrowed(text: str) -> str:
    """Return a text with full-width signs narrow and numerals plain, one character for one.

    ， is a comma only between full-width digits; elsewhere it parts sentences.
    """
    if _WIDE.search(text):
        text = _WIDE_COMMA.sub(",", text).translate(_NARROW)
    if _TRADITIONAL_SIGNS.search(text):
        text = text.translate(TRADITIONAL)
    if _FORMAL_SIGNS.search(text):
        text = _FORMAL_RUN.sub(lambda run: run[0].translate(FORMAL), text)
    return text


# What nobody sees: Unicode's controls but white space, and what it calls ignorable by default, as
# zero-width spaces, soft hyphens and marks of direction; its fillers of Hangul are blanks.
_CONTROLS = "\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_IGNORABLE = (
    "\xad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
UNSEEN = re.compile(f"[{_CONTROLS}{_IGNORABLE}]")
# A soft hyphen between digits may have been a hyphen of 10-20, or none: such digits are not read.
_HYPHEN = "\xad"
_DOUBTFUL = re.compile(f"(?<=[0-9０-９]){_HYPHEN}(?=[0-9０-９])")

_SPACES = re.compile("[ \u3000\xa0\u115f\u1160\u2000-\u200a\u202f\u205f\u3164\uffa0]+")
_NUMERALS = frozenset(f"0123456789{DIGITS[3:]}几数半")
_WITHIN = {"个百", "个点", "百分", "分点", "分之", "百点"}


def _parts_nothing(before: str, after: str) -> bool:
    """Whether spaces between two characters stand within a figure: 12 个, 百 分 点, but not 5 6."""
    if not (before and after) or before.isspace() or after.isspace():
        return False
    scaled = before.isdecimal() and after in "百千万亿"
    return scaled or (before in _NUMERALS) != (after in _NUMERALS) or before + after in _WITHIN


class Places(NamedTuple):
    """Where the pieces that are left of a text begin, in what is left and in the text itself."""

    left: list[int]
    printed: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of what is left was printed, from its first character to its last."""
        return self._printed_at(start), self._printed_at(end - 1) + 1

    def _printed_at(self, place: int) -> int:
        piece = bisect_right(self.left, place) - 1
        return self.printed[piece] + place - self.left[piece]


def seen(text: str) -> tuple[str, Places | None]:
    r"""Return a text without the characters that nobody sees, and where it was printed.

    >>> seen("6\u200b98家")[0], seen("10\xad20家")[0]
    ('698家', '10_20家')
    """
    if _HYPHEN in text:
        text = _DOUBTFUL.sub("_", text)  # As in a name: 10_20.
    return _without(text, [one.span() for one in UNSEEN.finditer(text)])


def squeezed(text: str) -> tuple[str, Places | None]:
    """Return a text without the spaces within its figures, and where it was printed."""
    gaps = [
        gap.span()
        for gap in _SPACES.finditer(text)
        if _parts_nothing(text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1])
    ]
    return _without(text, gaps)


def _without(text: str, gaps: Sequence[tuple[int, int]]) -> tuple[str, Places | None]:
    """Return a text without some stretches of it, and where what is left was printed."""
    if not gaps:
        return text, None
    pieces, places, begins, length = [], Places([], []), 0, 0
    for start, end in [*gaps, (len(text), len(text))]:
        places.left.append(length)
        places.printed.append(begins)
        pieces.append(text[begins:start])
        length += start - begins
        begins = end
    return "".join(pieces), places
