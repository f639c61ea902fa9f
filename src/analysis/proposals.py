"""Proposals: what a figure is likely to say, by the registers' aliases and cues around it.

The nearest word wins, and what no word shows is left empty. A person accepts or mends it.

    stretch   the paragraph ⊃ the sentence ⊃ the clause a figure stands in
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from .mentions import Found
from .numerals import HANZI_DIGITS
from .pages import MEASURE_KINDS
from .registers import DEFAULT_SCOPE, Registers
from .units import any_of

Row = dict[str, str]
# How much farther a word counts that stands in another clause.
CLAUSE = 20
# A date in a title's brackets dates the title; a duration with these after it dates what follows.
BRACKETS = ({"(", "（"}, {")", "）"})
SINCE = ("来", "以来", "间", "期间")
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_CLAUSE_END = re.compile(r"[，：。！？；!?;\n]|(?<![0-9])[,:]|[,:](?![0-9])")
# What a title says of speech stands in so many characters before or after the quotation.
_ATTRIBUTION = 80


@dataclass(frozen=True)
class Time:
    """A printed date, period or duration, and the id of its row."""

    id: str
    found: Found


@dataclass(frozen=True)
class Place:
    """A figure in its text, and where its paragraph, sentence and clause begin and end."""

    text: str
    found: Found
    paragraph: tuple[int, int]
    sentence: tuple[int, int]
    clause: tuple[int, int]

    @property
    def before(self) -> str:
        """The sentence up to the figure."""
        return self.text[self.sentence[0] : self.found.start]

    @property
    def here(self) -> str:
        """The clause the figure stands in, the figure with it."""
        return self.text[slice(*self.clause)]

    @property
    def earlier(self) -> str:
        """The paragraph up to the figure."""
        return self.text[self.paragraph[0] : self.found.start]


def place_of(text: str, found: Found) -> Place:
    """Return where a figure stands in its text."""
    first = text.rfind("\n", 0, found.start) + 1
    last = text.find("\n", found.end)
    last = len(text) if last < 0 else last

    def around(ends: re.Pattern[str]) -> tuple[int, int]:
        stops = [match.end() for match in ends.finditer(text, first, found.start)]
        following = ends.search(text, found.end, last)
        return (stops[-1] if stops else first), (following.start() if following else last)

    return Place(text, found, (first, last), around(_SENTENCE_END), around(_CLAUSE_END))


def propose(place: Place, zone: str, times: Sequence[Time], registers: Registers) -> Row:
    """Return what a figure is proposed to say; `times` are those its article printed before it."""
    judgement, reason = _judgement(place, registers)
    row = {"judgement": judgement, "reason": reason}
    if judgement == "time":
        return row | {"time": _since(place, times)}
    if judgement == "refusal":
        return row
    measure = _measure(place, registers)
    indicator = _indicator(place, measure, registers)
    subject = _subject(place, zone, registers)
    return row | {
        "subject": subject,
        "indicator": indicator,
        "measure": measure,
        "status": _status(place, registers),
        "scope": _scope(place, measure, subject, registers),
        "time": _time(place, times, registers),
        "base": _base(place, zone, measure, indicator, registers),
        "speaker": _speaker(place, registers),
    }


def _judgement(place: Place, registers: Registers) -> tuple[str, str]:
    """Return a judgement, and the reason where it is a refusal."""
    found = place.found
    kind = found.figure.kind
    if kind in {"date", "period", "duration"} or found.figure.date:
        return "time", ""
    if kind == "name":
        return "refusal", "name"
    reasons = registers.cued("reason")
    reason = reasons.get(found.text[-1], "")
    if kind == "ordinal":
        ranks = _cue(registers.cued("measure", "rank"), place.before[-8:])
        return ("observation", "") if ranks and reason != "label" else ("refusal", "label")
    if kind == "count" and (reason == "enumeration" or _counts_a_list(place)):
        return "refusal", "enumeration"
    return "observation", ""


_LIST = re.compile(r"[^、，,。；：\s“”]{1,16}(?:、[^、，,。；：\s“”]{1,16})+")


def _counts_a_list(place: Place) -> bool:
    """Whether a small number in hanzi counts names listed just before it: 甲、乙、丙三人."""
    figure, printed = place.found.figure, place.found.text
    if (
        figure.hedge != "exact"
        or printed[0] not in HANZI_DIGITS
        or not 2 <= (figure.value or 0) <= 10
    ):
        return False
    for names in _LIST.findall(place.earlier[-80:]):
        last = names.rpartition("、")[2]
        counted = names.count("、") + 1
        if figure.value in {counted, counted + len(re.findall("[和与及]", last))}:
            return True
    return False


def _measure(place: Place, registers: Registers) -> str:
    """Return the measure that the kind of a figure allows and the words near it show."""
    figure = place.found.figure
    able = [measure for measure, kinds in MEASURE_KINDS.items() if figure.kind in kinds]
    if place.found.base and "share" in able:
        return "share"
    if place.found.direction and "growth" in able:
        return "decline" if place.found.direction == "down" else "growth"
    cues = registers.cued("measure", *able)
    cued = _cue(cues, place.here) or _cue(cues, place.text[place.found.end : place.found.end + 6])
    if cued:
        return cued
    return "share" if "share" in able and place.text.startswith("的", place.found.end) else "level"


def _indicator(place: Place, measure: str, registers: Registers) -> str:
    """Return the indicator named nearest, of those whose unit the figure has; empty where none."""
    units = {str(id_): str(cell).split() for id_, cell in registers.indicators["unit"].items()}
    unit = place.found.figure.unit
    counted = measure in {"level", "increment"}
    aliases = {
        alias: str(id_)
        for id_, cell in registers.indicators["aliases"].items()
        if not counted or unit in units[str(id_)]
        for alias in cell.split()
        if alias not in place.found.base  # In 占目标的九成 the target is the whole.
    }
    # 同比增长9% speaks of what stands before it, 41%的企业 of what follows.
    follows = place.text.startswith("的", place.found.end)
    shunned = "after" if measure in {"growth", "decline"} else "before" if follows else ""
    return _nearest(aliases, place, shunned)


def _subject(place: Place, zone: str, registers: Registers) -> str:
    """Return the subject of the zone that a figure belongs to by the words around it, or the zone.

    That is what stands right after the figure (23亿某某基金), else who is quoted, else what is
    named last before it in the paragraph, unless that is what the figure counts (某某中心6个).
    """
    subjects = registers.subjects[registers.subjects["zone"] == zone]
    named = _aliases(subjects[subjects["type"] != "area"])
    start, end = place.found.start, place.found.end
    following = [one for one in _words_in(named, place.text, *place.sentence) if one[0] == end]
    if following:
        return named[following[0][2]]
    if quoted := _cue(named, _attribution(place)):
        return quoted
    names = named | _aliases(registers.zones.loc[registers.zones.index == zone])
    before = [
        word
        for _, last, word in _words_in(names, place.text, place.paragraph[0], start)
        if last < start
    ]
    return names[before[-1]] if before else zone


def _scope(place: Place, measure: str, subject: str, registers: Registers) -> str:
    """Return the scope a clause names, or its sentence to a part, or the type of its subject."""
    cues = registers.cued("scope")
    parts = _cue(registers.cued("part"), place.here)
    carried = place.before if parts or measure in {"share", "growth", "decline"} else ""
    scope = _cue(cues, place.here) or _cue(cues, carried)
    if not scope and measure != "share" and subject in registers.subjects.index:
        scope = registers.cued(DEFAULT_SCOPE).get(str(registers.subjects.at[subject, "type"]), "")
    return scope or "all"


def _status(place: Place, registers: Registers) -> str:
    """Return what the clause of a figure says was reached, planned or may be."""
    until = "|".join(map(re.escape, registers.cued("deadline")))
    # 到2026年 is a deadline; 截至2023年 and 从2021年到2023年 are not.
    deadline = rf"(?<!截)(?:{until})\d{{4}}年"
    if until and re.search(deadline, re.sub(rf"\d{{4}}年?(?:{until})\d{{4}}年", "", place.before)):
        return "planned"
    return _cue(registers.cued("status"), place.here) or "reached"


def _time(place: Place, times: Sequence[Time], registers: Registers) -> str:
    """Return the date, or the word for now, that stands last before a figure in its paragraph."""
    first, last = place.paragraph[0], place.found.start
    dates = [
        (time.found.end, time.id)
        for time in times
        if time.found.start >= first and _dates(place.text, time)
    ]
    now = _words_in(registers.cued("time", "now"), place.text, first, last)
    return max([(-1, "unstated"), *dates, *((end, "now") for _, end, _ in now)])[1]


def _dates(text: str, time: Time) -> bool:
    """Whether a time dates what follows: a date in no title's brackets, or a lasting duration."""
    start, end = time.found.start, time.found.end
    if time.found.figure.kind == "duration":
        return text.startswith(SINCE, end)
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    bracketed = before in BRACKETS[0] and after in BRACKETS[1]
    return time.found.figure.kind in {"date", "period"} and not bracketed


