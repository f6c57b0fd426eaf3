/* At the head of a page: the other formats of the text, those that stand in the site (formats/formats.js), and a way to any
   paragraph by its number. In the contents: which paragraphs each chapter has. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement.dataset.content_root ?? "";
  const MOST_LINKS = 40;
  const masthead = document.querySelector(".normative-masthead");
  // By number: the address of each paragraph from the root of the site.
  const places = window.normativePlaces ?? [];

  const say = window.normativeSay ?? ((words, values = {}) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]));

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  }

  function offerFormats() {
    const place = masthead?.querySelector(".masthead-formats");
    const formats = (window.normativeFormats ?? []).filter(({ stands }) => stands);
    if (!place || !formats.length) return;
    const links = formats.map(({ label, file }) =>
      make("a", { href: root + file.split("/").map(encodeURIComponent).join("/") }, label)
    );
    place.append(`${say("This text as")} `, ...links.flatMap((link, place) => (place ? ["\u00a0· ", link] : [link])));
  }

  function offerParagraphs() {
    if (!masthead || !places.length) return;
    const input = make("input", { type: "text", inputmode: "numeric", size: "4", autocomplete: "off" });
    const label = make("label", {}, `${say("Go to paragraph")} `, input);
    const form = make("form", { class: "masthead-goto" }, label, make("button", { type: "submit" }, say("Go")));
    input.addEventListener("input", () => input.setCustomValidity(""));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const url = places[Number.parseInt(input.value, 10) - 1];
      if (url) location.href = root + url;
      else input.setCustomValidity(say("Paragraphs are numbered from 1 to {last}.", { last: places.length }));
      input.reportValidity();
    });
    masthead.append(form);
  }

  /* The first and the last paragraph of each page. */
  function nameRanges() {
    const ranges = new Map();
    places.forEach((url, place) => {
      const page = new URL(root + url.split("#")[0], location.href).href;
      ranges.set(page, [ranges.get(page)?.[0] ?? place + 1, place + 1]);
    });
    document.querySelectorAll(".normative-contents a, .toctree-wrapper a").forEach((link) => {
      const range = link.getAttribute("href").match(/#./) ? undefined : ranges.get(link.href.split(/[?#]/)[0]);
      if (!range) return;
      const [first, last] = range;
      const said = make("span", { class: "only-heard" }, `, ${first === last ? say("paragraph") : say("paragraphs")} `);
      link.append(make("span", { class: "paragraph-range" }, said, first === last ? ` ${first}` : ` ${first}–${last}`));
    });
  }

  /* Many pages are many steps for those who go by keyboard: parts of the contents that the page is not in are folded. */
  function foldContents() {
    const contents = document.querySelector(".normative-contents");
    const parts = contents?.querySelectorAll(":scope > p.caption + ul") ?? [];
    if (contents?.querySelectorAll("a").length > MOST_LINKS) {
      [...parts].filter((list) => !list.querySelector(".current")).forEach((list) => {
        const caption = list.previousElementSibling;
        const details = make("details", {}, make("summary", {}, ...caption.childNodes));
        caption.replaceWith(details);
        details.append(list);
      });
    }
    // The current entry is in view.
    const current = [...(contents?.querySelectorAll(".current > a") ?? [])].at(-1);
    const bar = contents?.closest(".bd-sidebar-primary");
    if (!current || !bar) return;
    const below = current.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
    if (below > bar.clientHeight) bar.scrollTop += below - bar.clientHeight / 2;
  }

  offerFormats();
  offerParagraphs();
  nameRanges();
  foldContents();
});
