// Tables that can be sorted and saved. Without this script a page says all the same.
{
  const { csv } = document.currentScript.dataset;
  const alike = new Intl.Collator(document.documentElement.lang || "zh", { numeric: true, ignorePunctuation: true });
  const units = { "万": 1e4, "亿": 1e8, "万亿": 1e12, million: 1e6, billion: 1e9, trillion: 1e12 };
  const words = (cell) => cell.textContent.replace(/\s+/g, " ").trim();
  // A place has numbers in it, but is none.
  const number = (text) => {
    const found = !text.includes("¶") && text.replace(/(\d),(?=\d{3})/g, "$1").match(/(-?\d+(?:\.\d+)?) ?(万亿|亿|万|[mbtr]+illion)?/);
    return found ? found[1] * (units[found[2]] || 1) : NaN;
  };
  const silent = (cell) => !words(cell) || words(cell) === "—" || cell.querySelector(".silence");

  // Up, down and back: what is silent comes last either way.
  const sort = (table, column, way) => {
    const cell = (row) => row.cells[column];
    const filled = table.rowsAsWritten.filter((row) => !silent(cell(row)));
    const value = filled.some((row) => isNaN(number(words(cell(row))))) ? () => 0 : (row) => number(words(cell(row)));
    const up = (a, b) => value(a) - value(b) || alike.compare(words(cell(a)), words(cell(b)));
    if (way) filled.sort((a, b) => way * up(a, b));
    table.tBodies[0].append(...(way ? [...filled, ...table.rowsAsWritten.filter((row) => silent(cell(row)))] : table.rowsAsWritten));
  };

  const button = (text, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(...text);
    made.onclick = press;
    return made;
  };

  // Rows leave out the name of the page that most of them are of.
  const page = document.querySelector("[data-page]")?.dataset.page;
  const whole = (of) => of.replace(/(^|[\s(])\//g, `$1${page}/`);
  // A list names its rows by their numbers.
  const named = (head) => whole(head.dataset.of || "").split(" ").map((of) => (/^\d+$/.test(of) ? named(document.getElementById(of)) : of)).join(" ");

  // A spreadsheet would run a cell that begins like a formula.
  const quoted = (text) => `"${text.replace(/^[=+@\t-]/, "'$&").replaceAll('"', '""')}"`;
  const saved = (table) => {
    const numbered = table.querySelector("th[id], th[data-of]");
    const rows = [...table.rows].map((row) => {
      const [head] = row.cells;
      const of = row.querySelector("code")?.textContent || named(head);
      const first = row.parentNode.tagName === "THEAD" ? ["#", "id"] : [head.id, of];
      return [...(numbered ? first : []), ...[...row.cells].map(words)].map(quoted).join(",");
    });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", rows.join("\n"), "\n"], { type: "text/csv" }));
    link.download = `${table.dataset.csv}.csv`;
    link.click();
  };

  for (const table of document.querySelectorAll("table[data-csv]")) {
    const heads = [...table.tHead.rows[0].cells];
    table.rowsAsWritten = [...table.tBodies[0].rows];
    if (table.rowsAsWritten.length > 1)
      for (const [column, head] of heads.entries()) {
        if (!words(head)) continue;
        const press = () => {
          const way = { ascending: -1, descending: 0 }[head.ariaSort] ?? 1;
          for (const other of heads) other.removeAttribute("aria-sort");
          if (way) head.ariaSort = way > 0 ? "ascending" : "descending";
          sort(table, column, way);
        };
        head.append(button(head.childNodes, press));
      }
    const line = document.createElement("p");
    line.className = "download";
    line.append(button([csv], () => saved(table)));
    table.closest(".scroll").after(line);
  }
}
