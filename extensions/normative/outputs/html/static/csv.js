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

  window.normative.saveCsv = (table) => {
    const columns = [...table.heads.keys()].filter((index) => !table.heads[index].hidden);
    const lines = [{ cells: table.heads }, ...table.shownRows()].map((row) =>
      columns.map((index) => quoted(row.cells[index])).join(",")
    );
    const file = new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" });
    const link = make("a", { href: URL.createObjectURL(file), download: `${table.box.id}-view.csv` });
    link.click();
    URL.revokeObjectURL(link.href);
  };
})();
