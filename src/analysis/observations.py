"""Judged figures: each printed figure as an observation, a time or a refusal; nothing is lost."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .bounds import Bounds, round_outward
from .figures import Figure, bounds_under
from .pages import Page, read_judged
from .raw import rows_of
from .registers import SAID_TIMES, Registers

# A share of 一半 is 50%, and a growth of 1倍 is 100%.
IN_PERCENT = {"share", "growth", "decline"}


@dataclass(frozen=True)
class Mention:
    """A figure as printed: where it stands, what it says and how it was judged.

    `id` is page/row, so that it is unique over all pages.
    """

    id: str
    page: str
    article: str
    zone: str
    paragraph: int
    start: int
    end: int
    printed: str
    judgement: str
    figure: Figure
    reason: str
    since: str  # For a duration: the id of the date it runs from, or unstated.
    note_zh: str
    note_en: str


@dataclass(frozen=True)
class Observation:
    """A mention judged to say something of an indicator; see registers/ for every id.

    `time` is now, unstated or the id of the mention that dates it; `date` is what that resolves to,
    an ISO-like text, empty where the page does not tell.
    """

    mention: Mention
    subject: str
    subject_type: str
    indicator: str
    family: str
    nature: str
    measure: str
    status: str
    scope: str
    time: str
    date: str
    base_indicator: str
    base_subject: str
    speaker: str

    @property
    def id(self) -> str:
        """The id of its mention: one printed figure makes one observation."""
        return self.mention.id

    @property
    def zone(self) -> str:
        """The zone it speaks of."""
        return self.mention.zone

    @property
    def page(self) -> str:
        """The page it stands on."""
        return self.mention.page

    @property
    def printed(self) -> str:
        """The printed span."""
        return self.mention.printed

    @property
    def figure(self) -> Figure:
        """The printed figure."""
        return self.mention.figure

    @property
    def moment(self) -> str:
        """When it holds, so that two of the same moment may be computed with together.

        A flow over a period that is printed in full is the same on every page. A stock is of one
        day, and a time that is not said at all is the same only within a paragraph.
        """
        if self.time == "unstated":
            return f"{self.page} ¶{self.mention.paragraph}"
        day = len(self.date) == len("2023-06-30")
        if self.date and "X" not in self.date and (day or self.nature == "flow"):
            return self.date
        return f"{self.page} {self.date or self.time}"

    @property
    def base_whose(self) -> str:
        """Whose the whole of a share is; empty where it is the subject's or the zone's own."""
        return "" if self.base_subject in {self.subject, self.zone} else self.base_subject

    @property
    def form(self) -> str:
        """The measure it is computed and compared as: a decline is a growth below nought."""
        return "growth" if self.measure == "decline" else self.measure

    @property
    def measured(self) -> "Measured":
        """Its figure as its measure tells it."""
        return Measured(self.figure, self.measure)

    def bounds(self, reading: str) -> Bounds:
        """Return its bounds under a reading, shares and growth in percent, a decline negative."""
        return self.measured.bounds(reading)

    @property
    def value(self) -> Fraction | None:
        """The number printed, in the unit of its bounds; see Measured."""
        return self.measured.value

    @property
    def width(self) -> Fraction | None:
        """What its hedge leaves open by convention, in percent; see Measured."""
        return self.measured.width

    @property
    def unit(self) -> str:
        """The unit of its bounds."""
        return self.measured.unit


@dataclass(frozen=True)
class Measured:
    """A figure as a measure tells it: shares and growth in percent, a decline below nought."""

    figure: Figure
    measure: str

    def bounds(self, reading: str) -> Bounds:
        """Return its bounds under a reading."""
        bounds = bounds_under(self.figure, reading)
        assert bounds is not None  # Only dates and names have none, and they observe nothing.
        bounds = bounds * Bounds.point(100) if self._is_part else bounds
        return -bounds if self.measure == "decline" else bounds

    @property
    def _is_part(self) -> bool:
        """Whether it is printed as a part or a multiple of one and told in percent."""
        return self.measure in IN_PERCENT and self.figure.kind == "ratio"

    @property
    def value(self) -> Fraction | None:
        """The number printed, in the unit of its bounds.

        Of a range it is the middle; of words that state one end and no number, as 上千, that end.
        """
        printed = self.figure.value
        if printed is not None:
            return printed * 100 if self._is_part else printed
        strict = self.bounds("strict")
        ends = [end for end in (strict.low, strict.high) if end is not None]
        return sum(ends, Fraction(0)) / len(ends) if ends else None

    @property
    def width(self) -> Fraction | None:
        """What its hedge leaves open by convention; None where it has no hedge, or no width."""
        if self.figure.hedge == "exact" or self.value is None:
            return None
        return width_in_percent(self.bounds("conventional"), self.value)

    @property
    def unit(self) -> str:
        """The unit of its bounds."""
        return "%" if self.measure in IN_PERCENT else self.figure.unit


def width_in_percent(bounds: Bounds, value: Fraction) -> Fraction | None:
    """Return how far apart the ends of bounds are, in percent of a printed number.

    Three digits, rounded up, so that no hedge seems narrower than it is; None where an end is not
    stated, or where the printed number is 0.

    >>> above = Bounds.of(180, 190, low_closed=False)
    >>> print(float(width_in_percent(above, Fraction(180))), width_in_percent(above, Fraction(0)))
    5.56 None
    """
    if bounds.low is None or bounds.high is None or not value:
        return None
    width = (bounds.high - bounds.low) / abs(value) * 100
    return round_outward(Bounds.point(width), 3).high


def _full(page: Page, id_: str) -> str:
    """Return an id that is unique over all pages."""
    return f"{page.source.id}/{id_}" if id_ else ""


def _time(page: Page, time: str) -> str:
    return time if time in SAID_TIMES else _full(page, time)


def mentions_of(page: Page) -> Iterator[Mention]:
    """Yield every printed figure of a page, in printed order."""
    for cells in rows_of(page.figures):
        dated = cells["judgement"] == "time"
        yield Mention(
            id=_full(page, cells["id"]),
            page=page.source.id,
            article=cells["article"],
            zone=cells["zone"],
            paragraph=int(cells["paragraph"]),
            start=int(cells["start"]),
            end=int(cells["end"]),
            printed=cells["printed"],
            judgement=cells["judgement"],
            figure=read_judged(cells),
            reason=cells["reason"],
            since=_time(page, cells["time"]) if dated else "",
            note_zh=cells["note_zh"],
            note_en=cells["note_en"],
        )


def observations_of(
    page: Page, mentions: Mapping[str, Mention], registers: Registers
) -> Iterator[Observation]:
    """Yield every observation of a page, in printed order; `mentions` are those printed, by id."""
    published = f"{page.source.date.earliest}/{page.source.date.latest}"
    for cells in rows_of(page.figures):
        if cells["judgement"] != "observation":
            continue
        time = _time(page, cells["time"])
        dates = {"now": published, "unstated": ""}
        base_indicator, _, base_subject = cells["base"].partition("@")
        yield Observation(
            mention=mentions[_full(page, cells["id"])],
            subject=cells["subject"],
            subject_type=_subject_type(cells["subject"], registers),
            indicator=cells["indicator"],
            family=str(registers.indicators.at[cells["indicator"], "family"]),
            nature=str(registers.indicators.at[cells["indicator"], "nature"]),
            measure=cells["measure"],
            status=cells["status"],
            scope=cells["scope"],
            time=time,
            date=dates[time] if time in dates else mentions[time].figure.date,
            base_indicator=base_indicator,
            base_subject=base_subject,
            speaker=cells["speaker"],
        )


def _subject_type(subject: str, registers: Registers) -> str:
    if subject in registers.zones.index:
        return "zone"
    return str(registers.subjects.at[subject, "type"])


def unit_of(seen: Observation) -> str:
    """Return the unit of an observation; words that only count, as 家 and 个, are none."""
    return "" if seen.figure.kind == "count" else seen.unit


def in_one_unit(seen: Iterable[Observation]) -> bool:
    """Whether observations are of one unit."""
    return len({unit_of(one) for one in seen}) == 1


@dataclass(frozen=True)
class Fact:
    """Something a page states without a number; `date` is resolved from the mention `dated_by`."""

    id: str
    page: str
    article: str
    zone: str
    paragraph: int
    start: int
    end: int
    printed: str
    en: str
    kind: str
    instrument: str
    status: str
    role_zh: str
    role_en: str
    date: str
    dated_by: str
    listed_by: str


def facts_of(page: Page, mentions: Mapping[str, Mention]) -> Iterator[Fact]:
    """Yield every fact of a page, in printed order; `mentions` are those printed, by id."""
    for cells in rows_of(page.facts):
        dated_by = _full(page, cells["dated_by"])
        yield Fact(
            id=_full(page, cells["id"]),
            page=page.source.id,
            article=cells["article"],
            zone=cells["zone"],
            paragraph=int(cells["paragraph"]),
            start=int(cells["start"]),
            end=int(cells["end"]),
            printed=cells["printed"],
            en=cells["en"],
            kind=cells["kind"],
            instrument=cells["instrument"],
            status=cells["status"],
            role_zh=cells["role_zh"],
            role_en=cells["role_en"],
            date=mentions[dated_by].figure.date if dated_by else "",
            dated_by=dated_by,
            listed_by=_full(page, cells["listed_by"]),
        )


def counted_elsewhere(
    facts: Iterable[Fact], mentions: Mapping[str, Mention]
) -> dict[str, list[str]]:
    """Return the instruments that do not count themselves, each with those counted in its place.

    A name for a list stands back for what it lists, and a name said again for its first place.
    """
    named = [fact for fact in facts if fact.instrument]
    listed: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in named:
        if fact.listed_by:
            listed[_place_of(fact)].append(fact)
    instead: dict[str, list[str]] = {}
    for whole in named:
        others = [one for one in listed[_place_of(whole)] if one.id != whole.id]
        if within := [one.id for one in others if _lists(whole, one, mentions)]:
            instead[whole.id] = within
    first: dict[tuple[str, ...], str] = {}
    for fact in named:
        name = (*_place_of(fact), fact.printed)
        if fact.id not in instead and first.setdefault(name, fact.id) != fact.id:
            instead[fact.id] = [first[name]]
    return instead


def _lists(whole: Fact, one: Fact, mentions: Mapping[str, Mention]) -> bool:
    """Return whether the number within a name, 三大 in 三大平台, counts a fact among others."""
    number = mentions[one.listed_by]
    return whole.start <= number.start and number.end <= whole.end


def _place_of(fact: Fact) -> tuple[str, ...]:
    """Return what instruments of one kind in one article share."""
    return (fact.page, fact.article, fact.instrument)


@dataclass(frozen=True)
class Corpus:
    """Everything judged, over all pages."""

    registers: Registers
    pages: list[Page]
    mentions: list[Mention]
    observations: list[Observation]
    facts: list[Fact]


def judge(pages: Iterable[Page], registers: Registers) -> Corpus:
    """Return everything the pages say, judged."""
    pages = list(pages)
    mentions = {mention.id: mention for page in pages for mention in mentions_of(page)}
    return Corpus(
        registers,
        pages,
        mentions=list(mentions.values()),
        observations=[
            seen for page in pages for seen in observations_of(page, mentions, registers)
        ],
        facts=[fact for page in pages for fact in facts_of(page, mentions)],
    )
