"""From a number to the printed words it came from, and from printed words to every number."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from markupsafe import Markup

from .bounds import READINGS
from .listings import caveats, derived_name
from .notes import NotedParser
from .paths import LANGUAGES
from .ties import (
    SOURCES,
    Row,
    Tables,
    anchor,
    figure_in_words,
    mentions_of_row,
    mentions_of_tie,
    never_held,
    parse_tie,
    row_of,
    rows_of_tie,
    say_tie,
    say_where,
    table_of,
)
from .views import Report
from .wording import say_date

# What the lines of an explanation are called.
WORDS = {
    "observations": ("印出的数字，判为观测值", "a printed figure, judged an observation"),
    "times": ("印出的数字，判为时间", "a printed figure, judged a time"),
    "refusals": ("印出的数字，不采用", "a printed figure, refused"),
    "facts": ("不带数字的事实", "a fact, stated without a number"),
    "derived": ("推出的数", "a derived value"),
    "audits": ("核对", "a check"),
    "comparisons": ("比较", "a comparison"),
    "coverage": ("一个园区的一类指标", "a zone and a family of indicators"),
    "labels": ("名称", "a name"),
    "articles": ("文章", "an article"),
    "count": ("计数", "a count"),
    "tie": ("报告里的一个数", "a number of a report"),
    "says": ("所示", "it says"),
    "rows": ("所数的是", "it counts"),
    "printed": ("印作", "printed"),
    "in_words": ("读作", "in words"),
    "speaks_of": ("所说的事", "speaks of"),
    "judged": ("判断", "judged"),
    "place": ("出处", "place"),
    "strict": ("严格读法", "strict reading"),
    "conventional": ("通行读法", "conventional reading"),
    "name": ("名目", "what it is"),
    "formula": ("算式", "formula"),
    "caveats": ("须注意", "bear in mind"),
    "verdict": ("结论", "verdict"),
    "by_rule": ("单按规则", "by the rules alone"),
    "why": ("原因", "why"),
    "note": ("说明", "note"),
    "zone": ("园区", "zone"),
    "date": ("时间", "date"),
    "since": ("起点", "runs from"),
    "definition": ("定义", "definition"),
    "inputs": ("来自", "comes from"),
    "silence": ("没有印出的数字：沉默", "no printed figure: silence"),
    "dated_by": ("给它定时的", "dated by"),
    "listed_by": ("把它计入的", "counted among others by"),
    "dates": ("由它定时的", "it dates"),
    "lists": ("由它计数的", "it counts"),
    "values": ("用到它的推出的数", "derived values that use it"),
    "checks": ("用到它的核对", "checks that use it"),
    "pairs": (
        "用到它的比较：{}对可以，{}对不可以",
        "comparisons that use it: {} allowed, {} refused",
    ),
    "reports": ("用到它的报告", "reports that lead to it"),
    "not_built": ("还没有报告，请运行 analysis build", "none is built; run analysis build"),
    "places": ("{}处", "places: {}"),
    "stale": (
        "已不成立的数，请重新生成报告：{}处（{}）",
        "numbers that stand for nothing any more, build the reports anew: {} ({})",
    ),
    "nowhere": ("没有", "none"),
    "quoted": ("「{}」", "「{}」"),
    "line": ("{}：{}", "{}: {}"),
    "also": ("；", "; "),
}

PRINTED = ("observations", "times", "refusals", "facts")  # Tables whose rows are printed spans.
# Column -> the table whose rows it ties to a mention, and how the mention is told of them.
HANGING = (
    ("dates", "observations", "time"),
    ("dates", "times", "since"),
    ("dates", "facts", "dated_by"),
    ("lists", "facts", "listed_by"),
)
NEAREST = 3  # How many ids an unknown one is answered with.

Shown = Mapping[str, Mapping[str, int]]  # Report -> tie -> how many places show it.
Said = Iterator[tuple[str, str]]  # What a line is called, and what it says.


def explain(
    tables: Tables, name: str, lang: str = LANGUAGES[1], shown: Shown | None = None
) -> list[str]:
    """Return where a number comes from and what it reaches, line by line.

    `name` is anything that a report shows or a table holds: an id, whole or without its page, the
    anchor of a piece of evidence, or a tie (see ties.py). `shown` are the ties of the reports that
    are built. Raises ValueError with the nearest ids where nothing is called so.
    """
    return list(_Explanation(Report(lang, READINGS[0], tables), shown or {}).of(find(tables, name)))


def find(tables: Tables, name: str) -> str:
    """Return the id or tie that a name means; ValueError, with the nearest, where it means none."""
    ids = _ids(tables)
    if name in ids:
        return name
    if not name.strip():
        raise ValueError(f"nothing is called {name!r}; name an id, an anchor or a tie")
    linked = name.removeprefix("#")
    if linked.startswith(anchor("")) and (found := [i for i in ids if anchor(i) == linked]):
        if len(found) > 1:
            raise ValueError(f"{name!r} may be {', '.join(found)}; name one of them")
        return found[0]
    head, mark, form = name.partition("#")
    if head and mark:
        return f"{find(tables, head)}#{form}"
    if len(same := [id_ for id_ in ids if name == _tail(id_) != id_]) > 1:
        raise ValueError(f"{name!r} may be {', '.join(same)}; name one of them")
    if same:
        return same[0]
    _check_tie(tables, name, ids)
    return name


def _check_tie(tables: Tables, name: str, ids: Collection[str]) -> None:
    """Raise ValueError where a name is no tie, or one that asks for what no cell holds."""
    try:
        counted = rows_of_tie(tables, name)
    except (ValueError, LookupError) as error:
        if "?" in name or "@" in name:  # It is meant as a tie, and the tie says what is wrong.
            raise ValueError(str(error.args[0])) from None
        near = [id_ for id_ in ids if name in id_][:NEAREST] or get_close_matches(
            name, [*ids, *dict.fromkeys(map(_tail, ids))], NEAREST, cutoff=0.3
        )
        hint = f"the nearest are {', '.join(near)}" if near else "data/processed holds every id"
        raise ValueError(f"nothing is called {name!r}; {hint}") from None
    if not counted and (mistyped := list(never_held(tables, name))):
        raise ValueError("; ".join(mistyped))


def _ids(tables: Tables) -> dict[str, None]:
    return dict.fromkeys(str(id_) for table in tables.values() for id_ in table.index)


def _tail(id_: str) -> str:
    """Return an id without its page, unless it is made of other ids."""
    return id_ if {"(", "~"} & set(id_) else id_.rpartition("/")[2]


class _TieFinder(NotedParser):
    """Counts the ties of a page, those of charts too."""

    def __init__(self, page: str) -> None:
        super().__init__(page)
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count the ties of one element."""
        said = {name: value or "" for name, value in attrs}
        if (tie := self.tie_of(tag, said)) is not None:
            self.found[tie] += 1
        self.found.update(tie for _, tie in self.ties_of_chart(said))

    def handle_endtag(self, tag: str) -> None:
        """Keep that an element ends."""
        self.end_of(tag)


