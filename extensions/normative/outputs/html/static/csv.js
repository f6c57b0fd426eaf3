/* Saves the rows and columns of a table that are shown, as CSV for spreadsheets. */
"use strict";

(() => {
  const { make, wordsOf } = window.normative;

  /* No text may begin a formula, be it with a wide sign, and a quotation mark within a cell is written twice. */
  function quoted(cell) {
    const words = wordsOf(cell);
    const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(words) ? `'${words}` : words;
    return `"${safe.replaceAll('"', '""')}"`;
  }

  /* The cells of the head and of the rows that are shown, without the columns that are not. */
  window.normative.viewCells = (table) => {
    const columns = [...table.heads.keys()].filter((index) => !table.heads[index].hidden);
    return [{ cells: table.heads }, ...table.shownRows()].map((row) => columns.map((index) => row.cells[index]));
  };

  window.normative.save = (name, type, ...parts) => {
    const link = make("a", { href: URL.createObjectURL(new Blob(parts, { type })), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
  };

  window.normative.saveCsv = (table) => {
    const lines = window.normative.viewCells(table).map((cells) => cells.map(quoted).join(","));
    window.normative.save(`${table.box.id}-view.csv`, "text/csv", "\ufeff", lines.join("\r\n"), "\r\n");
  };
})();