def _since(place: Place, times: Sequence[Time]) -> str:
    """Return what a duration that says 来 or 周年 runs from: the last year before, or unstated."""
    lasts = place.text.startswith(SINCE, place.found.end) or place.found.text.endswith("周年")
    if place.found.figure.kind != "duration" or not lasts:
        return ""
    dated = [time for time in times if _dates(place.text, time)]
    years = [time.id for time in dated if time.found.figure.date[:1].isdecimal()]
    return years[-1] if years else "unstated"


def _base(place: Place, zone: str, measure: str, indicator: str, registers: Registers) -> str:
    """Return the whole of a share or rank as indicator@subject; empty where no word names it."""
    if measure not in {"share", "rank"}:
        return ""
    words = place.found.base
    named = _cue(_aliases(registers.indicators), words)
    areas = registers.subjects[
        (registers.subjects["zone"] == zone) & (registers.subjects["type"] == "area")
    ]
    subject = _cue(_aliases(areas), words or place.before)
    whole = _last_cued(registers.cued("base", "area"), words or place.before)
    if whole and not subject:  # 全省 is the zone's area that is called a 省.
        called = {id_ for alias, id_ in _aliases(areas).items() if alias.endswith(whole[-1])}
        subject = called.pop() if len(called) == 1 else ""
    subject = subject or (zone if named else "")
    of = named or indicator
    return f"{of}@{subject}" if of and subject else ""