def ties_of_page(html: str) -> dict[str, int]:
    """Return every tie of a report and how many places show it.

    The numbers of a chart's axis lead nowhere, and neither does a list of nothing.

    >>> ties_of_page('<a class="fig" href="#e-p-1">9家</a> <data value="articles">5</data>')
    {'#e-p-1': 1, 'articles': 1}
    """
    finder = _TieFinder(html)
    finder.feed(html)
    return {tie: places for tie, places in finder.found.items() if tie not in {"", "scale"}}


@dataclass(frozen=True)
class _Explanation:
    """What is said of an id or a tie, in the language of a report on the tables."""

    report: Report
    shown: Shown

    @property
    def tables(self) -> Tables:
        """The processed tables."""
        return self.report.tables

    def of(self, tie: str) -> Iterator[str]:
        """Yield every line on a tie: what it says, where it comes from, what it reaches."""
        if tie in _ids(self.tables):
            yield from self.row(table_of(self.tables, tie), tie)
            yield from self.reports(self._leads_to(tie))
            return
        rows = rows_of_tie(self.tables, tie)
        counts = parse_tie(tie).kind in {"query", "list"}
        leads: Callable[[str], bool] = tie.__eq__
        yield self.line(tie, self.word("count" if counts else "tie"))
        yield self.line(self.word("says"), say_tie(self.tables, tie, self.report.lang), 1)
        if counts:
            others = [row for row in rows if row[0] not in (*PRINTED, "mentions")]
            if others:
                yield from self.section("rows", (self.named(*row) for row in others))
            yield from self.inputs(mentions_of_tie(self.tables, tie))
        else:
            [(_, id_)] = rows
            yield from self.row(table_of(self.tables, id_), id_)
            leads = self._leads_to(id_)
        yield from self.reports(leads)

    def row(self, table: str, id_: str) -> Iterator[str]:
        """Yield what a row says, and what it comes from, or reaches where it is printed."""
        row = row_of(self.tables, table, id_)
        yield self.line(id_, self.word(table))
        for key, words in SAID_OF[table](self.report, row):
            if words:
                yield self.line(self.word(key), words, 1)
        if table in PRINTED:
            yield from self.reached(row)
        elif table not in {"labels", "articles"}:
            yield from self.inputs(mentions_of_row(self.tables, table, id_))

    def inputs(self, ids: Iterable[str]) -> Iterator[str]:
        """Yield the printed words and places that something comes from; silence is said."""
        yield from self.section("inputs", map(self.printed, ids), self.word("silence"))

    def printed(self, id_: str) -> str:
        """Return a mention or fact in a line: its id, words and place."""
        table = "facts" if id_ in self.tables["facts"].index else "mentions"
        row = row_of(self.tables, table, id_)
        words = self.word("quoted").format(row["printed"])
        return f"{id_} {words} {_place(self.report, row)}"

    def named(self, table: str, id_: str) -> str:
        """Return a row of a table in a line: its id, and what it says."""
        said = dict(SAID_OF[table](self.report, row_of(self.tables, table, id_)))
        words = [said[key] for key in BRIEFLY if said.get(key)]
        words += [self.line(self.word(key), said[key]) for key in READINGS if said.get(key)]
        return self.line(id_, _joined(self.report, words))

    def reached(self, row: Row) -> Iterator[str]:
        """Yield what hangs on a printed span, and everything that is worked out from either."""
        id_ = row["id"]
        for column in ("dated_by", "listed_by", "time", "since"):
            if (other := row.get(column, "")) in self.tables["mentions"].index:
                key = column if column.endswith("_by") else "dated_by"
                yield from self.section(key, [self.printed(other)])
        hanging = self.hanging(id_)
        for key, others in hanging.items():
            yield from self.section(key, map(self.printed, others))
        used = {id_}.union(*hanging.values())
        for key, table in (("values", "derived"), ("checks", "audits")):
            yield from self.section(key, (self.named(table, o) for o in self.using(table, used)))
        pairs = self.using("comparisons", used)
        verdicts = self.tables["comparisons"]["verdict"]
        allowed = [pair for pair in pairs if verdicts[pair] != "not_comparable"]
        yield self.word("pairs").format(len(allowed), len(pairs) - len(allowed))
        yield from (f"  {self.named('comparisons', pair)}" for pair in allowed)

    def hanging(self, id_: str) -> dict[str, list[str]]:
        """Return what a printed span dates and counts; of any other row, nothing."""
        found: dict[str, list[str]] = {}
        for key, table, column in HANGING:
            rows = self.tables[table]
            if others := list(map(str, rows.index[rows[column] == id_])):
                found.setdefault(key, []).extend(others)
        return found

    def using(self, table: str, ids: set[str]) -> list[str]:
        """Return the rows of a table that are worked out from any of these mentions and facts."""
        rows = self.tables[table][list(SOURCES[table])].itertuples()
        return [str(id_) for id_, *cells in rows if ids & set(" ".join(cells).split())]

    def reports(self, leads: Callable[[str], bool]) -> Iterator[str]:
        """Yield each report with a tie that leads to what is explained, and how many do."""
        yield self.word("reports")
        if not self.shown:
            yield f"  {self.word('not_built')}"
        found = dict.fromkeys((tie for ties in self.shown.values() for tie in ties), False)
        stale = set()
        for tie in found:
            try:
                found[tie] = leads(tie)
            except (ValueError, LookupError):  # The report was made of tables of another day.
                stale.add(tie)
        for name, places in (given := self._places(found)).items():
            yield self.line(name, self.word("places").format(places), 1)
        if self.shown and not given:
            yield f"  {self.word('nowhere')}"
        if old := self._places(dict.fromkeys(stale, True)):
            yield self.word("stale").format(sum(old.values()), _joined(self.report, old))

    def _places(self, wanted: Mapping[str, bool]) -> dict[str, int]:
        """Return in how many places each report shows a wanted tie, where it does."""
        found = {
            name: sum(number for tie, number in ties.items() if wanted.get(tie))
            for name, ties in self.shown.items()
        }
        return {name: places for name, places in found.items() if places}

    def _leads_to(self, id_: str) -> Callable[[str], bool]:
        """Return whether a tie names a row or what hangs on it, or is worked out from either."""
        used = {id_}.union(*self.hanging(id_).values())

        def leads(tie: str) -> bool:
            named = {other for _, other in rows_of_tie(self.tables, tie)}
            return not used.isdisjoint(named.union(mentions_of_tie(self.tables, tie)))

        return leads

    def section(self, key: str, lines: Iterable[str], nothing: str = "") -> Iterator[str]:
        """Yield a heading and the lines below it, or that there are none."""
        yield self.word(key)
        yield from (f"  {line}" for line in (list(lines) or [nothing or self.word("nowhere")]))

    def line(self, key: str, words: str, depth: int = 0) -> str:
        """Return a line: what it is called, and what it says."""
        return "  " * depth + self.word("line").format(key, words)

    def word(self, key: str) -> str:
        """Return a word of explanations in the language."""
        return WORDS[key][LANGUAGES.index(self.report.lang)]


