// Finds columns by the words typed: every word has to occur in table, column, path or meaning.
(() => {
  const MOST = 200;
  const field = document.getElementById("columns-search");
  const found = document.getElementById("columns-found");
  const body = document.querySelector("#columns-table tbody");
  const texts = COLUMNS.map((row) => row.slice(1).join(" ").toLowerCase());

  const cell = (text, tag) => {
    const td = document.createElement("td");
    const inner = tag ? td.appendChild(document.createElement(tag)) : td;
    inner.textContent = text;
    return [td, inner];
  };

  const line = ([page, table, column, type, , meaning]) => {
    const tr = document.createElement("tr");
    const [first, link] = cell(table, "a");
    link.href = `tables/${page}.html#${table.replaceAll("_", "-")}`;
    tr.append(first, cell(column, "code")[0], cell(type)[0], cell(meaning)[0]);
    return tr;
  };

  const search = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = COLUMNS.filter((_, place) => words.every((word) => texts[place].includes(word)));
    body.replaceChildren(...rows.slice(0, MOST).map(line));
    const shown = rows.length > MOST ? `, the first ${MOST} are shown` : "";
    found.textContent = `${rows.length.toLocaleString("en")} of ${COLUMNS.length.toLocaleString("en")} columns${shown}`;
  };

  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", search);
  search();
})();
