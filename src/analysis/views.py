"""A report while it is written: sentences, tables and links to evidence, in one language.

Notebooks open one `Report`, call it cell by cell, and end with its evidence, which lists every
printed figure that a sentence, table or chart of the report has used.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import cast

import pandas as pd
from IPython.display import HTML
from markupsafe import Markup, escape

from .codebook import csv_link, read_tables
from .figures import READINGS, Figure, bounds_under
from .paths import find_checkout
from .ties import Row, anchor, figure_in_words, figure_of, row_of, rows_of_query, say_tie
from .wording import say_date, sentence_case

LANGUAGES = ("zh", "en")

# The words of tables and evidence; sentences of a report stand in its notebook.
WORDS = {
    "evidence": ("证据", "Evidence"),
    "evidence_caption": (
        "本报告用到的每一个印出的数字",
        "Every printed figure this report uses",
    ),
    "printed": ("印出的文字", "as printed"),
    "says": ("所说的事", "what it speaks of"),
    "strict": ("严格读法", "strict reading"),
    "conventional": ("通行读法", "conventional reading"),
    "when": ("时间", "when"),
    "where": ("出处", "where"),
    "paragraph": ("¶{}", "¶{}"),
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
    "csv": ("下载此表数据（CSV）", "Download this table (CSV)"),
    "about": ("{}：{}", "{}: {}"),
    "detail": ("{}（{}）", "{} ({})"),
    "list": ("、", ", "),
}


@dataclass
class Report:
    """A report in one language and reading over the processed tables; it knows what it cites."""

    lang: str
    reading: str
    tables: Mapping[str, pd.DataFrame]
    cited: dict[str, None] = field(default_factory=dict)

    def row(self, table: str, id_: str) -> Row:
        """Return one row of a processed table, by its id."""
        return row_of(self.tables, table, id_)

    def rows(self, table: str) -> list[Row]:
        """Return all rows of a processed table, each with its id."""
        return cast("list[Row]", self.tables[table].reset_index().to_dict("records"))

    @property
    def zones(self) -> list[str]:
        """The ids of all zones, in the order of the register."""
        return self.codes("zone")

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
        return list(labels.loc[labels["vocabulary"] == vocabulary, "code"])

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
        return Markup('<a class="fig" href="#{}"{}>{}</a>').format(anchor(id_), title, words)

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
        if words and escape(words).striptags() != escape(said).striptags():
            raise ValueError(f"{tie!r} stands for 「{said}」, not for 「{words}」")
        return Markup('<data value="{}">{}</data>').format(tie, words or said)

    def count(self, query: str) -> Markup:
        """Return how many rows of a processed table a query keeps."""
        rows_of_query(self.tables, query)
        return self.tied(query)

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

    def where(self, id_: str) -> Markup:
        """Return where a mention stands: article, paragraph and characters of the text."""
        mention = self.row("mentions", id_)
        article = self.row("articles", f"{mention['page']}/{mention['article']}")
        zone = self.label("zone_short", article["zone"])
        place = self.tied(f"mentions/{id_}@where")
        return Markup('<span class="locator">{} {}</span>').format(zone, place)

    def table(
        self,
        caption: str,
        rows: Sequence[Mapping[str, object]],
        *,
        numbers: Iterable[str] = (),
        download: str = "",
    ) -> HTML:
        """Show rows as a table whose first column heads each row; offer it as CSV under a name."""
        empty = [
            column
            for column in (rows or [{}])[0]
            if not any(row[column] not in ("", None) for row in rows)
        ]
        rows = [{name: row[name] for name in row if name not in empty} for row in rows]
        html = data_table(caption, rows, numbers=numbers)
        return _html(html + self.csv_link(download, _cells(rows)) if download else html)

    def csv_link(self, name: str, frame: pd.DataFrame) -> Markup:
        """Return a link that saves a frame as CSV, its cells without markup."""
        plain = frame.map(_plain)
        text = plain.to_csv(index=False, lineterminator="\n")
        return Markup('<p class="download"><a download="{}.csv" href="{}">{}</a></p>').format(
            name, csv_link(text), self.word("csv")
        )

    def evidence(self, *, folded: bool = False) -> HTML:
        """Show every printed figure cited so far, its bounds and place, and the articles.

        Folded, it opens when a link leads into it.
        """
        made: dict[str, dict[str, object]] = {}
        # A row may cite the date of its figure, which then needs a row itself.
        while waiting := [id_ for id_ in self.cited if id_ not in made]:
            made |= {id_: self._evidence_row(id_) for id_ in waiting}
        order = [id_ for id_ in self.tables["mentions"].index if id_ in made]
        rows = [made[id_] for id_ in order]
        ids = [anchor(id_) for id_ in order]
        html = data_table(self.word("evidence_caption"), rows, row_ids=ids, css="data evidence")
        return _html(
            Markup(
                '<details class="evidence"><summary>{}</summary>{}{}{}</details>'
                if folded
                else '<section class="evidence"><h2>{}</h2>{}{}{}</section>'
            ).format(
                self.word("evidence"),
                html,
                self.csv_link("evidence", _cells(rows)),
                self._sources(order),
            )
        )

    def _sources(self, ids: Iterable[str]) -> Markup:
        """Return the articles that mentions stand in, and what is known of their date."""
        mentions = self.tables["mentions"].loc[list(ids)]
        cited = dict.fromkeys(mentions["page"] + "/" + mentions["article"])
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
        return Markup("<h3>{}</h3><ul>{}</ul>{}<p>{}</p>").format(
            self.word("sources"), items, bases, self.word("locators")
        )

    def _evidence_row(self, id_: str) -> dict[str, object]:
        printed = self.tied(f"mentions/{id_}@printed")
        row: dict[str, object] = {self.word("printed"): printed}
        if id_ in self.tables["observations"].index:
            observation = self.row("observations", id_)
            details = [
                self.label("scope", observation["scope"]),
                self.label("status", observation["status"]),
                self.label("speaker", observation["speaker"]),
                observation[f"note_{self.lang}"],
            ]
            said = self.listing(filter(None, details))
            says = self.word("detail").format(self.speaks_of(observation), said)
            readings = {
                self.word(reading): self.tied(f"{id_}#{reading}-interval") for reading in READINGS
            }
            when = self.when(observation)
        else:
            table = "times" if id_ in self.tables["times"].index else "refusals"
            says = self.row(table, id_)[f"note_{self.lang}"]
            readings = {self.word(reading): Markup("—") for reading in READINGS}
            dated = self.row("mentions", id_)["date"]
            when = self.tied(f"mentions/{id_}@date") if dated else Markup("—")
        return (
            row
            | {self.word("says"): says}
            | readings
            | {
                self.word("when"): when,
                self.word("where"): self.where(id_),
            }
        )


def open_report(lang: str = "zh", reading: str = "strict", **choices: str) -> Report:
    """Return a report to write; `choices` such as zone="jiaozuo" are checked against the tables.

    Raises ValueError with the values that are right, where one is wrong.
    """
    _one_of("lang", lang, LANGUAGES)
    _one_of("reading", reading, READINGS)
    report = Report(lang, reading, read_tables(find_checkout().processed))
    for name, value in choices.items():
        _one_of(name, value, report.codes(name))
    return report


def report_file(report: str, reading: str, lang: str) -> str:
    """Return the file that tells a report under a reading in a language.

    >>> report_file("checks", "strict", "zh"), report_file("checks", "conventional", "en")
    ('checks.zh.html', 'checks.conventional.en.html')
    """
    return f"{report}{'' if reading == READINGS[0] else f'.{reading}'}.{lang}.html"


def _one_of(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ValueError(f"unknown {name} {value!r}; one of {', '.join(allowed)}")


def _cells(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a frame that keeps each cell as it is, markup too, whatever backs its text."""
    return pd.DataFrame(rows, dtype=object)