def _place(report: Report, row: Row) -> str:
    """Return where a printed span stands: zone, article, paragraph and characters."""
    zone = report.label("zone_short", row["zone"])
    return f"{zone} {row['page']}/{row['article']} {say_where(row)}"


def _joined(report: Report, words: Iterable[str]) -> str:
    return WORDS["also"][LANGUAGES.index(report.lang)].join(filter(None, words))


def _say_printed(report: Report, row: Row) -> Said:
    """Yield the printed words of a mention, what they say and where they stand."""
    mention = report.row("mentions", row["id"])
    words = figure_in_words(report.tables, row["id"], report.lang)
    yield "printed", mention["printed"]
    yield "in_words", words if words != mention["printed"] else ""
    yield "place", _place(report, mention)


def _say_observation(report: Report, row: Row) -> Said:
    yield from _say_printed(report, row)
    yield "speaks_of", report.speaks_of(row)
    codes = (("status", "status"), ("scope", "scope"), ("hedge", "hedge"), ("speaker", "speaker"))
    labels = [report.label(vocabulary, row[column]) for vocabulary, column in codes]
    yield "judged", _joined(report, (*labels, Markup(report.when(row)).striptags()))
    yield "note", row[f"note_{report.lang}"]
    for reading in READINGS:
        said = say_tie(report.tables, f"{row['id']}#{reading}", report.lang)
        interval = say_tie(report.tables, f"{row['id']}#{reading}-interval", report.lang)
        yield reading, _joined(report, dict.fromkeys((said, interval)))


