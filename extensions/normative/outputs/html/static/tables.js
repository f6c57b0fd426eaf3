/* Tools above each table for reviewers: search, choices, order, columns, pages, CSV, and an address that keeps them.
   A plain script, because pages are opened from folders; without it the tables are complete. Classes hide rows, never
   the script itself, so that other scripts can hide rows too and print shows all pages. */
"use strict";

(() => {
  const PAGE = 100;
  const MOST_VALUES = 40;
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };

  class ReviewTable {
    constructor(box) {
      this.box = box;
      this.table = box.querySelector(".matrix-table");
      this.heads = [...this.table.tHead.rows[0].cells];
      this.bodies = [...this.table.tBodies].map((body) => ({
        body,
        group: body.querySelector(".matrix-group"),
        rows: [...body.rows].filter((row) => !row.classList.contains("matrix-group")),
      }));
      this.rows = this.bodies.flatMap((part) => part.rows);
      // Who picks a State must find its row, on whichever page it would be.
      this.pageSize = box.classList.contains("matrix-state-panorama") ? Infinity : PAGE;
      this.isGrid = box.classList.contains("matrix-grid");
      this.facets = this.findFacets();
      this.state = { q: "", sort: "", hide: new Set(), empty: false, page: 0, chosen: new Map() };
      this.cache = new Map();
    }

    /* The words of a row are read when they are first asked for: reading 10,000 rows takes longer than showing them. */
    words(row) {
      if (!this.cache.has(row)) this.cache.set(row, text(row).toLowerCase());
      return this.cache.get(row);
    }

    findFacets() {
      const facets = this.heads.flatMap((head, index) =>
        "facet" in head.dataset ? [{ key: head.dataset.key, title: text(head), of: (row) => values(row.cells[index]) }] : []
      );
      const known = window.normativeText;
      if (known && this.rows.some((row) => row.dataset.paragraph)) {
        const has = new Set(facets.map((facet) => facet.key));
        const of = (name) => (row) => known.paragraphs[row.dataset.paragraph]?.[name] ?? [];
        for (const [key, title] of [["force", "Force"], ["holder", "Rights-holders"], ["section", "Section"]]) {
          if (!has.has(key)) facets.push({ key, title, of: of(key) });
        }
      }
      this.heads.forEach((head, index) => {
        if (this.isGrid || head.dataset.kind !== "links" || index === 0) return;
        const of = (row) => [...new Set([...row.cells[index].querySelectorAll("a")].map(instrumentOf).filter(Boolean))];
        facets.push({ key: `in-${head.dataset.key}`, title: `Instrument in ${text(head)}`, of });
      });
      return facets.filter((facet) => {
        facet.values = [...new Set(this.rows.flatMap(facet.of))].sort(collator.compare);
        return facet.values.length > 1 && facet.values.length <= MOST_VALUES;
      });
    }

    start() {
      this.status = make("p", { class: "tools-count", role: "status", "aria-live": "polite" });
      this.tools = make("div", { class: "matrix-tools", role: "group", "aria-label": `Tools for ${this.title()}` });
      this.box.querySelector(".matrix-scroll").before(this.tools);
      this.addSearch();
      this.facets.forEach((facet) => this.addFacet(facet));
      if (this.isGrid) this.addEmptySwitch();
      else this.addColumnSwitch();
      this.addButtons();
      this.heads.forEach((head, index) => this.addSorting(head, index));
      this.tools.append(this.status);
      this.pager = make("div", { class: "tools-pages" });
      this.box.querySelector(".matrix-scroll").after(this.pager);
      this.fromAddress();
      window.addEventListener("hashchange", () => this.fromAddress());
    }

    title() {
      return text(this.table.caption);
    }

    addSearch() {
      const input = make("input", { type: "search", "aria-label": `Search in ${this.title()}`, placeholder: "Search" });
      input.addEventListener("input", () => this.change(() => (this.state.q = input.value)));
      this.search = input;
      this.tools.append(input);
    }

    addFacet(facet) {
      const list = make("ul");
      facet.boxes = facet.values.map((value) => {
        const input = make("input", { type: "checkbox" });
        input.value = value;
        input.addEventListener("change", () =>
          this.change(() => {
            const chosen = facet.boxes.filter((item) => item.checked).map((item) => item.value);
            if (chosen.length) this.state.chosen.set(facet.key, new Set(chosen));
            else this.state.chosen.delete(facet.key);
          })
        );
        list.append(make("li", {}, make("label", {}, input, ` ${value}`)));
        return input;
      });
      facet.summary = make("summary", {}, facet.title);
      this.tools.append(make("details", { class: "tools-choice" }, facet.summary, list));
    }

    addColumnSwitch() {
      const list = make("ul");
      this.columnBoxes = this.heads.slice(1).map((head, place) => {
        const input = make("input", { type: "checkbox" });
        input.checked = true;
        input.addEventListener("change", () =>
          this.change(() => this.state.hide[input.checked ? "delete" : "add"](place + 1))
        );
        list.append(make("li", {}, make("label", {}, input, ` ${text(head)}`)));
        return input;
      });
      this.tools.append(make("details", { class: "tools-choice" }, make("summary", {}, "Columns"), list));
    }

    addEmptySwitch() {
      const input = make("input", { type: "checkbox" });
      input.addEventListener("change", () => this.change(() => (this.state.empty = input.checked)));
      this.emptyBox = input;
      this.tools.append(make("label", { class: "tools-empty" }, input, " Hide empty rows and columns"));
    }

    addButtons() {
      const csv = make("button", { type: "button" }, "CSV of this view");
      csv.addEventListener("click", () => this.save());
      const link = make("button", { type: "button" }, "Copy link to this view");
      link.addEventListener("click", () => {
        this.toAddress();
        window.normativeCopy(location.href).then(() => (this.status.textContent = "The link is copied."));
      });
      const reset = make("button", { type: "button" }, "Show all");
      reset.addEventListener("click", () => this.change(() => this.clear()));
      this.tools.append(csv, link, reset);
    }

    addSorting(head, index) {
      if (this.isGrid && index > 1) return;
      const button = make("button", { type: "button", class: "tools-sort", "aria-label": `Sort by ${text(head)}` }, "↕");
      button.addEventListener("click", () =>
        this.change(() => {
          const next = { [`${index}a`]: `${index}d`, [`${index}d`]: "" };
          this.state.sort = next[this.state.sort] ?? `${index}a`;
        })
      );
      head.append(" ", button);
    }

    clear() {
      Object.assign(this.state, { q: "", sort: "", hide: new Set(), empty: false, chosen: new Map() });
    }

    change(edit) {
      edit();
      this.state.page = 0;
      this.show();
      this.toAddress();
    }

    passes(row) {
      const wanted = this.state.q.toLowerCase().split(/\s+/).filter(Boolean);
      if (!wanted.every((word) => this.words(row).includes(word))) return false;
      return this.facets.every((facet) => {
        const chosen = this.state.chosen.get(facet.key);
        return !chosen || facet.of(row).some((value) => chosen.has(value));
      });
    }

    show() {
      const { sort, hide, empty, page } = this.state;
      const passing = new Set(this.rows.filter((row) => this.passes(row) && !(empty && isEmpty(row))));
      this.order(sort);
      const inOrder = this.bodies.flatMap((part) => part.rows).filter((row) => passing.has(row));
      const pages = Math.ceil(inOrder.length / this.pageSize) || 1;
      const onPage = page < 0 || pages === 1 ? passing : new Set(inOrder.slice(page * PAGE, (page + 1) * PAGE));
      this.bodies.forEach((part) => {
        part.rows.forEach((row) => {
          row.classList.toggle("not-chosen", !passing.has(row));
          row.classList.toggle("not-on-page", passing.has(row) && !onPage.has(row));
        });
        part.group?.classList.toggle("not-chosen", !part.rows.some((row) => passing.has(row)));
        part.group?.classList.toggle("not-on-page", !part.rows.some((row) => onPage.has(row)));
      });
      const bare = empty ? emptyColumns(this.heads, inOrder) : new Set();
      this.heads.forEach((head, index) => this.showColumn(index, !hide.has(index) && !bare.has(index)));
      this.showPages(pages);
      this.status.textContent =
        inOrder.length === this.rows.length ? `${this.rows.length} rows` : `${inOrder.length} of ${this.rows.length} rows`;
      this.showControls();
    }

    showColumn(index, isShown) {
      if (this.heads[index].hidden === !isShown) return;
      this.heads[index].hidden = !isShown;
      this.rows.forEach((row) => (row.cells[index].hidden = !isShown));
      const column = this.table.querySelectorAll("col")[index];
      if (column) column.hidden = !isShown;
    }

    order(sort) {
      const index = parseInt(sort, 10);
      this.heads.forEach((head, place) => {
        if (place !== index) head.removeAttribute("aria-sort");
        else head.setAttribute("aria-sort", sort.endsWith("d") ? "descending" : "ascending");
      });
      if (this.sorted === sort) return;
      this.sorted = sort;
      this.bodies.forEach((part) => {
        part.original ??= part.rows;
        part.rows = [...part.original];
        if (sort) {
          const keys = new Map(part.rows.map((row) => [row, text(row.cells[index])]));
          const sign = sort.endsWith("d") ? -1 : 1;
          // Empty cells stay last in both directions.
          part.rows.sort(
            (a, b) => !keys.get(a) - !keys.get(b) || sign * collator.compare(keys.get(a), keys.get(b))
          );
        }
        part.body.append(...part.rows);
      });
    }

    showPages(pages) {
      this.pager.replaceChildren();
      if (pages < 2) return;
      const go = (page, label, isCurrent) => {
        const button = make("button", { type: "button", ...(isCurrent ? { "aria-current": "page" } : {}) }, label);
        button.addEventListener("click", () => {
          this.state.page = page;
          this.show();
          this.tools.scrollIntoView();
        });
        this.pager.append(button, " ");
      };
      const { page } = this.state;
      if (page > 0) go(page - 1, "Previous");
      const near = [0, page - 1, page, page + 1, pages - 1].filter((item) => item >= 0 && item < pages);
      [...new Set(near)].forEach((item) => go(item, `${item + 1}`, item === page));
      if (page >= 0 && page < pages - 1) go(page + 1, "Next");
      go(-1, "All rows", page === -1);
    }

    showControls() {
      this.search.value = this.state.q;
      if (this.emptyBox) this.emptyBox.checked = this.state.empty;
      this.columnBoxes?.forEach((input, place) => (input.checked = !this.state.hide.has(place + 1)));
      this.facets.forEach((facet) => {
        const chosen = this.state.chosen.get(facet.key) ?? new Set();
        facet.boxes.forEach((input) => (input.checked = chosen.has(input.value)));
        facet.summary.textContent = chosen.size ? `${facet.title} (${chosen.size})` : facet.title;
      });
    }

    toAddress() {
      const kept = new URLSearchParams();
      if (this.state.q) kept.set("q", this.state.q);
      if (this.state.sort) kept.set("sort", this.state.sort);
      if (this.state.empty) kept.set("empty", "1");
      if (this.state.hide.size) kept.set("hide", [...this.state.hide].join("."));
      this.state.chosen.forEach((chosen, key) => chosen.forEach((value) => kept.append(`f.${key}`, value)));
      history.replaceState(null, "", `#${this.box.id}${kept.size ? `?${kept}` : ""}`);
    }

    fromAddress() {
      const [name, query] = location.hash.slice(1).split("?");
      const kept = new URLSearchParams(name === this.box.id ? query : "");
      this.clear();
      this.state.q = kept.get("q") ?? "";
      this.state.sort = /^\d+[ad]$/.test(kept.get("sort")) && parseInt(kept.get("sort"), 10) < this.heads.length ? kept.get("sort") : "";
      this.state.empty = this.isGrid && kept.has("empty");
      this.state.hide = new Set((kept.get("hide") ?? "").split(".").map(Number).filter((place) => place > 0 && place < this.heads.length));
      this.facets.forEach((facet) => {
        const chosen = kept.getAll(`f.${facet.key}`).filter((value) => facet.values.includes(value));
        if (chosen.length) this.state.chosen.set(facet.key, new Set(chosen));
      });
      const target = name && document.getElementById(decoded(name))?.closest("tr");
      const place = target ? this.rows.indexOf(target) : -1;
      this.state.page = place >= this.pageSize ? Math.floor(place / this.pageSize) : 0;
      this.show();
      if (query && name === this.box.id) this.box.scrollIntoView();
      else if (place >= this.pageSize) target.scrollIntoView();
    }

    save() {
      const shown = this.heads.map((head, index) => index).filter((index) => !this.heads[index].hidden);
      const cell = (element) => `"${cellWords(element).replaceAll('"', '""')}"`;
      const rows = this.bodies.flatMap((part) => part.rows).filter((row) => !row.classList.contains("not-chosen"));
      const lines = [{ cells: this.heads }, ...rows].map((row) => shown.map((index) => cell(row.cells[index])).join(","));
      const file = new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" });
      const link = make("a", { href: URL.createObjectURL(file), download: `${this.box.id}-view.csv` });
      link.click();
      URL.revokeObjectURL(link.href);
    }
  }

  /* A part of an address that somebody has cut may be no text. */
  function decoded(part) {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  }

  function values(cell) {
    return cellWords(cell).split(/;\s*|,\s*/).filter(Boolean);
  }

  /* The words of a cell without the signs of states and without the buttons of this script; no text begins a formula. */
  function cellWords(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("[aria-hidden], button").forEach((part) => part.remove());
    const words = text(copy);
    return /^[=+\-@]/.test(words) ? `'${words}` : words;
  }

  function instrumentOf(link) {
    return /^([A-Z][A-Za-z0-9-]*) \S/.exec(text(link))?.[1];
  }

  function isEmpty(row) {
    return [...row.cells].slice(2).every((cell) => !text(cell));
  }

  function emptyColumns(heads, rows) {
    return new Set(heads.map((_, index) => index).filter((index) => index > 1 && rows.every((row) => !text(row.cells[index]))));
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".matrix").forEach((box) => {
      const table = box.querySelector(".matrix-table");
      if (table && table.querySelector("tbody th[scope='row']") && !box.classList.contains("matrix-chart")) {
        new ReviewTable(box).start();
      }
    });
  });
})();
