"""A report while it is written: sentences, tables and links to evidence, in one language.

Notebooks open one `Report`, call it cell by cell, and end with its evidence: a row for every number
that a sentence, table or chart has used and no table has shown with its place.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any, Protocol, TypeVar

import pandas as pd
from IPython.display import HTML
from markupsafe import Markup, escape

from .bounds import READINGS
from .figures import Figure, bounds_under
from .paths import LANGUAGES, find_checkout, report_file
from .reads import ReadTables
from .sentences import Sentence, sentences_for
from .ties import (
    Row,
    anchor,
    figure_in_words,
    figure_of,
    ids_of_query,
    mention_of_anchor,
    mentions_of_tie,
    parse_tie,
    row_of,
    rows_of_tie,
    say_tie,
    subject_of,
)
from .wording import say_date, sentence_case

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[a-z]{2}")

# The words of tables and evidence; sentences of a report stand in its notebook.
WORDS = {
    "evidence": ("证据", "Evidence"),
    "evidence_caption": ("印出的数字", "Printed figures"),
    "worked_caption": ("算出、数出的数", "Numbers worked out or counted"),
    "elsewhere": (
        "上面的表已经写明出处的，这里不再重复。",
        "What a table above shows with its place is not repeated here.",
    ),
    "printed": ("印出的文字", "as printed"),
    "says": ("所说的事", "what it speaks of"),
    "judged": ("口径、状态、谁说的", "scope, status, who says so"),
    "hedge": ("限定", "hedge"),
    "strict": ("严格读法", "strict reading"),
    "conventional": ("通行读法", "conventional reading"),
    "when": ("时间", "when"),
    "article": ("文章", "article"),
    "where": ("出处", "where"),
    "sentence": ("原句", "sentence"),
    "worked": ("数", "number"),
    "how": ("怎么得来", "how"),
    "inputs": ("来自", "from"),
    "listed": ("逐个数出", "counted one by one"),
    "locators": (
        "¶是原文中非空行的序号，方括号里是字符位置，从零数起，不含末位。",
        (
            "¶ numbers the non-blank lines of the text; brackets hold characters, counted from "
            "nought, the last not included."
        ),
    ),
    "none": ("没有", "none"),
    "nothing": ("—", "—"),
    "sources": ("文章与日期", "Articles and date"),
    "silence": ("未报告", "not reported"),
    "of": ("占{}的比重", "share of {}"),
    "rank_of": ("在{}的位次", "rank in {}"),
    "about": ("{}：{}", "{}: {}"),
    "detail": ("{}（{}）", "{} ({})"),
    "list": ("、", ", "),
}


# A number worked out from so few printed figures names them all in its note.
FEW_INPUTS = 3
# So many rows and so many zones a reader still looks through; a study of more shows the first.
MOST_ROWS = 100
MOST_ZONES = 12


class Drawn(Protocol):
    """A chart: it knows its id, the words it draws and what each is tied to."""

    @property
    def id(self) -> str:
        """Return what its SVG is called within a page."""

    @property
    def ties(self) -> Sequence[tuple[str, str]]:
        """Words and the tie of each."""


DrawnT = TypeVar("DrawnT", bound=Drawn)


@dataclass
class Report:
    """A report in one language and reading over the processed tables; it knows what it cites.

    `drawn` are the ids of its charts, all of which must appear in the finished report. `cited` are
    the printed figures it uses and `worked` the other numbers, by what their notes are of
    (ties.subject_of); `shown_in` are the ids of rows that a table of the report shows itself.
    `around` are the sentences of figures and facts, where the reader owns the texts.
    """

    lang: str
    reading: str
    tables: Mapping[str, pd.DataFrame]
    cited: dict[str, None] = field(default_factory=dict)
    worked: dict[str, None] = field(default_factory=dict)
    drawn: dict[str, None] = field(default_factory=dict)
    shown_in: set[str] = field(default_factory=set)
    around: Mapping[str, Sentence] = field(default_factory=dict)
    read: dict[str, list[Row]] = field(default_factory=dict, repr=False)

    def row(self, table: str, id_: str) -> Row:
        """Return one row of a processed table, by its id."""
        return row_of(self.tables, table, id_)

    def rows(self, table: str) -> list[Row]:
        """Return all rows of a processed table, each with its id."""
        if table not in self.read:
            rows = self.tables[table]
            names = ("id", *rows.columns)
            cells = zip(rows.index, *rows.to_numpy().T, strict=True)
            self.read[table] = [dict(zip(names, row, strict=True)) for row in cells]
        return list(self.read[table])

    @property
    def zones(self) -> list[str]:
        """The ids of all zones, in the order of the register."""
        return self.codes("zone")

    @property
    def shown_zones(self) -> list[str]:
        """The zones that a table or chart lists: all, or of very many those of most figures."""
        zones = self.zones
        if len(zones) <= MOST_ZONES:
            return zones
        figures = Counter(row["zone"] for row in self.rows("observations"))
        shown = sorted(zones, key=lambda zone: -figures[zone])[:MOST_ZONES]
        return [zone for zone in zones if zone in shown]

    def zones_left_out(self) -> HTML | None:
        """Say that tables and charts do not list all zones; nothing where they do."""
        if len(self.zones) <= MOST_ZONES:
            return None
        return self.caveat(
            zh="园区有{all}个，表和图只列印出数字最多的{shown}个；全部都在报告旁的data.zip里。",
            en="Of {all} zones, tables and charts list the {shown} on which most figures are "
            "printed; all are in data.zip, beside the reports.",
            all=self.count("labels?vocabulary=zone"),
            shown=self.listed(f"zone/{zone}" for zone in self.shown_zones),
        )

    def word(self, key: str) -> str:
        """Return a word of the tables in the report's language."""
        return WORDS[key][LANGUAGES.index(self.lang)]

    def label(self, vocabulary: str, code: str) -> str:
        """Return how a code is called in the report's language."""
        return str(self.tables["labels"].at[f"{vocabulary}/{code}", self.lang])

    def note(self, vocabulary: str, code: str) -> str:
        """Return what a code means or what to bear in mind of it; empty where nothing is said."""
        return str(self.tables["labels"].at[f"{vocabulary}/{code}", f"definition_{self.lang}"])

    def codes(self, vocabulary: str) -> list[str]:
        """Return the codes of a vocabulary, in the order of the register."""
        labels = self.tables["labels"]
        return list(labels["code"][labels["vocabulary"] == vocabulary])

    def listing(self, items: Iterable[str]) -> Markup:
        """Return items as a list within a sentence."""
        return Markup(escape(self.word("list"))).join(items)

    def remarks(self, items: Iterable[str]) -> Markup:
        """Return remarks one after the other; each may hold commas of its own."""
        return Markup(self.pick(zh="；", en="; ")).join(items)

    # Sentences

    def pick(self, *, zh: str, en: str) -> str:
        """Return the one of two texts that is in the report's language."""
        return zh if self.lang == "zh" else en

    def sentences(self, sentences: Iterable[str]) -> Markup:
        """Return sentences one after the other, with the space that English needs."""
        return Markup(self.pick(zh="", en=" ")).join(sentences)

    def answer(self, *, zh: str, en: str, **parts: object) -> HTML:
        """Show the answer of the report, before anything else."""
        return self.say(zh=zh, en=en, style="answer", **parts)

    def caveat(self, *, zh: str, en: str, **parts: object) -> HTML:
        """Show what a reader must bear in mind."""
        return self.say(zh=zh, en=en, style="caveat", **parts)

    def say(self, *, zh: str, en: str, style: str = "finding", **parts: object) -> HTML:
        """Show a sentence in the report's language; its numbers come in as `parts`."""
        return _html(f'<p class="{style}">{self.words(zh=zh, en=en, **parts)}</p>')

    def words(self, *, zh: str, en: str, **parts: object) -> Markup:
        """Return words in the report's language, as of a title; numbers come in as `parts`."""
        return escape(self.pick(zh=zh, en=en)).format(**parts)

    def cite(self, id_: str) -> Markup:
        """Return a printed figure in words, as a link to its evidence."""
        return self.link(id_, figure_in_words(self.tables, id_, self.lang))

    def cites(self, ids: Iterable[str]) -> Markup:
        """Return printed figures as a list of links; where there are none, that nothing is said."""
        return self.listing(map(self.cite, ids)) or self.silence

    def link(self, id_: str, words: str) -> Markup:
        """Return words as a link to the evidence of a printed figure."""
        self.cited[id_] = None
        printed = self._printed(id_)
        title = Markup(' title="{}"').format(printed) if printed != words else ""
        return Markup('<a class="fig" href="#{}"{}{}>{}</a>').format(
            anchor(id_), title, self._spoken(words), words
        )

    def _spoken(self, words: str) -> Markup:
        """Return the attribute that tells the language of printed words within an English page."""
        chinese = self.lang != "zh" and HAN.search(words) and not LATIN.search(words)
        return Markup(' lang="zh"') if chinese else Markup()

    def _printed(self, id_: str) -> str:
        return str(self.tables["mentions"].at[id_, "printed"])

    def figure(self, id_: str) -> Figure:
        """Return what a mention's printed words say."""
        return figure_of(self.tables, id_)

    def tied(self, tie: str, words: str = "") -> Markup:
        """Return the words of a tie with what they can be worked out again from; see ties.py.

        `words` are the same words with links in them. Raises ValueError or LookupError where the
        tie is written wrongly, stands for nothing or for other words.
        """
        said = say_tie(self.tables, tie, self.lang)
        self._note(tie)
        if words and escape(words).striptags() != escape(said).striptags():
            raise ValueError(f"{tie!r} stands for 「{said}」, not for 「{words}」")
        return Markup('<data value="{}">{}</data>').format(tie, words or said)

    def _note(self, tie: str) -> None:
        """Keep what the note on a tie must show: a printed figure, or a number worked out."""
        subject = subject_of(tie)
        if tie.startswith("articles/"):
            return  # The list of articles says so itself.
        if subject in self.tables["mentions"].index:
            self.cited[subject] = None
        elif subject and parse_tie(tie).kind == "figure":
            self.cited[mention_of_anchor(self.tables, subject[1:])] = None
        elif subject:
            self.worked[subject] = None

    def chart(self, drawn: DrawnT) -> DrawnT:
        """Return a chart as it is, and keep what its numbers come from for the notes."""
        self.drawn[drawn.id] = None
        for _, tie in drawn.ties:
            self._note(tie)
        return drawn

    def see(self, report: str, *, zh: str, en: str) -> Markup:
        """Return a link to another report under the same reading."""
        file = report_file(report, self.reading, self.lang)
        return Markup('<a href="{}">{}</a>').format(file, self.pick(zh=zh, en=en))

    def count(self, query: str) -> Markup:
        """Return how many rows of a processed table a query keeps."""
        ids_of_query(self.tables, query)
        return self.tied(query)

    def count_or_nothing(self, query: str) -> Markup:
        """Return how many rows a query keeps; a dash where it keeps none, as in a table of many."""
        some = ids_of_query(self.tables, query)
        return self.tied(query) if some else Markup(self.word("nothing"))

    def listed(self, ids: Iterable[str]) -> Markup:
        """Return how many rows are listed by their ids; they may be of any table."""
        return self.tied(" ".join(ids))

    def allows(self, id_: str, reading: str = "") -> Markup:
        """Return what an observation allows under a reading, the report's own unless named."""
        return self.tied(f"{id_}#{reading or self.reading}")

    def spans(self, id_: str, reading: str = "") -> Markup:
        """Return the bounds of any printed figure as an interval; a dash where it has none."""
        if bounds_under(self.figure(id_), reading or self.reading) is None:
            return Markup(self.word("nothing"))
        return self.tied(f"{id_}#{reading or self.reading}-interval")

    def derived(self, id_: str, reading: str = "") -> Markup:
        """Return a derived value in words under a reading, the report's own unless named."""
        return self.tied(f"{id_}#{reading or self.reading}")

    def formula(self, id_: str) -> Markup:
        """Return the working of a derived value, each printed figure a link to its evidence."""
        row = self.row("derived", id_)
        linked = self.linked(row["formula"], row["inputs"].split())
        return self.tied(f"derived/{id_}@formula", linked)

    def working(self, id_: str, reading: str = "") -> Markup:
        """Return the working of an audit under a reading, each printed figure a link."""
        reading = reading or self.reading
        row = self.row("audits", id_)
        linked = self.linked(row[f"{reading}_working"], row["inputs"].split())
        return self.tied(f"{id_}#{reading}", linked)

    def linked(self, text: str, ids: Sequence[str]) -> Markup:
        """Return a text in which the printed words of mentions link to their evidence."""
        mentions = self.tables["mentions"]
        spans: dict[str, list[str]] = {}
        for id_ in dict.fromkeys(id_ for id_ in ids if id_ in mentions.index):
            spans.setdefault(self._printed(id_), []).append(id_)
        if not spans:
            return escape(text)
        # What stands behind = or → is computed, even where it reads like a printed figure.
        pattern = "|".join(re.escape(words) for words in sorted(spans, key=len, reverse=True))
        parts = re.split(rf"(?<![\d.,])(?<!= )(?<!→ )({pattern})(?!\d)", text)
        # The same words may be printed twice: each place is linked to the next of them.
        turns = {words: cycle(found) for words, found in spans.items()}
        linked = [escape(parts[0])]
        for words, rest in zip(parts[1::2], parts[2::2], strict=True):
            linked += [self.link(next(turns[words]), words), escape(rest)]
        return Markup().join(linked)

    # Parts of tables

    def tag(self, vocabulary: str, code: str) -> Markup:
        """Return a code as a tag: its name, marked so that it is not told by colour alone."""
        css = {"comparable": "yes", "not_comparable": "no"}.get(code, code)
        label = self.label(vocabulary, code)
        return Markup('<span class="tag tag-{}">{}</span>').format(css, label)

    @property
    def silence(self) -> Markup:
        """What stands where nothing is reported: visibly not a zero."""
        return Markup('<span class="silence">{}</span>').format(self.word("silence"))

    def speaks_of(self, observation: Row, within: str = "") -> str:
        """Return in words what an observation is about; within a zone that zone goes unsaid."""
        what = self.label("indicator", observation["indicator"])
        if observation["measure"] in {"share", "rank"}:
            whole = self._whole(observation)
            key = "of" if observation["measure"] == "share" else "rank_of"
            what = self.word("detail").format(what, self.word(key).format(whole))
        elif observation["measure"] != "level":
            measure = self.label("measure", observation["measure"])
            what = self.word("detail").format(what, measure)
        if observation["subject"] == observation["zone"] == within:
            return what
        return self.word("about").format(self.subject(observation), what)

    def subject(self, observation: Row) -> str:
        """Return whose figure an observation is: its zone's short name, or the subject in full."""
        if observation["subject"] == observation["zone"]:
            return self.label("zone_short", observation["zone"])
        return self.label("subject", observation["subject"])

    def _whole(self, observation: Row) -> str:
        """Return of what an observation is a share, or among what it is a rank."""
        whose, what = observation["base_subject"], observation["base_indicator"]
        parts = [self.label("subject", whose)]
        if what != observation["indicator"]:
            own = whose in (observation["zone"], observation["subject"])
            parts = [*([] if own else parts), self.label("indicator", what)]
        return self.pick(zh="", en=" ").join(parts)

    def when(self, observation: Row) -> Markup:
        """Return the as-of date of a stock or the period of a flow, linked to what dates it."""
        time = observation["time"]
        if time in self.codes("time"):
            return escape(self.label("time", time))
        dated = say_date(observation["date"], self.lang)
        return self.link(time, dated) if dated else self.cite(time)

    def place(self, table: str, id_: str) -> dict[str, object]:
        """Return columns with where a mention or fact stands; the article where zones have more."""
        row = self.row(table, id_)
        where: dict[str, object] = {self.word("where"): self.tied(f"{table}/{id_}@where")}
        if not self.tables["articles"]["zone"].duplicated().any():
            return where
        return {self.word("article"): f"{row['page']}/{row['article']}"} | where

    def table(
        self,
        caption: str,
        rows: Sequence[Mapping[str, object]],
        *,
        numbers: Iterable[str] = (),
        download: str = "",
        of: Sequence[str] = (),
        among: int = 0,
    ) -> HTML:
        """Show rows as a table whose first column heads each row, to be saved as CSV under a name.

        Columns that say nothing are left out. `of` names the row of a processed table that each row
        shows: what is tied to it leads here. `among` is how many rows there are, where these are
        only the first.
        """
        if not rows:
            what = sentence_case(caption)
            return self.say(zh="{what}：没有。", en="{what}: none.", what=what)
        empty = [
            column for column in rows[0] if not any(row[column] not in ("", None) for row in rows)
        ]
        rows = [{name: row[name] for name in row if name not in empty} for row in rows]
        marks = [self._mark(one) for one in of or [""] * len(rows)]
        table = self._table(caption, rows, numbers=numbers, marks=marks, download=download)
        return _html(table + self._left_out() if among > len(rows) else table)

    def _left_out(self) -> Markup:
        """Return that a table does not show all there is."""
        words = self.pick(
            zh="表里只列开头的一部分；全部都在报告旁的data.zip里。",
            en="The table shows only the first; all are in data.zip, beside the reports.",
        )
        return Markup('<p class="caveat">{}</p>').format(words)

    def _table(self, caption: str, rows: Sequence[Mapping[str, object]], **how: Any) -> Markup:
        """Return a table in the report's language, where it is another one told cell by cell."""
        return data_table(caption, rows, spoken=self._spoken, **how)

    def _mark(self, of: str) -> Markup:
        """Return the attributes that make a row the place where what it shows can be found."""
        if not of or of in self.shown_in:
            return Markup()
        self.shown_in.add(of)
        # Links ask for the id of a printed figure only; that of queries might be the same.
        printed = of in self.tables["mentions"].index
        place = anchor(of) if printed else f"w-{len(self.shown_in)}"
        return Markup(' id="{}" data-of="{}"').format(place, of)

    def evidence(self, *, folded: bool = False) -> HTML:
        """Show where every number so far comes from: printed figures, what is worked out, articles.

        Folded, it opens when a link leads into it.
        """
        # Working a number out cites figures; they, and the dates of figures, need rows themselves.
        worked: dict[str, dict[str, object]] = {}
        made: dict[str, dict[str, object]] = {}
        while waiting := [s for s in self.worked if s not in worked and s not in self.shown_in]:
            worked |= {subject: self._worked_row(subject) for subject in waiting}
        while waiting := [m for m in self.cited if m not in made and m not in self.shown_in]:
            made |= {id_: self._evidence_row(id_) for id_ in waiting}
        order = [id_ for id_ in self.tables["mentions"].index if id_ in made]
        elsewhere = bool(self.shown_in)
        tables = [
            self._table(
                self.word(f"{css}_caption"),
                list(rows.values()),
                marks=[self._mark(subject) for subject in rows],
                css=f"data {css}",
                download=css,
            )
            for css, rows in (
                ("evidence", {id_: made[id_] for id_ in order}),
                ("worked", worked),
            )
            if rows
        ]
        sources = self._sources()
        # The exporter looks for each of these charts in the page, and the build for what was read.
        drawn = Markup(' data-charts="{}"').format(" ".join(self.drawn)) if self.drawn else ""
        if isinstance(self.tables, ReadTables):
            drawn += Markup(' data-reads="{}"').format(" ".join(self.tables.reads()))
        return _html(
            Markup(
                '<details class="evidence"{}><summary><h2>{}</h2></summary>{}{}{}</details>'
                if folded
                else '<section class="evidence"{}><h2>{}</h2>{}{}{}</section>'
            ).format(
                drawn,
                self.word("evidence"),
                Markup("<p>{}</p>").format(self.word("elsewhere")) if elsewhere else "",
                Markup().join(tables),
                sources,
            )
        )

    def _sources(self) -> Markup:
        """Return the articles that what is shown stands in, and what is known of their date."""
        used = self.cited.keys() | self.shown_in
        cited: dict[str, None] = {}
        for rows in (self.tables["mentions"], self.tables["facts"]):
            shown = rows[rows.index.isin(used)]
            cited |= dict.fromkeys(shown["page"] + "/" + shown["article"])
        if not cited:
            return Markup()
        articles = [self.row("articles", id_) for id_ in cited]
        items = Markup().join(
            Markup("<li>{}</li>").format(
                Markup(self.pick(zh="；", en="; ")).join(
                    filter(
                        None,
                        (
                            self.label("zone_short", article["zone"]),
                            Markup("<cite>{}</cite>").format(article[f"headline_{self.lang}"]),
                            article["byline"],
                            article[f"paper_{self.lang}"],
                            self.tied(f"articles/{article['id']}@published"),
                        ),
                    )
                )
            )
            for article in articles
        )
        bases = Markup().join(
            Markup("<p>{}</p>").format(basis)
            for basis in dict.fromkeys(article[f"basis_{self.lang}"] for article in articles)
        )
        words = self.see(
            "glossary",
            zh="限定、口径等各是什么意思，见用语一篇。",
            en="The glossary tells what hedges, scopes and other words mean.",
        )
        return Markup("<h3>{}</h3><ul>{}</ul>{}<p>{} {}</p>").format(
            self.word("sources"), items, bases, self.word("locators"), words
        )

    def _evidence_row(self, id_: str) -> dict[str, object]:
        mention = self.row("mentions", id_)
        printed = self.tied(f"mentions/{id_}@printed")
        row: dict[str, object] = {self.word("printed"): printed}
        article = self.row("articles", f"{mention['page']}/{mention['article']}")
        zone = self.label("zone_short", article["zone"])
        nothing = Markup(self.word("nothing"))
        hedge = self.label("hedge", mention["hedge"]) if mention["hedge"] else nothing
        if id_ in self.tables["observations"].index:
            observation = self.row("observations", id_)
            note = observation[f"note_{self.lang}"]
            said = self.speaks_of(observation)
            says = self.word("detail").format(said, note) if note else said
            codes = (("scope", "scope"), ("status", "status"), ("speaker", "speaker"))
            judged = self.listing(self.label(name, observation[column]) for name, column in codes)
            readings = {
                self.word(reading): self.tied(f"{id_}#{reading}-interval") for reading in READINGS
            }
            when = self.when(observation)
        else:
            table = "times" if id_ in self.tables["times"].index else "refusals"
            says = self.row(table, id_)[f"note_{self.lang}"]
            judged = nothing
            readings = {
                self.word(reading): self.spans(id_, reading) if table == "times" else nothing
                for reading in READINGS
            }
            when = self.tied(f"mentions/{id_}@date") if mention["date"] else nothing
        return (
            row
            | {
                self.word("says"): says,
                self.word("judged"): judged,
                self.word("hedge"): hedge,
            }
            | readings
            | {self.word("when"): when, self.pick(zh="园区", en="zone"): zone}
            | self.place("mentions", id_)
            | self.quoted(id_)
        )

    def quoted(self, id_: str) -> dict[str, object]:
        """Return a column with the sentence around a figure or fact; none without the texts."""
        if not self.around:
            return {}
        if id_ not in self.around:
            return {self.word("sentence"): self.word("nothing")}
        words = Markup("{}<mark>{}</mark>{}").format(*self.around[id_])
        return {self.word("sentence"): words}

    def _worked_row(self, subject: str) -> dict[str, object]:
        """Return the note on a number that is worked out: what it is, how, and from what."""
        rows = rows_of_tie(self.tables, subject)
        listed = parse_tie(subject).kind == "list"
        table = rows[0][0] if listed and len(rows) == 1 else ""
        asked = Markup("<code>{}</code>").format(subject)
        number: str = Markup(self.word("nothing"))
        how: str = self.word("listed") if listed else asked
        inputs = Markup()
        if table == "facts":
            fact = self.row("facts", subject)
            number = fact["printed"] if self.lang == "zh" else fact["en"]
            how = self.listing([fact[f"role_{self.lang}"], self.tied(f"facts/{subject}@where")])
        elif table == "audits":
            number = self.label("audit", self.row("audits", subject)["check"])
            how = self.working(subject)
        elif table in {"derived", "comparisons"}:
            said = dict.fromkeys(self._if_said(f"{subject}#{reading}") for reading in READINGS)
            number = self.remarks(filter(None, said)) or number
            how = self.formula(subject) if table == "derived" else asked
        else:
            number = self.tied(subject)
            inputs = self._inputs(subject, rows)
        return {self.word("worked"): number, self.word("how"): how, self.word("inputs"): inputs}

    def _inputs(self, subject: str, rows: Sequence[tuple[str, str]]) -> Markup:
        """Return what a count counts: figures if few, names, or the rows that show them."""
        ids = [id_ for _, id_ in rows]
        mentions = self.tables["mentions"].index
        if parse_tie(subject).kind != "list":
            # A query says itself how its rows are found; what the report shows of them is linked.
            inputs = mentions_of_tie(self.tables, subject)
            known = len(inputs) <= FEW_INPUTS and {*inputs} <= self.cited.keys()
            return self.listing(self.link(id_, self._printed(id_)) for id_ in inputs if known)
        if len(ids) <= FEW_INPUTS and {*ids} <= {*mentions}:
            return self.listing(self.link(id_, self._printed(id_)) for id_ in ids)
        tables = {table for table, _ in rows}
        if tables == {"labels"}:
            return self.listing(str(self.tables["labels"].at[id_, self.lang]) for id_ in ids)
        if tables & {"labels", "articles", "coverage"}:
            return self.listing(map(Markup("<code>{}</code>").format, ids))
        if len(ids) > MOST_ROWS:
            return Markup()  # The row names them all itself, and a row for each would bury it.
        for id_ in ids:
            self._note(id_)
        return Markup('<small class="rows">{}</small>').format(subject)

    def _if_said(self, tie: str) -> Markup:
        """Return the words of a tie; nothing where nothing is given."""
        try:
            return self.tied(tie)
        except LookupError:
            return Markup()


