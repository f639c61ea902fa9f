"""Findings: what a reader in a hurry should know, each with its evidence and its caveat.

A finding is worked out from the processed tables, whatever page they are of. Where a page gives no
ground for one it says so, rather than leaving it out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from IPython.display import HTML
from markupsafe import Markup, escape

from .instruments import COUNTED, DATED, counted, most_named, users
from .listings import (
    comparison_sentence,
    derived_name,
    fits,
    judged_sentence,
    new_wholes,
    reading_matters,
    reasons,
)
from .paths import report_file
from .promises import (
    HEDGED,
    NO_LOWER,
    NO_UPPER,
    PROMISED,
    each_counted,
    promises,
)
from .ties import Row, rows_of_query, whole_numbers
from .views import Report
from .wording import sentence_case


@dataclass(frozen=True)
class Finding:
    """A sentence of tied numbers under a title, what to bear in mind, and the report with more."""

    report: str
    title: str
    sentence: Markup
    caveat: Markup


def findings(report: Report) -> list[Finding]:
    """Return the findings of the tables, in the order a reader asks."""
    return [find(report) for find in FINDINGS]


def show_findings(report: Report) -> HTML:
    """Show the findings as a list; each leads to the report that shows the whole of it."""
    items = Markup("\n").join(
        Markup(
            '<li><p class="finding"><strong>{}</strong> {} {}</p><p class="caveat">{}</p></li>'
        ).format(
            finding.title,
            finding.sentence,
            Markup('<a class="more" href="{}">{}</a>').format(
                report_file(finding.report, report.reading, report.lang),
                report.pick(zh="详见", en="More"),
            ),
            finding.caveat,
        )
        for finding in findings(report)
    )
    return HTML(f'<ol class="findings">{items}</ol>')  # type: ignore[no-untyped-call]


def _printed(report: Report) -> Finding:
    coverage = report.tables["coverage"]
    shared = [
        family
        for family in report.codes("family")
        if (coverage[coverage["family"] == family]["figures"] != "0").all()
    ]
    everywhere = (
        report.words(
            zh="各园区都有数字的类别只有：{shared}。",
            en="On these alone every zone prints a figure: {shared}.",
            shared=report.listing(report.label("family", family) for family in shared),
        )
        if shared
        else report.words(
            zh="没有一类指标是各园区都印了数字的。",
            en="On no family does every zone print one.",
        )
    )
    return Finding(
        "coverage",
        report.pick(zh="沉默", en="Silence"),
        report.words(
            zh="“园区与指标类别”的{cells}格里，{silent}格一个数字也没有；{everywhere}"
            "印出的{n}个数字里，{observed}个说明某项指标。",
            en="Of {cells} pairs of a zone and a family of indicators, {silent} have no figure. "
            "{everywhere} Of {n} figures printed, {observed} say something of an indicator.",
            n=report.count("mentions"),
            observed=report.count("observations"),
            cells=report.count("coverage"),
            silent=report.count("coverage?figures=0"),
            everywhere=everywhere,
        ),
        report.words(
            zh="没有印出来，不等于没有。", en="What is not printed may exist all the same."
        ),
    )


def _compared(report: Report) -> Finding:
    across = "comparisons?left_zone!=@right_zone&why!~=indicator"
    pairs = [row for row in report.rows("comparisons") if row["left_zone"] != row["right_zone"]]
    allowed = [row for row in pairs if row["verdict"] != "not_comparable"][:1]
    judged = [row for row in pairs if row["by_rule"] != row["verdict"]][:1]
    said = [comparison_sentence(report, pair) for pair in allowed]
    said += [judged_sentence(report, pair) for pair in judged if pair not in allowed]
    why = [reasons(report, pair) for pair in allowed if pair["why"]]
    changes = report.words(
        zh="说增减的数字有{n}个，其余都只是一个时点。",
        en="Figures that tell of a change: {n}; all else is a single point in time.",
        n=report.count("observations?measure=growth|decline"),
    )
    return Finding(
        "comparison",
        report.pick(zh="可比", en="Comparable"),
        report.words(
            zh="没有不同的园区说同一项指标，所以没有能并列的。",
            en="No indicator has figures of different zones, so that none can be set side by side.",
        )
        if not len(rows_of_query(report.tables, across))
        else report.words(
            zh="不同园区说同一项指标的数字配成{n}对，能并列的有{allowed}对。{said}",
            en="Figures of different zones that speak of one indicator make {n} pairs, of which "
            "{allowed} may be set side by side. {said}",
            n=report.count(across),
            allowed=report.count(f"{across}&verdict!=not_comparable"),
            said=report.sentences(said),
        ),
        report.sentences(
            [
                *(
                    report.words(zh="须注意：{why}。", en="Bear in mind: {why}.", why=one)
                    for one in why
                ),
                changes,
            ]
        ),
    )


def _checked(report: Report) -> Finding:
    if not report.rows("audits"):
        return Finding(
            "checks",
            report.pick(zh="相符", en="In agreement"),
            report.words(
                zh="印出的数字不足以做任何核对。", en="The printed figures allow no check."
            ),
            report.words(
                zh="既没有互相矛盾，也没有互相印证。",
                en="They neither contradict nor confirm each other.",
            ),
        )
    failed = [r for r in report.rows("audits") if r["conventional_verdict"] == "impossible"]
    which = report.sentences(
        report.words(
            zh="不可能的如：{check}（{working}）。",
            en="Impossible, for one: {check} ({working}).",
            check=report.label("audit", row["check"]),
            working=report.working(row["id"], "conventional"),
        )
        for row in failed[:1]
    )
    verdicts = {
        verdict: report.count(f"audits?conventional_verdict={verdict}")
        for verdict in report.codes("verdict")
    }
    return Finding(
        "checks",
        report.pick(zh="相符", en="In agreement"),
        report.words(
            zh="数字之间能做{n}项核对：相符{consistent}项，不可能{impossible}项，无法判定{undecidable}项（通行读法）。{which}",
            en="The figures allow {n} checks of each other: {consistent} consistent, {impossible} "
            "impossible, {undecidable} undecidable (conventional reading). {which}",
            n=report.count("audits"),
            which=which,
            **verdicts,
        ),
        report.words(
            zh="同一组数字可受几项核对。按严格读法，百分比不差分毫，不可能的有{n}项；其中{rounding}项只是四舍五入所致。",
            en="Figures may be checked in several ways. Under the strict reading, with every "
            "percentage exact, {n} would be impossible; {rounding} of them through rounding alone.",
            n=report.count("audits?strict_verdict=impossible"),
            rounding=report.count(
                "audits?strict_verdict=impossible&conventional_verdict!=impossible"
            ),
        ),
    )


def _implied(report: Report) -> Finding:
    told = new_wholes(report)[:2]
    if not told:
        return Finding(
            "implied",
            report.pick(zh="推出", en="Implied"),
            report.words(
                zh="没有一个占比足以推出总体。", en="No share printed is enough to imply its whole."
            ),
            report.words(
                zh="推出的值有{n}个。", en="Values implied: {n}.", n=report.count("derived")
            ),
        )
    said = report.sentences(
        report.words(
            zh="{what}{value}{which}（{inputs}）。",
            en="{what}: {value}{which} ({inputs}).",
            what=_named(report, row),
            inputs=_told_by(report, row),
            value=report.derived(row["id"], "conventional"),
            which=_how_many(report, row),
        )
        for row in told
    )
    return Finding(
        "implied",
        report.pick(zh="推出", en="Implied"),
        report.words(
            zh="文章没有写、但由印出的占比推得出的总体：{said}",
            en="Wholes that no article prints, and that the printed shares imply: {said}",
            said=said,
        ),
        report.words(
            zh="百分比按四舍五入理解（通行读法）；若不差分毫，其中{none}个没有整数能满足。",
            en="Percentages are taken as rounded (conventional reading). Were they exact, no whole "
            "number would fit {none} of these wholes.",
            none=report.listed(row["id"] for row in told if not fits(row, "strict")),
        ),
    )


def _told_by(report: Report, row: Row) -> Markup:
    """Return the part and the shares that imply a whole."""
    part, *shares = row["inputs"].split()
    return report.words(
        zh="{part}，占比印作{shares}",
        en="{part}; share printed as {shares}",
        part=report.cite(part),
        shares=Markup(report.pick(zh="和", en=" and ")).join(map(report.cite, shares)),
    )


def _named(report: Report, row: Row) -> str:
    """Return what a derived value is of: whose, and of which indicator."""
    what = report.label("indicator", row["indicator"])
    whose = report.subject(row)
    return f"{whose}{what}" if report.lang == "zh" else f"{whose}, {what}"


def _how_many(report: Report, row: Row) -> Markup:
    numbers = whole_numbers(row, "conventional")
    if numbers is None or len(numbers) < 2:
        return Markup()
    return report.words(
        zh="，共{n}个可能的整数",
        en=", {n} whole numbers in all",
        n=report.tied(f"{row['id']}#conventional-many"),
    )


def _promised(report: Report) -> Finding:
    largest = _largest_sum(promises(report))
    said = Markup()
    if largest:
        said = report.words(
            zh="其中数额最大的是{what}：{figure}，{status}，说话的是{speaker}。",
            en="The largest sum not reached is {what}: {figure}; {status}, said by: {speaker}.",
            what=report.speaks_of(largest),
            figure=report.cite(largest["id"]),
            status=report.label("status", largest["status"]),
            speaker=report.label("speaker", largest["speaker"]),
        )
    beware: list[str] = []
    beside = largest and _largest_sum(
        row
        for row in report.rows("observations")
        if (row["zone"], row["status"]) == (largest["zone"], "reached")
    )
    if beside:
        said += report.words(
            zh="同一园区已达成的最大数额是{what}：{figure}。",
            en=" The largest sum reached in the same zone is {what}: {figure}.",
            what=report.speaks_of(beside),
            figure=report.cite(beside["id"]),
        )
    if largest and beside:
        beware = _beware_of(report, largest, beside)
    return Finding(
        "promise",
        report.pick(zh="许诺", en="Promised"),
        report.words(
            zh="{n}个观测值按状态分：{statuses}。{said}",
            en="Of {n} observations, by status: {statuses}. {said}",
            n=report.count("observations"),
            statuses=each_counted(report, "status", "status"),
            said=said,
        ),
        report.sentences(
            [
                report.words(
                    zh="许诺不是成果；计划和进行中的，没有印出期限的有{undated}个。",
                    en="A promise is no result. Planned or under way without a printed date: "
                    "{undated}.",
                    undated=report.count(f"observations?status={'|'.join(PROMISED)}&time=unstated"),
                ),
                *map(Markup, map(escape, beware)),
            ]
        ),
    )


def _beware_of(report: Report, one: Row, other: Row) -> list[str]:
    """Return what the register says to bear in mind where two figures are held together."""
    notes = (
        report.note("relation", row["relation"])
        for row in report.rows("derived")
        if row["relation"] and {one["id"], other["id"]} == set(row["inputs"].split())
    )
    stop = report.pick(zh="。", en=".")
    return [f"{sentence_case(note)}{stop}" for note in notes if note]


def _largest_sum(rows: Iterable[Row]) -> Row | None:
    """Return the observation of the most money, None where there is none of money."""
    sums = [row for row in rows if row["unit"] == "元" and row["value"]]
    return max(sums, key=lambda row: Fraction(row["value"]), default=None)


def _hedged(report: Report) -> Finding:
    open_ = [row for row in report.rows("derived") if "two_lower_ends" in row["caveats"].split()]
    said = report.sentences(
        report.words(
            zh="都只有下界的数相除，字面上什么也没说：{what}（{formula}）在严格读法下没有界，"
            "通行读法下是{value}。",
            en="A quotient of lower ends says nothing: {what} ({formula}) has no bounds under the "
            "strict reading, and {value} under the conventional.",
            what=derived_name(report, row),
            formula=report.formula(row["id"]),
            value=report.derived(row["id"], "conventional"),
        )
        for row in open_[-1:]
    )
    return Finding(
        "hedges",
        report.pick(zh="余地", en="Left open"),
        report.words(
            zh="没有一个观测值带“超”“近”“余”一类限定。",
            en="No observation is hedged with words such as “more than” or “nearly”.",
        )
        if not len(rows_of_query(report.tables, f"observations?{HEDGED}"))
        else report.words(
            zh="带“超”“近”“余”一类限定的观测值有{n}个：严格读法下，{no_upper}个没有上界，{no_lower}个没有下界。{said}",
            en="Observations hedged with words such as “more than” or “nearly”: {n}. Strictly, "
            "{no_upper} have no upper end and {no_lower} no lower one. {said}",
            n=report.count(f"observations?{HEDGED}"),
            no_upper=report.count(f"observations?{NO_UPPER}"),
            no_lower=report.count(f"observations?{NO_LOWER}"),
            said=said,
        ),
        report.words(
            zh="限定不是说谎，只是少说；这里不把它当作整数。",
            en="A hedge is not a lie: it says less, and is not taken here for a round number.",
        ),
    )


def _spoken(report: Report) -> Finding:
    return Finding(
        "promise",
        report.pick(zh="出自谁口", en="Who speaks"),
        report.words(
            zh="这些数字出自谁的口：{who}。",
            en="Whose words the observations are: {who}.",
            who=each_counted(report, "speaker", "speaker"),
        ),
        report.words(
            zh="“记者”是文章自己的陈述，没有交代消息来自谁。",
            en="“Reporter” is the article’s own statement, with no word of where it comes from.",
        ),
    )


def _done(report: Report) -> Finding:
    instruments, zones = most_named(report)
    alone = [name for name, used in users(report).items() if len(used) == 1]
    every = {
        name: report.listing(report.label("instrument", one) for one in some)
        for name, some in (("most", instruments), ("alone", alone))
    }
    rows = counted(report)
    said = (
        report.words(
            zh="最多园区用到的做法是{most}（{zones}）；只有一个园区提到的是{alone}。",
            en="Instruments that most zones name: {most} ({zones}). Named by a single zone: "
            "{alone}.",
            zones=report.listing(report.label("zone_short", zone) for zone in zones),
            **{name: words or report.word("none") for name, words in every.items()},
        )
        if rows
        else report.words(
            zh="没有一篇文章提到可归类的做法。", en="No article names an instrument of policy."
        )
    )
    return Finding(
        "instruments",
        report.pick(zh="做法", en="What is done"),
        said,
        report.words(
            zh="没有提到，不等于没有。", en="What is not named may be in use all the same."
        )
        if not rows
        else report.words(
            zh="点到名的做法共{n}项，印了时间的{dated}项；点名不等于见效。",
            en="Instruments named: {n}; dated: {dated}. To be named is not to have worked.",
            n=report.count(COUNTED),
            dated=report.count(DATED),
        ),
    )


def _changed(report: Report) -> Finding:
    moved = [row["id"] for row in report.rows("derived") if reading_matters(row)]
    return Finding(
        "checks",
        report.pick(zh="因读法而变", en="By reading"),
        report.words(
            zh="随读法改变的结论：核对{audits}项，次序{orders}对，推出的值{values}个（有界变无界，或有解变无解）。",
            en="Conclusions that change with the reading: checks, {audits}; orders, {orders}; "
            "implied values that gain or lose their bounds, or all that fits them, {values}.",
            audits=report.count("audits?strict_verdict!=@conventional_verdict"),
            orders=report.count("comparisons?strict_order!=@conventional_order"),
            values=report.listed(moved),
        ),
        report.words(
            zh="只在一种读法下成立的，不当作定论。",
            en="What holds under one reading only is not settled.",
        ),
    )


FINDINGS: tuple[Callable[[Report], Finding], ...] = (
    _printed,
    _compared,
    _checked,
    _implied,
    _promised,
    _hedged,
    _spoken,
    _done,
    _changed,
)
