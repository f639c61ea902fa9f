"""Judged figures: each printed figure as an observation, a time or a refusal; nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .bounds import Bounds
from .figures import Figure, bounds_under
from .pages import Page, read_judged
from .raw import rows_of
from .registers import SAID_TIMES, Registers

# A share of 一半 is 50%, and a growth of 1倍 is 100%.
IN_PERCENT = {"share", "growth"}


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

        What a page does not date in full is the same moment only where the page says the same.
        """
        dated = self.date and "X" not in self.date
        return self.date if dated else f"{self.mention.page} {self.time}"

    @property
    def base_whose(self) -> str:
        """Whose the whole of a share is; empty where it is the subject's or the zone's own."""
        return "" if self.base_subject in {self.subject, self.zone} else self.base_subject

    def bounds(self, reading: str) -> Bounds:
        """Return its bounds under a reading, shares and growth always in percent."""
        bounds = bounds_under(self.figure, reading)
        assert bounds is not None  # Only dates and names have none, and they observe nothing.
        if self.measure in IN_PERCENT and self.figure.kind == "ratio":
            return bounds * Bounds.point(Fraction(100))
        return bounds

    @property
    def unit(self) -> str:
        """The unit of its bounds."""
        return "%" if self.measure in IN_PERCENT else self.figure.unit


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


def in_one_unit(seen: Iterable[Observation]) -> bool:
    """Whether observations are of one unit; words that only count, as 家 and 个, are none."""
    units = {("" if one.figure.kind == "count" else one.unit) for one in seen}
    return len(units) == 1


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
            status=cells["status"],
            role_zh=cells["role_zh"],
            role_en=cells["role_en"],
            date=mentions[dated_by].figure.date if dated_by else "",
            dated_by=dated_by,
            listed_by=_full(page, cells["listed_by"]),
        )


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