def _speaker(place: Place, registers: Registers) -> str:
    """Return who says a figure, by the title beside a quotation or before a verb of speech."""
    cues = registers.cued("speaker")
    titles = {word: id_ for word, id_ in cues.items() if id_ != "unnamed"}
    speech = registers.cued("speech")
    beside = _attribution(place)
    said = _words_in(speech, place.text, place.sentence[0], place.found.start)
    by = beside or (place.text[place.sentence[0] : said[-1][0]] if said else "")
    spoken = _cue(titles, by) or _cue(titles, _introduced(place, by, speech))
    return spoken or _cue(registers.cued("speaker", "unnamed"), place.before) or "reporter"


def _attribution(place: Place) -> str:
    """Return the words beside the quotation a figure stands in, those after it if there are any."""
    start, end = place.paragraph
    opened = place.earlier.rfind("“") + start
    closed = place.text.find("”", place.found.end, end)
    quoted = place.text[opened + 1 : closed]
    inside = opened >= start and "”" not in place.text[opened : place.found.start]
    if not inside or closed < 0 or not re.search("[，,。]", quoted):  # “一区六园” quotes a name.
        return ""
    after = _SENTENCE_END.split(place.text[closed + 1 : min(end, closed + 1 + _ATTRIBUTION)])[0]
    return after or place.text[max(start, opened - _ATTRIBUTION) : opened]


def _introduced(place: Place, by: str, speech: Mapping[str, str]) -> str:
    """Return the words before the name of who speaks, where an earlier paragraph introduces it."""
    said = _words_in(speech, by, 0, len(by))
    name = re.search("[一-鿿]{2,3}$", by[: said[0][0]]) if said else None
    at = place.text.rfind(name[0], 0, place.paragraph[0]) if name else -1
    return place.text[max(0, at - 12) : at] if at > 0 else ""


def _aliases(table: pd.DataFrame) -> dict[str, str]:
    return {alias: str(id_) for id_, cell in table["aliases"].items() for alias in cell.split()}


@lru_cache(maxsize=256)
def _compiled(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(any_of(words))


def _words_in(
    words: Mapping[str, str], text: str, first: int, last: int
) -> list[tuple[int, int, str]]:
    """Return where words stand in a stretch of text, the longest at each place."""
    if not words:
        return []
    found = _compiled(frozenset(words)).finditer(text, first, last)
    return [(match.start(), match.end(), match[0]) for match in found]


def _cue(words: Mapping[str, str], text: str) -> str:
    """Return what the last of the words in a stretch shows; empty where none is there."""
    said = _last_cued(words, text)
    return words[said] if said else ""


def _last_cued(words: Mapping[str, str], text: str) -> str:
    said = _words_in(words, text, 0, len(text))
    return said[-1][2] if said else ""


def _nearest(words: Mapping[str, str], place: Place, shunned: str) -> str:
    """Return what the word of the sentence nearest to a figure shows, the first of two as near.

    A word before or after it, as `shunned` says, counts as if it stood a clause farther.
    """
    start, end = place.found.start, place.found.end

    def distance(first: int, last: int) -> int:
        side = "before" if last <= start else "after"
        between = place.text[last:start] if side == "before" else place.text[end:first]
        return len(between) + CLAUSE * (len(_CLAUSE_END.findall(between)) + (side == shunned))

    near = [
        (distance(first, last), first, word)
        for first, last, word in _words_in(words, place.text, *place.sentence)
    ]
    return words[min(near)[2]] if near else ""