def _html(markup: str) -> HTML:
    return HTML(markup)  # type: ignore[no-untyped-call]


def _plain(cell: object) -> str:
    """Return a cell as text for a spreadsheet, which must not take it for a formula."""
    text = escape(cell).striptags()
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def data_table(
    caption: str,
    rows: Sequence[Mapping[str, object]],
    *,
    numbers: Iterable[str] = (),
    row_ids: Sequence[str] = (),
    css: str = "data",
) -> Markup:
    """Return rows as an HTML table with caption and scopes; all but Markup is escaped."""
    columns = list(rows[0]) if rows else []
    right = set(numbers)

    def cell(row: Mapping[str, object], column: str) -> Markup:
        if column == columns[0]:
            return Markup('<th scope="row">{}</th>').format(row[column])
        return Markup("<td{}>{}</td>").format(
            Markup(' class="num"') if column in right else "", row[column]
        )

    head = Markup().join(
        Markup('<th scope="col">{}</th>').format(sentence_case(column)) for column in columns
    )
    body = Markup("\n").join(
        Markup("<tr{}>{}</tr>").format(
            Markup(' id="{}"').format(row_ids[number]) if row_ids else "",
            Markup().join(cell(row, column) for column in columns),
        )
        for number, row in enumerate(rows)
    )
    return Markup(
        '<table class="{}"><caption>{}</caption>\n<thead><tr>{}</tr></thead>\n'
        "<tbody>\n{}\n</tbody></table>"
    ).format(css, sentence_case(caption), head, body)
