/* Opens a row of a table: the text of the paragraphs and the labels of the provisions it names, without leaving it.
   Also lets the arrow keys walk through a grid. */
"use strict";

(() => {
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };

  /* What the text says of a link's target: its anchor names a paragraph or a provision. */
  function described(link) {
    const anchor = decodeURIComponent(link.hash.slice(1));
    const { paragraphs, provisions } = window.normativeText;
    if (paragraphs[anchor]) return { name: `${paragraphs[anchor].number}.`, words: paragraphs[anchor].text };
    if (provisions[anchor]) return { name: provisions[anchor].name, words: provisions[anchor].subject };
    return null;
  }

  function open(row, button) {
    const shown = row.nextElementSibling?.classList.contains("row-details") ? row.nextElementSibling : null;
    button.setAttribute("aria-expanded", String(!shown));
    if (shown) {
      shown.remove();
      return;
    }
    const list = make("ul");
    const seen = new Set();
    row.querySelectorAll("a[href]").forEach((link) => {
      const place = described(link);
      if (!place || seen.has(place.name)) return;
      seen.add(place.name);
      list.append(make("li", {}, make("a", { href: link.getAttribute("href") }, place.name), ` ${place.words}`));
    });
    const own = row.querySelector("th[id]") ?? row;
    const cell = make("td", { colspan: row.cells.length }, list);
    if (own.id) cell.append(make("p", {}, make("a", { href: `#${own.id}` }, "Link to this row"), ...linksToCells(row)));
    row.after(make("tr", { class: "row-details" }, cell));
  }

  /* In a grid, each filled cell is a place of its own, named like the head of its column. */
  function linksToCells(row) {
    const heads = row.closest("table").tHead.rows[0].cells;
    const links = [...row.querySelectorAll("td[id]")].map((cell) =>
      make("a", { href: `#${cell.id}` }, heads[cell.cellIndex].textContent.trim())
    );
    return links.length ? ["; to its cells: ", ...links.flatMap((link, place) => (place ? [", ", link] : [link]))] : [];
  }

  function addButton(row) {
    const head = row.cells[0];
    const name = head.textContent.trim();
    const button = make("button", { type: "button", class: "row-open", "aria-expanded": "false", "aria-label": `Details of ${name}` }, "▸");
    button.addEventListener("click", () => open(row, button));
    head.prepend(button, " ");
  }

  function walk(event) {
    const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
    const step = steps[event.key];
    const cell = event.target.closest("td, th");
    if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...cell.closest("table").querySelectorAll("tbody tr:not(.matrix-group, .not-chosen, .not-on-page)")];
    const columns = [...cell.parentElement.cells].filter((item) => !item.hidden);
    const row = rows[rows.indexOf(cell.parentElement) + step[0]];
    const next = row && [...row.cells].filter((item) => !item.hidden)[columns.indexOf(cell) + step[1]];
    if (!next) return;
    event.preventDefault();
    next.tabIndex = -1;
    (next.querySelector("a, button") ?? next).focus();
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".matrix:not(.matrix-chart) .matrix-table").forEach((table) => {
      table.querySelectorAll("tbody tr:not(.matrix-group)").forEach((row) => row.querySelector("a") && addButton(row));
      if (table.closest(".matrix-grid")) table.addEventListener("keydown", walk);
    });
  });
})();
