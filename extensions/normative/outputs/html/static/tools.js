/* The tools above a table: they change its view, and show what the view is; the bar stays while the table is read. */
"use strict";

(() => {
  const { make, say, textOf, wordsOf, copy } = window.normative;

  /* A list that opens within the page; Escape and a click elsewhere close it. */
  function closeable(details) {
    const [summary, list] = details.children;
    details.addEventListener("toggle", () => {
      list.classList.remove("at-end");
      const { left, right } = list.getBoundingClientRect();
      list.classList.toggle("at-end", left < 0 || right > document.documentElement.clientWidth);
    });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      details.open = false;
      summary.focus();
    });
    document.addEventListener("click", (event) => details.contains(event.target) || (details.open = false));
  }

  /* A button that opens a list of boxes to tick. */
  function choice(title, entries, onChange) {
    const boxes = entries.map(({ name, value, count }) => {
      const box = make("input", { type: "checkbox", value });
      box.addEventListener("change", () => onChange(boxes));
      const number = count === undefined ? "" : make("span", { class: "tools-number", "aria-hidden": "true" }, ` ${count}`);
      box.line = make("li", {}, make("label", {}, box, ` ${name}`, number));
      return box;
    });
    const summary = make("summary", {}, title);
    const list = make("ul", {}, ...boxes.map((box) => box.line));
    const details = make("details", { class: "tools-choice" }, summary, list);
    closeable(details);
    const show = (isTicked) => {
      boxes.forEach((box) => (box.checked = isTicked(box.value)));
      return boxes.filter((box) => box.checked).length;
    };
    return { details, summary, show };
  }

  window.normative.Tools = class Tools {
    constructor(table) {
      this.table = table;
      this.view = table.view;
      this.name = textOf(table.table.caption);
      this.count = make("p", { class: "tools-count", role: "status" });
      this.all = this.button(say("Show all"), () => table.change(() => this.view.clear()));
      this.pages = make("div", { class: "tools-pages", role: "group", "aria-label": say("Pages of {name}", { name: this.name }) });
      const parts = [this.searchBox(), ...this.facetChoices(), table.isGrid ? this.emptyBox() : this.columnChoice()];
      this.bar = make("div", { class: "matrix-tools", role: "group", "aria-label": say("Tools for {name}", { name: this.name }) });
      this.bar.append(...parts, this.all, ...this.exports(), this.pages, this.count);
      this.none = make("p", { class: "tools-none", hidden: "" });
      table.scroll.before(this.bar, this.none);
      // The heads of columns stay below the bar, however many lines it has.
      new ResizeObserver(() => table.box.style.setProperty("--bar", `${this.bar.offsetHeight}px`)).observe(this.bar);
      table.heads.forEach((head, index) => this.addSorting(head, index));
    }

    button(words, onClick) {
      const button = make("button", { type: "button" }, words);
      button.addEventListener("click", onClick);
      return button;
    }

    searchBox() {
      const label = say("Search in {name}", { name: this.name });
      this.search = make("input", { type: "search", "aria-label": label, placeholder: say("Search in this table") });
      this.search.addEventListener("input", () => this.table.change(() => (this.view.search = this.search.value)));
      return this.search;
    }

    facetChoices() {
      this.choices = this.table.facets.map((facet) => {
        const entries = [...facet.counts].map(([value, count]) => ({ name: value, value, count }));
        const ticked = (boxes) => boxes.filter((box) => box.checked).map((box) => box.value);
        return choice(facet.title, entries, (boxes) => this.table.change(() => this.view.choose(facet, ticked(boxes))));
      });
      return this.choices.map(({ details }) => details);
    }

    columnChoice() {
      const entries = this.table.heads.slice(1).map((head, place) => ({ name: wordsOf(head), value: place + 1 }));
      const unticked = (boxes) => boxes.filter((box) => !box.checked).map((box) => Number(box.value));
      this.columns = choice(say("Columns"), entries, (boxes) =>
        this.table.change(() => (this.view.hidden = new Set(unticked(boxes))))
      );
      return this.columns.details;
    }

    emptyBox() {
      this.empty = make("input", { type: "checkbox" });
      this.empty.addEventListener("change", () => this.table.change(() => (this.view.withoutEmpty = this.empty.checked)));
      return make("label", { class: "tools-empty" }, this.empty, ` ${say("Hide empty rows and columns")}`);
    }

    /* What is saved, sent or printed is the view; the files below are of the whole table. */
    exports() {
      const link = this.button(say("Copy link"), async () => {
        this.table.writeAddress();
        await copy(this.address());
        this.count.textContent = say("The link to this view is copied.");
      });
      const list = make("ul", {}, ...[
        ["CSV", () => window.normative.saveCsv(this.table)],
        [say("Excel, with title and choices"), () => window.normative.saveExcel(this.table)],
        [say("Print"), () => window.normative.printView(this.table)],
      ].map(([words, act]) => make("li", {}, this.button(words, act))));
      const details = make("details", { class: "tools-choice tools-take" }, make("summary", {}, say("Save or print")), list);
      closeable(details);
      return [details, link];
    }

    /* The address of the view where the site is published, if that is known, or else here. */
    address() {
      const site = document.querySelector("link[rel='canonical']")?.href;
      return site ? site + location.hash : location.href;
    }

    addSorting(head, index) {
      if (this.table.isGrid && index > 1) return;
      const button = this.button("↕", () => this.table.change(() => this.view.sortBy(index)));
      button.className = "tools-sort";
      button.setAttribute("aria-label", say("Sort by {head}", { head: wordsOf(head) }));
      head.classList.add("has-sort");
      head.append(button);
    }

    /* Show what is chosen, and how much of the table that leaves. */
    refresh(shown, pages) {
      const { view, table } = this;
      this.search.value = view.search;
      if (this.empty) this.empty.checked = view.withoutEmpty;
      this.columns?.show((value) => !view.hidden.has(Number(value)));
      table.facets.forEach((facet, place) => {
        const { summary, show } = this.choices[place];
        const ticked = show((value) => view.chosen.get(facet.key)?.has(value));
        summary.textContent = ticked ? `${facet.title} (${ticked})` : facet.title;
      });
      table.heads.forEach((head) => {
        const sign = { ascending: "↑", descending: "↓" }[head.getAttribute("aria-sort")] ?? "↕";
        head.querySelector(".tools-sort")?.replaceChildren(sign);
      });
      this.all.hidden = view.isAll;
      const all = table.rows.length;
      this.count.textContent = shown === all ? say("{count} rows", { count: all }) : say("{shown} of {count} rows", { shown, count: all });
      this.showNone(shown);
      this.showPages(pages);
    }

    /* Of nothing found, say where it was looked for. */
    showNone(shown) {
      const { search, chosen } = this.view;
      this.none.hidden = shown > 0;
      if (shown) return;
      const words = search && say("has “{search}” in its cells or in the whole text of its paragraphs", { search });
      const choices = chosen.size ? say("is one of those chosen above") : "";
      const clear = this.button(say("Clear search and choices"), () => this.table.change(() => this.view.clear()));
      this.none.replaceChildren(`${say("No row {reasons}.", { reasons: [words, choices].filter(Boolean).join(say(" and ")) || say("is left") })} `, clear);
    }

    /* The choices of the view in words, for what is printed or saved. */
    inWords() {
      const { view, table } = this;
      const chosen = table.facets.filter(({ key }) => view.chosen.has(key));
      const state = document.querySelector(".panorama-choice select");
      return [
        ...(state?.value ? [say("State: {state}", { state: state.selectedOptions[0].textContent })] : []),
        ...(view.search ? [say("with the words “{words}”", { words: view.search })] : []),
        ...chosen.map(({ key, title }) => `${title}: ${[...view.chosen.get(key)].join(say(" or "))}`),
        ...(table.sorted ? [say("sorted by {column}", { column: wordsOf(table.heads[parseInt(table.sorted, 10)]) })] : []),
        say("{shown} of {all} rows", { shown: table.shownRows().length, all: table.rows.length }),
      ].join("; ");
    }

    showPages(pages) {
      const { page } = this.view;
      this.pages.replaceChildren();
      if (pages < 2) return;
      const add = (number, words) => {
        const button = this.button(words, () => {
          this.view.page = number;
          this.table.show();
          this.bar.scrollIntoView();
        });
        if (number === page) button.setAttribute("aria-current", "page");
        this.pages.append(button);
      };
      if (page > 0) add(page - 1, say("Previous"));
      const near = [0, page - 1, page, page + 1, pages - 1].filter((number) => number >= 0 && number < pages);
      new Set(near).forEach((number) => add(number, `${number + 1}`));
      if (page >= 0 && page < pages - 1) add(page + 1, say("Next"));
      add(-1, say("All rows"));
    }
  };
})();
