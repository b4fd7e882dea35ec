// Finds columns by the words typed: each has to begin a word of table, column, path or meaning.
(() => {
  const MOST = 200;
  const field = document.getElementById("columns-search");
  const found = document.getElementById("columns-found");
  const body = document.querySelector("#columns-table tbody");
  // creationDate, creation_date and "creation date" are the same words.
  const plain = (text) => text.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase().replace(/[^a-z0-9]+/g, " ");
  const texts = COLUMNS.map((row) => ` ${plain(row.slice(1).join(" "))} ${row[2].toLowerCase()}`);

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
    const words = plain(field.value).split(" ").filter(Boolean);
    const rows = COLUMNS.filter((_, place) => words.every((word) => texts[place].includes(` ${word}`)));
    body.replaceChildren(...rows.slice(0, MOST).map(line));
    const shown = rows.length > MOST ? `, the first ${MOST} are shown` : "";
    found.textContent = `${rows.length.toLocaleString("en")} of ${COLUMNS.length.toLocaleString("en")} columns${shown}`;
  };

  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", search);
  search();
})();