def open_report(lang: str = "zh", reading: str = "strict", **choices: str) -> Report:
    """Return a report to write; `choices` such as zone="jiaozuo" are checked against the tables.

    Raises ValueError with the values that are right, where one is wrong.
    """
    _one_of("lang", lang, LANGUAGES)
    _one_of("reading", reading, READINGS)
    tables = ReadTables(find_checkout().processed, choices.get("zone", ""))
    report = Report(lang, reading, tables, around=sentences_for(tables))
    for name, value in choices.items():
        _one_of(name, value, report.codes(name))
    return report


def _one_of(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ValueError(f"unknown {name} {value!r}; one of {', '.join(allowed)}")


def _html(markup: str) -> HTML:
    return HTML(markup)  # type: ignore[no-untyped-call]


def data_table(
    caption: str,
    rows: Sequence[Mapping[str, object]],
    *,
    numbers: Iterable[str] = (),
    marks: Sequence[Markup] = (),
    css: str = "data",
    download: str = "",
    spoken: Callable[[str], Markup] = lambda _: Markup(),
) -> Markup:
    """Return rows as an HTML table with caption and scopes; all but Markup is escaped.

    `marks` are attributes of the cells that head the rows, `download` the name of its CSV file, and
    `spoken` tells the language of a cell's words where it is not that of the page.
    """
    columns = list(rows[0]) if rows else []
    right = set(numbers)

    def cell(row: Mapping[str, object], column: str, mark: Markup) -> Markup:
        words = escape(row[column])
        if lang := spoken(words.striptags()):
            words = words.replace(lang, "")  # The cell says it for what is within.
        if column == columns[0]:
            return Markup('<th scope="row"{}{}>{}</th>').format(mark, lang, words)
        return Markup("<td{}{}>{}</td>").format(
            Markup(' class="num"') if column in right else "", lang, words
        )

    head = Markup().join(
        Markup('<th scope="col">{}</th>').format(sentence_case(column)) for column in columns
    )
    body = Markup("\n").join(
        Markup("<tr>{}</tr>").format(Markup().join(cell(row, column, mark) for column in columns))
        for row, mark in zip(rows, marks or [Markup()] * len(rows), strict=True)
    )
    saved = Markup(' data-csv="{}"').format(download) if download else ""
    return Markup(
        '<table class="{}"{}><caption>{}</caption>\n<thead><tr>{}</tr></thead>\n'
        "<tbody>\n{}\n</tbody></table>"
    ).format(css, saved, sentence_case(caption), head, body)