def _say_time(report: Report, row: Row) -> Said:
    yield from _say_printed(report, row)
    yield "date", say_date(row["date"], report.lang)
    yield "note", row[f"note_{report.lang}"]


def _say_refusal(report: Report, row: Row) -> Said:
    yield from _say_printed(report, row)
    yield "why", report.label("reason", row["reason"])
    yield "note", row[f"note_{report.lang}"]


def _say_fact(report: Report, row: Row) -> Said:
    yield "printed", row["printed"]
    yield "in_words", row["en"] if report.lang == "en" else ""
    yield "place", _place(report, row)
    yield "name", row[f"role_{report.lang}"]
    codes = (("fact", "kind"), ("instrument", "instrument"), ("fact_status", "status"))
    labels = [report.label(word, row[column]) for word, column in codes if row[column]]
    yield "judged", _joined(report, (*labels, say_date(row["date"], report.lang)))


def _say_derived(report: Report, row: Row) -> Said:
    yield "name", derived_name(report, row)
    yield "zone", report.label("zone", row["zone"])
    yield "formula", row["formula"]
    for reading in READINGS:
        yield reading, say_tie(report.tables, f"{row['id']}#{reading}", report.lang)
    yield "caveats", caveats(report, row)


def _say_audit(report: Report, row: Row) -> Said:
    yield "name", report.label("audit", row["check"])
    yield "zone", report.label("zone", row["zone"])
    for reading in READINGS:
        verdict = report.label("verdict", row[f"{reading}_verdict"])
        yield reading, _joined(report, (verdict, row[f"{reading}_working"]))
    yield "caveats", caveats(report, row)


def _say_comparison(report: Report, row: Row) -> Said:
    yield "name", report.label("family", row["family"])
    yield "verdict", report.label("comparison", row["verdict"])
    overridden = row["by_rule"] != row["verdict"]
    yield "by_rule", report.label("comparison", row["by_rule"]) if overridden else ""
    yield "why", report.remarks(report.label("why", why) for why in row["why"].split())
    yield "note", row[f"note_{report.lang}"]
    left, right = (report.row("mentions", row[side])["printed"] for side in ("left", "right"))
    for reading in READINGS:
        order = row[f"{reading}_order"]
        said = f"{left} {report.label('order', order)} {right}" if order != "none" else ""
        yield reading, _joined(report, (said, _ratio(report, row, reading)))


def _ratio(report: Report, row: Row, reading: str) -> str:
    """Return how many times the right the left is, where the tables say so."""
    if not row[f"{reading}_ratio_low_closed"]:
        return ""
    return say_tie(report.tables, f"{row['id']}#{reading}", report.lang)


def _say_coverage(report: Report, row: Row) -> Said:
    yield "zone", report.label("zone", row["zone"])
    yield "name", report.label("family", row["family"])


def _say_label(report: Report, row: Row) -> Said:
    yield "name", _joined(report, (row["zh"], row["en"]))
    yield "definition", row[f"definition_{report.lang}"]


def _say_article(report: Report, row: Row) -> Said:
    yield "zone", report.label("zone", row["zone"])
    yield "name", _joined(report, (row[f"headline_{report.lang}"], row["byline"]))
    yield "place", row[f"paper_{report.lang}"]
    yield "date", say_tie(report.tables, f"articles/{row['id']}@published", report.lang)
    yield "note", row[f"basis_{report.lang}"]


# Table -> what its rows say, line by line.
SAID_OF: Mapping[str, Callable[[Report, Row], Said]] = {
    "observations": _say_observation,
    "times": _say_time,
    "refusals": _say_refusal,
    "facts": _say_fact,
    "derived": _say_derived,
    "audits": _say_audit,
    "comparisons": _say_comparison,
    "coverage": _say_coverage,
    "labels": _say_label,
    "articles": _say_article,
}
# The lines that are enough where a row is one of several.
BRIEFLY = ("name", "formula", "verdict")
